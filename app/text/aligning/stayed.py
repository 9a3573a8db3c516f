"""What stayed of the words of two drafts, as stretches of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from app.text.aligning.became import Group
from app.text.aligning.contained import Stretch
from app.text.aligning.pieces import Kept
from app.text.aligning.same_sentences import Range
from app.text.aligning.sequence import Match, chain
from app.text.aligning.units import Likeness, Unit
from app.text.aligning.words import Instead, in_proportion

_TELLING = 0.5
"""The least weight of a word that is known again where it went."""
_TELLING_PHRASE = 0.7
"""The least weight of words that are known again together."""
_SHORT = 5
_NEAR = 200
"""How many words away a phrase is looked for."""


@dataclass
class Matched:
    """A group with the words of it that stayed, in order, counted in tokens of the drafts."""

    group: Group
    kept: list[Stretch]
    instead: list[Instead]


def stretches(pairs: Iterable[tuple[int, int]]) -> list[Stretch]:
    """Old and new tokens, in order of both, as stretches that go on in both."""
    found: list[Stretch] = []
    for i, j in pairs:
        if found and (i, j) == (found[-1].old + found[-1].size, found[-1].new + found[-1].size):
            found[-1] = found[-1]._replace(size=found[-1].size + 1)
        else:
            found.append(Stretch(i, j, 1))
    return found


def joined(kept: Iterable[Kept]) -> list[Kept]:
    """What stayed in order of the old draft, joined where it goes on in both."""
    found: list[Kept] = []
    for old, new, size, moved in sorted(kept):
        if found:
            first, there, count, same = found[-1]
            if (first + count, there + count, same) == (old, new, moved):
                found[-1] = Kept(first, there, count + size, moved)
                continue
        found.append(Kept(old, new, size, moved))
    return found


def use(kept: Iterable[Kept | Stretch], free_old: list[bool], free_new: list[bool]) -> None:
    """Say of the tokens that stayed that they are free no more; of those of one draft alone if the other's
    list is empty.
    """
    for one in kept:
        used = [False] * one.size
        if free_old:
            free_old[one.old : one.old + one.size] = used
        if free_new:
            free_new[one.new : one.new + one.size] = used


def shared_tokens(one: Stretch, old: Unit, new: Unit) -> int:
    """How many tokens of a stretch stand in both units."""
    first = max(0, old.first - one.old, new.first - one.new)
    return max(0, min(one.size, old.last - one.old, new.last - one.new) - first)


def in_order(matched: Sequence[Matched]) -> set[int]:
    """Which of the groups, in order of the old draft, stand in order in the new one too: the heaviest."""
    runs: list[tuple[Match, list[int]]] = []
    behind = (-1, -1)
    for n, each in enumerate(matched):
        size, first, last = sum(one.size for one in each.kept), each.kept[0], each.kept[-1]
        if first[:2] == behind:
            head, members = runs[-1]
            members.append(n)
            runs[-1] = head._replace(weight=head.weight + size), members
        else:
            runs.append((Match(first.old, first.new, size), [n]))
        behind = last.old + last.size, last.new + last.size
    members_of = {head.old: members for head, members in runs}
    return {n for head in chain([head for head, _ in runs]) for n in members_of[head.old]}


def own_words(
    instead: Iterable[Instead],
    likeness: Likeness,
    kept: Sequence[Kept],
    gone: Sequence[bool],
    come: Sequence[bool],
) -> list[Instead]:
    """What stands for others, none of them among what was kept, and at its edge without words from elsewhere.

    Where a sentence was joined to one whose end was replaced, the end does not reach into that: it is as many
    words as before at most. ``gone`` and ``come`` tell of each token whether it is none of those kept.
    """
    ends = {run.old: run.new for run in kept} | dict(run.last for run in kept)
    where: dict[int, list[int]] = {}
    for at in compress(range(len(gone)), gone):
        where.setdefault(likeness.old.tokens.ids[at], []).append(at)
    found: list[Instead] = []
    for one in instead:
        if not all(gone[one.old_first : one.old_last]):
            continue
        low, high = one.new_first, one.new_last
        behind = ends.get(one.old_first - 1, -2) == low - 1
        ahead = ends.get(one.old_last, -1) == high
        if not one.reworded and behind is not ahead:
            others = [(at, at + 1) for at in range(low, high) if not come[at]]
            others += _others(one, likeness, where, gone)
            size = one.old_last - one.old_first
            if not others and high - low > size:
                # More came than went: it may be what became of words beside, that went too.
                beside = _went(gone, one.old_last, 1) if behind else _went(gone, one.old_first - 1, -1)
                at = high if behind else low - 1
                if beside and in_proportion(beside, high - low) and not (0 <= at < len(come) and come[at]):
                    spare = min(size, max(0, high - low - beside))
                    low, high = (low, low + spare) if behind else (high - spare, high)
            elif others and behind:
                high = min(low + size, *(first for first, _ in others))
            elif others:
                low = max(high - size, *(last for _, last in others))
        if not one.reworded:
            low, high = _but_twins(likeness.new.tokens.ids, low, high, behind=behind, ahead=ahead)
        if low < high and all(come[low:high]):
            found.append(one._replace(new_first=low, new_last=high))
    return _disjoint(found)


def _disjoint(instead: Iterable[Instead]) -> list[Instead]:
    """What stands for others, nothing of it twice: of two that overlap the one of fewer words, in order.

    Words left over of a group may have been found with others, which then have words in their place too.
    """
    was, now = set[int](), set[int]()
    found: list[Instead] = []
    for one in sorted(instead, key=lambda one: one.old_last - one.old_first):
        here, there = range(one.old_first, one.old_last), range(one.new_first, one.new_last)
        if was.isdisjoint(here) and now.isdisjoint(there):
            was.update(here)
            now.update(there)
            found.append(one)
    return sorted(found)


def _but_twins(words: Sequence[int], low: int, high: int, *, behind: bool, ahead: bool) -> Range:
    """What stands for others, without words at its edge that stand beside it too, where these stayed.

    Of *Trump Trump*, where *Trump* was, nobody can tell which is the one that came.
    """
    most = min(high - low, low)
    if behind:
        low += next((n for n in range(most, 0, -1) if words[low - n : low] == words[low : low + n]), 0)
    most = high - low
    if ahead:
        high -= next((n for n in range(most, 0, -1) if words[high - n : high] == words[high : high + n]), 0)
    return low, high


def _went(gone: Sequence[bool], at: int, step: int) -> int:
    """How many words from here on, or back, are none of those kept."""
    count = 0
    while 0 <= at < len(gone) and gone[at]:
        at, count = at + step, count + 1
    return count


def _others(
    one: Instead, likeness: Likeness, where: Mapping[int, Sequence[int]], gone: Sequence[bool]
) -> list[tuple[int, int]]:
    """Words in the place of others that went from elsewhere, each with those beside it that did so too.

    A common word is one only if it went from right beside.
    """
    was, now = likeness.old.tokens.ids, likeness.new.tokens.ids
    ahead = min(_NEAR, _went(gone, one.old_first - 1, -1))
    behind = min(_NEAR, _went(gone, one.old_last, 1))
    beside = [*range(one.old_first - ahead, one.old_first), *range(one.old_last, one.old_last + behind)]
    found: list[tuple[int, int]] = []
    for at in range(one.new_first, one.new_last):
        tells = likeness.weight_of(now[at]) >= _TELLING
        for place in where.get(now[at], ()) if tells else beside:
            if one.old_first <= place < one.old_last or was[place] != now[at]:
                continue
            first = last = 0
            while at - first > one.new_first and place > first and gone[place - first - 1]:
                if was[place - first - 1] != now[at - first - 1]:
                    break
                first += 1
            while at + last + 1 < one.new_last and place + last + 1 < len(was) and gone[place + last + 1]:
                if was[place + last + 1] != now[at + last + 1]:
                    break
                last += 1
            found.append((at - first, at + last + 1))
    return found


def pairs_of(kept: Iterable[Stretch]) -> list[tuple[int, int]]:
    """Stretches as old and new tokens."""
    return [(one.old + n, one.new + n) for one in kept for n in range(one.size)]


def torn_off(
    kept: Iterable[Stretch], likeness: Likeness, gone: Sequence[bool], come: Sequence[bool]
) -> list[Stretch]:
    """Few words kept alone that stand, or stood, near by beside the word they have beside them.

    That is: all of these are unmatched there, as is the word beside them here.
    """
    was, now = likeness.old.tokens.ids, likeness.new.tokens.ids
    return [
        one
        for one in kept
        if one.size <= _SHORT
        and (
            _is_torn(was, gone, one.old, one.size, (now, come, one.new), likeness)
            or _is_torn(now, come, one.new, one.size, (was, gone, one.old), likeness)
        )
    ]


def _is_torn(
    words: Sequence[int],
    free: Sequence[bool],
    at: int,
    size: int,
    there: tuple[Sequence[int], Sequence[bool], int],
    likeness: Likeness,
) -> bool:
    """Whether words with a free one before or behind them stand together, all free, near a place there."""
    others, free_there, place = there
    low, high = max(0, place - _NEAR), min(len(others), place + _NEAR)
    for first in (at - 1, at):
        last = first + size + 1
        beside = first if first < at else last - 1
        if first < 0 or last > len(words) or not free[beside]:
            continue
        phrase = words[first:last]
        if sum(map(likeness.weight_of, phrase)) >= _TELLING_PHRASE and any(
            others[k : k + len(phrase)] == phrase and all(free_there[k : k + len(phrase)])
            for k in compress(range(low, high), free_there[low:high])
        ):
            return True
    return False


def far_side(
    kept: Sequence[Stretch],
    beside: tuple[Unit | None, Unit | None],
    likeness: Likeness,
    gone: Sequence[bool],
    come: Sequence[bool],
) -> list[Stretch]:
    """Few words kept alone that are parted from the others by words left over of the sentence beside theirs.

    Those of the sentence before come before these words, not among them: whose is what lies before one of
    them is not known. ``beside`` are the old sentences before and behind.
    """
    now, (before, behind) = likeness.new.tokens.ids, beside
    low, high = kept[0].new + kept[0].size, kept[-1].new
    own = {j for _, j in pairs_of(kept)}
    far: list[Stretch] = []
    for unit in (before, behind):
        if unit is None or low >= high:
            continue
        left = {
            word
            for word in compress(
                likeness.old.tokens.ids[unit.first : unit.last], gone[unit.first : unit.last]
            )
            if likeness.weight_of(word) >= _TELLING
        }
        at = [n for n in compress(range(low, high), come[low:high]) if now[n] in left and n not in own]
        if at and unit is before:
            some = [one for one in kept if one.new < at[-1]]
        else:
            some = [one for one in kept if at and one.new > at[0]]
        few = all(one.size <= _SHORT for one in some)
        if few and 2 * sum(one.size for one in some) < sum(one.size for one in kept):
            far += some
    return far

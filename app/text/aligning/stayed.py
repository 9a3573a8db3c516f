"""What stayed of the words of two drafts, as stretches of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from app.text.aligning.became import Group
from app.text.aligning.contained import Stretch
from app.text.aligning.pieces import Kept
from app.text.aligning.sequence import Match, chain
from app.text.aligning.units import Likeness, Unit
from app.text.aligning.words import Instead

_TELLING = 0.5
"""The least weight of a word that is known again where it went."""
_TELLING_PHRASE = 0.7
"""The least weight of words that are known again together."""
_SHORT = 2
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
        behind = ends.get(one.old_first - 1, -1) == low - 1
        ahead = ends.get(one.old_last, -1) == high
        if not one.reworded and behind is not ahead:
            others = [(at, at + 1) for at in range(low, high) if not come[at]]
            others += _others(one, likeness, where, gone)
            size = one.old_last - one.old_first
            if others and behind:
                high = min(low + size, *(first for first, _ in others))
            elif others:
                low = max(high - size, *(last for _, last in others))
        if low < high and all(come[low:high]):
            found.append(one._replace(new_first=low, new_last=high))
    return found


def _others(
    one: Instead, likeness: Likeness, where: Mapping[int, Sequence[int]], gone: Sequence[bool]
) -> list[tuple[int, int]]:
    """Words in the place of others that went from elsewhere, each with those beside it that did so too."""
    was, now = likeness.old.tokens.ids, likeness.new.tokens.ids
    found: list[tuple[int, int]] = []
    for at in range(one.new_first, one.new_last):
        if likeness.weight_of(now[at]) < _TELLING:
            continue
        for place in where.get(now[at], ()):
            if one.old_first <= place < one.old_last:
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
    """Words kept one or two alone that stand near by, unmatched, beside the word they stood beside."""
    found: list[Stretch] = []
    was, now = likeness.old.tokens.ids, likeness.new.tokens.ids
    for one in kept:
        if one.size > _SHORT:
            continue
        low, high = max(0, one.new - _NEAR), min(len(now), one.new + _NEAR)
        for first in (one.old - 1, one.old):
            last = first + one.size + 1
            beside = first if first < one.old else last - 1
            if first < 0 or last > len(was) or not gone[beside]:
                continue
            phrase = was[first:last]
            if sum(map(likeness.weight_of, phrase)) >= _TELLING_PHRASE and any(
                now[at : at + len(phrase)] == phrase and all(come[at : at + len(phrase)])
                for at in compress(range(low, high), come[low:high])
            ):
                found.append(one)
                break
    return found

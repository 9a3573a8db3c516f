"""Sentences that stayed, but for those whose words stand, or stood, elsewhere as well: these are in doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, compress

from app.text.aligning.same_sentences import Matching, Range
from app.text.aligning.stayed import Matched, use
from app.text.aligning.units import Likeness, Side

_LONG = 3
"""From how many words on a sentence is looked for in others, whatever the words."""
_TELLING = 0.5
"""The least weight of one of the words of a shorter one that strayed for it to be looked for."""


def unrivalled(matched: Sequence[Matched], found: Matching, likeness: Likeness) -> list[Matched]:
    """The groups but for sentences whose words stand in another sentence as well, unmatched.

    These are put in doubt: it may be that they went into that, and that here is a copy; or, where one stands
    beside none it stood beside, that what stands here came out of another. Of one with both its neighbours
    only these are looked at. What stands beside one in doubt is asked again, having a neighbour less.
    """
    same = {each.group.old[0]: each for each in matched if _is_whole(each, found)}
    gone, come = [True] * len(found.old.tokens.ids), [True] * len(found.new.tokens.ids)
    use(chain.from_iterable(each.kept for each in matched), gone, come)
    first = {found.old.tokens.ids[each.kept[0].old] for each in same.values()}
    went, came = _Unmatched(found.old, gone, first), _Unmatched(found.new, come, first)
    rivalled: set[int] = set()
    asked = list(same)
    while asked:
        i = asked.pop()
        if i in rivalled or i not in same:
            continue
        group, (old, _, size) = same[i].group, same[i].kept[0]
        words = found.old.tokens.ids[old : old + size]
        if not (came.hold(words) or went.hold(words)):
            continue
        support = found.support(i, group.new[0], 1)
        beside = group.new[0] - 1, group.new[0] + 2
        strayed = not support and not found.main[i]
        tells = size >= _LONG or (strayed and max(map(likeness.weight_of, words)) >= _TELLING)
        if tells and (came.hold(words, beside if support == 2 else None) or (strayed and went.hold(words))):
            found.doubt(group.old, group.new)
            rivalled.add(i)
            asked += [i - 1, i + 1]
    return [each for each in matched if each.group.old[0] not in rivalled]


def undisputed(matched: Sequence[Matched], found: Matching) -> list[Matched]:
    """The groups but for those that tear a sentence which stands whole in what they became, elsewhere.

    These are put in doubt: of two much alike that were joined the second may have been put first.
    """
    stay: list[Matched] = []
    for each in matched:
        forth = [(one.old + n, one.new + n) for one in each.kept for n in range(one.size)]
        back = [(j, i) for i, j in forth]
        if _tears(found.old, found.new, each.group.old, each.group.new, dict(forth)) or _tears(
            found.new, found.old, each.group.new, each.group.old, dict(back)
        ):
            for i in range(*each.group.old):
                found.doubt((i, i + 1), each.group.new)
        else:
            stay.append(each)
    return stay


def _tears(side: Side, other: Side, units: Range, others: Range, became: Mapping[int, int]) -> bool:
    """Whether one of several units stands whole in these others, and not all its tokens became those."""
    if units[1] - units[0] < 2:
        return False
    words, start = other.words(*others), other.units[others[0]].first
    for unit in side.units[slice(*units)]:
        row, size = side.tokens.ids[unit.first : unit.last], unit.last - unit.first
        places = [at for at in range(len(words) - size + 1) if words[at : at + size] == row]
        if (
            size >= _LONG
            and places
            and not any(
                all(became.get(unit.first + n) == start + at + n for n in range(size)) for at in places
            )
        ):
            return True
    return False


def _is_whole(each: Matched, found: Matching) -> bool:
    """Whether a sentence became one with all its words."""
    (low, high), (first, last) = each.group.old, each.group.new
    return high - low == last - first == 1 and found.old.keys[low] == found.new.keys[first]


class _Unmatched:
    """The unmatched tokens of a draft; rows are found in them that begin with one of ``first``."""

    def __init__(self, side: Side, free: Sequence[bool], first: Iterable[int]) -> None:
        self._side, self._free = side, free
        self._where: dict[int, list[int]] = {word: [] for word in first}
        for at in compress(range(len(free)), free):
            if side.tokens.ids[at] in self._where:
                self._where[side.tokens.ids[at]].append(at)

    def hold(self, row: Sequence[int], units: Range | None = None) -> bool:
        """Whether the row stands here, all of it unmatched; within these units, as far as there are such."""
        places, size, words = self._where[row[0]], len(row), self._side.tokens.ids
        if units is not None:
            low, high = max(0, units[0]), min(len(self._side.units), units[1])
            start, end = self._side.units[low].first, self._side.units[high - 1].last
            places = places[bisect_left(places, start) : bisect_left(places, end)]
        return any(words[at : at + size] == row and all(self._free[at : at + size]) for at in places)

"""A last look at every changed sentence: whether another place holds as much of what it is known by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from app.text.aligning.became import BEST, Became, Group
from app.text.aligning.same_sentences import Range
from app.text.aligning.units import Side

_OFTEN = 20
"""Two words that stand together in more sentences than so many tell nothing."""
_AS_MUCH = 0.75
"""From which share on of what speaks for the place taken another place speaks for itself."""
_FEWEST = 2
_MORE = 2
"""From how many pairs more on than the sentence it was taken for another speaks for being its original."""
_AGAIN = 0.4
"""From which share on of what speaks for a sentence that stands twice in it one may be a copy."""
_FEWEST_AGAIN = 3

Both = tuple[int, int]
"""Two words that follow each other in a sentence."""


class NearCopies:
    """Judges what was matched by pairs of words alone, whatever it was matched by.

    What an old sentence shares with the new one it became is set against what it shares with every other,
    and what that has from other old ones; where it is about as much, it is put in doubt.
    """

    def __init__(self, became: Became) -> None:
        self._became = became
        self._found = became.found

    def question(self) -> None:
        """Put in doubt what changed and stands, about as like, elsewhere too, or may have been another."""
        self._became.keep_doubts()
        changed = [
            (i, group)
            for i, group in sorted(self._became.changed.items())
            if self._became.in_doubt.isdisjoint(range(*group.old))
        ]
        old, new = self._found.old, self._found.new
        there = _where(new, {both for _, group in changed for both in _boths(old, group.old)})
        here = _where(old, {both for _, group in changed for both in _boths(new, group.new)})
        origins = self._origins()
        inside = {i: group.new for group in self._became.changed.values() for i in range(*group.old)}
        for i, group in changed:
            was = {both for both in _boths(old, group.old) if both in there}
            now = {both for both in _boths(new, group.new) if both in here}
            shares = self._shares(group, was & now)
            least = min(map(_enough, shares))
            others = [
                k
                for k, shared in _sharing(was, there, group.new, least)
                if _is_as_much(shared, (_boths(old, (m, m + 1)) for m in origins.get(k, ())), shares)
            ]
            rivals = [
                k
                for k, shared in _sharing(now, here, group.old, least)
                if _is_as_much(shared, (_boths(new, place) for place in self._places(k, inside)), shares)
            ]
            if not rivals and len(shares) == 1:
                more = len(shares[0]) + _MORE
                rivals = [k for k, shared in _sharing(now, here, group.old, more) if len(shared) >= more]
            if others or rivals or self._is_twice(group, shares):
                self._became.question_group(i)
                self._choose(group, others, rivals)

    def _is_twice(self, group: Group, shares: Sequence[set[Both]]) -> bool:
        """Whether much of one sentence stands twice in the one it became, or of that in the one it was.

        One of these may be a copy that came, or either may have gone.
        """
        if len(shares) > 1:
            return False
        now = Counter(pairwise(self._found.new.words(*group.new)))
        now.subtract(pairwise(self._found.old.words(*group.old)))
        least = max(_FEWEST_AGAIN, _AGAIN * len(shares[0]))
        return (
            sum(now[both] > 0 for both in shares[0]) >= least
            or sum(now[both] < 0 for both in shares[0]) >= least
        )

    def _shares(self, group: Group, own: set[Both]) -> list[set[Both]]:
        """What speaks for a group, all of it and each of its sentences alone."""
        sides = ((self._found.old, group.old), (self._found.new, group.new))
        parts = [
            own & _boths(side, (unit, unit + 1))
            for side, units in sides
            if units[1] - units[0] > 1
            for unit in range(*units)
        ]
        return [own, *parts]

    def _choose(self, group: Group, others: Iterable[int], rivals: Iterable[int]) -> None:
        for k in others:
            self._found.choose(group.old, (k, k + 1))
        for k in rivals:
            if self._found.to_new[k] < 0:
                self._found.choose((k, k + 1), group.new)

    def _origins(self) -> dict[int, list[int]]:
        """The old units that each new one is, was made of or may be."""
        found: dict[int, list[int]] = {}
        for j, i in enumerate(self._found.to_old):
            if i >= 0:
                found.setdefault(j, []).append(i)
        for group in self._became.changed.values():
            for j in range(*group.new):
                found.setdefault(j, []).extend(range(*group.old))
        for choices in self._found.doubts.values():
            for was, now in choices:
                for j in range(*now):
                    found.setdefault(j, []).extend(range(*was))
        return found

    def _places(self, i: int, inside: Mapping[int, Range]) -> Iterator[Range]:
        """The new units that an old one became or may have become."""
        if self._found.to_new[i] >= 0:
            yield self._found.to_new[i], self._found.to_new[i] + 1
        if i in inside:
            yield inside[i]
        for _, now in self._found.doubts.get((i, i + 1), ()):
            yield now


def _is_as_much(shared: set[Both], explained: Iterable[set[Both]], shares: Sequence[set[Both]]) -> bool:
    """Whether another place shares, besides what it has from elsewhere, as much as one of these."""
    left = shared.difference(*explained)
    whole, *parts = shares
    return len(left) >= _enough(whole) or any(len(left & part) >= _enough(part) for part in parts)


def _enough(share: set[Both]) -> float:
    """From how many pairs on another place has as much as this."""
    return max(_FEWEST, _AS_MUCH * len(share))


def _boths(side: Side, units: Range) -> set[Both]:
    return set(chain.from_iterable(pairwise(side.words(unit, unit + 1)) for unit in range(*units)))


def _where(side: Side, wanted: set[Both]) -> dict[Both, list[int]]:
    """The units in which each of the wanted pairs stands, but for those that stand in many."""
    where: dict[Both, list[int]] = {}
    for unit in range(len(side.units)):
        for both in wanted.intersection(pairwise(side.words(unit, unit + 1))):
            where.setdefault(both, []).append(unit)
    return {both: units for both, units in where.items() if len(units) <= _OFTEN}


def _sharing(
    boths: set[Both], where: dict[Both, list[int]], own: Range, least: float
) -> Iterator[tuple[int, set[Both]]]:
    """The units besides its own that share most pairs with these, at least so many, and which."""
    votes = Counter(chain.from_iterable(map(where.__getitem__, boths)))
    for unit in range(*own):
        votes.pop(unit, None)
    for unit, shared in votes.most_common(BEST):
        if shared >= least:
            yield unit, {both for both in boths if unit in where[both]}

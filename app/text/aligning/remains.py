"""Words that no sentence took along: told where nothing else reads the same, else in doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import compress, groupby
from typing import NamedTuple

from app.text.aligning.contained import Stretch
from app.text.aligning.units import Likeness, Side, around

_TELLING = 0.7
"""The least weight of words that are offered as a choice."""
_MOST_PLACES = 12
_MOST_WORDS = 400
_MOST_TRIED = 256
"""At how many places words are tried; of a word that stands more often, at those nearest to where it was."""


class Choices(NamedTuple):
    """Old tokens in doubt (half-open), with the stretches of the new draft that they may have become."""

    first: int
    last: int
    places: list[Stretch]


class Remains:
    """The unmatched words of two drafts.

    ``free_old`` and ``free_new`` tell for each token whether it is unmatched, and are kept up as words are
    told; ``went`` are all words that may be asked for.
    """

    def __init__(
        self,
        old: Side,
        new: Side,
        free_old: list[bool],
        free_new: list[bool],
        likeness: Likeness,
        went: set[int],
    ) -> None:
        self._old, self._new = old, new
        self._free_old, self._free_new = free_old, free_new
        self._likeness = likeness
        self._where_old, self._where_new = _where(old, went), _where(new, went)

    def told(self, stretches: Sequence[Stretch], stayed: dict[int, int]) -> list[Stretch]:
        """Those that can be no others: beside words of their sentence that stayed, or said nowhere else.

        A word by itself said nowhere else may yet have come, if it stands apart from what it stood beside.
        ``stayed`` tells of old tokens that stayed beside others that did not which new ones they are.
        """
        found: list[Stretch] = []
        for one in stretches:
            alone = self._is_alone(one) and (one.size > 1 or self._is_between(one, stayed))
            if alone or self._is_beside(one, stayed):
                found.append(one)
                self._free_old[one.old : one.old + one.size] = [False] * one.size
                self._free_new[one.new : one.new + one.size] = [False] * one.size
        return found

    def places(self, first: int, last: int) -> list[Stretch]:
        """Where old words stand, all of them, in what is left of the new draft."""
        size, places = self._longest(first, last)
        return (
            [Stretch(first, place, size) for place in places[:_MOST_PLACES]] if size == last - first else []
        )

    def in_doubt(self) -> list[Choices]:
        """What is left of the old draft and stands, word for word, in what is left of the new one."""
        return [
            choices
            for unit in self._old.units
            if any(self._free_old[unit.first : unit.last])
            for first, last in self._runs(unit.first, unit.last)
            for choices in self._in_run(first, last, whole=last - first == unit.last - unit.first)
        ]

    def _is_between(self, one: Stretch, stayed: dict[int, int]) -> bool:
        """Whether it follows a word that stayed, or precedes one, in both drafts, or stands between these."""
        before, behind = stayed.get(one.old - 1), stayed.get(one.old + one.size)
        if before is not None and behind is not None and before < one.new < behind:
            return True
        return before == one.new - 1 or behind == one.new + one.size

    def _is_beside(self, one: Stretch, stayed: dict[int, int]) -> bool:
        """Whether it goes on in the same sentence as a word that stayed, in both drafts."""
        before = stayed.get(one.old - 1, -2) == one.new - 1
        behind = stayed.get(one.old + one.size, -2) == one.new + one.size
        return (before and self._is_together(one.old - 1, one.old, one.new - 1, one.new)) or (
            behind
            and self._is_together(
                one.old + one.size - 1, one.old + one.size, one.new + one.size - 1, one.new + one.size
            )
        )

    def _is_together(self, a: int, b: int, c: int, d: int) -> bool:
        here, there = around(self._old, a, b + 1), around(self._new, c, d + 1)
        return here[1] - here[0] == there[1] - there[0] == 1

    def _is_alone(self, one: Stretch) -> bool:
        words = self._old.tokens.ids[one.old : one.old + one.size]
        return all(
            len(list(_places(side, where, words, 2))) == 1
            for side, where in ((self._old, self._where_old), (self._new, self._where_new))
        )

    def _runs(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        for is_free, run in groupby(range(first, last), lambda token: self._free_old[token]):
            tokens = list(run)
            if is_free:
                yield tokens[0], min(tokens[-1] + 1, tokens[0] + _MOST_WORDS)

    def _in_run(self, first: int, last: int, *, whole: bool) -> Iterator[Choices]:
        at = first
        while at < last:
            size, places = self._longest(at, last)
            weight = sum(map(self._likeness.weight_of, self._old.tokens.ids[at : at + size]))
            tells = weight >= _TELLING or (whole and size == last - first)
            if size and tells and len(places) <= _MOST_PLACES:
                yield Choices(at, at + size, [Stretch(at, place, size) for place in places])
            at += max(1, size)

    def _near(self, at: int) -> Sequence[int]:
        """Where an old word stands in the new draft: in so many places at most."""
        places = self._where_new.get(self._old.tokens.ids[at], ())
        if len(places) <= _MOST_TRIED:
            return places
        there = at * len(self._new.tokens.ids) // len(self._old.tokens.ids)
        first = bisect_left(places, there) - _MOST_TRIED // 2
        first = min(max(0, first), len(places) - _MOST_TRIED)
        return places[first : first + _MOST_TRIED]

    def _longest(self, at: int, last: int) -> tuple[int, list[int]]:
        """How many words from here on stand together among what is left of the new draft, and where."""
        was, now = self._old.tokens.ids, self._new.tokens.ids
        places = [place for place in self._near(at) if self._free_new[place]]
        size = 1 if places else 0
        while places and at + size < last:
            longer = [
                place
                for place in places
                if place + size < len(now)
                and self._free_new[place + size]
                and now[place + size] == was[at + size]
            ]
            if not longer:
                break
            places, size = longer, size + 1
        return size, places


def _where(side: Side, wanted: set[int]) -> dict[int, list[int]]:
    where: dict[int, list[int]] = {}
    ids = side.tokens.ids
    for at in compress(range(len(ids)), map(wanted.__contains__, ids)):
        where.setdefault(ids[at], []).append(at)
    return where


def _places(side: Side, where: dict[int, list[int]], words: Sequence[int], most: int) -> Iterator[int]:
    """Where the words stand one after the other; so many at most."""
    rarest = min(range(len(words)), key=lambda n: len(where.get(words[n], ())))
    ids = side.tokens.ids
    for at in where.get(words[rarest], ()):
        start = at - rarest
        if start >= 0 and ids[start : start + len(words)] == words:
            yield start
            most -= 1
            if not most:
                return

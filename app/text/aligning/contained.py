"""Sentences and parts of them that went whole into another, or came whole out of one, wherever they stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.text.aligning.units import Likeness, Side

_GRAM = 3
_FREE_GRAM = bytes([True]) * _GRAM
_TELLING = 1.5
"""The least weight of a whole sentence that is told by its words alone."""
_TELLING_PART = 4.0
"""The least weight of a part of one."""
_MOST_PLACES = 50


class Stretch(NamedTuple):
    """Tokens that stand in both drafts one after the other."""

    old: int
    new: int
    size: int


def contained(
    old: Side, new: Side, free_old: Sequence[bool], free_new: Sequence[bool], likeness: Likeness
) -> list[Stretch]:
    """Unmatched words of a unit that all stand in a row, once, among the other draft's unmatched.

    ``free_old`` and ``free_new`` tell for each token whether it is unmatched; none is used twice.
    """
    found = [Stretch(at, place, size) for at, place, size in _whole(old, new, free_old, free_new, likeness)]
    found += [Stretch(place, at, size) for at, place, size in _whole(new, old, free_new, free_old, likeness)]
    used_old, used_new = set[int](), set[int]()
    apart: list[Stretch] = []
    for stretch in found:
        here = range(stretch.old, stretch.old + stretch.size)
        there = range(stretch.new, stretch.new + stretch.size)
        if used_old.isdisjoint(here) and used_new.isdisjoint(there):
            used_old.update(here)
            used_new.update(there)
            apart.append(stretch)
    return apart


def _whole(
    side: Side, other: Side, free: Sequence[bool], free_there: Sequence[bool], likeness: Likeness
) -> Iterator[tuple[int, int, int]]:
    """Stretches of one side that stand in the other: first token here and there, and how many."""
    places: dict[tuple[int, ...], list[int]] = {}
    words = other.tokens.ids
    marks_there = bytes(free_there)
    at = marks_there.find(_FREE_GRAM)
    while at >= 0:
        places.setdefault(tuple(words[at : at + _GRAM]), []).append(at)
        at = marks_there.find(_FREE_GRAM, at + 1)
    runs = list(_free_runs(side, free))
    often = Counter(tuple(side.tokens.ids[first:last]) for first, last, _ in runs)
    for first, last, is_whole in runs:
        own = side.tokens.ids[first:last]
        size = last - first
        starts = places.get(tuple(own[:_GRAM]), ())
        if size < _GRAM or often[tuple(own)] > 1 or not 0 < len(starts) <= _MOST_PLACES:
            continue
        fitting = [at for at in starts if words[at : at + size] == own and all(free_there[at : at + size])]
        least = _TELLING if is_whole else _TELLING_PART
        if len(fitting) == 1 and sum(map(likeness.weight_of, own)) >= least:
            yield first, fitting[0], size


def _free_runs(side: Side, free: Sequence[bool]) -> Iterator[tuple[int, int, bool]]:
    """Unmatched tokens that follow each other in a unit: from, to, and whether they are all of it."""
    # Of a long text few are unmatched: bytes are searched where a loop would look at each.
    marks = bytes(free)
    for unit in side.units:
        first = marks.find(True, unit.first, unit.last)
        while first >= 0:
            end = marks.find(False, first, unit.last)
            last = end if end >= 0 else unit.last
            yield first, last, last - first == unit.last - unit.first
            first = marks.find(True, last, unit.last)

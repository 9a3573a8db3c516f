"""A draft cut into sentences, each with its words and a number for all of them together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log10
from operator import mul
from typing import NamedTuple

from app.text.aligning.tokens import Tokens


class Unit(NamedTuple):
    """A sentence with at least one word, or words outside all sentences.

    ``start`` and ``end`` are code points, ``first`` and ``last`` its tokens (half-open).
    """

    start: int
    end: int
    first: int
    last: int
    is_sentence: bool


@dataclass(frozen=True)
class Side:
    """One draft: its text, tokens and units, and for each unit a number, equal where all words are."""

    text: str
    tokens: Tokens
    units: list[Unit]
    keys: list[int]

    def words(self, first: int, last: int) -> list[int]:
        """The words of the units from ``first`` to before ``last``."""
        return self.tokens.ids[self.units[first].first : self.units[last - 1].last]

    def length(self, unit: int) -> int:
        """How many words a unit has."""
        return self.units[unit].last - self.units[unit].first

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Where each key stands, in order."""
        places: dict[int, list[int]] = {}
        for unit, key in enumerate(self.keys):
            places.setdefault(key, []).append(unit)
        return places

    @cached_property
    def often(self) -> Counter[int]:
        """How often each key stands in the draft."""
        return Counter(self.keys)


def units(tokens: Tokens, sentences: Iterable[tuple[int, int]]) -> list[Unit]:
    """The units of a text with the given sentences, in order; every token is in one of them."""
    found: list[Unit] = []
    at, count = 0, len(tokens.starts)

    def loose(until: int) -> int:
        here = at
        while here < count and tokens.starts[here] < until:
            here += 1
        if here > at:
            found.append(Unit(tokens.starts[at], tokens.ends[here - 1], at, here, False))
        return here

    for start, end in sentences:
        at = loose(start)
        first = at
        while at < count and tokens.starts[at] < end:
            at += 1
        if at > first:
            found.append(Unit(start, end, first, at, True))
    if count:
        loose(tokens.ends[-1])
    return found


def keys(tokens: Tokens, cut: Sequence[Unit], known: dict[tuple[int, ...], int]) -> list[int]:
    """A number for each unit: that of another unit, of either draft, with the same words."""
    return [known.setdefault(tuple(tokens.ids[u.first : u.last]), len(known)) for u in cut]


def around(side: Side, first: int, last: int) -> tuple[int, int]:
    """The units in which the tokens from ``first`` to before ``last`` stand, half-open."""
    low = bisect_right(side.units, first, key=lambda unit: unit.first) - 1
    return low, bisect_left(side.units, last, key=lambda unit: unit.first)


class Likeness:
    """How much two stretches of units have in common, as bags of words in which rare words weigh more."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        often = Counter(old.tokens.ids)
        often.update(new.tokens.ids)
        self.often = often
        self._weights = {word: 1 / (1 + log10(count)) for word, count in often.items()}
        self._bags: dict[tuple[bool, int], Counter[int]] = {}
        self._unit_weights: dict[tuple[bool, int], float] = {}

    def weight_of(self, word: int) -> float:
        """From 1 for a word that stands once, less the more often it stands."""
        return self._weights[word]

    def bag(self, unit: int, *, old: bool) -> Counter[int]:
        """The words of a unit, with how often each stands there."""
        known = self._bags.get((old, unit))
        if known is None:
            side = self.old if old else self.new
            known = self._bags[old, unit] = Counter(side.words(unit, unit + 1))
        return known

    def bags(self, first: int, last: int, *, old: bool) -> Counter[int]:
        """The words of several units."""
        total = Counter[int]()
        for unit in range(first, last):
            total.update(self.bag(unit, old=old))
        return total

    def weight(self, bag: Counter[int]) -> float:
        """The weight of all words of a bag."""
        return sum(map(mul, map(self._weights.__getitem__, bag), bag.values()))

    def unit_weight(self, unit: int, *, old: bool) -> float:
        """The weight of all words of a unit."""
        known = self._unit_weights.get((old, unit))
        if known is None:
            known = self._unit_weights[old, unit] = self.weight(self.bag(unit, old=old))
        return known

    def shared(self, one: Counter[int], other: Counter[int]) -> float:
        """The weight of what two bags have in common."""
        if len(one) > len(other):
            one, other = other, one
        weights = self._weights
        return sum([weights[word] * min(one[word], other[word]) for word in filter(other.__contains__, one)])

    def part(self, old: int, new: int) -> float:
        """What an old unit and a new one share, by what the lighter weighs: 1 where one holds the other."""
        one, other = self.bag(old, old=True), self.bag(new, old=False)
        return self.shared(one, other) / min(
            self.unit_weight(old, old=True), self.unit_weight(new, old=False)
        )

    def dice(self, old: int, new: int) -> float:
        """Twice what an old unit and a new one share, by what both weigh: 0 to 1 (Dice's coefficient)."""
        one, other = self.bag(old, old=True), self.bag(new, old=False)
        return (
            2 * self.shared(one, other) / (self.unit_weight(old, old=True) + self.unit_weight(new, old=False))
        )

"""Words left over between two that stayed: found again between the same two in the new draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from app.text.aligning.contained import Stretch
from app.text.aligning.units import Likeness, Side, around

_WINDOW = 160
"""How many tokens beside what stayed are looked at."""
_GRAM = 3
_TELLING = 1.2
"""The least weight of a part of a sentence that is found by its words."""
_TELLING_SENTENCE = 0.6
"""The least weight of a whole one."""
_TELLING_BESIDE = 0.5
"""The least weight of words that stand beside the same word in both drafts."""
_SHORT = 3


def between(
    old: Side,
    new: Side,
    kept: Sequence[Stretch],
    free_old: Sequence[bool],
    free_new: Sequence[bool],
    likeness: Likeness,
) -> list[Stretch]:
    """Unmatched words that stand once where they stood: beside the same words that stayed before or behind.

    ``kept`` is what stayed, in order of the old draft; ``free_old`` and ``free_new`` tell for
    each token whether it is unmatched; none is used twice.
    """
    found: list[Stretch] = []
    left = list(free_new)
    ends = [Stretch(-1, -1, 1), *kept, Stretch(len(free_old), len(free_new), 1)]
    for one, other in pairwise(ends):
        before, behind = (one.old + one.size - 1, one.new + one.size - 1), (other.old, other.new)
        if 1 < behind[0] - before[0] <= _WINDOW and any(free_old[before[0] + 1 : behind[0]]):
            for stretch in _Gap(old, new, free_old, left, likeness).found(before, behind):
                found.append(stretch)
                left[stretch.new : stretch.new + stretch.size] = [False] * stretch.size
    return found


class _Gap:
    """The words between two that stayed, on both sides."""

    def __init__(
        self, old: Side, new: Side, free_old: Sequence[bool], free_new: Sequence[bool], likeness: Likeness
    ) -> None:
        self._old, self._new = old, new
        self._free_old, self._free_new = free_old, free_new
        self._likeness = likeness

    def found(self, before: tuple[int, int], behind: tuple[int, int]) -> Iterator[Stretch]:
        windows = self._windows(before[1], behind[1])
        runs = list(self._runs(before[0] + 1, behind[0]))
        used: set[int] = set()
        for first, last in runs:
            stretch = self._beside(first, last, before, behind, windows)
            if stretch is None:
                stretch = self._whole(first, last, runs, windows) or self._part(first, last, windows)
            if stretch is not None and used.isdisjoint(range(stretch.new, stretch.new + stretch.size)):
                used.update(range(stretch.new, stretch.new + stretch.size))
                yield stretch

    def _windows(self, before: int, behind: int) -> list[tuple[int, int]]:
        """The unmatched new words right behind the one and right before the other."""
        first = last = before + 1
        while last < min(len(self._free_new), first + _WINDOW) and self._free_new[last]:
            last += 1
        low = high = behind
        while low > max(0, high - _WINDOW) and self._free_new[low - 1]:
            low -= 1
        if first <= low < last or low <= first < high:
            return [(min(first, low), max(last, high))]
        return [window for window in ((first, last), (low, high)) if window[0] < window[1]]

    def _runs(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The unmatched old words, each sentence apart."""
        low, high = around(self._old, first, last)
        for unit in self._old.units[low:high]:
            at, end = max(first, unit.first), min(last, unit.last)
            for is_free, run in groupby(self._free_old[at:end]):
                size = sum(1 for _ in run)
                if is_free:
                    yield at, at + size
                at += size

    def _beside(
        self,
        first: int,
        last: int,
        before: tuple[int, int],
        behind: tuple[int, int],
        windows: Sequence[tuple[int, int]],
    ) -> Stretch | None:
        """Words that follow, or precede, the same word that stayed, in both drafts."""
        was, now = self._old.tokens.ids, self._new.tokens.ids
        size = 0
        if first == before[0] + 1 and any(low == before[1] + 1 for low, _ in windows):
            high = max(high for low, high in windows if low == before[1] + 1)
            while first + size < last and before[1] + 1 + size < high:
                if was[first + size] != now[before[1] + 1 + size]:
                    break
                size += 1
            if size and self._tells(first, first + size):
                return Stretch(first, before[1] + 1, size)
        size = 0
        if last == behind[0] and any(high == behind[1] for _, high in windows):
            low = min(low for low, high in windows if high == behind[1])
            while last - 1 - size >= first and behind[1] - 1 - size >= low:
                if was[last - 1 - size] != now[behind[1] - 1 - size]:
                    break
                size += 1
            if size and self._tells(last - size, last):
                return Stretch(last - size, behind[1] - size, size)
        return None

    def _tells(self, first: int, last: int) -> bool:
        """Whether words beside others that stayed are no chance: rare ones, or half of a short sentence."""
        unit = self._old.units[around(self._old, first, last)[0]]
        size = unit.last - unit.first
        weight = sum(map(self._likeness.weight_of, self._old.tokens.ids[first:last]))
        return weight >= _TELLING_BESIDE or (size <= _SHORT and 2 * (last - first) >= size)

    def _whole(
        self,
        first: int,
        last: int,
        runs: Sequence[tuple[int, int]],
        windows: Sequence[tuple[int, int]],
    ) -> Stretch | None:
        """A whole sentence that stands once in the gap; common words only at an end of a sentence."""
        unit = self._old.units[around(self._old, first, last)[0]]
        own = self._old.tokens.ids[first:last]
        if (unit.first, unit.last) != (first, last):
            return None
        if sum(self._old.tokens.ids[a:b] == own for a, b in runs) > 1:
            return None
        places = list(self._places(own, windows))
        if len(places) != 1:
            return None
        there = self._new.units[around(self._new, places[0], places[0] + 1)[0]]
        edge = there.first == places[0] or there.last == places[0] + len(own)
        tells = sum(map(self._likeness.weight_of, own)) >= _TELLING_SENTENCE
        return Stretch(first, places[0], last - first) if tells or edge else None

    def _part(self, first: int, last: int, windows: Sequence[tuple[int, int]]) -> Stretch | None:
        """The longest run of words that stands once in the gap and tells."""
        was, now = self._old.tokens.ids, self._new.tokens.ids
        best: Stretch | None = None
        at = first
        while at + _GRAM <= last:
            places = list(self._places(was[at : at + _GRAM], windows))
            size = _GRAM
            if len(places) == 1:
                place = places[0]
                high = next(high for low, high in windows if low <= place < high)
                while at + size < last and place + size < high and was[at + size] == now[place + size]:
                    size += 1
                weight = sum(map(self._likeness.weight_of, was[at : at + size]))
                if weight >= _TELLING and (best is None or size > best.size):
                    best = Stretch(at, place, size)
                at += size - _GRAM
            at += 1
        return best

    def _places(self, words: Sequence[int], windows: Sequence[tuple[int, int]]) -> Iterator[int]:
        now, size = self._new.tokens.ids, len(words)
        for low, high in windows:
            for at in range(low, high - size + 1):
                if now[at] == words[0] and now[at : at + size] == words:
                    yield at

"""Which words of a changed sentence stayed, and which became others."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import NamedTuple

from app.text.aligning.sequence import common
from app.text.aligning.tokens import Vocabulary
from app.text.aligning.units import Likeness

_ALIKE = 0.6
"""The least likeness of two words' spelling (difflib's ratio) for one to have become the other."""
_MOST_WORDS = 12
_COMMON = 0.5
"""Words that weigh less say nothing when they stand alone between others that changed."""


class Instead(NamedTuple):
    """Old tokens for which new ones stand (half-open); ``reworded`` if it is a word for a word like it."""

    old_first: int
    old_last: int
    new_first: int
    new_last: int
    reworded: bool


class Words:
    """Compares the words of sentences of two drafts."""

    def __init__(self, likeness: Likeness, vocabulary: Vocabulary) -> None:
        self._likeness = likeness
        self._names = vocabulary.names

    def kept(self, old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
        """The places of the words that stayed, in order; what stayed by chance is left out.

        By chance is a common word, or several, alone between longer stretches that all changed.
        """
        runs = _runs(_slid(old, new, _runs(common(old, new))))
        while True:
            ends = [(-1, -1), *(run[-1] for run in runs)]
            starts = [*(run[0] for run in runs), (len(old), len(new))]
            gaps = [(s[0] - e[0] - 1, s[1] - e[1] - 1) for e, s in zip(ends, starts, strict=True)]
            stay = [
                run
                for run, (before, behind) in zip(runs, pairwise(gaps), strict=True)
                if not self._is_chance([old[i] for i, _ in run], min(max(before), max(behind)))
            ]
            if len(stay) == len(runs):
                return [pair for run in runs for pair in run]
            runs = stay

    def instead(
        self, old: Sequence[int], new: Sequence[int], kept: Sequence[tuple[int, int]]
    ) -> list[Instead]:
        """What stands in the place of words that went, in order."""
        found: list[Instead] = []
        for (a, c), (b, d) in pairwise([(-1, -1), *kept, (len(old), len(new))]):
            if b - a > 1 and d - c > 1:
                found += self._between(old, new, (a + 1, b), (c + 1, d))
        return found

    def _is_chance(self, words: Sequence[int], changed: int) -> bool:
        # A run is trusted if it is as long as the changes around it, or holds a word that tells.
        if changed <= len(words):
            return False
        return sum(self._likeness.weight_of(word) for word in words) < _COMMON

    def _between(
        self, old: Sequence[int], new: Sequence[int], here: tuple[int, int], there: tuple[int, int]
    ) -> list[Instead]:
        found: list[Instead] = []
        a, c = here[0], there[0]
        for i, j in [*self._reworded(old, new, here, there), (here[1], there[1])]:
            if i > a and j > c and j - c <= 3 * (i - a) + 5 and i - a <= 3 * (j - c) + 5:
                found.append(Instead(a, i, c, j, False))
            if i < here[1]:
                found.append(Instead(i, i + 1, j, j + 1, True))
            a, c = i + 1, j + 1
        return found

    def _reworded(
        self, old: Sequence[int], new: Sequence[int], here: tuple[int, int], there: tuple[int, int]
    ) -> list[tuple[int, int]]:
        """Words and the words like them, one for one; none where their number changed, or many did."""
        size = here[1] - here[0]
        if size != there[1] - there[0] or size > _MOST_WORDS:
            return []
        places = zip(range(*here), range(*there), strict=True)
        return [(i, j) for i, j in places if self._spelling(old[i], new[j]) >= _ALIKE]

    def _spelling(self, old: int, new: int) -> float:
        one, other = self._names[old], self._names[new]
        if _is_figure(one) and _is_figure(other):
            return 1.0
        return (
            SequenceMatcher(None, one, other, autojunk=False).ratio()
            if min(len(one), len(other)) > 2
            else 0.0
        )


def _is_figure(name: str) -> bool:
    """Figures may have letters before or behind: 70th, 240km, €5."""
    return name[:1].isdigit() or name[-1:].isdigit()


def _runs(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs that follow each other in both, together."""
    return [[pair for _, pair in run] for _, run in groupby(enumerate(pairs), _diagonal)]


def _slid(old: Sequence[int], new: Sequence[int], runs: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """The pairs, where a run may as well stand right before the next one, there: words stay together."""
    placed: list[tuple[int, int]] = []
    for run in reversed(runs):
        size = len(run)
        if placed:
            (i, j), (behind_old, behind_new) = run[0], placed[-1]
            gap_old, gap_new = behind_old - i - size, behind_new - j - size
            if gap_old == 0 < gap_new and new[behind_new - size : behind_new] == new[j : j + size]:
                run = [(i + n, behind_new - size + n) for n in range(size)]
            elif gap_new == 0 < gap_old and old[behind_old - size : behind_old] == old[i : i + size]:
                run = [(behind_old - size + n, j + n) for n in range(size)]
        placed += reversed(run)
    return placed[::-1]


def _diagonal(item: tuple[int, tuple[int, int]]) -> tuple[int, int]:
    index, (i, j) = item
    return i - index, j - index

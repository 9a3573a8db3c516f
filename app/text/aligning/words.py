"""Which words of a changed sentence stayed, and which became others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise, zip_longest
from typing import NamedTuple

from app.text.aligning.same_sentences import Range
from app.text.aligning.sequence import common
from app.text.aligning.tokens import Vocabulary
from app.text.aligning.units import Likeness

_ALIKE = 0.6
"""The least likeness of two words' spelling (difflib's ratio) for one to have become the other."""
_ALIKE_AMONG = 0.75
"""The least where several words in a row changed: of these two may be alike by chance."""
_SHORTEST, _SHORTEST_AMONG = 3, 4
"""From how many letters on words may be alike; among several *they* and *the* are by chance."""
_MOST_WORDS = 12
_COMMON = 0.5
"""Words that weigh less say nothing when they stand alone between others that changed."""
_ASTRAY = 2
"""Up to so many words in a row are no words that stayed where all around them is out of proportion."""


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
        self._old, self._new = likeness.old, likeness.new
        self._names = vocabulary.names

    def kept(self, old: Range, new: Range) -> list[tuple[int, int]]:
        """The old and new tokens of these that stayed, in order; what stayed by chance is left out.

        By chance is a common word, or several, alone between longer stretches that all changed; or a word or
        two where far more came on either side than went.
        """
        was, now = self._old.tokens.ids[slice(*old)], self._new.tokens.ids[slice(*new)]
        pairs = [(old[0] + i, new[0] + j) for i, j in _slid(was, now, _runs(common(was, now)))]
        straight = _straight(self._but_marks(_runs(pairs), old, new), old, new, self._likeness)
        runs = _runs(list(self._as_spelled(straight)))
        while True:
            ends = [(old[0] - 1, new[0] - 1), *(run[-1] for run in runs)]
            starts = [*(run[0] for run in runs), (old[1], new[1])]
            gaps = [(s[0] - e[0] - 1, s[1] - e[1] - 1) for e, s in zip(ends, starts, strict=True)]
            stay = [
                run
                for run, (before, behind) in zip(runs, pairwise(gaps), strict=True)
                if not self._is_chance([self._old.tokens.ids[i] for i, _ in run], before, behind)
            ]
            if len(stay) == len(runs):
                return [pair for run in runs for pair in run]
            runs = stay

    def instead(self, old: Range, new: Range, kept: Sequence[tuple[int, int]]) -> list[Instead]:
        """What of these tokens stands in the place of words that went, in order."""
        found: list[Instead] = []
        for (a, c), (b, d) in pairwise([(old[0] - 1, new[0] - 1), *kept, (old[1], new[1])]):
            if b - a > 1 and d - c > 1:
                found += self._between((a + 1, b), (c + 1, d))
        return found

    def _is_chance(self, words: Sequence[int], before: Range, behind: Range) -> bool:
        # A run is trusted if it is as long as the changes around it, or holds a word that tells.
        if min(max(before), max(behind)) <= len(words):
            return False
        weight = sum(self._likeness.weight_of(word) for word in words)
        return weight < _COMMON or (
            len(words) <= _ASTRAY
            and before[0] + behind[0] > 0
            and not in_proportion(*before)
            and not in_proportion(*behind)
        )

    def _but_marks(
        self, runs: Sequence[list[tuple[int, int]]], old: Range, new: Range
    ) -> list[list[tuple[int, int]]]:
        """The runs, a word in the place of one of marks alone that crosses it: of the two the word stayed."""
        placed: list[list[tuple[int, int]]] = []
        was, now = self._old.tokens.ids, self._new.tokens.ids
        for n, run in enumerate(runs):
            if not any(self._is_word(was[i]) for i, _ in run):
                a, c = placed[-1][-1] if placed else (old[0] - 1, new[0] - 1)
                b, d = runs[n + 1][0] if n + 1 < len(runs) else (old[1], new[1])
                both = (
                    set(filter(self._is_word, was[a + 1 : b])).intersection(now[c + 1 : d])
                    if max(b - a, d - c) <= _MOST_WORDS
                    else ()
                )
                words = [(i, j) for i in range(a + 1, b) for j in range(c + 1, d) if was[i] == now[j] in both]
                run = [min(words, key=lambda p: abs(p[0] - a - p[1] + c))] if words else run
            placed.append(run)
        return placed

    def _is_word(self, token: int) -> bool:
        return any(map(str.isalnum, self._names[token]))

    def _as_spelled(self, runs: Sequence[list[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
        """The pairs, where the last word of a run stands before the next one too, as it was spelled: there.

        Of *to The Hague and the law*, which was *to the law*, the second is it; a word alone is it anywhere
        between the same two runs.
        """
        before = -1
        for run, behind in zip_longest(runs, (run[0] for run in runs[1:])):
            yield from run[:-1]
            i, j = run[-1]
            if behind is not None and not self._is_spelled(i, j):
                alone = [k for k in range(before + 1, behind[1]) if self._is_spelled(i, k)]
                if len(run) == 1 and before >= 0 and len(alone) == 1:
                    j = alone[0]
                elif behind[0] == i + 1 and self._is_spelled(i, behind[1] - 1):
                    j = behind[1] - 1
                elif behind[1] == j + 1 and self._is_spelled(behind[0] - 1, j):
                    i = behind[0] - 1
            before = j
            yield i, j

    def _is_spelled(self, i: int, j: int) -> bool:
        """Whether an old token and a new one are letter for letter the same."""
        was, now = self._old.tokens, self._new.tokens
        return (
            was.ids[i] == now.ids[j]
            and self._old.text[was.starts[i] : was.ends[i]] == self._new.text[now.starts[j] : now.ends[j]]
        )

    def _between(self, here: Range, there: Range) -> list[Instead]:
        found: list[Instead] = []
        a, c = here[0], there[0]
        for i, j in [*self._reworded(here, there), (here[1], there[1])]:
            if i > a and j > c and in_proportion(i - a, j - c):
                found.append(Instead(a, i, c, j, False))
            if i < here[1]:
                found.append(Instead(i, i + 1, j, j + 1, True))
            a, c = i + 1, j + 1
        return found

    def _reworded(self, here: Range, there: Range) -> list[tuple[int, int]]:
        """Words and the words like them, one for one; none where their number changed, or many did."""
        size = here[1] - here[0]
        if size != there[1] - there[0] or size > _MOST_WORDS:
            return []
        was, now = self._old.tokens.ids, self._new.tokens.ids
        least = _ALIKE if size == 1 else _ALIKE_AMONG
        places = zip(range(*here), range(*there), strict=True)
        shortest = _SHORTEST if size == 1 else _SHORTEST_AMONG
        return [(i, j) for i, j in places if self._spelling(was[i], now[j], shortest) >= least]

    def _spelling(self, old: int, new: int, shortest: int) -> float:
        one, other = self._names[old], self._names[new]
        if _is_figure(one) and _is_figure(other):
            return 1.0
        if min(len(one), len(other)) < shortest:
            return 0.0
        return SequenceMatcher(None, one, other, autojunk=False).ratio()


def in_proportion(went: int, came: int) -> bool:
    """Whether so many words may stand in the place of so many."""
    return came <= 3 * went + 5 and went <= 3 * came + 5


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


def _straight(
    runs: list[list[tuple[int, int]]], old: Range, new: Range, likeness: Likeness
) -> list[list[tuple[int, int]]]:
    """The runs, those of one word being that word of as many that stands most nearly where it stood.

    Of *After Tuesday night*, which became *Immigration Tuesday after*, it is *Tuesday* that stayed; of *by
    knowledge, when and do*, now *by when, when the do*, it is the second *when*.
    """
    was, now = likeness.old.tokens.ids, likeness.new.tokens.ids
    placed: list[list[tuple[int, int]]] = []
    for n, run in enumerate(runs):
        if len(run) == 1:
            (a, c), (b, d) = (
                placed[-1][-1] if placed else (old[0] - 1, new[0] - 1),
                runs[n + 1][0] if n + 1 < len(runs) else (old[1], new[1]),
            )
            both = (
                set(was[a + 1 : b]).intersection(now[c + 1 : d]) if max(b - a, d - c) <= _MOST_WORDS else ()
            )
            pairs = [(i, j) for i in range(a + 1, b) for j in range(c + 1, d) if was[i] == now[j] in both]
            if len(pairs) > 1:
                run = [min([*run, *pairs], key=lambda p: abs(p[0] - a - p[1] + c) + abs(b - p[0] - d + p[1]))]
        placed.append(run)
    return placed


def _diagonal(item: tuple[int, tuple[int, int]]) -> tuple[int, int]:
    index, (i, j) = item
    return i - index, j - index

"""Words added at the edges of a sentence: they are of whatever was that whole sentence."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import takewhile

from db.alignment.pieces import Doubt, Pair, Piece
from db.records import Span

_Stretch = tuple[int, int]


class Grown:
    """Takes what was whole sentences to all of the new ones they became.

    ``pieces``, ``doubts`` and ``pairs`` are those of an alignment, ``texts`` the old text and the new one;
    where these are not known marks at the edges of a sentence are told from words nowhere.
    """

    def __init__(
        self,
        pieces: Sequence[Piece],
        doubts: Sequence[Doubt],
        pairs: Iterable[Pair],
        texts: tuple[str, str],
    ) -> None:
        self._old, self._new = texts
        self._olds: dict[_Stretch, list[_Stretch]] = {}
        for pair in pairs:
            self._olds.setdefault(pair[2:], []).append(pair[:2])
        self._pieces = sorted((piece[2:4], piece[:2]) for piece in pieces)
        promised = (piece[2:4] for doubt in doubts for choice in doubt.choices for piece in choice)
        self._promised = sorted(set(promised))

    def holds(self, start: int, end: int, pair: Pair) -> bool:
        """Whether a stretch of the old draft is all of the pair's old sentence, but for marks at its edges."""
        low, high = pair[:2]
        return (
            max(start, low) < min(end, high)
            and (start <= low or not _words(self._old[low:start] or "x"))
            and (end >= high or not _words(self._old[end:high] or "x"))
        )

    def around(self, span: Span, start: int, end: int, pairs: Iterable[Pair]) -> Span:
        """Where a stretch of the old draft stands, with all of the new sentences that are only its own.

        ``span`` is where its words stand, ``pairs`` are those of the sentences it touches. Where words of
        others stand between these and the edge of the new sentence, it ends at its own.
        """
        low, high = span.start, span.end
        for new in sorted({pair[2:] for pair in pairs if pair.new_start < high and pair.new_end > low}):
            olds = self._olds[new]
            if not all(self.holds(start, end, Pair(*old, *new)) for old in olds):
                continue
            first, last = self._bare(new, start, end, (olds[0][0], olds[-1][1]))
            if first < span.start and self._is_free(first, span.start, olds):
                low = min(low, first)
            if last > span.end and self._is_free(span.end, last, olds):
                high = max(high, last)
        return Span(low, high)

    def _bare(self, new: _Stretch, start: int, end: int, old: _Stretch) -> _Stretch:
        """The new sentence without the marks at its edges that the old stretch left out."""
        low, high = new
        before, behind = self._old[old[0] : max(start, old[0])], self._old[min(end, old[1]) : old[1]]
        if before:
            low += _same_start(before, self._new[low:high])
        if behind:
            high -= _same_start(behind[::-1], self._new[low:high][::-1])
        return low, high

    def _is_free(self, low: int, high: int, olds: Sequence[_Stretch]) -> bool:
        """Whether no words of other sentences stand there, or may."""
        first = bisect_right(self._pieces, low, key=lambda piece: piece[0][1])
        for (start, end), (was, until) in self._pieces[first:]:
            if start >= high:
                break
            if end - start == until - was:
                was, until = was + max(0, low - start), until - max(0, end - high)
            if not any(old[0] <= was and until <= old[1] for old in olds):
                return False
        at = bisect_left(self._promised, (low, low))
        return not any(a < high and b > low for a, b in self._promised[max(0, at - 1) : at + 1])


def _same_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _words(text: str) -> bool:
    """Whether a text is more than marks and blanks."""
    return any(unicodedata.category(character)[0] not in "PZC" for character in text)

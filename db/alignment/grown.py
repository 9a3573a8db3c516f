"""Words added at the edges of a sentence: they are of whatever was that whole sentence."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import takewhile

from db.alignment.pieces import Doubt, Kind, Pair, Piece
from db.records import Span

_Stretch = tuple[int, int]
_NEAR, _FAR, _WIDE = 40, 250, 20_000
"""How many code points before and behind are looked at: where half of the near ones went, what was added may
be what became of them; and a word that was added and went from farther off, or a long one from anywhere in an
article, may be that word.
"""
_LONG = 5
"""From how many letters on a word is long."""
_WORD = re.compile(r"\w+|[{}]")


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
        self._stayed = [piece[:2] for piece in pieces if piece.kind in (Kind.SAME, Kind.ALIKE)]
        promised = (piece[2:4] for doubt in doubts for choice in doubt.choices for piece in choice)
        self._promised = sorted(set(promised))

    def holds(self, start: int, end: int, pair: Pair) -> bool:
        """Whether a stretch of the old draft is all of the pair's old sentence, but for marks at its ends."""
        low, high = pair[:2]
        return (
            max(start, low) < min(end, high)
            and (start <= low or not _words(self._old[low:start] or "x"))
            and (end >= high or not _words(self._old[end:high] or "x"))
        )

    def around(self, span: Span, start: int, end: int, pairs: Iterable[Pair]) -> Span:
        """Where a stretch of the old draft stands, with all of the new sentences that are only its own.

        ``span`` is where its words stand, ``pairs`` are those of the sentences it touches. Where words of
        others stand between these and the edge of the new sentence, or may, it ends at its own: only what is
        certain to be added to this sentence is taken in.
        """
        low, high = span.start, span.end
        for new in sorted({pair[2:] for pair in pairs if pair.new_start < high and pair.new_end > low}):
            olds = self._olds[new]
            if not all(self.holds(start, end, Pair(*old, *new)) for old in olds):
                continue
            first, last = self._bare(new, start, end, (olds[0][0], olds[-1][1]))
            own = Span(olds[0][0], olds[-1][1])
            before, behind = Span(first, span.start), Span(span.end, last)
            if first < span.start and self._is_free(before, olds) and self._came(before, own, -1):
                low = min(low, first)
            if last > span.end and self._is_free(behind, olds) and self._came(behind, own, 1):
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

    def _is_free(self, at: Span, olds: Sequence[_Stretch]) -> bool:
        """Whether no words of other sentences stand there, or are among the choices of what is in doubt."""
        first = bisect_right(self._pieces, at.start, key=lambda piece: piece[0][1])
        for (start, end), (was, until) in self._pieces[first:]:
            if start >= at.end:
                break
            if end - start == until - was:
                was, until = was + max(0, at.start - start), until - max(0, end - at.end)
            if not any(old[0] <= was and until <= old[1] for old in olds):
                return False
        near = bisect_left(self._promised, (at.start, at.start))
        return not any(a < at.end and b > at.start for a, b in self._promised[max(0, near - 1) : near + 1])

    def _came(self, at: Span, own: Span, way: int) -> bool:
        """Whether the words there are new: what stood beside ``own`` stands beside them, and nothing went.

        They may be before it or behind (``way``). Where its neighbour went, moved or changed at that end, or
        near by a word went that is one of them, they may be what became of others.
        """
        words = _words_of(self._new, at)
        if not words:
            return True
        edge = own.start if way < 0 else own.end
        if not self._is_beside(at, edge, way):
            return False
        near, far = (self._beside(edge, way * size) for size in (_NEAR, _FAR))
        beside, gone = _words_of(self._old, near), self._went(near)
        if 2 * len("".join(gone)) >= len("".join(beside)) > 0:
            return False
        # A sentence of a word or two may have gone whole.
        if gone and (gone[0] == beside[0] if way > 0 else gone[-1] == beside[-1]):
            return False
        return {*self._went(far)}.isdisjoint(words) and not any(self._went_near(word, edge) for word in words)

    def _went_near(self, word: str, at: int) -> bool:
        """Whether a long word went, from not too far off a place of the old draft."""
        places = self._long_gone.get(word, ())
        first = bisect_left(places, at - _WIDE)
        return first < len(places) and places[first] <= at + _WIDE

    def _is_beside(self, at: Span, edge: int, way: int) -> bool:
        """Whether right beside a stretch of the new draft stands what stood beside a place of the old."""
        if way < 0:
            index = bisect_right(self._pieces, at.start, key=lambda piece: piece[0][1]) - 1
            new, old = self._pieces[index] if index >= 0 else ((0, 0), (0, 0))
            here, there = Span(new[1], at.start), (old[1], edge)
        else:
            index = bisect_left(self._pieces, at.end, key=lambda piece: piece[0][0])
            ends = (len(self._new),) * 2, (len(self._old),) * 2
            new, old = self._pieces[index] if index < len(self._pieces) else ends
            here, there = Span(at.end, new[0]), (edge, old[0])
        return not _words_of(self._new, here) and not _words_of(self._old, Span(min(there), max(there)))

    @cached_property
    def _long_gone(self) -> dict[str, list[int]]:
        """Where the long words stood that stayed nowhere."""
        found: dict[str, list[int]] = {}
        for gap in self._gaps(Span(0, len(self._old))):
            for match in _WORD.finditer(self._old, gap.start, gap.end):
                if len(match[0]) >= _LONG:
                    found.setdefault(match[0].casefold(), []).append(match.start())
        return found

    def _beside(self, edge: int, size: int) -> Span:
        """So many code points of the old draft, and the rest of the word these end in."""
        low, high = max(0, min(edge, edge + size)), min(len(self._old), max(edge, edge + size))
        while low and size < 0 and self._old[low - 1 : low + 1].isalnum():
            low -= 1
        while size > 0 and self._old[high - 1 : high + 1].isalnum() and high < len(self._old):
            high += 1
        return Span(low, high)

    def _went(self, among: Span) -> list[str]:
        """The words of a stretch of the old draft that stayed nowhere."""
        return [word for gap in self._gaps(among) for word in _words_of(self._old, gap)]

    def _gaps(self, among: Span) -> Iterator[Span]:
        """What of a stretch of the old draft stayed nowhere."""
        at = among.start
        first = bisect_right(self._stayed, among.start, key=lambda stretch: stretch[1])
        within = takewhile(lambda one: one[0] < among.end, self._stayed[first:])
        for start, end in (*within, (among.end, among.end)):
            if start > at:
                yield Span(at, start)
            at = max(at, end)


def _words_of(text: str, at: Span) -> list[str]:
    return _WORD.findall(text[at.start : at.end].casefold())


def _same_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _words(text: str) -> bool:
    """Whether a text is more than marks and blanks."""
    return any(character in "{}" or unicodedata.category(character)[0] not in "PZC" for character in text)

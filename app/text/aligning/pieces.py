"""Words that stayed, made into stretches of text that hold the space and marks between them too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.text.aligning.same_sentences import Range
from app.text.aligning.units import Side
from app.text.aligning.words import Instead
from db.alignment import Kind, Piece

_TOGETHER = 256
"""How many tokens are compared at once at most, where a long stretch is not the same to the letter."""


class Kept(NamedTuple):
    """Old tokens that follow each other, the first of the new ones they became, and how many they are."""

    old: int
    new: int
    size: int
    moved: bool

    @property
    def last(self) -> tuple[int, int]:
        """The last token, old and new."""
        return self.old + self.size - 1, self.new + self.size - 1


class Pieces:
    """Makes pieces of what stayed in two drafts."""

    def __init__(self, old: Side, new: Side) -> None:
        self._old, self._new = old, new
        # How much of the space behind a token is taken, so that the next does not take it too.
        self._taken: dict[tuple[bool, int], int] = {}
        self._unit_of = (_units_of(old), _units_of(new))

    def made(
        self, kept: Sequence[Kept], instead: Sequence[Instead], *, padded: bool = True
    ) -> tuple[Piece, ...]:
        """The pieces of an alignment in which these tokens stayed and those stand for others.

        ``kept`` is in order of the old tokens; none goes on where the one before it ends. Marks at the edges
        go with the words of their sentence where they are the same in both, unless ``padded`` is false.
        """
        self._taken = {}
        behind = [self._behind(run) if padded else 0 for run in kept]
        found: list[Piece] = []
        for run, more in zip(kept, behind, strict=True):
            found += self._run(run, self._ahead(run) if padded else 0, more)
        was, now = self._old.tokens, self._new.tokens
        # What stands for others has none but the first or the last of what stayed beside it.
        moved = {run.old: run.moved for run in kept} | {run.last[0]: run.moved for run in kept}
        for a, b, c, d, reworded in instead:
            kind = Kind.REWORDED if reworded else Kind.REPLACED
            beside = moved.get(a - 1, moved.get(b, False))
            found.append(Piece(was.starts[a], was.ends[b - 1], now.starts[c], now.ends[d - 1], kind, beside))
            found += self._edges(found[-1], (a, b), (c, d))
        return tuple(sorted(found))

    def _edges(self, one: Piece, old: Range, new: Range) -> Iterator[Piece]:
        """The marks that begin or end the sentences of what stands for others, where both have the same.

        The full stop behind a figure that became another stays with it.
        """
        (here, there), texts = self._unit_of, (self._old.text, self._new.text)
        was, now = self._old.units[here[old[1] - 1]], self._new.units[there[new[1] - 1]]
        if was.last == old[1] and now.last == new[1]:
            size = _same_start(texts[0][one.old_end : was.end], texts[1][one.new_end : now.end])
            if size:
                a, c = one.old_end, one.new_end
                yield Piece(a, a + size, c, c + size, Kind.SAME, one.moved)
        was, now = self._old.units[here[old[0]]], self._new.units[there[new[0]]]
        if was.first == old[0] and now.first == new[0]:
            before = texts[0][was.start : one.old_start], texts[1][now.start : one.new_start]
            size = _same_start(before[0][::-1], before[1][::-1])
            if size:
                a, c = one.old_start, one.new_start
                yield Piece(a - size, a, c - size, c, Kind.SAME, one.moved)

    def _behind(self, run: Kept) -> int:
        """How many characters after the last token are the same in both, inside its sentence."""
        i, j = run.last
        size = _same_start(self._pad_behind(self._old, i, 0), self._pad_behind(self._new, j, 1))
        self._taken[True, i] = self._taken[False, j] = size
        return size

    def _ahead(self, run: Kept) -> int:
        """How many before the first."""
        was = self._pad_ahead(self._old, run.old, 0)
        now = self._pad_ahead(self._new, run.new, 1)
        return _same_start(was[::-1], now[::-1])

    def _pad_behind(self, side: Side, token: int, which: int) -> str:
        end = side.units[self._unit_of[which][token]].end
        if token + 1 < len(side.tokens.starts):
            end = min(end, side.tokens.starts[token + 1])
        return side.text[side.tokens.ends[token] : end]

    def _pad_ahead(self, side: Side, token: int, which: int) -> str:
        start = side.units[self._unit_of[which][token]].start
        if token and side.tokens.ends[token - 1] >= start:
            start = side.tokens.ends[token - 1] + self._taken.get((which == 0, token - 1), 0)
        return side.text[start : side.tokens.starts[token]]

    def _run(self, run: Kept, ahead: int, behind: int) -> list[Piece]:
        was, now = self._old.tokens, self._new.tokens
        (i, j), (last_i, last_j) = run[:2], run.last
        a, b = was.starts[i] - ahead, was.ends[last_i] + behind
        c, d = now.starts[j] - ahead, now.ends[last_j] + behind
        if self._old.text[a:b] == self._new.text[c:d]:
            return [Piece(a, b, c, d, Kind.SAME, run.moved)]
        spans = [(a, was.starts[i], c, now.starts[j])]
        while i <= last_i:
            size = self._same_tokens(i, j, last_i + 1 - i)
            spans.append((was.starts[i], was.ends[i + size - 1], now.starts[j], now.ends[j + size - 1]))
            i, j = i + size, j + size
            if i <= last_i:
                spans += self._pad((was.ends[i - 1], was.starts[i], now.ends[j - 1], now.starts[j]))
        spans.append((was.ends[last_i], b, now.ends[last_j], d))
        return self._joined(spans, moved=run.moved)

    def _same_tokens(self, i: int, j: int, most: int) -> int:
        """How many tokens from here on, and all between them, are letter for letter the same: 1 or many."""
        was, now = self._old.tokens, self._new.tokens
        size = _TOGETHER
        while size > 1:
            if size <= most:
                a, b, c, d = was.starts[i], was.ends[i + size - 1], now.starts[j], now.ends[j + size - 1]
                if self._old.text[a:b] == self._new.text[c:d]:
                    return size
            size //= 4
        return 1

    def _pad(self, span: tuple[int, int, int, int]) -> list[tuple[int, int, int, int]]:
        """What stands between two words: what is the same at both ends apart from what is not."""
        a, b, c, d = span
        was, now = self._old.text[a:b], self._new.text[c:d]
        if was == now:
            return [span]
        head = _same_start(was, now)
        tail = _same_start(was[head:][::-1], now[head:][::-1])
        return [
            (a, a + head, c, c + head),
            (a + head, b - tail, c + head, d - tail),
            (b - tail, b, d - tail, d),
        ]

    def _joined(self, spans: Sequence[tuple[int, int, int, int]], *, moved: bool) -> list[Piece]:
        found: list[Piece] = []
        for a, b, c, d in spans:
            if a == b and c == d:
                continue
            kind = Kind.SAME if self._old.text[a:b] == self._new.text[c:d] else Kind.ALIKE
            if found and kind is Kind.SAME is found[-1].kind:
                found[-1] = found[-1]._replace(old_end=b, new_end=d)
            else:
                found.append(Piece(a, b, c, d, kind, moved))
        return found


def _same_start(one: str, other: str) -> int:
    """How many characters two strings begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _units_of(side: Side) -> list[int]:
    return [number for number, unit in enumerate(side.units) for _ in range(unit.first, unit.last)]

"""Words that stayed, made into stretches of text that hold the space and marks between them too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from app.text.aligning.units import Side
from app.text.aligning.words import Instead
from db.alignment import Kind, Piece


class Kept(NamedTuple):
    """An old token and the new one it became."""

    old: int
    new: int
    moved: bool


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

        ``kept`` is in order of the old tokens. Marks at the edges go with the words of their sentence where
        they are the same in both, unless ``padded`` is false.
        """
        self._taken = {}
        runs = [[token for _, token in run] for _, run in groupby(enumerate(kept), _same_run)]
        behind = [self._behind(run[-1]) if padded else 0 for run in runs]
        found: list[Piece] = []
        for run, more in zip(runs, behind, strict=True):
            found += self._run(run[0], run[-1], self._ahead(run[0]) if padded else 0, more)
        was, now = self._old.tokens, self._new.tokens
        moved = {token.old: token.moved for token in kept} if instead else {}
        for a, b, c, d, reworded in instead:
            kind = Kind.REWORDED if reworded else Kind.REPLACED
            beside = moved.get(a - 1, moved.get(b, False))
            found.append(Piece(was.starts[a], was.ends[b - 1], now.starts[c], now.ends[d - 1], kind, beside))
        return tuple(sorted(found))

    def _behind(self, token: Kept) -> int:
        """How many characters after the token are the same in both, inside its sentence."""
        was = self._pad_behind(self._old, token.old, 0)
        now = self._pad_behind(self._new, token.new, 1)
        size = _same_start(was, now)
        self._taken[True, token.old] = self._taken[False, token.new] = size
        return size

    def _ahead(self, token: Kept) -> int:
        """How many before it."""
        was = self._pad_ahead(self._old, token.old, 0)
        now = self._pad_ahead(self._new, token.new, 1)
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

    def _run(self, first: Kept, last: Kept, ahead: int, behind: int) -> list[Piece]:
        was, now = self._old.tokens, self._new.tokens
        a, b = was.starts[first.old] - ahead, was.ends[last.old] + behind
        c, d = now.starts[first.new] - ahead, now.ends[last.new] + behind
        if self._old.text[a:b] == self._new.text[c:d]:
            return [Piece(a, b, c, d, Kind.SAME, first.moved)]
        spans = [(a, was.starts[first.old], c, now.starts[first.new])]
        for i, j in zip(range(first.old, last.old + 1), range(first.new, last.new + 1), strict=True):
            spans.append((was.starts[i], was.ends[i], now.starts[j], now.ends[j]))
            if i < last.old:
                spans += self._pad((was.ends[i], was.starts[i + 1], now.ends[j], now.starts[j + 1]))
        spans.append((was.ends[last.old], b, now.ends[last.new], d))
        return self._joined(spans, moved=first.moved)

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


def _same_run(item: tuple[int, Kept]) -> tuple[int, int, bool]:
    index, token = item
    return token.old - index, token.new - index, token.moved

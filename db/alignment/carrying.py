"""Where a stretch of one draft stands in the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from db.alignment.grown import Grown
from db.alignment.pieces import Doubt, Kind, Pair, Piece
from db.records import Span
from db.records.drafts import Carried, Outcome, after

LIKENESS = 0.4
"""The least share of a stretch, in code points, that must be kept for it to count as still standing."""
_SEVERAL = 15
"""From how many code points on what stayed in a row is several words."""
_SENTENCE = 24
"""From how many code points on what came between two sentences is no link, but a sentence that parts them."""
_PART = 0.2
"""The least share that counts as a part of a stretch that was split."""


class _Part(NamedTuple):
    """Pieces that stand together in the new draft."""

    pieces: tuple[Piece, ...]
    kept: int

    @property
    def span(self) -> Span:
        return Span(self.pieces[0].new_start, max(piece.new_end for piece in self.pieces))


@dataclass(frozen=True)
class Alignment:
    """The words of two drafts side by side. Offsets are code points of the old and of the new text.

    Attributes: ``old_length`` and ``new_length`` are those of the texts. ``pieces`` are in order of the old
    text; neither their old nor their new stretches overlap. Old words in no piece are gone, new words in none
    have come. ``doubts`` are in order and apart from the pieces. ``pairs`` are the sentences of which some
    words stayed and others did not, or that were split or merged, in order. ``come`` are the new sentences of
    which no word is an old one, in order and apart.
    """

    old_length: int
    new_length: int
    pieces: tuple[Piece, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    pairs: tuple[Pair, ...] = ()
    come: tuple[Span, ...] = ()
    texts: tuple[str, str] = field(default=("", ""), compare=False, repr=False)

    def carry(self, start: int, end: int, *, grown: bool = True) -> Carried:
        """Where a stretch of the old draft stands in the new one; O(log n + pieces touched).

        Raises ValueError for an empty stretch or one outside the old draft. It is only ever found where at
        least ``LIKENESS`` of it was kept, or several words in a row of one sentence stayed where they were. A
        stretch takes in what was added inside it; where whole sentences came between its parts, it was split.
        One that holds a sentence to which words were added has changed and, if ``grown``, takes these in.
        """
        if not 0 <= start < end <= self.old_length:
            raise ValueError(f"{start}..{end} is no stretch of a draft of {self.old_length}")
        parts = self._parts(start, end)
        whole = end - start
        kept = sum(part.kept for part in parts)
        doubts = self._doubts(start, end)
        asked = sum(min(end, doubt.end) - max(start, doubt.start) for doubt in doubts)
        if doubts and kept < LIKENESS * whole <= kept + asked:
            return self._doubtful(doubts, start, end)
        if kept < LIKENESS * whole:
            return self._cut_short(parts, start, end, grown=grown)
        parts = [part for part in parts if part.kept >= _PART * whole and part.span.end > part.span.start]
        if len(parts) != 1:
            return self._in_parts(parts, start)
        return self._in_one(parts[0], start, end, grown=grown)

    def sentence(self, start: int, end: int) -> Carried:
        """Where an old sentence stands: as a stretch, but wherever it changed, at the whole new sentence.

        Unchanged or moved only if all words of the new sentence are those of the old one. A sentence that was
        split has its new sentences as candidates.
        """
        pairs = [pair for pair in self._pairs(start, end) if pair[:2] == (start, end)]
        carried = self.carry(start, end)
        if not pairs or carried.outcome in (Outcome.AMBIGUOUS, Outcome.LOST):
            return carried
        spans = tuple(Span(pair.new_start, pair.new_end) for pair in pairs)
        moved = carried.moved or carried.outcome is Outcome.MOVED
        low, high = min(span.start for span in spans), max(span.end for span in spans)
        if len(spans) > 1:
            return Carried(Outcome.SPLIT, low, high, spans, moved)
        outcome = Outcome.MERGED if self._is_shared(pairs[0]) else Outcome.CHANGED
        return Carried(outcome, low, high, (), moved)

    def onward(self, carried: Carried, *, grown: bool = True) -> Carried:
        """What was carried into the old draft of this alignment, carried into its new one as well."""
        if carried.outcome is Outcome.LOST:
            return self._lost(carried.start)
        if carried.outcome is Outcome.AMBIGUOUS:
            every = [self.carry(span.start, span.end) for span in carried.candidates]
            return self._choice([(c.start, c.end) for c in every if c.end > c.start], carried.start)
        now = self.carry(carried.start, carried.end, grown=grown)
        if now.outcome is Outcome.LOST or now.outcome is Outcome.AMBIGUOUS:
            return now
        if carried.outcome is Outcome.SPLIT and not now.candidates:
            every = [self.carry(span.start, span.end) for span in carried.candidates]
            parts = tuple(Span(c.start, c.end) for c in every if c.end > c.start)
        else:
            parts = now.candidates
        outcome = after(carried.outcome, now.outcome)
        moved = carried.moved or now.moved or Outcome.MOVED in (carried.outcome, now.outcome)
        return Carried(outcome, now.start, now.end, parts, moved and outcome is not Outcome.MOVED)

    def place(self, at: int) -> int:
        """The place in the new draft that comes nearest to a place in the old one."""
        index = bisect_right(self._starts, at) - 1
        before = self.pieces[index] if index >= 0 else None
        behind = self.pieces[index + 1] if index + 1 < len(self.pieces) else None
        if before is not None and at < before.old_end:
            return _at(before, at)
        if before is None or (behind is not None and behind.old_start - at < at - before.old_end):
            return behind.new_start if behind is not None else 0
        return before.new_end

    def fresh(self) -> Iterator[Span]:
        """The stretches of the new draft that came or were reworded, in order."""
        at = 0
        for index in self._by_new:
            piece = self.pieces[index]
            if piece.kind in (Kind.SAME, Kind.ALIKE):
                if piece.new_start > at:
                    yield Span(at, piece.new_start)
                at = max(at, piece.new_end)
        if at < self.new_length:
            yield Span(at, self.new_length)

    def gone(self) -> Iterator[Span]:
        """The stretches of the old draft that went or were reworded, in order; those in doubt are not."""
        at = 0
        stay = [(p.old_start, p.old_end) for p in self.pieces if p.kind in (Kind.SAME, Kind.ALIKE)]
        for start, end in sorted([*stay, *((d.start, d.end) for d in self.doubts)]):
            if start > at:
                yield Span(at, start)
            at = max(at, end)
        if at < self.old_length:
            yield Span(at, self.old_length)

    @cached_property
    def _grown(self) -> Grown:
        return Grown(self.pieces, self.doubts, self.pairs, self.texts)

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.old_start for piece in self.pieces]

    @cached_property
    def _ends(self) -> list[int]:
        return [piece.old_end for piece in self.pieces]

    @cached_property
    def _by_new(self) -> list[int]:
        return sorted(range(len(self.pieces)), key=lambda index: self.pieces[index][2:4])

    @cached_property
    def _ranks(self) -> list[int]:
        ranks = [0] * len(self.pieces)
        for rank, index in enumerate(self._by_new):
            ranks[index] = rank
        return ranks

    @cached_property
    def _pair_ends(self) -> list[int]:
        return [pair.old_end for pair in self.pairs]

    @cached_property
    def _joined(self) -> Counter[tuple[int, int]]:
        return Counter(pair[2:] for pair in self.pairs)

    def _is_shared(self, pair: Pair) -> bool:
        return self._joined[pair[2:]] > 1

    def _pairs(self, start: int, end: int) -> list[Pair]:
        found: list[Pair] = []
        for pair in self.pairs[bisect_right(self._pair_ends, start) :]:
            if pair.old_start >= end:
                break
            found.append(pair)
        return found

    def _come(self, start: int, end: int) -> bool:
        """Whether a whole sentence came between two places of the new draft."""
        first = bisect_left(self.come, start, key=lambda span: span.start)
        return first < len(self.come) and self.come[first].end <= end

    def _is_promised(self, start: int, end: int, own: set[int]) -> bool:
        """Whether between two places of the new draft stands what may have been other words of the old.

        ``own`` are the places of what may be words of the stretch itself.
        """
        first, last = bisect_left(self._choice_starts, start), bisect_left(self._choice_starts, end)
        return any(at not in own for at in self._choice_starts[first:last])

    @cached_property
    def _choice_starts(self) -> list[int]:
        return sorted(choice[0].new_start for doubt in self.doubts for choice in doubt.choices)

    def _begins_between(self, start: int, end: int) -> bool:
        """Whether a changed sentence of the new draft begins between two places of it."""
        first = bisect_left(self._new_starts, start)
        return first < len(self._new_starts) and self._new_starts[first] <= end

    @cached_property
    def _new_starts(self) -> list[int]:
        return sorted({pair.new_start for pair in self.pairs})

    def _ends_between(self, start: int, end: int) -> bool:
        """Whether a changed sentence begins or ends between two places of the old draft."""
        first = bisect_left(self._pair_ends, start)
        return any(
            start <= pair.old_end <= end or start <= pair.old_start <= end
            for pair in self.pairs[first : first + 2]
        )

    def _doubts(self, start: int, end: int) -> list[Doubt]:
        first = bisect_right(self.doubts, start, key=lambda doubt: doubt.end)
        last = bisect_left(self.doubts, end, key=lambda doubt: doubt.start)
        return list(self.doubts[first:last])

    def _parts(self, start: int, end: int) -> list[_Part]:
        """The pieces of a stretch, cut to it, by where they stand together in the new draft."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        room = 400 + 2 * (end - start)
        own = {piece.new_start for d in self._doubts(start, end) for choice in d.choices for piece in choice}
        parts: list[_Part] = []
        together: list[Piece] = []
        last_rank, last_end = -2, 0
        for rank in sorted(self._ranks[first:last]):
            whole = self.pieces[self._by_new[rank]]
            piece = _cut(whole, start, end)
            if piece is None:
                continue
            # Words of others stand between where a piece between was left out, or part of one.
            apart = (
                rank != last_rank + 1 or piece.new_start > whole.new_start or last_end > together[-1].new_end
            )
            came = piece.new_start - last_end
            if together and (
                apart
                or came > room
                or self._come(last_end, piece.new_start)
                or self._is_promised(last_end, piece.new_start, own)
                or (came > _SENTENCE and self._begins_between(last_end, piece.new_start))
                or (came > _SENTENCE and self._ends_between(together[-1].old_end, piece.old_start))
            ):
                parts.append(_part(together))
                together = []
            together.append(piece)
            last_rank, last_end = rank, whole.new_end
        return [*parts, _part(together)] if together else parts

    def _in_one(self, part: _Part, start: int, end: int, *, grown: bool) -> Carried:
        now = self._grown.around(part.span, start, end, self._pairs(start, end)) if grown else part.span
        low, high = now.start, now.end
        intact = _is_intact(part.pieces, start, end)
        moved = any(piece.moved for piece in part.pieces)
        outcome = Outcome.UNCHANGED if intact else Outcome.CHANGED
        news: dict[tuple[int, int], set[tuple[int, int]]] = {}
        for pair in self._pairs(start, end):
            if pair.new_start >= high or pair.new_end <= low:
                continue
            news.setdefault(pair[:2], set()).add(pair[2:])
            holds = self._grown.holds(start, end, pair)
            shared = self._is_shared(pair)
            if len(news[pair[:2]]) > 1:
                outcome = after(outcome, Outcome.SPLIT)
            elif shared and (holds or sum(pair[2:] in new for new in news.values()) > 1):
                outcome = after(outcome, Outcome.MERGED)
            elif holds and not shared:
                outcome = after(outcome, Outcome.CHANGED)
        if outcome is Outcome.UNCHANGED and moved:
            return Carried(Outcome.MOVED, low, high)
        halves = ()
        if outcome is Outcome.SPLIT:
            cuts = sorted({new for each in news.values() if len(each) > 1 for new in each})
            halves = tuple(Span(max(low, a), min(high, b)) for a, b in cuts)
        return Carried(outcome, low, high, halves, moved)

    def _cut_short(self, parts: Sequence[_Part], start: int, end: int, *, grown: bool) -> Carried:
        """What is left in its place of a sentence that was cut to less than is like it; else it is lost."""
        best = max(parts, key=lambda part: part.kept, default=None)
        if best is None:
            return self._lost(start)
        run = max(best.pieces, key=lambda piece: piece.old_end - piece.old_start)
        low, high = best.span.start, best.span.end
        sentence = any(p.new_start <= low and high <= p.new_end for p in self._pairs(start, end))
        stayed = run.kind in (Kind.SAME, Kind.ALIKE) and not any(piece.moved for piece in best.pieces)
        if sentence and stayed and run.old_end - run.old_start >= _SEVERAL:
            now = self._grown.around(best.span, start, end, self._pairs(start, end)) if grown else best.span
            return Carried(Outcome.CHANGED, now.start, now.end)
        return self._lost(start)

    def _in_parts(self, parts: Sequence[_Part], start: int) -> Carried:
        """Of several parts the largest is where it stands; none is large enough where it was scattered."""
        if not parts:
            return self._lost(start)
        largest = max(parts, key=lambda part: part.kept).span
        moved = any(piece.moved for part in parts for piece in part.pieces)
        spans = tuple(part.span for part in parts)
        return Carried(Outcome.SPLIT, largest.start, largest.end, spans, moved)

    def _doubtful(self, doubts: Sequence[Doubt], start: int, end: int) -> Carried:
        places: list[tuple[int, int]] = []
        for doubt in doubts:
            for choice in doubt.choices:
                inside = (p for p in choice if p.old_start < end and p.old_end > start)
                cut = [piece for piece in (_cut(p, start, end) for p in inside) if piece is not None]
                if cut and _part(cut).kept >= LIKENESS * (min(end, doubt.end) - max(start, doubt.start)):
                    span = _part(cut).span
                    places.append((span.start, span.end))
        if not places:
            # The words asked for changed in every choice: whole sentences are left to choose from.
            whole = [_Part(choice, 0).span for doubt in doubts for choice in doubt.choices]
            places = [(span.start, span.end) for span in whole]
        return self._choice(places, start)

    def _choice(self, places: Sequence[tuple[int, int]], start: int) -> Carried:
        spans = tuple(Span(low, high) for low, high in sorted(set(places)) if high > low)
        if not spans:
            return self._lost(start)
        at = self.place(start)
        return Carried(Outcome.AMBIGUOUS, at, at, spans)

    def _lost(self, start: int) -> Carried:
        at = self.place(start)
        return Carried(Outcome.LOST, at, at)


def _part(pieces: list[Piece]) -> _Part:
    return _Part(tuple(pieces), sum(p.old_end - p.old_start for p in pieces if p.kind is not Kind.REPLACED))


def _cut(piece: Piece, start: int, end: int) -> Piece | None:
    """What of a piece a stretch holds; None where it holds but a part of words that were replaced."""
    if start <= piece.old_start and piece.old_end <= end:
        return piece
    if piece.kind is Kind.REPLACED:
        return None
    low, high = max(start, piece.old_start), min(end, piece.old_end)
    # Of words set otherwise, or other words, nobody can tell which characters are which.
    if piece.old_end - piece.old_start != piece.new_end - piece.new_start or piece.kind is Kind.REWORDED:
        return piece._replace(old_start=low, old_end=high)
    return Piece(low, high, _at(piece, low), _at(piece, high), piece.kind, piece.moved)


def _at(piece: Piece, at: int) -> int:
    """Where a place inside an old stretch stands in the new one; of a word for a word, at its start."""
    if piece.kind in (Kind.REWORDED, Kind.REPLACED):
        return piece.new_start
    if at == piece.old_end:
        return piece.new_end
    return min(piece.new_start + at - piece.old_start, piece.new_end)


def _is_intact(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether the pieces hold all words of the stretch, in their order and with nothing between them."""
    return (
        pieces[0].old_start == start
        and pieces[-1].old_end == end
        and all(piece.kind in (Kind.SAME, Kind.ALIKE) for piece in pieces)
        and all(a.old_end == b.old_start and a.new_end == b.new_start for a, b in pairwise(pieces))
    )

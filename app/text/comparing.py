"""Two drafts laid into one text by their alignment: in the newer one's order, with what went at its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.text.undoubted import shown_pieces
from db.alignment import Alignment, Kind, Piece
from db.records import ArticleText, BlockRecord, ClaimRecord, Outcome
from db.records.comparing import ComparedParagraph, Comparison, RunRecord, TouchedClaim, Turn

BREAK = "¶ "
"""Where paragraphs were joined, or one was split."""


class _Line(NamedTuple):
    """A line of a text with something in it, and the block it is."""

    start: int
    end: int
    block: BlockRecord


class _Run(NamedTuple):
    """A run with the offset it has in the draft its words are of."""

    turn: Turn
    text: str
    old: int
    new: int
    paragraph: int = 0


@dataclass(slots=True)
class _Paragraph:
    line: _Line
    before: int
    now: int
    runs: list[_Run] = field(default_factory=list[_Run])


def compare(
    old: ArticleText, new: ArticleText, alignment: Alignment, claims: Iterable[ClaimRecord] = ()
) -> Comparison:
    """The two drafts in one text; ``claims`` are those on the old one, at their places there.

    Takes time in proportion to the length of both texts. Words set otherwise (other quotation marks or
    dashes) count as changed, as a reader sees a change.
    """
    return _Comparing(old, new, alignment).made(claims)


class _Comparing:
    def __init__(self, old: ArticleText, new: ArticleText, alignment: Alignment) -> None:
        self._old, self._new, self._alignment = old.text, new.text, alignment
        self._was, self._now = _lines(old), _lines(new)
        self._was_starts = [line.start for line in self._was]
        self._now_starts = [line.start for line in self._now]
        self._pieces = shown_pieces(alignment)
        self._by_new = sorted(
            (piece for piece in self._pieces if piece.new_start < piece.new_end),
            key=lambda piece: piece.new_start,
        )
        # What went, by the offset of the new text it stood before; whole paragraphs by the line they follow.
        self._put_in: dict[int, list[_Run]] = {}
        self._between: dict[int, list[_Paragraph]] = {}
        # The old and the new line of the words that stayed last.
        self._last: tuple[int, int] | None = None

    def made(self, claims: Iterable[ClaimRecord]) -> Comparison:
        self._read_old()
        made = list(self._between.get(-1, ()))
        pieces, first = self._by_new, 0
        for n, line in enumerate(self._now):
            while first < len(pieces) and pieces[first].new_end <= line.start:
                first += 1
            made.append(_Paragraph(line, 0, line.block.paragraph, _joined(self._runs(line, first))))
            made += self._between.get(n, ())
        self._tell_before(made)
        paragraphs = tuple(
            ComparedParagraph(
                each.line.block.kind,
                each.line.block.level,
                each.before,
                each.now,
                tuple(RunRecord(run.turn, run.text, run.paragraph) for run in each.runs),
            )
            for each in made
        )
        return Comparison(paragraphs, tuple(self._touched(claims, made)))

    # The new text, with what went put in

    def _runs(self, line: _Line, first: int) -> Iterator[_Run]:
        """The runs of a line; ``first`` is the first piece, in new order, that may stand in it."""
        at = line.start
        yield from self._put_in.pop(at, ())
        for piece in _from(self._by_new, first):
            if piece.new_start >= line.end:
                break
            start, end = max(piece.new_start, line.start), min(piece.new_end, line.end)
            if not piece.moved:
                yield from self._broken(piece, line, start)
            if start > at:
                yield from self._came(at, start)
                yield from self._put_in.pop(start, ())
            yield from self._stayed(piece, start, end)
            at = max(at, end)
            yield from self._put_in.pop(at, ())
        if at < line.end:
            yield from self._came(at, line.end)
            yield from self._put_in.pop(line.end, ())

    def _broken(self, piece: Piece, line: _Line, start: int) -> Iterator[_Run]:
        """A sign where a paragraph was split before these words or joined to the one before."""
        same = piece.kind is Kind.SAME
        was = self._line_was(piece.old_start + (start - piece.new_start if same else 0))
        last, self._last = self._last, (was, line.start)
        if last is None or was < 0:
            return
        if was == last[0] and line.start != last[1]:
            yield _Run(Turn.IN, BREAK, -1, -1)
        elif was != last[0] and line.start == last[1]:
            yield _Run(Turn.OUT, BREAK, -1, -1)

    def _came(self, start: int, end: int) -> Iterator[_Run]:
        words = self._new[start:end]
        yield _Run(Turn.IN if words.strip() else Turn.SAME, words, -1, start)

    def _stayed(self, piece: Piece, start: int, end: int) -> Iterator[_Run]:
        words = self._new[start:end]
        if piece.moved:
            yield _Run(Turn.HERE, words, -1, start, self._paragraph_was(piece.old_start))
            return
        old = piece.old_start + start - piece.new_start
        if piece.kind is Kind.SAME or not (words + self._old[piece.old_start : piece.old_end]).strip():
            yield _Run(Turn.SAME, words, old, start)
            return
        if start == piece.new_start and piece.old_start < piece.old_end:
            gone = self._old[piece.old_start : piece.old_end].replace("\n", " ")
            yield _Run(Turn.OUT, gone, piece.old_start, -1)
        yield _Run(Turn.IN, words, -1, start)

    # The old text: what of it went, and where from

    def _read_old(self) -> None:
        pieces, first, last_line = self._pieces, 0, -1
        for line in self._was:
            while first < len(pieces) and pieces[first].old_end <= line.start:
                first += 1
            parts = list(self._parts(line, first))
            kept = [part for part in parts if isinstance(part, Piece)]
            if kept:
                self._put_between_words(parts)
                last_line = max(last_line, bisect_right(self._now_starts, kept[-1].new_start) - 1)
            elif parts:
                runs = [part for part in parts if isinstance(part, _Run)]
                gone = _Paragraph(line, line.block.paragraph, 0, _joined(runs))
                self._between.setdefault(last_line, []).append(gone)

    def _parts(self, line: _Line, first: int) -> Iterator[Piece | _Run]:
        """A line of the old text in order: pieces that stayed in order, and runs that went or moved away."""
        at = line.start
        for piece in _from(self._pieces, first):
            if piece.old_start >= line.end:
                break
            start, end = max(piece.old_start, line.start), min(piece.old_end, line.end)
            yield from self._went(at, start)
            if piece.moved:
                words = self._old[start:end]
                if words.strip():
                    yield _Run(Turn.AWAY, words, start, -1, self._paragraph_now(piece.new_start))
            elif piece.new_start < piece.new_end:
                shift = piece.new_start - piece.old_start
                same = piece.kind is Kind.SAME
                yield Piece(start, end, *((start + shift, end + shift) if same else piece[2:4]), piece.kind)
            else:
                yield from self._went(start, end)
            at = max(at, end)
        yield from self._went(at, line.end)

    def _went(self, start: int, end: int) -> Iterator[_Run]:
        if start < end and self._old[start:end].strip():
            yield _Run(Turn.OUT, self._old[start:end], start, -1)

    def _put_between_words(self, parts: Sequence[Piece | _Run]) -> None:
        """Each run behind what it stood behind, at the start of a line before what it stood before."""
        behind: int | None = None
        waiting: list[_Run] = []
        for part in parts:
            if isinstance(part, _Run):
                (waiting if behind is None else self._put_in.setdefault(behind, [])).append(part)
                continue
            if waiting:
                self._put_in.setdefault(part.new_start, []).extend(waiting)
                waiting = []
            behind = part.new_end

    # Numbers and claims

    def _line_was(self, offset: int) -> int:
        return bisect_right(self._was_starts, offset) - 1

    def _paragraph_was(self, offset: int) -> int:
        at = self._line_was(offset)
        return self._was[at].block.paragraph if at >= 0 else 0

    def _paragraph_now(self, offset: int) -> int:
        at = bisect_right(self._now_starts, offset) - 1
        return self._now[at].block.paragraph if at >= 0 else 0

    def _tell_before(self, made: Iterable[_Paragraph]) -> None:
        """Give the paragraphs that stayed their numbers in the old draft, each to the first that has it."""
        for each in made:
            offset = next((run.old for run in each.runs if run.old >= 0 and run.turn is Turn.SAME), None)
            if each.now and offset is not None:
                each.before = self._paragraph_was(offset)

    def _touched(self, claims: Iterable[ClaimRecord], made: Sequence[_Paragraph]) -> Iterator[TouchedClaim]:
        news, olds = _placed(made, new=True), _placed(made, new=False)
        found: list[TouchedClaim] = []
        for claim in claims:
            if not 0 <= claim.start < claim.end <= self._alignment.old_length:
                continue
            carried = self._alignment.carry(claim.start, claim.end)
            if carried.outcome is Outcome.UNCHANGED:
                continue
            nowhere = carried.outcome in (Outcome.LOST, Outcome.AMBIGUOUS)
            at = _at(olds, claim.start) if nowhere else _at(news, carried.start)
            words = " ".join((claim.wording or claim.quote).split())
            found.append(TouchedClaim(claim.id, claim.number, words, carried.outcome, *at))
        yield from sorted(found, key=lambda touched: (touched.paragraph, touched.offset, touched.number))


class _Place(NamedTuple):
    """Where a run begins in its draft, and where in the comparison: paragraph, offset, length."""

    start: int
    paragraph: int
    offset: int
    length: int


def _placed(made: Sequence[_Paragraph], *, new: bool) -> list[_Place]:
    found: list[_Place] = []
    for n, each in enumerate(made):
        offset = 0
        for run in each.runs:
            start = run.new if new else run.old
            if start >= 0:
                found.append(_Place(start, n, offset, len(run.text)))
            offset += len(run.text)
    return sorted(found)


def _at(places: Sequence[_Place], offset: int) -> tuple[int, int]:
    n = bisect_right(places, offset, key=lambda place: place.start) - 1
    if n < 0:
        return 0, 0
    place = places[n]
    return place.paragraph, place.offset + min(offset - place.start, max(0, place.length - 1))


def _from(pieces: Sequence[Piece], first: int) -> Iterator[Piece]:
    return (pieces[n] for n in range(first, len(pieces)))


def _lines(text: ArticleText) -> list[_Line]:
    """The lines of a text with words in them, each with its block; one no block covers is a paragraph."""
    blocks = sorted(text.blocks, key=lambda block: block.start)
    starts = [block.start for block in blocks]
    found: list[_Line] = []
    at = 0
    for line in text.text.split("\n"):
        end = at + len(line)
        if line.strip():
            n = bisect_right(starts, at + len(line) - len(line.lstrip())) - 1
            block = blocks[n] if n >= 0 and blocks[n].end > at else BlockRecord(at, end, "paragraph", 0, 0)
            found.append(_Line(at, end, block))
        at = end + 1
    return found


class _Joiner:
    """Neighbours of a kind as one, what goes before what comes, and no lone space between two changes: it
    reads as confetti."""

    def __init__(self) -> None:
        self.done: list[_Run] = []
        self._out: list[_Run] = []
        self._come: list[_Run] = []
        self._space: _Run | None = None

    def add(self, run: _Run) -> None:
        changing = bool(self._out and self._come)
        if run.turn is Turn.SAME and run.text.isspace() and changing and self._space is None:
            self._space = run
        elif run.turn in (Turn.OUT, Turn.IN) and run.text != BREAK:
            self._take_space_in()
            (self._out if run.turn is Turn.OUT else self._come).append(run)
        else:
            self.settle()
            self._append(run)

    def settle(self) -> None:
        """End the change that is being gathered."""
        out, come = (_whole(side) for side in (self._out, self._come))
        self._out, self._come = [], []
        head = tail = None
        if out is not None and come is not None:
            head, out, come, tail = _without_same_marks(out, come)
        for run in (head, out, come, tail, self._space):
            if run is not None and run.text:
                self._append(run)
        self._space = None

    def _take_space_in(self) -> None:
        if self._space is not None:
            for side in (self._out, self._come):
                side.append(side[-1]._replace(text=self._space.text))
        self._space = None

    def _append(self, run: _Run) -> None:
        last = self.done[-1] if self.done else None
        alike = last is not None and (last.turn, last.paragraph) == (run.turn, run.paragraph)
        if last is not None and alike and BREAK not in (run.text, last.text):
            self.done[-1] = last._replace(text=last.text + run.text)
        else:
            self.done.append(run)


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    joiner = _Joiner()
    for run in runs:
        joiner.add(run)
    joiner.settle()
    return joiner.done


def _whole(side: Sequence[_Run]) -> _Run | None:
    return side[0]._replace(text="".join(run.text for run in side)) if side else None


def _without_same_marks(out: _Run, come: _Run) -> tuple[_Run, _Run, _Run, _Run]:
    """Marks and space at both ends that are the same in what went and in what came are neither."""
    a, b = out.text, come.text
    most = min(len(a), len(b))
    head = next((n for n in range(most) if a[n] != b[n] or a[n].isalnum()), most)
    most -= head
    tail = next((n for n in range(most) if a[-1 - n] != b[-1 - n] or a[-1 - n].isalnum()), most)
    return (
        _Run(Turn.SAME, a[:head], out.old, come.new),
        out._replace(text=a[head : len(a) - tail], old=out.old + head),
        come._replace(text=b[head : len(b) - tail], new=come.new + head),
        _Run(Turn.SAME, a[len(a) - tail :], out.old + len(a) - tail, come.new + len(b) - tail),
    )


class Apart(NamedTuple):
    """Two drafts of which neither was made from the other: each its text and its sentences."""

    old: str
    old_sentences: tuple[tuple[int, int], ...]
    new: str
    new_sentences: tuple[tuple[int, int], ...]


def align_apart(drafts: Apart, _work: object = None) -> bytes:
    """How two such drafts lie beside each other, in its stored form; a job's function."""
    from app.text.drafts import AlignedText, align
    from db.alignment import write_alignment

    return write_alignment(
        align(AlignedText(drafts.old, drafts.old_sentences), AlignedText(drafts.new, drafts.new_sentences))
    )

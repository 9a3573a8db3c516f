"""A comparison as one text to be read: every paragraph or those with changes, and where everything stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from db.records import ArticleText, BlockRecord, Span, TextId
from db.records.comparing import ComparedParagraph, Comparison, RunRecord, TouchedClaim, Turn

_CONTEXT = "Comparing"
_NO_BREAK = "\u00a0"
# Between what went and what came, which must not read as one word: "2229".
_APART = "\u2009"
_SAID = {
    Turn.OUT: "[out: {0}]",
    Turn.IN: "[in: {0}]",
    Turn.AWAY: "[moved to ¶ {1}: {0}]",
    Turn.HERE: "[moved from ¶ {1}: {0}]",
}


@dataclass(slots=True)
class Laid:
    """The text with its changes.

    Attributes: ``runs`` are the stretches that did not stay, with their turns; ``labels`` say where moved
    words went or came from, and how many paragraphs are left out; ``changes`` are what one goes through, each
    all that changed in one place; ``claims`` stand at offsets, in order; ``paragraphs`` are by the offset
    they begin at, None for what was left out.
    """

    text: ArticleText
    runs: list[tuple[Span, Turn]] = field(default_factory=list[tuple[Span, Turn]])
    labels: list[Span] = field(default_factory=list[Span])
    changes: list[Span] = field(default_factory=list[Span])
    claims: list[tuple[int, TouchedClaim]] = field(default_factory=list[tuple[int, TouchedClaim]])
    paragraphs: list[tuple[int, ComparedParagraph | None]] = field(
        default_factory=list[tuple[int, ComparedParagraph | None]]
    )

    def change_after(self, offset: int) -> Span | None:
        """The first change that begins behind that offset."""
        return next((span for span in self.changes if span.start > offset), None)

    def change_before(self, offset: int) -> Span | None:
        """The last change that ends before that offset."""
        return next((span for span in reversed(self.changes) if span.end < offset), None)

    def number_of(self, span: Span) -> int:
        """Which of the changes that is, from 1."""
        return self.changes.index(span) + 1

    def paragraph_at(self, offset: int) -> ComparedParagraph | None:
        """The paragraph an offset stands in."""
        at = bisect_right(self.paragraphs, offset, key=lambda item: item[0]) - 1
        return self.paragraphs[at][1] if at >= 0 else None


def lay(comparison: Comparison, *, changed_only: bool) -> Laid:
    """The comparison as one text; with ``changed_only`` paragraphs in which nothing changed are counted."""
    return _Laying(comparison, changed_only=changed_only).done()


class _Laying:
    def __init__(self, comparison: Comparison, *, changed_only: bool) -> None:
        self._comparison, self._changed_only = comparison, changed_only
        self._parts: list[str] = []
        self._at = 0
        self._blocks: list[BlockRecord] = []
        self._laid = Laid(ArticleText(TextId("comparison"), "", (), (), ()))

    def done(self) -> Laid:
        skipped, waiting = 0, list(self._comparison.claims)
        for n, paragraph in enumerate(self._comparison.paragraphs):
            own = waiting[: _last(waiting, n)]
            del waiting[: len(own)]
            if self._changed_only and not paragraph.changed and not own:
                skipped += 1
                continue
            self._skip(skipped)
            skipped = 0
            self._paragraph(paragraph, own)
        self._skip(skipped)
        key = f"comparison {'changed' if self._changed_only else 'whole'} {id(self._comparison)}"
        self._laid.text = ArticleText(TextId(key), "".join(self._parts), tuple(self._blocks), (), ())
        return self._laid

    def _paragraph(self, paragraph: ComparedParagraph, claims: Sequence[TouchedClaim]) -> None:
        start, told, starts = self._at, 0, list[tuple[int, int]]()
        change: int | None = None
        # Cells of a row that changed are not a table's any more.
        table = paragraph.kind == "table-row" and paragraph.changed
        for run in paragraph.runs:
            words = run.text.replace("\t", " │ ") if table else run.text
            same = run.turn is Turn.SAME
            if change is not None and not same:
                self._write(_APART)
            if same and change is not None:
                self._laid.changes.append(Span(change, self._at))
            change = None if same else self._at if change is None else change
            self._label(run)
            starts.append((told, self._at))
            if not same:
                self._laid.runs.append((Span(self._at, self._at + len(words)), run.turn))
            self._write(words)
            told += len(run.text)
        if change is not None:
            self._laid.changes.append(Span(change, self._at))
        self._laid.paragraphs.append((start, paragraph))
        kind = "paragraph" if table else paragraph.kind
        self._blocks.append(BlockRecord(start, self._at, kind, paragraph.level, paragraph.now))
        for claim in claims:
            run_start, shown = starts[max(0, bisect_right(starts, (claim.offset, self._at)) - 1)]
            self._laid.claims.append((min(shown + claim.offset - run_start, self._at - 1), claim))
        self._write("\n")

    def _label(self, run: RunRecord) -> None:
        if run.turn in (Turn.AWAY, Turn.HERE):
            words = _tr("moved to ¶ {0}:") if run.turn is Turn.AWAY else _tr("moved from ¶ {0}:")
            # On one line, and without a say in which way the paragraph reads.
            words = f"\u2068{words.format(run.paragraph)}\u2069 ".replace(" ", _NO_BREAK)
            self._laid.labels.append(Span(self._at, self._at + len(words)))
            self._write(words)

    def _skip(self, count: int) -> None:
        if not count:
            return
        words = _tr("⋯ {0} paragraphs unchanged") if count > 1 else _tr("⋯ {0} paragraph unchanged")
        words = words.format(count)
        self._laid.paragraphs.append((self._at, None))
        self._laid.labels.append(Span(self._at, self._at + len(words)))
        self._blocks.append(BlockRecord(self._at, self._at + len(words), "caption", 0, 0))
        self._write(f"{words}\n")

    def _write(self, words: str) -> None:
        self._parts.append(words)
        self._at += len(words)


def _last(claims: Sequence[TouchedClaim], paragraph: int) -> int:
    return bisect_right(claims, paragraph, key=lambda claim: claim.paragraph)


def said(comparison: Comparison, *, changed_only: bool) -> str:
    """The comparison in plain words, to be pasted anywhere: what went, came and moved in square brackets."""
    shown = [p for p in comparison.paragraphs if p.changed or not changed_only]
    return "\n\n".join("".join(map(said_run, paragraph.runs)) for paragraph in shown) + "\n"


def said_run(run: RunRecord) -> str:
    """One run in plain words; white space at its ends stays outside the brackets."""
    if run.turn is Turn.SAME:
        return run.text
    words = run.text.strip()
    head, _, tail = run.text.partition(words) if words else (run.text, "", "")
    return f"{head}{_tr(_SAID[run.turn]).format(words, run.paragraph)}{tail}"


def _tr(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)

"""The facts of the text shown in tick mode: thin lines under the words, a ✓ where ticked, a ring in focus."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from db.records import FactId, FactKind, FactRecord
from widgets.article.geometry import Geometry, Stroke
from widgets.article.highlight_painter import Visible
from widgets.article.positions import TextMap
from widgets.theme import Theme

# Above the first lane of a claim's underline.
_BELOW_BASE = 1
_SIGN = 6.5


class FactMarks:
    """Facts in reading order, and how they are painted; nothing is painted before ``shown`` is true.

    Attributes: ``focus`` is the fact with the ring; ``kind`` the only kind that is emphasised, None for all;
    ``there`` and ``left`` count the facts of each kind that nobody dismissed, and those of them without a
    tick. A tick that is on its way into the file is shown already.
    """

    def __init__(self) -> None:
        self.shown = False
        self.focus = ""
        self.kind: FactKind | None = None
        self.there: Counter[FactKind] = Counter()
        self.left: Counter[FactKind] = Counter()
        self._pending: set[FactId] = set()
        self.set_facts(())

    def set_facts(self, facts: Iterable[FactRecord]) -> None:
        """The facts there are, in place of those before."""
        self.facts: list[FactRecord] = sorted(facts, key=_order)
        self._by_id = {fact.id: fact for fact in self.facts}
        self._starts = [fact.start for fact in self.facts]
        # The furthest end so far: what reaches into a stretch is found without looking at all before it.
        self._reach: list[int] = []
        for fact in self.facts:
            self._reach.append(max(fact.end, self._reach[-1] if self._reach else 0))
        self._pending.intersection_update(self._by_id)
        self.there, self.left = Counter(), Counter()
        for fact in self.facts:
            self._count(fact, 1)

    def update(self, changed: Sequence[FactRecord], removed: Iterable[str] = ()) -> None:
        """Take in facts that were added, changed or removed."""
        gone = set(removed)
        if not gone and all(fact.id in self._by_id for fact in changed):
            for fact in changed:
                self._count(self._by_id[fact.id], -1)
                self._pending.discard(fact.id)
                self._by_id[fact.id] = fact
                self._count(fact, 1)
                at = bisect_left(self._starts, fact.start)
                while self.facts[at].id != fact.id:
                    at += 1
                self.facts[at] = fact
            return
        self._pending.difference_update(fact.id for fact in changed)
        kept = {id: fact for id, fact in self._by_id.items() if id not in gone}
        self.set_facts({**kept, **{fact.id: fact for fact in changed}}.values())

    def pend(self, fact: FactRecord) -> None:
        """Show it as ticked before the file has it."""
        self._count(fact, -1)
        self._pending.add(fact.id)
        self._count(fact, 1)

    def forget_pending(self) -> None:
        """Show only the ticks the file has."""
        self._pending.clear()
        self.set_facts(self.facts)

    def _count(self, fact: FactRecord, step: int) -> None:
        if not fact.dismissed:
            self.there[fact.kind] += step
            self.left[fact.kind] += 0 if self.is_ticked(fact) else step

    def fact(self, id: str) -> FactRecord | None:
        """The fact of that id, or None where the text has none such."""
        return self._by_id.get(FactId(id))

    def between(self, start: int, end: int) -> Iterator[FactRecord]:
        """The facts that reach into a stretch, the last first."""
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self.facts[at].end > start:
                yield self.facts[at]
            at -= 1

    def at(self, offset: int) -> FactRecord | None:
        """The shortest fact over the character at that offset that nobody dismissed, of the kind on show."""
        over = [fact for fact in self.between(offset, offset + 1) if self.counts(fact)]
        return min(over, key=lambda fact: fact.end - fact.start, default=None)

    def counts(self, fact: FactRecord) -> bool:
        """Whether it is a fact of the kind on show that nobody dismissed."""
        return not fact.dismissed and (self.kind is None or fact.kind is self.kind)

    def is_ticked(self, fact: FactRecord) -> bool:
        """Whether somebody ticked it, or the tick is on its way into the file."""
        return bool(fact.ticks) or fact.id in self._pending

    def is_left(self, fact: FactRecord) -> bool:
        """Whether it is of the kind on show and still to be ticked."""
        return self.counts(fact) and not self.is_ticked(fact)

    def place(self, fact: FactRecord) -> int:
        """Its place among ``facts``, or where it would stand."""
        return bisect_left(self.facts, _order(fact), key=_order)

    def from_offset(self, offset: int) -> int:
        """The place of the first fact that begins at that offset or after it."""
        return bisect_left(self._starts, offset)

    def before_offset(self, offset: int) -> int:
        """The place of the last fact that begins at that offset or before it, or -1."""
        return bisect_right(self._starts, offset) - 1

    # Painting

    def paint(
        self,
        painter: QPainter,
        places: TextMap,
        geometry: Geometry,
        theme: Theme,
        shown: Sequence[Visible],
    ) -> None:
        """Paint the facts of these display blocks."""
        if not self.shown or not self.facts:
            return
        for item in shown:
            piece = places.pieces[item.number]
            for fact in self.between(piece.start, piece.end):
                if not fact.dismissed or fact.id == self.focus:
                    self._paint_fact(painter, fact, _runs(places, geometry, item, fact), theme)

    def _paint_fact(self, painter: QPainter, fact: FactRecord, runs: Sequence[Stroke], theme: Theme) -> None:
        if not runs:
            return
        ticked, wanted = self.is_ticked(fact), self.counts(fact)
        colour = theme.colour("good" if ticked else "soft")
        if not wanted:
            colour = QColor(colour)
            colour.setAlpha(90)
        for run in runs:
            style = Qt.PenStyle.SolidLine if ticked else Qt.PenStyle.DotLine
            painter.setPen(QPen(colour, 1, style))
            y = run.base + _BELOW_BASE
            painter.drawLine(run.left, y, run.right - 1, y)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ticked:
            _paint_sign(painter, runs[-1], colour)
        if fact.id == self.focus:
            _paint_ring(painter, runs, theme.colour("focus"))
        painter.restore()


def _order(fact: FactRecord) -> tuple[int, int, str]:
    return fact.start, -fact.end, fact.kind


def _runs(places: TextMap, geometry: Geometry, item: Visible, fact: FactRecord) -> list[Stroke]:
    """The runs of a fact on the lines in view of a block, in the viewport."""
    x, y = item.origin.x(), item.origin.y()
    lines = item.lines
    for number, start, end in places.stretches(fact.start, fact.end):
        if number == item.number:
            return [
                Stroke(line, x + left, x + right, y + top, y + bottom, y + base)
                for line, left, right, top, bottom, base in geometry.strokes(
                    item.block, start, end, places.mixed(number)
                )
                if lines.start <= line < lines.stop
            ]
    return []


def _paint_sign(painter: QPainter, run: Stroke, colour: QColor) -> None:
    """A small ✓ over the end of the words."""
    size = max(_SIGN, (run.base - run.top) * 0.36)
    left, foot = run.right - size * 0.35, run.top + size * 0.75
    painter.setPen(QPen(colour, max(1.5, size / 4.2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    points = (QPointF(0, -0.35), QPointF(0.35, 0), QPointF(1, -0.9))
    painter.drawPolyline([QPointF(left + p.x() * size, foot + p.y() * size) for p in points])


def _paint_ring(painter: QPainter, runs: Sequence[Stroke], colour: QColor) -> None:
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for run in runs:
        box = QRect(run.left, run.top, run.right - run.left, run.bottom - run.top)
        painter.drawRoundedRect(QRectF(box).adjusted(-3, -2, 3, 2), 5, 5)

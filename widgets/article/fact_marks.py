"""The facts of the text shown in tick mode: thin lines under the words, a ✓ where ticked, a ring in focus."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from db.records import FactId, FactKind, FactRecord
from widgets.article.geometry import Geometry, Stroke, units_on
from widgets.article.highlight_painter import Visible
from widgets.article.positions import TextMap
from widgets.fact_words import CheckWords, no_check
from widgets.theme import Theme

# Above the first lane of a claim's underline.
_BELOW_BASE = 1
_SIGN = 7


class FactMarks:
    """Facts in reading order, and how they are painted; nothing is painted before ``shown`` is true.

    Attributes: ``focus`` is the fact with the ring; ``kind`` the only kind that is emphasised, None for all;
    ``there`` and ``left`` count the facts of each kind that nobody dismissed, and those of them without a
    tick; ``check_words`` tells the quote check of a tick. A tick that is on its way into the file is shown
    already.
    """

    def __init__(self) -> None:
        self.shown = False
        self.focus = ""
        self.kind: FactKind | None = None
        self.check_words: CheckWords = no_check
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
        brushes = _brushes(theme)
        for item in shown:
            if not item.lines:
                continue
            # Of a long paragraph only what is in view is looked at.
            first, stop = units_on(item.block.layout(), item.lines)
            start, end = places.offset_in(item.number, first), places.offset_in(item.number, stop)
            for fact in self.between(start, end):
                if not fact.dismissed or fact.id == self.focus:
                    self._paint_fact(painter, fact, _runs(places, geometry, item, fact), theme, brushes)

    def _paint_fact(
        self,
        painter: QPainter,
        fact: FactRecord,
        runs: Sequence[Stroke],
        theme: Theme,
        brushes: dict[tuple[bool, bool], QBrush],
    ) -> None:
        if not runs:
            return
        ticked = self.is_ticked(fact)
        brush = brushes[ticked, self.counts(fact)]
        for run in runs:
            painter.fillRect(run.left, run.base + _BELOW_BASE, run.right - run.left, 1, brush)
        if ticked:
            last = runs[-1]
            size = max(_SIGN, round((last.base - last.top) * 0.36))
            sign = _sign(size, brush.color().rgba())
            painter.drawPixmap(last.right - size // 3 - 2, last.top - size // 4 - 2, sign)
        if fact.id == self.focus:
            _paint_ring(painter, runs, theme.colour("focus"))


def _brushes(theme: Theme) -> dict[tuple[bool, bool], QBrush]:
    """What lines are drawn with: by whether they are ticked, and of a kind that is gone through."""
    brushes: dict[tuple[bool, bool], QBrush] = {}
    for ticked in (True, False):
        for wanted in (True, False):
            colour = QColor(theme.colour("good" if ticked else "soft"))
            colour.setAlpha(255 if wanted else 90)
            pattern = Qt.BrushStyle.SolidPattern if ticked else Qt.BrushStyle.Dense4Pattern
            brushes[ticked, wanted] = QBrush(colour, pattern)
    return brushes


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


@lru_cache(maxsize=32)
def _sign(size: int, rgba: int) -> QPixmap:
    """A small ✓, drawn once for its size and colour; it stands over the end of the words."""
    fine = 3
    pixmap = QPixmap((size + 4) * fine, (size + 4) * fine)
    pixmap.setDevicePixelRatio(fine)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor.fromRgba(rgba), max(1.5, size / 4.2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    corners = ((0.0, 0.62), (0.35, 0.97), (1.0, 0.07))
    painter.drawPolyline([QPointF(2 + x * size, 1 + y * size) for x, y in corners])
    painter.end()
    return pixmap


def _paint_ring(painter: QPainter, runs: Sequence[Stroke], colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for run in runs:
        box = QRect(run.left, run.top, run.right - run.left, run.bottom - run.top)
        painter.drawRoundedRect(QRectF(box).adjusted(-3, -2, 3, 2), 5, 5)
    painter.restore()

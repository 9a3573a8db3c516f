"""Paints what lies under the words: current sentence, washes, underlines in lanes, words found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QTextBlock

from db.records import SentenceRecord, Span
from widgets.article.geometry import Geometry, lines_between, units_on
from widgets.article.highlight_index import HighlightIndex, Mark
from widgets.article.patterns import LANE, STEP, underline
from widgets.article.positions import TextMap
from widgets.theme import Theme

# More lanes than fit between two lines of text share the last one.
LANES = 4


# One run of a stretch in the viewport, and its baseline.
Run = tuple[QRect, int]


class Visible(NamedTuple):
    """A display block on screen: its number, its layout's top left corner, and its lines in view."""

    number: int
    block: QTextBlock
    origin: QPoint
    lines: range


class Scene(NamedTuple):
    """What to paint besides the text; ``sentence`` and ``hits`` are in code points."""

    places: TextMap
    claims: HighlightIndex
    tone: Callable[[str], str]
    theme: Theme
    focus: str
    hovered: str
    sentence: SentenceRecord | None
    hits: Sequence[Span]


class HighlightPainter:
    """Paints one scene; keeps nothing but where stretches were measured to stand."""

    def __init__(self) -> None:
        self.geometry = Geometry()

    def paint(self, painter: QPainter, scene: Scene, shown: Sequence[Visible]) -> None:
        """Paint everything that lies under the words of the blocks shown."""
        for item in shown:
            if item.lines:
                self._paint_sentence(painter, scene, item)
                self._paint_marks(painter, scene, item)
                self._paint_hits(painter, scene, item)

    def marks_at(self, scene: Scene, item: Visible, point: QPoint) -> list[Mark]:
        """The marks under a point of the viewport, innermost first."""
        line = self._line_at(item, point)
        if line < 0:
            return []
        x = point.x() - item.origin.x()
        mixed = scene.places.mixed(item.number)
        found: list[Mark] = []
        for mark in self._marks_on(scene, item, range(line, line + 1)):
            strokes = self.geometry.strokes(item.block, mark.start, mark.end, mixed)
            if any(stroke.line == line and stroke.left <= x < stroke.right for stroke in strokes):
                found.append(mark)
        return sorted(found, key=lambda m: (m.length, -m.start))

    @staticmethod
    def _line_at(item: Visible, point: QPoint) -> int:
        y = point.y() - item.origin.y()
        layout = item.block.layout()
        for number in item.lines:
            line = layout.lineAt(number)
            if line.y() <= y < line.y() + line.height() + LANE + STEP:
                return number
        return -1

    @staticmethod
    def _marks_on(scene: Scene, item: Visible, lines: range) -> list[Mark]:
        marks = scene.claims.marks(item.number)
        if not marks or not lines:
            return []
        low, high = units_on(item.block.layout(), lines)
        return [mark for mark in marks if mark.start < high and low < mark.end]

    def _rects(self, scene: Scene, item: Visible, start: int, end: int) -> list[Run]:
        """Each run of the stretch as a rectangle in the viewport, with its baseline."""
        x, y = item.origin.x(), item.origin.y()
        first, stop = item.lines.start, item.lines.stop
        mixed = scene.places.mixed(item.number)
        return [
            (QRect(x + left, y + top, right - left, bottom - top), y + base)
            for line, left, right, top, bottom, base in self.geometry.strokes(item.block, start, end, mixed)
            if first <= line < stop
        ]

    def _paint_sentence(self, painter: QPainter, scene: Scene, item: Visible) -> None:
        if scene.sentence is None:
            return
        ground = QColor(scene.theme.colour("sentence"))
        ground.setAlpha(26 if scene.theme.dark else 20)
        for number, start, end in scene.places.stretches(scene.sentence.start, scene.sentence.end):
            if number == item.number:
                for rect, _ in self._rects(scene, item, start, end):
                    painter.fillRect(rect.adjusted(-2, -2, 2, 2), ground)

    def _paint_marks(self, painter: QPainter, scene: Scene, item: Visible) -> None:
        marks = self._marks_on(scene, item, item.lines)
        drawn = [(mark, self._rects(scene, item, mark.start, mark.end)) for mark in marks]
        # Longest first, so that what lies inside stays in sight; lines after all washes.
        drawn.sort(key=lambda d: (d[0].claim == scene.focus, -d[0].length))
        for mark, rects in drawn:
            wash = scene.theme.tone(scene.tone(mark.claim)).wash
            for rect, _ in rects:
                painter.fillRect(rect, wash)
        rtl = item.block.textDirection() is Qt.LayoutDirection.RightToLeft
        for mark, rects in drawn:
            self._paint_lines(painter, scene, mark, rects, rtl)

    @staticmethod
    def _paint_lines(painter: QPainter, scene: Scene, mark: Mark, rects: list[Run], rtl: bool) -> None:
        tone = scene.tone(mark.claim)
        colour = scene.theme.tone(tone).line
        tile = underline(tone, colour.rgba())
        lane = 3 + min(mark.lane, LANES - 1) * STEP
        edge = 2 if mark.claim in (scene.focus, scene.hovered) else 1
        for rect, base in rects:
            top = base + lane
            painter.drawTiledPixmap(rect.left(), top, rect.width(), LANE, tile)
            if edge == 2:
                painter.fillRect(rect.left(), rect.top(), rect.width(), 2, colour)
                painter.fillRect(rect.left(), top + LANE, rect.width(), 1, colour)
        # Brackets show where a claim begins and ends inside another of the same tone.
        if mark.first and rects:
            rect, base = rects[0] if not rtl else max(_level(rects, 0), key=lambda r: r[0].right())
            x = rect.right() + 1 - edge if rtl else rect.left()
            painter.fillRect(x, rect.top(), edge, base + lane + LANE - rect.top(), colour)
        if mark.last and rects:
            rect, base = rects[-1] if not rtl else _level(rects, -1)[0]
            x = rect.left() if rtl else rect.right() + 1 - edge
            painter.fillRect(x, base + lane - STEP, edge, LANE + STEP, colour)

    def _paint_hits(self, painter: QPainter, scene: Scene, item: Visible) -> None:
        ground, edge = scene.theme.colour("hit"), scene.theme.colour("hit_line")
        for hit in scene.hits:
            for number, start, end in scene.places.stretches(hit.start, hit.end):
                if number == item.number:
                    for rect, _ in self._rects(scene, item, start, end):
                        painter.fillRect(rect, ground)
                        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, edge)


def _level(rects: list[Run], which: int) -> list[Run]:
    return [run for run in rects if run[1] == rects[which][1]]


def visible_lines(block: QTextBlock, origin: QPoint, top: int, bottom: int) -> Visible:
    """The block with the lines that reach between two heights of the viewport."""
    lines = lines_between(block.layout(), top - origin.y(), bottom - origin.y())
    return Visible(block.blockNumber(), block, origin, lines)

"""Paints what lies under the words: current sentence, washes, underlines in lanes, words found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QTextBlock

from db.records import SentenceRecord, Span
from widgets.article.geometry import Geometry, lines_between, units_on
from widgets.article.highlight_index import HighlightIndex, Mark
from widgets.article.lanes import Lanes, Marked, Run, lanes_end, rows_of
from widgets.article.positions import TextMap
from widgets.theme import Theme


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
                marked = self._marked(scene, item)
                self._paint_washes(painter, scene, marked)
                self._paint_lines(painter, scene, item, marked)
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
        layout, rows = item.block.layout(), rows_of(item.block)
        for number in item.lines:
            line = layout.lineAt(number)
            if line.y() <= y < line.y() + max(line.height(), lanes_end(line, rows)):
                return number
        return -1

    @staticmethod
    def _marks_on(scene: Scene, item: Visible, lines: range) -> list[Mark]:
        marks = scene.claims.marks(item.number)
        if not marks or not lines:
            return []
        low, high = units_on(item.block.layout(), lines)
        return [mark for mark in marks if mark.start < high and low < mark.end]

    def _runs(self, scene: Scene, item: Visible, start: int, end: int) -> list[Run]:
        """Each run of the stretch as a rectangle in the viewport, with its baseline."""
        x, y = item.origin.x(), item.origin.y()
        first, stop = item.lines.start, item.lines.stop
        mixed = scene.places.mixed(item.number)
        return [
            Run(line, QRect(x + left, y + top, right - left, bottom - top), y + base)
            for line, left, right, top, bottom, base in self.geometry.strokes(item.block, start, end, mixed)
            if first <= line < stop
        ]

    def _paint_sentence(self, painter: QPainter, scene: Scene, item: Visible) -> None:
        if scene.sentence is None:
            return
        ground = sentence_tint(scene.theme)
        for number, start, end in scene.places.stretches(scene.sentence.start, scene.sentence.end):
            if number == item.number:
                for run in self._runs(scene, item, start, end):
                    painter.fillRect(run.rect.adjusted(-2, -2, 2, 2), ground)

    def _marked(self, scene: Scene, item: Visible) -> list[Marked]:
        # Claims on the same words share their runs: hundreds may lie on one sentence.
        runs: dict[tuple[int, int], list[Run]] = {}
        found: list[Marked] = []
        for mark in self._marks_on(scene, item, item.lines):
            words = (mark.start, mark.end)
            if words not in runs:
                runs[words] = self._runs(scene, item, *words)
            found.append(Marked(mark, runs[words]))
        return found

    def _paint_washes(self, painter: QPainter, scene: Scene, marked: Sequence[Marked]) -> None:
        # Longest first, so that what lies inside stays in sight; of the same words one wash shows.
        shown = {(one.mark.start, one.mark.end): one for one in marked}
        for mark, runs in sorted(shown.values(), key=lambda one: -one.mark.length):
            wash = scene.theme.tone(scene.tone(mark.claim)).wash
            for run in runs:
                painter.fillRect(run.rect, wash)

    def paint_lines(self, painter: QPainter, scene: Scene, shown: Sequence[Visible]) -> None:
        """Paint the underlines alone: what a selection laid over them would hide."""
        for item in shown:
            if item.lines:
                self._paint_lines(painter, scene, item, self._marked(scene, item))

    @staticmethod
    def _paint_lines(painter: QPainter, scene: Scene, item: Visible, marked: Sequence[Marked]) -> None:
        if marked:
            raised = [claim for claim in (scene.hovered, scene.focus) if claim]
            Lanes(painter, scene.theme, item.block, marked).paint(marked, scene.tone, raised)

    def _paint_hits(self, painter: QPainter, scene: Scene, item: Visible) -> None:
        ground, edge = scene.theme.colour("hit"), scene.theme.colour("hit_line")
        for hit in scene.hits:
            for number, start, end in scene.places.stretches(hit.start, hit.end):
                if number == item.number:
                    for _, rect, _ in self._runs(scene, item, start, end):
                        painter.fillRect(rect, ground)
                        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, edge)


def sentence_tint(theme: Theme) -> QColor:
    """What the sentence in focus is tinted with: translucent."""
    tint = QColor(theme.colour("sentence"))
    tint.setAlpha(26 if theme.dark else 20)
    return tint


def visible_lines(block: QTextBlock, origin: QPoint, top: int, bottom: int) -> Visible:
    """The block with the lines that reach between two heights of the viewport."""
    lines = lines_between(block.layout(), top - origin.y(), bottom - origin.y())
    return Visible(block.blockNumber(), block, origin, lines)

"""Underlines in lanes below the words: one for each claim while there is room, then a pile with its count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextBlock, QTextLine

from widgets.article.highlight_index import Mark
from widgets.article.patterns import LANE, STEP, underline
from widgets.fonts import interface_font
from widgets.theme import Theme

_MOST = 4
# From the baseline to the first lane.
_FIRST = 3


class Run(NamedTuple):
    """One run of a mark on a line of its block: in the viewport, with the line's baseline."""

    line: int
    rect: QRect
    base: int


class Marked(NamedTuple):
    """A mark with its runs in view."""

    mark: Mark
    runs: Sequence[Run]


class Rows(NamedTuple):
    """How many lanes fit below a line, and how many times as thick as at normal size they are."""

    number: int
    thick: int


def rows_of(block: QTextBlock) -> Rows:
    """The rows between two lines of that block, which is laid out."""
    layout = block.layout()
    line = layout.lineAt(0)
    pitch = layout.lineAt(1).y() - line.y() if layout.lineCount() > 1 else line.height() * 1.22
    thick = max(1, round(line.ascent() / 20))
    # Down to the capitals of the next line.
    room = pitch - line.ascent() * 0.68
    return Rows(max(2, min(_MOST, int((room - _FIRST) / (STEP * thick)))), thick)


class Lanes:
    """Paints the underlines of one block's marks.

    A lane that finds no row on a line of text joins that line's pile. What is in focus or under the mouse
    keeps its own pattern there.
    """

    def __init__(self, painter: QPainter, theme: Theme, block: QTextBlock, marked: Sequence[Marked]) -> None:
        self._painter, self._theme = painter, theme
        self._rtl = block.textDirection() is Qt.LayoutDirection.RightToLeft
        self._rows = rows_of(block)
        self._deepest: dict[int, int] = {}
        for mark, runs in marked:
            for run in runs:
                self._deepest[run.line] = max(self._deepest.get(run.line, 0), mark.lane)

    def paint(self, marked: Iterable[Marked], tone: Callable[[str], str], raised: Sequence[str]) -> None:
        """Paint the lines of these marks; claims that are ``raised`` come last, framed."""
        piles: dict[int, list[Run]] = {}
        last = {claim: place for place, claim in enumerate(raised, 1)}
        ordered = sorted(marked, key=lambda one: last.get(one.mark.claim, 0))
        for one in ordered:
            if one.mark.claim not in last:
                self._paint_mark(one, tone(one.mark.claim), False, piles)
        for runs in piles.values():
            self._paint_pile(runs)
        for one in ordered:
            if one.mark.claim in last:
                self._paint_mark(one, tone(one.mark.claim), True, piles)
        for runs in piles.values():
            self._paint_count(runs)

    def _row(self, lane: int, line: int) -> tuple[int, bool]:
        """The row a lane has on a line, and whether that is the pile."""
        rows = self._rows.number
        if self._deepest[line] < rows or lane < rows - 1:
            return lane, False
        return rows - 1, True

    def _top(self, run: Run, row: int) -> int:
        return run.base + _FIRST + row * STEP * self._rows.thick

    def _paint_mark(self, one: Marked, tone: str, raised: bool, piles: dict[int, list[Run]]) -> None:
        colour, thick = self._theme.tone(tone).line, self._rows.thick
        for run in one.runs:
            row, piled = self._row(one.mark.lane, run.line)
            top = self._top(run, row)
            if piled:
                piles.setdefault(run.line, []).append(run)
                if not raised:
                    continue
                self._painter.fillRect(
                    run.rect.left(), top, run.rect.width(), LANE * thick, self._theme.colour("paper")
                )
            self._tile(run.rect, top, tone, colour)
            if raised:
                self._painter.fillRect(run.rect.left(), run.rect.top(), run.rect.width(), 2 * thick, colour)
                self._painter.fillRect(run.rect.left(), top + LANE * thick, run.rect.width(), thick, colour)
        self._paint_brackets(one, colour, raised)

    def _paint_pile(self, runs: Sequence[Run]) -> None:
        """One pattern wherever a line's piled claims lie, however many they are."""
        top, colour = self._top(runs[0], self._rows.number - 1), self._theme.colour("soft")
        end = -1
        for rect in sorted((run.rect for run in runs), key=lambda rect: rect.left()):
            left, right = max(rect.left(), end), rect.right() + 1
            if left < right:
                self._tile(QRect(left, rect.top(), right - left, rect.height()), top, "pile", colour)
                end = right

    def _tile(self, rect: QRect, top: int, tone: str, colour: QColor) -> None:
        tile = underline(tone, colour.rgba(), self._rows.thick)
        # Counted from the viewport's edge, so that the patterns of neighbours meet.
        phase = QPointF(rect.left() % tile.width(), 0)
        self._painter.drawTiledPixmap(QRectF(rect.left(), top, rect.width(), tile.height()), tile, phase)

    def _paint_brackets(self, one: Marked, colour: QColor, raised: bool) -> None:
        """Show where a claim begins and ends inside another of the same tone."""
        mark, runs, thick = one.mark, one.runs, self._rows.thick
        edge = (2 if raised else 1) * thick
        if mark.first and runs:
            run = runs[0] if not self._rtl else max(_level(runs, 0), key=lambda r: r.rect.right())
            row, piled = self._row(mark.lane, run.line)
            if raised or not piled:
                x = run.rect.right() + 1 - edge if self._rtl else run.rect.left()
                bottom = self._top(run, row) + LANE * thick
                self._painter.fillRect(x, run.rect.top(), edge, bottom - run.rect.top(), colour)
        if mark.last and runs:
            run = runs[-1] if not self._rtl else _level(runs, -1)[0]
            row, piled = self._row(mark.lane, run.line)
            if raised or not piled:
                x = run.rect.left() if self._rtl else run.rect.right() + 1 - edge
                top = self._top(run, row) - STEP * thick
                self._painter.fillRect(x, top, edge, (LANE + STEP) * thick, colour)

    def _paint_count(self, runs: Sequence[Run]) -> None:
        """How many claims are in a line's pile, in its last words' lower corner."""
        font = interface_font(9 * self._rows.thick, weight=interface_font().Weight.Bold)
        words = f"+{len(runs)}"
        metrics = QFontMetricsF(font)
        width, height = metrics.horizontalAdvance(words) + 6, metrics.capHeight() + 4
        left = min(run.rect.left() for run in runs)
        right = max(run.rect.right() + 1 for run in runs)
        top = self._top(runs[0], self._rows.number - 1) + LANE * self._rows.thick / 2 - height / 2
        pill = QRectF(left if self._rtl else right - width, top, width, height)
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("soft"))
        painter.setBrush(self._theme.colour("card"))
        painter.drawRoundedRect(pill, 3, 3)
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()


def lanes_end(line: QTextLine, rows: Rows) -> float:
    """How far below the line's top its lanes reach, in pixels."""
    return line.ascent() + _FIRST + rows.number * STEP * rows.thick


def _level(runs: Sequence[Run], which: int) -> list[Run]:
    return [run for run in runs if run.line == runs[which].line]

"""Sheets of paper, and what is laid over the words on them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from db.records import Box
from db.records.page_text import WHOLE
from widgets.styling import scaled_font
from widgets.theme import Theme, load


class PagePainter:
    """Paints on sheets that are white in every theme, so with the light theme's colours."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self._painter, self._theme, self._light = painter, theme, load("light")

    def sheet(self, place: QRect, words: str) -> None:
        """Blank paper with words that tell which page is to come."""
        painter = self._painter
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.setPen(self._light.colour("faint"))
        painter.setFont(scaled_font(1.0))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def hit(self, place: QRect, boxes: Sequence[Box]) -> None:
        """Words found."""
        self._wash(place, boxes, self._light.colour("hit"))

    def selection(self, place: QRect, boxes: Sequence[Box]) -> None:
        """Words selected."""
        self._wash(place, boxes, self._light.colour("selection"))

    def caret(self, place: QRect, box: Box) -> None:
        """Where keys select from: a line as high as the words beside it."""
        rect = part_of(place, box)
        self._painter.fillRect(
            QRectF(rect.left() - 1, rect.top(), 2, rect.height()), self._light.colour("ink")
        )

    def mark(self, place: QRect, boxes: Sequence[Box]) -> None:
        """The passage that was cited: washed, underlined and with a bar beside it."""
        tone = self._light.tone("mixed")
        self._wash(place, boxes, tone.wash)
        self._painter.setPen(QPen(tone.line, 2))
        rects = [part_of(place, box) for box in boxes]
        for rect in rects:
            self._painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if rects:
            top, bottom = min(r.top() for r in rects), max(r.bottom() for r in rects)
            left = min(r.left() for r in rects) - 8
            self._painter.fillRect(QRectF(left, top, 3, bottom - top), tone.line)

    def frame(self, place: QRect, box: Box, *, marked: bool = False) -> None:
        """A part of a picture, chosen or ``marked``: framed in two colours, so that it is seen on any."""
        painter, rect = self._painter, part_of(place, box)
        line = self._light.tone("mixed").line if marked else self._light.colour("focus")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, colour in ((5, self._light.colour("card")), (3 if marked else 2, line)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(rect)

    def _wash(self, place: QRect, boxes: Sequence[Box], colour: QColor) -> None:
        painter = self._painter
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for box in boxes:
            painter.fillRect(part_of(place, box).adjusted(-1, -1, 1, 1), colour)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def part_of(place: QRect, box: Box) -> QRectF:
    """Where a box of a page is, the page being there."""
    left, top, right, bottom = box
    wide, high = place.width() / WHOLE, place.height() / WHOLE
    return QRectF(
        place.left() + left * wide, place.top() + top * high, (right - left) * wide, (bottom - top) * high
    )

"""Words with some of them marked, in a few lines: as much as fits, the first mark always with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from db.records import Span
from widgets.labels import direction_of

_BEFORE = 24


def cut_to_mark(
    words: str, marks: Sequence[Span], metrics: QFontMetrics, width: float
) -> tuple[str, list[Span]]:
    """The words from a little before the first mark on, where all of them are wider than that."""
    if not marks or metrics.horizontalAdvance(words) <= width * 0.9:
        return words, list(marks)
    low = max(0, marks[0].start - _BEFORE)
    if low:
        low = words.find(" ", low, marks[0].start) + 1 or low
        moved = [Span(mark.start - low + 1, mark.end - low + 1) for mark in marks]
        return f"…{words[low:]}", moved
    return words, list(marks)


def draw_marked(
    painter: QPainter,
    room: QRectF,
    words: str,
    marks: Sequence[Span],
    font: QFont,
    ink: QColor,
    ground: QColor,
    lines: int,
) -> None:
    """Draw the words from the room's top, in at most so many lines, with that ground under what is marked."""
    option = QTextOption()
    direction = direction_of(words)
    option.setTextDirection(direction)
    # Lines stand where the column begins, whichever way they read.
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(words, font)
    layout.setTextOption(option)
    layout.setFormats(_formats(words, marks, ground))
    layout.beginLayout()
    high = 0.0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(room.width())
        line.setPosition(QPointF(0, high))
        high += line.height()
    layout.endLayout()
    painter.setPen(ink)
    layout.draw(painter, room.topLeft(), [], room)


def _formats(words: str, marks: Sequence[Span], ground: QColor) -> list[QTextLayout.FormatRange]:
    """Qt counts in UTF-16 units."""
    found: list[QTextLayout.FormatRange] = []
    for mark in marks:
        one = QTextLayout.FormatRange()
        form = QTextCharFormat()
        form.setBackground(ground)
        form.setFontWeight(QFont.Weight.DemiBold)
        start = _units(words[: mark.start])
        one.start, one.length = start, _units(words[mark.start : mark.end])  # pyright: ignore
        one.format = form  # pyright: ignore
        found.append(one)
    return found


def _units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2

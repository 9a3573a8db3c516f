"""What shows a line's kind beside its words: a bullet, a quotation's bar, the sign of a picture."""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from db.records import BlockRecord
from widgets.article.geometry import baseline
from widgets.article.highlight_painter import Visible
from widgets.theme import Theme

_OWN_BULLET = re.compile(r"\s*(?:[•◦▪*·–—-]|\d+[.)])\s")


def paint_ornament(
    painter: QPainter, theme: Theme, item: Visible, block: BlockRecord | None, indent: float
) -> None:
    """Paint what belongs beside that display block; ``indent`` is the document's, in pixels."""
    if block is None or not item.lines:
        return
    if block.kind == "quote":
        _paint_bar(painter, theme, item, indent)
    elif block.kind == "list-item" and 0 in item.lines and not _OWN_BULLET.match(item.block.text()):
        _paint_bullet(painter, theme, item, indent)
    elif block.kind == "image" and 0 in item.lines:
        _paint_picture(painter, theme, item, indent)


def _start_edge(item: Visible, number: int, back: float) -> float:
    rect = item.block.layout().lineAt(number).naturalTextRect()
    if item.block.textDirection() is Qt.LayoutDirection.RightToLeft:
        return item.origin.x() + rect.right() + back
    return item.origin.x() + rect.left() - back


def _paint_bar(painter: QPainter, theme: Theme, item: Visible, indent: float) -> None:
    layout = item.block.layout()
    first, last = layout.lineAt(item.lines.start), layout.lineAt(item.lines.stop - 1)
    top = item.origin.y() + first.y() + first.ascent() * 0.1
    bottom = item.origin.y() + last.y() + last.ascent() + last.descent()
    x = _start_edge(item, 0, indent * 0.6)
    painter.fillRect(QRectF(x - 1.5, top, 3, bottom - top), theme.colour("rule"))


def _paint_bullet(painter: QPainter, theme: Theme, item: Visible, indent: float) -> None:
    line = item.block.layout().lineAt(0)
    radius = line.ascent() * 0.13
    x, y = _start_edge(item, 0, indent * 0.5), item.origin.y() + baseline(line) - line.ascent() * 0.26
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("soft"))
    painter.drawEllipse(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_picture(painter: QPainter, theme: Theme, item: Visible, indent: float) -> None:
    """A frame with a hill and a sun in it."""
    line = item.block.layout().lineAt(0)
    high = line.ascent() * 0.72
    wide = high * 1.3
    middle = _start_edge(item, 0, indent * 0.58)
    frame = QRectF(middle - wide / 2, item.origin.y() + baseline(line) - high, wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("soft"), 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, 2, 2)
    hill = [(0.12, 0.82), (0.38, 0.42), (0.56, 0.66), (0.70, 0.52), (0.88, 0.82)]
    painter.drawPolyline(QPolygonF([frame.topLeft() + QPointF(x * wide, y * high) for x, y in hill]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

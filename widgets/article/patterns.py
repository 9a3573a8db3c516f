"""Underlines that tell one tone from another without colour; ``pile`` stands for several."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygon

# Height of one lane and the room from one lane to the next, in pixels.
LANE, STEP = 3, 4

# Filled boxes (x, y, width, height) of one tile; the tile's width comes first.
_TILES: dict[str, tuple[int, tuple[tuple[int, int, int, int], ...]]] = {
    "true": (8, ((0, 0, 8, 2),)),
    "mostly": (12, ((0, 0, 9, 2),)),
    "mixed": (14, ((0, 0, 7, 2), (9, 0, 2, 2))),
    "misleading": (8, ()),
    "false": (8, ((0, 0, 8, 1), (0, 2, 8, 1))),
    "unknown": (5, ((0, 0, 2, 2),)),
    "unrated": (8, ((0, 0, 8, 1),)),
    "pile": (4, ((0, 0, 1, 1), (2, 0, 1, 1), (1, 1, 1, 1), (3, 1, 1, 1), (0, 2, 1, 1), (2, 2, 1, 1))),
    "differ": (6, ((0, 0, 3, 2), (3, 1, 3, 2))),
}


@cache
def underline(tone: str, rgba: int, thick: int = 1) -> QPixmap:
    """One tile of that tone's underline in that colour, ``LANE`` pixels high, times ``thick``."""
    width, boxes = _TILES.get(tone, _TILES["unrated"])
    tile = QPixmap(width * thick, LANE * thick)
    tile.fill(Qt.GlobalColor.transparent)
    colour = QColor.fromRgba(rgba)
    painter = QPainter(tile)
    painter.scale(thick, thick)
    for box in boxes:
        painter.fillRect(*box, colour)
    if not boxes:
        painter.setPen(QPen(colour, 1))
        painter.drawPolyline(QPolygon([QPoint(0, 2), QPoint(2, 0), QPoint(4, 2), QPoint(6, 0), QPoint(8, 2)]))
        painter.drawPolyline(QPolygon([QPoint(0, 1), QPoint(1, 0)]))
    painter.end()
    return tile

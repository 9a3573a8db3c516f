"""What is suggested in the text shown: faint dotted lines under sentences, and dotted marks in the gutter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from math import ceil, cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from db.records.suggestions import SuggestionRecord
from widgets.article.geometry import Geometry, units_on
from widgets.article.highlight_painter import Visible
from widgets.article.positions import TextMap
from widgets.theme import Theme

# Beneath the lowest stroke of the letters, where a claim's underline begins.
_BELOW_BASE = 3
_DOT = 2
_STEP, _WIDE_STEP = 4, 9
_FAINT = 150
_RADIUS, _DOTS, _ROOM = 3.4, 7, 5


class Suggested(Enum):
    """The gutter's mark of what is suggested: a claim, or that there is nothing to check."""

    CLAIM = "claim"
    NOTHING = "nothing"


class SuggestionMarks:
    """The suggestions that are shown, in reading order, and how they are painted.

    They never overlap: each is of one sentence. Attributes: ``focus`` is the start of the one in focus, -1
    for none; nothing is painted while ``hidden``.
    """

    def __init__(self) -> None:
        self.hidden = False
        self.focus = -1
        self.set_shown(())

    def set_shown(self, shown: Iterable[SuggestionRecord]) -> None:
        """Those that are shown, in place of those before; they come in reading order."""
        self.shown: list[SuggestionRecord] = list(shown)
        self._starts = [one.start for one in self.shown]

    def at(self, start: int) -> SuggestionRecord | None:
        """The one on the sentence that begins there."""
        i = bisect_left(self._starts, start)
        found = self.shown[i] if i < len(self.shown) and not self.hidden else None
        return found if found is not None and found.start == start else None

    def starting(self, low: int, high: int) -> Sequence[SuggestionRecord]:
        """Those that begin between two offsets, from the first to before the second."""
        if self.hidden:
            return ()
        return self.shown[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def between(self, start: int, end: int) -> Sequence[SuggestionRecord]:
        """Those that reach into a stretch, in reading order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if first and self.shown[first - 1].end > start:
            first -= 1
        return self.shown[first:last]

    def next(self, offset: int) -> SuggestionRecord | None:
        """The first that begins after that offset, round to the first of all."""
        if not self.shown or self.hidden:
            return None
        return self.shown[bisect_left(self._starts, offset + 1) % len(self.shown)]

    def previous(self, offset: int) -> SuggestionRecord | None:
        """The last that begins before that offset, round to the last of all."""
        if not self.shown or self.hidden:
            return None
        return self.shown[bisect_left(self._starts, offset) - 1]

    def paint(
        self, painter: QPainter, places: TextMap, geometry: Geometry, theme: Theme, shown: Sequence[Visible]
    ) -> None:
        """Paint the dotted lines on these display blocks."""
        if self.hidden or not self.shown:
            return
        for item in shown:
            if not item.lines:
                continue
            # Of a long paragraph only what is in view is looked at.
            first, stop = units_on(item.block.layout(), item.lines)
            low, high = places.offset_in(item.number, first), places.offset_in(item.number, stop)
            for one in self.between(low, high):
                self._paint_one(painter, places, geometry, theme, item, one)

    def _paint_one(
        self,
        painter: QPainter,
        places: TextMap,
        geometry: Geometry,
        theme: Theme,
        item: Visible,
        one: SuggestionRecord,
    ) -> None:
        focused = one.start == self.focus
        colour = QColor(theme.colour("focus"))
        colour.setAlpha(255 if focused else _FAINT)
        step = _WIDE_STEP if one.no_check else _STEP
        tile = _dots(step, colour.rgba(), _fineness(painter))
        x, y = item.origin.x(), item.origin.y()
        for number, start, end in places.stretches(one.start, one.end):
            if number != item.number:
                continue
            for stroke in geometry.strokes(item.block, start, end, places.mixed(number)):
                if item.lines.start <= stroke.line < item.lines.stop:
                    width = stroke.right - stroke.left
                    top = y + stroke.base + _BELOW_BASE
                    # Dots stand on one grid over the column, so that a line painted in parts has no seam.
                    painter.drawTiledPixmap(x + stroke.left, top, width, _DOT, tile, stroke.left % step, 0)


def suggested(one: SuggestionRecord) -> Suggested:
    """What the gutter marks it with."""
    return Suggested.NOTHING if one.no_check else Suggested.CLAIM


def draw_suggested(painter: QPainter, colour: QColor, at: QPointF, mark: Suggested) -> None:
    """A ring of dots where a claim is suggested, a dash of dots where nothing to check is."""
    # On whole pixels, where a picture is as sharp as what is drawn in place.
    x, y = round(at.x()), round(at.y())
    painter.drawPixmap(x - _ROOM, y - _ROOM, _ring(mark, colour.rgba(), _fineness(painter)))


def _fineness(painter: QPainter) -> int:
    """How many pixels of a picture go on one of the painter's, so that it is painted as it is, or scaled
    down."""
    return ceil(painter.device().devicePixelRatioF())


def _blank(width: int, height: int, fine: int) -> QPixmap:
    pixmap = QPixmap(width * fine, height * fine)
    pixmap.setDevicePixelRatio(fine)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _dotted(pixmap: QPixmap, rgba: int, dots: Iterable[QRectF]) -> QPixmap:
    """The picture with dots in that colour."""
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(rgba))
    for dot in dots:
        painter.drawEllipse(dot)
    painter.end()
    return pixmap


@lru_cache(maxsize=16)
def _ring(mark: Suggested, rgba: int, fine: int) -> QPixmap:
    """The gutter's mark, drawn once for its colour: a page may have dozens of them."""
    if mark is Suggested.NOTHING:
        points = [(dx, 0.0) for dx in (-_RADIUS, 0.0, _RADIUS)]
    else:
        turns = [2 * pi * i / _DOTS for i in range(_DOTS)]
        points = [(_RADIUS * cos(turn), _RADIUS * sin(turn)) for turn in turns]
    dots = [QRectF(_ROOM + x - 0.85, _ROOM + y - 0.85, 1.7, 1.7) for x, y in points]
    return _dotted(_blank(2 * _ROOM, 2 * _ROOM, fine), rgba, dots)


@lru_cache(maxsize=16)
def _dots(step: int, rgba: int, fine: int) -> QPixmap:
    """One dot with the room to the next, drawn once for its colour."""
    return _dotted(_blank(step, _DOT, fine), rgba, [QRectF(0.1, 0.1, _DOT - 0.2, _DOT - 0.2)])

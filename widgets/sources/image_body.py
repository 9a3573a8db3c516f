"""An image: looked at, turned, and a part of it chosen by dragging."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from db.records import Box, Place
from db.records.page_text import WHOLE
from db.records.viewing import ImageFacts, Pages
from widgets.sources.page_painter import PagePainter
from widgets.sources.sheets import NORMAL, Sheets
from widgets.sources.wants import Passage, WantsPicture

_LEAST = 60
"""In 1/10000: a smaller part is a click."""


class ImageBody(Sheets):
    """One sheet. A part chosen is told as a box of the upright image, however it is turned."""

    abilities = Sheets.abilities | {"turn"}
    opaque = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.turned = 0
        self._size = (1.0, 1.0)
        self._from: tuple[int, int] | None = None
        self._chosen: Box | None = None
        self.setAccessibleName(self.tr("Image of the source"))
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)

    def show_image(self, facts: ImageFacts) -> None:
        """Show that image, in its own size or as wide as the view where it is larger."""
        self._size = (facts.width / NORMAL, facts.height / NORMAL)
        self.show_pages(Pages((self._size,), 0, ()))

    def turn(self) -> None:
        """Turn it by a quarter, clockwise."""
        self.turned = (self.turned + 90) % 360
        wide, high = self._size
        self._pictures.clear()
        self.pages = Pages(((high, wide) if self.turned % 180 else (wide, high),), 0, ())
        if self.marked is not None:
            self.marked = (0, tuple(_turned(box, 90) for box in self.marked[1]))
        self._lay_out()
        self.viewport().update()

    def passage(self) -> Passage | None:
        return Passage("", boxes=(self._chosen,)) if self._chosen is not None else None

    def mark(self, place: Place) -> None:
        self.marked = (0, tuple(_turned(box, self.turned) for box in place.boxes))
        self.see(0, self.marked[1])
        self.viewport().update()

    def picture_of(self, page: int, width: int, band: Box) -> WantsPicture:
        upright = _turned(band, -self.turned)
        wide, high = self._size
        across = round(width * wide / high) if self.turned % 180 else width
        return WantsPicture(page, max(1, across), upright, self.turned)

    def words_for(self, page: int) -> str:
        return self.tr("The image cannot be shown.") if page in self.broken else ""

    def paint_mark(self, paint: PagePainter, place: QRect, boxes: tuple[Box, ...]) -> None:
        for box in boxes:
            paint.frame(place, box, marked=True)

    def paint_over(self, paint: PagePainter, page: int, place: QRect) -> None:
        if self._chosen is not None:
            paint.frame(place, _turned(self._chosen, self.turned))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and len(self._stack):
            self._from = self._within(event.position().toPoint())
            self._choose(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        (x, y), (left, top) = self._within(event.position().toPoint()), self._from
        box = (min(x, left), min(y, top), max(x, left), max(y, top))
        small = box[2] - box[0] < _LEAST or box[3] - box[1] < _LEAST
        self._choose(None if small else _turned(box, -self.turned))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._from = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_A:
            self._choose((0, 0, WHOLE, WHOLE))
        else:
            super().keyPressEvent(event)

    def _within(self, at: QPoint) -> tuple[int, int]:
        x, y = self.point_on(0, at)
        return min(max(0, x), WHOLE), min(max(0, y), WHOLE)

    def _choose(self, box: Box | None) -> None:
        self._chosen = box
        self.viewport().update()
        self.selection_changed.emit()


def _turned(box: Box, degrees: int) -> Box:
    """The box on an image turned clockwise by so much."""
    for _ in range(degrees // 90 % 4):
        left, top, right, bottom = box
        box = (WHOLE - bottom, left, WHOLE - top, right)
    return box

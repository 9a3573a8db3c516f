"""Sheets one under the other, drawn as they are seen: the pages of a document, or one image."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from db.records import Box
from db.records.page_text import WHOLE
from db.records.viewing import Pages, Picture
from widgets.sources.page_painter import PagePainter, part_of
from widgets.sources.page_stack import GAP, PageStack
from widgets.sources.pictures import Pictures, pixels
from widgets.sources.wants import Want, WantsPicture
from widgets.theme import theme_of

NORMAL = 96 / 72
"""Pixels for a point at 100 %."""
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)


class Sheets(QAbstractScrollArea):
    """What every body of sheets has; see ``widgets.sources.body``.

    What is wanted beside pictures, what is painted over a sheet and what the mouse does is for those who
    build on it: ``wanted_here``, ``wanted_after``, ``picture_of`` and ``paint_over``.
    """

    abilities = frozenset({"zoom_in", "zoom_out", "fit_width", "copy"})
    wanting = Signal()
    page_changed = Signal(int, int)
    zoom_changed = Signal(float)
    selection_changed = Signal()
    told = Signal(str)
    opaque = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = Pages((), 0, ())
        self.marked: tuple[int, tuple[Box, ...]] | None = None
        self.broken: set[int] = set()
        self._fit = True
        self._left: tuple[int, int] | None = None
        self._stack = PageStack(())
        self._pictures = Pictures()
        self._page = -1
        self._asked: tuple[int, int, Box] = (0, 0, (0, 0, 0, 0))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_pages(self, pages: Pages) -> None:
        """Show a document from its first page."""
        self.pages = pages
        self._lay_out()
        self.wanting.emit()

    def next_want(self) -> Want | None:
        if not len(self._stack) or not self.isVisible():
            return None
        high = self.viewport().height()
        there = [page for page in self.seen() if page not in self.broken]
        near = [page for page in self.seen(high) if page not in self.broken]
        return (
            self._picture_wanted(there, 0)
            or self.wanted_here(there)
            or self.wanted_after()
            or self._picture_wanted(near, high)
        )

    def wanted_here(self, _pages: list[int]) -> Want | None:
        """What is wanted of the pages that are seen, beside their pictures."""
        return None

    def wanted_after(self) -> Want | None:
        """What is wanted once what is seen is there."""
        return None

    def picture_of(self, page: int, width: int, band: Box) -> WantsPicture:
        """What to ask for a part of a page."""
        return WantsPicture(page, width, band)

    def take(self, want: Want, answer: object) -> None:
        if isinstance(want, WantsPicture) and isinstance(answer, Picture):
            page, width, band = self._asked
            self._pictures.put(page, width, band, pixels(answer, opaque=self.opaque))
            self.update_page(page)
        self.wanting.emit()

    def take_failure(self, want: Want, sentence: str) -> None:
        if isinstance(want, WantsPicture):
            self.broken.add(want.page)
            self.update_page(want.page)
        self.told.emit(sentence)
        self.wanting.emit()

    # What keys and buttons do

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        return max(0, self._page)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._stack)

    @property
    def zoom(self) -> float:
        """The pages' size against their true one."""
        return self._stack.scale / NORMAL

    @property
    def fits(self) -> bool:
        """Whether the pages are as wide as the view."""
        return self._fit

    def zoom_in(self) -> None:
        self.set_zoom(next((step for step in STEPS if step > self.zoom * 1.01), self.zoom))

    def zoom_out(self) -> None:
        self.set_zoom(next((step for step in reversed(STEPS) if step < self.zoom * 0.99), self.zoom))

    def set_zoom(self, factor: float) -> None:
        """Show the pages at that multiple of their true size, keeping the place."""
        self._fit = False
        self._lay_out(min(max(factor, STEPS[0]), STEPS[-1]) * NORMAL)

    def fit_width(self) -> None:
        """Have the pages as wide as the view."""
        self._fit = True
        self._lay_out()

    def left_at(self) -> tuple[int, int]:
        """Where it is looked at: the page, and how far down on it."""
        if not len(self._stack):
            return 0, 0
        top = self.verticalScrollBar().value()
        page = self._stack.page_at(top)
        place = self._stack.place(page, 0)
        return page, round(WHOLE * (top - place.top()) / max(1, place.height()))

    def stand_at(self, page: int, along: int) -> None:
        """Go where it was left."""
        self._left = (page, along)
        if 0 <= page < len(self._stack):
            place = self._stack.place(page, 0)
            self.verticalScrollBar().setValue(place.top() + round(place.height() * along / WHOLE))

    def go_to_page(self, page: int) -> None:
        """Show that page's top."""
        if len(self._stack):
            page = min(max(0, page), len(self._stack) - 1)
            self.verticalScrollBar().setValue(self._stack.place(page, 0).top() - GAP // 2)

    def unmark(self) -> None:
        """Mark nothing."""
        self.marked = None
        self.viewport().update()

    # Laying out

    def _lay_out(self, scale: float = 0.0) -> None:
        if not self.pages.sizes:
            return
        bar = self.verticalScrollBar()
        before = self._stack
        middle = bar.value() + self.viewport().height() // 3
        page = before.page_at(middle) if len(before) else 0
        along = 0.0
        if len(before):
            place = before.place(page, 0)
            along = (middle - place.top()) / max(1, place.height())
        if self._fit:
            widest = max(width for width, _ in self.pages.sizes)
            scale = max(40, self.viewport().width() - 2 * GAP) / widest
        elif not scale:
            scale = before.scale
        self._stack = PageStack(self.pages.sizes, scale, self.devicePixelRatioF())
        self._set_bars()
        if len(before):
            place = self._stack.place(page, 0)
            bar.setValue(round(place.top() + along * place.height()) - self.viewport().height() // 3)
        self.zoom_changed.emit(self.zoom)
        self._on_scrolled()

    def _set_bars(self) -> None:
        view = self.viewport().size()
        upright, across = self.verticalScrollBar(), self.horizontalScrollBar()
        upright.setPageStep(max(1, view.height() - 40))
        upright.setRange(0, max(0, self._stack.height - view.height()))
        across.setPageStep(view.width())
        across.setRange(0, max(0, self._stack.width + 2 * GAP - view.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        if self._left is not None:
            self.stand_at(*self._left)

    def _on_scrolled(self) -> None:
        at = self.verticalScrollBar().value()
        page = self._stack.page_at(at + self.viewport().height() // 3)
        if page != self._page and len(self._stack):
            self._page = page
            self.page_changed.emit(page, len(self._stack))
        self.viewport().update()
        self.wanting.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def origin(self) -> QPoint:
        """Where the top of the first page's room is in the viewport."""
        # A column narrower than the view stands in its middle.
        left = -self.horizontalScrollBar().value() + (GAP if self._too_wide else 0)
        return QPoint(left, -self.verticalScrollBar().value())

    @property
    def _too_wide(self) -> bool:
        return self._stack.width + 2 * GAP > self.viewport().width()

    def seen(self, more: int = 0) -> range:
        """The pages seen now, and so many pixels above and below."""
        top = self.verticalScrollBar().value()
        return self._stack.between(top - more, top + self.viewport().height() + more)

    def place_of(self, page: int) -> QRect:
        """Where that page is in the viewport."""
        return self._stack.place(page, 0 if self._too_wide else self.viewport().width()).translated(
            self.origin()
        )

    def update_page(self, page: int) -> None:
        """Paint that page again."""
        self.viewport().update(self.place_of(page))

    def see(self, page: int, boxes: tuple[Box, ...]) -> None:
        """Scroll so that these boxes of the page are seen, where they are not yet."""
        place = self._stack.place(page, 0)
        if not boxes:
            return
        top = place.top() + place.height() * min(box[1] for box in boxes) // WHOLE
        bottom = place.top() + place.height() * max(box[3] for box in boxes) // WHOLE
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() + 20 or bottom > bar.value() + high - 20:
            bar.setValue(top - high // 3)

    # Painting

    def _picture_wanted(self, pages: list[int], more: int) -> Want | None:
        view = self.viewport().rect().adjusted(0, -more, 0, more)
        across = 0 if self._too_wide else self.viewport().width()
        for page in pages:
            width = self._stack.widths[page]
            for band in self._stack.bands(page):
                place = self._stack.band_place(page, band, across).translated(self.origin())
                if place.intersects(view) and not self._pictures.has(page, width, band):
                    self._asked = (page, width, band)
                    return self.picture_of(page, width, band)
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        # Seen from now on: where it stands is what a person left or chose.
        self._left = None
        theme = theme_of(self)
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("rule"))
        paint = PagePainter(painter, theme)
        for page in self.seen():
            place = self.place_of(page)
            if not place.intersects(event.rect()):
                continue
            paint.sheet(place, self.words_for(page))
            self._paint_pictures(painter, page)
            if self.marked is not None and self.marked[0] == page:
                self.paint_mark(paint, place, self.marked[1])
            self.paint_over(paint, page, place)

    def paint_mark(self, paint: PagePainter, place: QRect, boxes: tuple[Box, ...]) -> None:
        """Paint the passage that is marked."""
        paint.mark(place, boxes)

    def paint_over(self, paint: PagePainter, page: int, place: QRect) -> None:
        """Paint what lies over a sheet."""

    def words_for(self, page: int) -> str:
        """What is said on a sheet whose picture is not there."""
        if page in self.broken:
            return self.tr("Page {0} cannot be shown.").format(page + 1)
        return self.tr("Page {0}").format(page + 1)

    def _paint_pictures(self, painter: QPainter, page: int) -> None:
        width = self._stack.widths[page]
        across = 0 if self._too_wide else self.viewport().width()
        bands = self._stack.bands(page)
        view = self.viewport().rect()
        places = [self._stack.band_place(page, band, across).translated(self.origin()) for band in bands]
        shown = [(band, place) for band, place in zip(bands, places, strict=True) if place.intersects(view)]
        if not all(self._pictures.has(page, width, band) for band, _ in shown):
            # What was there at another size, until the right one comes.
            place = self.place_of(page)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for box, pixmap in self._pictures.others(page, width):
                painter.drawPixmap(part_of(place, box), pixmap, QRectF(pixmap.rect()))
        for band, place in shown:
            pixmap = self._pictures.get(page, width, band)
            if pixmap is not None:
                painter.drawPixmap(place, pixmap)

    # Mouse and keys

    def point_on(self, page: int, at: QPoint) -> tuple[int, int]:
        """A point of the viewport in 1/10000 of that page."""
        place = self.place_of(page)
        return (
            WHOLE * (at.x() - place.left()) // max(1, place.width()),
            WHOLE * (at.y() - place.top()) // max(1, place.height()),
        )

    def page_under(self, at: QPoint) -> int:
        """The page under a point of the viewport, or the one above it."""
        return self._stack.page_at(at.y() + self.verticalScrollBar().value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bar = event.key(), self.verticalScrollBar()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_C:
            self.copy()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + (40 if key == Qt.Key.Key_Down else -40))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            bar.setValue(bar.value() + (1 if key == Qt.Key.Key_PageDown else -1) * bar.pageStep())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        else:
            event.ignore()

    def copy(self) -> None:
        """Copy what is selected."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out()

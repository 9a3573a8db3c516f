"""The pages of a PDF, one under the other: looked at, selected from, searched."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from db.records import Box, Place
from db.records.page_text import WHOLE, PageText, line_boxes
from db.records.viewing import Hits, Pages, Picture
from widgets.find_bar import FindBar
from widgets.sources.found_places import FoundPlaces
from widgets.sources.page_painter import PagePainter, part_of
from widgets.sources.page_selection import PageSelection
from widgets.sources.page_stack import GAP, PageStack
from widgets.sources.pictures import Pictures, pixels
from widgets.sources.wants import Passage, Want, WantsHits, WantsPicture, WantsText
from widgets.theme import theme_of

NORMAL = 96 / 72
"""Pixels for a point at 100 %."""
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)
_TEXTS = 40
_KEYS = {
    Qt.Key.Key_Left: (-1, "character"),
    Qt.Key.Key_Right: (1, "character"),
    Qt.Key.Key_Up: (-1, "line"),
    Qt.Key.Key_Down: (1, "line"),
}


class PdfBody(QAbstractScrollArea):
    """Pages drawn when they are seen; what it lacks it asks for with ``next_want``, one thing at a time.

    Signals: ``wanting`` when there may be something to ask for; ``page_changed(page, count)``;
    ``zoom_changed(factor)`` of the pages' true size; ``selection_changed``; ``told(sentence)``.
    """

    wanting = Signal()
    page_changed = Signal(int, int)
    zoom_changed = Signal(float)
    selection_changed = Signal()
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = Pages((), 0, ())
        self.selection = PageSelection()
        self.found = FoundPlaces()
        self.marked: tuple[int, tuple[Box, ...]] | None = None
        self._fit = True
        self._stack = PageStack(())
        self._pictures = Pictures()
        self._texts: dict[int, PageText] = {}
        self._broken: set[int] = set()
        self._page = -1
        self._awaited: Want | None = None
        self._when_text: dict[int, Callable[[PageText], None]] = {}
        self._find_from: int | None = None
        self.find_bar = FindBar(self, self, self.tr("Find in the source"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Pages of the source"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # What it is given

    def show_pages(self, pages: Pages) -> None:
        """Show a document from its first page."""
        self.pages = pages
        self._lay_out()
        self.wanting.emit()

    def next_want(self) -> Want | None:
        """What it needs most now; None where it has all it needs. The answer goes to ``take``."""
        self._awaited = self._most_wanted()
        return self._awaited

    def take(self, want: Want, answer: object) -> None:
        """Take in what was asked for."""
        match want, answer:
            case WantsPicture(), Picture():
                self._pictures.put(want.page, want.width, want.region, pixels(answer))
                self._update(want.page)
            case WantsText(), PageText():
                self._take_text(answer)
            case WantsHits(), Hits() if want.words == self.found.words:
                self._take_hits(answer)
            case _:
                pass
        self.wanting.emit()

    def take_failure(self, want: Want, sentence: str) -> None:
        """That cannot be had: other pages may be."""
        if isinstance(want, WantsHits):
            self.found.give_up()
        elif isinstance(want, WantsPicture | WantsText):
            self._broken.add(want.page)
            self._update(want.page)
        self.told.emit(sentence)
        self.wanting.emit()

    # What keys and buttons do

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        return max(0, self._page)

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

    def fit(self) -> None:
        """Have the pages as wide as the view."""
        self._fit = True
        self._lay_out()

    def go_to_page(self, page: int) -> None:
        """Show that page's top."""
        if len(self._stack):
            page = min(max(0, page), len(self._stack) - 1)
            self.verticalScrollBar().setValue(self._stack.place(page, 0).top() - GAP // 2)

    def next_page(self) -> None:
        self.go_to_page(self.page + 1)

    def previous_page(self) -> None:
        self.go_to_page(self.page - 1)

    def passage(self) -> Passage | None:
        """What is selected."""
        text = self._texts.get(self.selection.page) if self.selection.page is not None else None
        return self.selection.passage(text) if text is not None else None

    def copy(self) -> None:
        """Copy what is selected."""
        passage = self.passage()
        if passage is not None:
            QGuiApplication.clipboard().setText(passage.words)

    def mark(self, place: Place) -> None:
        """Go to that place and mark it."""
        if place.page is None or not 0 <= place.page < len(self._stack):
            return
        page = place.page
        self.marked = (page, place.boxes)
        if place.boxes:
            self._see(page, place.boxes)
        elif place.start is not None and place.end is not None:
            self._mark_words(page, place.start, place.end)
        else:
            self.go_to_page(page)
        self.viewport().update()

    def unmark(self) -> None:
        """Mark nothing."""
        self.marked = None
        self.viewport().update()

    # Finding

    def open_find_bar(self) -> None:
        """Show the find bar, with what is selected in it."""
        passage = self.passage()
        self.find_bar.open(passage.words if passage is not None and len(passage.words) < 80 else "")

    def find_words(self, words: str, forward: bool = True) -> tuple[int, int]:
        if words.strip() != self.found.words:
            self.found = FoundPlaces(words)
            self._find_from = self.page
            self.viewport().update()
            self.wanting.emit()
        elif self.found.hits:
            self.found.step(forward=forward)
            self._show_hit()
        return self.found.current + 1, len(self.found.hits)

    def end_find(self) -> None:
        self.found = FoundPlaces()
        self.viewport().update()
        self.setFocus()

    def _take_hits(self, hits: Hits) -> None:
        self.found.take(hits)
        if self._find_from is not None and self.found.begin_from(self._find_from):
            self._find_from = None
            self._show_hit()
        self.find_bar.tell(self.found.current + 1, len(self.found.hits), searching=self.found.searching)
        self.viewport().update()

    def _show_hit(self) -> None:
        hit = self.found.hit
        if hit is not None:
            self._with_text(hit.page, lambda text: self._select(text, hit.start, hit.end))
            if hit.page not in self._texts:
                self.go_to_page(hit.page)

    def _select(self, text: PageText, start: int, end: int) -> None:
        self.selection.set(text.page, start, end)
        self._see(text.page, line_boxes(text, start, end))
        self._on_selected()

    def _mark_words(self, page: int, start: int, end: int) -> None:
        def mark(text: PageText) -> None:
            boxes = line_boxes(text, start, end)
            self.marked = (page, boxes)
            self._see(page, boxes)
            self.viewport().update()

        self.go_to_page(page)
        self._with_text(page, mark)

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
        self.find_bar.place(self.viewport().geometry())
        self._lay_out()

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

    def _update(self, page: int) -> None:
        self.viewport().update(self.place_of(page))

    def _see(self, page: int, boxes: tuple[Box, ...]) -> None:
        """Scroll so that these boxes of the page are seen, where they are not yet."""
        place = self._stack.place(page, 0)
        if not boxes:
            return
        top = place.top() + place.height() * min(box[1] for box in boxes) // WHOLE
        bottom = place.top() + place.height() * max(box[3] for box in boxes) // WHOLE
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() + 20 or bottom > bar.value() + high - 20:
            bar.setValue(top - high // 3)

    # What is lacking

    def _most_wanted(self) -> Want | None:
        if not len(self._stack) or not self.isVisible():
            return None
        near = [page for page in self.seen(self.viewport().height()) if page not in self._broken]
        there = [page for page in self.seen() if page not in self._broken]
        for page in sorted(self._when_text.keys() - self._texts.keys() - self._broken):
            return WantsText(page)
        return (
            self._picture_wanted(there, 0)
            or self._text_wanted(there)
            or self.found.want
            or self._picture_wanted(near, self.viewport().height())
        )

    def _picture_wanted(self, pages: list[int], more: int) -> Want | None:
        view = self.viewport().rect().adjusted(0, -more, 0, more)
        across = 0 if self._too_wide else self.viewport().width()
        for page in pages:
            width = self._stack.widths[page]
            for band in self._stack.bands(page):
                place = self._stack.band_place(page, band, across).translated(self.origin())
                if place.intersects(view) and not self._pictures.has(page, width, band):
                    return WantsPicture(page, width, band)
        return None

    def _text_wanted(self, pages: list[int]) -> Want | None:
        return next((WantsText(page) for page in pages if page not in self._texts), None)

    def _take_text(self, text: PageText) -> None:
        self._texts[text.page] = text
        keep = {self.selection.page, *self.seen(), text.page}
        for page in list(self._texts)[:-_TEXTS]:
            if page not in keep:
                del self._texts[page]
        then = self._when_text.pop(text.page, None)
        if then is not None:
            then(text)
        self._update(text.page)

    def _with_text(self, page: int, then: Callable[[PageText], None]) -> None:
        text = self._texts.get(page)
        if text is not None:
            then(text)
        else:
            self._when_text = {page: then}
            self.wanting.emit()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("rule"))
        paint = PagePainter(painter, theme)
        for page in self.seen():
            place = self.place_of(page)
            if not place.intersects(event.rect()):
                continue
            paint.sheet(place, self._words_for(page))
            self._paint_pictures(painter, page)
            if self.marked is not None and self.marked[0] == page:
                paint.mark(place, self.marked[1])
            text = self._texts.get(page)
            if text is not None:
                for hit in self.found.on(page):
                    paint.hit(place, line_boxes(text, hit.start, hit.end))
                if self.selection.page == page:
                    paint.selection(place, line_boxes(text, *self.selection.span))

    def _words_for(self, page: int) -> str:
        if page in self._broken:
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

    def _point(self, page: int, at: QPoint) -> tuple[int, int]:
        place = self.place_of(page)
        return (
            WHOLE * (at.x() - place.left()) // max(1, place.width()),
            WHOLE * (at.y() - place.top()) // max(1, place.height()),
        )

    def _page_under(self, at: QPoint) -> int:
        return self._stack.page_at(at.y() + self.verticalScrollBar().value())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not len(self._stack):
            return
        at = event.position().toPoint()
        page = self._page_under(at)
        text = self._texts.get(page)
        if text is None:
            return
        further = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if further and self.selection.page == page:
            self.selection.go_on_to(text, *self._point(page, at))
        else:
            self.selection.begin_at(text, *self._point(page, at))
            if text.scanned:
                self.told.emit(self.tr("This page is a picture: its words cannot be selected."))
        self._on_selected()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        text = self._texts.get(self._page_under(at)) if len(self._stack) else None
        if text is not None:
            self.selection.take_word(text, *self._point(text.page, at))
            self._on_selected()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        page = self.selection.page
        text = self._texts.get(page) if page is not None else None
        if not event.buttons() & Qt.MouseButton.LeftButton or text is None:
            return
        at = event.position().toPoint()
        beyond = min(0, at.y()) + max(0, at.y() - self.viewport().height())
        if beyond:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + beyond // 2)
        self.selection.go_on_to(text, *self._point(text.page, at))
        self._on_selected()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        bar = self.verticalScrollBar()
        if control and key == Qt.Key.Key_C:
            self.copy()
        elif control and key == Qt.Key.Key_A:
            self._with_text(self.page, lambda text: self._select(text, 0, len(text.text)))
        elif key in _KEYS and (shift or key in (Qt.Key.Key_Left, Qt.Key.Key_Right)):
            step, by = _KEYS[Qt.Key(key)]
            self._move(step, "word" if control and by == "character" else by, select=shift)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + (40 if key == Qt.Key.Key_Down else -40))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            bar.setValue(bar.value() + (1 if key == Qt.Key.Key_PageDown else -1) * bar.pageStep())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        else:
            event.ignore()

    def _move(self, step: int, by: str, *, select: bool) -> None:
        page = self.selection.page
        if page is None or page not in self.seen():
            # Where nothing was selected yet, the caret stands at the first words seen.
            page = self.page
            text = self._texts.get(page)
            if text is None:
                return
            self.selection.begin_at(text, *self._point(page, QPoint(self.place_of(page).left() + 1, 1)))
        text = self._texts.get(page)
        if text is not None:
            self.selection.move(text, step, by=by, select=select)
            start, end = self.selection.head - 1, self.selection.head + 1
            self._see(page, line_boxes(text, max(0, start), end))
            self._on_selected()

    def _on_selected(self) -> None:
        self.viewport().update()
        self.selection_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out()

"""The pages of a PDF, one under the other: looked at, selected from, searched."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from db.records import Place
from db.records.page_text import PageText, line_boxes
from db.records.viewing import Hits
from widgets.find_bar import FindBar
from widgets.sources.found_places import FoundPlaces
from widgets.sources.page_painter import PagePainter
from widgets.sources.page_selection import PageSelection
from widgets.sources.sheets import Sheets
from widgets.sources.wants import Passage, Want, WantsHits, WantsText

_TEXTS = 40
"""Pages whose words are kept."""
_KEYS = {
    Qt.Key.Key_Left: (-1, "character"),
    Qt.Key.Key_Right: (1, "character"),
    Qt.Key.Key_Up: (-1, "line"),
    Qt.Key.Key_Down: (1, "line"),
}


class PdfBody(Sheets):
    """Pages whose words can be selected by mouse and keys, and found."""

    abilities = Sheets.abilities | {"next_page", "previous_page", "open_find_bar"}

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selection = PageSelection()
        self.found = FoundPlaces()
        self._texts: dict[int, PageText] = {}
        self._when_text: dict[int, Callable[[PageText], None]] = {}
        self._find_from: int | None = None
        self.find_bar = FindBar(self, self, self.tr("Find in the source"))
        self.setAccessibleName(self.tr("Pages of the source"))
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def take(self, want: Want, answer: object) -> None:
        if isinstance(want, WantsText) and isinstance(answer, PageText):
            self._take_text(answer)
        elif isinstance(want, WantsHits) and isinstance(answer, Hits) and want.words == self.found.words:
            self._take_hits(answer)
        super().take(want, answer)

    def take_failure(self, want: Want, sentence: str) -> None:
        if isinstance(want, WantsHits):
            self.found.give_up()
        elif isinstance(want, WantsText):
            self.broken.add(want.page)
        super().take_failure(want, sentence)

    def next_page(self) -> None:
        self.go_to_page(self.page + 1)

    def previous_page(self) -> None:
        self.go_to_page(self.page - 1)

    def passage(self) -> Passage | None:
        """What is selected."""
        return self.selection.passage(self._texts)

    def copy(self) -> None:
        """Copy what is selected."""
        passage = self.passage()
        if passage is not None:
            QGuiApplication.clipboard().setText(passage.words)

    def text_of(self, page: int) -> PageText | None:
        """The words of that page, where they are at hand."""
        return self._texts.get(page)

    def mark(self, place: Place) -> None:
        """Go to that place and mark it."""
        if place.page is None or not 0 <= place.page < len(self._stack):
            return
        page = place.page
        self.marked = (page, place.boxes)
        if place.boxes:
            self.see(page, place.boxes)
        elif place.start is not None and place.end is not None:
            self._mark_words(page, place.start, place.end)
        else:
            self.go_to_page(page)
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
        self.see(text.page, line_boxes(text, start, end))
        self._on_selected()

    def _mark_words(self, page: int, start: int, end: int) -> None:
        def mark(text: PageText) -> None:
            boxes = line_boxes(text, start, end)
            self.marked = (page, boxes)
            self.see(page, boxes)
            self.viewport().update()

        self.go_to_page(page)
        self._with_text(page, mark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.find_bar.place(self.viewport().geometry())

    # What is lacking

    def wanted_here(self, pages: list[int]) -> Want | None:
        selected = set(self.selection.pages) - self.broken
        asked = sorted((self._when_text.keys() | selected) - self._texts.keys() - self.broken)
        return next((WantsText(page) for page in (*asked, *pages) if page not in self._texts), None)

    def wanted_after(self) -> Want | None:
        return self.found.want

    def _take_text(self, text: PageText) -> None:
        self._texts[text.page] = text
        keep = {*self.selection.pages, *self.seen(), text.page}
        for page in list(self._texts)[:-_TEXTS]:
            if page not in keep:
                del self._texts[page]
        then = self._when_text.pop(text.page, None)
        if then is not None:
            then(text)
        elif text.page in self.selection.pages:
            self.selection_changed.emit()
        self.update_page(text.page)

    def _with_text(self, page: int, then: Callable[[PageText], None]) -> None:
        text = self._texts.get(page)
        if text is not None:
            then(text)
        else:
            self._when_text = {page: then}
            self.wanting.emit()

    # Painting

    def paint_over(self, paint: PagePainter, page: int, place: QRect) -> None:
        text = self._texts.get(page)
        if text is not None:
            for hit in self.found.on(page):
                paint.hit(place, line_boxes(text, hit.start, hit.end))
            paint.selection(place, line_boxes(text, *self.selection.on(text)))
            caret = self.selection.caret(text) if self.hasFocus() else None
            if caret is not None:
                paint.caret(place, caret)

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not len(self._stack):
            return
        at = event.position().toPoint()
        page = self.page_under(at)
        text = self._texts.get(page)
        if text is None:
            return
        further = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if further and self.selection.page is not None:
            self.selection.go_on_to(text, *self.point_on(page, at))
        else:
            self.selection.begin_at(text, *self.point_on(page, at))
            if text.scanned:
                self.told.emit(self.tr("This page is a picture: its words cannot be selected."))
        self._on_selected()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        text = self._texts.get(self.page_under(at)) if len(self._stack) else None
        if text is not None:
            self.selection.take_word(text, *self.point_on(text.page, at))
            self._on_selected()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton or self.selection.page is None:
            return
        at = event.position().toPoint()
        beyond = min(0, at.y()) + max(0, at.y() - self.viewport().height())
        if beyond:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + beyond // 2)
        text = self._texts.get(self.page_under(at))
        if text is not None:
            self.selection.go_on_to(text, *self.point_on(text.page, at))
            self._on_selected()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key == Qt.Key.Key_A:
            self._with_text(self.page, lambda text: self._select(text, 0, len(text.text)))
        elif key in _KEYS and (shift or key in (Qt.Key.Key_Left, Qt.Key.Key_Right)):
            step, by = _KEYS[Qt.Key(key)]
            self._move(step, "word" if control and by == "character" else by, select=shift)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _move(self, step: int, by: str, *, select: bool) -> None:
        page = self.selection.head_page
        if self.selection.page is None or page not in self.seen():
            # Where nothing was selected yet, the caret stands at the first words seen.
            page = self.page
            text = self._texts.get(page)
            if text is None:
                return
            self.selection.begin_at(text, *self.point_on(page, QPoint(self.place_of(page).left() + 1, 1)))
        text = self._texts.get(page)
        if text is None:
            return
        if self.selection.move(text, step, by=by, select=select):
            self._see_caret(text)
        elif 0 <= page + step < len(self._stack):
            self._with_text(page + step, partial(self._turn_to, step, select))

    def _turn_to(self, step: int, select: bool, text: PageText) -> None:
        self.selection.turn_to(text, step, select=select)
        self._see_caret(text)

    def _see_caret(self, text: PageText) -> None:
        start, end = self.selection.head - 1, self.selection.head + 1
        self.see(text.page, line_boxes(text, max(0, start), end))
        self._on_selected()

    def _on_selected(self) -> None:
        self.viewport().update()
        self.selection_changed.emit()

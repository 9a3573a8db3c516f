"""The window's columns, as a person left them on this machine."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QWidget

from app.places import WindowPlace, read_window, write_window
from widgets.article_view import ArticleView
from widgets.claims.sidebar import Sidebar
from widgets.desk_columns import FIRST, LAST, DeskColumns, Widths

_BESIDE = 420


class WindowLayout(QObject):
    """Draws the window as it was left, and remembers how it is left.

    ``first`` and ``last`` are the parts one above the other in the outer columns; ``middle`` holds the
    article, and pages in its place, ``beside`` an opened source. Signals: ``article_back``
    where the article has its place again.
    """

    article_back = Signal()

    def __init__(self, window: QMainWindow, view: ArticleView, first: QSplitter, last: QSplitter) -> None:
        super().__init__(window)
        self._window, self._view = window, view
        self._parts = (first, last)
        self._moved: set[QSplitter] = set()
        self.middle = QStackedWidget()
        self.middle.addWidget(view)
        self.middle.setFocusProxy(view)
        self.beside = QStackedWidget()
        self.beside.hide()
        self.reading = QSplitter(Qt.Orientation.Horizontal)
        self.reading.setHandleWidth(1)
        self.reading.setChildrenCollapsible(False)
        self.reading.addWidget(self.middle)
        self.reading.addWidget(self.beside)
        self.reading.setFocusProxy(self.middle)
        self.columns = DeskColumns(first, self.reading, last)
        for part in self._parts:
            part.splitterMoved.connect(self._on_parts_moved)
        view.zoom_changed.connect(self._on_reading_changed)
        view.lettering_changed.connect(self._on_reading_changed)

    def restore(self) -> None:
        """Draw the columns as they were left."""
        self._known = known = read_window()
        for splitter, parts in zip(self._parts, (known.first_parts, known.last_parts), strict=True):
            if any(parts):
                splitter.setSizes(list(parts))
                self._moved.add(splitter)
        self.columns.set_widths(
            Widths(
                known.first or FIRST, known.last or LAST, known.by_hand, known.first_shown, known.last_shown
            )
        )
        self._on_reading_changed()

    def put_in_middle(self, page: QWidget | None) -> None:
        """Show that page in the place of the article, or the article again."""
        shown = self._view if page is None else page
        self.middle.addWidget(shown)
        self.middle.setFocusProxy(shown)
        self.middle.setCurrentWidget(shown)
        if page is None:
            self.article_back.emit()

    def put_beside(self, page: QWidget | None) -> None:
        """Show that page beside the article, or nothing."""
        if page is None:
            self.beside.hide()
            self.columns.set_beside(0)
            return
        self.beside.addWidget(page)
        self.beside.setCurrentWidget(page)
        if self.beside.isHidden():
            self.columns.set_beside(_BESIDE)
            self.beside.show()
            whole = self.reading.width()
            self.reading.setSizes([whole - whole // 2, whole // 2])

    def keep(self) -> None:
        """Remember how the window is drawn."""
        window, wished = self._window, self.columns.widths
        size = window.normalGeometry().size() if window.isMaximized() else window.size()
        first, last = (_parts_of(splitter) if splitter in self._moved else (0, 0) for splitter in self._parts)
        place = replace(
            WindowPlace(),
            width=size.width(),
            height=size.height(),
            maximized=window.isMaximized(),
            first=wished.first if wished.by_hand else 0,
            last=wished.last if wished.by_hand else 0,
            by_hand=wished.by_hand,
            first_shown=wished.first_shown,
            last_shown=wished.last_shown,
            first_parts=first,
            last_parts=last,
        )
        if place != self._known:
            self._known = place
            write_window(place)

    def _on_parts_moved(self) -> None:
        self._moved.update(part for part in self._parts if part is self.sender())

    def _on_reading_changed(self) -> None:
        self.columns.set_enough(self._view.width_to_read())


def one_above_the_other(first: QWidget, second: QWidget) -> QSplitter:
    """An outer column of the window: the second has the room the first does not need."""
    column = QSplitter(Qt.Orientation.Vertical)
    column.setHandleWidth(1)
    column.setChildrenCollapsible(False)
    column.addWidget(first)
    column.addWidget(second)
    column.setSizes([200, 500])
    return column


def _parts_of(splitter: QSplitter) -> tuple[int, int]:
    if isinstance(splitter, Sidebar):
        # What is shown follows the claims there are; what a person drew is more.
        return splitter.wished
    first, second = splitter.sizes()
    return first, second

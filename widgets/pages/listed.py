"""A page in the article's place with rows to be walked through, the one stood on in full below them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.buttons import button
from widgets.labels import EmptyState, Hairline, isolated
from widgets.layouts import scrolled
from widgets.pages.page import Page
from widgets.searching.found_list import FoundList, FoundRow

_LEAST = 130


class ListedPage(Page):
    """Attributes: ``list`` holds the rows; ``empty`` stands in their place where there are none. Signals:
    ``stood_on(key)``, blank for none.

    ``share`` is how much of the page's height the rows may take above what tells the one stood on; 0 where
    there are only rows.
    """

    stood_on = Signal(str)

    def __init__(self, title: str = "", *, rows: str = "", leave: str = "", wide: int, share: float) -> None:
        super().__init__(title, leave=leave, wide=wide)
        self._share = share
        self.list = RowsWalked(rows)
        self.below = QWidget()
        self._line = Hairline()
        self.empty = EmptyState()
        self.empty.hide()
        self.list.selectionModel().currentChanged.connect(self._on_stood)

    @property
    def current(self) -> str:
        """The key of the row stood on; blank for none."""
        row = self.list.current
        return row.key if row is not None else ""

    @property
    def first(self) -> QWidget:
        return self.list if self.list.rows else self.leave_button

    def lay_out_with(self, parts: Sequence[QWidget], *, under: Sequence[QWidget] = ()) -> None:
        """Lay the rows out, and what tells the one stood on in full, one under another."""
        inside: QVBoxLayout = scrolled(self.below)
        inside.setContentsMargins(0, 8, 6, 8)
        for part in parts:
            inside.addWidget(part)
        inside.addStretch(1)
        rest = QWidget()
        column = QVBoxLayout(rest)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.below)
        column.addWidget(self.empty)
        self.lay_out((self.list, self._line, rest), under=under)

    def list_rows(self, head: str, rows: Sequence[FoundRow], *, same: bool = True) -> None:
        """Show these rows and what they are; the row stood on stays so, else the one in its place.

        Where it is not the ``same`` list as before, one begins at its first row.
        """
        self.head.setText(head)
        self.head.setVisible(bool(head))
        at = self.list.currentIndex().row()
        known = {row.key for row in rows}
        gone = bool(self.current) and self.current not in known
        self.list.show_rows(rows)
        if gone and same and rows:
            self.list.stand_at(_near(rows, at))
        self.list.setVisible(bool(rows))
        if self._share:
            for part in (self._line, self.below):
                part.setVisible(bool(rows))
            self.empty.setVisible(not rows)
        self._fit()

    def walk(self, way: int) -> None:
        """Go to the next row (1) or the one before (-1)."""
        self.take_keyboard()
        self.list.go(way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._share:
            most = max(_LEAST, int(self.height() * self._share))
            self.list.setFixedHeight(self.list.height_for(most))

    def _on_stood(self) -> None:
        self.stood_on.emit(self.current)


class DeedPage(ListedPage):
    """Rows, one deed that Enter or the button does, and the way out.

    Signals: ``go_requested(key)`` with the row stood on, blank for none.
    """

    go_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(wide=760, share=0)
        self.go_button = button("", look="primary")
        self.go_button.clicked.connect(self._enter)
        self.lay_out((self.list,), (self.go_button,))

    def show_rows(self, title: str, head: str, rows: Sequence[FoundRow]) -> None:
        """Show these under a title and what it means."""
        words = isolated(title)
        same = words == self.title.text()
        self.title.setText(words)
        self.list.setAccessibleName(title)
        self.list.setAccessibleDescription(head)
        self.list_rows(head, rows, same=same)

    def offer(self, go: str, leave: str) -> None:
        """What the buttons say; blank for nothing to do but leave."""
        for each, words in ((self.go_button, go), (self.leave_button, leave)):
            each.setText(words)
            each.setAccessibleName(words)
            each.setVisible(bool(words))

    def _enter(self) -> None:
        if not self.go_button.isHidden():
            self.go_requested.emit(self.current)


class RowsWalked(FoundList):
    """Rows to be walked through: Enter is the page's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _near(rows: Sequence[FoundRow], at: int) -> str:
    """The row that stands where one went, or the last before it."""
    after = [row.key for row in rows[max(0, at) :] if not row.heading]
    before = [row.key for row in rows[: max(0, at)] if not row.heading]
    return after[0] if after else before[-1] if before else ""

"""A page in the article's place: what waits for a decision, and the one stood on in full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.records import Scale
from widgets.buttons import button
from widgets.deciding.detail import Detail
from widgets.deciding.items import Undecided
from widgets.labels import BOLD, Hairline, Label
from widgets.layouts import scrolled
from widgets.searching.found_list import FoundList, FoundRow
from widgets.styling import follow_theme

_WIDTH = 1080
_LIST_SHARE = 0.3


class DecidingPage(QWidget):
    """Signals: ``stood_on(key)``; ``go_wanted``; ``left`` to go back to the article."""

    stood_on = Signal(str)
    go_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = Label(size=1.25, weight=BOLD)
        self.head = Label(ink="soft", size=0.95)
        self.list = _Rows(self.tr("What waits for a decision"))
        self.detail = Detail()
        self.leave_button = button(self.tr("Back to the article (Esc)"), look="quiet")
        self._place = QWidget()
        self._lay_out()
        self.leave_button.clicked.connect(self.left)
        self.detail.go_wanted.connect(self.go_wanted)
        self.detail.done.connect(self.take_keyboard)
        self.detail.opened.connect(self._on_opened)
        self.list.selectionModel().currentChanged.connect(self._on_stood)
        follow_theme(self)

    @property
    def holds_keyboard(self) -> bool:
        """Whether keys pressed now are pressed on this page."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    @property
    def current(self) -> str:
        """The key of the row stood on; blank for none."""
        row = self.list.current
        return row.key if row is not None else ""

    def show_rows(self, title: str, head: str, rows: Sequence[FoundRow]) -> None:
        """List these; the row stood on stays so, else the one in its place."""
        self.title.setText(title)
        self.head.setText(head)
        at = self.list.currentIndex().row()
        known = {row.key for row in rows}
        gone = bool(self.current) and self.current not in known
        self.list.show_rows(rows)
        if gone and rows:
            self.list.stand_at(_near(rows, at))
        self.list.setVisible(bool(rows))
        self._place.setVisible(bool(rows))
        self._fit()

    def show_item(self, item: Undecided | None, scale: Scale) -> None:
        """Show that one in full."""
        self.detail.show_item(item, scale)

    def take_keyboard(self) -> None:
        """Stand in the list, or on the way out where nothing is listed."""
        first = self.list if self.list.rows else self.leave_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def walk(self, way: int) -> None:
        """Go to the next one (1) or the one before (-1)."""
        self.take_keyboard()
        self.list.go(way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            if not self.detail.leave_field():
                self.left.emit()
        elif enter and not isinstance(focus, QPlainTextEdit):
            if event.isAutoRepeat():
                return
            if isinstance(focus, QPushButton):
                focus.click()
            elif self.current:
                self.go_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _on_stood(self) -> None:
        self._on_opened()
        self.stood_on.emit(self.current)

    def _on_opened(self) -> None:
        """What is written in is in sight."""
        area = self._place.findChild(QScrollArea)
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)

    def _fit(self) -> None:
        self.list.setFixedHeight(self.list.height_for(max(120, int(self.height() * _LIST_SHARE))))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _lay_out(self) -> None:
        inside = scrolled(self._place)
        inside.setContentsMargins(0, 8, 6, 8)
        inside.addWidget(self.detail)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave_button)
        body = QWidget()
        body.setMaximumWidth(_WIDTH)
        middle = QHBoxLayout(self)
        middle.setContentsMargins(24, 20, 24, 14)
        middle.addStretch(1)
        # Wins over the air beside it until it is as wide as words are read well.
        middle.addWidget(body, 1000)
        middle.addStretch(1)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.title, self.head, Hairline(), self.list, Hairline()):
            layout.addWidget(part)
        layout.addWidget(self._place, 1)
        layout.addStretch(0)
        layout.addWidget(Hairline())
        layout.addLayout(buttons)


def _near(rows: Sequence[FoundRow], at: int) -> str:
    """The row that stands where one went, or the last before it."""
    after = [row.key for row in rows[max(0, at) :] if not row.heading]
    before = [row.key for row in rows[: max(0, at)] if not row.heading]
    return after[0] if after else before[-1] if before else ""


class _Rows(FoundList):
    """Rows to be walked through: Enter is the page's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

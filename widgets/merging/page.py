"""A page in the article's place that lists what merging brings or takes away, with one deed and a way out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets.buttons import button
from widgets.labels import BOLD, Hairline, Label, isolated
from widgets.searching.found_list import FoundList, FoundRow
from widgets.styling import follow_theme

_WIDTH = 760


class MergingPage(QWidget):
    """Enter does what the first button says, Esc leaves; the arrow keys read through the rows.

    Signals: ``go_requested(key)`` with the row stood on, empty for none; ``stood_on(key)``; ``left``.
    """

    go_requested = Signal(str)
    stood_on = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = Label(size=1.25, weight=BOLD)
        self.head = Label(ink="soft", size=0.95)
        self.list = _Rows("")
        self.leave_button = button("", look="quiet")
        self.go_button = button("", look="primary")
        self._lay_out()
        self.leave_button.clicked.connect(self.left)
        self.go_button.clicked.connect(self._on_go)
        self.list.selectionModel().currentChanged.connect(self._on_stood)
        follow_theme(self)

    def show_rows(self, title: str, head: str, rows: Sequence[FoundRow]) -> None:
        """Show these under a title and what it means."""
        self.title.setText(isolated(title))
        self.head.setText(head)
        self.head.setVisible(bool(head))
        self.list.setAccessibleName(title)
        self.list.setAccessibleDescription(head)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))

    def offer(self, go: str, leave: str) -> None:
        """What the buttons say; blank for nothing to do but leave."""
        for each, words in ((self.go_button, go), (self.leave_button, leave)):
            each.setText(words)
            each.setAccessibleName(words)
            each.setVisible(bool(words))

    def take_keyboard(self) -> None:
        """Stand in the list, or on the way out where nothing is listed."""
        first = self.list if self.list.rows else self.leave_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.isAutoRepeat():
                return
            if isinstance(focus, QPushButton):
                focus.click()
            elif not self.go_button.isHidden():
                self._on_go()
        else:
            super().keyPressEvent(event)

    def _on_go(self) -> None:
        current = self.list.current
        self.go_requested.emit(current.key if current is not None else "")

    def _on_stood(self) -> None:
        current = self.list.current
        self.stood_on.emit(current.key if current is not None else "")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.go_button)
        body = QWidget()
        body.setMaximumWidth(_WIDTH)
        middle = QHBoxLayout(self)
        middle.setContentsMargins(32, 24, 32, 20)
        middle.addStretch(1)
        # Wins over the air beside it until it is as wide as words are read well.
        middle.addWidget(body, 1000)
        middle.addStretch(1)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (self.title, self.head, Hairline()):
            layout.addWidget(part)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        layout.addWidget(Hairline())
        layout.addLayout(buttons)


class _Rows(FoundList):
    """Rows to be read: Enter is the page's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

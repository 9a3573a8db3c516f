"""A page in the article's place: a title, what it means, what is on it, and the buttons below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets.buttons import button
from widgets.labels import BOLD, Hairline, Label
from widgets.styling import follow_theme

_SIDES = (28, 22, 28, 16)


class Page(QWidget):
    """Esc leaves it; Enter presses the button stood on, and elsewhere does what ``_enter`` says.

    ``wide`` is how many pixels its words are read well at. A page of a kind makes its parts and calls
    ``lay_out`` with them. Attributes: ``title``, and ``head``, what it means; ``leave_button``. Signals:
    ``left`` to go back to the article.
    """

    left = Signal()

    def __init__(self, title: str = "", *, leave: str = "", wide: int) -> None:
        super().__init__()
        self._wide = wide
        self.title = Label(title, size=1.25, weight=BOLD)
        self.head = Label(ink="soft", size=0.95)
        self.leave_button = button(leave or self.tr("Back to the article (Esc)"), look="quiet")
        self.leave_button.clicked.connect(self.left)

    @property
    def holds_keyboard(self) -> bool:
        """Whether keys pressed now are pressed on this page."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    @property
    def first(self) -> QWidget:
        """What has the keyboard first."""
        return self.leave_button

    def take_keyboard(self) -> None:
        """Put the keyboard where one begins."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def lay_out(
        self, parts: Sequence[QWidget], buttons: Sequence[QPushButton] = (), *, under: Sequence[QWidget] = ()
    ) -> None:
        """Lay these out below the title, the last of them taking the room; ``buttons`` follow the way out.

        ``under`` stand right under the title, above the line.
        """
        foot = QHBoxLayout()
        foot.addStretch(1)
        for each in (self.leave_button, *buttons):
            foot.addWidget(each)
        body = QWidget()
        body.setMaximumWidth(self._wide)
        middle = QHBoxLayout(self)
        middle.setContentsMargins(*_SIDES)
        middle.addStretch(1)
        # Wins over the air beside it until it is as wide as words are read well.
        middle.addWidget(body, 1000)
        middle.addStretch(1)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(9)
        for part in (self.title, self.head, *under, Hairline(), *parts[:-1]):
            layout.addWidget(part)
        layout.addWidget(parts[-1], 1)
        layout.addStretch(0)
        layout.addWidget(Hairline())
        layout.addLayout(foot)
        follow_theme(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            if not self._step_back():
                self.left.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or isinstance(focus, QPlainTextEdit):
            super().keyPressEvent(event)
        elif event.isAutoRepeat():
            return
        elif isinstance(focus, QPushButton):
            focus.click()
        elif not isinstance(focus, QLineEdit):
            self._enter()

    def _enter(self) -> None:
        """What Enter does where it presses no button and belongs to no field."""

    def _step_back(self) -> bool:
        """Close what is open inside the page; False where Esc leaves it."""
        return False

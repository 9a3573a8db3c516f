"""A banner that says what happened, what was kept and what to do, and stands in nobody's way."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from widgets.buttons import button
from widgets.labels import BOLD, Label
from widgets.layouts import set_sides
from widgets.spoken_parts import speak_as
from widgets.styling import follow_theme
from widgets.theme import theme_of


class NoticeKind(StrEnum):
    """How grave it is: its sign and its tone."""

    NEWS = "news"
    QUESTION = "question"
    WARNING = "warning"
    ERROR = "error"


_SIGN_WIDTH = 16
_SIGNS = {
    NoticeKind.NEWS: ("✓", "true"),
    NoticeKind.QUESTION: ("?", "unrated"),
    NoticeKind.WARNING: ("!", "mixed"),
    NoticeKind.ERROR: ("✗", "false"),
}

_INKS = {
    NoticeKind.NEWS: "good",
    NoticeKind.QUESTION: "",
    NoticeKind.WARNING: "warning",
    NoticeKind.ERROR: "danger",
}


class Notice(QWidget):
    """One notice at a time, above the article, until answered or dismissed.

    Who had the keyboard before the notice gets it back.

    Signals: ``answered(key)`` with the key of the action pressed; ``dismissed``; ``keyboard_left`` where
    nobody had the keyboard before, or who had it is gone.
    """

    answered = Signal(str)
    dismissed = Signal()
    keyboard_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        speak_as(self, QAccessible.Role.AlertMessage)
        self._kind = NoticeKind.NEWS
        self._before: QWidget | None = None
        self._sign = Label(size=1.1, weight=BOLD, wrap=False)
        # As wide as the widest, so that every notice's words stand in one place.
        self._sign.setMinimumWidth(_SIGN_WIDTH)
        self._what = Label(weight=BOLD)
        self._more = Label(ink="soft", size=0.95)
        self.first, self.second = QPushButton(), QPushButton()
        self.first.setProperty("look", "primary")
        self._close = button("×", look="icon", tip=self.tr("Dismiss"), name=self.tr("Dismiss this notice"))
        self._lay_out()
        for each in (self.first, self.second):
            each.clicked.connect(self._on_answer)
        self._close.clicked.connect(self._on_dismiss)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        follow_theme(self)
        self.hide()

    def show_notice(
        self,
        kind: NoticeKind,
        what: str,
        more: str = "",
        actions: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Say what happened in one sentence, then what was kept and what to do; at most two actions, each
        (key, words)."""
        if len(actions) > 2:
            raise ValueError("a notice offers at most two actions")
        self._kind = kind
        self._sign.setText(_SIGNS[kind][0])
        self._sign.set_ink(_INKS[kind])
        self._what.setText(what)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        for at, each in enumerate((self.first, self.second)):
            each.setVisible(at < len(actions))
            if at < len(actions):
                each.setProperty("key", actions[at][0])
                each.setText(actions[at][1])
        self.setAccessibleName(f"{what} {more}".strip())
        self.show()
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def words(self) -> str:
        """What it says now."""
        return f"{self._what.text()} {self._more.text()}".strip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tone = theme_of(self).tone(_SIGNS[self._kind][1])
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone.wash)
        edge = QRectF(self.width() - 4 if self.isRightToLeft() else 0, 0, 4, self.height())
        painter.fillRect(edge, tone.line)

    def end(self) -> None:
        """Show nothing any more."""
        # Qt would pass the keyboard of what is hidden on to its neighbour.
        held = self.focusWidget()
        if held is not None and held.hasFocus():
            before = self._before
            if before is not None and isValid(before) and before.isVisible():
                before.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                held.clearFocus()
                self.keyboard_left.emit()
        self.hide()

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new) and not (old is not None and self.isAncestorOf(old)):
            self._before = old

    def _on_answer(self) -> None:
        key = self.sender().property("key")
        self.end()
        self.answered.emit(key)

    def _on_dismiss(self) -> None:
        self.end()
        self.dismissed.emit()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._what)
        words.addWidget(self._more)
        layout = QHBoxLayout(self)
        set_sides(self, layout, 16, 8, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(self._sign)
        layout.addLayout(words, 1)
        for each in (self.second, self.first, self._close):
            layout.addWidget(each)
        QWidget.setTabOrder(self.first, self.second)

"""Which keys are a text field's, and which the window's, while it has the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import cast

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_FIELDS_OWN = frozenset(("Ctrl+C", "Ctrl+V", "Ctrl+X"))
"""In a text field these cut, copy and paste, whatever they mean in the window."""
_PRESSING = ("Space", "Return", "Enter")
_BUTTONS_KEYS = ("Space", "Return", "Enter", "Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown")


def is_bare(keys: str) -> bool:
    """Whether a key is one that text is written or gone through with: it then acts outside fields only."""
    *held, key = keys.split("+")
    return "Ctrl" not in held and "Meta" not in held and not re.fullmatch(r"F\d+", key)


def works_buttons(keys: str) -> bool:
    """Whether buttons and lists are worked with that key: a command then has it in the article only."""
    *held, key = keys.split("+")
    return set(held) <= {"Shift"} and key in _BUTTONS_KEYS


def is_written_in(widget: QWidget | None) -> bool:
    """Whether what is typed there becomes text."""
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and not widget.isReadOnly()


class KeysInFields(QObject):
    """Lets the window's Ctrl keys act while a text field has the keyboard, and none without Ctrl.

    On X11 a field would take some for itself: Ctrl+E goes to the end of its line. Others it would leave to
    the window: Enter, Alt with an arrow. ``keys`` gives the window's keys as they are now. A box whose values
    are chosen by typing how they begin is such a field too. A button is pressed with Space and Enter,
    wherever it is.
    """

    def __init__(self, keys: Callable[[], Collection[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._keys = keys
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride:
            return super().eventFilter(watched, event)
        pressed = QKeySequence(cast(QKeyEvent, event).keyCombination()).toString()
        if isinstance(watched, QAbstractButton):
            # The find bar lies in the article, whose commands have these keys too.
            event.setAccepted(pressed in _PRESSING)
            return pressed in _PRESSING
        if pressed not in self._keys():
            return super().eventFilter(watched, event)
        event.setAccepted(is_bare(pressed) or pressed in _FIELDS_OWN)
        return True

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        for widget, has_it in ((old, False), (now, True)):
            if widget is not None and shiboken6.isValid(widget):
                widget.removeEventFilter(self)
                if has_it and (is_written_in(widget) or isinstance(widget, QComboBox | QAbstractButton)):
                    widget.installEventFilter(self)

"""Push buttons in one of the looks the stylesheet knows."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from widgets.labels import isolated


class _Reading(QObject):
    """Words that stay the same on a button, reading their own way whichever way the window is laid out."""

    def __init__(self, button: QPushButton) -> None:
        super().__init__(button)
        self._button, self._words = button, button.text()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.layoutDirectionChanged.connect(self._set)
        self._set()

    def _set(self) -> None:
        self._button.setText(isolated(self._words))
        if not self._button.accessibleName():
            self._button.setAccessibleName(self._words)


def keep_reading(*buttons: QPushButton) -> None:
    """In a mirrored window too these buttons' words, which never change, have their “…” at their own end."""
    for each in buttons:
        _Reading(each)


def button(words: str, *, look: str = "", tip: str = "", name: str = "") -> QPushButton:
    """A button; ``look`` is primary, quiet, icon, number, status or empty, ``name`` is read out loud."""
    made = QPushButton(words)
    made.setProperty("look", look)
    made.setToolTip(tip)
    made.setAccessibleName(name or words)
    return made

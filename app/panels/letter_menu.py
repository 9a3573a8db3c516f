"""A menu from which one letter chooses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from widgets.styling import follow_theme


class LetterMenu(QMenu):
    """Things to choose from under a heading, by their letters; gone once one is chosen."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        follow_theme(self)
        self._heading = self.addAction("")
        self._heading.setEnabled(False)
        self._keys: dict[str, QAction] = {}

    def set_heading(self, words: str) -> None:
        """Say above the first what is asked."""
        self._heading.setText(words.replace("&", "&&"))

    def add(self, words: str, keys: str, chosen: Callable[[], object], *, now: bool = False) -> None:
        """One more thing; any of ``keys``, letters with blanks between, chooses it where none before has it;
        ``now`` for what is so already."""
        shown = words.replace("&", "&&") + ("\t" + ", ".join(keys.split()) if keys else "")
        action = self.addAction(f"✓ {shown}" if now else shown)
        action.triggered.connect(lambda: chosen())
        for key in keys.split():
            self._keys.setdefault(key, action)
        if len(self.actions()) == 2:
            self.setActiveAction(action)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._keys.get(event.text().upper())
        if action is None:
            super().keyPressEvent(event)
            return
        self.close()
        action.trigger()

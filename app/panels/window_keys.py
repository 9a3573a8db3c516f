"""Esc and Enter where no widget takes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WindowKeys:
    """Esc leads out of what one is in, the first of ``ways_out`` that there is, else ``home``."""

    def __init__(
        self,
        at_work: Callable[[], bool],
        ways_out: Sequence[Callable[[], bool]],
        home: Sequence[Callable[[], object]],
    ) -> None:
        self._at_work, self._ways_out, self._home = at_work, ways_out, home

    def take(self, event: QKeyEvent) -> bool:
        """Do what that key does here; False where it is none of these."""
        if event.key() == Qt.Key.Key_Escape and self._at_work():
            if not any(leave() for leave in self._ways_out):
                for go in self._home:
                    go()
            return True
        button = QApplication.focusWidget()
        if event.key() in _ENTER and isinstance(button, QAbstractButton):
            # Qt leaves Enter to a dialog's buttons; this window's have no dialog around them.
            if not event.isAutoRepeat():
                button.click()
            return True
        return False

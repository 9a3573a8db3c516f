"""What is typed for a field that did not open: words, which must not act as commands."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.panels.menus.fields import is_written_in

_PAUSE_MS = 1500
_TEXT_KEYS = (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier)
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock)
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class Unheard(QObject):
    """Keeps letters, digits and Backspace from acting until a field opens, another key or a pause.

    Enter ends what is typed and does nothing else. Signals: ``dropped`` for every key that went nowhere.
    """

    dropped = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.end)
        self._on = False

    @property
    def on(self) -> bool:
        """Whether what is typed goes nowhere."""
        return self._on

    def expect_field(self) -> None:
        """What is typed now is meant for a field, whether it opens or not."""
        application = QApplication.instance()
        if not isinstance(application, QApplication) or is_written_in(QApplication.focusWidget()):
            return
        self._pause.start()
        if not self._on:
            self._on = True
            application.installEventFilter(self)
            application.focusChanged.connect(self._on_focus_changed)

    def end(self) -> None:
        """Let keys act again."""
        application = QApplication.instance()
        if self._on and isinstance(application, QApplication):
            self._on = False
            self._pause.stop()
            application.removeEventFilter(self)
            application.focusChanged.disconnect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.end()
        elif event.type() in _KEYS:
            return self._take(cast(QKeyEvent, event))
        return False

    def _take(self, event: QKeyEvent) -> bool:
        enter = event.key() in _ENDS
        if event.key() in _HELD:
            return False
        if not (enter or _writes(event)):
            self.end()
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._pause.start()
            if enter:
                self.end()
            else:
                self.dropped.emit()
        return True

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if is_written_in(now):
            self.end()


def _writes(event: QKeyEvent) -> bool:
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier not in _TEXT_KEYS:
        return False
    return event.key() == Qt.Key.Key_Backspace or (event.text().isprintable() and bool(event.text()))

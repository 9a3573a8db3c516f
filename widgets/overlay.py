"""A sheet over the top of the window with a line to type in, and what belongs to it under the line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from widgets.spoken_parts import speak_as
from widgets.styling import follow_theme
from widgets.theme import theme_of

_SHADOW = 18
_FROM_TOP = 44
EDGE = _SHADOW + 10
"""What lies between the sheet's content and the edge of the widget, in pixels."""


class Overlay(QWidget):
    """Over the window while something is typed; Escape or a click elsewhere puts it away.

    The keyboard stays in ``line``; ``content`` is what is shown, the line with it.
    """

    def __init__(self, window: QWidget, name: str, content: QWidget, line: QLineEdit, width: int) -> None:
        super().__init__(window)
        self._window, self._line, self._wide = window, line, width
        self._before: QWidget | None = None
        self._toggle: Sequence[str] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        layout.addWidget(content)
        self.setAccessibleName(name)
        speak_as(self, QAccessible.Role.Dialog)
        line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        line.installEventFilter(self)
        window.installEventFilter(self)
        follow_theme(self)
        self.hide()

    def content_height(self) -> int:
        """How high the content wants to be, in pixels."""
        raise NotImplementedError

    def come(self, toggle: Sequence[str] = ()) -> None:
        """Show it with the keyboard in its line; a key of ``toggle`` puts it away again."""
        self._before, self._toggle = self._window.focusWidget(), toggle
        self.ensurePolished()
        self.fit()
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def put_away(self) -> None:
        """Hide it and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def fit(self) -> None:
        """Be as high as the content wants, in the middle of the window's top."""
        width = min(self._wide, self._window.width() - 24) + 2 * _SHADOW
        room = self._window.height() - _FROM_TOP - 24
        height = min(self.content_height() + 2 * EDGE, room)
        self.setGeometry((self._window.width() - width) // 2, _FROM_TOP - _SHADOW, width, height)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # No key is the window's while this is open.
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and not self.isHidden():
                self.fit()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._is_toggle(event):
            # Before the line, for which it may mean something of its own.
            self.put_away()
            return True
        elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() == Qt.FocusReason.PopupFocusReason:
                # A menu was opened, and the line still has the keyboard.
                self.put_away()
            elif event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
                self.hide()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape or self._is_toggle(event):
            self.put_away()

    def focusNextPrevChild(self, _next: bool) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self._window)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        for reach in range(_SHADOW, 0, -2):
            depth = (_SHADOW - reach) // 3 + 1
            painter.setBrush(QColor(0, 0, 0, 3 * depth if theme.dark else depth))
            painter.drawRoundedRect(sheet.adjusted(-reach, -reach + 4, reach, reach), 10 + reach, 10 + reach)
        painter.setPen(QPen(theme.colour("rule"), 1))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)

    def _is_toggle(self, event: QKeyEvent) -> bool:
        return QKeySequence(event.keyCombination()).toString() in self._toggle

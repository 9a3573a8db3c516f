"""The command palette: every command by typing, over the top of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
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
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.command_list import CommandList, CommandRow
from widgets.spoken_parts import speak_as
from widgets.styling import follow_theme
from widgets.theme import theme_of

_WIDE, _ROWS = 640, 11
_SHADOW = 18
_FROM_TOP = 44


class Palette(QWidget):
    """Lists commands over the window; Enter chooses one, Escape or a click elsewhere puts it away.

    Signals: ``chosen(id)`` after it is away and the keyboard is where it was.
    """

    chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        self._toggle: Sequence[str] = ()
        self.list = CommandList(self.tr("Command"), self.tr("Type what you want to do"))
        edge = _SHADOW + 10
        layout = QVBoxLayout(self)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.addWidget(self.list)
        self.setAccessibleName(self.tr("Command palette"))
        speak_as(self, QAccessible.Role.Dialog)
        self.list.entered.connect(self._on_entered)
        self.list.refilled.connect(self._fit)
        self.list.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.list.line.installEventFilter(self)
        window.installEventFilter(self)
        follow_theme(self)
        self.hide()

    def open(self, rows: Sequence[CommandRow], toggle: Sequence[str] = ()) -> None:
        """List these, in this order until something is typed; a key of ``toggle`` puts it away again."""
        self._before, self._toggle = self._window.focusWidget(), toggle
        self.list.line.clear()
        self.list.show_rows(rows)
        self.ensurePolished()
        self._fit()
        self.show()
        self.raise_()
        self.list.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def put_away(self) -> None:
        """Hide it and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # No key is the window's while this is open.
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and not self.isHidden():
                self._fit()
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

    def _fit(self) -> None:
        width = min(_WIDE, self._window.width() - 24) + 2 * _SHADOW
        room = self._window.height() - _FROM_TOP - 24
        height = min(self.list.height_of(_ROWS) + 2 * (_SHADOW + 10), room)
        self.setGeometry((self._window.width() - width) // 2, _FROM_TOP - _SHADOW, width, height)

    def _on_entered(self, command: str) -> None:
        row = self.list.current
        if row is not None and not row.off:
            self.put_away()
            self.chosen.emit(command)

"""Giving a command another key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.buttons import button, keep_reading
from widgets.command_list import CommandList, CommandRow
from widgets.labels import Label
from widgets.layouts import set_sides
from widgets.theme import theme_of

_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_unknown,
)


class KeyCatcher(QWidget):
    """Takes the next key pressed, whatever it is.

    Signals: ``pressed(key)`` in Qt's English spelling; ``left`` on Escape or when it
    loses the keyboard.
    """

    pressed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.words = Label()
        self.take = button(self.tr("Take it from there"))
        self.take.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QHBoxLayout(self)
        set_sides(self, layout, 12, 8, 8, 8)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.take)

    def ask(self, sentence: str, *, taking: bool = False) -> None:
        """Say what is awaited; ``taking`` offers to press the same key again with the mouse."""
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.take.setVisible(taking)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        # Before Qt makes of Tab a step to the next field.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._take(event)
            return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() not in _MODIFIERS:
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            self.pressed.emit(QKeySequence(held.value | event.key()).toString())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.setBrush(theme.tone("unrated").wash)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 6, 6)


class KeysChange(QWidget):
    """Every command with its keys; Enter on one awaits its new key.

    Signals: ``key_pressed(command, key)`` as the wish, an empty key for none; ``reset_requested(command)``,
    ``reset_all_requested``; ``done`` to leave.
    """

    key_pressed = Signal(str, str)
    reset_requested = Signal(str)
    reset_all_requested = Signal()
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._command = ""
        self._key = ""
        self.list = CommandList(self.tr("Command to give another key"), self.tr("Type to find a command"))
        self.catcher = KeyCatcher()
        self.catcher.hide()
        self.said = Label(ink="soft")
        self.change = button(self.tr("Change key…"), look="primary")
        keep_reading(self.change)
        self.none = button(self.tr("No key"))
        self.reset = button(self.tr("As it came"), name=self.tr("Give this command the key it came with"))
        self.reset_all = button(self.tr("All as they came"), name=self.tr("Give every command its first key"))
        self.back = button(self.tr("Done"))
        self._lay_out()
        self.list.entered.connect(self._on_entered)
        self.list.view.selectionModel().currentChanged.connect(self._show_buttons)
        self.catcher.pressed.connect(self._on_pressed)
        self.catcher.left.connect(self.end)
        self.catcher.take.clicked.connect(self._on_taken)
        self.change.clicked.connect(self._on_change)
        self.none.clicked.connect(self._on_none)
        self.reset.clicked.connect(self._on_reset)
        self.reset_all.clicked.connect(self.reset_all_requested)
        self.back.clicked.connect(self.done)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for each in (self.change, self.none, self.reset):
            buttons.addWidget(each)
        buttons.addStretch(1)
        for each in (self.reset_all, self.back):
            buttons.addWidget(each)
        layout = QVBoxLayout(self)
        set_sides(self, layout, 0, 0, 8, 0)
        layout.setSpacing(10)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.catcher)
        layout.addWidget(self.said)
        layout.addLayout(buttons)

    def show_rows(self, rows: Sequence[CommandRow], said: str = "") -> None:
        """Show the commands with their keys as they are now, and what was done."""
        current = self.list.current
        self.end()
        self.list.show_rows(rows, current.id if current is not None else "")
        self.reset_all.setEnabled(any(row.changed for row in rows))
        self.said.setText(said or self.tr("Enter changes the key of the command stood on."))
        self._show_buttons()

    def ask(self, sentence: str, key: str = "") -> None:
        """Await a key for the command being changed, saying why; ``key`` was pressed and is another's."""
        self._key = key
        self.catcher.ask(sentence, taking=bool(key))

    def begin(self, command: str, words: str) -> None:
        """Await the command's new key."""
        self._command = command
        self.ask(self.tr("Press the new key for “{0}”. Esc leaves it as it is.").format(words))

    def end(self) -> None:
        """Await no key any more."""
        if not self.catcher.isHidden():
            at_it = self.catcher.hasFocus()
            self._command = self._key = ""
            self.catcher.hide()
            if at_it or not self.isAncestorOf(self.focusWidget() or self):
                self.list.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_buttons(self) -> None:
        row = self.list.current
        self.change.setEnabled(row is not None)
        self.none.setEnabled(row is not None and bool(row.keys))
        self.reset.setEnabled(row is not None and row.changed)

    def _on_entered(self) -> None:
        self._on_change()

    def _on_change(self) -> None:
        row = self.list.current
        if row is not None:
            self.begin(row.id, row.words)

    def _on_pressed(self, key: str) -> None:
        self.key_pressed.emit(self._command, key)

    def _on_taken(self) -> None:
        self.key_pressed.emit(self._command, self._key)

    def _on_none(self) -> None:
        row = self.list.current
        if row is not None:
            self.key_pressed.emit(row.id, "")

    def _on_reset(self) -> None:
        row = self.list.current
        if row is not None:
            self.reset_requested.emit(row.id)

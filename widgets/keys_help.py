"""The keys, laid over the window while F1 is wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from widgets.buttons import button, keep_reading
from widgets.command_list import CommandRow
from widgets.key_caps import KeyCaps
from widgets.keys_change import KeysChange
from widgets.labels import BOLD, Label
from widgets.layouts import clear, set_sides
from widgets.spoken_parts import speak_as
from widgets.styling import follow_theme
from widgets.theme import theme_of

_COLUMN = 390
_FEW = 44
_CHANGE = 860


class _Panel(QFrame):
    """The sheet in the middle."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("rule"), 1))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)


class KeysHelp(QWidget):
    """An overlay listing the keys; Escape, its own key or a click beside it puts it away.

    Attributes: ``change`` is the page on which keys are changed. Signals: ``closed``; ``change_requested``
    when a person wants to change keys; ``list_requested`` when that is done.
    """

    closed = Signal()
    change_requested = Signal()
    list_requested = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._keys: list[tuple[str, str]] = []
        self._toggle: Sequence[str] = ()
        self._columns = 0
        self._before: QWidget | None = None
        self._panel = _Panel()
        self._page = QWidget()
        self._page.setProperty("page", "true")
        self._grid = QGridLayout(self._page)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(7)
        self.close_button = button(
            "×", look="icon", tip=self.tr("Close (Escape)"), name=self.tr("Close the list of keys")
        )
        self.change_button = button(self.tr("Change keys…"), tip=self.tr("Give commands other keys (Enter)"))
        keep_reading(self.change_button)
        self.change_button.clicked.connect(self.change_requested)
        self.change = KeysChange()
        self.change.done.connect(self.list_requested)
        self._title = Label(size=1.3, weight=BOLD, wrap=False)
        self._note = Label(
            self.tr("A key without Ctrl acts only outside text fields."), ink="soft", size=0.92
        )
        self._lay_out()
        self.close_button.clicked.connect(self.put_away)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Keys"))
        speak_as(self, QAccessible.Role.Dialog)
        window.installEventFilter(self)
        follow_theme(self)
        self.hide()

    def show_keys(self, keys: Sequence[tuple[str, str]], toggle: Sequence[str] = ("F1",)) -> None:
        """Lay the list over the window; an entry is (keys, what they do): ("Shift+J", "next claim").

        A key of ``toggle`` puts it away again.
        """
        self._keys, self._toggle = list(keys), toggle
        self._columns = 0
        self._show_page(changing=False)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_change(self, rows: Sequence[CommandRow], said: str = "") -> None:
        """Show the commands to give other keys to."""
        first = self.change.isHidden()
        self.change.show_rows(rows, said)
        if first:
            self._show_page(changing=True)
            self.change.list.line.clear()
            self.change.list.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_page(self, *, changing: bool) -> None:
        if self.isHidden():
            self._before = self._window.focusWidget()
        self._title.setText(self.tr("Change keys") if changing else self.tr("Keys"))
        self.change.setVisible(changing)
        for part in (self._scroll, self._note, self.change_button):
            part.setVisible(not changing)
        # Caps are as high as their stylesheet makes them.
        self.ensurePolished()
        self._fit()
        self.show()
        self.raise_()

    def put_away(self) -> None:
        """Hide it and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        self.change.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._fit()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # No key is the window's while this lies over it.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if QKeySequence(event.keyCombination()).toString() in self._toggle:
            self.put_away()
        elif event.key() == Qt.Key.Key_Escape:
            if self.change.isHidden():
                self.put_away()
            else:
                self.list_requested.emit()
        elif enters and self.hasFocus():
            self.change_requested.emit()
        elif self.change.isHidden():
            # The list has no keyboard of its own: up and down scroll it.
            self._scroll.event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.put_away()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scrim = QColor(0, 0, 0, 130 if theme_of(self).dark else 70)
        QPainter(self).fillRect(self.rect(), scrim)

    def _fit(self) -> None:
        self.setGeometry(self._window.rect())
        wanted = 3 if len(self._keys) > _FEW else 2
        columns = max(1, min(wanted, (self.width() - 48) // _COLUMN))
        if columns != self._columns:
            self._columns = columns
            self._fill()
        changing = not self.change.isHidden()
        wide = min(_CHANGE if changing else columns * _COLUMN + 80, self.width() - 48)
        self._panel.setFixedWidth(wide)
        self.change.setFixedHeight(max(160, min(560, self.height() - 150)))
        high = self._grid.heightForWidth(wide - 60) + 24
        self._scroll.setFixedHeight(max(100, min(high, self.height() - 190)))

    def _fill(self) -> None:
        clear(self._grid)
        down = -(-len(self._keys) // self._columns)
        for at, (keys, words) in enumerate(self._keys):
            column, row = divmod(at, down)
            middle = Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(KeyCaps(keys), row, 2 * column, middle)
            self._grid.addWidget(Label(words), row, 2 * column + 1, middle)
            self._grid.setColumnStretch(2 * column + 1, 1)

    def _lay_out(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.change_button)
        head.addWidget(self.close_button)
        inner = QVBoxLayout(self._panel)
        set_sides(self, inner, 24, 16, 16, 16)
        inner.setSpacing(10)
        inner.addLayout(head)
        inner.addWidget(self._scroll, 1)
        inner.addWidget(self._note)
        inner.addWidget(self.change)
        self.change.hide()
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._panel, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)

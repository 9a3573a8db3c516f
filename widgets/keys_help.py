"""The keys, laid over the window while F1 is wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from widgets.buttons import button
from widgets.labels import BOLD, Label
from widgets.layouts import clear
from widgets.styling import follow_theme
from widgets.theme import theme_of

_TWO_COLUMNS_FROM = 760
_WIDEST = 860
_BETWEEN = re.compile(r"(?<=[^+])\+(?=.)")


class KeyCaps(QWidget):
    """One combination of keys drawn as caps; the words ``/`` and ``…`` between keys are not caps."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addStretch(1)
        for word in keys.split():
            for at, key in enumerate(_BETWEEN.split(word)):
                if at:
                    layout.addWidget(Label("+", ink="soft", size=0.85, wrap=False))
                cap = Label(key, size=0.88, weight=BOLD, wrap=False)
                cap.setProperty("cap", "false" if key in ("/", "…", "–") else "true")
                layout.addWidget(cap)
        self.setAccessibleName(keys)


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
    """An overlay listing the keys; Escape, F1 or a click beside it puts it away.

    Signals: ``closed``.
    """

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._keys: list[tuple[str, str]] = []
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
        self._lay_out()
        self.close_button.clicked.connect(self.put_away)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Keys"))
        window.installEventFilter(self)
        follow_theme(self)
        self.hide()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Lay the list over the window; an entry is (keys, what they do): ("Shift+J", "next claim")."""
        self._keys = list(keys)
        self._columns = 0
        self._before = self._window.focusWidget()
        # Caps are as high as their stylesheet makes them.
        self.ensurePolished()
        self._fit()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def put_away(self) -> None:
        """Hide it and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.put_away()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.put_away()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scrim = QColor(0, 0, 0, 130 if theme_of(self).dark else 70)
        QPainter(self).fillRect(self.rect(), scrim)

    def _fit(self) -> None:
        self.setGeometry(self._window.rect())
        columns = 2 if self.width() >= _TWO_COLUMNS_FROM else 1
        if columns != self._columns:
            self._columns = columns
            self._fill()
        wide = min(_WIDEST, self.width() - 48)
        self._panel.setFixedWidth(wide)
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
        head.addWidget(Label(self.tr("Keys"), size=1.3, weight=BOLD, wrap=False))
        head.addStretch(1)
        head.addWidget(self.close_button)
        inner = QVBoxLayout(self._panel)
        inner.setContentsMargins(24, 16, 16, 16)
        inner.setSpacing(10)
        inner.addLayout(head)
        inner.addWidget(self._scroll, 1)
        inner.addWidget(
            Label(self.tr("Letters and digits act only outside text fields."), ink="soft", size=0.92)
        )
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._panel, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)

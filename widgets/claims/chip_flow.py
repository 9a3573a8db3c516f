"""Chips in lines, of which any may be on; one Tab stop, the arrow keys move among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from widgets.layouts import FlowLayout
from widgets.spoken_parts import speak_as
from widgets.styling import scaled_font

# What turns words round in a mirrored window is not for saying.
_SILENT: dict[int, None] = dict.fromkeys((0x2068, 0x2069))


class ChipFlow(QWidget):
    """Buttons that are on or off, each known by a key.

    Signals: ``pressed(key)`` when a person presses one; what it is then is for the one who hears it.
    """

    pressed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        speak_as(self, QAccessible.Role.Grouping)
        self._chips: dict[str, QToolButton] = {}
        self._flow = FlowLayout(self)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chips(self, keys: Sequence[str]) -> None:
        """Have these chips in that order; those that stay keep the keyboard."""
        if list(keys) == list(self._chips):
            return
        old, self._chips = self._chips, {}
        while self._flow.takeAt(0) is not None:
            pass
        for key in keys:
            chip = self._chips[key] = old.pop(key, None) or self._made(key)
            self._flow.addWidget(chip)
            chip.show()
        for gone in old.values():
            gone.hide()
            gone.deleteLater()
        before: QWidget | None = None
        for chip in self._chips.values():
            if before is not None:
                QWidget.setTabOrder(before, chip)
            before = chip
        self._choose_stop(None)
        self._flow.invalidate()
        self.updateGeometry()

    def show_chip(self, key: str, words: str, *, on: bool, faint: bool = False, tip: str = "") -> None:
        """What that chip says and whether it is on; a ``faint`` one would show nothing."""
        chip = self._chips[key]
        if chip.text() != words:
            chip.setText(words)
            chip.setAccessibleName(words.translate(_SILENT))
            self._flow.invalidate()
        chip.setChecked(on)
        chip.setToolTip(tip)
        if chip.property("faint") != faint:
            chip.setProperty("faint", faint)
            chip.style().unpolish(chip)
            chip.style().polish(chip)

    def chip(self, key: str) -> QToolButton:
        """The button behind that key."""
        return self._chips[key]

    @property
    def keys(self) -> list[str]:
        """The chips there are, in order."""
        return list(self._chips)

    def focus_first(self) -> None:
        """Put the keyboard on the chip it was on last, or the first."""
        for chip in self._chips.values():
            if chip.focusPolicy() & Qt.FocusPolicy.TabFocus:
                chip.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._choose_stop(cast(QToolButton, watched))
        elif event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(cast(QKeyEvent, event).key()), 0)
            if step:
                self._go(cast(QToolButton, watched), -step if self.isRightToLeft() else step)
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            for chip in self._chips.values():
                chip.setFont(scaled_font(0.94))

    def _made(self, key: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setCheckable(True)
        chip.setProperty("look", "chip")
        chip.setProperty("key", key)
        chip.setFont(scaled_font(0.94))
        chip.installEventFilter(self)
        chip.clicked.connect(self._on_clicked)
        return chip

    def _on_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, QToolButton):
            self.pressed.emit(chip.property("key"))

    def _go(self, chip: QToolButton, step: int) -> None:
        chips = list(self._chips.values())
        at = chips.index(chip) + step
        if 0 <= at < len(chips):
            chips[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose_stop(self, stop: QToolButton | None) -> None:
        """The one chip that Tab comes to."""
        chips = list(self._chips.values())
        if stop is None:
            stop = next((c for c in chips if c.hasFocus()), chips[0] if chips else None)
        for chip in chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus)

"""A row of chips of which exactly one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from widgets.layouts import FlowLayout
from widgets.spoken_parts import speak_as
from widgets.styling import scaled_font


class ChipRow(QWidget):
    """Chips side by side, one chosen; the arrow keys move the choice.

    Signals: ``chosen(key)`` when a person chooses another chip.
    """

    chosen = Signal(str)

    def __init__(self, name: str, chips: Sequence[tuple[str, str]] = ()) -> None:
        """``chips`` are (key, words), in order; the first is chosen."""
        super().__init__()
        self.setAccessibleName(name)
        speak_as(self, QAccessible.Role.Grouping)
        self._group = QButtonGroup(self)
        self._chips: dict[str, QToolButton] = {}
        self._flow = FlowLayout(self)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for key, words in chips:
            self._add(key, words)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def key(self) -> str:
        """The key of the chosen chip."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose that chip without telling anybody."""
        self._chips[key].setChecked(True)

    def set_words(self, key: str, words: str) -> None:
        """Change what the chip says."""
        self._chips[key].setText(words)
        self._chips[key].setAccessibleName(words)

    def chip(self, key: str) -> QToolButton:
        """The button behind that key."""
        return self._chips[key]

    def _add(self, key: str, words: str) -> None:
        chip = QToolButton()
        chip.setText(words)
        chip.setCheckable(True)
        chip.setProperty("look", "chip")
        chip.setFont(scaled_font(0.94))
        chip.setAccessibleName(words)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.setChecked(not self._chips)
        self._chips[key] = chip
        self._group.addButton(chip)
        self._flow.addWidget(chip)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            for chip in self._chips.values():
                chip.setFont(scaled_font(0.94))

    def _on_clicked(self) -> None:
        self.chosen.emit(self.key)

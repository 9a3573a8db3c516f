"""What is said of a source that cannot be shown here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets.labels import BOLD, Label
from widgets.layouts import scrolled


class SaidInstead(QWidget):
    """One sentence, what is known, and ways to get at the bytes.

    Signals: ``open_wanted`` with another program; ``save_wanted`` as a copy.
    """

    open_wanted = Signal()
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sentence = Label(weight=BOLD)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(4)
        self.open_button = QPushButton(self.tr("Open with another program…"))
        self.save_button = QPushButton(self.tr("Save a copy…"))
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 8, 0, 0)
        for each in (self.open_button, self.save_button):
            row.addWidget(each)
        row.addStretch(1)
        column: QVBoxLayout = scrolled(self)
        column.addSpacing(24)
        column.addWidget(self._sentence)
        column.addLayout(self._facts)
        column.addWidget(self._buttons)
        column.addStretch(1)
        self.open_button.clicked.connect(self.open_wanted)
        self.save_button.clicked.connect(self.save_wanted)

    @property
    def first_button(self) -> QPushButton | None:
        """The first button there is."""
        return self.open_button if not self._buttons.isHidden() else None

    @property
    def words(self) -> str:
        """The sentence."""
        return self._sentence.text()

    def show_words(
        self, sentence: str, facts: Sequence[tuple[str, str]] = (), *, copies: bool = False
    ) -> None:
        """Say that, with what is known as (name, words); buttons only where there are bytes to be had."""
        self._sentence.setText(sentence)
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for name, words in facts:
            value = Label(words)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addRow(Label(name, ink="soft", size=0.92, wrap=False), value)
        self._buttons.setVisible(copies)

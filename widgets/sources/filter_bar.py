"""The line that searches the sources, and the chips and order that open under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.records import SourceRecord
from widgets.buttons import button
from widgets.choice_box import ChoiceBox
from widgets.claims.chip_flow import ChipFlow
from widgets.layouts import set_sides
from widgets.sources.traits import CONFIDENTIAL, LINK, MISSING, ORDERS, UNUSED, SourceFilter, counted
from widgets.sources.words import kind_words, status_words


class _Line(QLineEdit):
    """Signals: ``down`` to go on to the list; ``emptied`` on Escape."""

    down = Signal()
    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)


class SourceFilterBar(QWidget):
    """Signals: ``changed`` where another filter is wished for; ``list_wanted`` to go on to what was found."""

    changed = Signal()
    list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._on: set[str] = set()
        self.line = _Line(placeholderText=self.tr("Search sources"))
        self.line.setAccessibleName(self.tr("Search sources"))
        self.more: QPushButton = button(
            "▾", look="icon", tip=self.tr("Filter and sort the sources"), name=self.tr("Filter and sort")
        )
        self.more.setCheckable(True)
        self.order = ChoiceBox()
        self.order.setAccessibleName(self.tr("Order of the sources"))
        orders = (
            self.tr("by number"),
            self.tr("latest first"),
            self.tr("by title"),
            self.tr("most used first"),
        )
        for key, words in zip(ORDERS, orders, strict=True):
            self.order.addItem(words, key)
        self.chips = ChipFlow(self.tr("Filter the sources"))
        self._under = QWidget()
        under = QVBoxLayout(self._under)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(4)
        under.addWidget(self.chips)
        under.addWidget(self.order)
        first = QHBoxLayout()
        first.setSpacing(2)
        first.addWidget(self.line, 1)
        first.addWidget(self.more)
        layout = QVBoxLayout(self)
        set_sides(self, layout, 10, 2, 8, 6)
        layout.setSpacing(4)
        layout.addLayout(first)
        layout.addWidget(self._under)
        self._under.hide()
        self.line.textChanged.connect(self.changed)
        self.line.down.connect(self.list_wanted)
        self.line.emptied.connect(self.line.clear)
        self.more.toggled.connect(self._under.setVisible)
        self.chips.pressed.connect(self._on_chip)
        self.order.activated.connect(self.changed)

    @property
    def wanted(self) -> SourceFilter:
        """The filter as it stands."""
        return SourceFilter(self.line.text(), frozenset(self._on), self.order.currentData())

    def clear(self) -> None:
        """Want all of them again."""
        self._on.clear()
        self.line.clear()
        self.changed.emit()

    def show_counts(self, sources: Sequence[SourceRecord]) -> None:
        """Offer what these sources can be chosen by."""
        counts = dict(counted(sources))
        self._on &= set(counts)
        self.chips.set_chips(list(counts))
        for key, count in counts.items():
            self.chips.show_chip(key, f"{self._words(key)} {count}", on=key in self._on)
        self.more.setText("▾ ●" if self._on else "▾")

    def open_chips(self) -> None:
        """Open the chips and put the keyboard on them."""
        self.more.setChecked(True)
        self.chips.focus_first()

    def _words(self, key: str) -> str:
        kind, _, value = key.partition(":")
        if value:
            return (kind_words() if kind == "kind" else status_words()).get(value, value)
        words = {
            UNUSED: self.tr("unused"),
            MISSING: self.tr("blanks"),
            LINK: self.tr("link only"),
            CONFIDENTIAL: self.tr("confidential"),
        }
        return words[key]

    def _on_chip(self, key: str) -> None:
        self._on ^= {key}
        self.changed.emit()

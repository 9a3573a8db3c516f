"""A list of articles or of sources: a heading, cards, an empty state, and room to drop files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from widgets.buttons import button
from widgets.cards import CardView
from widgets.dropping import DropRegion
from widgets.entry_cards import EntryCard
from widgets.fonts import load_fonts_for
from widgets.labels import CapsLabel, EmptyState
from widgets.layouts import set_sides
from widgets.models.record_model import Entry, RecordModel
from widgets.styling import follow_theme
from widgets.theme import theme_of


class EntryList(DropRegion):
    """What the lists of articles and sources have in common.

    Signals: ``activated(id)`` when a person goes to an entry; ``opened(id)`` on Enter or a double click.
    """

    activated = Signal(str)
    opened = Signal(str)

    def __init__(self, title: str, card: EntryCard, *, links: bool = False) -> None:
        super().__init__(links=links)
        self._current: str | None = None
        self._following = False
        self._pressed: int | None = None
        self._card = card
        self.model = RecordModel(self)
        self.view = CardView()
        self.view.setAccessibleName(title)
        self.view.setModel(self.model)
        self.view.setItemDelegate(card)
        self.view.set_row_height(card.height())
        self.empty = EmptyState()
        self.head = QHBoxLayout()
        set_sides(self, self.head, 12, 8, 6, 2)
        self.head.setSpacing(2)
        self.head.addWidget(CapsLabel(title))
        self.head.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(self.head)
        self.body.addWidget(self._stack, 1)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.clicked.connect(self._on_clicked)
        self.view.row_entered.connect(self._on_row_entered)
        self.view.row_entered.connect(self._on_opened)
        self.view.doubleClicked.connect(self._on_opened)
        follow_theme(self)
        card.theme = theme_of(self)

    def set_records(self, records: Sequence[Entry]) -> None:
        """Show these, in this order."""
        # Titles are drawn before anybody opens the text they stand over.
        load_fonts_for("".join(record.title for record in records))
        self._following = True
        self.model.set_records(records)
        self._following = False
        self._stack.setCurrentWidget(self.view if records else self.empty)
        self.set_current(self._current)

    def set_current(self, key: str | None) -> None:
        """Mark that entry as the one in hand without telling anybody."""
        self._current = key
        self._following = True
        row = self.model.row_of(key)
        if row is None:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        elif row != self.view.currentIndex().row() or not self.view.selectionModel().hasSelection():
            self.view.setCurrentIndex(self.model.index(row, 0))
        self._following = False

    def add_button(self, words: str, name: str) -> QPushButton:
        """A quiet button in the heading."""
        made = button(words, look="quiet", tip=name, name=name)
        self.head.addWidget(made)
        return made

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._card.theme = theme_of(self)
        elif event.type() == QEvent.Type.ApplicationFontChange:
            self.view.set_row_height(self._card.height())

    def _on_current_changed(self, index: QModelIndex) -> None:
        if not self._following and index.isValid():
            self._pressed = index.row() if QApplication.mouseButtons() else None
            self._go(index, again=False)

    def _on_clicked(self, index: QModelIndex) -> None:
        pressed, self._pressed = self._pressed, None
        # The press that made this row current has told already.
        if index.isValid() and index.row() != pressed:
            self._on_row_entered(index)

    def _on_row_entered(self, index: QModelIndex) -> None:
        if index.isValid():
            self._go(index, again=True)

    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.model.record(index.row()).id)

    def _go(self, index: QModelIndex, *, again: bool) -> None:
        key = self.model.record(index.row()).id
        if key != self._current or again:
            self._current = key
            self.activated.emit(key)

"""Asking in one key what kind of fact some words are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from db.records import FactKind
from widgets.fact_words import kind_word
from widgets.styling import follow_theme

_KEYS = {
    FactKind.NAME: "N",
    FactKind.NUMBER: "U",
    FactKind.DATE: "D",
    FactKind.PLACE: "P",
    FactKind.QUOTATION: "Q",
    FactKind.TITLE: "T",
    FactKind.SUPERLATIVE: "S",
}


class KindMenu(QMenu):
    """The kinds of fact, one key each.

    Signals: ``kind_chosen(kind)``.
    """

    kind_chosen = Signal(str)

    def __init__(self, view: QWidget, heading: str, now: FactKind | None) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        follow_theme(self)
        self.addAction(heading.replace("&", "&&")).setEnabled(False)
        self._keys: dict[str, QAction] = {}
        for kind, key in _KEYS.items():
            words = kind_word(kind)
            action = self.addAction(f"✓ {words}\t{key}" if kind is now else f"{words}\t{key}")
            action.setData(kind.value)
            action.triggered.connect(self._on_triggered)
            self._keys[key] = action
        self.setActiveAction(self.actions()[1])

    def offer(self, words: str, chosen: Callable[[], object]) -> None:
        """One more thing to choose, after the kinds; the first of them by E."""
        first = len(self.actions()) == len(_KEYS) + 1
        if first:
            self.addSeparator()
        action = self.addAction(words.replace("&", "&&") + ("\tE" if first else ""))
        action.triggered.connect(lambda: chosen())
        self._keys.setdefault("E", action)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._keys.get(event.text().upper())
        if action is None:
            super().keyPressEvent(event)
            return
        self.close()
        action.trigger()

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.kind_chosen.emit(action.data())

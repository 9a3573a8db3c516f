"""Asking in one key what kind of fact some words are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.panels.letter_menu import LetterMenu
from db.records import FactKind
from widgets.fact_words import kind_word

_KEYS = {
    FactKind.NAME: "N",
    FactKind.ORGANISATION: "O",
    FactKind.NUMBER: "U",
    FactKind.DATE: "D",
    FactKind.PLACE: "P",
    FactKind.QUOTATION: "Q",
    FactKind.TITLE: "T",
    FactKind.SUPERLATIVE: "S",
}


class KindMenu(LetterMenu):
    """The kinds of fact, one key each.

    Signals: ``kind_chosen(kind)``.
    """

    kind_chosen = Signal(str)

    def __init__(self, view: QWidget, heading: str, now: FactKind | None) -> None:
        super().__init__(view)
        self.set_heading(heading)
        for kind, key in _KEYS.items():
            self.add(kind_word(kind), key, partial(self.kind_chosen.emit, kind.value), now=kind is now)

    def offer(self, words: str, chosen: Callable[[], object]) -> None:
        """One more thing to choose, after the kinds; the first of them by E."""
        first = len(self.actions()) == len(_KEYS) + 1
        if first:
            self.addSeparator()
        self.add(words, "E" if first else "", chosen)

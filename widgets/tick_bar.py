"""The bar above the article in tick mode: which facts are gone through, against what, how many are left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QToolButton, QWidget

from db.records import FactKind, SourceRecord
from widgets.chips import ChipRow
from widgets.fact_words import kinds_word
from widgets.labels import ElidedLabel
from widgets.styling import follow_theme

ALL = "all"


class TickBar(QWidget):
    """Chips for the passes, the source in hand with the place in it, the list, and the way out.

    Signals: ``pass_chosen(kind)`` with a fact's kind or ``ALL``; ``source_wanted``; ``list_wanted``;
    ``find_wanted`` where the text was never searched; ``left``; ``line_left`` where the keyboard should go
    back to the article.
    """

    pass_chosen = Signal(str)
    source_wanted = Signal()
    list_wanted = Signal()
    find_wanted = Signal()
    left = Signal()
    line_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        chips = [(ALL, kinds_word(None)), *((kind.value, kinds_word(kind)) for kind in FactKind)]
        self.chips = ChipRow(self.tr("Facts to go through"), chips)
        self.source = QPushButton()
        self.source.setProperty("look", "quiet")
        self.source.setToolTip(self.tr("The source ticked against; Shift+Space picks another"))
        self.locator = QLineEdit(placeholderText=self.tr("page, time…"))
        self.locator.setAccessibleName(self.tr("Where in the source"))
        self.locator.setFixedWidth(130)
        self.passage = ElidedLabel(ink="soft", size=0.92)
        self.list_button = _quiet(self.tr("List"), self.tr("All facts of the article, with their ticks"))
        self.find_button = _quiet(self.tr("Find facts"), self.tr("Look through the text for facts"))
        self.done_button = _quiet(self.tr("Done"), self.tr("Leave tick mode (Esc)"))
        self._lay_out()
        self.chips.chosen.connect(self.pass_chosen)
        self.source.clicked.connect(self.source_wanted)
        self.locator.returnPressed.connect(self.line_left)
        self.list_button.clicked.connect(self.list_wanted)
        self.find_button.clicked.connect(self.find_wanted)
        self.done_button.clicked.connect(self.left)
        self.set_in_hand(None)
        self.set_passage("")
        self.set_counts({}, {})
        follow_theme(self)
        self.hide()

    def set_counts(self, left: Mapping[FactKind, int], there: Mapping[FactKind, int]) -> None:
        """How many facts of each kind are still to be ticked, of those there are."""
        total, whole = sum(left.values()), sum(there.values())
        self._set_chip(ALL, kinds_word(None), total, whole)
        for kind in FactKind:
            self._set_chip(kind.value, kinds_word(kind), left.get(kind, 0), there.get(kind, 0))
        self.find_button.setVisible(not whole)

    def choose(self, kind: FactKind | None) -> None:
        """Show that pass as the one gone through."""
        self.chips.choose(kind.value if kind is not None else ALL)

    def set_in_hand(self, source: SourceRecord | None) -> None:
        """The source that is ticked against, or none yet."""
        none = self.tr("No source in hand: Shift+Space picks one")
        title = (
            f"{source.title[:23]}…" if source and len(source.title) > 24 else source.title if source else ""
        )
        words = self.tr("In hand: {0} {1}").format(source.number, title) if source else none
        self.source.setText(words.replace("&", "&&").strip())
        self.source.setAccessibleName(words)
        self.locator.setVisible(source is not None)

    def set_passage(self, passage: str) -> None:
        """The words selected in the source, which come along with a tick."""
        self.passage.setText(f"“{passage}”" if passage else "")
        self.passage.setVisible(bool(passage))

    def _set_chip(self, key: str, words: str, left: int, there: int) -> None:
        chip = self.chips.chip(key)
        if (chip.property("left"), chip.property("there")) == (left, there):
            return
        chip.setProperty("left", left)
        chip.setProperty("there", there)
        done = there > 0 and not left
        self.chips.set_words(key, f"{words} ✓" if done else f"{words} {left}" if there else words)
        chip.setVisible(key == ALL or there > 0)
        spoken = self.tr("{0}: all ticked") if done else self.tr("{0}: {1} left of {2}")
        chip.setAccessibleName(spoken.format(words, left, there))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 8, 3)
        row.setSpacing(8)
        self.passage.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self.chips, 4, middle)
        row.addWidget(self.find_button, 0, middle)
        row.addWidget(self.passage, 1, middle)
        for part in (self.source, self.locator, self.list_button, self.done_button):
            row.addWidget(part, 0, middle)


def _quiet(words: str, tip: str) -> QToolButton:
    made = QToolButton()
    made.setText(words)
    made.setProperty("look", "quiet")
    made.setToolTip(tip)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made

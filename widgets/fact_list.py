"""All facts of an article in reading order, each with its sentence and what it was ticked against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from db.records import FactRecord
from widgets.chips import ChipRow
from widgets.fact_rows import PARTS_ROLE, FactRowPainter
from widgets.fact_words import CheckWords, kind_word, no_check, standing
from widgets.key_names import key_name
from widgets.labels import BOLD, EmptyState, Label
from widgets.styling import follow_theme

_Index = QModelIndex | QPersistentModelIndex
SHOWN = ("all", "left", "ticked", "dismissed")


class FactRow(NamedTuple):
    """A fact with its words and the number of its sentence, 0 for none.

    ``nth`` of ``same`` tells it from the others of its sentence that have the same words; ``check_words``
    tells the quote check of a tick.
    """

    fact: FactRecord
    words: str
    sentence: int
    nth: int = 1
    same: int = 1
    check_words: CheckWords = no_check


class FactModel(QAbstractListModel):
    """Facts as rows of plain text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FactRow] = []

    def show_rows(self, rows: Sequence[FactRow]) -> None:
        """Show these rows in place of those before."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, number: int) -> FactRow:
        """The row of that number."""
        return self._rows[number]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            sign, words, *about = self._parts(row)
            return f"{sign}  \u2068{words}\u2069   {' · '.join(filter(None, about))}"
        if role == PARTS_ROLE:
            return self._parts(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{row.words}. {standing(row.fact, row.check_words)}"
            return f"{said}. {place}" if (place := self._place(row)) else said
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return f"{row.words}\n{standing(row.fact, row.check_words)}"
        return None

    def _parts(self, row: FactRow) -> tuple[str, str, str, str, str]:
        fact = row.fact
        sign = "–" if fact.dismissed else "✓" if fact.ticks else "○"
        # The sign alone: what it means is told where one rests on the row.
        against = [f"{t.source_number} {row.check_words(t.id)[:1]}".strip() for t in fact.ticks]
        sources = ", ".join(dict.fromkeys(filter(None, against)))
        return sign, row.words.replace("\n", " "), kind_word(fact.kind), self._place(row), sources

    def _place(self, row: FactRow) -> str:
        place = self.tr("sentence {0}").format(row.sentence) if row.sentence else ""
        which = self.tr("{0} of {1} there").format(row.nth, row.same) if row.same > 1 else ""
        return ", ".join(part for part in (place, which) if part)


class FactList(QWidget):
    """The facts of an article, all or those in one state.

    Signals: ``fact_activated(id)`` where one is clicked or entered; ``find_wanted`` where the text should be
    looked through for facts.
    """

    fact_activated = Signal(str)
    find_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[FactRow] = []
        self._title = Label(self.tr("Facts"), size=1.1, weight=BOLD)
        words = (self.tr("All"), self.tr("Left"), self.tr("Ticked"), self.tr("Dismissed"))
        self.chips = ChipRow(self.tr("Facts shown"), list(zip(SHOWN, words, strict=True)))
        self.model = FactModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.setItemDelegate(FactRowPainter(self.view))
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(self.tr("Facts of the article"))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 8, 8)
        self.empty = EmptyState()
        self.empty.hide()
        self.empty.wanted.connect(self.find_wanted)
        for part in (self._title, self.chips, self.view, self.empty):
            column.addWidget(part)
        column.setStretch(2, 1)
        column.setStretch(3, 1)
        self.chips.chosen.connect(self._fill)
        self.view.clicked.connect(self._on_activated)
        self.view.activated.connect(self._on_activated)
        follow_theme(self)

    def show_facts(self, rows: Sequence[FactRow]) -> None:
        """Show these facts, in reading order."""
        self._rows = _told_apart(rows)
        done = sum(bool(row.fact.ticks) for row in rows)
        live = sum(not row.fact.dismissed for row in rows)
        self._title.setText(self.tr("Facts: {0} of {1} ticked").format(done, live))
        self._fill()

    def _fill(self) -> None:
        state = self.chips.key
        kept = [row for row in self._rows if state == "all" or _state(row.fact) == state]
        at = self.view.verticalScrollBar().value()
        self.model.show_rows(kept)
        self._show_empty(bool(kept))
        self.view.verticalScrollBar().setValue(at)

    def _show_empty(self, some: bool) -> None:
        self.view.setVisible(some)
        self.empty.setVisible(not some)
        if self._rows:
            self.empty.show_words(self.tr("None of these"), "")
        else:
            words = self.tr("Look through the text for them, or select words and press {0}.")
            title = self.tr("No facts are known in this text")
            self.empty.show_words(title, words.format(key_name("fact.kind", "M")), self.tr("Find facts"))

    def _on_activated(self, index: QModelIndex) -> None:
        self.fact_activated.emit(self.model.row(index.row()).fact.id)


def _told_apart(rows: Sequence[FactRow]) -> list[FactRow]:
    same = Counter((row.sentence, row.words) for row in rows)
    before: Counter[tuple[int, str]] = Counter()
    told: list[FactRow] = []
    for row in rows:
        key = (row.sentence, row.words)
        before[key] += 1
        told.append(row._replace(nth=before[key], same=same[key]))
    return told


def _state(fact: FactRecord) -> str:
    return "dismissed" if fact.dismissed else "ticked" if fact.ticks else "left"

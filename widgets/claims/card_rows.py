"""The list's rows: claims as cards, titles of articles between them, several to be chosen at once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication

from db.records import ClaimId
from widgets.cards import CardView
from widgets.models.claim_model import ClaimModel

_CHOOSING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
_SELECT = QItemSelectionModel.SelectionFlag.Select
_CLEAR = QItemSelectionModel.SelectionFlag.Clear
_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate


class CardRows(CardView):
    """Shows a ``ClaimModel``; what was chosen stays chosen while the rows are filtered, sorted or changed.

    Signals: ``chosen_changed(count)`` how many claims are chosen; ``given_up`` on Escape with several chosen.
    """

    chosen_changed = Signal(int)
    given_up = Signal()

    def __init__(self, model: ClaimModel) -> None:
        super().__init__()
        self._claims = model
        self._lot: list[ClaimId] = []
        self._count = 0
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    @property
    def several(self) -> bool:
        """Whether more than one claim is chosen."""
        return self._count > 1

    @property
    def chosen(self) -> list[ClaimId]:
        """The claims chosen, from top to bottom."""
        found = (self._claims.ids(first, last) for first, last in sorted(self._stretches()))
        return list(chain.from_iterable(found))

    def choosing(self) -> bool:
        """Whether the person is adding to what is chosen rather than going to a claim."""
        return bool(QApplication.keyboardModifiers() & _CHOOSING)

    def go_to(self, row: int | None) -> None:
        """Have that row current; it is chosen alone, except where several are chosen already."""
        index = self._claims.index(row, 0) if row is not None else QModelIndex()
        if self.several:
            self.selectionModel().setCurrentIndex(index, _NO_UPDATE)
        elif row is None:
            self.clearSelection()
            self.setCurrentIndex(index)
        else:
            # Not by the view, which adds to what is chosen while Ctrl is held, as it is of Ctrl+Z.
            self.selectionModel().setCurrentIndex(index, _CLEAR | _SELECT)

    def choose(self, claims: Iterable[ClaimId]) -> None:
        """Choose these, as far as they are shown."""
        rows = self._claims.rows_of(claims)
        wanted = QItemSelection()
        start = 0
        for at, row in enumerate(rows):
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                wanted.select(self._claims.index(rows[start], 0), self._claims.index(row, 0))
                start = at + 1
        self.selectionModel().select(wanted, _CLEAR | _SELECT)

    def choose_one(self) -> None:
        """Choose only the current claim again."""
        self.selectionModel().select(self.currentIndex(), _CLEAR | _SELECT)

    def restore(self) -> None:
        """Choose again, after the rows were made anew, what was chosen before."""
        lot, self._lot = self._lot, []
        if lot:
            self.choose(lot)
        self.count()

    def count(self) -> None:
        """Count the chosen claims and tell."""
        stretches = self._stretches()
        found = sum(last - first + 1 for first, last in stretches)
        if found > 1:
            # A stretch may reach over titles, which are never chosen themselves.
            titles = self._claims.headings()
            found -= sum(any(first <= row <= last for first, last in stretches) for row in titles)
        if found != self._count:
            self._count = found
            self.chosen_changed.emit(found)

    def fit_headings(self, height: int) -> None:
        """Give titles a height of their own."""
        for row in self._claims.headings():
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)

    def selectAll(self) -> None:
        super().selectAll()
        if self._count == 1:
            # What is done with one claim is done with the one in hand.
            (row,) = self._claims.rows_of(self.chosen)
            self.row_entered.emit(self._claims.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.several:
            self.given_up.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def _stretches(self) -> list[tuple[int, int]]:
        """The first and last rows of what is chosen."""
        return [(stretch.top(), stretch.bottom()) for stretch in self.selectionModel().selection().toList()]

    def _on_about_to_reset(self) -> None:
        self._lot = self.chosen if self.several else []

    def _on_selection_changed(self) -> None:
        self.count()

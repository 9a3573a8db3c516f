"""A table of one column whose rows are painted as cards."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from widgets.theme import theme_of


class CardView(QTableView):
    """One column, no grid, no headers; a QTableView because a list view lays out every row on every change.

    Signals: ``row_entered(index)`` on Enter; ``pointer_left`` when the pointer stands on no card;
    ``last_passed`` where one goes down from the last.
    """

    row_entered = Signal(QModelIndex)
    pointer_left = Signal()
    last_passed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setShowGrid(False)
        self.setMouseTracking(True)
        # What is let go over a card is for what the cards stand in.
        self.viewport().setAcceptDrops(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalScrollBar().setSingleStep(24)

    def set_row_height(self, pixels: int) -> None:
        """Give every card that height."""
        self.verticalHeader().setDefaultSectionSize(pixels)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            # With no card to show it on, the keyboard is on all of them.
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme_of(self).colour("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Letters belong to the window's keys, not to a search by typing.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.row_entered.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Down and self.currentIndex().row() == self._last():
            self.last_passed.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _last(self) -> int:
        model = self.model()
        return model.rowCount() - 1 if model is not None else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self.pointer_left.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointer_left.emit()

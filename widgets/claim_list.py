"""The claims beside the article: filtered, sorted, painted as cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.records import ClaimId, ClaimRecord, Scale
from widgets.cards import CardView
from widgets.chips import ChipRow
from widgets.claim_card import ClaimCard
from widgets.labels import EmptyState, Hairline
from widgets.models.claim_model import ClaimModel, Order, Show
from widgets.styling import follow_theme
from widgets.theme import theme_of


class ClaimList(QWidget):
    """Every claim of an article as a card.

    Signals: ``claim_activated(id)`` when a person goes to a claim, by mouse or keys;
    ``claim_hovered(id)`` for the claim under the pointer, empty where there is none.
    """

    claim_activated = Signal(str)
    claim_hovered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ClaimModel(self)
        self._card = ClaimCard()
        self._current: ClaimId | None = None
        self._hovered = ""
        self._following = False
        self._pressed: int | None = None
        self._filter = QLineEdit(placeholderText=self.tr("Filter claims"), clearButtonEnabled=True)
        self._filter.setAccessibleName(self.tr("Filter claims by their words"))
        self._order = QToolButton()
        self._order.setProperty("look", "quiet")
        self._chips = ChipRow(self.tr("Which claims to show"), [(show.value, "") for show in Show])
        self._cards = CardView()
        self._cards.setAccessibleName(self.tr("Claims"))
        self._empty = EmptyState()
        self._stack = QStackedWidget()
        self._lay_out()
        self._cards.setModel(self._model)
        self._cards.setItemDelegate(self._card)
        self._cards.set_row_height(self._card.height())
        self._connect()
        self._name_order(Order.PLACE)
        self._after_change()
        follow_theme(self)
        self._card.set_theme(theme_of(self))

    def set_claims(self, claims: Sequence[ClaimRecord]) -> None:
        """Show these claims instead of those before."""
        self._following = True
        self._model.set_claims(claims)
        self._following = False
        self._after_change()

    def update_claims(self, changed: Iterable[ClaimRecord], removed: Iterable[ClaimId] = ()) -> None:
        """Take over what one change touched, leaving the place in the list as it is."""
        self._following = True
        self._model.update_claims(changed, removed)
        self._following = False
        self._after_change()

    def set_scale(self, scale: Scale) -> None:
        """Show ratings with the signs of that scale."""
        self._card.set_scale(scale)
        self._cards.viewport().update()

    def set_current(self, claim: ClaimId | None) -> None:
        """Go to that claim's card without telling anybody; a claim the filter hides leaves none chosen."""
        self._current = claim
        self._model.keep(claim)
        self._follow_current()

    @property
    def model(self) -> ClaimModel:
        """The claims shown, for those who count or page through them."""
        return self._model

    @property
    def shown(self) -> list[ClaimId]:
        """The ids on show from top to bottom."""
        return [self._model.claim(row).id for row in range(self._model.rowCount())]

    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._card.set_theme(theme_of(self))
        elif event.type() == QEvent.Type.ApplicationFontChange:
            self._card.set_fonts()
            self._cards.set_row_height(self._card.height())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._filter, 1)
        top.addWidget(self._order)
        bar = QVBoxLayout()
        bar.setContentsMargins(12, 10, 12, 8)
        bar.setSpacing(8)
        bar.addLayout(top)
        bar.addWidget(self._chips)
        self._stack.addWidget(self._cards)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(Hairline())
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._on_filter_changed)
        self._chips.chosen.connect(self._on_filter_changed)
        self._order.clicked.connect(self._on_order_clicked)
        self._empty.wanted.connect(self._on_clear_wanted)
        self._cards.selectionModel().currentChanged.connect(self._on_current_changed)
        self._cards.clicked.connect(self._on_clicked)
        self._cards.row_entered.connect(self._on_row_entered)
        self._cards.entered.connect(self._on_row_hovered)
        self._cards.pointer_left.connect(self._on_pointer_left)

    def _on_filter_changed(self) -> None:
        self._following = True
        self._model.set_filter(self._filter.text(), Show(self._chips.key))
        self._following = False
        self._after_change()

    def _on_clear_wanted(self) -> None:
        self._chips.choose(Show.ALL)
        self._filter.clear()
        self._on_filter_changed()

    def _on_order_clicked(self) -> None:
        order = Order.NUMBER if self._order.property("order") == Order.PLACE.value else Order.PLACE
        self._name_order(order)
        self._following = True
        self._model.set_order(order)
        self._following = False
        self._after_change()

    def _name_order(self, order: Order) -> None:
        self._order.setProperty("order", order.value)
        words = self.tr("by place") if order is Order.PLACE else self.tr("by number")
        self._order.setText(f"↓ {words}")
        self._order.setAccessibleName(self.tr("Sorted {0}").format(words))
        self._order.setToolTip(self.tr("Sort by place in the text or by number"))

    def _on_current_changed(self, index: QModelIndex) -> None:
        if not self._following and index.isValid():
            self._pressed = index.row() if QApplication.mouseButtons() else None
            self._activate(index)

    def _on_clicked(self, index: QModelIndex) -> None:
        pressed, self._pressed = self._pressed, None
        # The press that made this row current has told already.
        if index.isValid() and index.row() != pressed:
            self._on_row_entered(index)

    def _on_row_entered(self, index: QModelIndex) -> None:
        if index.isValid():
            self._activate(index, again=True)

    def _activate(self, index: QModelIndex, *, again: bool = False) -> None:
        claim = self._model.claim(index.row()).id
        if claim != self._current or again:
            # A click moves the current row first and is then told once more.
            self._current = claim
            self._following = True
            self._model.keep(claim)
            self._following = False
            self.claim_activated.emit(claim)

    def _on_row_hovered(self, index: QModelIndex) -> None:
        self._hover(self._model.claim(index.row()).id if index.isValid() else "")

    def _on_pointer_left(self) -> None:
        self._hover("")

    def _hover(self, claim: str) -> None:
        if claim != self._hovered:
            self._hovered = claim
            self.claim_hovered.emit(claim)

    def _follow_current(self) -> None:
        self._following = True
        row = self._model.row_of(self._current) if self._current is not None else None
        if row is None:
            self._cards.clearSelection()
            self._cards.setCurrentIndex(QModelIndex())
        elif row != self._cards.currentIndex().row() or not self._cards.selectionModel().hasSelection():
            self._cards.setCurrentIndex(self._model.index(row, 0))
        self._following = False

    def _after_change(self) -> None:
        words = {
            Show.ALL: self.tr("All {0}"),
            Show.OPEN: self.tr("Open {0}"),
            Show.RATED: self.tr("Rated {0}"),
            Show.CLOSED: self.tr("Closed {0}"),
            Show.DIFFER: self.tr("Differ {0}"),
        }
        for show, pattern in words.items():
            self._chips.set_words(show, pattern.format(self._model.count(show)))
        self._follow_current()
        self._stack.setCurrentWidget(self._cards if self._model.rowCount() else self._empty)
        if not self._model.count(Show.ALL):
            self._empty.show_words(
                self.tr("No claims yet"), self.tr("Stand in a sentence and press H to mark a claim.")
            )
        elif not self._model.rowCount():
            self._empty.show_words(
                self.tr("No claim matches"),
                self.tr("The filter hides all {0} of them.").format(self._model.count(Show.ALL)),
                self.tr("Show all claims"),
            )

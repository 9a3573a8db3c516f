"""The claims as a list: filtered, sorted, painted as cards, several to be chosen for what is done at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from db.records import ClaimId, ClaimRecord, PersonId, PersonRecord, Scale
from widgets.claim_card import ClaimCard
from widgets.claims.bulk_bar import BulkBar
from widgets.claims.card_rows import CardRows
from widgets.claims.filter_bar import FilterBar
from widgets.claims.lot_choices import people_choices, tag_choices
from widgets.claims.no_claims import NoClaims
from widgets.claims.picker import Picker
from widgets.claims.traits import Filter, Order
from widgets.labels import Hairline
from widgets.models.claim_model import ClaimModel
from widgets.styling import follow_theme, scaled_font
from widgets.theme import theme_of

# What is seen of the card after the first in a list as low as can be.
_INKLING = 12


class ClaimList(QWidget):
    """The claims of an article, or of the whole project, as cards.

    Signals: ``claim_activated(id)`` when a person goes to a claim, by mouse or keys;
    ``claim_hovered(id)`` for the claim under the pointer, empty where there is none;
    ``scope_changed(whole_project)``; ``level_requested`` for the cards level with the text;
    ``people_wanted`` and ``tags_wanted`` when there is to be something to pick: answer with ``offer_people``
    and ``offer_tags``; ``assign_requested(claims, person)``, the person empty for nobody;
    ``assign_named_requested(claims, name)`` for somebody not yet in the project;
    ``tag_requested(claims, name)``, ``untag_requested(claims, name)``, ``close_requested(claims, reason)``;
    ``content_changed`` where it would fill more or less height.
    """

    claim_activated = Signal(str)
    claim_hovered = Signal(str)
    scope_changed = Signal(bool)
    level_requested = Signal()
    people_wanted = Signal()
    tags_wanted = Signal()
    # Lists go as they are: as Qt's own kind of list, 20,000 claims take 15 ms.
    assign_requested = Signal(object, str)
    assign_named_requested = Signal(object, str)
    tag_requested = Signal(object, str)
    untag_requested = Signal(object, str)
    close_requested = Signal(object, str)
    content_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ClaimModel(self)
        self._card = ClaimCard()
        self._current: ClaimId | None = None
        self._hovered = ""
        self._following = False
        self._pressed: int | None = None
        self._lot: list[ClaimId] = []
        self.bar = FilterBar(self._model)
        self.cards = CardRows(self._model)
        self.cards.setAccessibleName(self.tr("Claims"))
        self.bulk = BulkBar()
        self._empty = NoClaims()
        self._stack = QStackedWidget()
        self._lay_out()
        self.cards.setItemDelegate(self._card)
        self.cards.set_row_height(self._card.height())
        self._connect()
        self._after_change()
        follow_theme(self)
        self._card.set_theme(theme_of(self))

    def claim_at(self, point: QPoint) -> str:
        """The claim whose card stands at that point of the cards' viewport; empty for none."""
        claim = self._model.claim(self.cards.indexAt(point).row())
        return claim.id if claim is not None else ""

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

    def set_titles(self, titles: Mapping[str, str]) -> None:
        """Group the claims under these titles of articles, or under none."""
        self._following = True
        self._model.set_titles(titles)
        self._following = False
        self._after_change()

    def set_articles(self, count: int) -> None:
        """How many articles the project has."""
        self.bar.set_articles(count)

    def set_scale(self, scale: Scale) -> None:
        """Show ratings with the signs of that scale."""
        self._card.set_scale(scale)
        self._model.set_scale(scale)
        self.bar.set_scale(scale)
        self.cards.viewport().update()

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
        return [claim.id for claim in self._model.claims]

    @property
    def lot(self) -> list[ClaimId]:
        """The claims chosen for what is done at once; empty where fewer than two are."""
        return self.cards.chosen if self.cards.several else []

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the list, so that keys mean the chosen claims."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def focus_filter(self) -> None:
        """Put the keyboard into the search."""
        self.bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.line.selectAll()

    def focus_chips(self) -> None:
        """Put the keyboard on the chips."""
        self.bar.chips.focus_first()

    def focus_cards(self) -> None:
        """Put the keyboard on the claims."""
        self.cards.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """Start as with a project just opened: nothing filtered, this article only, nothing chosen."""
        self.cards.clearSelection()
        self.bar.forget()

    def clear_filter(self) -> None:
        """Show every claim."""
        self.bar.clear()

    # Several at once

    def choose_all(self) -> None:
        """Choose every claim shown."""
        self.focus_cards()
        self.cards.selectAll()

    def choose(self, claims: Iterable[ClaimId]) -> None:
        """Choose these claims, as far as they are shown."""
        self.focus_cards()
        self.cards.choose(claims)

    def begin_assign(self) -> bool:
        """Ask who is to check the chosen claims or the one in hand; false where there is none."""
        if self._take_lot():
            self.people_wanted.emit()
        return bool(self._lot)

    def begin_tag(self) -> bool:
        """Ask for a tag to put on or take from the chosen claims or the one in hand; false for none."""
        if self._take_lot():
            self.tags_wanted.emit()
        return bool(self._lot)

    def begin_close(self) -> None:
        """Ask for the one reason to close the chosen claims with."""
        if self.cards.several:
            self.bulk.begin_close()

    def offer_people(self, people: Sequence[PersonRecord], me: PersonId) -> None:
        """Let the person pick who is to check; whoever is at the keyboard stands first."""
        picker = self._picker(
            self.tr("Who is to check: type to find, or a new name"), self.tr("+ New name: {0}")
        )
        picker.picked.connect(self._on_person)
        picker.worded.connect(self._on_new_person)
        picker.offer(people_choices(people, me, self._lot_records()))
        picker.open_at(self._place_for(self.bulk.assign))

    def offer_tags(self, tags: Iterable[str]) -> None:
        """Let the person pick a tag in use, or word a new one."""
        picker = self._picker(self.tr("Tag: type to find, or a new one"), self.tr("+ New tag: {0}"))
        picker.picked.connect(self._on_tag)
        picker.worded.connect(self._on_new_tag)
        picker.offer(tag_choices(tags, self._lot_records()))
        picker.open_at(self._place_for(self.bulk.tag))

    # The size it asks for

    def sizeHint(self) -> QSize:
        rows = self._model.rowCount()
        cards = self._card.height() * rows if rows else self._empty.sizeHint().height()
        width = super().sizeHint().width()
        bar = self.bar.heightForWidth(self.width()) if self.width() > 1 else self.bar.sizeHint().height()
        return QSize(width, bar + 1 + cards + self.bulk.height_shown)

    @property
    def least_height(self) -> int:
        """The height in pixels that its bar and one card need, with an inkling of the next."""
        return self.bar.heightForWidth(self.width()) + 1 + self._card.height() + _INKLING

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._card.set_theme(theme_of(self))
        elif event.type() == QEvent.Type.ApplicationFontChange:
            self._card.set_fonts()
            self.cards.set_row_height(self._card.height())
            self._after_change()

    def _lay_out(self) -> None:
        self._stack.addWidget(self.cards)
        self._stack.addWidget(self._empty)
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(Hairline())
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.bulk)

    def _connect(self) -> None:
        self._model.prepared.connect(self._on_prepared)
        self.bar.filter_changed.connect(self._on_filter_changed)
        self.bar.order_changed.connect(self._on_order_changed)
        self.bar.scope_changed.connect(self.scope_changed)
        self.bar.level_requested.connect(self.level_requested)
        self._empty.wanted.connect(self.bar.clear)
        self.cards.selectionModel().currentChanged.connect(self._on_current_changed)
        self.cards.clicked.connect(self._on_clicked)
        self.cards.row_entered.connect(self._on_row_entered)
        self.cards.entered.connect(self._on_row_hovered)
        self.cards.pointer_left.connect(self._on_pointer_left)
        self.cards.chosen_changed.connect(self._on_chosen_changed)
        self.cards.given_up.connect(self._on_given_up)
        self.bulk.assign_pressed.connect(self.begin_assign)
        self.bulk.tag_pressed.connect(self.begin_tag)
        self.bulk.close_requested.connect(self._on_close)
        self.bulk.given_up.connect(self._on_given_up)
        self.bulk.left.connect(self.focus_cards)

    # Filtering and sorting

    def _on_filter_changed(self, wanted: Filter) -> None:
        self._following = True
        self._model.set_filter(wanted)
        self._following = False
        self._after_change(facets=False)

    def _on_order_changed(self, order: Order) -> None:
        self._following = True
        self._model.set_order(order)
        self._following = False
        self._after_change(facets=False)

    def _after_change(self, *, facets: bool = True) -> None:
        self.cards.fit_headings(QFontMetrics(scaled_font(0.92)).height() + 14)
        self.cards.restore()
        self._follow_current()
        if facets and not self._model.preparing:
            self.bar.fit_facets()
        elif facets:
            self.bar.tell_count()
        rows = self._model.rowCount()
        self._stack.setCurrentWidget(self.cards if rows else self._empty)
        if not rows:
            self._empty.show_total(self._model.total)
        self.content_changed.emit()

    def _on_prepared(self) -> None:
        self.bar.fit_facets()
        self.content_changed.emit()

    # Going to claims

    def _on_current_changed(self, index: QModelIndex) -> None:
        if self._following or not index.isValid() or self.cards.choosing():
            return
        self._pressed = index.row() if QApplication.mouseButtons() else None
        self._activate(index)

    def _on_clicked(self, index: QModelIndex) -> None:
        pressed, self._pressed = self._pressed, None
        # The press that made this row current has told already.
        if index.isValid() and index.row() != pressed and not self.cards.choosing():
            self._on_row_entered(index)

    def _on_row_entered(self, index: QModelIndex) -> None:
        if index.isValid():
            self._activate(index, again=True)

    def _activate(self, index: QModelIndex, *, again: bool = False) -> None:
        record = self._model.claim(index.row())
        if record is not None and (record.id != self._current or again):
            # A click moves the current row first and is then told once more.
            self._current = record.id
            self._following = True
            self._model.keep(record.id)
            self._following = False
            self.claim_activated.emit(record.id)

    def _on_row_hovered(self, index: QModelIndex) -> None:
        record = self._model.claim(index.row()) if index.isValid() else None
        self._hover(record.id if record else "")

    def _on_pointer_left(self) -> None:
        self._hover("")

    def _hover(self, claim: str) -> None:
        if claim != self._hovered:
            self._hovered = claim
            self.claim_hovered.emit(claim)

    def show_hovered(self, claim: str) -> None:
        """Show that claim's card as the one under the pointer, which is elsewhere; empty for none."""
        before, self._card.pointed = self._card.pointed, claim
        for key in {before, claim} - {""}:
            row = self._model.row_of(ClaimId(key))
            if row is not None:
                self.cards.update(self._model.index(row, 0))

    def _follow_current(self) -> None:
        self._following = True
        row = self._model.row_of(self._current) if self._current is not None else None
        there = self.cards.currentIndex().row() == row and self.cards.selectionModel().hasSelection()
        if row is None or not there:
            self.cards.go_to(row)
        self._following = False

    # What is done with several

    def _take_lot(self) -> bool:
        """Remember what is about to be changed, whatever is chosen by the time it is."""
        in_hand = [self._current] if self._current is not None else []
        self._lot = self.lot if self.lot and self.has_keyboard else in_hand
        return bool(self._lot)

    def _lot_records(self) -> list[ClaimRecord]:
        found = (self._model.record(claim) for claim in self._lot)
        return [record for record in found if record is not None]

    def _picker(self, name: str, fresh: str) -> Picker:
        picker = Picker(self, name, fresh=fresh)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return picker

    def _place_for(self, button: QWidget) -> QWidget:
        """Where to open a picker: at its button, or where the person is who has no button in view."""
        if button.isVisible():
            return button
        return self.bar if self.isVisible() else QApplication.focusWidget() or self.window()

    def _on_chosen_changed(self, count: int) -> None:
        self.bulk.set_count(count)
        self.content_changed.emit()

    def _on_given_up(self) -> None:
        self.cards.choose_one()
        self.focus_cards()

    def _on_person(self, person: str) -> None:
        self.assign_requested.emit(self._lot, person)

    def _on_new_person(self, name: str) -> None:
        self.assign_named_requested.emit(self._lot, name)

    def _on_tag(self, tag: str) -> None:
        """A tag all of them have is taken away, any other put on those that lack it."""
        if all(tag in claim.tags for claim in self._lot_records()):
            self.untag_requested.emit(self._lot, tag)
        else:
            self.tag_requested.emit(self._lot, tag)

    def _on_new_tag(self, tag: str) -> None:
        self.tag_requested.emit(self._lot, tag)

    def _on_close(self, reason: str) -> None:
        self.close_requested.emit(self.lot, reason)

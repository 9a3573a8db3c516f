"""What stands above the list of claims: search, sort, chips, and how many of them are shown."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from db.records import Scale
from widgets.claims.chip_flow import ChipFlow
from widgets.claims.picker import Choice, Held, Picker
from widgets.claims.trait_words import chip_words, facet_words, order_words, value_words
from widgets.claims.traits import SIGNS, VALUED, Facet, Filter, Order, Trait
from widgets.labels import Label
from widgets.layouts import set_sides
from widgets.models.claim_model import ClaimModel
from widgets.styling import follow_theme

_PROJECT, _MORE = "scope", "more"
_STATUSES = ("open", "rated", "closed")


class FilterBar(QWidget):
    """Shows what a ``ClaimModel`` can be filtered by, and what is chosen.

    Chips are there only where they would leave something out; each says how many claims it would show.

    Signals: ``filter_changed(Filter)``, ``order_changed(Order)``, ``scope_changed(whole_project)`` when a
    person changed them; ``level_requested`` for the cards level with the text.
    """

    filter_changed = Signal(object)
    order_changed = Signal(object)
    scope_changed = Signal(bool)
    level_requested = Signal()

    def __init__(self, model: ClaimModel) -> None:
        super().__init__()
        self._model = model
        self._scale = Scale("", 0, "", ())
        self._chosen: list[Trait] = []
        self._unfolded = False
        self._project = False
        self._articles = 1
        self._able: dict[Facet, list[str]] = {}
        self.line = QLineEdit(placeholderText=self.tr("Search claims"), clearButtonEnabled=True)
        self.line.setAccessibleName(self.tr("Search claims by number, words, speaker or rationale"))
        self.order = QToolButton()
        self.level = QToolButton()
        self.chips = ChipFlow(self.tr("Which claims to show"))
        self.told = Label(ink="soft", size=0.94, wrap=False)
        self.clear_button = QPushButton(self.tr("Clear"))
        self._shown_line = QWidget()
        self._lay_out()
        self.line.textChanged.connect(self._on_changed)
        self.chips.pressed.connect(self._on_pressed)
        self.clear_button.clicked.connect(self.clear)
        self.level.clicked.connect(self.level_requested)

    @property
    def filter(self) -> Filter:
        """What is typed and chosen."""
        return Filter(self.line.text(), frozenset(self._chosen))

    @property
    def whole_project(self) -> bool:
        """Whether the claims of every article are wanted."""
        return self._project

    def set_scale(self, scale: Scale) -> None:
        """Name ratings as that scale does."""
        self._scale = scale
        self.renew()

    def set_articles(self, count: int) -> None:
        """How many articles the project has: with one there is nothing to widen."""
        self._articles = count
        if count < 2 and self._project:
            self._project = False
            self.scope_changed.emit(False)
        self.renew()

    def switch_scope(self) -> None:
        """Turn to the claims of every article, or back to those of the one being read."""
        self._project = not self._project and self._articles > 1
        self.renew()
        self.scope_changed.emit(self._project)

    def clear(self) -> None:
        """Show every claim again."""
        if self.filter:
            self._chosen = []
            self.line.blockSignals(True)
            self.line.clear()
            self.line.blockSignals(False)
            self._on_changed()

    def forget(self) -> None:
        """Start as with a project just opened."""
        self.clear()
        self._unfolded = False
        if self._project:
            self._project = False
            self.scope_changed.emit(False)

    def fit_facets(self) -> None:
        """Look again which chips would leave something out, after claims came, went or changed."""
        self._able = {}
        self.renew()

    def renew(self) -> None:
        """Say everything anew, from the model."""
        keys = self._keys()
        self.chips.set_chips(keys)
        counts: dict[Facet, dict[str, int]] = {}
        for key in keys:
            self._show_chip(key, counts)
        self._shown_line.setVisible(bool(self.filter))
        self.tell_count()
        self.updateGeometry()

    def tell_count(self) -> None:
        """Say how many of how many are shown."""
        shown, total = self._model.shown_count, self._model.total
        self.told.setText(self.tr("{0} of {1}").format(f"{shown:,}", f"{total:,}"))

    # Laying out

    def _lay_out(self) -> None:
        self.order.setProperty("look", "quiet")
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._fill_orders()
        self.level.setProperty("look", "quiet")
        self.level.setText(self.tr("Level"))
        self.level.setToolTip(self.tr("Show the claims level with their sentences"))
        self.level.setAccessibleName(self.level.toolTip())
        self.clear_button.setProperty("look", "quiet")
        self.clear_button.setAccessibleName(self.tr("Clear the filter"))
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.line, 1)
        top.addWidget(self.order)
        top.addWidget(self.level)
        under = QHBoxLayout(self._shown_line)
        set_sides(self._shown_line, under, 2, 0, 0, 0)
        under.setSpacing(4)
        under.addWidget(self.told)
        under.addWidget(self.clear_button)
        under.addStretch(1)
        column = QVBoxLayout(self)
        set_sides(self, column, 12, 8, 8, 6)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.chips)
        column.addWidget(self._shown_line)

    def _fill_orders(self) -> None:
        menu = QMenu(self.order)
        follow_theme(menu)
        group = QActionGroup(menu)
        for order in Order:
            action = QAction(order_words(order).capitalize(), menu)
            action.setCheckable(True)
            action.setChecked(order is Order.PLACE)
            action.triggered.connect(partial(self._on_order, order))
            group.addAction(action)
            menu.addAction(action)
        self.order.setMenu(menu)
        self._name_order(Order.PLACE)

    def _name_order(self, order: Order) -> None:
        self.order.setText("↓" if order is Order.PLACE else f"↓ {order_words(order)}")
        words = self.tr("Sorted by {0}").format(order_words(order))
        self.order.setAccessibleName(words)
        self.order.setToolTip(words)

    # What chips there are

    def _keys(self) -> list[str]:
        keys = [_PROJECT] if self._articles > 1 else []
        statuses = self._values(Facet.STATUS)
        keys += [_key(Trait(Facet.STATUS, value)) for value in _STATUSES if value in statuses]
        for facet in SIGNS:
            if Trait(facet) in self._chosen or (self._unfolded and self._values(facet)):
                keys.append(_key(Trait(facet)))
        for facet in VALUED:
            if self._unfolded and self._values(facet):
                keys.append(facet.value)
            keys += [_key(trait) for trait in self._chosen if trait.facet is facet]
        return [*keys, _MORE] if self._model.total > 1 or self._chosen else keys

    def _values(self, facet: Facet) -> list[str]:
        """The values of a facet that some claims have and some have not, and those chosen.

        Looked up facet by facet: of thousands of claims that takes time nobody should wait for unasked.
        """
        if facet not in self._able:
            total = self._model.total
            counts = self._model.counts_of_all(facet)
            some = [value for value, count in counts.items() if 0 < count < total]
            some += [t.value for t in self._chosen if t.facet is facet and t.value not in some]
            self._able[facet] = some
        return self._able[facet]

    def _asks_twice(self) -> bool:
        """Whether a verdict may be on either of two questions."""
        return bool(self._model.counts_of_all(Facet.SAID))

    def _show_chip(self, key: str, counts: dict[Facet, dict[str, int]]) -> None:
        if key == _PROJECT:
            tip = self.tr("Claims of every article, not only of the one being read")
            self.chips.show_chip(key, self.tr("All articles"), on=self._project, tip=tip)
        elif key == _MORE:
            words = self.tr("Fewer ▴") if self._unfolded else self.tr("More ▾")
            self.chips.show_chip(key, words, on=False, tip=self.tr("What else to filter by"))
        elif "=" not in key:
            self.chips.show_chip(key, f"{self._facet_words(Facet(key))} ▾", on=False)
        else:
            trait = _trait(key)
            if trait.facet not in counts:
                counts[trait.facet] = self._model.counts(trait.facet)
            count, on = counts[trait.facet].get(trait.value, 0), trait in self._chosen
            asked = trait.facet is Facet.SAID or (trait.facet is Facet.SO and self._asks_twice())
            words = f"\u2068{_short(chip_words(trait, self._scale, asked=asked))}\u2069 {count:,}"
            self.chips.show_chip(key, words, on=on, faint=not count and not on)

    def _facet_words(self, facet: Facet) -> str:
        if facet is Facet.SO and not self._asks_twice():
            return self.tr("Verdict")
        return facet_words(facet)

    # What a person does

    def _on_pressed(self, key: str) -> None:
        if key == _PROJECT:
            self.switch_scope()
        elif key == _MORE:
            self._unfolded = not self._unfolded
            self.renew()
            self.chips.chip(_MORE).setFocus()
        elif "=" in key:
            self._toggle(_trait(key))
        else:
            self._open_values(Facet(key))

    def _toggle(self, trait: Trait) -> None:
        if trait in self._chosen:
            self._chosen.remove(trait)
        else:
            self._chosen.append(trait)
        self._on_changed()

    def _on_changed(self) -> None:
        self.filter_changed.emit(self.filter)
        self.renew()

    def _on_order(self, order: Order) -> None:
        self._name_order(order)
        self.order_changed.emit(order)

    def _open_values(self, facet: Facet) -> None:
        words = self._facet_words(facet)
        picker = Picker(self, self.tr("{0}: type to find").format(words), stays=True)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.picked.connect(partial(self._on_picked, picker, facet))
        picker.offer(self._choices(facet))
        picker.open_at(self.chips.chip(facet.value))

    def _on_picked(self, picker: Picker, facet: Facet, value: str) -> None:
        self._toggle(Trait(facet, value))
        picker.offer(self._choices(facet))

    def _choices(self, facet: Facet) -> list[Choice]:
        counts = self._model.counts(facet)
        if facet in (Facet.SO, Facet.SAID):
            values = sorted(counts, key=lambda value: int(value or 99))
        else:
            values = sorted(counts, key=lambda value: (not value, value.casefold(), value))
        return [
            Choice(
                value,
                value_words(Trait(facet, value), self._scale),
                f"{counts[value]:,}",
                Held.ALL if Trait(facet, value) in self._chosen else Held.NONE,
            )
            for value in values
        ]

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())


def _key(trait: Trait) -> str:
    return f"{trait.facet.value}={trait.value}"


def _trait(key: str) -> Trait:
    facet, _, value = key.partition("=")
    return Trait(Facet(facet), value)


def _short(words: str) -> str:
    return words if len(words) <= 28 else words[:27] + "…"

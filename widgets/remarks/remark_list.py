"""Fixes and queries under one another in reading order, and those being written for the first time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from db.records import FixRecord, PassageRecord, PersonId, QueryRecord
from widgets.labels import BOLD, Label
from widgets.remarks.fix_card import FixCard
from widgets.remarks.query_card import QueryCard
from widgets.remarks.wishes import fresh_id

Remark: TypeAlias = FixRecord | QueryRecord
Card: TypeAlias = FixCard | QueryCard


class RemarkList(QWidget):
    """Cards of fixes and queries; ``about`` names what they are all about.

    Signals: ``wished(wish)`` from ``widgets.remarks.wishes``; ``typing(key, text, waits)`` for safe keeping;
    ``place_wanted(PassageRecord)``; ``count_changed`` when a card comes or goes.
    """

    wished = Signal(object)
    typing = Signal(str, str, bool)
    place_wanted = Signal(object)
    count_changed = Signal()

    def __init__(self, quoted: Callable[[PassageRecord], bool]) -> None:
        """``quoted`` says whether a card shows which words it is about."""
        super().__init__()
        self._quoted = quoted
        self._about = ""
        self._me = PersonId("")
        self._records: Sequence[Remark] = ()
        self._titles: Mapping[str, str] = {}
        self._headings: list[Label] = []
        self._cards: dict[str, Card] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @property
    def cards(self) -> list[Card]:
        """The cards as they are shown, from the top."""
        return sorted(self._cards.values(), key=self._layout.indexOf)

    def show_remarks(
        self, about: str, records: Sequence[Remark], me: PersonId, titles: Mapping[str, str] | None = None
    ) -> None:
        """Show these, in their order; ``titles`` name the articles, by id, where there are several.

        Where they are about something else than before, what was typed there is told first.
        """
        if about != self._about:
            for key, card in list(self._cards.items()):
                # One begun before the first answer came has the keyboard: its letters are nobody else's keys.
                if not (card.new and about in ("project", card.passage.article, card.passage.claim)):
                    card.flush()
                    self._drop(key)
            self._about = about
        self._me, self._records = me, records
        there = {record.id for record in records}
        for key in [key for key, card in self._cards.items() if key not in there and not _waits(card)]:
            self._drop(key)
        for record in records:
            card = self._cards.get(record.id) or self._add(record.id, record.passage)
            if isinstance(card, FixCard) and isinstance(record, FixRecord):
                card.show_fix(record)
            elif isinstance(card, QueryCard) and isinstance(record, QueryRecord):
                card.show_query(record)
        self._titles = titles or {}
        self._arrange()
        self.count_changed.emit()

    def begin_fix(self, passage: PassageRecord) -> FixCard:
        """Go to one's own open fix on these very words, or begin one."""
        own = (
            record.id
            for record in self._records
            if isinstance(record, FixRecord)
            and record.open
            and record.person == self._me
            and _same(record.passage, passage)
        )
        card = self._cards.get(next(own, "")) or self._begun(FixCard, passage)
        if not isinstance(card, FixCard):
            card = FixCard(fresh_id("fix"), passage, quoted=self._quoted(passage))
            self._take(card)
        self._go_on(card)
        return card

    def begin_query(self, passage: PassageRecord) -> QueryCard:
        """Begin a query on these words."""
        card = self._begun(QueryCard, passage)
        if not isinstance(card, QueryCard):
            card = QueryCard(fresh_id("query"), passage, quoted=self._quoted(passage))
            self._take(card)
        self._go_on(card)
        return card

    def restore(self, entity: str, field: str, passage: PassageRecord, text: str) -> None:
        """Put back typing kept for that fix or query."""
        card = self._cards.get(entity) or self._add(entity, passage)
        card.restore(field, text)
        self.count_changed.emit()

    def flush(self) -> None:
        """Tell what was typed and not told."""
        for card in list(self._cards.values()):
            card.flush()

    def forget_sent(self) -> None:
        """Before an undo or redo: take the next record as it is."""
        for card in self._cards.values():
            card.forget_sent()

    def end(self) -> None:
        """Fold what is open; a card that was begun and left as it was goes."""
        for key, card in list(self._cards.items()):
            if card.begun:
                card.end()
            if card.new:
                self._drop(key)
                self.count_changed.emit()

    def _begun(self, kind: type[Card], passage: PassageRecord) -> Card | None:
        fresh = (card for card in self._cards.values() if isinstance(card, kind) and card.new)
        return next((card for card in fresh if _same(card.passage, passage)), None)

    def _go_on(self, card: Card) -> None:
        self._arrange()
        card.begin()
        self.count_changed.emit()

    def _add(self, key: str, passage: PassageRecord) -> Card:
        kind = FixCard if key.startswith("fix:") else QueryCard
        card = kind(key, passage, quoted=self._quoted(passage))
        self._take(card)
        return card

    def _take(self, card: Card) -> None:
        self._cards[card.id] = card
        card.wished.connect(self.wished)
        card.typing.connect(self.typing)
        card.place_wanted.connect(self.place_wanted)
        self._layout.addWidget(card)

    def _drop(self, key: str) -> None:
        card = self._cards.pop(key)
        self._layout.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _arrange(self) -> None:
        for heading in self._headings:
            self._layout.removeWidget(heading)
            heading.hide()
            heading.deleteLater()
        self._headings = []
        article, at = "", 0
        known = [record.id for record in self._records]
        for key in [*known, *(key for key in self._cards if key not in set(known))]:
            card = self._cards[key]
            if self._titles and card.passage.article != article:
                article = card.passage.article
                self._headings.append(Label(self._titles.get(article, ""), weight=BOLD))
                self._layout.insertWidget(at, self._headings[-1])
                at += 1
            if self._layout.indexOf(card) != at:
                self._layout.removeWidget(card)
                self._layout.insertWidget(at, card)
            card.show()
            at += 1

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        # Folding moves what is below: not while the keyboard, or a click, stays beside it.
        page: QWidget | None = self
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if now is not None and not (page or self).isAncestorOf(now):
            QTimer.singleShot(0, self, self.end)


def _same(one: PassageRecord, other: PassageRecord) -> bool:
    return (one.draft, one.start, one.end) == (other.draft, other.start, other.end)


def _waits(card: Card) -> bool:
    """Whether a card that the project does not have (yet) holds something of a person's."""
    return card.new or (card.begun and (card.text.hasFocus() or card.text.draft.unsent))

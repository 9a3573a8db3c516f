"""All that a new draft asks of a person on one page, walked through by keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.records import Outcome
from widgets.chips import ChipRow
from widgets.labels import BOLD, Label
from widgets.layouts import scrolled
from widgets.review.card import ReviewCard
from widgets.review.items import NEW, NOT_MADE, Review, ReviewItem, group_of
from widgets.review.outcome_words import outcome_sign, outcome_words
from widgets.review.wishes import ReadDraft
from widgets.styling import follow_theme

_MOST = 60
_ALL = "all"


class ReviewPage(QWidget):
    """Signals: ``wished(wish)`` from ``widgets.review.wishes``; ``place_wanted(start, end)`` to see words of
    the current draft; ``left`` to go on in the article.
    """

    wished = Signal(object)
    place_wanted = Signal(int, int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._review = Review()
        self._cards: dict[str, ReviewCard] = {}
        self._current = ""
        self._shown = _MOST
        self._title = Label(size=1.25, weight=BOLD)
        self._counts = Label(ink="soft")
        self.chips = ChipRow(self.tr("Which to show"), self._chip_words())
        self._none = Label(ink="soft")
        self.more_button = QPushButton(self.tr("Show more"))
        self.more_button.setProperty("look", "quiet")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = scrolled(self)
        for part in (self._title, self._counts, self.chips, self._none):
            column.addWidget(part)
        column.addLayout(self._list)
        column.addWidget(self.more_button)
        column.addStretch(1)
        self.chips.chosen.connect(self._on_chosen)
        self.more_button.clicked.connect(self._on_more)
        follow_theme(self)
        self._show()

    @property
    def cards(self) -> list[ReviewCard]:
        """What is shown, from the top."""
        return [self._cards[item.key] for item in self._wanted()[: self._shown]]

    @property
    def current(self) -> ReviewCard | None:
        """The item in hand."""
        return self._cards.get(self._current)

    @property
    def holds_keyboard(self) -> bool:
        """Whether keys pressed now are pressed on this page."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def show_review(self, review: Review, *, to_returned: bool = False) -> None:
        """Show that; the keyboard stays at the item it is at, or where that was.

        ``to_returned`` has it go to what is there again, after a decision was taken back.
        """
        before, known = self._keys(), {item.key for item in self._review.items}
        same = review.draft == self._review.draft
        held, inside = self._current, self.holds_keyboard
        if review.draft != self._review.draft:
            self._shown = _MOST
        self._review = review
        self._show()
        now = self._keys()
        if held not in now:
            at = before.index(held) if held in before else 0
            later = [key for key in before[at:] if key in now] if held in before else now[:1]
            self._take(later[0] if later else now[-1] if now else "", focus=inside)
        elif inside and not self.holds_keyboard:
            self._take(held, focus=True)
        returned = [item for item in review.items if item.key in now and item.key not in known]
        if to_returned and same and inside and returned:
            self._take(next((item for item in returned if item.entity), returned[0]).key, focus=True)
        if inside and not now:
            (self.chips.chip(_ALL) if self._review.items else self).setFocus()

    def begin(self) -> None:
        """Take the item in hand, or the first, into the keyboard."""
        keys = self._keys()
        self._take(self._current if self._current in keys else keys[0] if keys else "", focus=True)
        if not keys:
            self.setFocus()

    def walk(self, way: int) -> None:
        """Go to the next item (``way`` 1) or the one before (-1)."""
        keys = self._keys()
        if self._current not in keys:
            self.begin()
            return
        at = keys.index(self._current) + way
        if at == len(keys) and self.more_button.isVisible():
            self._on_more()
            keys = self._keys()
        if 0 <= at < len(keys):
            self._take(keys[at], focus=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # Inside

    def _keys(self) -> list[str]:
        return [item.key for item in self._wanted()[: self._shown]]

    def _wanted(self) -> list[ReviewItem]:
        chosen = self.chips.key
        return [item for item in self._review.items if chosen in (_ALL, group_of(item))]

    def _take(self, key: str, *, focus: bool) -> None:
        """Have that item in hand; its words are shown in the article where another one was before."""
        other = key != self._current
        if other and self.current is not None:
            self.current.set_current(on=False)
        self._current = key
        card = self.current
        if card is None:
            return
        card.set_current(on=True)
        if focus and not card.isAncestorOf(QApplication.focusWidget() or self):
            card.take()
        # What was just unfolded has its place only once it is laid out.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        area = self.findChild(QScrollArea)
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(card, 0, 8)
        if other and focus:
            self.place_wanted.emit(card.item.start, card.item.end)

    def _on_wished(self, card: ReviewCard, wish: object) -> None:
        if isinstance(wish, ReadDraft):
            self.wished.emit(wish)
            return
        # On at once: what is pressed next is meant for the next item.
        keys = self._keys()
        at = keys.index(card.item.key) if card.item.key in keys else 0
        following = [*keys[at + 1 :], *reversed(keys[:at])]
        going_on = next((key for key in following if self._cards[key].isEnabled()), "")
        self.wished.emit(wish)
        if going_on:
            self._take(going_on, focus=True)
            card.setEnabled(False)

    def _show(self) -> None:
        self._show_head()
        wanted = self._wanted()[: self._shown]
        there = {item.key: item for item in wanted}
        for key in [key for key, card in self._cards.items() if there.get(key) != card.item]:
            self._drop(key)
        for at, item in enumerate(wanted):
            card = self._cards.get(item.key) or self._add(item)
            card.setEnabled(True)
            if self._list.indexOf(card) != at:
                self._list.removeWidget(card)
                self._list.insertWidget(at, card)
                card.show()
        self.more_button.setVisible(len(self._wanted()) > self._shown)
        if self._current in self._cards:
            self._cards[self._current].set_current(on=True)

    def _show_head(self) -> None:
        review = self._review
        self._title.setText(
            self.tr("Review of draft {0}: {1} to look at").format(review.draft, review.asking)
            if review.draft > 1
            else self.tr("Review")
        )
        told = {NEW: self.tr("unread sentences: {0}"), NOT_MADE: self.tr("fixes not made: {0}")}
        counts = {code: sum(item.outcome == code for item in review.items) for code in told}
        self._counts.setText(" · ".join(told[code].format(n) for code, n in counts.items() if n))
        self._counts.setVisible(bool(self._counts.text()))
        self._show_chips()
        if not review.draft:
            # Nothing is read yet: nothing is known of its drafts.
            words = ""
        elif review.draft < 2:
            words = self.tr(
                "This article has one draft. When the author sends the next one, Article ▸ New draft… lays "
                "it beside this one, and what changed is listed here."
            )
        else:
            words = self.tr("Nothing in draft {0} waits for a look.").format(review.draft)
        self._none.setText(words)
        self._none.setVisible(bool(words) and not review.items)

    def _show_chips(self) -> None:
        counts: dict[str, int] = {}
        for item in self._review.items:
            counts[group_of(item)] = counts.get(group_of(item), 0) + 1
        if self.chips.key != _ALL and not counts.get(self.chips.key):
            self.chips.choose(_ALL)
        counts[_ALL] = len(self._review.items)
        for key, words in self._chip_words():
            self.chips.set_words(key, f"{words} {counts.get(key, 0)}")
            self.chips.chip(key).setVisible(bool(counts.get(key)) and (key != _ALL or len(counts) > 2))
        self.chips.setVisible(len(counts) > 2)

    def _chip_words(self) -> list[tuple[str, str]]:
        outcomes = (Outcome.CHANGED, Outcome.AMBIGUOUS, Outcome.LOST, Outcome.SPLIT, Outcome.MOVED)
        names = {
            Outcome.SPLIT: self.tr("÷ split or merged"),
            Outcome.AMBIGUOUS: self.tr("? ambiguous"),
        }
        carried = [
            (one.value, names.get(one, f"{outcome_sign(one)} {outcome_words(one)}")) for one in outcomes
        ]
        return [
            (_ALL, self.tr("all")),
            *carried,
            ("sentences", self.tr("changed sentences")),
            ("fixes", self.tr("fixes")),
            (NEW, self.tr("* unread")),
        ]

    def _add(self, item: ReviewItem) -> ReviewCard:
        card = self._cards[item.key] = ReviewCard(item)
        card.wished.connect(partial(self._on_wished, card))
        card.taken.connect(partial(self._on_taken, card))
        card.stepped.connect(self.walk)
        card.place_wanted.connect(self.place_wanted)
        card.article_wanted.connect(self.left)
        return card

    def _drop(self, key: str) -> None:
        card = self._cards.pop(key)
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _on_taken(self, card: ReviewCard) -> None:
        if card.item.key != self._current:
            self._take(card.item.key, focus=True)

    def _on_chosen(self, _key: str) -> None:
        self._shown = _MOST
        self._show()
        if self._current not in self._cards:
            self._current = ""

    def _on_more(self) -> None:
        self._shown += _MOST
        self._show()

"""The ledger of the article being read: what is left in it, and the way there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from app.panels.desk import Desk
from db.records import ClaimRecord, ClaimStatus, SentenceRecord, SentenceState
from widgets.article_view import ArticleView
from widgets.key_names import key_name
from widgets.ledger_words import place_of
from widgets.styling import follow_theme
from widgets.top_bar import TopBar

_MOST_SHOWN = 9
_WORDS, _CHARACTERS = 9, 44


class LedgerPanel(QObject):
    """Steps through what is unread or open, and lists it.

    Signals: ``told(sentence)`` for a word in the status line.
    """

    told = Signal(str)

    def __init__(self, desk: Desk, view: ArticleView, top: TopBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._top = top
        top.left_requested.connect(self.show_left)

    # What keys and menus do

    def next_unread(self) -> None:
        """Go to the next sentence nobody has done anything about; after the last, to the first."""
        self._step(SentenceState.UNREAD)

    def next_open(self) -> None:
        """Go to the next sentence that is not closed yet; after the last, to the first."""
        self._step(SentenceState.OPEN)

    def show_left(self) -> None:
        """List what is unread and what is open; choosing goes there."""
        menu = self.menu()
        button = self._top.ledger
        corner = button.rect().bottomRight() if button.isRightToLeft() else button.rect().bottomLeft()
        at = button.mapToGlobal(corner + QPoint(0, 4))
        if button.isRightToLeft():
            at.setX(at.x() - menu.sizeHint().width())
        menu.popup(at)

    def menu(self) -> QMenu:
        """The list as a menu; it goes with its last look."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        follow_theme(menu)
        left = {state: self._in(state) for state in (SentenceState.UNREAD, SentenceState.OPEN)}
        loose = self._claims_apart()
        if not any(left.values()) and not loose:
            menu.addAction(self.tr("Every sentence is accounted for.")).setEnabled(False)
            return menu
        steps = {
            SentenceState.UNREAD: (
                self.tr("Next unread"),
                key_name("article.next_unread", "U"),
                self.next_unread,
            ),
            SentenceState.OPEN: (self.tr("Next open"), key_name("article.next_open", "O"), self.next_open),
        }
        for state, (words, key, step) in steps.items():
            if left[state]:
                menu.addAction(f"{words}\t{key}").triggered.connect(step)
        heads = {
            SentenceState.UNREAD: self.tr("Unread: {0}"),
            SentenceState.OPEN: self.tr("Open: {0}"),
        }
        for state, found in left.items():
            self._list(menu, heads[state].format(len(found)), found)
        if loose:
            menu.addSeparator()
            menu.addAction(self.tr("Claims on no sentence: {0}").format(len(loose))).setEnabled(False)
            for claim in loose[:_MOST_SHOWN]:
                action = menu.addAction(f"{claim.number}  {_first_words(claim.quote)}")
                action.triggered.connect(partial(self._go_to_claim, claim))
        return menu

    def _list(self, menu: QMenu, head: str, found: Sequence[SentenceRecord]) -> None:
        if not found:
            return
        menu.addSeparator()
        menu.addAction(head).setEnabled(False)
        lines = [list(group) for _, group in groupby(found, key=lambda sentence: sentence.paragraph)]
        for line in lines[:_MOST_SHOWN]:
            menu.addAction(self._line(line)).triggered.connect(partial(self._go, line[0]))
        rest = sum(map(len, lines[_MOST_SHOWN:]))
        if rest:
            menu.addAction(self.tr("and {0} more").format(rest)).setEnabled(False)

    def _line(self, found: Sequence[SentenceRecord]) -> str:
        """One line of the article: where, its first words of those, how many they are, what they lack."""
        first, last = found[0], found[-1]
        words = _first_words(self._desk.text.text[first.start : last.end])
        place = place_of(first.part, first.paragraph)
        wanted = [self._lacks(sentence) for sentence in found]
        lacks = ", ".join(dict.fromkeys(words for words in wanted if words))
        count = f"×{len(found)}" if len(found) > 1 else ""
        return f"{place}  {words}\t{lacks or count}".replace("&", "&&")

    def _lacks(self, sentence: SentenceRecord) -> str:
        """What an open sentence waits for: its claims by number, or facts without a tick."""
        if sentence.state is not SentenceState.OPEN:
            return ""
        waiting = ", ".join(claim.number for claim in self._claims_of(sentence))
        unticked = sentence.facts - sentence.settled
        return waiting or (self.tr("facts: {0}").format(unticked) if unticked else "")

    def _in(self, state: SentenceState) -> list[SentenceRecord]:
        return [sentence for sentence in self._desk.sentences if sentence.state is state]

    def _claims_of(self, sentence: SentenceRecord) -> list[ClaimRecord]:
        """The claims on a sentence that are not closed."""
        return [
            claim
            for claim in self._desk.claims.values()
            if claim.start < sentence.end
            and claim.end > sentence.start
            and claim.status is not ClaimStatus.CLOSED
        ]

    def _claims_apart(self) -> list[ClaimRecord]:
        """Claims not closed that no open sentence leads to: on what is set aside, or in an earlier draft."""
        waiting = [claim for claim in self._desk.claims.values() if claim.status is not ClaimStatus.CLOSED]
        spoken = [(s.start, s.end) for s in self._in(SentenceState.OPEN)]
        draft = self._desk.draft
        return [
            claim
            for claim in waiting
            if claim.draft != draft or not any(s < claim.end and e > claim.start for s, e in spoken)
        ]

    # Going there

    def _step(self, state: SentenceState) -> None:
        found = self._in(state)
        if not found:
            self.told.emit(self._none(state))
            return
        here = self._view.current_sentence()
        at = here.start if here is not None else self._view.position()
        target = next((s for s in found if s.start > at), found[0])
        self._go(target)
        self.told.emit(self._arrived(state, target, len(found), at))

    def _arrived(self, state: SentenceState, target: SentenceRecord, count: int, before: int) -> str:
        place = place_of(target.part, target.paragraph)
        unread = state is SentenceState.UNREAD
        if count == 1:
            words = self.tr("The only one unread: {0}") if unread else self.tr("The only one open: {0}")
            return words.format(place)
        if target.start <= before:
            words = self.tr("No more unread below; round to the first of {1}: {0}")
            words = words if unread else self.tr("No more open below; round to the first of {1}: {0}")
        else:
            words = self.tr("Unread, one of {1}: {0}") if unread else self.tr("Open, one of {1}: {0}")
        return words.format(place, count)

    def _none(self, state: SentenceState) -> str:
        unread = state is SentenceState.UNREAD
        left = len(self._in(SentenceState.OPEN if unread else SentenceState.UNREAD))
        if not left:
            return self.tr("Nothing is unread, nothing is open.")
        if unread:
            words = self.tr("Nothing is unread; open: {0} ({1})")
            return words.format(left, key_name("article.next_open", "O"))
        words = self.tr("Nothing is open; unread: {0} ({1})")
        return words.format(left, key_name("article.next_unread", "U"))

    def _go(self, sentence: SentenceRecord) -> None:
        self._view.go_to(sentence.start)
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        waiting = self._claims_of(sentence)
        if waiting:
            self._desk.choose_claim(waiting[0].id)

    def _go_to_claim(self, claim: ClaimRecord) -> None:
        self._desk.choose_claim(claim.id)
        self._view.go_to(claim.start)
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _first_words(text: str) -> str:
    # With all that a sheet is made of: not at the start.
    from app.exporting.gaps import first_words

    return first_words(text, _WORDS, _CHARACTERS)

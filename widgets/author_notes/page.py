"""The author's notes of an article on one page, walked through by keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from widgets.author_notes.card import AuthorNote, AuthorNoteCard
from widgets.chips import ChipRow
from widgets.labels import BOLD, Label
from widgets.layouts import scrolled
from widgets.styling import follow_theme

_MOST = 60


class AuthorNotesPage(QWidget):
    """Signals: ``decided(AnnotationRecord, what)`` as of a card; ``place_wanted(AuthorNote)`` to see its
    words in the article; ``left`` to go on in the article.
    """

    decided = Signal(object, str)
    place_wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._notes: Sequence[AuthorNote] = ()
        self._cards: dict[int, AuthorNoteCard] = {}
        self._draft = ""
        self._current = -1
        self._shown = _MOST
        self._title = Label(size=1.25, weight=BOLD)
        self.chips = ChipRow(
            self.tr("Which to show"), [("left", self.tr("left to decide")), ("all", self.tr("all"))]
        )
        self._none = Label(ink="soft")
        self.more_button = QPushButton(self.tr("Show more"))
        self.more_button.setProperty("look", "quiet")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = scrolled(self)
        for part in (self._title, self.chips, self._none):
            column.addWidget(part)
        column.addLayout(self._list)
        column.addWidget(self.more_button)
        column.addStretch(1)
        self.chips.chosen.connect(self._on_chosen)
        self.more_button.clicked.connect(self._on_more)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        follow_theme(self)
        self._show()

    @property
    def cards(self) -> list[AuthorNoteCard]:
        """The cards shown, from the top."""
        return [self._cards[note.annotation.n] for note in self._wanted()]

    @property
    def current(self) -> AuthorNoteCard | None:
        """The card in hand."""
        return self._cards.get(self._current)

    @property
    def holds_keyboard(self) -> bool:
        """Whether keys pressed now are pressed on this page."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def show_notes(self, notes: Sequence[AuthorNote]) -> None:
        """Show those of a draft; where the one in hand is decided the next takes its place."""
        before, inside = self._keys(), self.holds_keyboard
        draft = notes[0].annotation.draft if notes else ""
        other, self._draft = draft != self._draft, draft
        if other:
            self._shown = _MOST
            for key in list(self._cards):
                self._drop(key)
        self._notes = notes
        if inside:
            # Kept here while the card that has the keyboard gives way to another.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()
        now = self._keys()
        if self._current not in now:
            at = before.index(self._current) if self._current in before and not other else 0
            self._take(now[min(at, len(now) - 1)] if now else -1, focus=inside)
        elif inside:
            self._take(self._current, focus=True)

    def begin(self) -> None:
        """Have the keyboard at the note in hand, or the first."""
        keys = self._keys()
        if keys:
            self._take(self._current if self._current in keys else keys[0], focus=True)
        else:
            self.setFocus()

    def walk(self, way: int) -> None:
        """Go to the next note (``way`` 1) or the one before (-1)."""
        keys = self._keys()
        if self._current not in keys:
            self.begin()
            return
        at = keys.index(self._current) + way
        if at == len(keys) and not self.more_button.isHidden():
            self._on_more()
            keys = self._keys()
        if 0 <= at < len(keys):
            self._take(keys[at], focus=True)

    def decide(self, what: str) -> None:
        """Make that of the note in hand, if nobody decided on it."""
        card = self.current
        if card is not None and what in card.buttons:
            card.buttons[what].click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _keys(self) -> list[int]:
        return [note.annotation.n for note in self._wanted()]

    def _wanted(self) -> list[AuthorNote]:
        whole = self.chips.key == "all"
        return [note for note in self._notes if whole or not note.annotation.taken][: self._shown]

    def _take(self, key: int, *, focus: bool) -> None:
        if self.current is not None:
            self.current.set_current(on=False)
        self._current = key
        card = self.current
        if card is None:
            return
        card.set_current(on=True)
        if not focus:
            return
        if not card.hasFocus():
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        # What was just unfolded has its place only once it is laid out.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        area = self.findChild(QScrollArea)
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(card, 0, 8)
        self.place_wanted.emit(card.note)

    def _show(self) -> None:
        left = sum(not note.annotation.taken for note in self._notes)
        words = self.tr("Author’s notes: {0} of {1} left to decide")
        self._title.setText(
            words.format(left, len(self._notes)) if self._notes else self.tr("Author’s notes")
        )
        wanted = self._wanted()
        there = {note.annotation.n: note for note in wanted}
        for key in [key for key, card in self._cards.items() if there.get(key) != card.note]:
            self._drop(key)
        for at, note in enumerate(wanted):
            card = self._cards.get(note.annotation.n) or self._add(note)
            if self._list.indexOf(card) != at:
                self._list.removeWidget(card)
                self._list.insertWidget(at, card)
                card.show()
        if self.current is not None:
            self.current.set_current(on=True)
        whole = self.chips.key == "all"
        every = len(self._notes) if whole else left
        self.more_button.setVisible(every > self._shown)
        self.chips.setVisible(bool(self._notes))
        self._none.setVisible(not wanted)
        self._none.setText(
            self.tr("Something was decided on each of them.")
            if self._notes
            else self.tr(
                "This draft came without footnotes, endnotes or comments. Where a file has some, each stands "
                "here with its sentence and becomes a source or a query with one key."
            )
        )

    def _add(self, note: AuthorNote) -> AuthorNoteCard:
        card = self._cards[note.annotation.n] = AuthorNoteCard(note)
        card.decided.connect(partial(self._on_decided, card))
        card.taken.connect(partial(self._on_taken, card))
        card.stepped.connect(self.walk)
        card.place_wanted.connect(partial(self._on_place_wanted, card))
        return card

    def _drop(self, key: int) -> None:
        card = self._cards.pop(key)
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _on_decided(self, card: AuthorNoteCard, what: str) -> None:
        self.decided.emit(card.note.annotation, what)

    def _on_taken(self, card: AuthorNoteCard) -> None:
        if card.note.annotation.n != self._current:
            self._take(card.note.annotation.n, focus=True)

    def _on_place_wanted(self, card: AuthorNoteCard) -> None:
        self.place_wanted.emit(card.note)

    def _on_chosen(self, _key: str) -> None:
        self._shown = _MOST
        self._show()

    def _on_more(self) -> None:
        self._shown += _MOST
        self._show()

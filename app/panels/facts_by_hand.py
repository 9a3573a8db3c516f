"""What a person says of facts themselves: that words are one, of which kind, and how far it reaches."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.commands import facts
from app.panels.desk import Desk
from app.panels.fact_walk import FactWalk
from app.panels.source_asked import below_cursor
from app.session import Command
from db.records import Changes, FactRecord
from widgets.article_view import ArticleView
from widgets.fact_words import kind_word
from widgets.key_names import key_name

_SHORT = 40


def shortened(words: str) -> str:
    """Words of an article for a heading, which may read the other way."""
    short = words if len(words) <= _SHORT else f"{words[:_SHORT]}…"
    return f"\u2068{short}\u2069"


class FactsByHand(QObject):
    """Turns selected words and the fact in focus into changes of facts.

    Signals: ``told(sentence)`` for a word in the status line; ``begun`` where the facts should be shown,
    since one was added or they were found.
    """

    told = Signal(str)
    begun = Signal()

    def __init__(self, desk: Desk, view: ArticleView, walk: FactWalk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._walk = walk

    def say_kind(self) -> None:
        """Ask what kind of fact the selected words are, or what else the one in focus is.

        Where the words selected overlap facts nobody ticked, they can also stand in place of one.
        """
        span, fact = self._view.selected_span(), self._walk.focused
        if self._desk.article is None or (span is None and fact is None):
            words = self.tr("Select the words that are a fact, then press {0}.")
            self.told.emit(words.format(key_name("fact.kind", "M")))
            return
        if span is not None:
            from app.panels.fact_menu import KindMenu

            menu = KindMenu(self._view, self.tr("These words are a fact: a"), None)
            menu.kind_chosen.connect(partial(self._on_added, span.start, span.end))
            for other in self._overlapped(span.start, span.end):
                place = self.tr("in place of “{0}”, {1}")
                words = shortened(self._desk.text.text[other.start : other.end])
                stretch = partial(self._on_stretched, other.id, span.start, span.end)
                menu.offer(place.format(words, kind_word(other.kind)), stretch)
        else:
            assert fact is not None
            from app.panels.fact_menu import KindMenu

            menu = KindMenu(self._view, self.tr("This fact is a"), fact.kind)
            menu.kind_chosen.connect(partial(self._on_kind_chosen, fact.id))
        menu.popup(self._view.viewport().mapToGlobal(below_cursor(self._view)))

    def find(self) -> None:
        """Look through the text for facts by the rules; what persons did to facts stays."""
        if self._desk.article is None or self._desk.session is None:
            return
        self.told.emit(self.tr("Looking for facts…"))
        command = partial(facts.find, draft=self._desk.draft, revision=self._desk.revision)
        self._desk.session.run(command, then=self._on_found)

    def _overlapped(self, start: int, end: int) -> list[FactRecord]:
        marks = self._view.facts
        return [
            fact
            for fact in reversed(list(marks.between(start, end)))
            if marks.shown and marks.is_left(fact) and (fact.start, fact.end) != (start, end)
        ]

    def _on_added(self, start: int, end: int, kind: str) -> None:
        draft, revision = self._desk.draft, self._desk.revision
        self._run(partial(facts.add, draft=draft, start=start, end=end, kind=kind, revision=revision))
        self.begun.emit()

    def _on_kind_chosen(self, fact: str, kind: str) -> None:
        self._run(partial(facts.set_kind, fact=fact, kind=kind, revision=self._desk.revision))

    def _on_stretched(self, fact: str, start: int, end: int) -> None:
        self._run(partial(facts.stretch, fact=fact, start=start, end=end, revision=self._desk.revision))

    def _on_found(self, changes: Changes) -> None:
        same = not changes.texts
        self.told.emit(self.tr("Nothing new was found.") if same else self.tr("The facts were found anew."))
        self.begun.emit()

    def _run(self, command: Command) -> None:
        if self._desk.session is not None:
            self._desk.session.run(command)

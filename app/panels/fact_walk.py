"""Going from fact to fact in the article, with one in focus."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from PySide6.QtCore import QObject, Signal

from db.records import FactRecord
from widgets.article_view import ArticleView
from widgets.fact_words import kinds_word, standing
from widgets.key_names import key_name


def _no_days(_fact: FactRecord) -> str:
    return ""


class FactWalk(QObject):
    """Which fact is in focus, and which comes next of the kind gone through.

    Attributes: ``ready`` is set once the facts of the text shown are here; ``days_of`` tells which days a
    fact may mean, blank for none. Signals: ``told(sentence)`` for a
    word in the status line; ``moved`` where another fact is in focus.
    """

    told = Signal(str)
    moved = Signal()

    def __init__(self, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ready = False
        self.days_of: Callable[[FactRecord], str] = _no_days
        self._view = view
        self._marks = view.facts
        self._moving = False
        view.position_changed.connect(self._on_position_changed)
        view.tab_steps = lambda forward: self.step(1 if forward else -1)

    @property
    def on(self) -> bool:
        """Whether the facts are shown and all here."""
        return self._marks.shown and self.ready

    @property
    def focused(self) -> FactRecord | None:
        """The fact in focus."""
        return self._marks.fact(self._marks.focus) if self._marks.shown else None

    def step(self, way: int) -> bool:
        """Go to the next fact (``way`` 1) or the one before (-1); False where there is none."""
        if not self.on:
            return False
        fact, order = self.focused, self._marks.facts
        if fact is not None:
            at = self._marks.place(fact) + way
        else:
            here = self._view.position()
            at = self._marks.from_offset(here) if way > 0 else self._marks.before_offset(here)
        while 0 <= at < len(order):
            if self._marks.counts(order[at]):
                self.go(order[at])
                return True
            at += way
        return False

    def go(self, fact: FactRecord) -> None:
        """Take that fact in focus, and the cursor to it."""
        self._moving = True
        self._view.go_to(fact.start)
        self._moving = False
        self.focus(fact.id)

    def go_on(self, fact: FactRecord) -> None:
        """Go to the next fact that is left after this one, then round to the first."""
        at = self._marks.place(fact)
        order = self._marks.facts
        for i in chain(range(at + 1, len(order)), range(at)):
            if self._marks.is_left(order[i]):
                self.go(order[i])
                if i < at:
                    self.told.emit(self.tr("Round to the first fact that is left."))
                return
        self._view.show_changed((fact.start, fact.end))
        kind = self._marks.kind
        if kind is None:
            self.told.emit(self.tr("Every fact is ticked or dismissed."))
        else:
            words = self.tr("{0}: all are ticked or dismissed; {1} goes on to the next kind.")
            self.told.emit(words.format(kinds_word(kind), key_name("fact.next_pass", "P")))

    def begin_from(self, offset: int) -> None:
        """Take the first fact that is left from there on in focus, or the first of all that is left."""
        order = self._marks.facts
        first = self._marks.from_offset(offset)
        places = chain(range(first, len(order)), range(first))
        found = next((order[i] for i in places if self._marks.is_left(order[i])), None)
        if found is not None:
            self.go(found)
        else:
            self.focus("")

    def here(self) -> int:
        """Where the sentence being read begins."""
        sentence = self._view.current_sentence()
        return sentence.start if sentence is not None else self._view.position()

    def focus(self, id: str) -> None:
        """Have that fact in focus, or none, and leave the cursor where it is."""
        before = self.focused
        self._marks.focus = id
        now = self.focused
        self._view.show_changed(*((fact.start, fact.end) for fact in (before, now) if fact is not None))
        if now is not None:
            words = standing(now, self._marks.check_words).replace("\n", "   ")
            self.told.emit("   ".join(filter(None, (words, self.days_of(now)))))
        elif before is not None:
            self.told.emit("")
        self.moved.emit()

    def _on_position_changed(self, offset: int) -> None:
        if not self.on or self._moving or self._view.textCursor().hasSelection():
            return
        fact = self._marks.at(offset)
        sentence = self._view.current_sentence()
        if fact is None and sentence is not None:
            there = self._marks.between(sentence.start, sentence.end)
            inside = [other for other in there if self._marks.counts(other)][::-1]
            fact = next(filter(self._marks.is_left, inside), inside[0] if inside else None)
        self.focus(fact.id if fact else "")

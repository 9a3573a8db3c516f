"""Ticking, taking ticks back and dismissing: what a person does with the fact in focus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.commands import facts
from app.panels.desk import Desk
from app.panels.fact_walk import FactWalk
from app.panels.facts_by_hand import shortened
from app.panels.passage_place import quoted
from app.panels.source_asked import SourceAsked
from app.panels.source_in_hand import SourceInHand
from app.session import Command
from db.records import FactRecord
from widgets.article.fact_marks import FactMarks
from widgets.key_names import key_name


class FactTicks(QObject):
    """Turns a key into a tick of what is in focus, shown before the file has it.

    ``locator`` gives the place in the source as typed. Signals: ``told(sentence)`` for a word in the status
    line; ``given`` where a tick is on its way; ``passage_wanted(Quoted)`` to see what a tick quotes.
    """

    told = Signal(str)
    given = Signal()
    passage_wanted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        marks: FactMarks,
        walk: FactWalk,
        hand: SourceInHand,
        asked: SourceAsked,
        locator: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._marks = marks
        self._walk = walk
        self._hand = hand
        self._asked = asked
        self._locator = locator
        self._mine: list[str] = []
        # Their ticks are being taken back, and the marks do not show it yet.
        self._leaving: set[str] = set()
        self._asked_for = self._opened = ""
        asked.picked.connect(self._on_picked)

    def tick(self) -> None:
        """Tick the fact in focus against the source in hand and go on to the next that is left."""
        fact = self._in_focus()
        if fact is None:
            return
        source = self._hand.source
        if source is None:
            self.tick_other()
        elif self._is_mine(fact, source.id):
            self._walk.go_on(fact)
        else:
            self._tick(fact, source.id)

    def tick_other(self) -> None:
        """Ask for another source, and tick the fact in focus against it."""
        fact = self._in_focus()
        if fact is None:
            return
        self._asked_for = fact.id
        words = shortened(self._desk.text.text[fact.start : fact.end])
        self._asked.ask(self.tr("Tick “{0}” against").format(words))

    def pick_source(self) -> None:
        """Ask which source is in hand, ticking nothing."""
        self._asked_for = ""
        self._asked.ask(self.tr("Take in hand"))

    def untick(self) -> None:
        """Take back the tick of the fact in focus, or where it has none the last one given."""
        fact = self._walk.focused
        if fact is None or not self._is_ticked(fact):
            fact = self._last_mine()
        if fact is None:
            self.told.emit(self.tr("There is no tick of yours to take back here."))
            return
        if fact.ticks and not any(tick.person == self._desk.me for tick in fact.ticks):
            self.told.emit(self.tr("Somebody else ticked this; only they can take that back."))
            return
        self._mine = [id for id in self._mine if id != fact.id]
        self._leaving.add(fact.id)
        self._walk.go(fact)
        words = shortened(self._desk.text.text[fact.start : fact.end])
        self.told.emit(self.tr("Taken back: the tick of “{0}”.").format(words))
        self._run(partial(facts.untick, fact=fact.id, revision=self._desk.revision))

    def hold_back(self) -> None:
        """Mark your tick of the fact in focus confidential, or no longer."""
        fact = self._in_focus()
        if fact is None:
            return
        mine = [tick for tick in fact.ticks if tick.person == self._desk.me]
        if not mine:
            self.told.emit(self.tr("There is no tick of yours on this fact."))
            return
        tick = mine[-1]
        on = not tick.confidential
        self._run(
            partial(
                facts.set_tick_confidential,
                fact=tick.fact,
                tick=tick.id,
                confidential=on,
                revision=self._desk.revision,
            )
        )
        words = self.tr("This tick is confidential: what it says is left out of all that is sent.")
        self.told.emit(words if on else self.tr("This tick is not confidential any more."))

    def open_passage(self) -> None:
        """Show the passage of the fact's tick in its source; of its next tick, when asked again."""
        fact = self._in_focus()
        if fact is None:
            return
        if not fact.ticks:
            self.told.emit(self.tr("Nobody ticked this fact yet."))
            return
        ids: list[str] = [tick.id for tick in fact.ticks]
        at = (ids.index(self._opened) + 1) % len(ids) if self._opened in ids else len(ids) - 1
        self._opened = ids[at]
        tick = fact.ticks[at]
        if not tick.passage and tick.place is None:
            words = self.tr("No passage was selected for this tick: {0} opens where it was left.")
            self.told.emit(words.format(tick.source_number))
        self.passage_wanted.emit(quoted(tick, self._desk.checks.get(tick.id)))

    def dismiss(self) -> None:
        """Say that the fact in focus needs no tick, or take that back; then go on."""
        fact = self._in_focus()
        if fact is None:
            return
        if fact.dismissed:
            self._run(partial(facts.restore, fact=fact.id, revision=self._desk.revision))
        elif self._marks.is_ticked(fact):
            words = self.tr("This fact is ticked; {0} takes the tick back.")
            self.told.emit(words.format(key_name("fact.untick", "Backspace")))
        else:
            self._run(partial(facts.dismiss, fact=fact.id, revision=self._desk.revision))
            self._walk.go_on(fact)

    def forget(self) -> None:
        """Another text is shown: there is no last tick to go back to."""
        self._mine.clear()
        self._leaving.clear()

    def settle(self) -> None:
        """The marks show what was done, or it could not be."""
        self._leaving.clear()

    def _in_focus(self) -> FactRecord | None:
        if not self._walk.ready:
            # What is not on screen yet is never ticked by a key pressed ahead.
            self.told.emit(self.tr("The facts are being read…"))
            return None
        fact = self._walk.focused
        if fact is None:
            words = self.tr("No fact is in focus: {0} goes to the next one.")
            self.told.emit(words.format(key_name("fact.next", "D")))
        return fact

    def _is_ticked(self, fact: FactRecord) -> bool:
        return fact.id not in self._leaving and self._marks.is_ticked(fact)

    def _is_mine(self, fact: FactRecord, source: str) -> bool:
        if fact.id in self._leaving:
            return False
        if not fact.ticks:
            return self._marks.is_ticked(fact)
        return any(tick.person == self._desk.me and tick.source == source for tick in fact.ticks)

    def _tick(self, fact: FactRecord, source: str) -> None:
        selected = self._hand.selected
        command = partial(
            facts.tick,
            fact=fact.id,
            source=source,
            passage=self._hand.passage(),
            locator=self._locator() or (selected.locator if selected is not None else ""),
            place=selected.place if selected is not None else None,
            revision=self._desk.revision,
        )
        self._marks.pend(fact)
        self._mine.append(fact.id)
        self._hand.note_used()
        self._run(command)
        self.given.emit()
        self._walk.go_on(fact)

    def _last_mine(self) -> FactRecord | None:
        while self._mine:
            fact = self._marks.fact(self._mine[-1])
            if fact is not None and self._is_ticked(fact):
                return fact
            self._mine.pop()
        return None

    def _on_picked(self, source: str) -> None:
        fact = self._marks.fact(self._asked_for)
        self._hand.take(source)
        # Only what is still in focus: the person saw these words when choosing.
        if fact is not None and fact.id == self._marks.focus:
            self._tick(fact, source)

    def _run(self, command: Command) -> None:
        if self._desk.session is not None:
            self._desk.session.run(command)

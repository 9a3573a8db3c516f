"""Tick mode: going from fact to fact in the article and ticking each against the source in hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import chain

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.commands import facts, sources
from app.panels.desk import Desk
from app.panels.fact_menu import KindMenu
from app.panels.facts_read import FactsRead
from app.panels.source_in_hand import SourceInHand
from app.session import Command, Session
from db.errors import WriteFailed
from db.records import Changes, FactKind, FactRecord
from widgets.article.fact_hover import FactHover
from widgets.article_view import ArticleView
from widgets.fact_list import FactList, FactRow
from widgets.fact_words import kinds_word, standing
from widgets.source_picker import SourcePicker
from widgets.tick_bar import ALL, TickBar

_HEADING = 40


class TickingPanel(QObject):
    """Shows the facts of the article while ticking is on, and turns keys into ticks.

    Attributes: ``place`` is where the bar stands, made when ticking first begins; ``hand`` the source ticked
    against. Signals: ``told(sentence)`` for a word in the status line; ``in_hand(QWidget)`` with the list of
    facts that should be seen; ``turned(on)``.
    """

    told = Signal(str)
    in_hand = Signal(object)
    turned = Signal(bool)

    def __init__(
        self, desk: Desk, view: ArticleView, hand: SourceInHand, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._marks = view.facts
        self.hand = hand
        self.place = QWidget()
        column = QVBoxLayout(self.place)
        column.setContentsMargins(0, 0, 0, 0)
        self.place.hide()
        self._bar: TickBar | None = None
        self._list: FactList | None = None
        self._picker: SourcePicker | None = None
        self._hover = FactHover(view)
        self._read = FactsRead(desk, self)
        self._ready = self._moving = False
        self._text = ""
        self._wanted = ""
        self._mine: list[str] = []
        self._asked_for: str = ""
        self._session: Session | None = None
        self._connect()

    def _connect(self) -> None:
        self._read.read.connect(self._on_read)
        self._read.changed.connect(self._on_changed)
        self._desk.article_shown.connect(self._on_article_shown)
        self._desk.refreshed.connect(self._on_refreshed)
        self._view.position_changed.connect(self._on_position_changed)
        self.hand.changed.connect(self._on_hand_changed)
        self._view.tab_steps = self._on_tab

    @property
    def on(self) -> bool:
        """Whether ticking is on."""
        return self._marks.shown

    @property
    def ready(self) -> bool:
        """Whether ticking is on and the facts of the article are here."""
        return self.on and self._ready

    @property
    def focused(self) -> FactRecord | None:
        """The fact in focus."""
        return self._marks.fact(self._marks.focus) if self.on else None

    @property
    def bar(self) -> TickBar:
        """The bar above the article; made when first asked for."""
        bar = self._bar
        if bar is None:
            bar = self._bar = TickBar()
            layout = self.place.layout()
            assert layout is not None
            layout.addWidget(bar)
            bar.show()
            bar.pass_chosen.connect(self._on_pass_chosen)
            bar.source_wanted.connect(self.pick_source)
            bar.tick_wanted.connect(self.tick)
            bar.list_wanted.connect(self.show_list)
            bar.find_wanted.connect(self.find)
            bar.left.connect(self.leave)
            bar.line_left.connect(self._focus_article)
        return bar

    # What keys and menus do

    def toggle(self) -> None:
        """Begin ticking, or leave it."""
        self.leave() if self.on else self.begin()

    def begin(self) -> None:
        """Show the facts of the article, the first that is left from here on in focus."""
        if self._desk.article is None:
            return
        self._marks.shown = True
        self.bar.set_in_hand(self.hand.source)
        self.place.show()
        self._hover.watch(True)
        self._ready = False
        self._read.want(True)
        self.turned.emit(True)
        self._focus_article()

    def leave(self) -> bool:
        """Show the article without its facts again; False where ticking was not on."""
        if not self.on:
            return False
        self._marks.shown = False
        self._marks.focus = ""
        self._read.want(False)
        self._ready = False
        self._hover.watch(False)
        self.place.hide()
        self._view.viewport().update()
        self.turned.emit(False)
        self._focus_article()
        return True

    def tick(self) -> None:
        """Tick the fact in focus against the source in hand and go on to the next that is left."""
        if not self.on:
            self.begin()
            return
        fact = self._in_focus()
        if fact is None:
            return
        source = self.hand.source
        if source is None:
            self.tick_other()
        elif self._is_mine(fact, source.id):
            self._go_on(fact)
        else:
            self._tick(fact, source.id)

    def tick_other(self) -> None:
        """Ask for another source, and tick the fact in focus against it."""
        if not self.on:
            self.begin()
            return
        fact = self._in_focus()
        if fact is None:
            return
        self._asked_for = fact.id
        words = self._words(fact)
        short = words if len(words) <= _HEADING else f"{words[:_HEADING]}…"
        self._ask(self.tr("Tick “{0}” against").format(short))

    def pick_source(self) -> None:
        """Ask which source is in hand, ticking nothing."""
        self._asked_for = ""
        self._ask(self.tr("Take in hand"))

    def untick(self) -> None:
        """Take back the tick of the fact in focus, or where it has none the last one given."""
        if not self.on:
            return
        fact = self.focused
        if fact is None or not self._marks.is_ticked(fact):
            fact = self._last_mine()
        if fact is None:
            self.told.emit(self.tr("There is no tick of yours to take back here."))
            return
        if fact.ticks and not any(tick.person == self._desk.me for tick in fact.ticks):
            self.told.emit(self.tr("Somebody else ticked this; only they can take that back."))
            return
        self._mine = [id for id in self._mine if id != fact.id]
        self._go(fact)
        self._run(partial(facts.untick, fact=fact.id, revision=self._desk.revision))

    def dismiss(self) -> None:
        """Say that the fact in focus needs no tick, or take that back; then go on."""
        fact = self._in_focus() if self.on else None
        if fact is None:
            return
        if fact.dismissed:
            self._run(partial(facts.restore, fact=fact.id, revision=self._desk.revision))
        elif self._marks.is_ticked(fact):
            self.told.emit(self.tr("This fact is ticked; Backspace takes the tick back."))
        else:
            self._run(partial(facts.dismiss, fact=fact.id, revision=self._desk.revision))
            self._go_on(fact)

    def say_kind(self) -> None:
        """Ask what kind of fact the selected words are, or what else the one in focus is."""
        span, fact = self._view.selected_span(), self.focused
        if self._desk.article is None or (span is None and fact is None):
            self.told.emit(self.tr("Select the words that are a fact, then press M."))
            return
        if span is not None:
            menu = KindMenu(self._view, self.tr("These words are a fact: a"), None)
            menu.kind_chosen.connect(partial(self._on_added, span.start, span.end))
        else:
            assert fact is not None
            menu = KindMenu(self._view, self.tr("This fact is a"), fact.kind)
            menu.kind_chosen.connect(partial(self._on_kind_chosen, fact.id))
        menu.popup(self._view.viewport().mapToGlobal(self._below()))

    def next_fact(self) -> bool:
        """Go to the next fact of the kind gone through; False where there is none."""
        return self._step(1)

    def previous_fact(self) -> bool:
        """Go to the fact before; False where there is none."""
        return self._step(-1)

    def choose_pass(self, kind: FactKind | None) -> None:
        """Go through the facts of that kind only, or through all."""
        if not self.on:
            self.begin()
        self._marks.kind = kind
        self.bar.choose(kind)
        self._view.viewport().update()
        if self._ready:
            self._focus_from(0 if kind is not None else self._here())
        self._focus_article()

    def next_pass(self) -> None:
        """Go on to the next kind that has facts left."""
        kinds = [None, *FactKind]
        at = kinds.index(self._marks.kind)
        turn = [*kinds[at + 1 :], *kinds[: at + 1]]
        self.choose_pass(next((k for k in turn if k is None or self._marks.left[k]), None))

    def show_list(self) -> None:
        """List all facts of the article with their ticks."""
        if not self.on:
            self.begin()
        if self._list is None:
            self._list = FactList()
            self._list.fact_activated.connect(self._on_listed)
        self._fill_list()
        self.in_hand.emit(self._list)

    def take_shown(self, source: str) -> None:
        """Take a source chosen in the list in hand while ticking."""
        if self.on:
            self.hand.take(source)

    def show_passage(self) -> None:
        """Show which words of the source come along with a tick."""
        if self._bar is not None:
            self._bar.set_passage(self.hand.passage())

    def find(self) -> None:
        """Look through the text for facts by the rules; what persons did to facts stays."""
        if self._desk.article is None:
            return
        self.told.emit(self.tr("Looking for facts…"))
        self._run(partial(facts.find, draft=self._desk.draft, revision=self._desk.revision), self._on_found)

    def is_pass(self, kind: FactKind | None) -> bool:
        """Whether that kind is gone through now."""
        return self.on and self._marks.kind is kind

    # Ticking

    def _in_focus(self) -> FactRecord | None:
        if not self._ready:
            # What is not on screen yet is never ticked by a key pressed ahead.
            self.told.emit(self.tr("The facts are being read…"))
            return None
        fact = self.focused
        if fact is None:
            self.told.emit(self.tr("No fact is in focus: Tab goes to the next one."))
        return fact

    def _is_mine(self, fact: FactRecord, source: str) -> bool:
        if not fact.ticks:
            return self._marks.is_ticked(fact)
        return any(tick.person == self._desk.me and tick.source == source for tick in fact.ticks)

    def _tick(self, fact: FactRecord, source: str) -> None:
        passage, locator = self.hand.passage(), self._bar.locator.text() if self._bar else ""
        command = partial(
            facts.tick,
            fact=fact.id,
            source=source,
            passage=passage,
            locator=locator,
            revision=self._desk.revision,
        )
        self._marks.pend(fact)
        self._mine.append(fact.id)
        self.hand.note_used()
        self._run(command)
        self._show_counts()
        self._go_on(fact)

    def _last_mine(self) -> FactRecord | None:
        while self._mine:
            fact = self._marks.fact(self._mine[-1])
            if fact is not None and self._marks.is_ticked(fact):
                return fact
            self._mine.pop()
        return None

    def _go_on(self, fact: FactRecord) -> None:
        """Go to the next fact that is left after this one, then round to the first."""
        at = self._marks.place(fact)
        order = self._marks.facts
        for i in chain(range(at + 1, len(order)), range(at)):
            if self._marks.is_left(order[i]):
                self._go(order[i])
                if i < at:
                    self.told.emit(self.tr("Round to the first fact that is left."))
                return
        self._view.show_changed((fact.start, fact.end))
        kind = self._marks.kind
        if kind is None:
            words = self.tr("Every fact is ticked or dismissed.")
        else:
            words = self.tr("{0}: all are ticked or dismissed; P goes on to the next kind.")
        self.told.emit(words.format(kinds_word(kind)))

    # Moving

    def _step(self, way: int) -> bool:
        if not self.ready:
            return False
        fact = self.focused
        order = self._marks.facts
        if fact is not None:
            at = self._marks.place(fact) + way
        else:
            here = self._view.position()
            at = self._marks.from_offset(here) if way > 0 else self._marks.before_offset(here)
        while 0 <= at < len(order):
            if self._marks.counts(order[at]):
                self._go(order[at])
                return True
            at += way
        return False

    def _on_tab(self, forward: bool) -> bool:
        return self._step(1 if forward else -1)

    def _here(self) -> int:
        sentence = self._view.current_sentence()
        return sentence.start if sentence is not None else self._view.position()

    def _focus_from(self, offset: int) -> None:
        """Take the first fact that is left from there on into focus, or the first of all that is left."""
        order = self._marks.facts
        first = self._marks.from_offset(offset)
        places = chain(range(first, len(order)), range(first))
        found = next((order[i] for i in places if self._marks.is_left(order[i])), None)
        if found is not None:
            self._go(found)
        else:
            self._focus("")

    def _go(self, fact: FactRecord) -> None:
        self._moving = True
        self._view.go_to(fact.start)
        self._moving = False
        self._focus(fact.id)

    def _focus(self, id: str) -> None:
        before = self.focused
        self._marks.focus = id
        now = self.focused
        self._view.show_changed(*((fact.start, fact.end) for fact in (before, now) if fact is not None))
        if now is not None:
            self.told.emit(standing(now).replace("\n", "   "))
        if self._bar is not None:
            self._bar.set_passage(self.hand.passage())

    def _on_position_changed(self, offset: int) -> None:
        if not self.ready or self._moving or self._view.textCursor().hasSelection():
            return
        fact = self._marks.at(offset)
        sentence = self._view.current_sentence()
        if fact is None and sentence is not None:
            inside = [f for f in self._marks.between(sentence.start, sentence.end) if self._marks.counts(f)][
                ::-1
            ]
            fact = next(filter(self._marks.is_left, inside), inside[0] if inside else None)
        self._focus(fact.id if fact else "")

    # What the desk tells

    def _on_article_shown(self) -> None:
        session = self._desk.session
        if session is not self._session:
            self._session = session
            self._mine.clear()
            self.hand.forget()
            if session is not None:
                session.failed.connect(self._on_failed)
        if self._read.text != self._text:
            self._text = self._read.text
            self._ready = False
            self._marks.focus = ""
            self._marks.set_facts(())
            self._mine.clear()
        if self.on:
            self._read.read_all() if self._text else self.leave()

    def _on_read(self, found: list[FactRecord]) -> None:
        first = not self._ready
        self._marks.set_facts(found)
        self._ready = True
        self._show_counts()
        self._view.viewport().update()
        wanted = self._marks.fact(self._wanted)
        self._wanted = ""
        if wanted is not None:
            self._go(wanted)
        elif first or self.focused is None:
            self._focus_from(self._here())
        if not found:
            self.told.emit(self.tr("No facts are known in this text: Find facts looks for them."))

    def _on_changed(self, changed: list[FactRecord], removed: list[str]) -> None:
        old = [fact for id in removed if (fact := self._marks.fact(id)) is not None]
        self._marks.update(changed, removed)
        self._view.show_changed(*((fact.start, fact.end) for fact in (*old, *changed)))
        self._show_counts()
        wanted = self._marks.fact(self._wanted)
        if wanted is not None:
            self._wanted = ""
            self._go(wanted)

    def _on_refreshed(self, changes: Changes) -> None:
        if not changes.label.startswith("fact."):
            return
        target = changes.focus
        if changes.kind in ("undo", "redo") and len(changes.facts) == 1:
            target = next(iter(changes.facts))
        if changes.kind in ("undo", "redo") or changes.label in ("fact.add", "fact.kind"):
            self._show_fact(target)

    def _show_fact(self, id: str) -> None:
        """Have that fact in focus, once it is read."""
        self._wanted = id
        if not self.on:
            self.begin()

    def _on_failed(self, _sentence: str, error: object) -> None:
        # What the disk does not take yet is tried again; anything else was not done.
        if self.on and not isinstance(error, WriteFailed):
            self._marks.forget_pending()
            self._show_counts()
            self._view.viewport().update()

    def _on_found(self, changes: Changes) -> None:
        same = not changes.texts
        self.told.emit(self.tr("Nothing new was found.") if same else self.tr("The facts were found anew."))
        if not self.on:
            self.begin()

    # What the widgets wish

    def _on_pass_chosen(self, key: str) -> None:
        self.choose_pass(None if key == ALL else FactKind(key))

    def _on_hand_changed(self) -> None:
        if self._bar is not None:
            self._bar.set_in_hand(self.hand.source)
            self._bar.locator.clear()
            self._bar.set_passage(self.hand.passage())

    def _ask(self, words: str) -> None:
        picker = self._picker
        if picker is None:
            picker = self._picker = SourcePicker(self._view)
            picker.picked.connect(self._on_picked)
            picker.unknown_picked.connect(self._on_unknown_picked)
            picker.given_up.connect(self._focus_article)
        self.hand.fill(picker.finder)
        picker.ask(words, self._view.viewport().mapTo(self._view, self._below()))

    def _below(self) -> QPoint:
        below = self._view.cursorRect().bottomLeft()
        return QPoint(below.x(), below.y() + 8)

    def _on_picked(self, source: str) -> None:
        fact = self._marks.fact(self._asked_for)
        self.hand.take(source)
        self._focus_article()
        # Only what is still in focus: the person saw these words when choosing.
        if fact is not None and fact.id == self._marks.focus:
            self._tick(fact, source)

    def _on_unknown_picked(self, text: str) -> None:
        """Words that name no source yet become one."""
        self._focus_article()
        if text.lower().startswith(("http://", "https://")):
            command: Command = partial(sources.add_link, url=text, revision=self._desk.revision)
        else:
            command = partial(sources.add_note, title=text, revision=self._desk.revision)
        self._run(command, self._on_source_added)

    def _on_source_added(self, changes: Changes) -> None:
        self._desk.when_fresh(partial(self._on_picked, changes.focus))

    def _on_added(self, start: int, end: int, kind: str) -> None:
        draft, revision = self._desk.draft, self._desk.revision
        self._run(partial(facts.add, draft=draft, start=start, end=end, kind=kind, revision=revision))
        if not self.on:
            self.begin()

    def _on_kind_chosen(self, fact: str, kind: str) -> None:
        self._run(partial(facts.set_kind, fact=fact, kind=kind, revision=self._desk.revision))

    def _on_listed(self, id: str) -> None:
        fact = self._marks.fact(id)
        if fact is not None:
            self._go(fact)
            self._focus_article()

    # Showing

    def _show_counts(self) -> None:
        self.bar.set_counts(self._marks.left, self._marks.there)
        if self._list is not None and self._list.isVisible():
            self._fill_list()

    def _fill_list(self) -> None:
        if self._list is None:
            return
        from bisect import bisect_right

        starts = [sentence.start for sentence in self._desk.sentences]
        rows: list[FactRow] = []
        for fact in self._marks.facts:
            at = bisect_right(starts, fact.start) - 1
            inside = at >= 0 and fact.start < self._desk.sentences[at].end
            rows.append(FactRow(fact, self._words(fact), self._desk.sentences[at].n if inside else 0))
        self._list.show_facts(rows)

    def _words(self, fact: FactRecord) -> str:
        return self._desk.text.text[fact.start : fact.end]

    def _focus_article(self) -> None:
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _run(self, command: Command, then: Callable[[Changes], None] | None = None) -> None:
        if self._desk.session is not None:
            self._desk.session.run(command, then=then)

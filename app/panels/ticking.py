"""Tick mode: going from fact to fact in the article and ticking each against the source in hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.panels.desk import Desk
from app.panels.fact_ticks import FactTicks
from app.panels.fact_walk import FactWalk
from app.panels.facts_by_hand import FactsByHand
from app.panels.facts_listed import FactsListed
from app.panels.facts_read import FactsRead
from app.panels.source_asked import SourceAsked
from app.panels.source_in_hand import SourceInHand
from app.session import Session
from db.errors import WriteFailed
from db.records import Changes, FactKind, FactRecord, SourceId
from widgets.article.fact_hover import FactHover
from widgets.article_view import ArticleView

if TYPE_CHECKING:
    from widgets.tick_bar import TickBar


class TickingPanel(QObject):
    """Turns ticking on and off, shows the facts of the article while it is on, and the passes through them.

    Attributes: ``place`` is where the bar stands, made when ticking first begins; ``hand`` the source ticked
    against; ``by_hand`` what a person says of facts themselves. Signals: ``told(sentence)`` for a word in the
    status line; ``in_hand(QWidget)`` with the list of facts that should be seen; ``turned(on)``;
    ``passage_wanted(Quoted)`` to see what a tick quotes.
    """

    told = Signal(str)
    in_hand = Signal(object)
    turned = Signal(bool)
    passage_wanted = Signal(object)

    def __init__(
        self, desk: Desk, view: ArticleView, hand: SourceInHand, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._marks = view.facts
        self._marks.check_words = self._check_words
        self.hand = hand
        self.place = QWidget()
        column = QVBoxLayout(self.place)
        column.setContentsMargins(0, 0, 0, 0)
        self.place.hide()
        self._bar: TickBar | None = None
        self._hover = FactHover(view)
        self._read = FactsRead(desk, self)
        self._walk = FactWalk(view, self)
        self._walk.days_of = self._days_of
        self._listed = FactsListed(desk, view.facts, self)
        asked = SourceAsked(desk, view, hand, self)
        self._ticks = FactTicks(desk, view.facts, self._walk, hand, asked, self._locator, self)
        self.by_hand = FactsByHand(desk, view, self._walk, self)
        self._text = ""
        self._wanted = ""
        self._session: Session | None = None
        asked.ended.connect(self._focus_article)
        self._connect()

    def _days_of(self, fact: FactRecord) -> str:
        from app.panels.facts_told import day_of, days_told

        return days_told(self._desk.text.text, fact, day_of(self._desk.article))

    def _connect(self) -> None:
        for part in (self._walk, self._ticks, self.by_hand):
            part.told.connect(self.told)
        self._ticks.passage_wanted.connect(self.passage_wanted)
        self._walk.moved.connect(self.show_passage)
        self._ticks.given.connect(self._show_counts)
        self.by_hand.begun.connect(self._on_begun)
        self._listed.chosen.connect(self._on_chosen)
        self._listed.find_wanted.connect(self.by_hand.find)
        self._read.read.connect(self._on_read)
        self._read.changed.connect(self._on_changed)
        self._desk.article_shown.connect(self._on_article_shown)
        self._desk.refreshed.connect(self._on_refreshed)
        self.hand.changed.connect(self._on_hand_changed)

    @property
    def on(self) -> bool:
        """Whether ticking is on."""
        return self._marks.shown

    @property
    def ready(self) -> bool:
        """Whether ticking is on and the facts of the article are here."""
        return self._walk.on

    @property
    def focused(self) -> FactRecord | None:
        """The fact in focus."""
        return self._walk.focused

    @property
    def bar(self) -> TickBar:
        """The bar above the article; made when first asked for."""
        bar = self._bar
        if bar is None:
            from widgets.tick_bar import TickBar

            bar = self._bar = TickBar()
            layout = self.place.layout()
            assert layout is not None
            layout.addWidget(bar)
            bar.show()
            bar.pass_chosen.connect(self._on_pass_chosen)
            bar.source_wanted.connect(self.pick_source)
            bar.tick_wanted.connect(self.tick)
            bar.list_wanted.connect(self.show_list)
            bar.find_wanted.connect(self.by_hand.find)
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
        self._walk.ready = False
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
        self._walk.ready = False
        self._hover.watch(False)
        self.place.hide()
        self._view.viewport().update()
        self.turned.emit(False)
        # The line told of the fact in focus, and there is none now.
        self.told.emit("")
        self._focus_article()
        return True

    def tick(self) -> None:
        """Tick the fact in focus against the source in hand and go on; where ticking is not on, begin it."""
        self._ticks.tick() if self.on else self.begin()

    def tick_other(self) -> None:
        """Ask for another source, and tick the fact in focus against it; or begin ticking."""
        self._ticks.tick_other() if self.on else self.begin()

    def pick_source(self) -> None:
        """Ask which source is in hand, ticking nothing."""
        self._ticks.pick_source()

    def untick(self) -> None:
        """Take back the tick of the fact in focus, or where it has none the last one given."""
        if self.on:
            self._ticks.untick()

    def hold_tick_back(self) -> None:
        """Keep what your tick of the fact in focus says out of all that is sent, or no longer."""
        if self.on:
            self._ticks.hold_back()

    def slots(self) -> dict[str, Callable[[], object]]:
        """What commands of sources do for the fact in focus, by command."""
        return {"source.passage": self.open_passage}

    @property
    def quoting(self) -> bool:
        """Whether a fact is in focus that somebody ticked."""
        return self.on and self.focused is not None and bool(self.focused.ticks)

    def open_passage(self) -> None:
        """Open the source of the tick in focus at its passage; of the next tick, when asked again."""
        if self.on:
            self._ticks.open_passage()

    def show_checked(self, _ids: list[str]) -> None:
        """Show what came of looking passages up."""
        self._listed.refresh()

    def dismiss(self) -> None:
        """Say that the fact in focus needs no tick, or take that back; then go on."""
        if self.on:
            self._ticks.dismiss()

    def next_fact(self) -> bool:
        """Go to the next fact of the kind gone through; False where there is none."""
        return self._walk.step(1)

    def previous_fact(self) -> bool:
        """Go to the fact before; False where there is none."""
        return self._walk.step(-1)

    def choose_pass(self, kind: FactKind | None) -> None:
        """Go through the facts of that kind only, or through all."""
        if not self.on:
            self.begin()
        self._marks.kind = kind
        self.bar.choose(kind)
        self._view.viewport().update()
        if self._walk.ready:
            self._walk.begin_from(0 if kind is not None else self._walk.here())
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
        self.in_hand.emit(self._listed.shown())

    def take_shown(self, source: str) -> None:
        """Take a source chosen in the list in hand while ticking."""
        if self.on:
            self.hand.take(source)

    def take_selected(self) -> None:
        """Take the source in hand whose words were selected beside the article: a tick is against what one
        is looking at."""
        selected = self.hand.opened()
        if selected is not None:
            self.hand.take(selected.source)
        self.show_passage()

    def show_passage(self) -> None:
        """Show which words of the source come along with a tick."""
        if self._bar is not None:
            self._bar.set_passage(self.hand.passage())

    def is_pass(self, kind: FactKind | None) -> bool:
        """Whether that kind is gone through now."""
        return self.on and self._marks.kind is kind

    # What the desk tells

    def _on_article_shown(self) -> None:
        session = self._desk.session
        if session is not self._session:
            self._session = session
            self._ticks.forget()
            self.hand.forget()
            if session is not None:
                session.failed.connect(self._on_failed)
        if self._read.text != self._text:
            self._text = self._read.text
            self._walk.ready = False
            self._marks.focus = ""
            self._marks.set_facts(())
            self._ticks.forget()
        if self.on:
            self._read.read_all() if self._text else self.leave()

    def _on_read(self, found: list[FactRecord]) -> None:
        first = not self._walk.ready
        self._marks.set_facts(found)
        self._walk.ready = True
        self._show_counts()
        self._view.viewport().update()
        wanted = self._marks.fact(self._wanted)
        self._wanted = ""
        if wanted is not None:
            self._walk.go(wanted)
        elif first or self.focused is None:
            self._walk.begin_from(self._walk.here())
        if not found:
            self.told.emit(self.tr("No facts are known in this text: Find facts looks for them."))

    def _on_changed(self, changed: list[FactRecord], removed: list[str]) -> None:
        old = [fact for id in removed if (fact := self._marks.fact(id)) is not None]
        self._marks.update(changed, removed)
        self._ticks.settle()
        self._view.show_changed(*((fact.start, fact.end) for fact in (*old, *changed)))
        self._show_counts()
        wanted = self._marks.fact(self._wanted)
        if wanted is not None:
            self._wanted = ""
            self._walk.go(wanted)

    def _on_refreshed(self, changes: Changes) -> None:
        if not changes.label.startswith("fact."):
            return
        target = changes.focus
        if changes.kind in ("undo", "redo") and len(changes.facts) == 1:
            target = next(iter(changes.facts))
        if changes.kind in ("undo", "redo") or changes.label in ("fact.add", "fact.kind", "fact.stretch"):
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
            self._ticks.settle()
            self._show_counts()
            self._view.viewport().update()

    # What the widgets wish

    def _on_pass_chosen(self, key: str) -> None:
        from widgets.tick_bar import ALL

        self.choose_pass(None if key == ALL else FactKind(key))

    def _on_hand_changed(self) -> None:
        if self._bar is not None:
            self._bar.set_in_hand(self.hand.source)
            self._bar.locator.clear()
            self._bar.set_passage(self.hand.passage())

    def _on_begun(self) -> None:
        if not self.on:
            self.begin()

    def _on_chosen(self, fact: FactRecord) -> None:
        self._walk.go(fact)
        self._focus_article()

    # Showing

    def _show_counts(self) -> None:
        self.bar.set_counts(self._marks.left, self._marks.there)
        self._listed.refresh()

    def _check_words(self, tick: str) -> str:
        check = self._desk.checks.get(tick)
        if check is None:
            return ""
        from widgets.inspector.quote_check import SIGNS, outcome_words

        numbers = {SourceId(source.id): source.number for source in self._desk.sources.values()}
        return f"{SIGNS[check.outcome]} {outcome_words(check, numbers)}"

    def _locator(self) -> str:
        return self._bar.locator.text() if self._bar else ""

    def _focus_article(self) -> None:
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

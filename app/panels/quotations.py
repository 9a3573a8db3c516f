"""The quotations of the article looked up in the source in hand, gone through by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.panels.desk import Desk
from app.panels.passage_place import Quoted
from app.panels.quote_checks import QuoteChecks
from app.panels.source_in_hand import SourceInHand
from app.panels.source_viewer import SourceViewerPanel
from db.records import Changes, ClaimRecord, SourceRecord, Stance
from widgets.article_view import ArticleView

if TYPE_CHECKING:
    from app.jobs.qt_job import JobRunner
    from app.sources.checking import Looked
    from app.sources.quotations_checked import Against
    from db.project_file import Project
    from db.records.checks import QuotationRecord
    from widgets.quotations.page import QuotationsPage


class QuotationsPanel(QObject):
    """Attributes: ``shown`` gives the source chosen in the list.

    Signals: ``told(sentence)``; ``in_hand(QWidget)`` for the page, ``page_made(QWidget)`` once; ``left`` when
    the keyboard should go back to the article.
    """

    told = Signal(str)
    in_hand = Signal(object)
    page_made = Signal(object)
    left = Signal()

    def __init__(
        self,
        desk: Desk,
        view: ArticleView,
        viewer: SourceViewerPanel,
        hand: SourceInHand,
        quotes: QuoteChecks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._view, self._viewer, self._quotes = desk, view, viewer, quotes
        self._hand = hand
        self.shown: Callable[[], str] = str
        self._page: QuotationsPage | None = None
        self._runner: JobRunner | None = None
        self._source: SourceRecord | None = None
        self._found: list[QuotationRecord] = []
        self._ticked: set[tuple[int, int]] = set()
        self._text = ""
        self._from = 0
        self._waiting = self._one_sentence = False
        desk.refreshed.connect(self._on_refreshed)
        desk.article_shown.connect(self._on_article_shown)
        quotes.text_read.connect(self._on_text_read)
        quotes.settled.connect(self._on_text_read)

    @property
    def page(self) -> QuotationsPage | None:
        """The page, once it was asked for."""
        return self._page

    @property
    def holds_keyboard(self) -> bool:
        """Whether the keyboard is on the page."""
        return self._page is not None and self._page.holds_keyboard

    def slots(self) -> dict[str, Callable[[], object]]:
        """What keys of the article do on the page, by command."""
        return {
            "article.next_sentence": partial(self._walk, 1),
            "article.previous_sentence": partial(self._walk, -1),
            "claim.evidence": partial(self._with_current, self._cite),
            "fact.tick": partial(self._with_current, self._tick),
            "source.passage": partial(self._with_current, self._open),
        }

    # What menus and keys do

    def check(self, *, sentence: bool = False) -> None:
        """Look every quotation of the article up in the source in hand, or those of the sentence in focus."""
        source, article = self._looked_at(), self._desk.article
        if source is None or article is None:
            self.told.emit(self.tr("Take a source in hand first: choose it in the list of sources."))
            return
        page = self._made()
        here = self._view.current_sentence()
        self._from = here.start if here is not None else self._view.position()
        self._one_sentence, self._source, self._found = sentence, source, []
        self._ticked.clear()
        self._text = self._desk.text.id
        page.say(self._title(), self.tr("Looking the quotations up…"))
        self.in_hand.emit(page)
        page.take_keyboard()
        self._look_up()

    def cancel(self) -> None:
        """Stop looking up."""
        self._waiting = False
        if self._runner is not None:
            self._runner.cancel()
            self._runner.deleteLater()
            self._runner = None

    def _looked_at(self) -> SourceRecord | None:
        """The source opened, else the one facts are ticked against, else the one chosen in the list."""
        known = self._desk.sources
        return known.get(self._viewer.source) or self._hand.source or known.get(self.shown())

    def _made(self) -> QuotationsPage:
        if self._page is None:
            from widgets.quotations.page import QuotationsPage

            page = self._page = QuotationsPage()
            page.stood.connect(self._on_stood)
            page.open_wanted.connect(self._open)
            page.cite_wanted.connect(self._cite)
            page.tick_wanted.connect(self._tick)
            page.left.connect(self.left)
            self.page_made.emit(page)
        return self._page

    def _title(self) -> str:
        source = self._source
        if source is None:
            return ""
        return self.tr("Quotations in {0} {1}").format(source.number, source.title)

    # Looking them up

    def _look_up(self) -> None:
        session, source = self._desk.session, self._source
        if session is not None and source is not None:
            session.read(partial(_looked, source=source.id), partial(self._on_looked, source.id))

    def _on_looked(self, source: str, looked: Looked | None, _revision: int) -> None:
        from app.sources.kept_texts import has_text

        if self._source is None or self._source.id != source or looked is None:
            return
        if looked.why is not None:
            from widgets.inspector.quote_check import why_words

            self._say(why_words(looked.why))
        elif looked.sha and not has_text(looked.sha):
            self._waiting = self._quotes.at_work
            reading = self.tr("Waiting until {0} is read…").format(self._source.number)
            self._say(reading if self._waiting else self.tr("No words of it could be read."))
        else:
            from app.sources.quotations_checked import Against

            self._start(Against(self._desk.text, self._source.id, looked))

    def _start(self, against: Against) -> None:
        from app.jobs.qt_job import JobRunner
        from app.sources.quotations_checked import start_quotations

        self.cancel()
        self._runner = JobRunner.telling(
            self, self._on_found, self._on_failed, self._on_broke, partial(self._on_failed, "")
        )
        self._runner.watch(start_quotations(against))

    def _on_text_read(self) -> None:
        if self._waiting:
            self._waiting = False
            self._look_up()

    def _on_found(self, found: Sequence[QuotationRecord] | None) -> None:
        self.cancel()
        sentence = self._view.current_sentence() if self._one_sentence else None
        rows = [q for q in found or () if sentence is None or sentence.start <= q.start < sentence.end]
        self._found = rows
        if found is None:
            self._say(self.tr("No words of it could be read."))
        elif not rows:
            one = self.tr("There is no quotation in this sentence.")
            self._say(one if self._one_sentence else self.tr("There is no quotation in this article."))
        else:
            self._show()
            first = next((n for n, one in enumerate(rows) if one.end > self._from), 0)
            if self._page is not None and self._page.holds_keyboard:
                self._page.stand_at(first)

    def _on_failed(self, sentence: str) -> None:
        self.cancel()
        self._say(sentence or self.tr("Stopped."))

    def _on_broke(self, _traceback: str) -> None:
        from app.session import OUR_MISTAKE

        self._on_failed(OUR_MISTAKE)

    def _say(self, words: str) -> None:
        if self._page is not None:
            self._page.say(self._title(), words)

    def _show(self) -> None:
        from app.panels.quotation_rows import row_of

        page, source = self._page, self._source
        if page is not None and source is not None:
            rows = [row_of(one, source, self._done(one)) for one in self._found]
            page.show_quotations(self._title(), rows)

    def _done(self, one: QuotationRecord) -> str:
        said = [self.tr("cited on {0}").format(claim.number) for claim in self._citing(one)]
        if (one.start, one.end) in self._ticked:
            said.append(self.tr("ticked"))
        return " · ".join(said)

    def _citing(self, one: QuotationRecord) -> list[ClaimRecord]:
        source, desk = self._source, self._desk
        claims = (desk.claims.get(claim) for claim in desk.evidence)
        return [
            claim
            for claim in claims
            if claim is not None
            and source is not None
            and any(e.source == source.id and e.passage == one.passage for e in desk.evidence[claim.id])
        ]

    # What the desk tells

    def _on_refreshed(self, changes: Changes) -> None:
        page = self._page
        if page is None or not self._found:
            return
        if changes.kind in ("undo", "redo"):
            self._ticked.clear()
        self._show()

    def _on_article_shown(self) -> None:
        if self._page is not None and self._desk.text.id != self._text:
            self.cancel()
            self._found, self._source = [], None
            self._page.say("", self.tr("Another text is read now: look its quotations up anew."))

    # What the page wishes

    def _walk(self, way: int) -> None:
        if self._page is not None:
            self._page.walk(way)

    def _with_current(self, act: Callable[[int], None]) -> None:
        at = self._page.current if self._page is not None else None
        if at is not None:
            act(at)

    def _on_stood(self, at: int) -> None:
        """Show it on both sides, and leave the keyboard where it is."""
        one = self._found[at]
        self._view.select(one.start, one.end)
        quoted = self._quoted(one)
        if quoted is not None:
            self._viewer.open_at(quoted, take_keyboard=False)

    def _open(self, at: int) -> None:
        quoted = self._quoted(self._found[at])
        if quoted is not None:
            self._viewer.open_at(quoted)

    def _quoted(self, one: QuotationRecord) -> Quoted | None:
        source = self._source
        if source is None:
            return None
        # Not the article's words: those may not be there.
        return Quoted(source.id, source.number, one.passage, one.check.place, found=True)

    def _cite(self, at: int) -> None:
        from app.commands import quotations
        from db.records.checks import CheckOutcome

        one, desk, source = self._found[at], self._desk, self._source
        if desk.article is None or desk.session is None or source is None or not self._is_there(one):
            return
        if self._citing(one):
            self.told.emit(self.tr("This passage is cited already: {0}.").format(self._done(one)))
            return
        exact = one.check.outcome is CheckOutcome.EXACT
        command = partial(
            quotations.cite_quotation,
            claim=self._claim_at(one),
            article=desk.article.id,
            draft=desk.draft,
            start=one.start,
            end=one.end,
            source=source.id,
            stance=Stance.SUPPORTS if exact else Stance.CONTEXT,
            passage=one.passage,
            locator=self._locator(one),
            place=one.check.place,
            revision=desk.revision,
        )
        desk.session.run(command, then=partial(self._on_cited, exact))

    def _on_cited(self, exact: bool, changes: Changes) -> None:
        self._desk.when_fresh(partial(self._tell_cited, changes.focus, exact))

    def _tell_cited(self, claim: str, exact: bool) -> None:
        known = self._desk.claims.get(claim)
        words = self.tr("Cited on {0} as supporting it.") if exact else self.tr("Cited on {0} as context.")
        if known is not None:
            self.told.emit(words.format(known.number))

    def _tick(self, at: int) -> None:
        from app.commands import facts

        one, desk, source = self._found[at], self._desk, self._source
        if desk.session is None or source is None or not self._is_there(one):
            return
        if (one.start, one.end) in self._ticked:
            self._walk(1)
            return
        self._ticked.add((one.start, one.end))
        command = partial(
            facts.tick_quotation,
            draft=desk.draft,
            start=one.start,
            end=one.end,
            source=source.id,
            passage=one.passage,
            locator=self._locator(one),
            place=one.check.place,
            revision=desk.revision,
        )
        words = self.tr("Ticked against {0}.").format(source.number)
        desk.session.run(command, then=lambda _changes: self.told.emit(words))

    def _is_there(self, one: QuotationRecord) -> bool:
        from db.records.checks import CheckOutcome

        there = one.check.outcome in (CheckOutcome.EXACT, CheckOutcome.NEAR)
        if not there:
            self.told.emit(self.tr("The source does not have these words, so there is nothing to cite."))
        return there

    def _locator(self, one: QuotationRecord) -> str:
        from app.panels.quotation_rows import place_words

        return place_words(one, self._source) if self._source is not None else ""

    def _claim_at(self, one: QuotationRecord) -> str:
        """The claim in hand where it is on these words, else the shortest one that is; blank for none."""
        desk = self._desk
        here = (claim for claim in desk.claims.values() if claim.draft == desk.draft)
        on = [claim for claim in here if claim.start < one.end and one.start < claim.end]
        if desk.record is not None and desk.record in on:
            return desk.record.id
        return min(on, key=lambda c: c.end - c.start).id if on else ""


def _looked(project: Project, *, source: str) -> Looked | None:
    from app.sources.checking import looked
    from db import queries

    found = queries.sources(project.conn, ids=[source])
    return looked(project, found[0]) if found else None

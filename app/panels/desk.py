"""What lies on the desk: the open project as the window has read it, kept fresh change by change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.panels.asked import UNNOTICED_S, Asked
from app.panels.readings import (
    NO_TEXT,
    All,
    Evidence,
    News,
    Opened,
    Part,
    Stood,
    nothing_opened,
    read_all,
    read_article,
    read_claims,
    read_news,
)
from app.panels.replacing import by_age, by_number, recounted_in, replaced
from app.scales import scale_offered, scales
from app.session import Session
from db.records import (
    ArticleRecord,
    Changes,
    ClaimId,
    ClaimRecord,
    ConflictRecord,
    PersonId,
    PersonRecord,
    ProjectRecord,
    Scale,
    SentenceRecord,
    SourceRecord,
)
from db.records.alike import KinRecord

if TYPE_CHECKING:
    from db.records.checks import CheckRecord

_PART = 200
_REDRAFTED = ("article.revise", "article.draft")
"""Steps after which the article may stand in another draft: nothing of what was read of it holds."""


class Desk(QObject):
    """Reads what the window shows, whole at first and then only what a change names.

    Attributes: ``revision`` is the one at which everything here was read; ``claims`` and ``evidence`` are
    those of the ``article`` being read, not yet all of them while ``claims_awaited``; ``checks`` are
    the project's quote checks as far as they are made, by the id of evidence or tick, ``kin`` what its
    sources have in common; ``things`` names what the ``conflicts`` are about, by entity; ``leftovers`` is
    typing that an earlier end of the program left behind, by its key; ``standing`` tells where the person
    stands, and ``stood`` is where that is in the draft that took the place of the one they read, None where
    it cannot be told.

    Signals: ``project_changed``, ``articles_changed``, ``sources_changed``;
    ``ledger_changed(sentences)`` with those that changed or went; ``text_changed`` (what is set aside);
    ``text_read(ArticleText)`` a turn before a long text is shown; ``article_shown`` where another article
    is read, or none; where its claims are many they follow in parts, each with ``claims_read(claims)`` in a
    turn of the window's own, then ``all_claims_read``; ``claims_changed(changed, removed)``;
    ``doubts_changed(ids)`` of claims of any article; ``claim_shown`` where another claim is in hand or its
    news arrived; ``refreshed(Changes)`` after all that a change touched was told.
    """

    # Lists go as they are: as Qt's own kind of list each of their things would be made anew, 20,000 in 15 ms.
    project_changed = Signal()
    articles_changed = Signal()
    sources_changed = Signal()
    text_read = Signal(object)
    article_shown = Signal()
    claims_read = Signal(object)
    all_claims_read = Signal()
    text_changed = Signal()
    ledger_changed = Signal(object)
    claims_changed = Signal(object, object)
    doubts_changed = Signal(set)
    claim_shown = Signal()
    refreshed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.standing: Callable[[], Stood] = Stood
        self._after_claims: list[Callable[[], None]] = []
        self._opened = 0
        self._asked = Asked(self)
        self._turns = self._asked.turns
        self._forget()

    def _forget(self) -> None:
        self.project: ProjectRecord | None = None
        self.scale: Scale = scales()[0]
        self.revision = 0
        self.articles: dict[str, ArticleRecord] = {}
        self.sources: dict[str, SourceRecord] = {}
        self.article: ArticleRecord | None = None
        self.text = NO_TEXT
        self.sentences: list[SentenceRecord] = []
        self.claims: dict[str, ClaimRecord] = {}
        self.evidence: Evidence = {}
        self.checks: dict[str, CheckRecord] = {}
        self.kin = KinRecord()
        self._doubts: Mapping[ClaimId, int] = {}
        self.conflicts: list[ConflictRecord] = []
        self.things: dict[str, str] = {}
        self.claim: ClaimId | None = None
        self.leftovers: dict[str, str] = {}
        self.stood: Stood | None = None
        self.claims_awaited = False
        self._in_hand_before: ClaimId | None = None
        self._claim_untold = False

    @property
    def me(self) -> PersonId:
        """Who is at the keyboard, as records name them: one for all their persons."""
        known = self._known
        return known.id if known else self.session.me.person if self.session else PersonId("")

    @property
    def my_name(self) -> str:
        """What whoever is at the keyboard is called here, and nobody else."""
        known = self._known
        return known.name if known else self.session.me.name if self.session else ""

    @property
    def _known(self) -> PersonRecord | None:
        me = self.session.me.person if self.session else ""
        people = self.project.people if self.project else ()
        return next((one for one in people if me in one.ids), None)

    @property
    def draft(self) -> str:
        """The draft being read, or an empty string."""
        return self.article.draft if self.article else ""

    @property
    def record(self) -> ClaimRecord | None:
        """The claim in hand."""
        return self.claims.get(self.claim) if self.claim else None

    def take(self, session: Session, article: str = "") -> None:
        """Read an opened project, beginning with that article, or its first."""
        self.session = session
        session.project_changed.connect(self._on_project_changed)
        self._asked.ask_of(session)
        self._asked.read(partial(read_all, article=article), self._lay_all)

    def clear(self) -> None:
        """Take everything off the desk."""
        if self.session is not None:
            self.session.project_changed.disconnect(self._on_project_changed)
        self.session = None
        self._asked.ask_of(None)
        self._after_claims = []
        self._opened += 1
        self._forget()
        self._tell_project()
        self._tell_opened()

    def open_article(self, article: str, then: Callable[[], None] | None = None) -> None:
        """Read that article; ``then`` is called once it is shown."""
        if self.article is not None and self.article.id == article:
            if then is not None:
                then()
            return
        self._opened += 1
        self._asked.read(partial(read_article, article=article), partial(self._lay_article, then=then))

    def choose_claim(self, claim: str | None) -> None:
        """Take that claim of the article being read in hand, or none."""
        known = ClaimId(claim) if claim and claim in self.claims else None
        if known != self.claim:
            self.claim = known
            self._show_claim()

    def take_doubts(self, doubts: Mapping[ClaimId, int]) -> None:
        """Take in how many quoted passages of each claim of the project are in doubt."""
        differing = [id for id in {*doubts, *self._doubts} if doubts.get(id, 0) != self._doubts.get(id, 0)]
        self._doubts = doubts
        parts = [differing[at : at + _PART] for at in range(0, len(differing), _PART)]
        if len(parts) == 1:
            self._tell_doubts(parts[0])
        else:
            # The first check of a project finds hundreds: as many in a turn as one does not notice.
            self.in_own_turn(*(partial(self._tell_doubts, part) for part in parts))

    def _tell_doubts(self, ids: Iterable[ClaimId]) -> None:
        own = self.doubted(self.claims[id] for id in ids if id in self.claims)
        self.claims.update({c.id: c for c in own})
        if own:
            self.claims_changed.emit(own, [])
        self.doubts_changed.emit(set(ids))

    def doubted(self, claims: Iterable[ClaimRecord]) -> list[ClaimRecord]:
        """The claims with what is known of their quoted passages."""
        known = self._doubts.get
        return [c if c.doubts == known(c.id, 0) else replace(c, doubts=known(c.id, 0)) for c in claims]

    def _show_claim(self) -> None:
        self._claim_untold = False
        self.claim_shown.emit()

    def _show_untold(self) -> None:
        if self._claim_untold:
            self._show_claim()

    def after_the_claims(self, show: Callable[[], None]) -> None:
        """Do that once all claims of the article are here: at once, or where many are awaited in a turn of
        the window's own."""
        if self.claims_awaited:
            self._after_claims.append(show)
        else:
            show()

    def in_turn_after_the_claims(self, act: Callable[[], None]) -> None:
        """Do that in a turn of the window's own, once all claims of the article are here."""
        wait = self._after_claims.append if self.claims_awaited else self._turns.add
        wait(act)

    def in_own_turn(self, *acts: Callable[[], object]) -> None:
        """Do each of these in a turn of the window's own, after everything that waits for one."""
        self._turns.add(*acts)

    def show_soon(self, act: Callable[[], object]) -> None:
        """Do that in the next turn of the window's own; it shows what is known, and no key waits for it."""
        self._turns.show_soon(act)

    def in_order(self, act: Callable[[], object]) -> None:
        """Do that behind everything that waits for a turn of the window's own; at once where nothing does."""
        self._turns.act_behind(act)

    def hold_turns_while(self, held: Callable[[], bool]) -> None:
        """Let what waits for a turn of the window's own wait as long as that is so."""
        self._turns.held = held

    def in_next_turns(self, acts: Iterable[Callable[[], object]]) -> None:
        """Do each of these in a turn of the window's own, before everything that waits for one."""
        self._turns.add_first(acts)

    def when_fresh(self, action: Callable[[], None]) -> None:
        """Do that once every change asked for so far is shown; at once where none is under way."""
        self._asked.when_fresh(action)

    def when_told(self, action: Callable[[], None]) -> None:
        """Do that once every change asked for so far is told, so that the claim in hand is the one meant."""
        self._asked.when_told(action)

    def catch_up(self, seconds: float = UNNOTICED_S) -> bool:
        """Wait for every change asked for so far to be told, not longer than a person notices.

        For what is typed next to meet what was just asked for; False where the disk takes longer.
        """
        return self._asked.catch_up(seconds)

    def _on_project_changed(self, changes: Changes) -> None:
        if changes.everything or changes.label in _REDRAFTED:
            article = self.article.id if self.article else ""
            ask = partial(read_all, article=article, stood=self.standing())
            self._asked.read(ask, partial(self._lay_all, changes=changes))
            return
        ask = partial(read_news, changes=changes, article=self.article)
        self._asked.read(ask, partial(self._lay_news, changes, self.article))

    # Laying out what was read

    def _lay_all(self, read: All, revision: int, changes: Changes | None = None) -> None:
        self.revision = revision
        self._take_project(read.project)
        self.articles = {a.id: a for a in read.articles}
        self.sources = {s.id: s for s in read.sources}
        self.conflicts, self.things = read.conflicts, read.things
        self.leftovers = read.leftovers if changes is None else self.leftovers
        self._tell_project()
        then = partial(self.refreshed.emit, changes) if changes else None
        opened = partial(self._lay_opened, read.opened, then)
        if read.opened.whole:
            opened()
        else:
            # Long texts have turns of their own.
            self.in_own_turn(partial(self.text_read.emit, read.opened.text), opened)

    def _lay_article(self, read: Opened, revision: int, then: Callable[[], None] | None) -> None:
        self.revision = revision
        after = partial(self.after_the_claims, then) if then is not None else None
        opened = partial(self._lay_opened, read, after)
        if read.whole:
            opened()
        else:
            self.in_next_turns((partial(self.text_read.emit, read.text), opened))

    def _lay_opened(self, read: Opened, then: Callable[[], None] | None) -> None:
        self._take_opened(read)
        self._tell_opened()
        if not read.whole:
            self._opened += 1
            # Painting the words comes first: both at once would take twice as long.
            self.in_own_turn(partial(self._read_claims, read, self._opened))
        if then is not None:
            then()

    def _read_claims(self, read: Opened, opened: int) -> None:
        """Read the claims of an article that has many; each part is shown in a turn of its own."""
        if opened == self._opened and read.article is not None:
            self._asked.read_parts(
                partial(read_claims, article=read.article.id, wanted=lambda: opened == self._opened),
                partial(self._lay_part, opened),
                partial(self._on_claims_read, opened),
            )

    def _lay_part(self, opened: int, part: Part) -> None:
        if opened == self._opened:
            claims = self.doubted(part.claims)
            self.claims.update({c.id: c for c in claims})
            self.evidence.update(part.evidence)
            self.claims_read.emit(claims)

    def _on_claims_read(self, opened: int) -> None:
        if opened != self._opened:
            return
        self.claims_awaited = False
        self._turns.add(*self._after_claims)
        self._after_claims = []
        self.all_claims_read.emit()
        if self.claim is None and self._in_hand_before in self.claims:
            self.claim = self._in_hand_before
        self._show_claim()

    def _take_project(self, project: ProjectRecord) -> None:
        self.project = project
        self.scale = scale_offered(project.scale)

    def _take_opened(self, read: Opened) -> None:
        self.article, self.text, self.sentences = read.article, read.text, read.sentences
        self.claims = {c.id: c for c in self.doubted(read.claims)}
        self.evidence, self.stood = read.evidence, read.stood
        self.claims_awaited, self._after_claims = not read.whole, []
        self._in_hand_before = self.claim
        if self.claim not in self.claims:
            self.claim = None

    def _tell_project(self) -> None:
        self.project_changed.emit()
        self.articles_changed.emit()
        self.sources_changed.emit()

    def _tell_opened(self) -> None:
        self.article_shown.emit()
        self._show_claim()

    def _lay_news(self, changes: Changes, read_in: ArticleRecord | None, news: News, revision: int) -> None:
        self.revision, self.conflicts, self.things = revision, news.conflicts, news.things
        if news.project is not None:
            self._take_project(news.project)
            self.project_changed.emit()
        if changes.sources:
            self.sources = replaced(self.sources, news.sources, changes.sources, by_number)
            self.sources_changed.emit()
        if read_in is not None and self.article is not None and read_in.id == self.article.id:
            self._lay_claims(changes, news)
        if self._turns.waiting:
            # Behind the claims, of which some have a turn to come.
            self._show_untold()
            self.in_own_turn(partial(self._lay_rest, changes, news))
        else:
            # A change may lead to another claim: the one in hand is shown once, not emptied and filled again.
            self._lay_rest(changes, news)
            self._show_untold()

    def _lay_rest(self, changes: Changes, news: News) -> None:
        self._lay_articles(changes, news)
        self.refreshed.emit(changes)

    def _lay_articles(self, changes: Changes, news: News) -> None:
        touched = set(changes.articles) | {a.id for a in news.articles}
        if not touched:
            return
        self.articles = replaced(self.articles, news.articles, touched, by_age)
        was = self.article
        self.article = self.articles.get(was.id) if was else None
        self.articles_changed.emit()
        if was is not None and self.article is None:
            # The article went (its import was undone): read what is left.
            self._lay_opened(nothing_opened(), None)
            if self.articles:
                self.open_article(next(iter(self.articles)))

    def _lay_claims(self, changes: Changes, news: News) -> None:
        if news.text is not None:
            self.text = news.text
            self.text_changed.emit()
        self.sentences, recounted = recounted_in(self.sentences, news.counted, news.sentences)
        if recounted:
            self.ledger_changed.emit(recounted)
        if not changes.claims:
            self._claim_untold = bool(changes.sources)
            return
        article = self.article.id if self.article else None
        own = self.doubted(c for c in news.claims if c.article == article)
        kept = {c.id for c in own}
        removed = [ClaimId(id) for id in changes.claims if id in self.claims and id not in kept]
        for gone in removed:
            del self.claims[gone]
            self.evidence.pop(gone, None)
        self.claims.update({c.id: c for c in own})
        self.evidence.update(news.evidence)
        # Of hundreds changed at once the window shows as many in a turn as one does not notice.
        at_once = own if len(own) <= _PART else []
        self.claims_changed.emit(at_once, removed)
        if self.claim in removed:
            self.claim = None
        self._claim_untold = True
        for at in range(len(at_once), len(own), _PART):
            self.in_own_turn(partial(self._tell_changed, own[at : at + _PART]))

    def _tell_changed(self, claims: Sequence[ClaimRecord]) -> None:
        """Tell of these as far as they are still what is shown."""
        shown = [claim for claim in claims if self.claims.get(claim.id) is claim]
        if shown:
            self.claims_changed.emit(shown, [])

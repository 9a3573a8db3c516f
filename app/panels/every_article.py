"""The claims of the whole project in the list: read article by article when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.panels.desk import Desk
from app.panels.readings import read_claim_parts
from app.session import Session
from db import queries
from db.records import Changes, ClaimId, ClaimRecord
from widgets.claim_list import ClaimList
from widgets.claims.traits import Order

if TYPE_CHECKING:
    from db.project_file import Project

_PART = 150
_ORDERED = 'SELECT id FROM claim ORDER BY article, start, "end", id'
_LISTED = 1_000
"""So many claims are listed in a turn of the window's own."""


class EveryArticle(QObject):
    """Keeps the list filled with the claims of the article being read, or of every article.

    Signals: ``filled`` once the claims of the article being read are in it.
    """

    filled = Signal()

    def __init__(self, desk: Desk, shown: ClaimList, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._list = desk, shown
        self._session: Session | None = None
        self._read: set[str] = set()
        self._whole = False
        self._begun = 0
        shown.scope_changed.connect(self._on_scope_changed)
        desk.article_shown.connect(self._on_article_shown)
        desk.articles_changed.connect(self._on_articles_changed)
        desk.claims_changed.connect(shown.update_claims)
        desk.doubts_changed.connect(self._on_doubts_changed)
        desk.refreshed.connect(self._on_refreshed)

    def article_of(self, claim: str) -> str:
        """The article a listed claim is of; blank for one that is not listed."""
        record = self._list.model.record(ClaimId(claim))
        return record.article if record else ""

    def _on_scope_changed(self, whole: bool) -> None:
        self._whole = whole
        self._desk.after_the_claims(self._begin)

    def _begin(self) -> None:
        self._read = set()
        self._list.set_titles(self._titles() if self._whole else {})
        self._list_claims()
        self._list.set_current(self._desk.claim)
        if self._desk.article is not None:
            self._read.add(self._desk.article.id)
        self._go_on()

    def _list_claims(self) -> None:
        """List the claims of the article being read, many of them in turns before all that waits."""
        self._begun += 1
        claims = list(self._desk.claims.values())
        # Only where they follow one another in the list, adding some costs no more than they are.
        if len(claims) <= _LISTED or self._list.model.order is not Order.PLACE:
            self._list.set_claims(claims)
            return
        claims.sort(key=attrgetter("start", "end"))
        self._list.set_claims(claims[:_LISTED])
        parts = (claims[at : at + _LISTED] for at in range(_LISTED, len(claims), _LISTED))
        self._desk.in_next_turns(partial(self._list_more, self._begun, part) for part in parts)

    def _list_more(self, begun: int, claims: Sequence[ClaimRecord]) -> None:
        if begun == self._begun:
            self._list.update_claims(claims)

    def _titles(self) -> dict[str, str]:
        return {article.id: article.title for article in self._desk.articles.values()}

    def _on_article_shown(self) -> None:
        if self._desk.session is not self._session:
            self._session = self._desk.session
            self._list.forget()
        self._list.set_articles(len(self._desk.articles))
        if self._whole:
            self._desk.after_the_claims(self._take_in)
        else:
            self._begun += 1
            self._list.set_claims([])
            self._desk.after_the_claims(self._begin_again)

    def _begin_again(self) -> None:
        self._begin()
        self.filled.emit()

    def _take_in(self) -> None:
        """The claims of an article that is opened are news only where they were not read yet."""
        article = self._desk.article
        if article is not None and article.id not in self._read:
            self._read.add(article.id)
            self._list.update_claims(list(self._desk.claims.values()))
        self._list.set_current(self._desk.claim)
        self.filled.emit()

    def _on_articles_changed(self) -> None:
        self._list.set_articles(len(self._desk.articles))
        if self._whole:
            self._list.set_titles(self._titles())
            self._go_on()

    # Reading the others

    def _go_on(self) -> None:
        """Read the claims of one article more; the window works on in between."""
        rest = [article for article in self._desk.articles if article not in self._read]
        if self._whole and rest and self._desk.session is not None:
            self._read.add(rest[0])
            session = self._desk.session
            wanted = partial(self._wants, session)
            ask = partial(read_claim_parts, article=rest[0], wanted=wanted)
            session.read_parts(ask, partial(self._on_part, session), partial(self._on_read, session))

    def _wants(self, session: Session) -> bool:
        return session is self._desk.session and self._whole

    def _on_part(self, session: Session, claims: Sequence[ClaimRecord], _revision: int) -> None:
        self._desk.in_own_turn(partial(self._take, session, claims))

    def _take(self, session: Session, claims: Sequence[ClaimRecord], gone: Sequence[str] = ()) -> None:
        if self._wants(session):
            self._list.update_claims(self._desk.doubted(claims), list(map(ClaimId, gone)))

    def _on_read(self, session: Session) -> None:
        if self._wants(session):
            self._desk.in_own_turn(self._go_on)

    def _on_doubts_changed(self, ids: set[ClaimId]) -> None:
        if self._whole:
            listed = (self._list.model.record(id) for id in ids if id not in self._desk.claims)
            self._list.update_claims(self._desk.doubted(claim for claim in listed if claim is not None))

    def _on_refreshed(self, changes: Changes) -> None:
        if not self._whole or self._desk.session is None:
            return
        if changes.everything:
            self._desk.after_the_claims(self._begin)
            return
        if changes.claims:
            session = self._desk.session
            ask = partial(_reread, claims=changes.claims, known=frozenset(self._desk.claims))
            session.read_parts(ask, partial(self._on_reread, session), _nothing)

    def _on_reread(
        self, session: Session, read: tuple[Sequence[str], Sequence[ClaimRecord]], _revision: int
    ) -> None:
        asked, claims = read
        there = {claim.id for claim in claims}
        gone = [one for one in asked if one not in there]
        self._desk.in_own_turn(partial(self._take, session, claims, gone))


def _reread(
    project: Project, *, claims: frozenset[str], known: frozenset[str]
) -> Iterator[tuple[Sequence[str], Sequence[ClaimRecord]]]:
    """Those claims but for the known ones, part by part, each with the ids that were asked for.

    One article after the other in reading order: rows that stand together are shown anew together.
    """
    wanted = claims - known
    there = [id for (id,) in project.conn.execute(_ORDERED) if id in wanted] if len(wanted) > _PART else []
    asked = [*there, *sorted(wanted.difference(there))]
    for at in range(0, len(asked), _PART):
        part = asked[at : at + _PART]
        yield part, queries.claims(project.conn, ids=part)


def _nothing() -> None:
    """What is to be done once all is read."""

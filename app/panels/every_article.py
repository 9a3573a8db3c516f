"""The claims of the whole project in the list: read article by article when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.panels.desk import Desk
from app.session import Session
from db import queries
from db.project_file import Project
from db.records import Changes, ClaimId, ClaimRecord
from widgets.claim_list import ClaimList


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
        shown.scope_changed.connect(self._on_scope_changed)
        desk.article_shown.connect(self._on_article_shown)
        desk.articles_changed.connect(self._on_articles_changed)
        desk.claims_changed.connect(shown.update_claims)
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
        self._list.set_claims(list(self._desk.claims.values()))
        self._list.set_current(self._desk.claim)
        if self._desk.article is not None:
            self._read.add(self._desk.article.id)
        self._go_on()

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
            answer = partial(self._on_read, self._desk.session)
            self._desk.session.read(partial(_claims_of, article=rest[0]), answer)

    def _on_read(self, session: Session, claims: Sequence[ClaimRecord], _revision: int) -> None:
        if session is self._desk.session and self._whole:
            self._list.update_claims(claims)
            self._go_on()

    def _on_refreshed(self, changes: Changes) -> None:
        if not self._whole or self._desk.session is None:
            return
        if changes.everything:
            self._desk.after_the_claims(self._begin)
            return
        elsewhere = sorted(claim for claim in changes.claims if claim not in self._desk.claims)
        if elsewhere:
            answer = partial(self._on_reread, self._desk.session, elsewhere)
            self._desk.session.read(partial(_claims, ids=elsewhere), answer)

    def _on_reread(
        self, session: Session, asked: Sequence[str], claims: Sequence[ClaimRecord], _revision: int
    ) -> None:
        if session is self._desk.session and self._whole:
            there = {claim.id for claim in claims}
            self._list.update_claims(claims, [ClaimId(one) for one in asked if one not in there])


def _claims_of(project: Project, *, article: str) -> list[ClaimRecord]:
    return queries.claims(project.conn, article)


def _claims(project: Project, *, ids: Sequence[str]) -> list[ClaimRecord]:
    return queries.claims(project.conn, ids=ids)

"""Undo and redo: what they take back is named and gone to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.panels.desk import Desk
from app.panels.notices import Notices
from app.panels.step_words import step_words
from app.session import Session
from db import queries
from db.records import Changes
from widgets.notice import NoticeKind

if TYPE_CHECKING:
    from db.project_file import Project


class HistoryPanel(QObject):
    """Takes back and brings again.

    Signals: ``labels_changed(undo, redo)`` with the words of what can be taken back and brought again;
    ``told(sentence)`` naming what was; ``place_requested(claim)`` for a claim of another article;
    ``refused(sentence)`` where there was nothing to; ``undo_begun`` before either, so that what is typed
    becomes a change first.
    """

    labels_changed = Signal(str, str)
    told = Signal(str)
    refused = Signal(str)
    place_requested = Signal(str)
    undo_begun = Signal()

    def __init__(self, desk: Desk, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._notices = notices
        self._named = False
        self._labels: tuple[str, str] | None = ("", "")
        """None until those of an opened project are read."""
        desk.refreshed.connect(self._on_refreshed)

    def attend(self, session: Session) -> None:
        """Hear what can be undone in that project; until that is known a wish is not refused."""
        self._labels = None
        session.stacks_changed.connect(self._on_stacks_changed)
        session.undo_blocked.connect(self._on_undo_blocked)
        session.nothing_undone.connect(self.refused)
        session.project_changed.connect(self._on_project_changed)

    def undo(self) -> None:
        """Take back this person's last change."""
        self._begin(lambda session: session.undo())

    def redo(self) -> None:
        """Bring this person's last undone change again."""
        self._begin(lambda session: session.redo())

    def why_no_undo(self) -> str:
        """Why nothing can be taken back; empty where something can."""
        there = self._labels is None or self._labels[0]
        return "" if there else self.tr("There is nothing of yours to take back.")

    def why_no_redo(self) -> str:
        """Why nothing can be brought again; empty where something can."""
        there = self._labels is None or self._labels[1]
        return "" if there else self.tr("Nothing was undone.")

    def _begin(self, action: Callable[[Session], None]) -> None:
        if self._desk.session is not None:
            self.undo_begun.emit()
            action(self._desk.session)

    def _on_stacks_changed(self, undo: str, redo: str) -> None:
        self._labels = (step_words(undo), step_words(redo))
        self.labels_changed.emit(*self._labels)

    def _on_undo_blocked(self, kind: str, sentence: str) -> None:
        session = self._desk.session
        if session is not None:
            again = partial(session.undo if kind == "undo" else session.redo, force=True)
            words = self.tr("Undo it all the same") if kind == "undo" else self.tr("Redo it all the same")
            self._notices.say(NoticeKind.QUESTION, sentence, actions=[(words, again)], topic="undo")

    def _on_project_changed(self, _changes: Changes) -> None:
        # What was undone or redone before is no more the last thing that happened.
        if self._named:
            self._named = False
            self.told.emit("")

    def _on_refreshed(self, changes: Changes) -> None:
        if changes.kind not in ("undo", "redo"):
            return
        words = self.tr("Undone: {0}.") if changes.kind == "undo" else self.tr("Redone: {0}.")
        if changes.past_erasure:
            words = self.tr("An erasure cannot be undone; what was before it is: {0}.")
        self.told.emit(words.format(step_words(changes.label)))
        self._named = True
        claim = changes.leads_to
        # What was done to claims of many articles at once is seen here too.
        elsewhere = claim in changes.claims and changes.claims.isdisjoint(self._desk.claims)
        if elsewhere and self._desk.session is not None:
            self._desk.session.read(partial(_article_of, claim=claim), partial(self._on_article_found, claim))

    def _on_article_found(self, claim: str, article: str, _revision: int) -> None:
        if article:
            self._desk.open_article(article, partial(self.place_requested.emit, claim))


def _article_of(project: Project, claim: str) -> str:
    found = queries.claims(project.conn, ids=[claim])
    return found[0].article if found else ""

"""Several new drafts of an article made apart: told, read, compared, until one is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.commands import conflicts
from app.panels.desk import Desk
from app.panels.notices import Notices
from db.records import ConflictRecord
from widgets.labels import BOLD, Label
from widgets.layouts import scrolled
from widgets.notice import NoticeKind
from widgets.styling import follow_theme

if TYPE_CHECKING:
    from widgets.inspector.conflicts import ConflictList


class RivalsPanel(QObject):
    """Shows beside the article which drafts were made apart, so that each can be read, and settles that.

    Signals: ``in_hand(QWidget)`` where they should be seen; ``draft_requested(article, draft)`` to read one
    of several new drafts, ``compare_requested(article, one, other)`` to compare two; ``told(sentence)`` for a
    word in the status line.
    """

    in_hand = Signal(object)
    draft_requested = Signal(str, str)
    compare_requested = Signal(str, str, str)
    told = Signal(str)

    def __init__(self, desk: Desk, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._notices = desk, notices
        self._page: QWidget | None = None
        self._list: ConflictList | None = None
        self._none: Label | None = None
        self._rivals: tuple[str, ...] = ()
        desk.article_shown.connect(self._tell_rivals)
        desk.articles_changed.connect(self._tell_rivals)
        desk.refreshed.connect(self._on_refreshed)
        self._tell_rivals()

    def show(self) -> None:
        """Show all of them, or say that there are none."""
        if not self._drafts:
            self.told.emit(self.tr("No drafts of this project were made apart."))
            return
        if self._page is None:
            from widgets.inspector.conflicts import ConflictList

            self._page, self._list = QWidget(), ConflictList()
            column = scrolled(self._page)
            column.addWidget(Label(self.tr("New drafts made apart"), size=1.25, weight=BOLD))
            column.addWidget(self._list)
            self._none = Label(self.tr("Nothing is undecided any more."), ink="soft")
            column.addWidget(self._none)
            column.addStretch(1)
            follow_theme(self._page)
            self._list.settled.connect(self.settle)
            self._list.draft_requested.connect(self.draft_requested)
            self._list.compare_requested.connect(self.compare_requested)
        self._fill()
        self.in_hand.emit(self._page)

    @property
    def _drafts(self) -> list[ConflictRecord]:
        return [one for one in self._desk.conflicts if any(v.txn.startswith("draft:") for v in one.versions)]

    def settle(self, entity: str, field: str, txn: str) -> None:
        """Keep that version."""
        if self._desk.session is not None:
            command = partial(
                conflicts.settle, entity=entity, field=field, txn=txn, revision=self._desk.revision
            )
            self._desk.session.run(command)

    def _tell_rivals(self) -> None:
        """Say of the article being read that several drafts are its newest, until one is chosen."""
        article = self._desk.article
        rivals = (article.id, article.draft, *article.rivals) if article and article.rivals else ()
        if rivals == self._rivals:
            return
        self._rivals = rivals
        if article is None or not rivals:
            self._notices.withdraw("rivals")
            return
        what = self.tr("“{0}” has {1} new drafts that were made apart; nobody has decided which is its own.")
        more = self.tr("Draft {0} is shown. Each can be read, and two of them compared.")
        self._notices.say(
            NoticeKind.WARNING,
            what.format(article.title, len(article.rivals) + 1),
            more.format(article.number),
            [(self.tr("Read, compare, decide"), self.show)],
            topic="rivals",
        )

    def _fill(self) -> None:
        if self._none is not None:
            self._none.setVisible(not self._drafts)
        if self._list is not None:
            self._list.show_conflicts(self._drafts, 0, self._desk.things)

    def _on_refreshed(self, _changes: object) -> None:
        self._fill()

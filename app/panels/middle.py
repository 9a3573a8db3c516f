"""What may stand in the article's place: another draft of it, or two of them compared."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.commands import drafts
from app.panels.answering import Answering
from app.panels.comparing import ComparePanel
from app.panels.desk import Desk
from app.panels.older_draft import OlderDraftPanel
from app.panels.reading import ReadingPanel
from app.panels.window_layout import WindowLayout
from db.records import DraftRecord
from widgets.claims.sidebar import Sidebar


class MiddlePages(QObject):
    """Puts pages in the article's place and lets the lists beside it follow.

    Attributes: ``older`` shows a draft that is not the current one, ``comparing`` two of them. Signals:
    ``covered`` before something stands in the article's place; ``going_to_claim`` before a claim is shown
    wherever it is; ``claim_hovered(id)`` there;
    ``told(sentence)``.
    """

    covered = Signal()
    going_to_claim = Signal()
    claim_hovered = Signal(str)
    told = Signal(str)

    def __init__(
        self,
        desk: Desk,
        reading: ReadingPanel,
        layout: WindowLayout,
        sidebar: Sidebar,
        answering: Answering,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._reading, self._layout, self._sidebar = desk, reading, layout, sidebar
        self.older = OlderDraftPanel(desk, reading.view, answering, self)
        self.comparing = ComparePanel(desk, answering, self)
        for panel in (self.older, self.comparing):
            panel.in_middle.connect(self._put)
            panel.told.connect(self.told)
        layout.middle.currentChanged.connect(self._on_turned)
        self.older.compare_requested.connect(self.compare_drafts)
        self.older.chosen.connect(self.choose)
        self.older.claim_hovered.connect(self.claim_hovered)

    @property
    def drafts(self) -> list[DraftRecord]:
        """The drafts of the article being read, where there are several."""
        return self.older.drafts

    def go_to_claim(self, claim: str) -> None:
        """Show where a claim is, in whatever stands in the middle, and take it in hand."""
        self.going_to_claim.emit()
        if not self.older.go_to_claim(claim) and not self.comparing.go_to_claim(claim):
            self._reading.go_to_claim(claim)

    def show_hovered(self, claim: str) -> None:
        """Show a claim as the one under the mouse, wherever the mouse is."""
        self._reading.view.set_hovered(claim)
        self.older.show_hovered(claim)

    def leave(self) -> bool:
        """Bring the article back if the keyboard is in what stands in its place; false where it is not."""
        return self.older.leave() or self.comparing.leave()

    def compare(self) -> None:
        """Compare the draft being read, or the one before the current one, with the current one."""
        drafts = self.drafts
        if len(drafts) < 2:
            self.told.emit(self.tr("This article has one draft; there is nothing to compare it with yet."))
            return
        current = next((draft for draft in drafts if draft.current), drafts[-1])
        before = [draft.id for draft in drafts if draft.id != current.id]
        old = current.based_on if current.based_on in before else before[-1]
        self.compare_drafts(self.older.shown if self.older.active else old, current.id)

    def read_draft_of(self, article: str, draft: str) -> None:
        """Read that draft of any article of the project."""
        self._desk.open_article(article, partial(self._desk.when_fresh, partial(self.older.show, draft)))

    def compare_drafts_of(self, article: str, one: str, other: str) -> None:
        """Compare two drafts of any article of the project."""
        self._desk.open_article(
            article, partial(self._desk.when_fresh, partial(self.compare_drafts, one, other))
        )

    def compare_drafts(self, one: str, other: str) -> None:
        """Compare two drafts, the earlier one with the later one."""
        order: list[str] = [draft.id for draft in self.drafts]
        if one in order and other in order:
            old, new = sorted((one, other), key=order.index)
            self.comparing.show(self.drafts, old, new)

    def cancel(self) -> None:
        """Stop what is being worked out."""
        self.comparing.cancel()

    def choose(self, draft: str) -> None:
        """Say that this one of several newest drafts is the article's."""
        article, session = self._desk.article, self._desk.session
        if article is not None and session is not None:
            session.run(partial(drafts.choose, article=article.id, draft=draft, revision=self._desk.revision))

    def _put(self, page: QWidget | None) -> None:
        if page is not None:
            self.covered.emit()
        self._layout.put_in_middle(page)
        if page is None:
            self._reading.focus()

    def _on_turned(self) -> None:
        # Whoever put something there, the cards level with the text follow the text one reads.
        view = self.older.view if self.older.active else self._reading.view
        self._sidebar.level.set_view(view)

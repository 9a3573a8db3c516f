"""Older drafts of the article, and drafts beside the current one: read in its place, with their marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from app.panels.answering import Answering
from app.panels.desk import Desk
from app.panels.selecting import word_under
from db import queries
from db.records import ArticleRecord, ClaimId, ClaimRecord, DraftRecord, FixState
from widgets.article_view import ArticleView

if TYPE_CHECKING:
    from db.project_file import Project
    from widgets.older_draft import DraftShown, OlderDraft

_STILL = ("claim.", "view.", "article.details", "article.compare")
"""What is done to the claim in hand and to the article as a whole can be done from any draft."""
_NOT = ("claim.fix", "claim.query")
"""These go to the words stood on."""


def read_draft(project: Project, *, draft: str) -> DraftShown | None:
    """A draft with all that is shown of it; None where it is gone."""
    from db.on_draft import places_on
    from widgets.older_draft import DraftShown

    conn = project.conn
    row = conn.execute("SELECT article FROM draft WHERE id = ?", (draft,)).fetchone()
    articles = queries.articles(conn, [row[0]]) if row else []
    drafts = tuple(queries.drafts(conn, row[0])) if row else ()
    found = next((one for one in drafts if one.id == draft), None)
    if found is None or not articles:
        return None
    there = queries.claims_on_draft(conn, draft)
    fixes = [fix.id for fix in queries.fixes(conn, row[0]) if fix.state is FixState.PROPOSED]
    asked = [query.id for query in queries.open_queries(conn, row[0])]
    return DraftShown(
        draft=found,
        drafts=drafts,
        text=queries.article_text(conn, found.text),
        sentences=tuple(queries.sentences_on_draft(conn, draft, there)),
        claims=tuple(there),
        rivals=articles[0].rivals,
        fixes=tuple(place.start for place in places_on(conn, draft, fixes).values()),
        queries=tuple(place.start for place in places_on(conn, draft, asked).values()),
    )


class OlderDraftPanel(QObject):
    """Shows a draft that is not the current one, and goes through it by the keys of reading.

    Attributes: ``drafts`` are those of the article being read, where there are several. Signals:
    ``in_middle(QWidget or None)`` what stands in the article's place, None for the article itself;
    ``compare_requested(draft, other)``; ``chosen(draft)`` the one of several to be the article's;
    ``drafts_known(drafts)`` where they are others; ``claim_hovered(id)``; ``told(sentence)``.
    """

    in_middle = Signal(object)
    compare_requested = Signal(str, str)
    chosen = Signal(str)
    drafts_known = Signal(list)
    claim_hovered = Signal(str)
    told = Signal(str)

    def __init__(
        self, desk: Desk, reading: ArticleView, answering: Answering, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._reading = desk, reading
        self.drafts: list[DraftRecord] = []
        self._known: tuple[str, ...] = ()
        self._page: OlderDraft | None = None
        self._asked = ""
        self._beside = ""
        self._places: dict[str, ClaimRecord] = {}
        words = self.tr("This is another draft, to be read only; press Esc to go back to the current one.")
        answering.add(lambda: self.active, self._slots(), words, still=_STILL, but=_NOT)
        desk.article_shown.connect(self._on_article_shown)
        desk.articles_changed.connect(self._read_drafts)
        desk.claims_changed.connect(self._on_claims_changed)
        desk.claim_shown.connect(self._on_claim_shown)
        reading.zoom_changed.connect(self._dress)
        reading.lettering_changed.connect(self._dress)

    def _slots(self) -> Mapping[str, Callable[[], object]]:
        return {
            "article.next_sentence": lambda: self.view.next_sentence(),
            "article.previous_sentence": lambda: self.view.previous_sentence(),
            "article.next_claim": lambda: self.view.next_claim(),
            "article.previous_claim": lambda: self.view.previous_claim(),
            "article.next_here": lambda: self.view.next_here(),
            "edit.find": lambda: self.view.open_find_bar(),
        }

    @property
    def page(self) -> OlderDraft:
        """The page; made when first asked for."""
        page = self._page
        if page is None:
            from widgets.older_draft import OlderDraft

            page = self._page = OlderDraft()
            page.left.connect(self.back)
            page.compare_requested.connect(self.compare_requested)
            page.chosen.connect(self.chosen)
            page.view.word_at = word_under
            page.view.claim_activated.connect(self._desk.choose_claim)
            page.view.claim_hovered.connect(self.claim_hovered)
            page.view.position_changed.connect(self._take_claim_here)
            self._dress()
        return page

    @property
    def view(self) -> ArticleView:
        """Where the draft is read."""
        return self.page.view

    @property
    def active(self) -> bool:
        """True while a draft other than the current one stands in the article's place."""
        return self._page is not None and bool(self._beside) and not self._page.isHidden()

    @property
    def shown(self) -> str:
        """The draft being read: the current one, or the one in its place."""
        page = self._page
        return page.shown.draft.id if self.active and page and page.shown else self._desk.draft

    # What keys, menus and other panels do

    def show(self, draft: str) -> None:
        """Read that draft of the article on the desk; of the current one, the article itself."""
        if draft == self._desk.draft:
            self.back()
        elif self._desk.session is not None:
            self._asked = draft
            self._desk.session.read(partial(read_draft, draft=draft), self._on_read)

    def back(self) -> None:
        """Go back to the current draft."""
        self._asked = self._beside = ""
        if self._page is not None and not self._page.isHidden():
            self.in_middle.emit(None)

    def leave(self) -> bool:
        """Go back if the keyboard is in the draft; false where it is elsewhere."""
        if self.active and self.view.hasFocus():
            self.back()
            return True
        return False

    def go_to_claim(self, claim: str) -> bool:
        """Show where a claim stood on the draft being read; false while that is the current one."""
        if not self.active:
            return False
        self._desk.choose_claim(claim)
        if claim in self.view.index.claims:
            self.view.reveal(claim)
        else:
            known = self._desk.claims.get(ClaimId(claim))
            words = self.tr("{0} has no place on this draft.")
            self.told.emit(words.format(known.number if known else self.tr("This claim")))
        return True

    def show_hovered(self, claim: str) -> None:
        """Show a claim as the one under the mouse, wherever the mouse is."""
        if self.active:
            self.view.set_hovered(claim)

    # What the desk tells

    def _on_article_shown(self) -> None:
        self._read_drafts()
        if not self._beside:
            return
        if self._desk.draft == self._beside and self._asked:
            # Read anew, with what came into the project.
            self.show(self._asked)
        else:
            self.back()

    def _read_drafts(self) -> None:
        article, session = self._desk.article, self._desk.session
        known = _several(article)
        if known == self._known:
            return
        self._known, self.drafts = known, []
        self.drafts_known.emit(self.drafts)
        if article is not None and session is not None and known:
            session.read(partial(_read_drafts, article=article.id), partial(self._on_drafts, known))

    def _on_drafts(self, known: tuple[str, ...], drafts: list[DraftRecord], _revision: int) -> None:
        if known == self._known:
            self.drafts = drafts
            self.drafts_known.emit(self.drafts)

    def _on_read(self, read: DraftShown | None, _revision: int) -> None:
        article = self._desk.article
        if read is None or article is None or read.draft.article != article.id:
            return
        if read.draft.id != self._asked:
            return
        self._beside = self._desk.draft
        self._places = {claim.id: claim for claim in read.claims}
        again = self.page.shown is not None and self.page.shown.draft == read.draft
        self.view.set_scale(self._desk.scale)
        self.page.show_draft(read)
        self.view.set_focus(self._desk.claim or "")
        self.in_middle.emit(self.page)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not again and self._desk.claim in self._places:
            self.view.reveal(self._desk.claim or "")

    def _on_claims_changed(self, changed: list[ClaimRecord], removed: list[ClaimId]) -> None:
        if not self.active:
            return
        here = [_stays(claim, self._places[claim.id]) for claim in changed if claim.id in self._places]
        self._places.update({claim.id: claim for claim in here})
        self.page.update_claims(here, [claim for claim in removed if claim in self._places])

    def _on_claim_shown(self) -> None:
        if self.active:
            self.view.set_focus(self._desk.claim or "")

    def _take_claim_here(self) -> None:
        # As in the current draft: what a number key rates is what the person stands on.
        sentence = self.view.current_sentence()
        if not self.active or sentence is None:
            return
        found = self.view.index.between(sentence.start, sentence.end)
        marks = [self.view.index.claims[claim] for claim in found]
        here = [c.id for c in marks if c.start < sentence.end and c.end > sentence.start]
        if self._desk.claim not in here:
            self._desk.choose_claim(here[0] if here else None)

    def _dress(self) -> None:
        if self._page is not None:
            self._page.view.set_zoom(self._reading.zoom)
            self._page.view.set_lettering(self._reading.lettering)


def _read_drafts(project: Project, *, article: str) -> list[DraftRecord]:
    return queries.drafts(project.conn, article)


def _several(article: ArticleRecord | None) -> tuple[str, ...]:
    """What tells an article's drafts from those known before; nothing where it has only one."""
    if article is None or article.drafts < 2:
        return ()
    return article.id, article.draft, str(article.drafts), *article.rivals


def _stays(now: ClaimRecord, there: ClaimRecord) -> ClaimRecord:
    """A claim as it is now, at its place on the older draft."""
    return replace(
        now,
        draft=there.draft,
        start=there.start,
        end=there.end,
        quote=there.quote,
        prefix=there.prefix,
        suffix=there.suffix,
        paragraph=there.paragraph,
        made_on=there.made_on,
        carried=there.carried,
        was=there.was,
        candidates=there.candidates,
    )

"""The review of a new draft: what needs a person is listed, looked at, and settled one by one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.commands import drafts
from app.panels.desk import Desk
from db.records import Changes
from widgets.article_view import ArticleView

if TYPE_CHECKING:
    from db.project_file import Project
    from db.step import Step
    from widgets.review.items import Review
    from widgets.review.page import ReviewPage


class ReviewPanel(QObject):
    """Feeds the page of what a draft asks for and makes changes of its wishes.

    Signals: ``told(sentence)`` for a word in the status line; ``in_hand(QWidget)`` for the page; ``left``
    when the keyboard should go back to the article; ``draft_requested(draft)`` to read another one.
    """

    told = Signal(str)
    in_hand = Signal(object)
    left = Signal()
    draft_requested = Signal(str)

    def __init__(self, desk: Desk, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._page: ReviewPage | None = None
        self._asked = 0
        self._begins = False
        self._undone = False
        # After the article, which takes the claim it stands at.
        view.position_changed.connect(self._take_its_claim)
        desk.article_shown.connect(self._read)
        desk.refreshed.connect(self._on_refreshed)

    # What keys and menus do

    def show(self) -> None:
        """Show what the draft asks for, with the keyboard at the first of it."""
        if self._page is None:
            from widgets.review.page import ReviewPage

            page = self._page = ReviewPage()
            page.wished.connect(self._on_wished)
            page.place_wanted.connect(self._on_place_wanted)
            page.left.connect(self.left)
        self._begins = True
        self.in_hand.emit(self._page)
        self._page.setFocus()
        self._desk.when_fresh(self._read)

    @property
    def page(self) -> ReviewPage | None:
        """The page, once it was asked for."""
        return self._page

    @property
    def holds_keyboard(self) -> bool:
        """Whether the keyboard is in the review: going from item to item then is no leaving it."""
        return self._page is not None and self._page.holds_keyboard

    def slots(self) -> dict[str, Callable[[], object]]:
        """What the keys of the article do in the review, by command: they go from item to item."""
        return {
            "article.next_sentence": partial(self._walk, 1),
            "article.previous_sentence": partial(self._walk, -1),
        }

    def _walk(self, way: int) -> None:
        if self._page is not None:
            self._page.walk(way)

    # What the desk tells

    def _read(self) -> None:
        page, article, session = self._page, self._desk.article, self._desk.session
        if page is None:
            return
        from app.panels.review_read import read_review
        from widgets.review.items import Review

        self._asked += 1
        if article is None or session is None:
            page.show_review(Review())
            return
        session.read(partial(read_review, article=article.id), partial(self._on_read, self._asked))

    def _on_read(self, asked: int, review: Review, _revision: int) -> None:
        if self._page is None or asked != self._asked:
            return
        self._page.show_review(review, to_returned=self._undone)
        self._undone = False
        if self._begins:
            self._begins = False
            self._page.begin()
            self._take_its_claim()

    def _on_refreshed(self, changes: Changes) -> None:
        if self._page is not None and self._page.isVisible():
            self._undone = changes.kind == "undo"
            self._read()

    # What the page wishes

    def _on_place_wanted(self, start: int, end: int) -> None:
        length = len(self._desk.text.text)
        self._view.select(min(start, length), min(end, length))
        self._take_its_claim()

    def _take_its_claim(self, _offset: int = 0) -> None:
        """Have the claim in hand that is looked at, for a digit rates what is in hand."""
        from widgets.review.items import About

        card = self._page.current if self._page is not None and self._page.holds_keyboard else None
        if card is not None and card.item.about is not About.SENTENCE:
            self._desk.choose_claim(card.item.entity if card.item.about is About.CLAIM else None)

    def _on_wished(self, wish: object) -> None:
        session = self._desk.session
        if session is None:
            return
        from widgets.review import wishes

        if isinstance(wish, wishes.ReadDraft):
            self.draft_requested.emit(wish.draft)
            return
        if isinstance(wish, wishes.PutOnSelected):
            span = self._view.selected_span()
            if span is None:
                self.told.emit(self.tr("Select the words in the article first."))
                return
            wish = wishes.PutAt(wish.entity, span.start, span.end)
        session.run(partial(_step_for, wish, self._desk.draft, self._desk.revision))


def _step_for(wish: object, draft: str, revision: int, project: Project) -> Step:
    from widgets.review import wishes

    match wish:
        case wishes.LooksRight(entity):
            return drafts.confirm(project, entity=entity, seen=draft, revision=revision)
        case wishes.NotHere(entity):
            return drafts.not_here(project, entity=entity, seen=draft, revision=revision)
        case wishes.PutAt(entity, start, end):
            return drafts.place(project, entity=entity, start=start, end=end, seen=draft, revision=revision)
        case wishes.LookedAt(start, end):
            return drafts.recheck(project, draft=draft, start=start, end=end, revision=revision)
        case wishes.FixMade(fix):
            return drafts.fix_made(project, fix=fix, seen=draft, revision=revision)
        case _:
            raise TypeError(f"nothing is made of {wish!r}")

"""Correcting a text: paragraph by paragraph, gathered until a draft is made of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.panels.desk import Desk
from db.records import ArticleText, BlockRecord, record
from widgets.article_view import ArticleView
from widgets.key_names import key_name

if TYPE_CHECKING:
    from widgets.corrections.page import CorrectionsPage


@record
class _Made:
    """What the paragraph whose words were ``before`` should say; ``start`` is below 0 where it is nowhere."""

    start: int
    before: str
    after: str


class CorrectionsPanel(QObject):
    """Shows the paragraph stood in as a field, keeps what is typed, and makes the next draft of it.

    Nothing of it is a change before that; it is kept beside the project's changes, so that a crash loses
    nothing. Signals: ``in_hand(QWidget)`` for the page; ``left`` when the keyboard should go back to the
    article; ``draft_wanted(article, draft, made, done)`` for the next draft to be made of the paragraphs in
    ``made`` (start, words before, words after), and ``done()`` to be called then; ``told(sentence)`` for a
    word in the status line.
    """

    in_hand = Signal(object)
    left = Signal()
    draft_wanted = Signal(str, str, object, object)
    told = Signal(str)

    def __init__(self, desk: Desk, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._page: CorrectionsPage | None = None
        self._article = self._draft = ""
        self._text: ArticleText | None = None
        self._block: BlockRecord | None = None
        self._made: dict[int, _Made] = {}
        desk.article_shown.connect(self._on_article_shown)
        view.position_changed.connect(self._on_position_changed)

    @property
    def page(self) -> CorrectionsPage:
        """The page; made when first asked for."""
        from widgets.corrections.page import CorrectionsPage

        page = self._page
        if page is None:
            page = self._page = CorrectionsPage()
            page.typed.connect(self._on_typed)
            page.taken_back.connect(self._on_taken_back)
            page.place_wanted.connect(self._on_place_wanted)
            page.draft_wanted.connect(self._on_draft_wanted)
            page.left.connect(self.left)
        return page

    @property
    def holds_keyboard(self) -> bool:
        """Whether somebody is at the corrections."""
        return self._page is not None and self._page.holds_keyboard

    @property
    def made(self) -> Sequence[tuple[str, str]]:
        """The corrections gathered for the article being read: the words before and after."""
        return [(one.before, one.after) for one in self._in_order()]

    def show(self) -> None:
        """Have the paragraph stood in as a field, with the keyboard at the same words."""
        page = self.page
        self.in_hand.emit(page)
        self._show_block()
        self._show_made()
        if self._block is not None:
            page.begin(max(0, self._view.position() - self._block.start))

    def slots(self) -> dict[str, Callable[[], object]]:
        """What keys of a claim do here, by command."""
        return {"claim.close": self._leave}

    def flush(self) -> None:
        """Keep what was typed."""
        if self._page is not None:
            self._page.flush()

    def _leave(self) -> None:
        self.flush()
        self.left.emit()
        self._tell_waiting()

    def _tell_waiting(self) -> None:
        """Say what waits to be a draft, where no page shows it."""
        if self._made and not (self._page is not None and self._page.isVisible()):
            words = self.tr("Corrections of this article that are not yet a draft: {0} ({1} shows them).")
            self.told.emit(words.format(len(self._made), key_name("article.correct", "Shift+T")))

    # What the desk tells

    def _on_article_shown(self) -> None:
        self.flush()
        article, session = self._desk.article, self._desk.session
        self._article = article.id if article is not None else ""
        self._draft, self._text, self._block, self._made = self._desk.draft, self._desk.text, None, {}
        if article is not None and session is not None:
            key = _key(article.id)
            session.read(lambda project: project.scratch(key), partial(self._on_kept, article.draft))
        self._show_block()
        self._show_made()

    def _on_kept(self, draft: str, kept: str, _revision: int) -> None:
        if draft == self._draft and self._text is not None and not self._made:
            self._made = _placed(kept, self._text)
            self._show_block()
            self._show_made()
            self._tell_waiting()

    def _on_position_changed(self, _offset: int) -> None:
        page = self._page
        if page is not None and page.isVisible() and not page.field.hasFocus():
            page.flush()
            self._show_block()

    def _show_block(self) -> None:
        if self._page is None:
            return
        at, text = self._view.position(), self._text
        blocks = text.blocks if text is not None else ()
        before = [block for block in blocks if block.start <= at and block.start < block.end]
        self._block = block = before[-1] if before else None
        if block is None or text is None:
            self._page.show_paragraph(0, "")
            return
        made = self._made.get(block.start)
        words = made.after if made is not None else text.text[block.start : block.end]
        self._page.show_paragraph(block.paragraph, words)

    def _show_made(self) -> None:
        if self._page is None:
            return
        from widgets.corrections.page import Corrected

        blocks = self._text.blocks if self._text is not None else ()
        numbers = {block.start: block.paragraph for block in blocks}
        article = self._desk.article
        shown = [
            Corrected(numbers.get(one.start, 0), one.start, one.before, one.after) for one in self._in_order()
        ]
        self._page.show_corrections(shown, article.drafts + 1 if article is not None else 2)

    def _in_order(self) -> list[_Made]:
        return [self._made[start] for start in sorted(self._made)]

    # What the page wishes

    def _on_typed(self, words: str) -> None:
        block, text = self._block, self._text
        if block is None or text is None:
            return
        before = text.text[block.start : block.end]
        if words == before:
            self._made.pop(block.start, None)
        else:
            self._made[block.start] = _Made(block.start, before, words)
        self._keep()

    def _on_taken_back(self, start: int) -> None:
        self._made.pop(start, None)
        self._keep()
        if self._block is not None and self._block.start == start:
            self._show_block()

    def _keep(self) -> None:
        session = self._desk.session
        if session is not None and self._article:
            rows = [[one.start, one.before, one.after] for one in self._in_order()]
            kept = json.dumps(rows, ensure_ascii=False) if rows else ""
            session.keep_typing(_key(self._article), kept, waits=True)
        self._show_made()

    def _on_place_wanted(self, start: int) -> None:
        self._view.go_to(start)
        self._show_block()
        self.page.begin(0)

    def _on_draft_wanted(self) -> None:
        made = [one for one in self._in_order() if one.start >= 0]
        if self._desk.session is not None and made:
            rows = [(one.start, one.before, one.after) for one in made]
            done = partial(self._on_drafted, self._article, made)
            # The button that has the keyboard goes with the corrections.
            self.left.emit()
            self.draft_wanted.emit(self._article, self._draft, rows, done)

    def _on_drafted(self, article: str, made: Sequence[_Made]) -> None:
        if article == self._article:
            for one in made:
                if self._made.get(one.start) == one:
                    del self._made[one.start]
            self._keep()


def _key(article: str) -> str:
    """Under which the corrections of an article are kept."""
    return f"{article}/corrections"


def _placed(kept: str, text: ArticleText) -> dict[int, _Made]:
    """Kept corrections on the paragraphs they are of: in their place, or the only one with their words."""
    try:
        rows: list[tuple[int, str, str]] = [(int(s), str(b), str(a)) for s, b, a in json.loads(kept or "[]")]
    except (ValueError, TypeError):
        return {}
    starts: dict[str, list[int]] = {}
    for block in text.blocks:
        starts.setdefault(text.text[block.start : block.end], []).append(block.start)
    found: dict[int, _Made] = {}
    for n, (start, before, after) in enumerate(rows, 1):
        places = starts.get(before, [])
        at = start if start in places else places[0] if len(places) == 1 else -n
        found[at] = _Made(at, before, after)
    return found

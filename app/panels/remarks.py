"""Fixes, queries and notes: proposed, asked and written in their place, listed, and copied for the author."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.panels.desk import Desk
from app.panels.remarks_read import Remark, Remarks, read_beside, read_memo, read_remarks
from app.settings import change_settings, read_settings
from db.records import ArticleRecord, Changes, ClaimRecord, FixRecord, PassageRecord, QueryRecord, Span
from widgets.article_view import ArticleView
from widgets.claim_inspector import ClaimInspector

if TYPE_CHECKING:
    from app.exporting.for_author import Memo
    from app.panels.leaving import LeavingPanel
    from db.project_file import Project
    from db.records.leaving import Mention
    from widgets.inspector.beside import Beside
    from widgets.remarks.page import RemarksPage


class RemarksPanel(QObject):
    """Feeds the inspector's quiet parts and the page of fixes and queries, and makes changes of their wishes.

    Signals: ``told(sentence)`` for a word in the status line; ``in_hand(QWidget)`` for the page;
    ``inspector_wanted`` before a key acts on the claim in hand; ``claim_requested(claim)`` to see a claim;
    ``changed`` where ``remarks`` are read anew; ``left`` when the keyboard should go back to the article.

    Attributes: ``remarks`` are the fixes and queries of the article being read, in reading order;
    ``leaving`` has a person look over what tells of something confidential before it is copied.
    """

    told = Signal(str)
    in_hand = Signal(object)
    inspector_wanted = Signal()
    claim_requested = Signal(str)
    changed = Signal()
    left = Signal()

    def __init__(
        self, desk: Desk, view: ArticleView, inspector: ClaimInspector, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._view, self._inspector = desk, view, inspector
        self._page: RemarksPage | None = None
        self._all = Remarks((), {})
        self._beside = ("", 0)
        self.leaving: LeavingPanel | None = None
        self.remarks: tuple[Remark, ...] = ()
        desk.article_shown.connect(self._on_article_shown)
        desk.claim_shown.connect(self._on_claim_shown)
        desk.refreshed.connect(self._on_refreshed)
        inspector.wished.connect(self._on_wished)
        inspector.remark_typing.connect(self._on_typing)
        inspector.passage_wanted.connect(self._go_to)
        inspector.fold_turned.connect(self._on_fold_turned)
        inspector.set_open_parts(read_settings().open_parts)

    # What keys and menus do

    def begin_fix(self) -> None:
        """Propose what the selected words should say, else those of the claim in hand or the sentence."""
        self._begin(self._inspector.begin_fix, lambda page, passage: page.begin_fix(passage))

    def begin_query(self) -> None:
        """Ask somebody about the selected words, else about the claim in hand or the sentence."""
        self._begin(self._inspector.begin_query, lambda page, passage: page.begin_query(passage))

    def begin_note(self) -> None:
        """Write a note on the claim in hand."""
        self.inspector_wanted.emit()
        self._inspector.begin_note()

    def why_no_words(self) -> str:
        """Why there is nothing to propose a fix for or ask about; empty where there is."""
        if self._desk.record is not None or self._span() is not None:
            return ""
        return self.tr("Choose a claim, select some words, or stand in a sentence.")

    def show(self) -> None:
        """Show all fixes and queries on one page."""
        page = self._have_page()
        self._read_page()
        self.in_hand.emit(page)
        page.scope.setFocus()

    def copy_for_author(self) -> None:
        """Put what the author should do and answer on the clipboard."""
        self.flush()
        article = self._desk.article
        if article is not None:
            # After what was just typed is a change.
            self._desk.when_fresh(partial(self._read, partial(read_memo, article=article.id), self._on_memo))

    def finish_field(self) -> bool:
        """Make a change of a fix, query or note being written and go back to the article; false for none."""
        focus = QApplication.focusWidget()
        page = self._page.list if self._page is not None else None
        folds = self._inspector.folds if self._inspector.there else None
        if focus is None or not (_holds(folds, focus) or _holds(page, focus)):
            return False
        self.flush()
        self.left.emit()
        return True

    def flush(self) -> None:
        """Make changes of everything typed."""
        if self._inspector.there:
            self._inspector.folds.flush()
        if self._page is not None:
            self._page.list.flush()

    def prepare_undo(self) -> None:
        """Make changes of what is typed, and let the fields take earlier text again."""
        self.flush()
        if self._page is not None:
            self._page.list.forget_sent()

    def _begin(
        self,
        on_claim: Callable[[PassageRecord | None], None],
        on_page: Callable[[RemarksPage, PassageRecord], None],
    ) -> None:
        selected, record = self._selected(), self._desk.record
        if selected is not None and (record is None or not _within(selected, record)):
            page = self._have_page()
            self._read_page()
            self.in_hand.emit(page)
            on_page(page, selected)
        elif record is not None:
            from widgets.inspector.folds import passage_of

            self.inspector_wanted.emit()
            on_claim(replace(selected, claim=record.id) if selected is not None else passage_of(record))

    def _span(self) -> Span | None:
        """The selected words; without any, and without a claim in hand, the sentence stood in."""
        span, sentence = self._view.selected_span(), self._view.current_sentence()
        if span is not None or sentence is None or self._desk.record is not None:
            return span
        return Span(sentence.start, sentence.end)

    def _selected(self) -> PassageRecord | None:
        span, article = self._span(), self._desk.article
        if span is None or article is None:
            return None
        quote = self._desk.text.text[span.start : span.end]
        return PassageRecord(article.id, article.draft, span.start, span.end, quote, "", "", None)

    # What the desk tells

    def _read(self, ask: Callable[[Project], object], lay: Callable[..., None]) -> None:
        if self._desk.session is not None:
            self._desk.session.read(ask, lay)

    def _on_article_shown(self) -> None:
        self.remarks = ()
        article = self._desk.article
        if article is None:
            self.changed.emit()
            return
        self._read(partial(read_remarks, article=article.id), partial(self._on_remarks, article.id))
        self._read_page()

    def _on_remarks(self, article: str, read: Remarks, _revision: int) -> None:
        if self._desk.article is not None and self._desk.article.id == article:
            self.remarks = read.remarks
            self._show_signs(self._desk.article)
            self.changed.emit()
            self._bring_back(self._desk.article)

    def _show_signs(self, article: ArticleRecord) -> None:
        opened = [one for one in self.remarks if one.open and one.passage.draft == article.draft]
        self._view.set_remarks(
            (one.passage.start for one in opened if isinstance(one, FixRecord)),
            (one.passage.start for one in opened if isinstance(one, QueryRecord)),
        )

    def _on_claim_shown(self) -> None:
        record = self._desk.record
        # A change tells of itself and of the claim it leads to: read once.
        if record is None or (record.id, self._desk.revision) != self._beside:
            self._read_beside()

    def _read_beside(self) -> None:
        record = self._desk.record
        self._beside = (record.id, self._desk.revision) if record is not None else ("", 0)
        if record is not None:
            past = self._inspector.folds.parts["past"].open
            ask = partial(read_beside, claim=record.id, past=past)
            self._read(ask, partial(self._on_beside, record.id))

    def _on_beside(self, claim: str, beside: Beside, _revision: int) -> None:
        self._desk.in_order(partial(self._inspector.show_beside, claim, beside))

    def _on_refreshed(self, changes: Changes) -> None:
        record = self._desk.record
        touched = bool(changes.fixes or changes.queries or changes.everything)
        if touched or (record is not None and record.id in changes.claims):
            self._on_claim_shown()
        if touched or changes.kind in ("undo", "redo") or changes.label == "claim.delete":
            article = self._desk.article
            if article is not None:
                self._read(partial(read_remarks, article=article.id), partial(self._on_remarks, article.id))
            self._read_page()
        if changes.kind in ("undo", "redo") and changes.leads_to.startswith(("fix:", "query:")):
            known = next((one for one in self.remarks if one.id == changes.leads_to), None)
            if known is not None:
                self._go_to(known.passage)

    # The page of all

    def _have_page(self) -> RemarksPage:
        if self._page is None:
            from widgets.remarks.page import RemarksPage

            page = self._page = RemarksPage()
            page.chosen.connect(self._read_page)
            page.copy_wanted.connect(self.copy_for_author)
            page.left.connect(self.left)
            page.list.wished.connect(self._on_wished)
            page.list.typing.connect(self._on_typing)
            page.list.place_wanted.connect(self._go_to)
        return self._page

    def _read_page(self) -> None:
        article = self._desk.article
        if self._page is None or article is None:
            return
        whole = self._page.scope.key == "project"
        about = "" if whole else article.id
        self._read(partial(read_remarks, article=about or None), partial(self._on_page_read, about))

    def _on_page_read(self, about: str, read: Remarks, _revision: int) -> None:
        if self._page is not None:
            self._page.show_remarks(about or "project", read.remarks, self._desk.me, read.titles)

    # What they wish

    def _on_wished(self, wish: object) -> None:
        if self._desk.session is not None:
            from app.panels.remark_wishes import keys_of, step_for

            self._desk.session.run(partial(step_for, wish, self._desk.revision), words=keys_of(wish))

    def _on_typing(self, key: str, text: str, waits: bool) -> None:
        if self._desk.session is not None:
            self._desk.session.keep_typing(key, text, waits=waits)

    def _on_fold_turned(self, name: str, opened: bool) -> None:
        parts = {part for part in read_settings().open_parts if part != name}
        if opened:
            parts.add(name)
        change_settings(lambda settings: settings.with_open_parts(tuple(sorted(parts))))
        if name == "past" and opened:
            self._read_beside()

    def _go_to(self, passage: PassageRecord) -> None:
        """Show those words, in whichever article they are."""
        article = self._desk.article
        if article is not None and article.id != passage.article:
            self._desk.open_article(passage.article, partial(self._go_to, passage))
        elif passage.claim is not None and passage.claim in self._desk.claims:
            self._desk.choose_claim(passage.claim)
            self._view.go_to(passage.start)
        elif article is not None and passage.draft == article.draft:
            self._view.go_to(passage.start)
        else:
            self.told.emit(self.tr("These words are in an earlier draft of the article."))

    def _on_memo(self, read: tuple[Memo, tuple[Mention, ...]] | None, _revision: int) -> None:
        if read is None or not read[0].fixes + read[0].questions:
            words = self.tr("Nothing to copy: this article has no fixes to make and no query to its author.")
            self.told.emit(words)
            return
        memo, mentions = read
        if not mentions or self.leaving is None:
            self._copy(memo)
            return
        from app.panels.leaving import Departure

        departure = Departure(
            self.tr("The copy for the author"),
            self.tr("Copy"),
            lambda _names: None,
            partial(self._copy, memo),
            lambda: self.told.emit(self.tr("Nothing was copied.")),
        )
        self.leaving.look_over(departure, (), mentions)

    def _copy(self, memo: Memo) -> None:
        data = QMimeData()
        data.setText(memo.plain)
        data.setHtml(memo.html)
        QGuiApplication.clipboard().setMimeData(data)
        words = self.tr("Copied for the author: fixes {0}, questions {1}.")
        self.told.emit(words.format(memo.fixes, memo.questions))

    def _bring_back(self, article: ArticleRecord) -> None:
        """Typing on words that are no claim's, left behind by an earlier end of the program."""
        start, text = f"{article.id}/", self._desk.text.text
        for key in [key for key in self._desk.leftovers if key.startswith(start)]:
            from widgets.remarks.wishes import parse_typing

            found = parse_typing(key.removeprefix(start))
            if found is None:
                continue
            entity, field, first, last = found
            typed = self._desk.leftovers.pop(key)
            at = PassageRecord(article.id, article.draft, first, last, text[first:last], "", "", None)
            page = self._have_page()
            self._read_page()
            page.list.restore(entity, field, at, typed)
            self.in_hand.emit(page)
            self.told.emit(self.tr("What you were typing when Tickmark ended is back in its field."))


def _within(passage: PassageRecord, claim: ClaimRecord) -> bool:
    return passage.draft == claim.draft and claim.start <= passage.start and passage.end <= claim.end


def _holds(part: QWidget | None, focus: QWidget) -> bool:
    return part is not None and part.isAncestorOf(focus)

"""Two drafts compared in the article's place: read, laid beside each other where need be, gone through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from app.panels.answering import Answering
from app.panels.desk import Desk
from app.panels.selecting import word_under
from app.session import OUR_MISTAKE
from db import queries
from db.errors import KnownError
from db.records import ArticleText, ClaimId, ClaimRecord, DraftRecord, record

if TYPE_CHECKING:
    from app.jobs.qt_job import JobRunner
    from app.text.comparing import Apart
    from db.project_file import Project
    from db.records.comparing import Comparison
    from widgets.comparing.compared_text import ComparedText
    from widgets.comparing.page import ComparePage

_STILL = ("claim.", "view.", "article.details", "article.compare")
_NOT = ("claim.fix", "claim.query")


@record
class Pair:
    """Two drafts as they were read: compared, or ``apart`` where they have yet to be laid side by side."""

    old: ArticleText
    new: ArticleText
    claims: tuple[ClaimRecord, ...]
    comparison: Comparison | None
    apart: Apart | None = None


def read_pair(project: Project, *, old: str, new: str) -> Pair:
    """Two drafts of an article, compared where one was made from the other.

    Raises KnownError where one is gone.
    """
    from app.text.comparing import Apart, compare
    from db.drafts import Drafts

    conn = project.conn
    row = conn.execute("SELECT article FROM draft WHERE id = ?", (new,)).fetchone()
    known: dict[str, DraftRecord] = {draft.id: draft for draft in queries.drafts(conn, row[0])} if row else {}
    if old not in known or new not in known:
        raise KnownError("One of these drafts is not in the project (any more).")
    was, now = (queries.article_text(conn, known[draft].text) for draft in (old, new))
    claims = tuple(queries.claims_on_draft(conn, old))
    alignment = Drafts(conn).alignment(new) if known[new].based_on == old else None
    if alignment is not None:
        return Pair(was, now, claims, compare(was, now, alignment, claims))
    sentences = (_sentences(project, draft) for draft in (old, new))
    apart = Apart(was.text, next(sentences), now.text, next(sentences))
    return Pair(was, now, claims, None, apart)


def _sentences(project: Project, draft: str) -> tuple[tuple[int, int], ...]:
    rows = project.conn.execute('SELECT start, "end" FROM sentence WHERE draft = ? ORDER BY n', (draft,))
    return tuple(rows.fetchall())


class ComparePanel(QObject):
    """Shows two drafts in one column and goes from change to change by the keys of reading.

    Signals: ``in_middle(QWidget or None)`` what stands in the article's place; ``told(sentence)``.
    """

    in_middle = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, answering: Answering, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: ComparePage | None = None
        self._wanted = ("", "")
        self._current = ""
        self._pair: Pair | None = None
        self._job: JobRunner | None = None
        words = self.tr("Two drafts are being compared; press Esc to go back to the article.")
        answering.add(lambda: self.active, self._slots(), words, still=_STILL, but=_NOT)
        desk.article_shown.connect(self._on_article_shown)
        desk.claims_changed.connect(self._on_claims_changed)
        desk.claim_shown.connect(self._on_claim_shown)

    def _slots(self) -> Mapping[str, Callable[[], object]]:
        return {
            "article.next_sentence": lambda: self.view.next_sentence(),
            "article.previous_sentence": lambda: self.view.previous_sentence(),
            "article.next_claim": lambda: self.view.next_claim(),
            "article.previous_claim": lambda: self.view.previous_claim(),
            "edit.find": lambda: self.view.open_find_bar(),
        }

    @property
    def page(self) -> ComparePage:
        """The page; made when first asked for."""
        page = self._page
        if page is None:
            from widgets.comparing.page import ComparePage

            page = self._page = ComparePage()
            page.left.connect(self.back)
            page.wanted.connect(self._on_wanted)
            page.copied.connect(self._on_copied)
            page.view.word_at = word_under
            page.view.claim_activated.connect(self._desk.choose_claim)
        return page

    @property
    def view(self) -> ComparedText:
        """The column."""
        return self.page.view

    @property
    def active(self) -> bool:
        """True while two drafts stand in the article's place."""
        return self._page is not None and bool(self._current) and not self._page.isHidden()

    def show(self, drafts: Sequence[DraftRecord], old: str, new: str) -> None:
        """Compare those two of the article's drafts, by id."""
        self._current = self._desk.draft
        self.page.show_drafts(drafts, old, new)
        self.in_middle.emit(self.page)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_wanted(old, new)

    def back(self) -> None:
        """Bring the article back."""
        self._current, self._wanted = "", ("", "")
        self.cancel()
        if self._page is not None and not self._page.isHidden():
            self.in_middle.emit(None)

    def leave(self) -> bool:
        """Go back if the keyboard is in the comparison; false where it is elsewhere."""
        if self.active and self.view.hasFocus():
            self.back()
            return True
        return False

    def cancel(self) -> None:
        """Stop laying drafts side by side."""
        if self._job is not None:
            self._job.cancel()

    def go_to_claim(self, claim: str) -> bool:
        """Show where a claim is touched; false while nothing is compared."""
        if not self.active:
            return False
        self._desk.choose_claim(claim)
        if not self.page.go_to_claim(claim):
            known = self._desk.claims.get(ClaimId(claim))
            words = self.tr("Between these two drafts nothing happened to {0}.")
            self.told.emit(words.format(known.number if known else self.tr("this claim")))
        return True

    # Reading and laying side by side

    def _on_wanted(self, old: str, new: str) -> None:
        self._wanted = (old, new)
        self.cancel()
        if self._desk.session is not None:
            self._desk.session.read(partial(read_pair, old=old, new=new), partial(self._on_read, (old, new)))

    def _on_read(self, asked: tuple[str, str], pair: Pair, _revision: int) -> None:
        if asked != self._wanted:
            return
        self._pair = pair
        if not pair.old.text or not pair.new.text:
            self.page.show_failed(self.tr("The words of one of these drafts are withheld in this copy."))
        elif pair.comparison is not None:
            self.page.show_comparison(pair.comparison)
        else:
            self.page.show_working()
            self._begin_aligning()

    def _begin_aligning(self) -> None:
        # One that was given up has to be gone first: it tells when it is.
        if self._job is None:
            from app.jobs.qt_job import JobRunner

            self._job = JobRunner.telling(
                self, self._on_aligned, self._on_failed, self._on_broke, self._on_cancelled
            )
        if not self._job.running and self._pair is not None and self._pair.apart is not None:
            self._job.start("app.text.comparing:align_apart", self._pair.apart)

    def _on_aligned(self, data: bytes) -> None:
        from app.text.comparing import compare
        from db.alignment import read_alignment

        pair = self._pair
        if pair is not None and self.active:
            self.page.show_comparison(compare(pair.old, pair.new, read_alignment(data), pair.claims))

    def _on_cancelled(self) -> None:
        if self.active and self._pair is not None and self._pair.comparison is None:
            self._begin_aligning()

    def _on_broke(self, _traceback: str) -> None:
        self._on_failed(OUR_MISTAKE)

    def _on_failed(self, sentence: str) -> None:
        if self.active:
            self.page.show_failed(sentence)

    # What the desk tells

    def _on_article_shown(self) -> None:
        if not self._current:
            return
        if self._desk.draft == self._current and self._desk.session is not None:
            self._on_wanted(*self._wanted)
        else:
            self.back()

    def _on_claims_changed(self, _changed: list[ClaimRecord], removed: list[ClaimId]) -> None:
        if removed and self.active:
            self._on_wanted(*self._wanted)

    def _on_claim_shown(self) -> None:
        if self.active:
            self.view.set_focus_claim(self._desk.claim or "")

    def _on_copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.told.emit(self.tr("The comparison is in the clipboard, with what changed in square brackets."))

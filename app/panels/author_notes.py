"""The author's footnotes, endnotes and comments: signs beside the text, and a page to decide on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.commands import author_notes
from app.panels.desk import Desk
from db import queries
from db.records import AnnotationRecord, Changes
from widgets.article_view import ArticleView

if TYPE_CHECKING:
    from db.project_file import Project
    from db.step import Step
    from widgets.author_notes.card import AuthorNote
    from widgets.author_notes.page import AuthorNotesPage


class AuthorNotesPanel(QObject):
    """Reads the notes of the draft on the desk and makes changes of what a person decides on them.

    Signals: ``in_hand(QWidget)`` for the page; ``left`` when the keyboard should go back to the article;
    ``told(sentence)`` for a word in the status line.

    Attributes: ``notes`` of the draft on the desk, in reading order.
    """

    in_hand = Signal(object)
    left = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._page: AuthorNotesPage | None = None
        self.notes: Sequence[AuthorNote] = ()
        desk.article_shown.connect(self._on_article_shown)
        desk.refreshed.connect(self._on_refreshed)

    @property
    def page(self) -> AuthorNotesPage:
        """The page of them; made when first asked for."""
        from widgets.author_notes.page import AuthorNotesPage

        page = self._page
        if page is None:
            page = self._page = AuthorNotesPage()
            page.decided.connect(self._on_decided)
            page.place_wanted.connect(self._on_place_wanted)
            page.left.connect(self.left)
            page.show_notes(self.notes)
        return page

    @property
    def holds_keyboard(self) -> bool:
        """Whether somebody goes through the notes."""
        return self._page is not None and self._page.holds_keyboard

    def show(self) -> None:
        """Show them, with the keyboard at the first that is left to decide."""
        self.in_hand.emit(self.page)
        self.page.begin()

    def slots(self) -> dict[str, Callable[[], object]]:
        """What keys of the article do among the notes, by command."""
        return {
            "article.next_sentence": lambda: self.page.walk(1),
            "article.previous_sentence": lambda: self.page.walk(-1),
            "claim.evidence": lambda: self.page.decide("source"),
            "claim.query": lambda: self.page.decide("query"),
            "fact.dismiss": lambda: self.page.decide("ignored"),
        }

    # What the desk tells

    def _on_article_shown(self) -> None:
        self._lay((), 0)
        self._read()

    def _on_refreshed(self, changes: Changes) -> None:
        if changes.label.startswith("annotation.") or changes.everything:
            self._read()

    def _read(self) -> None:
        article, session = self._desk.article, self._desk.session
        if article is not None and session is not None:
            session.read(partial(read_notes, draft=article.draft), self._lay)

    def _lay(self, notes: Sequence[AuthorNote], _revision: int) -> None:
        if notes and notes[0].annotation.draft != self._desk.draft:
            return
        self.notes = notes
        self._view.set_author_notes(_sign_at(note.annotation) for note in notes if not note.annotation.taken)
        if self._page is not None:
            self._page.show_notes(notes)

    # What the page wishes

    def _on_decided(self, annotation: AnnotationRecord, what: str) -> None:
        if self._desk.session is not None:
            self._desk.session.run(partial(_step_for, annotation, what, self._desk.revision))

    def _on_place_wanted(self, note: AuthorNote) -> None:
        annotation = note.annotation
        start = annotation.start if annotation.start < annotation.end else note.start
        end = annotation.end if annotation.start < annotation.end else note.start + len(note.sentence)
        length = len(self._desk.text.text)
        self._view.select(min(start, length), min(end, length))


def read_notes(project: Project, *, draft: str) -> tuple[AuthorNote, ...]:
    """The author's notes on a draft, each with the words of its sentence; runs in the database thread."""
    found = queries.author_annotations(project.conn, draft)
    if not found:
        return ()
    from widgets.author_notes.card import AuthorNote

    row = project.conn.execute("SELECT text FROM draft WHERE id = ?", (draft,)).fetchone()
    text = queries.article_text(project.conn, row[0]).text
    notes: list[AuthorNote] = []
    for annotation in found:
        span = author_notes.sentence_of(project, annotation)
        start, end = (span.start, span.end) if span is not None else (annotation.start, annotation.start)
        notes.append(AuthorNote(annotation, text[start:end], start))
    return tuple(notes)


def _sign_at(annotation: AnnotationRecord) -> int:
    """Where its sign stands: at its words, or at the end of those it stands behind."""
    return annotation.start if annotation.start < annotation.end else max(0, annotation.start - 1)


def _step_for(annotation: AnnotationRecord, what: str, revision: int, project: Project) -> Step:
    match what:
        case "source":
            return author_notes.make_source(project, annotation=annotation, revision=revision)
        case "query":
            return author_notes.make_query(project, annotation=annotation, revision=revision)
        case "ignored":
            return author_notes.ignore(project, annotation=annotation, revision=revision)
        case _:
            return author_notes.bring_back(project, annotation=annotation, revision=revision)

"""The next draft of an article: read and aligned in a child process, then taken in as one step."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.commands import drafts
from app.panels.desk import Desk
from app.panels.draft_told import DraftTold
from app.panels.notices import Action, Notices
from app.panels.previews import PreviewsPanel
from app.session import Session
from app.settings import read_settings
from db import queries
from db.errors import KnownError
from db.records import ArticleRecord, Changes, record
from widgets.notice import NoticeKind
from widgets.status_line import StatusLine

if TYPE_CHECKING:
    from app.commands.corrections import Correction, Uncorrected
    from app.importing.apart import Request
    from app.importing.article import ImportedArticle
    from app.importing.next_draft import NextDraft
    from app.jobs.qt_job import JobRunner
    from app.panels.review_read import Likeness
    from db.project_file import Project
    from db.step import Step

_SHORT = 50_000
"""Up to so many characters corrections are made where they are asked for: a child takes longer."""


@record
class Base:
    """The draft the new one is laid beside."""

    article: str
    title: str
    draft: str
    text: str
    sentences: tuple[tuple[int, int], ...]


class NewDrafts(QObject):
    """Asks for the next draft, reads it and takes it in; what is uncertain about it is looked at first.

    Attributes: ``outcome`` tells what became of the claims. Signals: ``told(sentence)`` for a word in the
    status line.
    """

    told = Signal(str)

    def __init__(
        self, desk: Desk, notices: Notices, status: StatusLine, previews: PreviewsPanel, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._notices, self._status, self._window = desk, notices, status, window
        self._previews = previews
        self.outcome = DraftTold(notices, self)
        self._jobs: JobRunner | None = None
        self._session: Session | None = None
        self._base: Base | Uncorrected | None = None
        self._take_in: Callable[[NextDraft, int], None] = _nothing
        self._looked_at: deque[tuple[Session, ImportedArticle, str]] = deque()
        status.cancel_requested.connect(self.cancel)

    @property
    def running(self) -> bool:
        """True while a draft is read, or made of corrections, in a child."""
        return self._base is not None

    # What keys and menus do

    def choose(self) -> None:
        """Ask for a file and take it in as the next draft of the article being read."""
        from app.importing.apart import file_request
        from app.importing.formats import readable_suffixes

        article = self._desk.article
        if article is None:
            return
        kinds = " ".join(f"*{suffix}" for suffix in readable_suffixes())
        names = self.tr("Articles ({0});;All files (*)").format(kinds)
        title = self.tr("New draft of “{0}”").format(article.title)
        path, _ = QFileDialog.getOpenFileName(self._window, title, "", names)
        if path:
            self.take(file_request(Path(path), limit_bytes=read_settings().article_limit), article.id)

    def paste(self) -> None:
        """Take what is in the clipboard as the next draft of the article being read."""
        from app.importing.apart import pasted_request

        clip, article = QGuiApplication.clipboard().mimeData(), self._desk.article
        if article is None:
            return
        if not clip.text().strip() and not clip.html().strip():
            self.told.emit(self.tr("There is no text in the clipboard to take as a draft."))
            return
        markup, limit = clip.html() if clip.hasHtml() else "", read_settings().article_limit
        try:
            self.take(pasted_request(clip.text(), markup, article.title, limit_bytes=limit), article.id)
        except KnownError as error:
            self._notices.say(NoticeKind.ERROR, str(error))

    def offer(self, imported: ImportedArticle, likeness: Likeness, go_on: Callable[[], None]) -> None:
        """Ask whether a text that looks like an article's next draft is that, or an article of its own."""
        actions: list[Action] = [
            (self.tr("New draft of it"), partial(self._take_known, likeness.article, imported)),
            (self.tr("Another article"), go_on),
        ]
        what = self.tr("“{0}” looks like a new draft of “{1}”.").format(
            imported.original_name or imported.title, likeness.title
        )
        more = self.tr("It is not imported yet. As a new draft, claims, ticks, fixes and queries carry over.")
        self._notices.say(NoticeKind.QUESTION, what, more, actions)

    def cancel(self) -> None:
        """Read no more; the article stays as it is."""
        if self._base is not None and self._jobs is not None:
            self._jobs.cancel()

    # Making it of corrections

    def correct(
        self, article: str, draft: str, made: Sequence[tuple[int, str, str]], done: Callable[[], None]
    ) -> None:
        """Make the next draft of corrected paragraphs (start, words before, words after), then ``done()``."""
        from app.commands.corrections import Correction

        session = self._desk.session
        if session is None or self._is_busy():
            return
        corrections = [Correction(start, start + len(before), after) for start, before, after in made]
        self._session = session
        correct = partial(_correct, article=article, draft=draft, corrections=corrections)
        take_in = partial(self._take_corrections, session, article, correct, done)
        session.read(
            partial(read_uncorrected, draft=draft),
            partial(self._on_uncorrected, session, corrections, take_in),
        )

    def _on_uncorrected(
        self,
        session: Session,
        corrections: Sequence[Correction],
        take_in: Callable[[NextDraft | None, int], None],
        base: Uncorrected | None,
        _revision: int,
    ) -> None:
        from app.commands.corrections import start_correcting

        if session is not self._desk.session or base is None:
            self._end()
            return
        if len(base.text) <= _SHORT:
            # Made sooner than a child starts.
            self._end()
            take_in(None, self._desk.revision)
            return
        self._base, self._take_in = base, take_in
        self._status.job.show_job(self.tr("Making the draft of what was corrected"), "", 0, 0)
        self._runner().watch(start_correcting(base, corrections))

    def _take_corrections(
        self,
        session: Session,
        article: str,
        correct: Callable[..., Step],
        done: Callable[[], None],
        made: NextDraft | None,
        revision: int,
    ) -> None:
        def then(_changes: Changes) -> None:
            done()
            self._show(session, article)

        session.run(partial(correct, made=made, revision=revision), then=then)

    # Reading it

    def take(self, request: Request, article: str, known: ImportedArticle | None = None) -> None:
        """Read that as the next draft of that article; ``known`` where it was read already."""
        session = self._desk.session
        if session is None:
            return
        if self._is_busy():
            return
        self._session = session
        session.read(partial(read_base, article=article), partial(self._on_base, session, request, known))

    def _is_busy(self) -> bool:
        if self._session is not None:
            self.told.emit(self.tr("A draft is being made already; wait for it or cancel it."))
        return self._session is not None

    def _take_known(self, article: str, imported: ImportedArticle) -> None:
        """Take in what a person has looked at, after what is being read."""
        if self._desk.session is not None:
            self._looked_at.append((self._desk.session, imported, article))
            self._take_next()

    def _take_next(self) -> None:
        from app.importing.apart import Request

        while self._looked_at and self._session is None:
            session, imported, article = self._looked_at.popleft()
            if session is self._desk.session:
                name = imported.original_name or imported.title
                self.take(Request(name, data=imported.original), article, imported)

    def _on_base(
        self,
        session: Session,
        request: Request,
        known: ImportedArticle | None,
        base: Base | None,
        _revision: int,
    ) -> None:
        from app.importing.next_draft import DraftRequest, start_reading_draft

        if base is None or session is not self._desk.session:
            self._end()
            return
        self._base, self._take_in = base, partial(self._take_read, session, base)
        self._status.job.show_job(self.tr("Reading the new draft: {0}").format(request.name), "", 0, 0)
        self._runner().watch(start_reading_draft(DraftRequest(request, base.text, base.sentences, known)))

    def _runner(self) -> JobRunner:
        from app.jobs.qt_job import JobRunner

        if self._jobs is None:
            self._jobs = JobRunner.telling(
                self, self._on_finished, self._on_failed, self._on_broke, self._on_cancelled
            )
        return self._jobs

    def _end(self) -> None:
        self._session = self._base = None
        self._take_in = _nothing
        self._status.job.end()
        self._take_next()

    def _on_finished(self, found: NextDraft) -> None:
        session, take_in = self._session, self._take_in
        self._end()
        # Else another project was opened meanwhile, or none is open.
        if session is not None and session is self._desk.session:
            take_in(found, self._desk.revision)

    def _take_read(self, session: Session, base: Base, found: NextDraft, revision: int) -> None:
        if not found.alignment:
            take = partial(self._take_known, base.article)
            self._previews.hold(found.imported, take, draft_of=base.title)
            return
        command = partial(revise, base=base, found=found, revision=revision)
        session.run(command, then=partial(self._on_taken, session, base.article))

    def _on_failed(self, sentence: str) -> None:
        self._end()
        self._notices.say(NoticeKind.ERROR, sentence)

    def _on_broke(self, _traceback: str) -> None:
        self._end()
        self._notices.say_mistake()

    def _on_cancelled(self) -> None:
        self._end()
        self.told.emit(self.tr("Cancelled; the article stays as it is."))

    # What became of it

    def _on_taken(self, session: Session, article: str, _changes: Changes) -> None:
        self._show(session, article)

    def _show(self, session: Session, article: str) -> None:
        tell = partial(self.outcome.tell, session, article)
        self._desk.when_fresh(partial(self._desk.open_article, article, tell))


def _nothing(_found: NextDraft, _revision: int) -> None:
    """What is done with a draft nobody waits for."""


def read_uncorrected(project: Project, *, draft: str) -> Uncorrected | None:
    """What there is to correct; None where the draft is gone."""
    from app.commands.corrections import uncorrected

    there = project.conn.execute("SELECT 1 FROM draft WHERE id = ?", (draft,)).fetchone()
    return uncorrected(project, draft) if there else None


def _correct(
    project: Project,
    *,
    article: str,
    draft: str,
    corrections: Sequence[Correction],
    made: NextDraft | None,
    revision: int,
) -> Step:
    from app.commands.corrections import make_draft

    return make_draft(
        project, article=article, draft=draft, corrections=corrections, made=made, revision=revision
    )


def read_base(project: Project, *, article: str) -> Base | None:
    """The current draft of an article, for the next one to be laid beside; None where it is gone."""
    known = _article(project, article)
    if known is None:
        return None
    text = queries.article_text(project.conn, known.text).text
    rows = project.conn.execute(
        'SELECT start, "end" FROM sentence WHERE draft = ? ORDER BY n', (known.draft,)
    ).fetchall()
    return Base(article, known.title, known.draft, text, tuple(rows))


def _article(project: Project, article: str) -> ArticleRecord | None:
    return next(iter(queries.articles(project.conn, [article])), None)


def revise(project: Project, *, base: Base, found: NextDraft, revision: int) -> Step:
    """Take that in; raises KnownError where the article is in another draft by now."""
    known = _article(project, base.article)
    if known is None or known.draft != base.draft:
        raise KnownError(
            "The article got another draft while this one was read, so nothing was changed; try again."
        )
    return drafts.revise(
        project,
        article=base.article,
        imported=found.imported,
        based_on=base.draft,
        alignment=found.alignment,
        revision=revision,
    )

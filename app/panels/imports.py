"""Files and the clipboard to articles, one after another, read in a child process while the window lives."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.commands import articles
from app.panels.desk import Desk
from app.panels.notices import Notices
from app.panels.previews import PreviewsPanel
from app.session import Session
from app.settings import read_settings
from db.records import Changes, record
from widgets.notice import NoticeKind
from widgets.status_line import StatusLine

if TYPE_CHECKING:
    from app.importing.apart import Request
    from app.importing.article import ImportedArticle
    from app.jobs.qt_job import JobRunner
    from app.panels.review_read import Likeness
    from db.project_file import Project


@record
class _Wanted:
    """Something to read; ``show`` for the first that was asked for at once.

    ``again`` for one that is being looked at before it is imported.
    """

    request: Request
    show: bool
    again: bool = False


class Imports(QObject):
    """Reads what is asked for in its order, with progress and Cancel in the status line.

    Signals: ``told(sentence)`` for a word in the status line; ``resembles(imported, likeness, go_on)`` where
    a text was not added because it looks like a new draft: ``go_on()`` adds it as an article of its own.
    """

    told = Signal(str)
    resembles = Signal(object, object, object)

    def __init__(
        self,
        desk: Desk,
        notices: Notices,
        status: StatusLine,
        previews: PreviewsPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._notices = notices
        self._status = status
        self._previews = previews
        self._waiting: deque[_Wanted] = deque()
        self._now: _Wanted | None = None
        self._asked = 0
        self._session: Session | None = None
        self._jobs: JobRunner | None = None
        self._news = ""
        self._shown = False
        desk.refreshed.connect(self._on_refreshed)
        status.cancel_requested.connect(self._on_cancel)
        previews.reading_wanted.connect(self._on_reading_wanted)

    def attend(self, session: Session) -> None:
        """Work for that project from now on: what was asked for another is read no more."""
        self.cancel()
        self._previews.clear()
        session.project_changed.connect(self._on_project_changed)

    @property
    def running(self) -> bool:
        """True while a file is being read or waits for it."""
        return self._now is not None

    def import_files(self, paths: Sequence[str]) -> None:
        """Read each of those files as an article; the first that is taken in is shown."""
        from app.importing.apart import file_request

        limit = read_settings().article_limit
        self._want([file_request(Path(path), limit_bytes=limit) for path in paths])

    def import_pasted(self, text: str, markup: str) -> None:
        """Read the clipboard as an article and show it."""
        from app.importing.apart import pasted_request
        from app.importing.article import ArticleNotRead

        try:
            self._want([pasted_request(text, markup, limit_bytes=read_settings().article_limit)])
        except ArticleNotRead as error:
            self._notices.say(NoticeKind.ERROR, str(error))

    def cancel(self) -> None:
        """Read no more; what is half read is dropped."""
        self._waiting.clear()
        if self._jobs is not None:
            self._jobs.cancel()

    def _want(self, requests: Sequence[Request]) -> None:
        self._session = self._desk.session
        if self._session is None:
            return
        self._shown = False
        self._waiting += [_Wanted(request, at == 0) for at, request in enumerate(requests)]
        self._asked = len(self._waiting) + (self._now is not None)
        if self._now is None:
            self._next()

    def _next(self) -> None:
        """Begin with the next; small text is read on the way into the project, which is faster."""
        while self._waiting and self._now is None:
            wanted = self._waiting.popleft()
            if wanted.request.is_small_text:
                self._add(partial(_read_here, wanted.request), show=wanted.show)
            else:
                self._begin(wanted)
        if self._now is None:
            self._asked = 0
            if self._jobs is not None:
                self._status.job.end()

    def _begin(self, wanted: _Wanted) -> None:
        from app.importing.apart import start_reading

        self._now = wanted
        done = self._asked - len(self._waiting) - 1
        total = self._asked if self._asked > 1 else 0
        title = self.tr("Reading {0}").format(wanted.request.name)
        self._status.job.show_job(title, "", done, total)
        self._runner().watch(start_reading(wanted.request))

    def _runner(self) -> JobRunner:
        from app.jobs.qt_job import JobRunner

        if self._jobs is None:
            self._jobs = JobRunner.telling(
                self, self._on_finished, self._on_failed, self._on_broke, self._on_cancelled
            )
        return self._jobs

    def _add(
        self, read: Callable[[], ImportedArticle], *, show: bool, seen: bool = False, own: bool = False
    ) -> None:
        """Add what is read, unless it is uncertain or looks like another draft.

        ``seen`` where a person looked at it before; ``own`` where they said that it is no other draft.
        """
        session = self._session
        if session is None or session is not self._desk.session:
            # Another project was opened meanwhile, or none is open.
            return
        from app.importing.doubts import is_doubtful
        from db.step import Step

        kept: list[ImportedArticle] = []
        like: list[Likeness | None] = []

        def add(project: Project) -> Step:
            kept.append(read())
            if not seen and is_doubtful(kept[-1]):
                return Step("article.add", (), project.revision)
            like.append(None if own else _likeness(project, kept[-1]))
            if like[-1] is not None:
                return Step("article.add", (), project.revision)
            return articles.add(project, kept[-1])

        def then(changes: Changes) -> None:
            imported = kept[-1]
            if not like:
                self._previews.hold(imported, partial(self._on_accepted, show=show))
                return
            if like[-1] is not None:
                go_on = partial(self._add, lambda: imported, show=show, seen=seen, own=True)
                self.resembles.emit(imported, like[-1], go_on)
                return
            from app.panels.import_words import import_words

            what, more = import_words(imported)
            topic = self._news = _import_of(changes.focus)
            # What was looked at need not be told again.
            self._notices.say(NoticeKind.NEWS, what, "" if seen else more, topic=topic)
            # Where the first was refused or not wanted, the next is shown rather than nothing.
            if show or (self._desk.article is None and not self._shown):
                self._shown = True
                self._desk.when_fresh(partial(self._desk.open_article, changes.focus))

        session.run(add, then=then)

    # What the job tells

    def _on_finished(self, article: object) -> None:
        from app.importing.article import ImportedArticle
        from app.importing.doubts import is_doubtful

        wanted, self._now = self._now, None
        if wanted is not None and isinstance(article, ImportedArticle):
            if wanted.again:
                self._previews.take_again(article)
            elif is_doubtful(article):
                self._previews.hold(article, partial(self._on_accepted, show=wanted.show))
            else:
                self._add(lambda: article, show=wanted.show)
        self._next()

    def _on_failed(self, sentence: str) -> None:
        self._end()
        self._notices.say(NoticeKind.ERROR, sentence)
        self._next()

    def _on_broke(self, _traceback: str) -> None:
        self._end()
        self._notices.say_mistake()
        self._next()

    def _on_cancelled(self) -> None:
        self._end()
        self.told.emit(self.tr("Cancelled; nothing more was imported."))
        self._next()

    def _end(self) -> None:
        """Nothing came of what was being read."""
        wanted, self._now = self._now, None
        if wanted is not None and wanted.again:
            self._previews.keep_reading()

    def _on_cancel(self) -> None:
        # The line shows one job: a sheet's or a change's Cancel is not meant for this one.
        if self._now is not None:
            self.cancel()

    # What a person wishes who looked at it

    def _on_accepted(self, article: ImportedArticle, *, show: bool) -> None:
        self._add(lambda: article, show=show, seen=True)

    def _on_reading_wanted(self, request: Request) -> None:
        self._waiting.appendleft(_Wanted(request, show=False, again=True))
        self._asked += 1
        if self._now is None:
            self._next()

    # What the desk tells

    def _on_project_changed(self, _changes: Changes) -> None:
        topic, self._news = self._news, ""
        if topic:
            self._notices.withdraw(topic)

    def _on_refreshed(self, changes: Changes) -> None:
        for gone in changes.articles - self._desk.articles.keys():
            self._notices.withdraw(_import_of(gone))


def _import_of(article: str) -> str:
    """The topic of what is said about the import of that article."""
    return f"import {article}"


def _likeness(project: Project, imported: ImportedArticle) -> Likeness | None:
    from app.panels.review_read import looks_like

    return looks_like(project, imported.text, [(s.start, s.end) for s in imported.ledger_sentences])


def _read_here(request: Request) -> ImportedArticle:
    from app.importing.read import read_request_here

    return read_request_here(request)

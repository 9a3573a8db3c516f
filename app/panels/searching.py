"""The search of everything, for whoever asks: an index beside the project, kept up while it is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.panels.desk import Desk
from app.panels.quote_checks import QuoteChecks
from app.panels.told_work import ToldWork
from app.session import Session
from db.records import Changes, Place
from widgets.status_line import StatusLine

if TYPE_CHECKING:
    from app.jobs.qt_job import JobRunner
    from app.panels.search_thread import CaughtUp, SearchThread
    from db.project_file import Project
    from db.records.search import SearchHit, SearchItem

_REST_MS = 400


class Searching(QObject):
    """Nothing is begun before somebody searches: then the index catches up, and on every change meanwhile.

    The words of files are those quote checks have read; a child of its own indexes them. Attributes: ``done``
    of ``texts`` kept files can be searched by now, ``reading`` while more are on their way.

    Signals: ``progressed`` where other things can be found than before.
    """

    progressed = Signal()
    _delivered = Signal(object)

    def __init__(
        self, desk: Desk, quotes: QuoteChecks, status: StatusLine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._quotes = desk, quotes
        self.used: Callable[[], bool] = lambda: False
        """Whether somebody is looking at what was found."""
        self._session: Session | None = None
        self._thread: SearchThread | None = None
        self._runner: JobRunner | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._catch_up)
        self._told = ToldWork(status, self)
        self._told.cancelled.connect(self.cancel)
        self._forget()
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)
        desk.project_changed.connect(self._follow)
        desk.refreshed.connect(self._on_refreshed)
        quotes.text_read.connect(self._on_text_read)
        quotes.settled.connect(self._on_text_read)

    def _forget(self) -> None:
        self.done = self.texts = 0
        self._within: dict[str, str] = {}
        self._busy, self._stale, self._cancelled = False, True, False
        self._unread = self._ready = self._read = 0

    # What others ask

    @property
    def stopped(self) -> bool:
        """Whether a person stopped it, so that what is not indexed yet waits for the next search."""
        return self._cancelled

    @property
    def reading(self) -> bool:
        """Whether more can be searched in a moment."""
        return self._busy or (self._unread > 0 and self._quotes.at_work)

    def within(self, id: str) -> str:
        """The article of a claim, the claim of evidence; blank for what is not known."""
        return self._within.get(id, "")

    def begin(self) -> None:
        """Somebody searches: what is not indexed yet is from now on, also where that was stopped before."""
        if self._session is not None and self._thread is None:
            from app.panels.search_thread import SearchThread
            from db.place import search_file

            password = self._session.password
            path = search_file(self._session.path, sealed=password is not None)
            self._thread = SearchThread(path, self._delivered.emit, password)
        self._cancelled = False
        if self._stale:
            self._catch_up()

    def ask(
        self,
        asker: str,
        words: str,
        then: Callable[[list[SearchHit]], object],
        kinds: Sequence[str] = (),
        limit: int = 50,
    ) -> None:
        """Find the words, best first; what the same asker asked before is not answered any more."""
        if self._thread is not None:
            self._thread.find(asker, words, limit, kinds, then)

    def place(self, sha: str, hit: SearchHit, then: Callable[[str, Place], object]) -> None:
        """Where in those kept bytes a hit stands, and the words there."""
        if self._thread is not None:
            self._thread.place(sha, hit, then)

    def cancel(self) -> None:
        """Stop indexing; it goes on when somebody searches again."""
        self._rest.stop()
        self._cancelled = True
        if self._runner is not None:
            self._runner.cancel()

    def _on_delivered(self, news: Callable[[], object]) -> None:
        news()

    # What the desk tells

    def _follow(self) -> None:
        session = self._desk.session
        if session is self._session:
            return
        if self._thread is not None:
            self._thread.stop()
            self._thread = None
        if self._runner is not None:
            self._runner.cancel()
            self._runner.deleteLater()
            self._runner = None
        self._rest.stop()
        self._told.end()
        self._forget()
        self._session = session

    def _on_refreshed(self, _changes: Changes) -> None:
        self._stale = True
        if self._thread is not None and self.used():
            self._rest.start()

    def _on_text_read(self) -> None:
        if self._unread and not self._cancelled:
            self._stale = True
            if not self._rest.isActive():
                self._rest.start()

    # Catching up: what there is, the short of it in the thread, the words of files in a child

    def _catch_up(self) -> None:
        session = self._session
        if self._busy or session is None or self._thread is None:
            return
        self._busy, self._stale = True, False
        stopped = partial(getattr, self._thread, "stopped")
        session.read(
            partial(_gathered, session=session, stopped=stopped), partial(self._on_gathered, self._thread)
        )

    def _on_gathered(self, thread: SearchThread, items: list[SearchItem], _revision: int) -> None:
        if thread is self._thread:
            self._within = {item.id: item.within for item in items if item.within}
            thread.catch_up(items, partial(self._on_caught_up, thread))

    def _on_caught_up(self, thread: SearchThread, told: CaughtUp) -> None:
        if thread is not self._thread:
            return
        self.texts, self._unread = told.texts, len(told.unread)
        self._ready, self._read = len(told.ready), 0
        self.done = told.texts - self._unread - self._ready
        if told.ready and not self._cancelled:
            from app.jobs.qt_job import JobRunner
            from app.sources.searched import start_indexing

            self._runner = JobRunner.telling(
                self,
                partial(self._on_indexed, thread, len(told.ready)),
                partial(self._on_not_indexed, thread),
                partial(self._on_not_indexed, thread),
                partial(self._on_not_indexed, thread, ""),
            )
            self._runner.phase_changed.connect(self._on_phase)
            self._told.begin()
            self._tell()
            self._runner.watch(start_indexing(thread.path, told.ready, thread.password))
            self.progressed.emit()
        else:
            self._end_round()

    def _on_phase(self, phase: str) -> None:
        if phase.isdecimal():
            self.done += int(phase) - self._read
            self._read = int(phase)
            self._tell()
            self.progressed.emit()

    def _on_indexed(self, thread: SearchThread, count: int, _none: object) -> None:
        if thread is self._thread:
            self.done += count - self._read
            self._end_job()

    def _on_not_indexed(self, thread: SearchThread, _sentence: str) -> None:
        if thread is self._thread:
            self._cancelled = self._stale = True
            self._end_job()

    def _end_job(self) -> None:
        if self._runner is not None:
            self._runner.deleteLater()
            self._runner = None
        self._told.end()
        self._end_round()

    def _end_round(self) -> None:
        self._busy = False
        if self._stale and not self._cancelled and not self._rest.isActive():
            self._rest.start()
        self.progressed.emit()

    def _tell(self) -> None:
        self._told.tell(self.tr("Making the sources searchable"), self._read, self._ready)


def _gathered(project: Project, *, session: Session, stopped: Callable[[], bool]) -> list[SearchItem]:
    from app.sources.extracted import Extracted
    from app.sources.media import Kind
    from app.sources.searched import search_items

    # The words of files are the child's part.
    return search_items(
        project, lambda _source: Extracted(Kind.OTHER, ""), partial(_words_of, session, stopped)
    )


def _words_of(session: Session, stopped: Callable[[], bool], text: str) -> str:
    """The words of an article, asked for in the search's thread and read in the project's."""
    from app.sources.searched import article_words

    read, there = list[str](), Event()

    def ask(project: Project) -> None:
        try:
            read.append(article_words(project, text))
        finally:
            there.set()

    session.read(ask, lambda _none, _revision: None)
    while not there.wait(0.05):
        if stopped():
            return ""
    return read[0] if read else ""

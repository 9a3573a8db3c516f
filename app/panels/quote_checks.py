"""Quote checks in the window: texts of sources drawn in the background, and what comes of every passage."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.panels.desk import Desk
from app.panels.told_work import ToldWork
from app.session import Session
from db.records import Changes, SourceRecord
from widgets.status_line import StatusLine

if TYPE_CHECKING:
    from app.jobs.job import Job
    from app.jobs.qt_job import JobRunner
    from app.sources.checking import Looked, Quoted, ToCheck
    from app.sources.kin import Kept
    from db.project_file import Project
    from db.records.alike import KinRecord
    from db.records.checks import CheckRecord

_REST_MS = 1500
"""So long nothing must have changed before the work begins, so that it never stands in the way."""


class QuoteChecks(QObject):
    """Keeps the desk's checks as the passages, sources and texts have them; one child at a time.

    Signals: ``changed(ids)`` of the evidence and ticks whose check is another one now; ``text_read`` where
    the words of one source more are in the cache; ``awaited(done, total)`` sources read while somebody waits;
    ``kin_changed`` where other sources have something in common; ``settled`` when everything that can be
    checked is.
    """

    changed = Signal(object)
    text_read = Signal()
    awaited = Signal(int, int)
    kin_changed = Signal()
    settled = Signal()

    def __init__(self, desk: Desk, status: StatusLine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session: Session | None = None
        self._runner: JobRunner | None = None
        self._jobs = 0
        self._finished: Callable[[Any], None] = self._on_text
        self._folder: Path | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._plan)
        self._told = ToldWork(status, self)
        self._told.cancelled.connect(self.cancel)
        self._then: list[Callable[[], None]] = []
        self._forget()
        desk.project_changed.connect(self._follow)
        desk.refreshed.connect(self._on_refreshed)

    def _forget(self) -> None:
        self._known: dict[str, tuple[Quoted, Looked | None]] = {}
        self._sources: frozenset[str] = frozenset()
        self._shas: frozenset[str] = frozenset()
        self._unread: set[str] = set()
        self._skipped: set[str] = set()
        self._left: list[str] = []
        self._total = 0
        self._quoted: set[str] = set()
        self._once_more = self._early = False
        self._reading = ""
        self._asked = 0
        self._at_work = False
        self._stale = False
        self._wanted: ToCheck | None = None
        self._compared: tuple[Kept, ...] = ()

    # What others ask

    @property
    def at_work(self) -> bool:
        """Whether sources are being read, or will be after a rest."""
        return self._session is not None and (self._at_work or self._rest.isActive())

    def when_settled(self, then: Callable[[], None]) -> None:
        """Do that once every passage that can be checked is; at once where that is so.

        Sources that nobody quotes are waited for only where a passage was not found in its own.
        """
        if not self.at_work:
            then()
            return
        self._then.append(then)
        self._early = False
        if self._rest.isActive():
            self._rest.stop()
            self._plan()
        else:
            self._tell_awaited()

    def cancel(self) -> None:
        """Stop what is under way; what was not read stays unread until the project is opened again."""
        self._rest.stop()
        if self._at_work:
            self._stop_job()
            self._give_up()

    # What the desk tells

    def _follow(self) -> None:
        session = self._desk.session
        if session is self._session:
            return
        self._stop_job()
        self._drop_copy()
        self._told.end()
        self._forget()
        self._session, self._then = session, []
        self._rest.stop()
        if session is not None:
            self._rest.start()

    def _on_refreshed(self, changes: Changes) -> None:
        touching = changes.everything or changes.sources or changes.claims or changes.facts or changes.texts
        if self._session is None or not touching:
            return
        if self._at_work:
            self._stale = True
        else:
            self._rest.start()

    # One round: plan, check with what there is, read what there is not, check again

    def _plan(self) -> None:
        if self._session is None:
            return
        self._at_work, self._stale = True, False
        self._asked += 1
        self._session.read(_planned, partial(self._on_planned, self._session, self._asked))

    def _on_planned(self, session: Session, asked: int, wanted: object, _revision: int) -> None:
        from app.sources.checking import ToCheck
        from app.sources.kept_texts import forget_texts, has_text

        if session is not self._session or asked != self._asked or not isinstance(wanted, ToCheck):
            return
        self._wanted = wanted
        shas = frozenset(wanted.shas)
        forget_texts(self._shas - shas)
        self._shas = shas
        quoted = {wanted.sources[one.source].sha for one in wanted.quoted if one.source in wanted.sources}
        passed_over = self._unread | self._skipped
        missing = [sha for sha in wanted.shas if sha not in passed_over and not has_text(sha)]
        self._left = sorted(missing, key=lambda sha: sha not in quoted)
        self._quoted, self._early = {sha for sha in quoted if sha}, False
        self._total = len(self._left)
        self._once_more = bool(missing)
        if missing:
            self._told.begin()
        self._check()

    def _check(self) -> None:
        """Check what is new or may come out otherwise now."""
        from app.sources.checking import ToCheck, start_checking

        wanted = self._wanted
        if wanted is None:
            return
        sources = frozenset(wanted.sources)
        again = [one for one in wanted.quoted if self._may_differ(one, wanted, sources)]
        self._known = {one.id: (one, wanted.sources.get(one.source)) for one in wanted.quoted}
        self._sources = sources
        checks = self._desk.checks
        gone = [id for id in checks if id not in self._known]
        for id in gone:
            del checks[id]
        if not again:
            self._tell_changed(gone)
            self._read_next()
            return
        asking = ToCheck(tuple(again), wanted.sources, frozenset(self._unread))
        self._finished = partial(self._on_checked, gone)
        self._watch(start_checking(asking))

    def _may_differ(self, one: Quoted, wanted: ToCheck, sources: frozenset[str]) -> bool:
        from db.records.checks import CheckOutcome

        known = self._desk.checks.get(one.id)
        if known is None or known.outcome is CheckOutcome.WAITING:
            return True
        if self._known.get(one.id) != (one, wanted.sources.get(one.source)):
            return True
        # Another source may have the words now.
        return known.doubtful and (sources != self._sources or self._total > 0)

    def _on_checked(self, gone: list[str], found: dict[str, CheckRecord]) -> None:
        checks = self._desk.checks
        differing = [id for id, check in found.items() if checks.get(id) != check and id in self._known]
        checks.update({id: found[id] for id in differing})
        self._tell_changed([*gone, *differing])
        self._read_next()

    def _tell_changed(self, ids: list[str]) -> None:
        if self._wanted is not None:
            checks, claims = self._desk.checks, self._wanted.claims
            doubtful = (id for id in self._known if id in checks and checks[id].doubtful)
            unseen = (claims[id] for id in doubtful if id in claims and id not in self._wanted.seen)
            self._desk.take_doubts(Counter(unseen))
        if ids:
            self.changed.emit(ids)

    def _read_next(self) -> None:
        self._tell_awaited()
        if self._left:
            if self._then and self._left[0] not in self._quoted:
                if not self._early:
                    # All that is quoted is read, and somebody waits: checked now, not with the rest.
                    self._early = True
                    self._check()
                    return
                if not any(check.doubtful for check in self._desk.checks.values()):
                    self._do_awaited()
            self._read(self._left.pop(0))
            return
        if self._once_more:
            # With all that was read.
            self._once_more = False
            self._check()
            return
        self._compare()

    def _do_awaited(self) -> None:
        """Do what waits for passages to be looked up, unless some of them changed meanwhile."""
        if self._stale:
            return
        then, self._then = self._then, []
        for act in then:
            act()

    def _tell_awaited(self) -> None:
        if self._then:
            self.awaited.emit(self._total - len(self._left), self._total)

    def _compare(self) -> None:
        """Look what the sources have in common, where others are there than when that was done last."""
        from app.sources.kin import Kept, start_comparing

        self._do_awaited()
        wanted = self._wanted
        looked = wanted.sources.items() if wanted is not None else ()
        kept = tuple(
            Kept(source, one.sha) for source, one in looked if one.sha and one.sha not in self._unread
        )
        if kept == self._compared:
            self._end_round()
            return
        self._compared = kept
        self._finished = self._on_compared
        self._watch(start_comparing(kept))

    def _on_compared(self, kin: KinRecord) -> None:
        if kin != self._desk.kin:
            self._desk.kin = kin
            self.kin_changed.emit()
        self._end_round()

    def _end_round(self) -> None:
        self._at_work = False
        self._told.end()
        if self._stale:
            self._plan()
            return
        self._do_awaited()
        self.settled.emit()

    # Reading one source

    def _read(self, sha: str) -> None:
        source = next((one for one in self._desk.sources.values() if one.sha == sha), None)
        if source is None or self._session is None:
            self._read_next()
            return
        self._reading = sha
        words = self.tr("Reading {0} for the quote check").format(source.number)
        self._told.tell(words, self._total - len(self._left), self._total)
        from app.jobs.private_place import private_folder

        self._folder = private_folder(sealed=self._session.password is not None)
        path = self._folder / "source"
        asked = self._asked
        self._session.copy_out(
            sha, path, partial(self._on_copied, asked, source, path), partial(self._on_refused, asked)
        )

    def _on_copied(self, asked: int, source: SourceRecord, path: Path) -> None:
        from app.sources.kept_texts import file_of, start_reading

        if asked == self._asked and self._at_work:
            self._finished = self._on_text
            self._watch(start_reading(file_of(source, path), source.sha))

    def _on_refused(self, asked: int, _sentence: str) -> None:
        if asked == self._asked and self._at_work:
            self._on_unread()

    def _on_text(self, _none: object) -> None:
        self._drop_copy()
        self.text_read.emit()
        self._read_next()

    def _on_unread(self) -> None:
        self._unread.add(self._reading)
        self._drop_copy()
        self._read_next()

    def _drop_copy(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    # The child

    def _watch(self, job: Job) -> None:
        from app.jobs.qt_job import JobRunner

        self._jobs += 1
        self._runner = JobRunner.telling(
            self,
            partial(self._on_finished, self._jobs),
            partial(self._on_failed, self._jobs),
            partial(self._on_failed, self._jobs),
            partial(self._on_failed, self._jobs, ""),
        )
        self._runner.watch(job)

    def _over(self, job: int) -> bool:
        """Forget the runner of that job; False where the job is one given up before."""
        if job != self._jobs or self._runner is None:
            return False
        self._runner.deleteLater()
        self._runner = None
        return True

    def _on_finished(self, job: int, result: object) -> None:
        if self._over(job):
            self._finished(result)

    def _on_failed(self, job: int, _sentence: str) -> None:
        if not self._over(job):
            return
        if self._folder is not None:
            self._on_unread()
        else:
            self._give_up()

    def _stop_job(self) -> None:
        """Kill the child; what it still tells is not heard."""
        if self._runner is not None:
            self._runner.cancel()
            self._runner = None
        self._jobs += 1

    def _give_up(self) -> None:
        """End the round with what is known; what was not read is not tried again by itself."""
        self._skipped |= {self._reading, *self._left} - {""}
        self._left, self._once_more, self._stale = [], False, False
        self._asked += 1
        self._drop_copy()
        self._end_round()


def _planned(project: Project) -> object:
    from app.sources.checking import to_check

    return to_check(project)

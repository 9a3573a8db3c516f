"""The Qt face of one open project: the thread that owns it, and signals for what becomes of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

from db import queries
from db.errors import KnownError, NothingToUndo, Stopped, UndoBlocked, WriteFailed
from db.records import Changes, ProjectRecord

if TYPE_CHECKING:
    from db.keeping import Parts
    from db.place import Identity
    from db.project_file import Project
    from db.step import Step

T = TypeVar("T")
Command: TypeAlias = "Callable[[Project], Step]"
OpenProject: TypeAlias = "Callable[[], Project]"

_log = logging.getLogger(__name__)

_TELL_EVERY_S = 0.15
_UNTOLD_S = 1.0
STOPPED = "That change was stopped; everything is as it was before it."
OUR_MISTAKE = (
    "Something went wrong in Tickmark itself; what was saved is safe, and the details are in its log."
)


@dataclass(frozen=True, slots=True)
class _Wish:
    """Something to be done to the project: ``act`` returns what it changed.

    ``words`` are the scratch keys of typed text that this makes a change of, each with the count of typings
    at that time: what was typed later is not in it.
    """

    act: Callable[[Project], Changes]
    words: Mapping[str, int] = field(default_factory=dict[str, int])
    then: Callable[[Changes], None] | None = None
    kind: str = ""


@dataclass(eq=False, slots=True)
class _InParts:
    """Work on large bytes, taken up again and again between other things; ``end`` gets its result.

    ``changes`` where that is a change, which the end of the project waits for.
    """

    parts: Parts[Any]
    end: Callable[[Project, Any], None]
    failed: Callable[[Exception], None]
    changes: bool = False


@dataclass(slots=True)
class _Hands:
    """What only the database thread touches: the changes the disk has not taken yet, oldest first, the work
    in parts that is not done, and when progress was last told."""

    held: list[_Wish] = field(default_factory=list[_Wish])
    in_parts: list[_InParts] = field(default_factory=list[_InParts])
    told_at: float = field(default_factory=time.monotonic)


class Session(QObject):
    """Runs everything on one thread, in the order it was asked for; that thread alone opens, uses and closes.

    A change the disk does not take is held, with all that follow, and tried again before the next one or by
    ``try_again``: nothing overtakes it, nothing is dropped.

    Signals, all in the window's thread: ``opened(ProjectRecord, writable)`` or
    ``not_opened(sentence, error)`` once, after ``progressed(done, total)`` where the file had to be checked
    first; ``working(done, total)`` while a change takes longer than a second, until ``idle``;
    ``project_changed(Changes)`` after every commit; ``saving`` and
    ``saved`` around changes, ``saved`` only when nothing is under way, held or typed; ``failed(sentence,
    error)`` for what was not done, ``error`` no KnownError where the mistake is ours; ``idle`` when
    everything asked for was tried; ``undo_blocked(kind, sentence)`` where undoing needs a person's yes;
    ``nothing_undone(sentence)`` where there was nothing to take back or bring again;
    ``stacks_changed(undo, redo)`` with the labels of what can be undone and redone, empty for nothing.
    """

    opened = Signal(object, bool)
    progressed = Signal(int, int)
    working = Signal(int, int)
    not_opened = Signal(str, object)
    project_changed = Signal(object)
    saving = Signal()
    saved = Signal()
    failed = Signal(str, object)
    nothing_undone = Signal(str)
    idle = Signal()
    undo_blocked = Signal(str, str)
    stacks_changed = Signal(str, str)
    _delivered = Signal(object)

    def __init__(self, path: Path, me: Identity, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.me = me
        self._tasks: SimpleQueue[Callable[[Project], None] | None] = SimpleQueue()
        self._hands = _Hands()
        self._under_way = 0
        self._untried = 0
        self._in_parts = self._taking_in = 0
        self._refused = False
        self._typed: dict[str, int] = {}
        self._stopping = Event()
        self._stopping_parts = Event()
        self._thread: Thread | None = None
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    def open(self, make: OpenProject | None = None) -> None:
        """Begin: open the project, or make a new one with ``make``; ``opened`` or ``not_opened`` follows."""
        opening = make or self._opened
        self._thread = Thread(target=self._work, args=(opening,), name="project", daemon=True)
        self._thread.start()

    @property
    def unsaved(self) -> bool:
        """True while something the person did or typed is not in the file as a change."""
        return bool(self._under_way or self._typed or self._refused)

    @property
    def busy(self) -> bool:
        """True while a change was asked for and not yet tried."""
        return self._untried > 0

    @property
    def taking_in(self) -> bool:
        """True while large bytes are on their way in; ``stop`` gives that up with nothing left."""
        return self._taking_in > 0

    def run(
        self,
        command: Command,
        *,
        then: Callable[[Changes], None] | None = None,
        words: tuple[str, ...] = (),
    ) -> None:
        """Ask the command for its step and commit that; ``words`` names the typing it makes a change of."""
        said = {key: self._typed.get(key, 0) for key in words}
        self._want(_Wish(lambda project: project.run(command(project)), said, then))

    def run_parts(
        self, command: Callable[[Project], Parts[Step]], *, then: Callable[[Changes], None] | None = None
    ) -> None:
        """Ask for a step that takes large bytes in first, as ``adding.add_files`` does.

        What is asked for meanwhile is done between the parts and so before the step; ``working`` tells
        bytes, ``stop`` gives it up with nothing left. What the disk does not take is told, not held.
        """
        self._under_way += 1
        self._untried += 1
        self._taking_in += 1
        self.saving.emit()

        def end(project: Project, step: Step) -> None:
            self._deliver(self._on_taken_in)

            def run(project: Project) -> Changes:
                return project.run(step)

            self._do(_Wish(run, then=then), project)

        def failed(error: Exception) -> None:
            self._deliver(self._on_taken_in)
            self._deliver(partial(self._on_failed, None, error, held=False))
            self._deliver(self._on_tried)

        self._begin_parts(command, end, failed, changes=True)

    def read_long(
        self,
        ask: Callable[[Project], Parts[T]],
        answer: Callable[[T], object],
        refused: Callable[[str], object],
    ) -> None:
        """Ask what takes long, part by part; ``working`` tells bytes, ``stop`` gives it up."""

        def end(_project: Project, value: T) -> None:
            self._deliver(self._on_parts_ended)
            self._deliver(partial(answer, value))

        def failed(error: Exception) -> None:
            self._deliver(self._on_parts_ended)
            self._deliver(partial(refused, sentence_of(error)))

        self._begin_parts(ask, end, failed)

    def copy_out(
        self,
        sha: str,
        path: Path,
        then: Callable[[], object],
        refused: Callable[[str], object] | None = None,
    ) -> None:
        """Write kept bytes to a file, in parts, then say so.

        Where that does not work ``refused`` gets the sentence, or the signal ``failed`` tells it.
        """

        def end(_project: Project, _none: None) -> None:
            self._deliver(self._on_parts_ended)
            self._deliver(then)

        def failed(error: Exception) -> None:
            self._deliver(self._on_parts_ended)
            sentence = sentence_of(error)
            if refused is None:
                self._deliver(partial(self.failed.emit, sentence, error))
            else:
                self._deliver(partial(refused, sentence))

        self._begin_parts(lambda project: project.copying_out(sha, path), end, failed)

    def undo(self, *, force: bool = False) -> None:
        """Take back this person's last step."""
        self._want(_Wish(lambda project: project.undo(force), kind="undo"))

    def redo(self, *, force: bool = False) -> None:
        """Bring this person's last undone step again."""
        self._want(_Wish(lambda project: project.redo(force), kind="redo"))

    def unite(self, act: Callable[[Project], Changes], then: Callable[[Changes], None]) -> None:
        """Do what changes the project without being anybody's step: merging, and undoing a merge."""
        self._want(_Wish(act, then=then))

    def ask_whole(
        self,
        ask: Callable[[Project], T],
        answer: Callable[[T], object],
        refused: Callable[[str], object],
    ) -> None:
        """Ask in one go what may take long; ``working`` tells how far it is, ``stop`` gives it up."""
        self._untried += 1
        self._tasks.put(partial(self._ask_whole, ask, answer, refused))

    def stop(self) -> None:
        """Give up the change being made now, with nothing changed; what was asked for after it follows."""
        self._stopping.set()
        self._stopping_parts.set()

    def try_again(self) -> None:
        """Offer the disk once more what it did not take."""
        self._tasks.put(self._do_held)

    def read(self, ask: Callable[[Project], T], answer: Callable[[T, int], None]) -> None:
        """Ask the project; ``answer(value, revision)`` is called later, in the order of asking."""
        self._tasks.put(partial(self._read, ask, answer))

    def read_parts(
        self,
        ask: Callable[[Project], Iterator[T]],
        answer: Callable[[T, int], None],
        done: Callable[[], None],
    ) -> None:
        """Ask for much at one revision: ``answer(part, revision)`` for each part read, then ``done()``."""
        self._tasks.put(partial(self._read_parts, ask, answer, done))

    def keep_typing(self, key: str, text: str, *, waits: bool = False) -> None:
        """Keep text that is no change yet, so that a crash does not lose it; blank forgets it.

        ``waits`` for text that becomes a change only when the person says so.
        """
        if text and not waits:
            self._typed[key] = self._typed.get(key, 0) + 1
            self.saving.emit()
        else:
            self._typed.pop(key, None)
        self._tasks.put(partial(self._keep, key, text))

    def settle(self) -> bool:
        """Wait until everything asked for was tried and told; False where something is not saved.

        Blocks the window: for the end of a project only.
        """
        while self._thread is not None and self._thread.is_alive():
            if self.catch_up(0.2) and not any(job.changes for job in self._hands.in_parts):
                break
        return not self.unsaved

    def catch_up(self, seconds: float) -> bool:
        """Wait that long at most for what was asked for so far, and tell it; False where it takes longer."""
        done = Event()
        self._tasks.put(lambda _: done.set())
        caught = done.wait(seconds)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        return caught

    def close(self) -> None:
        """Finish what was asked for, close the project and end the thread. Nothing is told any more."""
        if self._thread is not None:
            self._delivered.disconnect(self._on_delivered)
            self._tasks.put(None)
            self._thread.join()
            self._thread = None

    # In the window's thread

    def _begin_parts(
        self,
        command: Callable[[Project], Parts[Any]],
        end: Callable[[Project, Any], None],
        failed: Callable[[Exception], None],
        *,
        changes: bool = False,
    ) -> None:
        if not self._in_parts:
            # Here and not when it begins: it may be given up before its turn comes.
            self._stopping_parts.clear()
        self._in_parts += 1
        self._tasks.put(partial(self._begin, command, end, failed, changes))

    def _on_taken_in(self) -> None:
        self._taking_in -= 1
        self._on_parts_ended()

    def _on_parts_ended(self) -> None:
        self._in_parts -= 1

    def _want(self, wish: _Wish) -> None:
        self._under_way += 1
        self._untried += 1
        self.saving.emit()
        self._tasks.put(partial(self._do, wish))

    def _on_delivered(self, news: Callable[[], object]) -> None:
        news()

    def _on_done(self, wish: _Wish, changes: Changes, labels: tuple[str, str]) -> None:
        self._under_way -= 1
        self._refused = False
        self._typed = {key: n for key, n in self._typed.items() if wish.words.get(key) != n}
        self.project_changed.emit(changes)
        self.stacks_changed.emit(*labels)
        if wish.then is not None:
            wish.then(changes)
        self._tell_saved()

    def _on_failed(self, wish: _Wish | None, error: Exception, *, held: bool) -> None:
        """``wish`` is None for work in parts that did not come as far as a change."""
        if not held:
            self._under_way -= 1
            self._refused = self._refused or (wish is not None and bool(wish.words))
        if wish is not None and isinstance(error, UndoBlocked):
            self.undo_blocked.emit(wish.kind, str(error))
        elif isinstance(error, NothingToUndo):
            self.nothing_undone.emit(str(error))
        else:
            self.failed.emit(sentence_of(error), error)
        self._tell_saved()

    def _on_tried(self) -> None:
        self._untried -= 1
        if not self._untried:
            self.idle.emit()

    def _on_opened(self, project: ProjectRecord, writable: bool) -> None:
        self.opened.emit(project, writable)
        # After what is asked for first: for a long log this takes longer than the words to be read.
        self.read(_labels, lambda labels, _: self.stacks_changed.emit(*labels))

    def _tell_saved(self) -> None:
        if not self.unsaved:
            self.saved.emit()

    # In the database thread

    def _opened(self) -> Project:
        from db.project_file import Project

        return Project.open(self.path, self.me, self._on_progress)

    def _deliver(self, news: Callable[[], object]) -> None:
        self._delivered.emit(news)

    def _on_progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._hands.told_at > _TELL_EVERY_S:
            self._hands.told_at = now
            self._deliver(partial(self.progressed.emit, done, total))

    def _on_working(self, done: int, total: int) -> None:
        if self._stopping.is_set():
            raise Stopped(STOPPED)
        self._tell_working(done, total)

    def _tell_working(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._hands.told_at > _TELL_EVERY_S:
            self._hands.told_at = now
            self._deliver(partial(self.working.emit, done, total))

    def _work(self, opening: OpenProject) -> None:
        try:
            project = opening()
        except Exception as error:  # noqa: BLE001
            _report(error)
            self._deliver(partial(self.not_opened.emit, sentence_of(error), error))
            return
        with project:
            project.progress = self._on_working
            record, writable = queries.project(project.conn), project.writable
            self._deliver(partial(self._on_opened, record, writable))
            while (task := self._tasks.get()) is not None:
                task(project)
            for job in self._hands.in_parts:
                job.parts.close()

    def _begin(
        self,
        command: Callable[[Project], Parts[Any]],
        end: Callable[[Project, Any], None],
        failed: Callable[[Exception], None],
        changes: bool,
        project: Project,
    ) -> None:
        if not self._hands.in_parts:
            self._hands.told_at = time.monotonic() + _UNTOLD_S - _TELL_EVERY_S
        job = _InParts(command(project), end, failed, changes)
        self._hands.in_parts.append(job)
        self._go_on(job, project)

    def _go_on(self, job: _InParts, project: Project) -> None:
        """Do one part; the next comes after what was asked for meanwhile."""
        try:
            if self._stopping_parts.is_set():
                raise Stopped(STOPPED)
            done, total = next(job.parts)
            self._tell_working(done, total)
        except StopIteration as ended:
            self._hands.in_parts.remove(job)
            job.end(project, ended.value)
        except Exception as error:  # noqa: BLE001
            job.parts.close()
            self._hands.in_parts.remove(job)
            _report(error)
            job.failed(error)
        else:
            self._tasks.put(partial(self._go_on, job))

    def _do(self, wish: _Wish, project: Project) -> None:
        self._hands.held.append(wish)
        self._do_held(project)
        self._deliver(self._on_tried)

    def _ask_whole(
        self,
        ask: Callable[[Project], Any],
        answer: Callable[[Any], object],
        refused: Callable[[str], object],
        project: Project,
    ) -> None:
        self._hands.told_at = time.monotonic() + _UNTOLD_S - _TELL_EVERY_S
        self._stopping.clear()
        try:
            value = ask(project)
        except Exception as error:  # noqa: BLE001
            _report(error)
            self._deliver(partial(refused, sentence_of(error)))
        else:
            self._deliver(partial(answer, value))
        self._deliver(self._on_tried)

    def _do_held(self, project: Project) -> None:
        held = self._hands.held
        while held:
            wish = held[0]
            self._hands.told_at = time.monotonic() + _UNTOLD_S - _TELL_EVERY_S
            self._stopping.clear()
            try:
                changes = wish.act(project)
            except WriteFailed as error:
                self._deliver(partial(self._on_failed, wish, error, held=True))
                return
            except Exception as error:  # noqa: BLE001
                _report(error)
                self._deliver(partial(self._on_failed, wish, error, held=False))
            else:
                self._deliver(partial(self._on_done, wish, changes, _labels(project)))
                self._forget_typing(project, wish.words)
            del held[0]

    def _forget_typing(self, project: Project, keys: Iterable[str]) -> None:
        for key in keys:
            if project.scratch(key):
                self._keep(key, "", project)

    def _keep(self, key: str, text: str, project: Project) -> None:
        try:
            project.set_scratch(key, text)
        except Exception as error:  # noqa: BLE001
            _report(error)
            self._deliver(partial(self.failed.emit, sentence_of(error), error))

    def _read(
        self, ask: Callable[[Project], Any], answer: Callable[[Any, int], None], project: Project
    ) -> None:
        try:
            value = ask(project)
            revision = project.revision
        except Exception as error:  # noqa: BLE001
            _report(error)
            self._deliver(partial(self.failed.emit, sentence_of(error), error))
        else:
            self._deliver(partial(answer, value, revision))

    def _read_parts(
        self,
        ask: Callable[[Project], Iterator[Any]],
        answer: Callable[[Any, int], None],
        done: Callable[[], None],
        project: Project,
    ) -> None:
        try:
            revision = project.revision
            for part in ask(project):
                self._deliver(partial(answer, part, revision))
        except Exception as error:  # noqa: BLE001
            _report(error)
            self._deliver(partial(self.failed.emit, sentence_of(error), error))
        self._deliver(done)


def sentence_of(error: BaseException) -> str:
    """What to tell the person: the error's own sentence, or that the mistake is ours."""
    return str(error) if isinstance(error, KnownError) else OUR_MISTAKE


def _report(error: Exception) -> None:
    """Every mistake of ours goes into the log with its traceback, so that catching all swallows nothing."""
    if not isinstance(error, KnownError):
        _log.error("in the project's thread", exc_info=error)


def _labels(project: Project) -> tuple[str, str]:
    stacks = project.stacks
    return (stacks.undo[-1].label if stacks.undo else "", stacks.redo[-1].label if stacks.redo else "")

"""The one thread that opens, uses and closes a project: what it is asked for in order, and parts between."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeAlias

from db import queries
from db.errors import KnownError, Stopped, WriteFailed
from db.records import Changes, ProjectRecord, record

if TYPE_CHECKING:
    from pathlib import Path

    from db.keeping import Parts
    from db.project_file import Project

Progress: TypeAlias = "Callable[[int, int], None]"
Opening: TypeAlias = "Callable[[Progress], Project]"

_log = logging.getLogger(__name__)

_TELL_EVERY_S = 0.15
_UNTOLD_S = 1.0
STOPPED = "That change was stopped; everything is as it was before it."


@record
class Wish:
    """Something to be done to the project: ``act`` returns what it changed.

    ``words`` are the scratch keys of typed text that this makes a change of, each with the count of typings
    at that time: what was typed later is not in it.
    """

    act: Callable[[Project], Changes]
    words: Mapping[str, int] | None = None
    then: Callable[[Changes], None] | None = None
    kind: str = ""


@record
class Hears:
    """What is told of the thread's work; each is called where ``deliver`` has news told.

    ``done`` gets the labels of what can be undone and redone then; ``not_done`` True where the disk did not
    take it and it is held; ``tried`` comes once for everything asked for, whatever became of it.
    """

    deliver: Callable[[Callable[[], object]], None]
    opened: Callable[[ProjectRecord, bool], object]
    not_opened: Callable[[Exception], object]
    progressed: Callable[[int, int], object]
    working: Callable[[int, int], object]
    done: Callable[[Wish, Changes, tuple[str, str]], object]
    not_done: Callable[[Wish, Exception, bool], object]
    tried: Callable[[], object]
    failed: Callable[[Exception], object]


@record
class InParts:
    """Work on large bytes, taken up again and again between other things.

    ``end`` gets its result and ``failed`` what stopped it, both in the project's thread; ``changes`` where
    that is a change, which the end of the project waits for.
    """

    ask: Callable[[Project], Parts[Any]]
    end: Callable[[Project, Any], None]
    failed: Callable[[Exception], None]
    changes: bool = False


class _Hands:
    """What only the thread touches: the changes the disk has not taken yet, oldest first, the work in parts
    that is not done, when progress was last told, and the project where it moved to another file just now."""

    def __init__(self) -> None:
        self.held: list[Wish] = []
        self.in_parts: list[tuple[InParts, Parts[Any]]] = []
        self.told_at = time.monotonic()
        self.moved: Project | None = None

    def tells_late(self) -> None:
        """Tell of what begins now only when it has taken longer than one waits for without a word."""
        self.told_at = time.monotonic() + _UNTOLD_S - _TELL_EVERY_S


class ProjectThread:
    """Does what it is asked for on a thread of its own, in the order of asking; the methods only ask.

    A change the disk does not take is held, with all that follow, and tried again before the next one or by
    ``try_again``.
    """

    def __init__(self, hears: Hears) -> None:
        self._hears = hears
        self._deliver = hears.deliver
        self._tasks: SimpleQueue[Callable[[Project], None] | None] = SimpleQueue()
        self._hands = _Hands()
        self._stopping = Event()
        self._stopping_parts = Event()
        self._thread: Thread | None = None

    def start(self, opening: Opening) -> None:
        """Open the project with that; ``opened`` or ``not_opened`` follows."""
        self._thread = Thread(target=self._work, args=(opening,), name="project", daemon=True)
        self._thread.start()

    @property
    def started(self) -> bool:
        """Whether it was started and not yet ended."""
        return self._thread is not None

    @property
    def alive(self) -> bool:
        """Whether what is asked for will be done."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def taking_in(self) -> bool:
        """Whether a change is under way whose bytes are taken in part by part."""
        return any(job.changes for job, _parts in self._hands.in_parts)

    def do(self, wish: Wish) -> None:
        """Do that to the project."""
        self._tasks.put(partial(self.act, wish))

    def try_again(self) -> None:
        """Offer the disk once more what it did not take."""
        self._tasks.put(self._do_held)

    def move_to(
        self, path: Path, moved: Callable[[Path], object], refused: Callable[[Exception], object]
    ) -> None:
        """Go on in a file there, and do in it what is held; see Project.moved_to."""
        self._tasks.put(partial(self._move, path, moved, refused))

    def read(self, ask: Callable[[Project], Any], answer: Callable[[Any, int], object]) -> None:
        """Tell ``answer(value, revision)``."""
        self._tasks.put(partial(self._read, ask, answer))

    def read_parts(
        self,
        ask: Callable[[Project], Iterator[Any]],
        answer: Callable[[Any, int], object],
        done: Callable[[], object],
    ) -> None:
        """Tell ``answer(part, revision)`` of each part, then ``done()``."""
        self._tasks.put(partial(self._read_parts, ask, answer, done))

    def ask_whole(
        self,
        ask: Callable[[Project], Any],
        answer: Callable[[Any], object],
        refused: Callable[[Exception], object],
    ) -> None:
        """Ask in one go what may take long; ``working`` tells how far it is."""
        self._tasks.put(partial(self._ask_whole, ask, answer, refused))

    def begin(self, job: InParts) -> None:
        """Do that part by part, between other things."""
        self._tasks.put(partial(self._begin, job))

    def keep(self, key: str, text: str) -> None:
        """Keep text that is no change yet; blank forgets it."""
        self._tasks.put(partial(self._keep, key, text))

    def stop(self) -> None:
        """Give up what is being done now, with nothing changed."""
        self._stopping.set()
        self._stopping_parts.set()

    def let_parts_go_on(self) -> None:
        """Work in parts that is asked for from now on is not what ``stop`` was about."""
        self._stopping_parts.clear()

    def reached(self) -> Event:
        """An event that is set once everything asked for so far was tried."""
        done = Event()
        self._tasks.put(lambda _: done.set())
        return done

    def end(self) -> None:
        """Finish what was asked for, close the project and end the thread."""
        if self._thread is not None:
            self._tasks.put(None)
            self._thread.join()
            self._thread = None

    # In the thread

    def _work(self, opening: Opening) -> None:
        try:
            project = opening(self._on_progress)
        except Exception as error:  # noqa: BLE001
            _report(error)
            self._deliver(partial(self._hears.not_opened, error))
            return
        try:
            project.progress = self._on_working
            opened, writable = queries.project(project.conn), project.writable
            self._deliver(partial(self._hears.opened, opened, writable))
            while (task := self._tasks.get()) is not None:
                task(project)
                if self._hands.moved is not None:
                    project, self._hands.moved = self._hands.moved, None
            for _job, parts in self._hands.in_parts:
                parts.close()
        finally:
            project.close()

    def _on_progress(self, done: int, total: int) -> None:
        self._tell(self._hears.progressed, done, total)

    def _on_working(self, done: int, total: int) -> None:
        if self._stopping.is_set():
            raise Stopped(STOPPED)
        self._tell(self._hears.working, done, total)

    def _tell(self, hears: Callable[[int, int], object], done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._hands.told_at > _TELL_EVERY_S:
            self._hands.told_at = now
            self._deliver(partial(hears, done, total))

    def _begin(self, job: InParts, project: Project) -> None:
        if not self._hands.in_parts:
            self._hands.tells_late()
        parts = job.ask(project)
        self._hands.in_parts.append((job, parts))
        self._go_on(job, parts, project)

    def _go_on(self, job: InParts, parts: Parts[Any], project: Project) -> None:
        """Do one part; the next comes after what was asked for meanwhile."""
        if (job, parts) not in self._hands.in_parts:
            return
        try:
            if self._stopping_parts.is_set():
                raise Stopped(STOPPED)
            done, total = next(parts)
            self._tell(self._hears.working, done, total)
        except StopIteration as ended:
            self._hands.in_parts.remove((job, parts))
            job.end(project, ended.value)
        except Exception as error:  # noqa: BLE001
            parts.close()
            self._hands.in_parts.remove((job, parts))
            _report(error)
            job.failed(error)
        else:
            self._tasks.put(partial(self._go_on, job, parts))

    def act(self, wish: Wish, project: Project) -> None:
        """Do that now, after what is held; called in the project's thread."""
        self._hands.held.append(wish)
        self._do_held(project)
        self._deliver(self._hears.tried)

    def _do_held(self, project: Project) -> None:
        held = self._hands.held
        while held:
            wish = held[0]
            self._hands.tells_late()
            self._stopping.clear()
            try:
                changes = wish.act(project)
            except WriteFailed as error:
                self._deliver(partial(self._hears.not_done, wish, error, True))
                return
            except Exception as error:  # noqa: BLE001
                _report(error)
                self._deliver(partial(self._hears.not_done, wish, error, False))
            else:
                self._deliver(partial(self._hears.done, wish, changes, labels(project)))
                self._forget_typing(project, wish.words or {})
            del held[0]

    def _move(
        self,
        path: Path,
        moved: Callable[[Path], object],
        refused: Callable[[Exception], object],
        project: Project,
    ) -> None:
        try:
            there = project.moved_to(path)
        except Exception as error:  # noqa: BLE001
            _report(error)
            self._deliver(partial(refused, error))
            return
        # What is taken in part by part was on its way into the other file.
        for job, parts in self._hands.in_parts:
            parts.close()
            job.failed(Stopped(STOPPED))
        self._hands.in_parts.clear()
        there.progress = self._on_working
        self._hands.moved = there
        self._do_held(there)
        self._deliver(partial(moved, there.path))

    def _forget_typing(self, project: Project, keys: Iterable[str]) -> None:
        for key in keys:
            if project.scratch(key):
                self._keep(key, "", project)

    def _keep(self, key: str, text: str, project: Project) -> None:
        try:
            project.set_scratch(key, text)
        except Exception as error:  # noqa: BLE001
            self._failed(error)

    def _ask_whole(
        self,
        ask: Callable[[Project], Any],
        answer: Callable[[Any], object],
        refused: Callable[[Exception], object],
        project: Project,
    ) -> None:
        self._hands.tells_late()
        self._stopping.clear()
        try:
            value = ask(project)
        except Exception as error:  # noqa: BLE001
            _report(error)
            self._deliver(partial(refused, error))
        else:
            self._deliver(partial(answer, value))
        self._deliver(self._hears.tried)

    def _read(
        self, ask: Callable[[Project], Any], answer: Callable[[Any, int], object], project: Project
    ) -> None:
        try:
            value = ask(project)
            revision = project.revision
        except Exception as error:  # noqa: BLE001
            self._failed(error)
        else:
            self._deliver(partial(answer, value, revision))

    def _read_parts(
        self,
        ask: Callable[[Project], Iterator[Any]],
        answer: Callable[[Any, int], object],
        done: Callable[[], object],
        project: Project,
    ) -> None:
        try:
            revision = project.revision
            for part in ask(project):
                self._deliver(partial(answer, part, revision))
        except Exception as error:  # noqa: BLE001
            self._failed(error)
        self._deliver(done)

    def _failed(self, error: Exception) -> None:
        _report(error)
        self._deliver(partial(self._hears.failed, error))


def labels(project: Project) -> tuple[str, str]:
    """The labels of what can be undone and redone; blank for nothing."""
    stacks = project.stacks
    return (stacks.undo[-1].label if stacks.undo else "", stacks.redo[-1].label if stacks.redo else "")


def _report(error: Exception) -> None:
    """Every mistake of ours goes into the log with its traceback, so that catching all swallows nothing."""
    if not isinstance(error, KnownError):
        _log.error("in the project's thread", exc_info=error)

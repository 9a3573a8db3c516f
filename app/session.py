"""The Qt face of one open project: what is asked of the thread that owns it, and signals for what becomes
of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

from app.project_thread import Hears, InParts, Progress, ProjectThread, Wish, labels
from db.errors import KnownError, NothingToUndo, PasswordNeeded, UndoBlocked
from db.records import Changes, ProjectRecord

if TYPE_CHECKING:
    from db.keeping import Parts
    from db.place import Identity
    from db.project_file import Project
    from db.sealing import Password
    from db.step import Step

T = TypeVar("T")
Command: TypeAlias = "Callable[[Project], Step]"
OpenProject: TypeAlias = "Callable[[], Project]"

OUR_MISTAKE = (
    "Something went wrong in Tickmark itself; what was saved is safe, and the details are in its log."
)


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
        self.password: Password | None = None
        self._thread = ProjectThread(
            Hears(
                self._deliver,
                self._on_opened,
                self._on_not_opened,
                self.progressed.emit,
                self.working.emit,
                self._on_done,
                self._on_not_done,
                self._on_tried,
                self._on_failed,
            )
        )
        self._under_way = 0
        self._untried = 0
        self._in_parts = self._taking_in = 0
        self._refused = False
        self._typed: dict[str, int] = {}
        self.stacks: tuple[str, str] | None = None
        """What ``stacks_changed`` told last, for who comes later."""
        self.stacks_changed.connect(self._on_stacks_changed)
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    def open(self, make: OpenProject | None = None, password: Password | None = None) -> None:
        """Begin: open the project, or make a new one with ``make``; ``opened`` or ``not_opened`` follows."""
        self._thread.start(partial(self._ready, make, password))

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
        self._want(Wish(lambda project: project.run(command(project)), said, then))

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

            self._thread.act(Wish(lambda project: project.run(step), then=then), project)

        def failed(error: Exception) -> None:
            self._deliver(self._on_taken_in)
            self._deliver(partial(self._on_not_taken_in, error))

        self._begin(InParts(command, end, failed, changes=True))

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

        self._begin(InParts(ask, end, failed))

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
            if refused is None:
                self._deliver(partial(self._on_failed, error))
            else:
                self._deliver(partial(refused, sentence_of(error)))

        self._begin(InParts(lambda project: project.copying_out(sha, path), end, failed))

    def undo(self, *, force: bool = False) -> None:
        """Take back this person's last step."""
        self._want(Wish(lambda project: project.undo(force), kind="undo"))

    def redo(self, *, force: bool = False) -> None:
        """Bring this person's last undone step again."""
        self._want(Wish(lambda project: project.redo(force), kind="redo"))

    def unite(self, act: Callable[[Project], Changes], then: Callable[[Changes], None]) -> None:
        """Do what changes the project without being anybody's step: merging, and undoing a merge."""
        self._want(Wish(act, then=then))

    def ask_whole(
        self,
        ask: Callable[[Project], T],
        answer: Callable[[T], object],
        refused: Callable[[str], object],
    ) -> None:
        """Ask in one go what may take long; ``working`` tells how far it is, ``stop`` gives it up."""
        self._untried += 1
        self._thread.ask_whole(ask, answer, lambda error: refused(sentence_of(error)))

    def stop(self) -> None:
        """Give up the change being made now, with nothing changed; what was asked for after it follows."""
        self._thread.stop()

    def move_to(self, path: Path, then: Callable[[], object], refused: Callable[[str], object]) -> None:
        """Go on in a file there that holds all that is open, and do there what was held: Project.moved_to."""

        def moved(there: Path) -> None:
            self.path = there
            then()

        self._thread.move_to(path, moved, lambda error: refused(sentence_of(error)))

    def try_again(self) -> None:
        """Offer the disk once more what it did not take."""
        self._thread.try_again()

    def read(self, ask: Callable[[Project], T], answer: Callable[[T, int], None]) -> None:
        """Ask the project; ``answer(value, revision)`` is called later, in the order of asking."""
        self._thread.read(ask, answer)

    def read_parts(
        self,
        ask: Callable[[Project], Iterator[T]],
        answer: Callable[[T, int], None],
        done: Callable[[], None],
    ) -> None:
        """Ask for much at one revision: ``answer(part, revision)`` for each part read, then ``done()``."""
        self._thread.read_parts(ask, answer, done)

    def keep_typing(self, key: str, text: str, *, waits: bool = False) -> None:
        """Keep text that is no change yet, so that a crash does not lose it; blank forgets it.

        ``waits`` for text that becomes a change only when the person says so.
        """
        if text and not waits:
            self._typed[key] = self._typed.get(key, 0) + 1
            self.saving.emit()
        else:
            self._typed.pop(key, None)
        self._thread.keep(key, text)

    def settle(self) -> bool:
        """Wait until everything asked for was tried and told; False where something is not saved.

        Blocks the window: for the end of a project only.
        """
        while self._thread.alive:
            if self.catch_up(0.2) and not self._thread.taking_in:
                break
        return not self.unsaved

    def catch_up(self, seconds: float) -> bool:
        """Wait that long at most for what was asked for so far, and tell it; False where it takes longer."""
        caught = self._thread.reached().wait(seconds)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        return caught

    def close(self) -> None:
        """Finish what was asked for, close the project and end the thread. Nothing is told any more."""
        if self._thread.started:
            self._delivered.disconnect(self._on_delivered)
            self._thread.end()
        if self.password is not None:
            from app.sources import texts_apart

            texts_apart.end()

    def _ready(self, make: OpenProject | None, password: Password | None, progress: Progress) -> Project:
        """In the project's thread."""
        from db.project_file import Project

        try:
            opened = make() if make else Project.open(self.path, self.me, progress, password=password)
        except PasswordNeeded as error:
            if make or password is not None:
                raise
            from app.secrets import opened as opened_with_remembered

            opened = opened_with_remembered(error, self.me, progress)
        self.keep_under(opened.password)
        return opened

    def keep_under(self, password: Password | None) -> None:
        """What the project is kept under from now on, known before anything is told of it."""
        self.password = password
        if password is not None:
            from app.sources import texts_apart

            texts_apart.begin()

    def _begin(self, job: InParts) -> None:
        if not self._in_parts:
            # Here and not when it begins: it may be given up before its turn comes.
            self._thread.let_parts_go_on()
        self._in_parts += 1
        self._thread.begin(job)

    def _deliver(self, news: Callable[[], object]) -> None:
        self._delivered.emit(news)

    def _on_taken_in(self) -> None:
        self._taking_in -= 1
        self._on_parts_ended()

    def _on_parts_ended(self) -> None:
        self._in_parts -= 1
        if not self._in_parts and not self._untried:
            self.idle.emit()

    def _want(self, wish: Wish) -> None:
        self._under_way += 1
        self._untried += 1
        self.saving.emit()
        self._thread.do(wish)

    def _on_delivered(self, news: Callable[[], object]) -> None:
        news()

    def _on_done(self, wish: Wish, changes: Changes, labels: tuple[str, str]) -> None:
        self._under_way -= 1
        self._refused = False
        self._typed = {key: n for key, n in self._typed.items() if (wish.words or {}).get(key) != n}
        self.project_changed.emit(changes)
        self.stacks_changed.emit(*labels)
        if wish.then is not None:
            wish.then(changes)
        self._tell_saved()

    def _on_not_done(self, wish: Wish, error: Exception, held: bool) -> None:
        if not held:
            self._under_way -= 1
            self._refused = self._refused or bool(wish.words)
        if isinstance(error, UndoBlocked):
            self.undo_blocked.emit(wish.kind, str(error))
        elif isinstance(error, NothingToUndo):
            self.nothing_undone.emit(str(error))
        else:
            self._on_failed(error)
        self._tell_saved()

    def _on_not_taken_in(self, error: Exception) -> None:
        self._under_way -= 1
        self._on_failed(error)
        self._tell_saved()
        self._on_tried()

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(sentence_of(error), error)

    def _on_stacks_changed(self, undo: str, redo: str) -> None:
        self.stacks = (undo, redo)

    def _on_not_opened(self, error: Exception) -> None:
        self.not_opened.emit(sentence_of(error), error)

    def _on_tried(self) -> None:
        self._untried -= 1
        if not self._untried:
            self.idle.emit()

    def _on_opened(self, project: ProjectRecord, writable: bool) -> None:
        self.opened.emit(project, writable)
        # After what is asked for first: for a long log this takes longer than the words to be read.
        self.read(labels, lambda found, _: self.stacks_changed.emit(*found))

    def _tell_saved(self) -> None:
        if not self.unsaved:
            self.saved.emit()


def sentence_of(error: BaseException) -> str:
    """What to tell the person: the error's own sentence, or that the mistake is ours."""
    return str(error) if isinstance(error, KnownError) else OUR_MISTAKE

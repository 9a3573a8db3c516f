"""The file under the open project: told at once when it was taken away, and kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from app.panels.desk import Desk
from app.panels.notices import Action, Notices
from app.session import Session
from app.sharing import folder
from db.errors import FileTaken, KnownError
from widgets.notice import NoticeKind
from widgets.status_line import StatusLine

if TYPE_CHECKING:
    from db.standing import Standing

_TOPIC = "underneath"
_THERE, _TAKEN = "there", "taken"
_SUFFIX = ".tickmark"
# Something in the folder changed: several changes are one look.
_SOON_MS = 250
# Where the system tells of nothing (a network drive): a look is one question of the file's number.
_SLOW_MS = 5_000


class Underneath(QObject):
    """Looks after the open project's file, in the project's own thread.

    Signals: ``flush_wanted`` before all of it is kept elsewhere, so that what is typed becomes a change;
    ``look_wanted(paths)`` at the file that took its place. ``open_anew(path, then)`` has the window open that
    file and then do something.
    """

    flush_wanted = Signal()
    look_wanted = Signal(list)

    def __init__(
        self,
        desk: Desk,
        notices: Notices,
        status: StatusLine,
        open_anew: Callable[[Path, Callable[[], None]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._notices, self._open_anew = desk, notices, open_anew
        self._session: Session | None = None
        self._standing = _THERE
        self._asked = False
        self._watcher: QFileSystemWatcher | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._slow = QTimer(self, interval=_SLOW_MS)
        for timer in (self._soon, self._slow):
            timer.timeout.connect(self.look)
        desk.project_changed.connect(self._follow)
        status.reason_requested.connect(self._on_reason)
        self._follow()

    @property
    def off(self) -> str:
        """Why nothing is to be kept elsewhere; blank where the file was taken away."""
        return self.tr("The project’s file is where it was.") if self._standing == _THERE else ""

    def look(self) -> None:
        """See whether the file is still the one that was opened."""
        session = self._desk.session
        if session is not None and not self._asked:
            self._asked = True
            session.read(lambda project: project.standing, partial(self._on_stands, session))

    def keep_elsewhere(self) -> None:
        """Ask where to keep all that is open, and go on there."""
        session = self._desk.session
        if session is None:
            return
        at = session.path.with_name(session.path.stem + self.tr(" (kept)") + _SUFFIX)
        if not at.parent.is_dir():
            at = Path.home() / at.name
        window = self._notices.banner.window()
        title = self.tr("Keep what is open here as")
        path, _ = QFileDialog.getSaveFileName(window, title, str(at), "Tickmark (*.tickmark)")
        if path:
            there = Path(path)
            self.keep(there if there.suffix.lower() == _SUFFIX else there.with_name(there.name + _SUFFIX))

    def keep(self, path: Path) -> None:
        """Keep all that is open in a file there, with what was typed and not saved, and go on in it."""
        session = self._desk.session
        if session is not None:
            self.flush_wanted.emit()
            before = session.path
            session.move_to(path, partial(self._on_kept, session, before), self._on_refused)

    def _follow(self) -> None:
        session = self._desk.session
        if session is self._session:
            return
        self._session, self._asked = session, False
        self._end()
        if session is not None:
            session.failed.connect(self._on_failed)
            watcher = self._watcher = QFileSystemWatcher([str(session.path.parent)], self)
            watcher.directoryChanged.connect(self._on_folder_changed)
            self._slow.start()

    def _end(self) -> None:
        self._standing = _THERE
        self._soon.stop()
        self._slow.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None

    def _on_folder_changed(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _on_failed(self, _sentence: str, error: object) -> None:
        if isinstance(error, FileTaken):
            # Even if it is back when one looks: then what was not saved is.
            self._standing = _TAKEN if self._standing == _THERE else self._standing
            self.look()

    def _on_reason(self) -> None:
        if self._session is not None and self._standing not in (_THERE, _TAKEN):
            self._tell(self._session)

    def _on_stands(self, session: Session, standing: Standing, _revision: int) -> None:
        if session is not self._session:
            return
        self._asked = False
        before, self._standing = self._standing, standing.value
        if self._standing == before:
            return
        if self._standing == _THERE:
            self._notices.withdraw(_TOPIC)
            session.try_again()
            return
        self._tell(session)

    def _tell(self, session: Session) -> None:
        name = session.path.name
        what = {
            "gone": self.tr("{0} is not there any more."),
            "replaced": self.tr("Another file took the place of {0}."),
            "written": self.tr("Another program wrote to {0} while it was open here."),
        }[self._standing].format(name)
        more = {
            "gone": self.tr(
                "It was moved, renamed or deleted, or its disk is gone. All of it is still open here: "
                "keep it under another name, or put the file back."
            ),
            "replaced": self.tr(
                "A program that keeps folders alike may have brought it. Nothing of yours was written into "
                "it: keep what is open here under another name, then see what the other file brings."
            ),
            "written": self.tr(
                "What you do from now on is not saved into it. Keep it under another name to go on."
            ),
        }[self._standing]
        actions: list[Action] = [
            (self.tr("Keep it elsewhere…"), self.keep_elsewhere),
            (self.tr("Look again"), self._look_again),
        ]
        self._notices.withdraw("saving")
        self._notices.say(NoticeKind.ERROR, what, more, actions, topic=_TOPIC)

    def _look_again(self) -> None:
        self._standing = _TAKEN
        self.look()

    def _on_kept(self, session: Session, before: Path) -> None:
        if session is self._session:
            replaced = self._standing == "replaced"
            self._end()
            if (through := folder.shared(before)) is not None:
                with suppress(KnownError):
                    folder.remember(session.path, through)
            # Everything that goes by the file's name begins anew with it.
            self._open_anew(session.path, partial(self._tell_kept, session.path, before, replaced))

    def _tell_kept(self, path: Path, before: Path, replaced: bool) -> None:
        words = self.tr("All of it is kept as {0}, and you go on in that file.").format(path.name)
        more = self.tr("Another file stands where {0} was.").format(before.name) if replaced else ""
        look: Action = (self.tr("See what it brings"), partial(self.look_wanted.emit, [str(before)]))
        kind = NoticeKind.QUESTION if replaced else NoticeKind.NEWS
        self._notices.say(kind, words, more, [look] if replaced else [], topic=_TOPIC)

    def _on_refused(self, sentence: str) -> None:
        again: Action = (self.tr("Choose another place…"), self.keep_elsewhere)
        self._notices.say(NoticeKind.ERROR, sentence, actions=[again], topic=_TOPIC)

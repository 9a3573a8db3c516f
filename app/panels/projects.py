"""Which project the window works in: opening, making and closing; recent projects; what is saved."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from app.commands import articles
from app.panels.closing import Closing
from app.panels.desk import Desk
from app.panels.notices import Notices
from app.panels.project_making import (
    SUFFIX,
    Rewriting,
    documents,
    is_for_reading,
    made,
    made_sample,
    with_suffix,
)
from app.session import OpenProject, Session
from app.settings import RecentProject, change_settings, read_settings
from db.errors import BadBody, FileTaken, KnownError, NotACopy, NotAProject, PasswordNeeded, WriteFailed
from db.place import identity
from db.records import ProjectRecord
from widgets import start_screen
from widgets.notice import NoticeKind
from widgets.opening_screen import OpeningScreen
from widgets.start_screen import StartScreen
from widgets.status_line import StatusLine

if TYPE_CHECKING:
    from db.sealing import Password

# What comes from outside and could not be read: a colleague's copy.
_ARRIVING = (BadBody, NotACopy, NotAProject)
_NAMES = "Tickmark (*.tickmark)"
# Words seen for a shorter time than this are a flicker.
_QUICK_MS = 200


class ProjectsPanel(QObject):
    """Begins and ends sessions and says how saving stands.

    Attributes: ``closing`` asks what must be decided before a project is closed. Signals: ``begun(Session)``
    before a project is read; ``waiting`` while it is, when the opening screen should be seen; ``shown`` once
    it is on the desk, ``sample_shown`` where it is the sample; ``not_shown(sentence)`` where it could not be
    opened; ``ended`` when none is open any more; ``files_brought(paths)`` for articles dropped on the start
    screen.
    """

    begun = Signal(object)
    waiting = Signal()
    shown = Signal()
    sample_shown = Signal()
    not_shown = Signal(str)
    password_wanted = Signal(object, object)
    ended = Signal()
    files_brought = Signal(list)

    def __init__(
        self, desk: Desk, notices: Notices, status: StatusLine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._notices = notices
        self._status = status
        self._session: Session | None = None
        self._article = ""
        self._then: Callable[[], None] | None = None
        self.closing = Closing(notices, self)
        self._name = ""
        self._instead: Callable[[], None] | None = None
        self._once_open: Callable[[], object] | None = None
        self._slow = QTimer(self, singleShot=True, interval=_QUICK_MS)
        self._slow.timeout.connect(self._on_slow)
        self.opening = OpeningScreen()
        self.start = StartScreen()
        self.start.new_requested.connect(self.choose_new)
        self.start.open_requested.connect(self.choose_open)
        self.start.sample_requested.connect(self.open_sample)
        self.start.recent_requested.connect(self._on_recent_requested)
        self.start.forget_requested.connect(self._on_forget_requested)
        self.start.files_dropped.connect(self._on_files_dropped)
        status.person_requested.connect(self.choose_name)
        status.reason_requested.connect(self.try_again)
        desk.article_shown.connect(self._on_article_shown)

    @property
    def session(self) -> Session | None:
        """The project that is open, or being opened."""
        return self._session

    # What menus do

    def choose_new(self, then: Callable[[], None] | None = None) -> None:
        """Ask where to keep a new project, and make it."""
        title = self.tr("New project: where to keep it")
        at = str(documents() / (self.tr("Untitled") + SUFFIX))
        path, _ = QFileDialog.getSaveFileName(self._window(), title, at, _NAMES)
        if path:
            self.make(with_suffix(Path(path)), then=then if callable(then) else None)

    def choose_open(self) -> None:
        """Ask for a project and open it."""
        path, _ = QFileDialog.getOpenFileName(self._window(), self.tr("Open a project"), "", _NAMES)
        if path:
            self.open(Path(path))

    def choose_title(self) -> None:
        """Ask for the project's title."""
        if self._session is None or self._desk.project is None:
            return
        words, old = self.tr("Title, as printed on the sheet:"), self._desk.project.title
        title, yes = QInputDialog.getText(self._window(), self.tr("Project title"), words, text=old)
        if yes:
            self._session.run(partial(articles.set_title, title=title, revision=self._desk.revision))

    def choose_name(self) -> None:
        """Ask for the name verdicts are given under from now on."""
        title, words = self.tr("Who is checking"), self.tr("Name, as printed beside your verdicts:")
        name, yes = QInputDialog.getText(self._window(), title, words, text=identity().name)
        if yes and name.strip():
            self.work_as(name.strip())

    def set_scale(self, scale: str) -> None:
        """Give new verdicts on that scale."""
        if self._session is not None:
            self._session.run(partial(articles.set_scale, scale=scale, revision=self._desk.revision))

    # Opening and closing

    def open(
        self, path: Path, then: Callable[[], None] | None = None, password: Password | None = None
    ) -> None:
        """Open that project instead of the one that is open."""
        self._replace(path, None, then, password)

    def open_under(self, keys: Rewriting, then: Callable[[], None]) -> None:
        """Close a project and open it again once it is written anew; as it was where that cannot be."""
        self._instead = partial(self.open, keys.path, None, keys.before)
        self._replace(keys.path, keys.put, then)

    def once_open(self, then: Callable[[], object]) -> None:
        """Do that once what is opened next is on the desk; not where it cannot be opened."""
        self._once_open = then

    def make(self, path: Path, then: Callable[[], None] | None = None) -> None:
        """Make a new project there and open it."""
        self._replace(path, partial(made, path, identity()), then)

    def open_sample(self, folder: Path | None = None) -> None:
        """Open the bundled sample, making a copy in the person's documents where there is none yet."""
        elsewhere = isinstance(folder, Path)
        path = (folder if elsewhere else documents()) / (self.tr("Tickmark sample") + SUFFIX)
        make = None if path.exists() else partial(made_sample, path, identity())
        self._replace(path, make, None if elsewhere else self.sample_shown.emit)

    def begin_with_articles(self, paths: list[str], import_files: Callable[[list[str]], None]) -> None:
        """With no project open: ask where to keep one, then import the files into it."""
        self.choose_new(then=partial(import_files, paths))

    def close(self, again: Callable[[], object] | None = None) -> bool:
        """Close the project, everything saved; False where the person must decide first.

        ``again`` is what is then done instead of closing it alone, once they decided to.
        """
        session = self._session
        if session is None:
            return True
        if not self.closing.may_close(session, again or self.close):
            return False
        self._remember(session.path)
        self._end()
        return True

    def work_as(self, name: str) -> None:
        """Give verdicts under that name from now on."""
        from db.place import work_as

        path = self._session.path if self._session else None
        if path is None or self.close(partial(self.work_as, name)):
            work_as(name)
            self._status.set_person(identity().name)
            if path is not None:
                self.open(path)

    def try_again(self) -> None:
        """Offer the disk again what it did not take."""
        if self._session is not None:
            self._session.try_again()

    def show_recent(self) -> None:
        """Offer the recent projects on the start screen."""
        known = read_settings().recent
        self.start.set_recent(
            [
                start_screen.RecentProject(
                    one.path,
                    one.title or Path(one.path).stem,
                    one.opened_at,
                    not Path(one.path).exists(),
                    one.protected,
                )
                for one in known
            ]
        )

    def _replace(
        self,
        path: Path,
        make: OpenProject | None,
        then: Callable[[], None] | None,
        password: Password | None = None,
    ) -> None:
        # A start screen that somebody looks at stays for a quick one; else it is not seen in passing.
        looked_at = self.start.isVisible()
        if self.close(partial(self._replace, path, make, then, password)):
            self._begin(path, make, then, password)
            if not looked_at:
                self.opening.show_name("")
                self.waiting.emit()

    def _begin(
        self,
        path: Path,
        make: OpenProject | None,
        then: Callable[[], None] | None,
        password: Password | None,
    ) -> None:
        self._notices.clear()
        me = identity()
        session = Session(path, me, self)
        session.opened.connect(self._on_opened)
        session.not_opened.connect(self._on_not_opened)
        session.progressed.connect(self._on_progressed)
        session.saving.connect(self._status.show_saving)
        session.saved.connect(self._on_saved)
        session.failed.connect(self._on_failed)
        self._session, self._then = session, then
        known = (one for one in read_settings().recent if one.path == str(path.absolute()))
        recent = next(known, None)
        self._article = recent.article if recent else ""
        self._name = (recent.title if recent else "") or path.stem
        self.closing.begin(session)
        self._status.set_person(me.name)
        self.begun.emit(session)
        self._slow.start()
        session.open(make, password)

    def _end(self) -> None:
        session, self._session = self._session, None
        self.closing.begin(None)
        self._slow.stop()
        if session is not None:
            self._desk.clear()
            session.close()
            session.deleteLater()
        self._notices.clear()
        self._status.show_saved()
        self._status.say("")
        self.show_recent()
        self.ended.emit()

    def _remember(self, path: Path) -> None:
        project, article = self._desk.project, self._desk.article
        if project is None:
            return
        sealed = self._session is not None and self._session.password is not None
        # A protected project tells nothing of itself outside.
        title = "" if sealed else project.title or path.stem
        now = time.time_ns() // 1_000_000
        recent = RecentProject(str(path.absolute()), title, now, article.id if article else "", sealed)
        change_settings(lambda settings: settings.with_recent(recent))

    def _on_slow(self) -> None:
        self.opening.show_name(self._name)
        self.waiting.emit()

    # What the session tells

    def _on_opened(self, project: ProjectRecord, writable: bool) -> None:
        if self._session is None:
            return
        if writable:
            self._status.show_saved()
        else:
            self._status.show_not_saved(self.tr("read-only"))
            self._session.read(is_for_reading, self._say_read_only)
        self._notices.withdraw("opening")
        self._desk.take(self._session, self._article)

    def _say_read_only(self, for_reading: bool, _revision: int) -> None:
        if for_reading:
            words = self.tr(
                "This is a copy for reading: whoever made it gave it away to be read, not changed."
            )
            more = self.tr("To work in the project, ask them for a copy that can be merged back.")
        else:
            words = self.tr("This project is in a read-only place: it can be read here, not changed.")
            more = self.tr("Copy it to a folder of your own to work in it.")
        self._notices.say(NoticeKind.WARNING, words, more)

    def _on_progressed(self, done: int, total: int) -> None:
        if self._session is not None:
            words = self.tr("Checking {0} before it is opened: {1} of {2} changes.")
            more = self.tr("It was not closed in good order here, or comes from somebody else.")
            words = words.format(self._session.path.name, done, total)
            self._notices.say(NoticeKind.NEWS, words, more, topic="opening")

    def _on_article_shown(self) -> None:
        # The first article shown of a session says that the project is on the desk.
        if self._session is None or self._desk.project is None:
            return
        self._slow.stop()
        then, self._then = self._then, None
        if then is not None:
            then()
        once_open, self._once_open, self._instead = self._once_open, None, None
        self.shown.emit()
        if once_open is not None:
            once_open()
        self._desk.when_fresh(partial(QTimer.singleShot, 0, self._remember_open))

    def _remember_open(self) -> None:
        if self._session is not None:
            self._remember(self._session.path)

    def _on_not_opened(self, sentence: str, error: object) -> None:
        path, then = self._session.path if self._session else Path(), self._then
        instead, self._instead, self._once_open = self._instead, None, None
        self._end()
        if instead is not None:
            self.once_open(partial(self._say_not_opened, sentence, error))
            instead()
        elif isinstance(error, PasswordNeeded):
            self.password_wanted.emit(error, partial(self.open, path, then))
            self.not_shown.emit(sentence)
        else:
            self._say_not_opened(sentence, error)
            self.not_shown.emit(sentence)

    def _say_not_opened(self, sentence: str, error: object) -> None:
        if isinstance(error, KnownError):
            self._notices.say(NoticeKind.ERROR, sentence, self._left(error))
        else:
            self._notices.say_mistake()

    def _on_saved(self) -> None:
        self._notices.withdraw("saving")
        self._status.show_saved()

    def _on_failed(self, sentence: str, error: object) -> None:
        if isinstance(error, FileTaken):
            # Told by the one who looks after the file.
            self._status.show_not_saved(sentence)
        elif isinstance(error, WriteFailed):
            self._status.show_not_saved(sentence)
            actions = [(self.tr("Try again"), self.try_again)]
            more = self.tr("What you typed and did is kept in this window until then.")
            self._notices.say(NoticeKind.ERROR, sentence, more, actions, topic="saving")
        else:
            if self._session is not None and self._session.unsaved:
                self._status.show_not_saved(sentence)
            if isinstance(error, KnownError):
                more = self.tr("Nothing was taken in; the project is as it was.")
                self._notices.say(NoticeKind.WARNING, sentence, more if isinstance(error, _ARRIVING) else "")
            else:
                self._notices.say_mistake()
            if self._desk.project is None:
                # It opened and could not be read: nothing is to be waited for.
                self._slow.stop()
                self.show_recent()
                self.ended.emit()

    def _left(self, error: KnownError) -> str:
        """What was kept and what to do, where the error's own sentence does not say."""
        if isinstance(error, WriteFailed):
            return self.tr("Nothing was left there. Choose another place, or make room and try again.")
        if isinstance(error, BadBody):
            return self.tr("The file was left as it is. Open a backup or a colleague’s copy.")
        return ""

    # What the start screen wishes

    def _on_recent_requested(self, path: str) -> None:
        self.open(Path(path))

    def _on_forget_requested(self, path: str) -> None:
        change_settings(lambda settings: settings.without_recent(path))
        self.show_recent()

    def _on_files_dropped(self, paths: list[str]) -> None:
        projects = [path for path in paths if path.lower().endswith(SUFFIX)]
        if projects:
            self.open(Path(projects[0]))
        else:
            self.files_brought.emit(paths)

    def _window(self) -> QWidget:
        return self._status.window()

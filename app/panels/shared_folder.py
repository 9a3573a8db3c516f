"""The folder a project is shared through: colleagues' files are found there, and one's own is put there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from app.panels.desk import Desk
from app.panels.folder_thread import FolderThread
from app.panels.notices import Action, Notices
from app.panels.page import PagePanel
from app.panels.sharing import Place, SharingPanel
from app.session import Session
from app.sharing import folder
from app.sharing.folder import Found, Known, Shared, Stamp
from db.records import Changes, record
from db.records.fingerprints import spoken_fingerprint
from db.records.sharing import FolderTrouble
from widgets.notice import NoticeKind

if TYPE_CHECKING:
    from db.project_file import Project
    from db.sealing import Password
    from widgets.pages.listed import DeedPage
    from widgets.searching.found_list import FoundRow

_NEWS, _OWN = "folder", "folder-own"
_LOCKED = (FolderTrouble.SEALED, FolderTrouble.WRONG)
_UNITED = ("merge", "set-aside", "bring-back")
# After the project is shown and the article read.
_AT_FIRST_MS = 1_500
# Files come one after the other: several changes are one look.
_SOON_MS = 1_000
# Where the system tells of nothing; a look is one listing of the folder.
_SLOW_MS = 60_000


@record
class _Here:
    """What the project holds, its fingerprint, and whether one's own file in the folder lacks some of it."""

    known: Known
    fingerprint: str
    behind: bool


class SharedFolderPanel(PagePanel):
    """Looks into the folder on a thread of its own; silent where nothing is to be done.

    Signals: ``look_wanted(paths, given)`` at what colleagues' files bring, with the passwords given for
    sealed ones; ``passwords_wanted(paths, given, then)``.
    """

    look_wanted = Signal(list, object)
    passwords_wanted = Signal(object, object, object)

    def __init__(
        self, desk: Desk, notices: Notices, sharing: SharingPanel, parent: QObject | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._notices, self._sharing = notices, sharing
        self._session: Session | None = None
        self._shared: Shared | None = None
        self._found: dict[Path, Found] = {}
        self._there = True
        self._given: dict[Path, Password] = {}
        self._later: set[tuple[Path, Stamp]] = set()
        self._told: set[tuple[Path, Stamp]] = set()
        self._own_told = False
        self._here: _Here | None = None
        self._thread: FolderThread | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._soon = QTimer(self, singleShot=True)
        self._slow = QTimer(self, interval=_SLOW_MS)
        for timer in (self._soon, self._slow):
            timer.timeout.connect(self.look)
        desk.project_changed.connect(self._follow)
        desk.refreshed.connect(self._on_refreshed)
        self._follow()

    @property
    def why(self) -> str:
        """Why nothing can be done with an article meanwhile."""
        return self.tr("Leave the page of the shared folder with Esc first.")

    @cached_property
    def page(self) -> DeedPage:
        """The page; made when first asked for."""
        from widgets.pages.listed import DeedPage

        page = DeedPage()
        page.go_requested.connect(self._on_go)
        page.stood_on.connect(self._on_stood)
        page.left.connect(self.leave)
        return page

    # What menus do

    def show(self) -> None:
        """Show what lies in the folder; without one, ask for it first."""
        if self._desk.session is None:
            return
        if self._shared is None:
            self.choose()
            return
        for topic in (_NEWS, _OWN):
            self._notices.withdraw(topic)
        self._stand(self.tr("Shared folder"))
        self._show_rows()
        self.page.take_keyboard()
        self._look_anew()

    def choose(self) -> None:
        """Ask for the folder."""
        session = self._desk.session
        if session is not None:
            window = self._notices.banner.window()
            at = str(self._shared.folder if self._shared else session.path.parent)
            path = QFileDialog.getExistingDirectory(window, self.tr("The folder you share"), at)
            if path:
                self.use(Path(path))

    def use(self, path: Path) -> None:
        """Share the project through that folder from now on."""
        session = self._desk.session
        if session is not None:
            session.ask_whole(
                partial(folder.choose, folder=path),
                partial(self._on_chosen, session),
                partial(self._notices.say, NoticeKind.WARNING),
            )

    def stop(self) -> None:
        """Look into no folder any more; what lies there stays."""
        session = self._session
        if session is not None:
            folder.remember(session.path, None)
            self.leave()
            self._stop_looking()
            self.told.emit(self.tr("The folder is no longer looked into; what lies there stays."))

    def put(self) -> None:
        """Choose what of the project one's own file there holds, and put it there."""
        session = self._session
        if session is not None and self._shared is not None:
            self._end()
            session.ask_whole(
                partial(folder.own_place, chosen=self._shared),
                partial(self._on_place, session),
                partial(self._notices.say, NoticeKind.WARNING),
            )

    def look(self) -> None:
        """See which files lie there now; those that changed are looked into."""
        session, chosen, thread = self._session, self._shared, self._thread
        if session is not None and chosen is not None and thread is not None:
            thread.ask(partial(folder.files, chosen, session.path), partial(self._on_listed, session))

    # Looking

    def _on_chosen(self, session: Session, chosen: Shared) -> None:
        if session is self._desk.session:
            self._begin(session, chosen)
            self.show()

    def _on_listed(self, session: Session, files: dict[Path, Stamp] | None) -> None:
        if session is not self._session:
            return
        self._there = files is not None
        files = files or {}
        kept = {path: one for path, one in self._found.items() if files.get(path) == one.stamp}
        fresh = {path: stamp for path, stamp in files.items() if path not in kept}
        self._found = kept
        if fresh or self._here is None:
            session.read(partial(_here, self._shared), partial(self._on_here, session, fresh))
        else:
            self._show_rows()

    def _on_here(self, session: Session, fresh: dict[Path, Stamp], here: _Here, _revision: int) -> None:
        if session is self._session and self._thread is not None:
            self._here = here
            given = dict(self._given)
            self._thread.ask(partial(_looked_into, fresh, here, given), partial(self._on_found, session))

    def _on_found(self, session: Session, found: Sequence[Found]) -> None:
        if session is self._session:
            self._found |= {one.path: one for one in found}
            self._show_rows()
            self._tell()

    def _look_anew(self) -> None:
        """The project holds more, or less, than when the files were looked into."""
        self._found, self._here = {}, None
        self.look()

    def _tell(self) -> None:
        news = [one for one in self._found.values() if one.new and (one.path, one.stamp) not in self._later]
        keys = {(one.path, one.stamp) for one in news}
        if not news:
            if not self._tell_sealed():
                self._notices.withdraw(_NEWS)
            self._tell_own()
        elif keys != self._told and not self.active:
            from widgets.sharing.folder_rows import news_words

            what, more = news_words(news)
            look: Action = (self.tr("Look"), partial(self._look_at, [one.path for one in news]))
            later: Action = (self.tr("Later"), partial(self._later.update, keys))
            self._notices.say(NoticeKind.QUESTION, what, more, [look, later], topic=_NEWS)
        self._told = keys

    def _tell_sealed(self) -> bool:
        """Say once that a file there has a password of its own; false where none has."""
        sealed = [one for one in self._found.values() if one.trouble is FolderTrouble.SEALED]
        waiting = [one for one in sealed if (one.path, one.stamp) not in self._later]
        if not waiting or self.active:
            return False
        words = self.tr("{0}, in the shared folder, is protected with a password of its own, or damaged.")
        ask: Action = (self.tr("Enter its password…"), partial(self._ask_password, waiting[0].path))
        key = (waiting[0].path, waiting[0].stamp)
        later: Action = (self.tr("Later"), partial(self._later.add, key))
        self._notices.say(
            NoticeKind.QUESTION, words.format(waiting[0].path.name), actions=[ask, later], topic=_NEWS
        )
        return True

    def _ask_password(self, path: Path) -> None:
        self._given.pop(path.absolute(), None)
        self.passwords_wanted.emit([path], self._given, partial(self._look_again, path))

    def _look_again(self, path: Path) -> None:
        """With the password that was given for it now."""
        self._found.pop(path, None)
        self.look()

    def _tell_own(self) -> None:
        """Once after opening, and after each merge: that one's own file there lacks something."""
        if self._own_told or self._here is None or not self._there or self.active:
            return
        self._own_told = True
        if self._here.behind:
            words = self.tr("Your copy in the shared folder does not hold all you have here.")
            put: Action = (self.tr("Put my copy there…"), self.put)
            later: Action = (self.tr("Later"), lambda: None)
            self._notices.say(NoticeKind.QUESTION, words, actions=[put, later], topic=_OWN)

    def _look_at(self, paths: Sequence[Path]) -> None:
        self._end()
        given = {path.absolute(): self._given[path] for path in paths if path in self._given}
        self.look_wanted.emit([str(path) for path in paths], given)

    def _on_place(self, session: Session, chosen: Shared) -> None:
        if session is self._session:
            self._shared = chosen
            self._notices.withdraw(_OWN)
            place = Place(chosen.own_path, self.tr("Put it there"), partial(self._on_put, session, chosen))
            self._sharing.share_at(place)

    def _on_put(self, session: Session, chosen: Shared) -> None:
        if session is self._session:
            session.ask_whole(
                partial(folder.put, chosen=chosen),
                partial(self._on_noted, session),
                partial(self._notices.say, NoticeKind.WARNING),
            )

    def _on_noted(self, session: Session, chosen: Shared) -> None:
        if session is self._session:
            self._shared, self._here = chosen, None

    # The page

    def _show_rows(self) -> None:
        shared = self._shared
        if shared is None or not self.active:
            return
        from widgets.sharing.folder_rows import folder_rows

        title = self.tr("Shared folder")
        head = f"\u2068{shared.folder}\u2069"
        if not self._there:
            head = self.tr("{0} is not there now, or cannot be read; nothing is lost by that.").format(head)
        elif self._here is not None:
            mark = spoken_fingerprint(self._here.fingerprint).replace(" ", "\u00a0")
            head = self.tr("{0} · Fingerprint of what you have here: {1}").format(head, mark)
        behind = self._here is not None and self._here.behind
        rows: list[FoundRow] = folder_rows(shared.own, shared.put_at, behind, list(self._found.values()))
        self.page.show_rows(title, head, rows)
        self._on_stood(self.page.list.current.key if self.page.list.current else "")

    def _on_stood(self, key: str) -> None:
        one = self._found.get(Path(key)) if key else None
        words = {
            "own": self.tr("Put my copy there… (Enter)"),
            "all": self.tr("See what they bring (Enter)"),
            "other": self.tr("Choose another folder… (Enter)"),
            "stop": self.tr("Stop looking there (Enter)"),
        }.get(key, "")
        if one is not None and one.new:
            words = self.tr("See what it brings (Enter)")
        elif one is not None and one.trouble in _LOCKED:
            words = self.tr("Enter its password… (Enter)")
        self.page.offer(words, self.tr("Back to the article (Esc)"))

    def _on_go(self, key: str) -> None:
        news = [one.path for one in self._found.values() if one.new]
        if key == "own":
            self.put()
        elif key == "other":
            self.choose()
        elif key == "stop":
            self.stop()
        elif key == "all":
            self._look_at(news)
        elif Path(key) in news:
            self._look_at([Path(key)])
        elif (one := self._found.get(Path(key))) is not None and one.trouble in _LOCKED:
            self._ask_password(one.path)

    # The project

    def _follow(self) -> None:
        session = self._desk.session
        if session is self._session:
            return
        self._stop_looking()
        self._session = session
        if session is not None and (chosen := folder.shared(session.path)) is not None:
            self._begin(session, chosen)
            self._soon.start(_AT_FIRST_MS)

    def _begin(self, session: Session, chosen: Shared) -> None:
        self._stop_looking()
        self._session, self._shared = session, chosen
        self._thread = FolderThread(self)
        self._watcher = QFileSystemWatcher([str(chosen.folder)], self)
        self._watcher.directoryChanged.connect(self._on_folder_changed)
        self._slow.start()

    def _stop_looking(self) -> None:
        self._end()
        self._soon.stop()
        self._slow.stop()
        self._shared, self._here, self._own_told = None, None, False
        self._found, self._told, self._later, self._given = {}, set(), set(), {}
        for topic in (_NEWS, _OWN):
            self._notices.withdraw(topic)
        if self._thread is not None:
            self._thread.end()
            self._thread = None
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None

    def _on_folder_changed(self) -> None:
        if not self._soon.isActive():
            self._soon.start(_SOON_MS)

    def _on_refreshed(self, changes: Changes) -> None:
        if changes.kind in _UNITED and self._shared is not None:
            self._own_told = False
            self._look_anew()


def _here(chosen: Shared | None, project: Project) -> _Here:
    behind = chosen is not None and folder.changes_since(project, chosen)
    return _Here(folder.known_here(project), project.fingerprint, behind)


def _looked_into(fresh: dict[Path, Stamp], here: _Here, given: dict[Path, Password]) -> list[Found]:
    from app.sharing import folder_apart

    return list(folder_apart.looked_into(fresh, here.known, given))

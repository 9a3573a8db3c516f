"""Passwords in the window: asked for on opening and merging, set, changed, removed, remembered on request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.panels.desk import Desk
from app.panels.notices import Notices
from app.panels.project_making import Rewriting
from app.panels.projects import ProjectsPanel
from app.panels.rewriting import RewritingTold
from db.errors import KnownError, PasswordNeeded, WrongPassword
from db.sealing import Password
from widgets.notice import NoticeKind
from widgets.password_dialog import AskPassword, SetPassword

if TYPE_CHECKING:
    from db.project_file import Project

_TOPIC = "password"


class Keys(Rewriting):
    """A change of password: ``left`` are the backups that could not be changed with the project."""

    def __init__(self, path: Path, before: Password | None, after: Password | None, words: str) -> None:
        super().__init__(path, before, words)
        self.after = after
        self.left: list[Path] = []

    def write(self, project: Project) -> None:
        """Change it."""
        from app.sharing.protecting import protect

        self.left = protect(project, self.after)


class Passwords(QObject):
    """Asks with sheets over the window; the answer opens the project or goes on with what needed it."""

    _told = Signal(object)

    def __init__(self, desk: Desk, notices: Notices, projects: ProjectsPanel, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._notices, self._projects, self._window = desk, notices, projects, window
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self.rewriting = RewritingTold(desk, notices, self)

    # Opening

    def ask(self, error: PasswordNeeded, again: Callable[..., None]) -> None:
        """Ask for the password of what could not be opened without, or with the one that was tried."""
        words = self.tr(
            "{0} is protected with a password, or it is damaged: without the password the two cannot be told "
            "apart."
        ).format(error.path.name)
        sheet = AskPassword(self._window, error.path.name, words)
        if isinstance(error, WrongPassword):
            sheet.say_wrong(
                self.tr(
                    "That password does not open it, or the file is damaged. Nothing was changed; try again."
                )
            )
        elif error.note:
            sheet.say_wrong(error.note)
        sheet.entered.connect(partial(self._on_entered, error.path, again))
        sheet.open()

    def _on_entered(self, path: Path, again: Callable[..., None], words: str, remember: bool) -> None:
        password = self._password(words)
        if password is None:
            return
        if remember:
            self._projects.once_open(partial(self._remember, path, password))
        again(password=password)

    # Setting

    @property
    def off(self) -> str:
        """Why no password can be set now; nothing where it can."""
        session = self._desk.session
        if session is not None and session.taking_in:
            return self.tr("A file is being added; wait until it is in the project.")
        return ""

    def choose(self) -> None:
        """Set a password, or change and remove the one there is."""
        session = self._desk.session
        if session is None:
            return
        sheet = SetPassword(self._window, session.path.name, there=session.password is not None)
        sheet.chosen.connect(partial(self._on_chosen, session.path, session.password))
        sheet.open()

    def _on_chosen(self, path: Path, before: Password | None, words: str, remember: bool) -> None:
        after = self._password(words) if words else None
        if words and after is None:
            return

        words = self.tr("Writing {0} anew under its new password: {1} %.")
        if after is None:
            words = self.tr("Writing {0} anew without a password: {1} %.")
        keys = Keys(path, before, after, words)
        self.rewriting.follow(keys)

        def told() -> None:
            self._tell_protected(keys)
            if remember and after is not None:
                self._remember(path, after)
            elif before is not None:
                self._forget(path)

        self._projects.open_under(keys, told)

    def _tell_protected(self, keys: Keys) -> None:
        path, left = keys.path, keys.left
        if keys.after is None:
            words = self.tr("{0} has no password any more: whoever has the file can read it.")
        else:
            words = self.tr("{0} is protected: only who knows the password can read it.")
        more = ""
        if left:
            more = self.tr("These backups could not be changed with it and are as they were: {0}")
            more = more.format(", ".join(file.name for file in left))
        kind = NoticeKind.WARNING if left else NoticeKind.NEWS
        self._notices.say(kind, words.format(path.name), more, topic=_TOPIC)

    # Files to merge

    def ask_for_files(
        self, paths: Sequence[Path], given: dict[Path, Password], then: Callable[[], None]
    ) -> None:
        """Ask for the passwords of these files, one after the other, into ``given``; then go on."""
        if not paths:
            then()
            return
        first, *rest = paths
        words = self.tr("{0} is protected with a password of its own, or it is damaged.").format(first.name)
        sheet = AskPassword(self._window, first.name, words, can_remember=False)
        sheet.go.setText(self.tr("Go on"))

        def take(typed: str, _remember: bool) -> None:
            password = self._password(typed)
            if password is not None:
                given[first.absolute()] = password
                self.ask_for_files(rest, given, then)

        sheet.entered.connect(take)
        sheet.open()

    # The keyring, which may take its time

    def _remember(self, path: Path, password: Password) -> None:
        told = self.tr("The password is in the keyring of this computer now.")

        def work() -> str:
            from app import secrets

            secrets.remember(path, password)
            return told

        self._apart(work)

    def _forget(self, path: Path) -> None:
        def work() -> str:
            from app import secrets

            secrets.forget(path)
            return ""

        self._apart(work)

    def _apart(self, work: Callable[[], str]) -> None:
        """Do it in a thread of its own and tell what came of it."""

        def run() -> None:
            try:
                told = (NoticeKind.NEWS, work())
            except KnownError as error:
                told = (NoticeKind.WARNING, str(error))
            self._told.emit(told)

        Thread(target=run, name="keyring", daemon=True).start()

    def _on_told(self, told: tuple[NoticeKind, str]) -> None:
        kind, words = told
        if words:
            self._notices.say(kind, words, topic="keyring")

    def _password(self, words: str) -> Password | None:
        try:
            return Password(words)
        except KnownError as error:
            self._notices.say(NoticeKind.WARNING, str(error), topic=_TOPIC)
            return None


def needing(paths: Sequence[Path], given: Mapping[Path, Password], project: Project) -> list[Path]:
    """Those of these files whose password has to be asked for, besides those ``given``."""
    from db.merging import password_of_copy

    asked: list[Path] = []
    for path in paths:
        try:
            if not path.samefile(project.path):
                password_of_copy(path.absolute(), given, project.password)
        except PasswordNeeded:
            asked.append(path)
        except (KnownError, OSError):
            continue
    return asked

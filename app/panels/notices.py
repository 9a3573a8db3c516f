"""What is said above the article: one notice at a time, none lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.session import OUR_MISTAKE
from db.place import log_file
from db.records import record
from widgets.notice import Notice, NoticeKind

_MISTAKE = "mistake"
Action = tuple[str, Callable[[], None]]


@record
class _Said:
    kind: NoticeKind
    what: str
    more: str
    actions: tuple[Action, ...]
    topic: str


class Notices(QObject):
    """Shows the newest notice: news gives way to it for good, all else comes back once it is answered."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.banner = Notice()
        self._shown: _Said | None = None
        self._waiting: list[_Said] = []
        self.banner.answered.connect(self._on_answered)
        self.banner.dismissed.connect(self._on_dismissed)

    def say(
        self,
        kind: NoticeKind,
        what: str,
        more: str = "",
        actions: Sequence[Action] = (),
        topic: str = "",
    ) -> None:
        """Say something, with at most two actions (words, deed); the newest on a topic replaces the old."""
        said = _Said(kind, what, more, tuple(actions), topic)
        if topic:
            self._waiting = [one for one in self._waiting if one.topic != topic]
        shown = self._shown
        if shown is not None and shown.kind is not NoticeKind.NEWS and not (topic and shown.topic == topic):
            self._waiting.insert(0, shown)
        self._waiting = [one for one in self._waiting if one != said]
        self._show(said)

    def say_mistake(self) -> None:
        """Say once, until it was dismissed, that something went wrong in the program itself."""
        if any(one.topic == _MISTAKE for one in (*self._waiting, *((self._shown,) if self._shown else ()))):
            return
        log = log_file()
        more = self.tr(
            "What you typed stays where it is. If it happens again, close the project and open it anew. "
            "The log: {0}"
        )
        actions = [(self.tr("Show the log"), partial(_show_file, log))] if log.exists() else []
        self.say(NoticeKind.ERROR, OUR_MISTAKE, more.format(log), actions, topic=_MISTAKE)

    def withdraw(self, topic: str) -> None:
        """Take back what was said on a topic: it is so no more."""
        self._waiting = [one for one in self._waiting if one.topic != topic]
        if self._shown is not None and self._shown.topic == topic:
            self.banner.end()
            self._next()

    def clear(self) -> None:
        """Take back everything."""
        self._waiting = []
        self._shown = None
        self.banner.end()

    def _show(self, said: _Said) -> None:
        self._shown = said
        actions = [(str(at), words) for at, (words, _) in enumerate(said.actions)]
        self.banner.show_notice(said.kind, said.what, said.more, actions)

    def _next(self) -> None:
        self._shown = None
        if self._waiting:
            self._show(self._waiting.pop(0))

    def _on_answered(self, key: str) -> None:
        said = self._shown
        self._next()
        if said is not None:
            said.actions[int(key)][1]()

    def _on_dismissed(self) -> None:
        self._next()


def _show_file(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

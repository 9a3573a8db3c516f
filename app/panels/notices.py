"""What is said above the article: one notice at a time, none lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from widgets.notice import Notice, NoticeKind

Action = tuple[str, Callable[[], None]]


@dataclass(frozen=True, slots=True)
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

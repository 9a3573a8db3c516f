"""The Qt face of a conversation: answers come as signals, in the window's thread."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.conversation import Asked, Conversation, ConversationClosed, Superseded
from db.errors import KnownError

_log = logging.getLogger(__name__)

_POLL_MS = 8


class QtConversation(QObject):
    """Asks for a view and tells what came of it.

    Signals: for each question one of ``answered(number, answer)``, ``failed(number, sentence)`` and, for a
    mistake of our own, ``broke(number, traceback)``; none where a newer question of its lane took its place,
    and none after ``close``.
    """

    answered = Signal(int, object)
    failed = Signal(int, str)
    broke = Signal(int, str)

    def __init__(self, conversation: Conversation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._conversation = conversation
        self._awaited: dict[int, Asked] = {}
        self._last = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def awaited(self) -> int:
        """How many questions have no answer yet."""
        return len(self._awaited)

    def ask(self, question: Any, lane: str = "") -> int:
        """Ask; the number that comes with the answer."""
        self._last += 1
        self._awaited[self._last] = self._conversation.wish(question, lane)
        self._timer.start()
        return self._last

    def close(self) -> None:
        """End the child; nothing is told any more."""
        self._timer.stop()
        self._awaited.clear()
        self._conversation.close()

    def _on_timeout(self) -> None:
        for number, asked in [(number, asked) for number, asked in self._awaited.items() if asked.done]:
            # Whoever hears of an answer may close the conversation.
            if self._awaited.pop(number, None) is not None:
                self._tell(number, asked)
        if not self._awaited:
            self._timer.stop()

    def _tell(self, number: int, asked: Asked) -> None:
        error = asked.error
        if error is None:
            self.answered.emit(number, asked.answer)
        elif isinstance(error, KnownError):
            if not isinstance(error, Superseded | ConversationClosed):
                self.failed.emit(number, str(error))
        else:
            _log.error("a child that reads a file broke:\n%s", error)
            self.broke.emit(number, str(error))

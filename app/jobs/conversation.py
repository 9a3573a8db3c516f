"""Questions to one child process that stays: a file is opened once and asked about many times."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from app.jobs.child import Answer, Child
from app.jobs.limits import Limits
from app.jobs.worker import BUG, DONE, KNOWN, converse
from db.errors import KnownError


class Superseded(KnownError):
    """A newer question of the same lane was asked before this one's turn came."""


class ConversationClosed(KnownError):
    """Nobody waits for an answer any more."""


@dataclass
class Asked:
    """One question; safe to look at from any thread.

    Attributes: ``lane`` is where a newer question takes this one's place while it waits, blank for none;
    ``answer`` and ``error`` hold once it is ``done``.
    """

    question: Any
    lane: str = ""
    answer: Any = None
    error: Exception | None = None
    _done: threading.Event = field(default_factory=threading.Event)

    @property
    def done(self) -> bool:
        return self._done.is_set()

    def wait(self, timeout: float) -> Any:
        """The answer within so many seconds; raises the question's error, or TimeoutError."""
        if not self._done.wait(timeout):
            raise TimeoutError("there is no answer yet")
        if self.error is not None:
            raise self.error
        return self.answer

    def settle(self, answer: Any = None, error: Exception | None = None) -> None:
        """Whoever asked hears of it; for the conversation alone."""
        self.answer, self.error = answer, error
        self._done.set()


class Conversation:
    """A child that opens ``payload`` and then answers one question after the other.

    ``function_path`` names ``package.module:function``; called in the child as ``function(payload, work)``
    it gives the function that answers. Payload, questions and answers are plain data. The limits hold for
    opening and for each answer by itself; the memory for all of them.

    A child that crashes, hangs or takes too much is ended: the question at hand fails with one sentence, the
    next one opens a child anew. Where opening itself fails, all that wait fail with it. Safe to ask from any
    thread; a thread of its own, begun with the first question, talks to the child. ``phase`` is what the
    child last said of how far it is.
    """

    def __init__(self, function_path: str, payload: Any, limits: Limits) -> None:
        self._function_path = function_path
        self._payload = payload
        self._limits = limits
        self._waiting: deque[Asked] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._child: Child | None = None
        self._closed = False
        self.phase = ""

    @property
    def closed(self) -> bool:
        return self._closed

    def wish(self, question: Any, lane: str = "") -> Asked:
        """Ask and come back at once; what still waits in the same ``lane`` is passed over (Superseded)."""
        asked = Asked(question, lane)
        with self._changed:
            if self._closed:
                asked.settle(error=_closed())
                return asked
            passed = [one for one in self._waiting if lane and one.lane == lane]
            for one in passed:
                self._waiting.remove(one)
                one.settle(error=Superseded("A newer question took its place."))
            self._waiting.append(asked)
            if self._thread is None:
                name = f"conversation {self._function_path}"
                self._thread = threading.Thread(target=self._work, name=name, daemon=True)
                self._thread.start()
            self._changed.notify()
        return asked

    def ask(self, question: Any, timeout: float = 600) -> Any:
        """The answer; raises what the child raised as KnownError, JobStopped, JobBroke, or TimeoutError."""
        return self.wish(question).wait(timeout)

    def close(self) -> None:
        """End the child and fail what waits with ConversationClosed; comes back at once."""
        with self._changed:
            self._closed = True
            if self._child is not None:
                self._child.kill()
            self._changed.notify()

    def _work(self) -> None:
        try:
            while (asked := self._next()) is not None:
                self._settle(asked)
        finally:
            self._let_go()

    def _next(self) -> Asked | None:
        """The question whose turn it is; None once nobody waits any more."""
        with self._changed:
            while not self._waiting and not self._closed:
                self._changed.wait()
            if not self._closed:
                return self._waiting.popleft()
        self._fail_waiting(_closed())
        return None

    def _settle(self, asked: Asked) -> None:
        try:
            if self._child is not None and not self._child.alive:
                # The system ended it while nobody asked anything.
                self._let_go()
            child = self._child or self._opened()
            kind, value = self._heard(child, asked.question)
        except Exception as error:  # noqa: BLE001 - handed to whoever asked
            self._let_go()
            asked.settle(error=_closed() if self._closed else error)
            self._fail_waiting(error)
            return
        if kind == DONE:
            asked.settle(value)
            return
        error = child.error((kind, value))
        if kind not in (KNOWN, BUG):
            self._let_go()
        asked.settle(error=_closed() if self._closed else error)

    def _opened(self) -> Child:
        with self._changed:
            if self._closed:
                raise _closed()
            child = self._child = Child(converse, self._limits)
        answer = self._heard(child, (self._function_path, self._payload, self._limits))
        if answer[0] != DONE:
            raise child.error(answer)
        return child

    def _heard(self, child: Child, message: Any) -> Answer:
        child.send(message)
        return child.listen(time.monotonic() + self._limits.wall_seconds, self._on_phase)

    def _on_phase(self, phase: str) -> None:
        self.phase = phase

    def _let_go(self) -> None:
        with self._changed:
            child, self._child = self._child, None
        if child is not None:
            child.close()

    def _fail_waiting(self, error: Exception) -> None:
        with self._changed:
            waiting = list(self._waiting)
            self._waiting.clear()
        for asked in waiting:
            asked.settle(error=error)


def _closed() -> ConversationClosed:
    return ConversationClosed("It was closed before the answer came.")

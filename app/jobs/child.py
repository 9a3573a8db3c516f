"""A child process as its parent sees it: started, listened to, ended; and why it ended, in one sentence."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from app.jobs.limits import Limits
from app.jobs.worker import KNOWN, MEMORY, PHASE
from db.errors import KnownError

CRASHED, LATE, LARGE = "crashed", "late", "large"
"""Besides what a child answers: it ended without a word, took too long, or answered too much."""

Answer = tuple[str, Any]
"""What became of a child's work: ``done`` and what it gave, or another code and its words."""

_STOPPED = {
    CRASHED: "{subject} stopped unexpectedly (exit code {code}); nothing was changed, try again.",
    LATE: "{subject} took longer than is allowed, so it was given up; nothing was changed.",
    LARGE: "{subject} gave more than can be taken in; nothing was changed.",
    MEMORY: "{subject} took more memory than there is for it, so it was given up; nothing was changed.",
}


class JobStopped(KnownError):
    """The child ended without an answer: out of memory, killed or crashed."""


class JobBroke(Exception):
    """Our own mistake in a job's function; the text is the child's traceback."""


class Child:
    """One child process and the pipe to it; one thread listens, any may kill it."""

    def __init__(self, serving: Callable[[Connection], None], limits: Limits | None) -> None:
        self._limits = limits
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=serving, args=(theirs,), daemon=True
        )
        try:
            self._process.start()
        except BaseException:
            self._pipe.close()
            raise
        finally:
            theirs.close()

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def send(self, message: Any) -> None:
        """Give it something to do; one that is gone is heard of by listening."""
        with suppress(ConnectionError):
            self._pipe.send(message)

    def listen(self, deadline: float | None, on_phase: Callable[[str], None]) -> Answer:
        """What it answers, until ``deadline`` on the monotonic clock; one that breaks a limit is killed."""
        most = self._limits.answer_bytes if self._limits else None
        while True:
            try:
                if deadline is not None and not self._pipe.poll(max(0.0, deadline - time.monotonic())):
                    return self._given_up(LATE)
                kind, value = pickle.loads(self._pipe.recv_bytes(most))
            except EOFError:
                return self._ended()
            except OSError as error:
                # What a pipe raises for a message over the limit has no number.
                if error.errno or isinstance(error, ConnectionError):
                    return self._ended()
                return self._given_up(LARGE)
            if kind != PHASE:
                return kind, value
            on_phase(value)

    def error(self, answer: Answer) -> Exception:
        """What to raise for an answer that is not ``done``."""
        kind, words = answer
        if kind == KNOWN:
            return KnownError(words)
        if kind not in _STOPPED:
            return JobBroke(words)
        subject = self._limits.subject if self._limits else "The work"
        return JobStopped(_STOPPED[kind].format(subject=subject, code=self._process.exitcode))

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        """Close the pipe, at which the child ends, and wait until it has."""
        self._pipe.close()
        self._process.join()

    def _given_up(self, why: str) -> Answer:
        self.kill()
        return why, ""

    def _ended(self) -> Answer:
        self._process.join()
        cpu = getattr(signal, "SIGXCPU", None)
        late = self._limits is not None and cpu is not None and self._process.exitcode == -cpu
        return LATE if late else CRASHED, ""

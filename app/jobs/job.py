"""Long work in a child process of its own: start, watch, cancel; nothing half done is left behind."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.jobs.limits import Limits
from app.jobs.output_file import discard, move_into_place, place_beside
from app.jobs.worker import DONE, KNOWN, MEMORY, PHASE, serve
from db.errors import KnownError

STARTING = "starting"


class JobState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobStopped(KnownError):
    """The child ended without an answer: out of memory, killed or crashed."""


class JobCancelled(KnownError):
    """Somebody cancelled the job; nothing was changed."""


class JobBroke(Exception):
    """Our own mistake in a job's function; the text is the child's traceback."""


@dataclass
class Job:
    """One function running in a child process; safe to ask from any thread.

    A thread of its own starts the child and listens to it, so that the caller never waits. The targets are
    put in place here, not in the child: a job that says it was cancelled has changed nothing.

    Attributes: ``phase`` is the code last reported; ``result`` what the function returned; ``error`` why it
    failed.
    """

    function_path: str
    payload: Any
    targets: tuple[Path, ...] = ()
    limits: Limits | None = None
    state: JobState = JobState.RUNNING
    phase: str = STARTING
    result: Any = None
    error: Exception | None = None
    _began: float = field(default_factory=time.monotonic)
    _ended: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _done: threading.Event = field(default_factory=threading.Event)
    _cancel: threading.Event = field(default_factory=threading.Event)
    _process: Any = None
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread = threading.Thread(target=self._work, name=f"job {self.function_path}", daemon=True)
        self._thread.start()

    @property
    def elapsed(self) -> float:
        """Seconds since the start, or from start to end."""
        return (self._ended or time.monotonic()) - self._began

    @property
    def done(self) -> bool:
        """True once there is a result, an error, or the child is gone after a cancel."""
        return self._done.is_set()

    @property
    def broke(self) -> bool:
        """True where it failed by a mistake of ours and not by something the world did."""
        return self.error is not None and not isinstance(self.error, KnownError)

    def poll(self) -> JobState:
        """How the job stands now; never waits."""
        return self.state if self.done else JobState.RUNNING

    def cancel(self) -> None:
        """Kill the child; a job that is already done stays done."""
        with self._lock:
            self._cancel.set()
            if self._process is not None and not self.done:
                self._process.kill()

    def wait(self, timeout: float | None = None) -> Any:
        """The function's result, once it is there.

        Raises the KnownError the function raised, JobStopped, JobCancelled, JobBroke, or TimeoutError.
        Interrupted by Ctrl+C, it cancels the job first.
        """
        try:
            if not self._done.wait(timeout):
                raise TimeoutError(f"{self.function_path} is still at work")
        except KeyboardInterrupt:
            self.cancel()
            self._done.wait()
            raise
        if self._thread is not None:
            self._thread.join()
        if self.error is not None:
            raise self.error
        return self.result

    def _work(self) -> None:
        outputs: list[Path] = []
        try:
            outputs += [place_beside(target) for target in self.targets]
            self._converse(outputs)
        except Exception as error:  # noqa: BLE001 - handed to whoever waits for the job
            self._end(JobState.FAILED, error=error)
        finally:
            for output in outputs:
                discard(output)
            self._ended = time.monotonic()
            self._done.set()

    def _converse(self, outputs: Sequence[Path]) -> None:
        ours, theirs = multiprocessing.Pipe()
        with ours:
            started = self._start_child(theirs)
            theirs.close()
            if started:
                with suppress(ConnectionError):
                    ours.send((self.function_path, self.payload, [str(o) for o in outputs], self.limits))
            # The child removes its outputs when the pipe closes: settle what becomes of them first.
            self._settle(self._listen(ours) if started else None, outputs)
        if started:
            self._process.join()

    def _start_child(self, pipe: Connection) -> bool:
        with self._lock:
            if self._cancel.is_set():
                return False
            process = multiprocessing.get_context("spawn").Process(target=serve, args=(pipe,), daemon=True)
            process.start()
            self._process = process
            return True

    def _listen(self, pipe: Connection) -> tuple[str, Any] | None:
        """What the child answered, or None where it ended without a word."""
        limits = self.limits
        while True:
            try:
                if limits is not None and not pipe.poll(max(0.0, limits.wall_seconds - self.elapsed)):
                    return self._stop(_LATE)
                kind, value = pickle.loads(pipe.recv_bytes(limits.answer_bytes if limits else None))
            except EOFError:
                return None
            except OSError as error:
                # What a pipe raises for a message over the limit has no number.
                return None if error.errno or isinstance(error, ConnectionError) else self._stop(_LARGE)
            if kind != PHASE:
                return kind, value
            self.phase = value

    def _stop(self, why: str) -> tuple[str, Any]:
        self._process.kill()
        return why, ""

    def _settle(self, answer: tuple[str, Any] | None, outputs: Sequence[Path]) -> None:
        with self._lock:
            if self._cancel.is_set():
                self._end(JobState.CANCELLED, error=JobCancelled("Cancelled; nothing was changed."))
            elif answer is None:
                self._process.join()
                self._end(JobState.FAILED, error=self._stopped(_ended_by(self._process.exitcode)))
            elif answer[0] == DONE:
                for output, target in zip(outputs, self.targets, strict=True):
                    move_into_place(output, target)
                self._end(JobState.FINISHED, result=answer[1])
            elif answer[0] in _STOPPED:
                self._end(JobState.FAILED, error=self._stopped(answer[0]))
            else:
                error = KnownError(answer[1]) if answer[0] == KNOWN else JobBroke(answer[1])
                self._end(JobState.FAILED, error=error)

    def _stopped(self, why: str) -> JobStopped:
        """Why the child was ended or ended itself, in one sentence."""
        code = self._process.exitcode
        if self.limits is None and why in (_LATE, _LARGE):
            why = _CRASHED
        subject = self.limits.subject if self.limits else "The work"
        return JobStopped(_STOPPED[why].format(subject=subject, code=code))

    def _end(self, state: JobState, *, result: Any = None, error: Exception | None = None) -> None:
        self.state, self.result, self.error = state, result, error


_LATE, _LARGE, _CRASHED = "late", "large", "crashed"
_STOPPED = {
    _CRASHED: "{subject} stopped unexpectedly (exit code {code}); nothing was changed, try again.",
    _LATE: "{subject} took longer than is allowed, so it was given up; nothing was changed.",
    _LARGE: "{subject} gave more than can be taken in; nothing was changed.",
    MEMORY: "{subject} took more memory than there is for it, so it was given up; nothing was changed.",
}


def _ended_by(code: int | None) -> str:
    """Which of the reasons an exit code without an answer stands for."""
    cpu = getattr(signal, "SIGXCPU", None)
    return _LATE if cpu is not None and code == -cpu else _CRASHED


def run_job(
    function_path: str, payload: Any = None, targets: Sequence[Path] = (), limits: Limits | None = None
) -> Job:
    """Start ``package.module:function(payload, work)`` in a child and return its Job.

    ``payload`` and the function's result are plain data that can be pickled. The function writes to
    ``work.outputs``, one for each of ``targets``, which appear whole or not at all. A child that passes
    its ``limits`` is ended: JobStopped.
    """
    job = Job(function_path, payload, tuple(targets), limits)
    job.start()
    return job

"""Long work in a child process of its own: start, watch, cancel; nothing half done is left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.jobs.child import Answer, Child
from app.jobs.child import JobBroke as JobBroke
from app.jobs.child import JobStopped as JobStopped
from app.jobs.limits import Limits
from app.jobs.output_file import discard, move_into_place, place_beside
from app.jobs.worker import DONE, serve
from db.errors import KnownError

STARTING = "starting"


class JobState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobCancelled(KnownError):
    """Somebody cancelled the job; nothing was changed."""


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
    _child: Child | None = None
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
            if self._child is not None and not self.done:
                self._child.kill()

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
        child = self._started()
        if child is None:
            self._settle(None, None, outputs)
            return
        limits = self.limits
        try:
            child.send((self.function_path, self.payload, [str(o) for o in outputs], limits))
            answer = child.listen(self._began + limits.wall_seconds if limits else None, self._tell)
            # The child removes its outputs when the pipe closes: settle what becomes of them first.
            self._settle(child, answer, outputs)
        finally:
            child.close()

    def _started(self) -> Child | None:
        with self._lock:
            if not self._cancel.is_set():
                self._child = Child(serve, self.limits)
            return self._child

    def _tell(self, phase: str) -> None:
        self.phase = phase

    def _settle(self, child: Child | None, answer: Answer | None, outputs: Sequence[Path]) -> None:
        with self._lock:
            if child is None or answer is None or self._cancel.is_set():
                self._end(JobState.CANCELLED, error=JobCancelled("Cancelled; nothing was changed."))
            elif answer[0] == DONE:
                for output, target in zip(outputs, self.targets, strict=True):
                    move_into_place(output, target)
                self._end(JobState.FINISHED, result=answer[1])
            else:
                self._end(JobState.FAILED, error=child.error(answer))

    def _end(self, state: JobState, *, result: Any = None, error: Exception | None = None) -> None:
        self.state, self.result, self.error = state, result, error


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

"""The Qt face of a job: signals instead of asking."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.job import Job, JobState, run_job

_log = logging.getLogger(__name__)

_POLL_MS = 40


class JobRunner(QObject):
    """Runs one job at a time and tells how it goes.

    Signals: ``phase_changed(code)``; then exactly one of ``finished(result)``, ``failed(sentence)``,
    ``cancelled()``. A mistake of our own arrives as ``broke(traceback)`` instead of ``failed``, and is in the
    log by then.
    """

    phase_changed = Signal(str)
    finished = Signal(object)
    failed = Signal(str)
    broke = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._phase = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._on_timeout)

    @classmethod
    def telling(
        cls,
        parent: QObject,
        finished: Callable[[Any], None],
        failed: Callable[[str], None],
        broke: Callable[[str], None],
        cancelled: Callable[[], None],
    ) -> JobRunner:
        """One that tells how its jobs end to these."""
        runner = cls(parent)
        runner.finished.connect(finished)
        runner.failed.connect(failed)
        runner.broke.connect(broke)
        runner.cancelled.connect(cancelled)
        return runner

    @property
    def running(self) -> bool:
        return self._job is not None

    @property
    def elapsed(self) -> float:
        """Seconds the present job has taken so far, 0 without one."""
        return self._job.elapsed if self._job else 0.0

    def start(self, function_path: str, payload: Any = None, targets: Sequence[Path] = ()) -> None:
        """Begin a job as ``run_job`` does; raises RuntimeError while another is running."""
        if self._job is not None:
            raise RuntimeError("one job at a time")
        self.watch(run_job(function_path, payload, targets))

    def watch(self, job: Job) -> None:
        """Tell how a job that was started elsewhere goes on."""
        if self._job is not None:
            raise RuntimeError("one job at a time")
        self._job, self._phase = job, ""
        self._timer.start()

    def cancel(self) -> None:
        """Kill the present job, if there is one; ``cancelled`` follows."""
        if self._job is not None:
            self._job.cancel()

    def _on_timeout(self) -> None:
        job = self._job
        if job is None:
            return
        if job.phase != self._phase:
            self._phase = job.phase
            self.phase_changed.emit(job.phase)
        if not job.done:
            return
        self._job = None
        self._timer.stop()
        if job.state is JobState.FINISHED:
            self.finished.emit(job.result)
        elif job.state is JobState.CANCELLED:
            self.cancelled.emit()
        elif job.broke:
            _log.error("a job broke:\n%s", job.error)
            self.broke.emit(str(job.error))
        else:
            self.failed.emit(str(job.error))

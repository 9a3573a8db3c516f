"""Work in a child process: answers, errors, cancelling, and no orphan."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.jobs.job import Job, JobBroke, JobCancelled, JobState, JobStopped, run_job
from db.errors import KnownError

TASKS = "tests.app.jobs.tasks"


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Look again until it holds; fails after that many seconds."""
    pause, end = threading.Event(), time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        pause.wait(0.01)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    # An ended child that nobody has collected yet still has its number.
    state, threads = Path(f"/proc/{pid}/stat"), Path(f"/proc/{pid}/task")
    try:
        ended = state.read_text().rpartition(")")[2].split()[0] == "Z"
        # Its first thread may be gone before the others are.
        return ended and len(list(threads.iterdir())) == 1
    except FileNotFoundError:
        return False


def waiting(tmp_path: Path) -> tuple[Job, Path, Path]:
    target, sign = tmp_path / "out.txt", tmp_path / "sign"
    job = run_job(f"{TASKS}:start_writing_and_wait", str(sign), [target])
    until(lambda: job.phase.startswith("waiting"))
    return job, target, sign


def test_a_job_answers_and_tells_its_phase() -> None:
    job = run_job(f"{TASKS}:double", [1, "a"])
    assert job.wait(60) == [1, "a", 1, "a"]
    assert (job.state, job.phase, job.poll()) == (JobState.FINISHED, "doubling", JobState.FINISHED)
    assert 0 < job.elapsed < 60


def test_a_large_payload_goes_and_comes() -> None:
    payload = "x" * 5_000_000
    assert run_job(f"{TASKS}:double", payload).wait(60) == payload * 2


def test_outputs_appear_at_their_targets(tmp_path: Path) -> None:
    targets = [tmp_path / "a.txt", tmp_path / "b.txt"]
    assert run_job(f"{TASKS}:write_words", "whole", targets).wait(60) == 5
    assert [t.read_text() for t in targets] == ["whole", "whole"]
    assert sorted(tmp_path.iterdir()) == targets


def test_an_error_of_the_world_arrives_as_its_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    job = run_job(f"{TASKS}:refuse", None, [tmp_path / "a.txt"])
    with pytest.raises(KnownError, match=r"The disk is full; nothing was changed\."):
        job.wait(60)
    assert (job.state, job.broke) == (JobState.FAILED, False)
    assert not list(tmp_path.iterdir())


def test_a_mistake_of_ours_arrives_with_its_traceback() -> None:
    job = run_job(f"{TASKS}:blunder")
    with pytest.raises(JobBroke, match=r"(?s)Traceback.*ZeroDivisionError: ours"):
        job.wait(60)
    assert job.broke


def test_a_child_that_dies_is_told_in_one_sentence() -> None:
    with pytest.raises(JobStopped, match="exit code 7"):
        run_job(f"{TASKS}:die").wait(60)


def test_cancelling_kills_the_child_and_removes_what_it_had_begun(tmp_path: Path) -> None:
    job, target, sign = waiting(tmp_path)
    child = int(job.phase.split()[1])
    job.cancel()
    with pytest.raises(JobCancelled):
        job.wait(60)
    assert job.poll() is JobState.CANCELLED
    assert gone(child)
    assert not target.exists()
    assert [p for p in tmp_path.iterdir() if p != sign] == []


def test_cancelling_at_once_starts_nothing_that_stays() -> None:
    job = run_job(f"{TASKS}:double", 1)
    job.cancel()
    with pytest.raises(JobCancelled):
        job.wait(60)


def test_cancelling_a_finished_job_changes_nothing() -> None:
    job = run_job(f"{TASKS}:double", 2)
    assert job.wait(60) == 4
    job.cancel()
    assert (job.state, job.wait()) == (JobState.FINISHED, 4)


def test_waiting_too_briefly_is_told_and_the_job_goes_on(tmp_path: Path) -> None:
    job, _, _ = waiting(tmp_path)
    with pytest.raises(TimeoutError):
        job.wait(0.01)
    assert job.poll() is JobState.RUNNING
    job.cancel()
    with pytest.raises(JobCancelled):
        job.wait(60)


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_worker_ends_and_cleans_up_when_its_parent_is_killed(tmp_path: Path) -> None:
    main = tmp_path / "main.py"
    main.write_text(
        "import sys\nfrom pathlib import Path\nfrom app.jobs.job import run_job\n"
        "if __name__ == '__main__':\n"
        f"    run_job('{TASKS}:start_writing_and_wait', sys.argv[1], [Path(sys.argv[2])]).wait()\n"
    )
    sign, folder = tmp_path / "sign", tmp_path / "out"
    folder.mkdir()
    root = Path(__file__).parents[3]
    parent = subprocess.Popen(
        [sys.executable, main, sign, folder / "out.txt"], env=os.environ | {"PYTHONPATH": str(root)}
    )
    try:
        until(lambda: sign.exists() and sign.read_text() != "")
        worker = int(sign.read_text())
        assert list(folder.iterdir()), "the worker had begun to write"
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    until(lambda: gone(worker))
    assert not list(folder.iterdir())


def test_a_worker_loads_no_qt() -> None:
    loaded = run_job(f"{TASKS}:modules").wait(60)
    assert "app.exporting.pdf" in loaded
    assert not [name for name in loaded if name.startswith(("PySide6", "shiboken6", "sqlite_utils"))]

"""Work on what others made is ended when it takes too much, and says so in one sentence."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest

from app.jobs.job import JobStopped, run_job
from app.jobs.limits import MIB, Limits

TASKS = "tests.app.jobs.tasks"
LIMITS = Limits("Reading “x”", cpu_seconds=30, wall_seconds=60, memory_bytes=256 * MIB, answer_bytes=MIB)


def stopped(task: str, payload: Any = None, **limits: int) -> str:
    job = run_job(f"{TASKS}:{task}", payload, limits=replace(LIMITS, **limits))
    with pytest.raises(JobStopped) as told:
        job.wait(90)
    assert not job.broke
    return str(told.value)


def test_work_within_its_limits_answers() -> None:
    assert run_job(f"{TASKS}:hoard", MIB, limits=LIMITS).wait(60) == MIB


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on a process's CPU time there")
def test_work_that_takes_more_cpu_is_ended() -> None:
    assert stopped("spin", cpu_seconds=1) == (
        "Reading “x” took longer than is allowed, so it was given up; nothing was changed."
    )


def test_work_that_takes_longer_is_ended() -> None:
    assert "took longer than is allowed" in stopped("spin", wall_seconds=1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux only")
def test_work_that_takes_more_memory_is_ended() -> None:
    assert "took more memory than there is for it" in stopped("hoard", 2_000 * MIB)


def test_an_answer_over_the_limit_is_not_taken_in() -> None:
    assert "gave more than can be taken in" in stopped("answer_much", 3 * MIB)

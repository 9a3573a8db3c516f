"""A job seen by the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.jobs.qt_job import JobRunner

TASKS = "tests.app.jobs.tasks"


@pytest.fixture
def runner(qtbot: QtBot) -> JobRunner:
    del qtbot
    return JobRunner()


def test_a_runner_tells_phases_and_the_result(qtbot: QtBot, runner: JobRunner) -> None:
    phases: list[str] = []
    runner.phase_changed.connect(phases.append)
    with qtbot.waitSignal(runner.finished, timeout=60_000) as told:
        runner.start(f"{TASKS}:double", 21)
        assert runner.running
    assert told.args == [42]
    assert phases[-1] == "doubling"
    assert not runner.running


def test_a_runner_tells_an_error_in_one_sentence(qtbot: QtBot, runner: JobRunner) -> None:
    with qtbot.waitSignal(runner.failed, timeout=60_000) as told:
        runner.start(f"{TASKS}:refuse")
    assert told.args == ["The disk is full; nothing was changed."]


def test_a_runner_tells_our_mistakes_apart_and_logs_them(
    qtbot: QtBot, runner: JobRunner, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignal(runner.broke, timeout=60_000) as told:
        runner.start(f"{TASKS}:blunder")
    assert told.args is not None
    assert "ZeroDivisionError" in told.args[0]
    assert "ZeroDivisionError" in caplog.text


def test_cancelling_is_told_and_leaves_nothing(qtbot: QtBot, runner: JobRunner, tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    runner.start(f"{TASKS}:start_writing_and_wait", str(sign), [tmp_path / "out.txt"])
    qtbot.waitUntil(sign.exists, timeout=60_000)
    assert runner.elapsed > 0
    with qtbot.waitSignal(runner.cancelled, timeout=60_000):
        runner.cancel()
    assert list(tmp_path.iterdir()) == [sign]


def test_a_runner_takes_one_job_at_a_time(qtbot: QtBot, runner: JobRunner) -> None:
    with qtbot.waitSignal(runner.finished, timeout=60_000):
        runner.start(f"{TASKS}:double", 1)
        with pytest.raises(RuntimeError):
            runner.start(f"{TASKS}:double", 2)

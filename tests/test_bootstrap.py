"""The set-up script, as far as it can be shown without a bare machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import bootstrap


def test_the_stamp_changes_with_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("a==1\n", "utf-8")
    before = bootstrap.stamp_of(lock)
    assert bootstrap.stamp_of(lock) == before

    lock.write_text("a==2\n", "utf-8")
    assert bootstrap.stamp_of(lock) != before


def test_a_library_the_loader_does_not_find_names_its_package() -> None:
    assert bootstrap.missing_packages({"libno-such-thing.so.9": "libno-such-thing9"}) == ["libno-such-thing9"]


def test_nothing_that_bends_python_or_pip_reaches_what_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    bending = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PYTHONDONTWRITEBYTECODE"}
    for name in bending:
        monkeypatch.setenv(name, "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)

    env = bootstrap.environment()

    assert not bending & env.keys()
    # What was compiled is kept, though not beside the sources where that is not wanted.
    assert Path(env["PYTHONPYCACHEPREFIX"]).parent == bootstrap.VENV
    assert env["PYTHONUTF8"] == "1"


def test_an_unknown_command_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["dance"]) == 2
    assert "bootstrap.py run" in capsys.readouterr().err


@pytest.fixture
def pytest_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[bool, str]]:
    """Runs tests of these words as `bootstrap.py test` runs ours, with what ours stand under."""
    monkeypatch.setattr(bootstrap, "PYTHON", sys.executable)

    def run(words: str) -> tuple[bool, str]:
        file = tmp_path / "test_tried.py"
        file.write_text(words, "utf-8")
        # One worker shows the same as several.
        return bootstrap.run_tests(["-q", "-n1", "-p", "no:cacheprovider", "-p", "tests.conftest", str(file)])

    return run


def test_the_test_in_which_a_worker_died_is_named(pytest_over: Callable[[str], tuple[bool, str]]) -> None:
    passed, unfinished = pytest_over(
        "import os\n\ndef test_before():\n    pass\n\ndef test_dies():\n    os._exit(1)\n"
    )

    assert not passed
    names = unfinished.splitlines()[1:]
    assert len(names) == 1
    assert names[0].endswith("test_tried.py::test_dies")


def test_a_test_that_failed_is_not_called_unfinished(
    pytest_over: Callable[[str], tuple[bool, str]],
) -> None:
    assert pytest_over("def test_fails():\n    assert 0\n") == (False, "")

"""The set-up script, as far as it can be shown without a bare machine."""

from __future__ import annotations

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
    for name in ("PYTHONHOME", "PYTHONPATH", "PIP_USER"):
        monkeypatch.setenv(name, "1")

    env = bootstrap.environment()

    assert not {"PYTHONHOME", "PYTHONPATH", "PIP_USER"} & env.keys()
    assert env["PYTHONUTF8"] == "1"


def test_an_unknown_command_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["dance"]) == 2
    assert "bootstrap.py run" in capsys.readouterr().err

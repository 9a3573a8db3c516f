"""Every test runs in a place of its own and leaves no thread, timer, animation or process behind."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from PySide6.QtCore import (
    QAbstractAnimation,
    QCoreApplication,
    QEvent,
    QObject,
    QThread,
    QThreadPool,
    QTimer,
    SignalInstance,
)
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

# As in the window: a search in a thread of ours could close a window there, and hang (widgets/collecting.py).
gc.disable()

_SLOW_MACHINES = [HealthCheck.too_slow]
settings.register_profile("explore", deadline=None, max_examples=50, suppress_health_check=_SLOW_MACHINES)
# Making a failing example smaller can outlast the patience with one test, and nothing would be told of it.
_NOT_SMALLER = [phase for phase in Phase if phase is not Phase.shrink]
settings.register_profile(
    "repeat", settings.get_profile("explore"), derandomize=True, print_blob=True, phases=_NOT_SMALLER
)
settings.register_profile("thorough", settings.get_profile("explore"), max_examples=2000)
# The same examples in every run of `make test`; new ones when pytest is run by hand.
settings.load_profile(os.environ.get("TICKMARK_HYPOTHESIS", "explore"))

_PATIENCE_S = 2.0
_PASSED = pytest.StashKey[bool]()
# Where `bootstrap.py test` looks for the tests during which pytest or a worker of it died.
_RUNNING = os.environ.get("TICKMARK_RUNNING_TESTS")


@pytest.fixture(autouse=True)
def place_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, so that no test reads or changes what belongs to the person running it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("TICKMARK_STATE_DIR", str(home / "state"))
    monkeypatch.delenv("TICKMARK_CONFIG_DIR", raising=False)
    return home


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    note = Path(_RUNNING, os.environ.get("PYTEST_XDIST_WORKER", "alone")) if _RUNNING else None
    if note:
        note.write_text(item.nodeid, "utf-8")
    done = yield
    if note:
        note.unlink(missing_ok=True)
    return done


class PatientBot(QtBot):
    """Waits as long as a machine with much else to do may need."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 60_000) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = 60_000, **rest: Any) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, **rest)


@pytest.fixture
def qtbot(request: pytest.FixtureRequest, qapp: QApplication) -> QtBot:
    """pytest-qt's own, but patient."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def no_dialog_waits_for_a_person(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that no test answers would wait for ever: opening one fails the test instead."""
    if request.node.get_closest_marker("answers_dialogs"):
        return
    for kind, names in _WAITING.items():
        for name in names:
            monkeypatch.setattr(kind, name, _refuse(f"{kind.__name__}.{name}"))


_WAITING: dict[type, tuple[str, ...]] = {
    QFileDialog: ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"),
    QInputDialog: ("getText", "getItem", "getInt", "getMultiLineText"),
    QMessageBox: ("question", "warning", "critical", "information"),
    QDialog: ("exec",),
}


def _refuse(what: str) -> Callable[..., None]:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError(f"{what} was called, and nobody is there to answer it")

    return refuse


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[_PASSED] = report.passed
    return report


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that passed but left something running."""
    uses_qt = "qapp" in request.fixturenames
    threads, children = set(threading.enumerate()), set(multiprocessing.active_children())
    # From here on memory seems to hold only what the test made: all of it would take longer than most tests.
    gc.collect()
    gc.freeze()
    yield
    if uses_qt:
        # What was closed goes now, not in the middle of the next test.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    # What only a reference cycle kept is gone after this.
    gc.collect()
    if not request.node.stash.get(_PASSED, False):
        return
    left = [f"thread {t.name}" for t in threading.enumerate() if t not in threads and _still_runs(t)]
    left += [f"process {p.name}" for p in multiprocessing.active_children() if p not in children]
    if uses_qt and not QThreadPool.globalInstance().waitForDone(int(_PATIENCE_S * 1000)):
        left.append("work in the global QThreadPool")
    if uses_qt:
        left += [f"{thing} of {thing.parent()}" for thing in _new_and_active()]
    if left:
        pytest.fail(f"left running: {', '.join(left)}", pytrace=False)


def _still_runs(thread: threading.Thread) -> bool:
    # A thread Qt made shows here as a dummy for good, once Python code ran in it.
    if isinstance(thread, threading._DummyThread):
        return False
    thread.join(_PATIENCE_S)
    return thread.is_alive()


def _new_and_active() -> list[QObject]:
    """The threads, timers and animations made since the last freeze that are at work."""
    # By type alone: what stands for something else may answer isinstance with an error.
    kinds = QThread | QTimer | QAbstractAnimation
    return [thing for thing in gc.get_objects() if issubclass(type(thing), kinds) and _is_active(thing)]


def _is_active(thing: QObject) -> bool:
    if not shiboken6.isValid(thing):
        return False
    if isinstance(thing, QThread):
        return thing is not QThread.currentThread() and not thing.wait(int(_PATIENCE_S * 1000))
    if isinstance(thing, QTimer):
        return thing.isActive()
    return isinstance(thing, QAbstractAnimation) and thing.state() is QAbstractAnimation.State.Running

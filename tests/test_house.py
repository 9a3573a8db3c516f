"""What the whole house rests on: its locks, and a PySide6 that keeps Python's references."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

ROOT = Path(__file__).resolve().parent.parent
RUN_LOCK, TEST_LOCK = ROOT / "requirements-run.txt", ROOT / "requirements.txt"


def locked(lock: Path) -> list[Requirement]:
    """The requirements of a lock, without their hashes."""
    text = lock.read_text("utf-8").replace("\\\n", " ")
    return [Requirement(line.partition("--hash")[0].strip()) for line in text.splitlines() if line.strip()]


def wanted(group: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found = project["project"]["dependencies"] if group == "run" else project["dependency-groups"][group]
    return [Requirement(entry) for entry in found]


@pytest.mark.parametrize("lock", [RUN_LOCK, TEST_LOCK], ids=lambda lock: lock.name)
def test_a_lock_names_no_host_and_hashes_every_package(lock: Path) -> None:
    text = lock.read_text("utf-8")

    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)
    assert len(re.findall(r"^\S.*==.*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(locked(lock)) > 0


@pytest.mark.parametrize(
    ("group", "lock"), [("run", RUN_LOCK), ("run", TEST_LOCK), ("dev", TEST_LOCK)], ids=str
)
def test_a_lock_holds_what_pyproject_asks_for(group: str, lock: Path) -> None:
    for requirement in wanted(group):
        name = canonicalize_name(requirement.name)
        pins = [pin for pin in locked(lock) if pin.name == name and _same_pythons(pin, requirement)]

        assert pins, f"{requirement} is not in {lock.name}: run `python3 bootstrap.py lock`"
        for pin in pins:
            version = str(pin.specifier).removeprefix("==")
            assert requirement.specifier.contains(version, prereleases=True)


def _same_pythons(pin: Requirement, requirement: Requirement) -> bool:
    """Whether both are meant for some one version of Python that we support."""
    for minor in (11, 12, 13, 14):
        python = {"python_version": f"3.{minor}", "python_full_version": f"3.{minor}.0"}
        if all(r.marker is None or r.marker.evaluate(python) for r in (pin, requirement)):
            return True
    return False


def test_the_window_and_the_tests_use_the_same_versions() -> None:
    assert {str(pin) for pin in locked(RUN_LOCK)} <= {str(pin) for pin in locked(TEST_LOCK)}


class Emitter(QObject):
    told = Signal(object)
    ticked = Signal(bool)


class Deaf(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return False


class Painted(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        pass


class Silent(QStringListModel):
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return None


def calls_into_qt() -> dict[str, Callable[[], object]]:
    """One call of each kind that hands None, True or False across the border."""
    widget, painted, view = QWidget(), Painted(), QListView()
    emitter, deaf = Emitter(), Deaf()
    emitter.told.connect(lambda _value: None)
    emitter.ticked.connect(lambda _value: None)
    widget.installEventFilter(deaf)
    view.setModel(Silent(["a", "b"], view))
    view.resize(80, 80)
    # The filter would be collected before the calls are made.
    widget.setProperty("kept", deaf)
    return {
        "void method": widget.update,
        "bool method": widget.isEnabled,
        "None returned": widget.parentWidget,
        "missing property": lambda: widget.property("missing"),
        "True stored": lambda: widget.setProperty("flag", True),
        "None emitted": lambda: emitter.told.emit(None),
        "True emitted": lambda: emitter.ticked.emit(True),
        "event filter": lambda: QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.User)),
        "painted in Python": painted.grab,
        "model in Python": view.grab,
    }


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None, True and False are never freed from 3.12 on")
@pytest.mark.usefixtures("qapp")
def test_calls_into_qt_keep_the_references_to_none_true_and_false() -> None:
    rounds = 100
    drift: dict[str, list[int]] = {}
    for kind, call in calls_into_qt().items():
        call()
        before = [sys.getrefcount(one) for one in (None, True, False)]
        for _ in range(rounds):
            call()
        after = [sys.getrefcount(one) for one in (None, True, False)]
        drift[kind] = [y - x for x, y in zip(before, after, strict=True)]

    assert {kind: found for kind, found in drift.items() if max(map(abs, found)) >= rounds // 2} == {}

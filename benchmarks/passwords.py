"""A password set, changed and removed, killed and starved of disk in the middle.

python -m benchmarks.passwords [times]
"""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

from benchmarks.handing_over import nothing_left, state_in
from benchmarks.kill import imported, titled
from benchmarks.ordeals import AFTER, BEFORE, Ordeal, begun, undergo
from db import sealing
from db.place import identity
from db.project_file import Project
from db.sealing import Password

_HERE = "benchmarks.passwords"
_FIRST, _SECOND = Password("the first one"), Password("the second one")
_STEPS = 30
_BYTES = 2 * 1024 * 1024
_WORDS = b"words that are nobody else's"


def _project(folder: Path, password: Password | None) -> Project:
    return Project.open(folder / "mine.tickmark", identity("Maren Colby"), password=password)


def made(password: Password | None, folder: Path) -> None:
    """``mine`` under that password; ``print`` says how it is known."""
    with state_in(folder):
        path = folder / "mine.tickmark"
        with Project.create(path, identity("Maren Colby"), password=password) as project:
            with project.together():
                for n in range(_STEPS):
                    project.run(titled(project, f"{_WORDS.decode()} {n}"))
                project.run(imported(project, random.randbytes(_BYTES)))
            folder.joinpath("print").write_text(project.fingerprint)


def _kept_under(folder: Path) -> Password | None:
    """Which password it is under now; raises what opening raises where it is none of them."""
    if not sealing.is_sealed(folder / "mine.tickmark"):
        return None
    for password in (_FIRST, _SECOND):
        try:
            sealing.check(folder / "mine.tickmark", password)
        except sealing.WrongPassword:
            continue
        return password
    raise AssertionError("no password opens it")


def _protected(folder: Path, password: Password | None) -> None:
    with state_in(folder):
        before = _kept_under(folder)
        with _project(folder, before) as project:
            begun()
            if not (before is None and password is None):
                project.protect(password)


def set_password(folder: Path) -> None:
    _protected(folder, _FIRST)


def change_password(folder: Path) -> None:
    _protected(folder, _SECOND)


def remove_password(folder: Path) -> None:
    _protected(folder, None)


def _looked_at(after: Password | None, before: Password | None, folder: Path) -> str:
    """Under one of the two, whole, the same as ever, with nothing beside it and no words in a sealed one."""
    with state_in(folder):
        found = _kept_under(folder)
        with _project(folder, found) as project:
            assert project.verify() == [], project.verify()
            assert project.fingerprint == folder.joinpath("print").read_text()
    assert found in (before, after), "under neither"
    nothing_left(folder)
    said = [_WORDS in file.read_bytes() for file in folder.iterdir() if file.is_file()]
    assert any(said) == (found is None)
    return AFTER if found == after else BEFORE


def _ordeal(name: str, before: Password | None, after: Password | None, act: str) -> Ordeal:
    return Ordeal(name, partial(made, before), f"{_HERE}:{act}", partial(_looked_at, after, before))


ORDEALS = (
    _ordeal("setting a password", None, _FIRST, "set_password"),
    _ordeal("changing a password", _FIRST, _SECOND, "change_password"),
    _ordeal("removing a password", _FIRST, None, "remove_password"),
)


if __name__ == "__main__":
    undergo(ORDEALS)

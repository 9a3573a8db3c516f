"""Merging, setting a merge aside and sharing, killed and starved of disk in the middle.

python -m benchmarks.handing_over [times]
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from app.sharing.share import prepare, writing
from benchmarks.kill import imported, titled
from benchmarks.ordeals import AFTER, BEFORE, Ordeal, begun, undergo
from db import merge
from db.keeping import finished
from db.place import STATE_VARIABLE, identity
from db.project_file import Project

_HERE = "benchmarks.handing_over"
_STEPS = 60
_BYTES = 3 * 1024 * 1024
_ME, _OTHER = "Maren Colby", "Idris Vale"


@contextmanager
def state_in(folder: Path) -> Generator[None]:
    """Work as on a machine whose state is kept in that folder."""
    before = os.environ.get(STATE_VARIABLE)
    os.environ[STATE_VARIABLE] = str(folder / "state")
    try:
        yield
    finally:
        if before is None:
            del os.environ[STATE_VARIABLE]
        else:
            os.environ[STATE_VARIABLE] = before


@contextmanager
def _at(folder: Path, name: str = "mine") -> Generator[Project]:
    """The project of that name in a folder."""
    with state_in(folder), Project.open(folder / f"{name}.tickmark", identity(_ME)) as project:
        yield project


def two_copies(folder: Path) -> None:
    """``mine``, and ``other`` with many steps and a file more; ``prints`` says how both are known."""
    mine, other = folder / "mine.tickmark", folder / "other.tickmark"
    with state_in(folder):
        with Project.create(mine, identity(_ME)) as project:
            before = project.fingerprint
        shutil.copyfile(mine, other)
        with Project.open(other, identity(_OTHER)) as project, project.together():
            for n in range(_STEPS):
                project.run(titled(project, f"title {n}"))
            project.run(imported(project, random.randbytes(_BYTES)))
            after = project.fingerprint
    folder.joinpath("prints").write_text(f"{before} {after}")


def merged_and_backed_up(folder: Path) -> None:
    with _at(folder) as project:
        begun()
        project.merge(folder / "other.tickmark", backup=True)


def looked_at_merge(folder: Path) -> str:
    """Which of the two states it is in, whole, with nothing half written beside it."""
    with _at(folder) as project:
        assert project.verify() == [], project.verify()
        found = _state(folder, project)
    nothing_left(folder)
    return found


def merged_copy(folder: Path) -> None:
    """As ``two_copies``, merged."""
    two_copies(folder)
    with _at(folder) as project:
        project.merge(folder / "other.tickmark")


def set_aside(folder: Path) -> None:
    with _at(folder) as project:
        begun()
        for one in project.merges:
            if not one.set_aside:
                project.set_aside(one.id)


def looked_at_set_aside(folder: Path) -> str:
    return AFTER if looked_at_merge(folder) == BEFORE else BEFORE


def shared(folder: Path) -> None:
    with _at(folder, "other") as project:
        begun()
        out = folder / "handed" / "copy.tickmark"
        finished(writing(project, prepare(project, to="Ed"), out, replace=True))


def a_place_to_share(folder: Path) -> None:
    two_copies(folder)
    (folder / "handed").mkdir()


def looked_at_share(folder: Path) -> str:
    """Whether the copy is there, whole; the project is as it was, and nothing half written lies about."""
    with _at(folder, "other") as project:
        assert project.verify() == [], project.verify()
        assert _state(folder, project) == AFTER
    handed = sorted((folder / "handed").iterdir())
    nothing_left(folder)
    if not handed:
        return BEFORE
    assert [file.name for file in handed] == ["copy.tickmark"], handed
    assert len(merge.check_sound(handed[0])) > _STEPS
    return AFTER


def _state(folder: Path, project: Project) -> str:
    before, after = folder.joinpath("prints").read_text().split()
    assert project.fingerprint in (before, after), project.fingerprint
    return BEFORE if project.fingerprint == before else AFTER


def nothing_left(folder: Path) -> None:
    left = [file for file in folder.rglob("*") if file.suffix in (".part", ".lock")]
    # Small state and a lock without its note, cut off in the moment they take, go later: they may be
    # somebody's who is still at it.
    left = [file for file in left if not {"locks", "receipts", "sent"}.intersection(file.parts)]
    left = [file.name for file in left if file.suffix != ".lock" or file.with_suffix(".json").exists()]
    left += [file.name for file in folder.glob("*-journal")]
    assert not left, left


MERGE = Ordeal("a merge", two_copies, f"{_HERE}:merged_and_backed_up", looked_at_merge)
SET_ASIDE = Ordeal("setting a merge aside", merged_copy, f"{_HERE}:set_aside", looked_at_set_aside)
SHARE = Ordeal("a share", a_place_to_share, f"{_HERE}:shared", looked_at_share)
ORDEALS = (MERGE, SET_ASIDE, SHARE)


if __name__ == "__main__":
    undergo(ORDEALS)

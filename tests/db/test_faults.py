"""Kills, full disks and locks: a few rounds of what ``benchmarks/kill.py`` does a hundred times."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.kill import LARGE, filled_often, imported, killed_often, titled
from benchmarks.ordeals import on_a_small_disk
from db.errors import KnownError, ProjectLocked
from db.place import identity
from db.project_file import Project
from tests.db.conftest import Desk
from tests.db.laptops import state_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("moment", ["before", "after", "import"])
def test_what_was_reported_as_saved_is_there_after_a_kill(tmp_path: Path, moment: str) -> None:
    assert killed_often(tmp_path, moment, 4) > 0


def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_space() -> None:
    steps = on_a_small_disk("2m", lambda disk: filled_often(disk, 8))
    if steps is None:
        pytest.skip("this user may not mount a small disk")


def test_an_import_too_large_for_the_disk_leaves_the_project_as_it_was() -> None:
    def use(disk: Path) -> int:
        with Project.create(disk / "small.tickmark", identity()) as project:
            before = project.fingerprint
            with pytest.raises(KnownError, match="disk is full"):
                project.run(imported(project, os.urandom(LARGE)))
            assert project.fingerprint == before
            assert project.verify() == []
            project.run(titled(project, "goes on"))
        with Project.open(disk / "small.tickmark", identity()) as project:
            assert project.verify() == []
        return 0

    if on_a_small_disk("16m", use) is None:
        pytest.skip("this user may not mount a small disk")


def test_a_journal_that_a_crash_left_is_rolled_back_on_opening(desk: Desk) -> None:
    before, path = desk.mine.project.fingerprint, desk.mine.path
    conn = desk.mine.project.conn
    conn.execute("PRAGMA cache_size = 2")
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("UPDATE value SET data = 'torn'")
    conn.executemany("INSERT INTO scratch VALUES (?, ?, 0)", [(str(n), "x" * 900) for n in range(400)])
    crashed = desk.folder / "crashed.tickmark"
    shutil.copyfile(path, crashed)
    shutil.copyfile(f"{path}-journal", f"{crashed}-journal")
    conn.execute("ROLLBACK")
    assert crashed.read_bytes() != path.read_bytes()
    with state_of(desk.mine.state), Project.open(crashed, desk.mine.me) as project:
        assert project.fingerprint == before
        assert project.verify() == []


def test_a_colleagues_file_with_a_journal_left_is_told_from_a_damaged_one(desk: Desk) -> None:
    colleague = desk.colleague()
    conn = colleague.project.conn
    conn.execute("PRAGMA cache_size = 2")
    conn.execute("BEGIN IMMEDIATE")
    conn.executemany("INSERT INTO scratch VALUES (?, ?, 0)", [(str(n), "x" * 900) for n in range(400)])
    crashed = desk.folder / "crashed.tickmark"
    shutil.copyfile(colleague.path, crashed)
    shutil.copyfile(f"{colleague.path}-journal", f"{crashed}-journal")
    conn.execute("ROLLBACK")
    with pytest.raises(KnownError, match="good order"):
        desk.mine.project.merge(crashed)


_HOLD = """
import sys
from pathlib import Path
from db.place import identity
from db.project_file import Project
project = Project.open(Path(sys.argv[1]), identity())
print("open", flush=True)
sys.stdin.read()
"""


def test_a_project_that_is_open_is_locked_until_it_is_closed_or_its_process_is_killed(desk: Desk) -> None:
    _ = desk.mine.project
    with state_of(desk.mine.state), pytest.raises(ProjectLocked, match="another window"):
        Project.open(desk.mine.path, desk.mine.me)
    desk.mine.close()
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(desk.mine.path)],
        env=os.environ | {"TICKMARK_STATE_DIR": str(desk.mine.state)},
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        with pytest.raises(ProjectLocked):
            _ = desk.mine.project
        child.kill()
        child.wait()
    assert desk.mine.project.verify() == []


def test_merging_what_is_open_in_another_window_is_refused(desk: Desk) -> None:
    clone = desk.clone()
    _ = clone.project
    with state_of(desk.mine.state), pytest.raises(ProjectLocked):
        desk.mine.project.merge(clone.path)
    with pytest.raises(KnownError, match="itself"):
        desk.mine.project.merge(desk.mine.path)


def test_a_copy_of_the_one_file_taken_while_it_is_open_is_whole(desk: Desk) -> None:
    for n in range(5):
        desk.mine.project.run(titled(desk.mine.project, f"Title {n}"))
    copy = desk.folder / "copy.tickmark"
    # By another process: closing a second handle in this one would drop SQLite's lock.
    subprocess.run(["cp", desk.mine.path, copy], check=True)
    with state_of(desk.folder / "elsewhere"), Project.open(copy, identity("Idris Vale")) as project:
        assert project.fingerprint == desk.mine.project.fingerprint
        assert project.verify() == []

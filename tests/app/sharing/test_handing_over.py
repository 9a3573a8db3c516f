"""A merge, a share, a change of password, an erasure killed or out of disk in the middle: never between.

``python -m benchmarks.handing_over``, ``benchmarks.passwords`` and ``benchmarks.erasing`` do this a hundred
times each.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks import erasing, handing_over, passwords
from benchmarks.ordeals import Ordeal, killed, starved
from db import leftovers
from tests.db.laptops import state_of
from tests.rounds import rounds

ORDEALS = (*handing_over.ORDEALS, *passwords.ORDEALS, *erasing.ORDEALS)
# What a disk does with what it was given is tested elsewhere.
_QUICK = Path("/dev/shm")

named = pytest.mark.parametrize("ordeal", ORDEALS, ids=lambda ordeal: ordeal.name)


@named
def test_a_kill_leaves_it_undone_or_done(ordeal: Ordeal) -> None:
    times = max(1, rounds(1) * 2 // 3)
    with TemporaryDirectory(dir=_QUICK if _QUICK.exists() else None) as folder:
        assert killed(ordeal, Path(folder), times).total() == times


@named
def test_a_full_disk_leaves_it_undone_or_done(ordeal: Ordeal) -> None:
    if starved(ordeal, max(1, rounds(1) * 2 // 3), size="40m") is None:
        pytest.skip("this user may not mount a small disk")


def test_what_is_still_being_written_is_left_and_what_a_crash_left_goes(tmp_path: Path) -> None:
    with state_of(tmp_path / "state"):
        with leftovers.writing(tmp_path / "a.tickmark") as mine:
            mine.write_bytes(b"half")
            leftovers.clear()
            assert mine.exists()
            (note,) = (tmp_path / "state" / "unfinished").glob("*.json")
            noted = note.read_bytes()
        assert not mine.exists()
        assert not list((tmp_path / "state" / "unfinished").iterdir())
        mine.write_bytes(b"left by a crash")
        note.write_bytes(noted)
        # A note that names another kind of file is no reason to remove it.
        other = tmp_path / "report.tickmark"
        other.write_bytes(b"x")
        note.with_name("other.json").write_text(f'{{"part": "{bytes(other).hex()}"}}')
        receipts = tmp_path / "state" / "receipts"
        receipts.mkdir()
        young = (receipts / "young.part", note.with_name("young.lock"))
        old = (receipts / "old.part", note.with_name("old.lock"))
        for file in young + old:
            file.touch()
        for file in old:
            os.utime(file, (1, 1))
        leftovers.clear()
        assert all(file.exists() for file in young)
        assert not any(file.exists() for file in old)
        young[1].unlink()
        assert not mine.exists()
        assert other.exists()
        assert not list((tmp_path / "state" / "unfinished").iterdir())

"""Copies read in a child: what it finds merges as if it were read here; where it ends nothing happened."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.jobs.child import JobStopped
from app.sharing import copies
from db.errors import KnownError
from db.keeping import finished
from db.step import Edit, new_id
from db.words import Words
from tests.db.conftest import Desk
from tests.db.laptops import SENTENCES, TEXT, Laptop, claim_edits, state_of, tables


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Maren's project, on Maren's machine."""
    desk = Desk(tmp_path)
    with state_of(desk.mine.state):
        yield desk
    for laptop in desk.all:
        laptop.close()


def _marking(desk: Desk, claims: int = 3) -> Laptop:
    """A colleague who made that many claims, closed."""
    colleague = desk.colleague()
    for n in range(claims):
        edits = claim_edits(
            new_id("claim"), desk.article, (desk.draft, TEXT), SENTENCES[n % 3], ("IV", n + 1), f"Claim {n}"
        )
        colleague.run("claim.mark", edits)
    colleague.close()
    return colleague


def test_what_a_child_read_merges_as_if_it_were_read_here(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_PIECE", 2)
    first, third = _marking(desk), desk.colleague("Mika Cole")
    third.close()
    project = desk.mine.project
    read = finished(copies.reading([first.path, third.path], project))
    told = project.preview([first.path, third.path], read)
    # Meanwhile some of it came another way, and the file itself is gone.
    desk.mine.run("project.title", [Edit("project:" + "0" * 32, "title", Words("Meanwhile"))])
    kept = first.path.rename(first.path.with_name("kept.tickmark"))
    done = project.merge_all([first.path, third.path], read)
    assert [report.transactions for report in done] == [report.transactions for report in told] == [4, 0]
    assert project.merge_all([first.path], read)[0].transactions == 0
    whole = (project.fingerprint, tables(project))
    project.set_aside(project.merges[0].id)
    project.merge(kept)
    assert (project.fingerprint, tables(project)) == whole
    assert project.verify() == []


def test_a_copy_that_lies_is_refused_by_the_child_naming_the_change(desk: Desk) -> None:
    other = _marking(desk)
    with closing(sqlite3.connect(other.path)) as conn:
        conn.execute("DROP TRIGGER txn_update")
        conn.execute(
            "UPDATE txn SET body = CAST(replace(CAST(body AS TEXT), 'claim.mark', 'claim.mask') AS BLOB)"
        )
        conn.execute(
            "CREATE TRIGGER txn_update BEFORE UPDATE ON txn BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )
        conn.commit()
    mine = desk.mine.project
    before = mine.fingerprint
    with pytest.raises(KnownError, match=r"Change 2 is not the one that was written"):
        finished(copies.reading([other.path], mine))
    with pytest.raises(KnownError, match="itself"):
        finished(copies.reading([mine.path], mine))
    assert (mine.fingerprint, mine.verify()) == (before, [])


def test_a_child_that_is_killed_or_out_of_memory_is_one_sentence_and_nothing_happened(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _marking(desk).path
    mine = desk.mine.project
    before = mine.fingerprint
    parts = copies.reading([path], mine)
    while not multiprocessing.active_children():
        next(parts)
    for child in multiprocessing.active_children():
        child.kill()
    with pytest.raises(
        JobStopped, match=r"Reading copy-1\.tickmark stopped unexpectedly .*nothing was changed"
    ):
        finished(parts)
    monkeypatch.setattr(copies, "_MEMORY", 0)
    with pytest.raises(JobStopped, match=r"Reading copy-1\.tickmark .*nothing was changed"):
        finished(copies.reading([path], mine))
    assert mine.fingerprint == before


def test_reading_that_is_given_up_leaves_no_child(desk: Desk) -> None:
    other = _marking(desk)
    parts = copies.reading([other.path], desk.mine.project)
    while not (children := multiprocessing.active_children()):
        next(parts)
    parts.close()
    for child in children:
        child.join(30)
        assert not child.is_alive()

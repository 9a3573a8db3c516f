"""The file of an open project moved, deleted, replaced or written to by others: nothing is lost or mixed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import place, queries
from db.errors import FileTaken, KnownError
from db.kinds import PROJECT
from db.project_file import Project
from db.standing import Standing
from db.step import Edit, Step
from db.words import Words
from tests.db.conftest import Desk
from tests.db.laptops import state_of


@pytest.fixture(autouse=True)
def _at_marens(desk: Desk) -> Iterator[None]:
    with state_of(desk.mine.state):
        yield


def _entitle(project: Project, title: str) -> None:
    project.run(Step("project.title", (Edit(PROJECT, "title", Words(title)),), project.revision))


def _title(project: Project) -> str:
    return queries.project(project.conn).title


def _take_away(path: Path, how: Standing) -> None:
    """Do to the file what a person or a program that keeps folders alike does."""
    if how is Standing.GONE:
        path.rename(path.with_name("away.tickmark"))
    elif how is Standing.REPLACED:
        path.with_name("older.tickmark").replace(path)
    else:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("INSERT INTO scratch VALUES ('claim:1', 'theirs', 0)")


@pytest.mark.parametrize("how", [Standing.GONE, Standing.REPLACED, Standing.WRITTEN])
def test_a_file_taken_away_is_told_nothing_is_written_into_another_and_all_of_it_is_kept_elsewhere(
    desk: Desk, how: Standing
) -> None:
    desk.mine.close()
    older = desk.folder / "older.tickmark"
    shutil.copy(desk.mine.path, older)
    before = older.read_bytes()
    with desk.mine.project as project:
        _entitle(project, "Saved in time")
        project.set_scratch("claim:9", "half a sentence")
        assert project.standing is Standing.THERE
        _take_away(project.path, how)
        assert project.standing is how
        with pytest.raises(FileTaken):
            _entitle(project, "Too late")
        assert _title(project) == "Saved in time"
        if how is not Standing.GONE:
            with pytest.raises(KnownError, match="another name"):
                project.moved_to(project.path)
        moved = project.moved_to(desk.folder / "elsewhere.tickmark")
    with moved:
        assert (_title(moved), moved.scratch("claim:9")) == ("Saved in time", "half a sentence")
        _entitle(moved, "Not too late")
        assert moved.standing is Standing.THERE
        assert moved.verify() == []
    if how is Standing.REPLACED:
        assert desk.mine.path.read_bytes() == before


def test_a_file_that_was_deleted_is_put_back_under_its_own_name(desk: Desk) -> None:
    project = desk.mine.project
    _entitle(project, "Saved in time")
    project.path.unlink()
    with project.moved_to(project.path) as back:
        _entitle(back, "Back")
        assert (back.standing, _title(back)) == (Standing.THERE, "Back")
        with pytest.raises(KnownError, match="another window"):
            Project.open(back.path, back.me)


def test_a_file_put_back_is_written_to_again(desk: Desk) -> None:
    project, away = desk.mine.project, desk.folder / "away.tickmark"
    project.path.rename(away)
    with pytest.raises(FileTaken):
        _entitle(project, "Later")
    away.rename(project.path)
    _entitle(project, "Later")
    assert (project.standing, _title(project)) == (Standing.THERE, "Later")


def test_closing_leaves_no_receipt_for_a_file_that_took_the_projects_place(desk: Desk) -> None:
    desk.mine.close()
    planted = desk.folder / "planted.tickmark"
    shutil.copy(desk.mine.path, planted)
    project = desk.mine.project
    receipt = place.receipt_file(project.path)
    planted.replace(project.path)
    desk.mine.close()
    assert place.read_state(receipt).get("inode") != os.stat(desk.mine.path).st_ino  # noqa: PTH116


def test_where_no_copy_can_be_kept_the_project_stays_open(desk: Desk) -> None:
    project = desk.mine.project
    project.path.rename(desk.folder / "away.tickmark")
    with pytest.raises(KnownError, match="stays open"):
        project.moved_to(desk.folder / "no folder" / "elsewhere.tickmark")
    assert project.standing is Standing.GONE
    assert _title(project) is not None


def test_another_project_written_into_the_file_is_not_taken_for_this_one(desk: Desk) -> None:
    with Project.create(desk.folder / "other.tickmark", desk.mine.me, title="Other") as other:
        path = other.path
    project = desk.mine.project
    with path.open("rb") as source, project.path.open("rb+") as target:
        target.truncate()
        shutil.copyfileobj(source, target)
    assert project.standing is Standing.WRITTEN
    with pytest.raises(KnownError, match="another project"):
        project.moved_to(desk.folder / "elsewhere.tickmark")

"""What is not a sound project: refused in one sentence and left as it was, or opened with what it held."""

from __future__ import annotations

import gc
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from db import log, schema
from db.errors import BadBody, KnownError, NotAProject, ProjectTooNew
from db.kinds import PROJECT
from db.project_file import Project
from db.step import Edit, new_id
from db.words import Words
from tests.db.conftest import Desk, filled
from tests.db.laptops import SENTENCES, TEXT, claim_edits, state_of, tables
from tests.rounds import rounds

FLIPS = rounds(50)


def _text(path: Path) -> None:
    path.write_text("An article, not a project.\n" * 20)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _header_only(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _without_end(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def _middle_zeroed(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:20480] = bytes(12288)
    path.write_bytes(data)


def _other_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE txn(a)")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _sql(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as conn:
            conn.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                conn.execute(statement)
            conn.commit()

    change.__name__ = statements[0][:40]
    return change


SPOILT: tuple[Callable[[Path], None], ...] = (
    _text,
    _empty,
    _zeroed,
    _header_only,
    _half,
    _without_end,
    _middle_zeroed,
    _other_database,
    _folder,
    _sql("PRAGMA journal_mode = WAL"),
    _sql("CREATE VIEW sly AS SELECT * FROM txn"),
    _sql("DROP TABLE claim", "CREATE VIEW claim AS SELECT 1"),
    _sql("CREATE TRIGGER sly AFTER INSERT ON txn BEGIN DELETE FROM value; END"),
    _sql("CREATE TRIGGER sly AFTER INSERT ON claim BEGIN DELETE FROM value; END"),
    _sql("CREATE VIRTUAL TABLE sly USING fts5(a)"),
    _sql("CREATE UNIQUE INDEX sly ON txn(body)"),
    _sql("CREATE INDEX sly ON value(data)"),
    _sql("DROP TRIGGER txn_delete"),
    _sql("DROP TABLE value"),
    _sql("ALTER TABLE txn ADD COLUMN more TEXT"),
    _sql("INSERT INTO sqlite_master VALUES ('view','sqlite_autoindex_x','x',0,'CREATE VIEW x AS SELECT 1')"),
    _sql(
        "INSERT INTO sqlite_master VALUES ('trigger', 'sqlite_autoindex_t', 'claim', 0, "
        "'CREATE TRIGGER t AFTER INSERT ON claim BEGIN SELECT 1; END')"
    ),
    _sql("UPDATE value SET data = 'Other words'"),
    _sql("DELETE FROM value"),
    _sql("DELETE FROM blob"),
    _sql("DROP TRIGGER txn_delete", "DELETE FROM txn WHERE tno = 7", schema.TRUTH["txn_delete"]),
    _sql(
        "DROP TRIGGER txn_update", "UPDATE txn SET body = x'7b7d' WHERE tno = 5", schema.TRUTH["txn_update"]
    ),
    _sql("UPDATE blob_chunk SET data = x'00'"),
)


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_what_is_no_sound_project_is_refused_and_left_as_it_was(
    desk: Desk, spoil: Callable[[Path], None]
) -> None:
    colleague = desk.colleague()
    path = filled(desk)
    bad = desk.folder / "bad.tickmark"
    shutil.copyfile(path, bad)
    spoil(bad)
    before = bad.read_bytes() if bad.is_file() else b""
    unmerged, merged = colleague.project.fingerprint, desk.mine.project.fingerprint
    with state_of(desk.mine.state), pytest.raises(KnownError) as told:
        Project.open(bad, desk.mine.me)
    assert "\n" not in str(told.value)
    assert "***" not in str(told.value)
    assert str(told.value).endswith((".", "?"))
    # A copy spoilt only in what was here already may still bring the rest.
    with suppress(KnownError):
        colleague.project.merge(bad)
    assert colleague.project.fingerprint in (unmerged, merged)
    assert colleague.project.verify() == []
    assert not bad.is_file() or bad.read_bytes() == before
    # The refusal holds on to nothing.
    if bad.is_file():
        shutil.copyfile(desk.colleague().path, bad)
        with state_of(desk.mine.state):
            Project.open(bad, desk.mine.me).close()


def test_a_newer_format_is_refused_by_name(desk: Desk) -> None:
    path = filled(desk)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA user_version = 3")
    with pytest.raises(ProjectTooNew, match="newer Tickmark"):
        _ = desk.mine.project


def test_a_missing_project_is_not_made_by_opening_or_merging_it(desk: Desk) -> None:
    missing = desk.folder / "missing.tickmark"
    with pytest.raises(NotAProject, match="nothing was created"):
        Project.open(missing, desk.mine.me)
    with pytest.raises(NotAProject, match="nothing was created"):
        desk.mine.project.merge(missing)
    assert not missing.exists()
    with pytest.raises(NotAProject):
        Project.open(desk.folder / "no" / "folder.tickmark", desk.mine.me)


def test_creating_over_something_leaves_it(desk: Desk) -> None:
    there = desk.folder / "there.tickmark"
    there.write_text("mine")
    with pytest.raises(KnownError, match="already"):
        Project.create(there, desk.mine.me)
    assert there.read_text() == "mine"


@pytest.mark.parametrize(
    "wrong", [{"scale": "Not a code"}, {"title": "\ud800"}, {"language": "EN us"}], ids=str
)
def test_a_project_that_cannot_be_made_leaves_nothing_behind(desk: Desk, wrong: dict[str, Any]) -> None:
    folder = desk.folder / "new"
    folder.mkdir()
    with pytest.raises(BadBody):
        Project.create(folder / "new.tickmark", desk.mine.me, **wrong)
    with pytest.raises(KnownError):
        Project.create(folder / "none" / "new.tickmark", desk.mine.me)
    assert list(folder.iterdir()) == []


def _content(project: Project) -> tuple[object, ...]:
    words = sorted(project.conn.execute("SELECT hash, salt, data FROM value").fetchall())
    return project.fingerprint, words, tables(project)


def test_flipped_bits_are_refused_or_change_nothing_and_never_crash(desk: Desk) -> None:
    path = filled(desk)
    true = _content(desk.mine.project)
    desk.mine.close()
    whole = path.read_bytes()
    chance = random.Random(20_261_123)
    refused = 0
    for n in range(FLIPS):
        data = bytearray(whole)
        for _ in range(1 if n % 2 else chance.randint(2, 40)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        bad = desk.folder / f"flipped-{n}.tickmark"
        bad.write_bytes(data)
        try:
            with state_of(desk.mine.state), Project.open(bad, desk.mine.me) as project:
                assert _content(project) == true
                assert project.verify() == []
        except KnownError:
            refused += 1
        bad.unlink()
    assert 0 < refused < FLIPS


def test_flipped_bits_never_reach_the_project_they_are_merged_into(desk: Desk) -> None:
    colleague = desk.colleague()
    for n in range(4):
        edits = claim_edits(
            new_id("claim"), desk.article, (desk.draft, TEXT), SENTENCES[n], ("IV", n + 1), f"Claim {n}"
        )
        colleague.run("claim.mark", edits)
    colleague.close()
    whole = colleague.path.read_bytes()
    scratch = desk.mine.copied(desk.folder / "first.tickmark", desk.mine.state, desk.mine.me.name)
    scratch.merge(colleague)
    true, before = _content(scratch.project), _content(desk.mine.project)
    scratch.close()
    chance = random.Random(7)
    for n in range(rounds(20)):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
        colleague.path.write_bytes(data)
        copy = desk.mine.copied(desk.folder / f"{n}.tickmark", desk.mine.state, desk.mine.me.name)
        try:
            copy.merge(colleague)
            assert _content(copy.project) == true
        except KnownError:
            assert _content(copy.project) == before
        copy.close()


def test_words_withheld_from_a_copy_come_back_by_merging_and_are_drawn(desk: Desk) -> None:
    claim = new_id("claim")
    desk.mine.run(
        "claim.mark", claim_edits(claim, desk.article, (desk.draft, TEXT), SENTENCES[0], ("MC", 1), "Secret")
    )
    copy = desk.colleague()
    conn = copy.project.conn
    conn.execute("UPDATE value SET data = NULL, salt = NULL WHERE data = 'Secret'")
    copy.close()
    shutil.rmtree(copy.state / "receipts", ignore_errors=True)
    assert "Secret" not in copy.project.conn.execute("SELECT wording FROM claim").fetchone()
    assert copy.project.verify() == []
    desk.mine.merge(copy)
    assert desk.mine.project.conn.execute("SELECT wording FROM claim").fetchone() == ("Secret",)
    copy.merge(desk.mine)
    assert copy.project.conn.execute("SELECT wording FROM claim").fetchone() == ("Secret",)
    assert copy.project.verify() == []


def test_a_file_that_another_step_wrote_is_checked_and_drawn_anew(desk: Desk) -> None:
    """A receipt is for the file as it was closed: whatever else happened to it, it is not trusted."""
    path = filled(desk)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE claim SET wording = 'Other'")
        conn.commit()
    assert desk.mine.project.verify() == []


def test_a_title_of_a_million_characters_is_refused_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(BadBody, match="characters"):
        desk.mine.run("project.title", [Edit(PROJECT, "title", Words("x" * 1_000_001))])
    assert log.fingerprint(desk.mine.project.conn) == desk.mine.project.fingerprint


def test_a_project_where_nothing_can_be_written_opens_for_reading(desk: Desk) -> None:
    path = filled(desk)
    true = _content(desk.mine.project)
    desk.mine.close()
    for trusted in (True, False):
        if not trusted:
            shutil.rmtree(desk.mine.state / "receipts")
        with read_only(path.parent), state_of(desk.mine.state), Project.open(path, desk.mine.me) as project:
            assert not project.writable
            assert _content(project) == true
            with pytest.raises(KnownError, match="read-only place"):
                project.undo()
            with pytest.raises(KnownError, match="read-only place"):
                project.set_scratch("a", "b")
            assert _content(project) == true
    assert _content(desk.mine.project) == true


class read_only:  # noqa: N801 - used as a with statement
    """A folder that cannot be written meanwhile, for root too: mounted over itself, or by its mode."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> None:
        import subprocess

        if os.geteuid() != 0:
            self.folder.chmod(0o500)
            return
        steps = (
            ["mount", "--bind", self.folder, self.folder],
            ["mount", "-o", "remount,bind,ro", self.folder],
        )
        for step in steps:
            if subprocess.run(step, capture_output=True).returncode != 0:
                pytest.skip("root here may not mount, and nothing else is read-only to root")

    def __exit__(self, *_: object) -> None:
        import subprocess

        if os.geteuid() != 0:
            self.folder.chmod(0o700)
            return
        # What only a circle of objects holds open keeps the folder busy.
        gc.collect()
        subprocess.run(["umount", self.folder], check=True, capture_output=True)

"""Projects under a password: what opens them, what does not, and that nothing plain is left beside them."""

from __future__ import annotations

import os
import pickle
import shutil
import sqlite3
import traceback
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from db import backups, connection, merge, protecting, sealing
from db.errors import KnownError, NotAProject, PasswordNeeded, Stopped, WriteFailed, WrongPassword
from db.keeping import finished
from db.project_file import Project
from db.sealing import Password
from db.search import SearchIndex
from db.sharing import Without, plan, writing
from db.step import new_id
from tests.db.conftest import Desk, filled
from tests.db.laptops import SENTENCES, TEXT, claim_edits, state_of

RIGHT = Password("Fähre 41,200")
OTHER = Password("another one")
WORDS = TEXT[slice(*SENTENCES[0])].encode()
"""Words of the article, as they stand in a plain file."""


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A key is made quickly, but where the file is for other programs."""
    if "other_program" not in request.node.name:
        monkeypatch.setattr(sealing, "_ROUNDS", 4)


def _sealed(desk: Desk, password: Password = RIGHT) -> Path:
    path = filled(desk)
    with state_of(desk.mine.state), Project.open(path, desk.mine.me) as project:
        assert project.protect(password) == []
    return path


def _opened(desk: Desk, password: Password | None = RIGHT, path: Path | None = None) -> Project:
    return Project.open(path or desk.mine.path, desk.mine.me, password=password)


def test_the_password_opens_it_with_all_it_held_and_nothing_of_it_can_be_read_without(desk: Desk) -> None:
    path = filled(desk)
    assert WORDS in path.read_bytes()
    with state_of(desk.mine.state):
        with Project.open(path, desk.mine.me) as project:
            before = project.fingerprint
            project.protect(RIGHT)
            # It goes on as it was, under its new key.
            project.set_scratch("note", "typed")
            assert project.undo().kind == "undo"
            after = project.fingerprint
            assert after != before
        assert WORDS not in path.read_bytes()
        assert not path.read_bytes().startswith(b"SQLite")
        with _opened(desk) as project:
            assert project.fingerprint == after
            assert project.scratch("note") == "typed"
            assert project.verify() == []
            assert project.password == RIGHT
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


def test_without_the_right_password_one_sentence_says_that_it_may_be_damaged_too(
    desk: Desk,
) -> None:
    path = _sealed(desk)
    before = path.read_bytes()
    with state_of(desk.mine.state):
        with pytest.raises(PasswordNeeded, match="protected with a password, or is damaged"):
            _opened(desk, None)
        with pytest.raises(WrongPassword, match="or the file is damaged"):
            _opened(desk, OTHER)
        with pytest.raises(WrongPassword):
            _opened(desk, Password("fähre 41,200"))
    assert path.read_bytes() == before


def test_any_other_program_for_sqlcipher_files_opens_it_with_the_password(desk: Desk) -> None:
    dbapi2: Any = import_module("sqlcipher3.dbapi2")
    path = _sealed(desk)
    with closing(dbapi2.connect(str(path))) as conn:
        conn.execute("PRAGMA key = 'Fähre 41,200'")
        assert conn.execute("SELECT count(*) FROM txn").fetchone()[0] > 0
        assert conn.execute("PRAGMA auto_vacuum").fetchone()[0] == 2


def test_accents_typed_as_two_characters_are_the_same_password(desk: Desk) -> None:
    _sealed(desk)
    with state_of(desk.mine.state), _opened(desk, Password("Fa\u0308hre 41,200")) as project:
        assert project.writable


def test_with_the_right_password_damage_is_told_as_damage(desk: Desk) -> None:
    path = _sealed(desk)
    whole = path.read_bytes()
    for at in (100, len(whole) // 2):
        broken = bytearray(whole)
        broken[at] ^= 1
        path.write_bytes(broken)
        with state_of(desk.mine.state), pytest.raises(NotAProject, match="damaged") as told:
            _opened(desk).close()
        assert not isinstance(told.value, WrongPassword)
        assert path.read_bytes() == broken
    path.write_bytes(os.urandom(len(whole)))
    with state_of(desk.mine.state), pytest.raises(WrongPassword):
        _opened(desk)


def test_a_wrong_password_never_touches_a_journal_that_waits_to_be_rolled_back(desk: Desk) -> None:
    path = _sealed(desk)
    crashed = desk.folder / "crashed.tickmark"
    with state_of(desk.mine.state), _opened(desk) as project:
        before, conn = project.fingerprint, project.conn
        conn.execute("PRAGMA cache_size = 2")
        conn.execute("BEGIN IMMEDIATE")
        conn.executemany("INSERT INTO scratch VALUES (?, ?, 0)", [(str(n), "x" * 900) for n in range(400)])
        conn.execute("UPDATE value SET data = 'torn'")
        shutil.copyfile(path, crashed)
        shutil.copyfile(f"{path}-journal", f"{crashed}-journal")
        conn.execute("ROLLBACK")
    torn = crashed.read_bytes()
    assert b"xxxx" not in torn + Path(f"{crashed}-journal").read_bytes()
    with state_of(desk.mine.state):
        with pytest.raises(WrongPassword):
            _opened(desk, OTHER, crashed)
        assert crashed.read_bytes() == torn
        with _opened(desk, RIGHT, crashed) as project:
            assert project.fingerprint == before
            assert project.verify() == []


def test_a_password_is_changed_and_removed_and_its_backups_go_with_it(desk: Desk) -> None:
    colleague = desk.colleague()
    colleague.run(
        "claim.mark",
        claim_edits(new_id("claim"), desk.article, (desk.draft, TEXT), SENTENCES[1], ("IV", 1), "Hers"),
    )
    colleague.close()
    path = desk.mine.path
    with state_of(desk.mine.state):
        project = desk.mine.project
        project.merge(colleague.path, backup=True)
        (backup,) = backups.of(path)
        assert WORDS in backup.read_bytes()
        project.protect(RIGHT)
        assert WORDS not in backup.read_bytes()
        project.protect(OTHER)
        before = project.fingerprint
        desk.mine.close()
        for file in (path, backup):
            with pytest.raises(WrongPassword):
                _opened(desk, RIGHT, file)
            _opened(desk, OTHER, file).close()
        with _opened(desk, OTHER) as project:
            strange = backup.with_name(backup.name.replace(".before-merge-2", ".before-merge-1"))
            strange.write_bytes(os.urandom(8192))
            assert project.protect(None) == [strange]
            assert project.password is None
            with pytest.raises(KnownError, match="no password"):
                project.protect(None)
        with Project.open(path, desk.mine.me) as project:
            assert project.fingerprint == before
    assert WORDS in path.read_bytes()
    assert WORDS in backup.read_bytes()


def test_the_bytes_of_before_are_written_over_unless_they_have_another_name(desk: Desk) -> None:
    path = filled(desk)
    kept = desk.folder / "a-link-of-a-backup-program"
    os.link(path, kept)
    with state_of(desk.mine.state), Project.open(path, desk.mine.me) as project:
        project.protect(RIGHT)
    assert WORDS in kept.read_bytes()
    with path.open("rb") as held, state_of(desk.mine.state):
        with _opened(desk) as project:
            project.protect(None)
        if os.name == "posix":
            assert not held.read().strip(b"\0")


@pytest.mark.parametrize("stopped", [False, True])
def test_stopped_or_without_room_the_project_is_as_it_was_with_nothing_beside_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, stopped: bool
) -> None:
    path = filled(desk)
    before = path.read_bytes()

    def stop(done: int, _total: int) -> None:
        if done >= 600:
            raise Stopped("Stopped.")

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with state_of(desk.mine.state), Project.open(path, desk.mine.me) as project:
        if stopped:
            project.progress = stop
        else:
            monkeypatch.setattr(protecting, "copy_rows", full)
        with pytest.raises(Stopped if stopped else WriteFailed):
            project.protect(RIGHT)
        assert project.verify() == []
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


@pytest.mark.parametrize(("mine", "theirs"), [(None, RIGHT), (RIGHT, None), (RIGHT, RIGHT), (RIGHT, OTHER)])
def test_plain_and_sealed_merge_into_each_other(
    desk: Desk, mine: Password | None, theirs: Password | None
) -> None:
    colleague = desk.colleague()
    claim = new_id("claim")
    edits = claim_edits(claim, desk.article, (desk.draft, TEXT), SENTENCES[1], ("IV", 1), "Hers")
    colleague.run("claim.mark", edits)
    with state_of(colleague.state):
        if theirs is not None:
            colleague.project.protect(theirs)
        after = colleague.project.fingerprint
        colleague.close()
    with state_of(desk.mine.state):
        project = desk.mine.project
        if mine is not None:
            project.protect(mine)
        if theirs is not None and theirs != mine:
            with pytest.raises(PasswordNeeded) as told:
                project.preview([colleague.path])
            assert type(told.value) is PasswordNeeded
            assert told.value.path == colleague.path
            project.passwords = {colleague.path: Password("not this")}
            with pytest.raises(WrongPassword):
                project.preview([colleague.path])
            project.passwords = {colleague.path: theirs}
        (seen,) = project.preview([colleague.path])
        _, report = project.merge(colleague.path, backup=True)
        assert seen.new == report.new
        assert project.knows(claim)
        assert project.verify() == []
        (backup,) = backups.of(desk.mine.path)
        desk.mine.close()
        assert (WORDS in backup.read_bytes()) == (mine is None)
        with Project.open(backup, desk.mine.me, password=mine) as before:
            assert not before.knows(claim)
        with Project.open(desk.mine.path, desk.mine.me, password=mine) as project:
            assert project.fingerprint == after


def test_a_copy_is_under_its_own_password_and_comes_back(desk: Desk) -> None:
    path = _sealed(desk)
    out = desk.folder / "copy.tickmark"
    with state_of(desk.mine.state), _opened(desk) as project:
        finished(writing(project.conn, plan(project.conn, Without()), out, password=OTHER))
        same = desk.folder / "same.tickmark"
        finished(writing(project.conn, plan(project.conn, Without()), same))
        sealing.check(same, RIGHT)
        assert len(merge.check_sound(out, password=OTHER)) == project.revision
        with pytest.raises(WrongPassword):
            merge.check_sound(out, password=RIGHT)
        assert WORDS not in out.read_bytes()
        project.passwords = {out: OTHER}
        assert project.preview([out])[0].transactions == 0
    assert WORDS not in path.read_bytes()


def test_kept_elsewhere_when_its_file_is_gone_it_is_still_sealed(desk: Desk) -> None:
    path = _sealed(desk)
    elsewhere = desk.folder / "elsewhere.tickmark"
    with state_of(desk.mine.state):
        project = _opened(desk)
        before = project.fingerprint
        path.unlink()
        with pytest.raises(KnownError, match="not the one that was opened"):
            project.protect(OTHER)
        with project.moved_to(elsewhere) as project:
            assert project.fingerprint == before
            assert project.password == RIGHT
            project.protect(OTHER)
            project.set_scratch("note", "goes on")
        _opened(desk, OTHER, elsewhere).close()
    assert WORDS not in elsewhere.read_bytes()


def test_in_a_read_only_place_it_is_read_from_memory(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _sealed(desk)
    monkeypatch.setattr("db.opening.is_writable", lambda _: False)
    with state_of(desk.mine.state), _opened(desk) as project:
        assert not project.writable
        assert project.password == RIGHT
        assert project.verify() == []
        with pytest.raises(KnownError, match="read-only"):
            project.protect(None)
    assert WORDS not in path.read_bytes()


def test_somebody_elses_sealed_file_is_not_trusted_either(desk: Desk) -> None:
    def with_sql(*statements: str) -> None:
        shutil.copyfile(whole, path)
        with closing(connection.connect(path, RIGHT)) as conn:
            for statement in statements:
                conn.execute(statement)

    path = _sealed(desk)
    whole = desk.folder / "whole"
    shutil.copyfile(path, whole)
    for statements, told in (
        (("CREATE VIEW planted AS SELECT 1",), "laid out"),
        (("CREATE TRIGGER planted AFTER INSERT ON txn BEGIN SELECT 1; END",), "laid out"),
        (("UPDATE value SET data = printf('%.*c', 70000000, 'x') WHERE data = 'Ferry'",), "larger pieces"),
        (("PRAGMA application_id = 7",), "another program"),
        (("PRAGMA user_version = 99",), "newer"),
    ):
        with_sql(*statements)
        with state_of(desk.mine.state), pytest.raises(KnownError, match=told):
            _opened(desk).close()


def test_the_index_of_a_sealed_project_is_sealed_and_made_anew_under_another_password(tmp_path: Path) -> None:
    from db.records.search import SearchItem

    item = SearchItem("note", "1", "Harbour", "m", lambda: "the ferry carried people")
    file = tmp_path / "index.sealed"
    for password in (RIGHT, RIGHT, OTHER):
        index = SearchIndex(file, password)
        index.catch_up([item])
        assert [hit.id for hit in index.find("ferry")] == ["1"]
        index.close()
        assert b"ferry" not in file.read_bytes()
        assert sealing.is_sealed(file)


def test_a_password_shows_itself_nowhere_and_cannot_be_empty() -> None:
    with pytest.raises(KnownError, match="empty"):
        Password("")
    with pytest.raises(KnownError, match="1,024"):
        Password("a\0b")
    secret = Password("quayside")
    assert "quayside" not in repr(secret) + f"{secret}"
    assert pickle.loads(pickle.dumps(secret)) == secret
    assert secret != Password("Quayside")
    assert secret != "quayside"


def test_no_error_of_opening_or_writing_tells_the_password_or_its_key(desk: Desk) -> None:
    path = _sealed(desk, Password("quayside"))
    key = Password("quayside").key(sealing.salt_of(path)).hex()
    with state_of(desk.mine.state), _opened(desk, Password("quayside")) as project:
        with pytest.raises(sqlite3.OperationalError) as error:
            project.conn.execute("SELECT nothing FROM nowhere")
        told = "".join(traceback.format_exception(error.value))
        assert error.value.sqlite_errorcode == sqlite3.SQLITE_ERROR
    assert "nowhere" in told
    assert "quayside" not in told
    assert key not in told

"""Files from elsewhere: nothing in them runs, all is checked before it is taken in; and what verify names."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256

import pytest

from db import merge
from db.body import Body, Op, encode
from db.connection import connect_reading, fence, limit_work
from db.errors import KnownError, NotAProject
from db.kinds import PROJECT
from db.project_file import Project
from db.step import new_id
from tests.db.conftest import Desk, filled
from tests.db.laptops import Laptop, state_of


def test_a_hostile_view_named_like_a_table_is_never_run_behind_the_fence(desk: Desk) -> None:
    endless = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r"
    path = filled(desk)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("DROP TABLE claim")
        conn.execute(f"CREATE VIEW claim AS {endless}")
        conn.execute(f"CREATE VIEW harmless AS {endless}")
    with closing(connect_reading(path)) as conn:
        fence(conn)
        for sql in (
            "SELECT * FROM claim",
            "SELECT * FROM harmless",
            "SELECT * FROM article",
            "PRAGMA user_version",
        ):
            with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
                conn.execute(sql)
        for sql in ("DELETE FROM value", "ATTACH 'x' AS x", "SELECT load_extension('x')", endless):
            with pytest.raises(sqlite3.DatabaseError):
                conn.execute(sql)
        assert conn.execute("SELECT count(*) FROM txn").fetchone()[0] > 4
    with closing(connect_reading(path)) as conn:
        limit_work(conn, path)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            conn.execute("SELECT max(n) FROM harmless").fetchall()
    with pytest.raises(NotAProject, match="nothing in it was run"):
        merge.open_foreign(path)


def test_a_row_that_would_fill_the_memory_is_not_read(desk: Desk) -> None:
    path = filled(desk)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE value SET data = printf('%.*c', 70000000, 'x') WHERE data = 'Ferry'")
        conn.commit()
    with pytest.raises(KnownError):
        _ = desk.mine.project


def _forged(colleague: Laptop, *bodies: bytes) -> None:
    conn = colleague.project.conn
    conn.execute("BEGIN")
    for data in bodies:
        conn.execute("INSERT INTO txn(id, body) VALUES (?,?)", (sha256(data).digest(), data))
    conn.execute("COMMIT")
    colleague.close()


def test_every_body_is_checked_before_the_write_lock_is_taken(desk: Desk) -> None:
    colleague = desk.colleague()
    me = colleague.me

    def body(*ops: Op, count: int = 1) -> bytes:
        return encode(Body(me.replica, me.person, (1, 0), "x", new_id("g")[2:], 0, count, None, ops))[1]

    hostile = {
        "not canonical": b'{"v": 0}',
        "builds on what is nowhere": body(Op(PROJECT, "language", "fr", ("a" * 64,))),
        "takes back what is nowhere": body(Op(PROJECT, "language", None, ("a" * 64,), "a" * 64)),
        "speaks of words that are nowhere": body(Op(PROJECT, "title", {"w": "a" * 64})),
        "refers to bytes that are nowhere": body(Op("text:" + "a" * 64, "layout", {"b": "b" * 64})),
        "half a step": body(Op(PROJECT, "language", "fr"), count=2),
    }
    before = desk.mine.project.fingerprint
    desk.mine.close()
    with state_of(desk.mine.state), Project.open(desk.mine.path, me) as project:
        statements: list[str] = []
        for name, data in hostile.items():
            copy = colleague.copied(desk.folder / f"{name}.tickmark", colleague.state, me.name)
            _forged(copy, data)
            project.conn.set_trace_callback(statements.append)
            with pytest.raises(KnownError):
                project.merge(copy.path)
            project.conn.set_trace_callback(None)
        assert not [sql for sql in statements if not sql.startswith("SELECT")]
        assert project.fingerprint == before


def test_a_change_that_is_there_twice_under_one_step_does_not_spoil_the_project(desk: Desk) -> None:
    """Somebody forges a second body into my step; what I have stays sound, opened afresh as well."""
    (group,) = desk.mine.project.conn.execute('SELECT "group" FROM step ORDER BY tno DESC').fetchone()
    colleague = desk.colleague()
    me = desk.mine.me
    forged = Body(me.replica, me.person, (1, 0), "x", group, 0, 1, None, (Op(PROJECT, "language", "fr"),))
    _forged(colleague, encode(forged)[1])
    with state_of(colleague.state):
        desk.mine.merge(colleague)
    desk.mine.close()
    shutil.rmtree(desk.mine.state / "receipts")
    assert desk.mine.project.verify() == []


@pytest.mark.parametrize(
    ("sql", "codes"),
    [
        ("UPDATE claim SET wording = 'Other'", {"table"}),
        ("UPDATE op SET above = NULL", {"table"}),
        ("DELETE FROM sentence", {"table"}),
        ("UPDATE value SET data = 'Other' WHERE data = 'Claim 1'", {"words", "table"}),
        ("DELETE FROM value WHERE data = 'Claim 1'", {"words-missing", "table"}),
        ("UPDATE value SET data = NULL, salt = NULL WHERE data = 'Claim 1'", {"table"}),
        ("DELETE FROM blob", {"bytes-missing", "table"}),
        ("UPDATE blob_chunk SET data = x'00'", {"bytes", "log"}),
    ],
)
def test_verify_names_what_is_wrong(desk: Desk, sql: str, codes: set[str]) -> None:
    filled(desk)
    assert desk.mine.project.verify() == []
    desk.mine.project.conn.execute(sql)
    assert {finding.code for finding in desk.mine.project.verify()} == codes

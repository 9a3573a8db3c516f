"""The tables: the few that are the truth, spelled out; and those drawn from them, dropped at will."""

from __future__ import annotations

import sqlite3

from db.readable import READABLE

APPLICATION_ID = 0x54494B4D  # "TIKM"
FORMAT = 0
PROJECTION = 24
"""Raise it whenever a drawn table or how it is drawn changes; projects then rebuild on opening."""

CHUNK = 1024 * 1024

TRUTH: dict[str, str] = {
    "meta": "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "txn": (
        "CREATE TABLE txn(tno INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK(length(id) = 32), "
        "body BLOB NOT NULL CHECK(length(body) <= 4194304)) STRICT"
    ),
    "value": (
        "CREATE TABLE value(hash BLOB PRIMARY KEY CHECK(length(hash) = 32), salt BLOB, data TEXT, "
        "CHECK((salt IS NULL) = (data IS NULL))) STRICT, WITHOUT ROWID"
    ),
    "blob": (
        "CREATE TABLE blob(sha BLOB PRIMARY KEY CHECK(length(sha) = 32), size INTEGER NOT NULL) "
        "STRICT, WITHOUT ROWID"
    ),
    "blob_chunk": (
        "CREATE TABLE blob_chunk(sha BLOB NOT NULL, n INTEGER NOT NULL, data BLOB NOT NULL, "
        "UNIQUE(sha, n)) STRICT"
    ),
    "txn_update": (
        "CREATE TRIGGER txn_update BEFORE UPDATE ON txn BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    ),
    "txn_delete": (
        "CREATE TRIGGER txn_delete BEFORE DELETE ON txn BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    ),
}

LOCAL: dict[str, str] = {
    "arrival": (
        "CREATE TABLE arrival(id BLOB PRIMARY KEY, merge TEXT NOT NULL, at INTEGER NOT NULL) "
        "STRICT, WITHOUT ROWID"
    ),
    "scratch": (
        "CREATE TABLE scratch(key TEXT PRIMARY KEY, data TEXT NOT NULL, at INTEGER NOT NULL) "
        "STRICT, WITHOUT ROWID"
    ),
    "set_aside": (
        "CREATE TABLE set_aside(id BLOB PRIMARY KEY, tno INTEGER NOT NULL, body BLOB NOT NULL, "
        "merge TEXT NOT NULL, came_by TEXT NOT NULL, at INTEGER NOT NULL, name TEXT NOT NULL) "
        "STRICT, WITHOUT ROWID"
    ),
    # What is gone for good: ``accepted`` 1 where that was decided here, 0 where it came without, and why.
    "erased": (
        "CREATE TABLE erased(hash BLOB PRIMARY KEY CHECK(length(hash) = 32), erasure TEXT NOT NULL, "
        "accepted INTEGER NOT NULL) STRICT, WITHOUT ROWID"
    ),
}
"""Kept in this file only: not in the fingerprint, not shared, not merged."""

REGISTERS: dict[str, str] = {
    "step": (
        'CREATE TABLE step(tno INTEGER PRIMARY KEY, "group" TEXT NOT NULL, place INTEGER NOT NULL, '
        "count INTEGER NOT NULL, replica TEXT NOT NULL, person TEXT NOT NULL, ms INTEGER NOT NULL, "
        "counter INTEGER NOT NULL, label TEXT NOT NULL, undoes TEXT) STRICT"
    ),
    "step_group": 'CREATE INDEX step_group ON step("group")',
    "step_at": "CREATE INDEX step_at ON step(ms, counter, tno) WHERE place = 0",
    "step_undoes": "CREATE INDEX step_undoes ON step(undoes) WHERE undoes IS NOT NULL",
    # All that a transaction set of an entity, by field; what of it replaces which transactions, and what
    # stands again of that which it takes back.
    "op": (
        "CREATE TABLE op(entity TEXT NOT NULL, tno INTEGER NOT NULL, said TEXT NOT NULL, above TEXT, "
        "leaves TEXT) STRICT"
    ),
    "op_entity": "CREATE INDEX op_entity ON op(entity)",
    "serial": "CREATE TABLE serial(prefix TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID",
}


NEWER = ("set_aside", "erased")
"""Local tables that files of before do not have; they are made when such a file is opened."""


def create_newer(conn: sqlite3.Connection) -> None:
    """Make the local tables that a file from before lacks; the caller holds the transaction."""
    for name in missing_newer(conn):
        conn.execute(LOCAL[name])


def missing_newer(conn: sqlite3.Connection) -> list[str]:
    """Local tables the file does not have yet."""
    there = {name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return [name for name in NEWER if name not in there]


def create_truth(conn: sqlite3.Connection) -> None:
    """Lay out a new, empty project file; the caller holds the transaction."""
    for sql in (*TRUTH.values(), *LOCAL.values()):
        conn.execute(sql)


def create_drawn(conn: sqlite3.Connection) -> None:
    """Lay out the tables drawn from the log, empty; the caller holds the transaction."""
    from sqlite_utils import Database

    for sql in REGISTERS.values():
        conn.execute(sql)
    database = Database(conn, execute_plugins=False, recursive_triggers=False)
    for name, table in READABLE.items():
        created = database.table(name).create(table.columns, pk=table.pk, strict=True)
        for columns in table.indexes:
            created.create_index(columns)


def drop_drawn(conn: sqlite3.Connection) -> None:
    """Drop every table that is not the truth or local, whatever version drew it."""
    kept = TRUTH.keys() | LOCAL.keys()
    names = conn.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    for (name,) in names.fetchall():
        if name not in kept:
            quoted = str(name).replace('"', '""')
            conn.execute(f'DROP TABLE "{quoted}"')

"""The tables: the few that are the truth, spelled out; and those drawn from them, dropped at will."""

from __future__ import annotations

import sqlite3

from db.records.frozen import record

APPLICATION_ID = 0x54494B4D  # "TIKM"
FORMAT = 0
PROJECTION = 8
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
}
"""Kept in this file only: not in the fingerprint, not shared, not merged."""

REGISTERS: dict[str, str] = {
    "step": (
        'CREATE TABLE step(tno INTEGER PRIMARY KEY, "group" TEXT NOT NULL, place INTEGER NOT NULL, '
        "count INTEGER NOT NULL, replica TEXT NOT NULL, person TEXT NOT NULL, ms INTEGER NOT NULL, "
        "counter INTEGER NOT NULL, label TEXT NOT NULL, undoes TEXT) STRICT"
    ),
    "step_group": 'CREATE INDEX step_group ON step("group")',
    "op": (
        "CREATE TABLE op(entity TEXT NOT NULL, field TEXT NOT NULL, tno INTEGER NOT NULL, "
        "value TEXT NOT NULL, head INTEGER NOT NULL, leaf TEXT, PRIMARY KEY(entity, field, tno)) "
        "STRICT, WITHOUT ROWID"
    ),
    "edge": (
        "CREATE TABLE edge(entity TEXT NOT NULL, field TEXT NOT NULL, child INTEGER NOT NULL, "
        "parent INTEGER NOT NULL, PRIMARY KEY(entity, field, child, parent)) STRICT, WITHOUT ROWID"
    ),
    "serial": "CREATE TABLE serial(prefix TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID",
}


@record
class Table:
    """A readable table: its columns with their Python types, primary key, and indexes."""

    columns: dict[str, type]
    pk: str | tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()


_CARRIED: dict[str, type] = {
    "made_on": str,
    "made_start": int,
    "made_end": int,
    "carried": str,
    "was": str,
    "candidates": str,
}
"""Where it was put by hand and how it came from there to where it stands: blanks where it is there still."""

_PASSAGE: dict[str, type] = {
    "id": str,
    "article": str,
    "draft": str,
    "start": int,
    "end": int,
    "quote": str,
    "prefix": str,
    "suffix": str,
    **_CARRIED,
    "claim": str,
}

READABLE: dict[str, Table] = {
    "project": Table({"id": str, "title": str, "scale": str, "language": str, "demonstration": int}, "id"),
    "person": Table({"id": str, "name": str, "initials": str}, "id"),
    "article": Table(
        {
            "id": str,
            "title": str,
            "url": str,
            "archive_url": str,
            "outlet": str,
            "byline": str,
            "published": str,
            "captured_at": int,
            "captured_by": str,
            "language": str,
            "original_sha": str,
            "original_name": str,
            "original_size": int,
            "media_type": str,
            "encoding": str,
            "finding_title": str,
            "finding_standfirst": str,
            "finding_rating": int,
            "created_by": str,
            "created_at": int,
        },
        "id",
    ),
    "draft": Table(
        {
            "id": str,
            "article": str,
            "n": int,
            "current": int,
            "text": str,
            "based_on": str,
            "original_sha": str,
            "original_name": str,
            "media_type": str,
            "created_by": str,
            "created_at": int,
        },
        "id",
        (("article",), ("text",), ("based_on",)),
    ),
    "text": Table({"id": str, "body": str}, "id"),
    "block": Table(
        {"text": str, "n": int, "start": int, "end": int, "kind": str, "level": int, "paragraph": int},
        ("text", "n"),
        (("text", "start"),),
    ),
    "aside": Table(
        {"id": str, "text": str, "start": int, "end": int, "reason": str, "aside": int}, "id", (("text",),)
    ),
    "sentence": Table(
        {
            "draft": str,
            "n": int,
            "start": int,
            "end": int,
            "aside": int,
            "reason": str,
            "state": str,
            "facts": int,
            "settled": int,
            "part": str,
            "paragraph": int,
            "fresh": int,
        },
        ("draft", "n"),
        (("draft", "start", "end"), ("draft", "aside", "state", "paragraph", "n")),
    ),
    "claim": Table(
        {
            "id": str,
            "initials": str,
            "serial": int,
            "number": str,
            "article": str,
            "draft": str,
            "start": int,
            "end": int,
            "quote": str,
            "prefix": str,
            "suffix": str,
            **_CARRIED,
            "paragraph": int,
            "wording": str,
            "speaker": str,
            "through": str,
            "act": str,
            "kind": str,
            "assignee": str,
            "status": str,
            "close_reason": str,
            "evidence": int,
            "difference": int,
            "conflicts": int,
            "missing": str,
            "fixes": int,
            "queries": int,
            "created_by": str,
            "created_at": int,
            "changed_at": int,
        },
        "id",
        (("article", "start"), ("draft", "start", "end", "status"), ("initials", "serial")),
    ),
    "verdict": Table(
        {
            "id": str,
            "version": int,
            "claim": str,
            "question": str,
            "person": str,
            "scale": str,
            "scale_version": int,
            "rating": int,
            "rationale": str,
            "as_of": str,
            "at": int,
        },
        ("id", "version"),
        (("claim",),),
    ),
    "source": Table(
        {
            "id": str,
            "initials": str,
            "serial": int,
            "number": str,
            "kind": str,
            "title": str,
            "url": str,
            "archive_url": str,
            "author": str,
            "publisher": str,
            "published": str,
            "note": str,
            "sha": str,
            "name": str,
            "size": int,
            "media_type": str,
            "created_by": str,
            "created_at": int,
        },
        "id",
        (("initials", "serial"),),
    ),
    "evidence": Table(
        {
            "id": str,
            "claim": str,
            "source": str,
            "question": str,
            "stance": str,
            "passage": str,
            "locator": str,
            "created_by": str,
            "created_at": int,
        },
        "id",
        (("claim",), ("source",)),
    ),
    "fact": Table(
        {
            "id": str,
            "text": str,
            "start": int,
            "end": int,
            "kind": str,
            "found": int,
            "kept": int,
            "ticks": int,
            "was_kept": int,
            "was_ticks": int,
        },
        "id",
        (("text", "start"),),
    ),
    # What was done on older drafts and holds for the same words here.
    "heir": Table(
        {"fact": str, "of": str, "draft": str, "depth": int}, ("fact", "of", "draft"), (("draft",),)
    ),
    "inherited": Table(
        {"draft": str, "start": int, "end": int, "reason": str, "rechecked": int}, ("draft", "start", "end")
    ),
    "annotation": Table(
        {
            "draft": str,
            "n": int,
            "start": int,
            "end": int,
            "kind": str,
            "author": str,
            "text": str,
            "taken": str,
        },
        ("draft", "n"),
    ),
    "tick": Table(
        {
            "id": str,
            "fact": str,
            "source": str,
            "words": str,
            "passage": str,
            "locator": str,
            "created_by": str,
            "created_at": int,
        },
        "id",
        (("fact",), ("source",)),
    ),
    "fix": Table(
        {
            **_PASSAGE,
            "seen": int,
            "text": str,
            "why": str,
            "state": str,
            "outcome_text": str,
            "outcome_why": str,
            "outcome_by": str,
            "outcome_at": int,
            "created_by": str,
            "created_at": int,
        },
        "id",
        (("article", "start"), ("claim",)),
    ),
    "query": Table(
        {
            **_PASSAGE,
            "role": str,
            "name": str,
            "resolved": int,
            "resolved_why": str,
            "resolved_by": str,
            "resolved_at": int,
            "created_by": str,
            "created_at": int,
        },
        "id",
        (("article", "start"), ("claim",)),
    ),
    "message": Table(
        {"id": str, "query": str, "speaker": str, "text": str, "created_by": str, "created_at": int},
        "id",
        (("query",),),
    ),
    "note": Table(
        {"id": str, "claim": str, "shared": str, "private": str, "created_by": str, "created_at": int},
        "id",
        (("claim",),),
    ),
    "tag": Table(
        {"id": str, "claim": str, "name": str, "created_by": str, "created_at": int}, "id", (("claim",),)
    ),
    "conflict": Table({"entity": str, "field": str, "claim": str}, ("entity", "field"), (("claim",),)),
}


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

"""Verifying a project: pages, hashes, references, and the drawn tables against the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import closing

from db import blobs, erasing, log, notices, schema, words
from db.body import Body
from db.entering import Entering
from db.errors import BadBody
from db.keeping import PART
from db.kinds import FILES, bytes_of, references
from db.projection import Projection
from db.records.frozen import record

_DRAWN = ("step", "op", "serial", *schema.READABLE)


@record
class Finding:
    """One thing that is not as it should be: a code, and what it is about.

    Of bytes, ``where`` names what they are the file of: sources by number, else the article or draft.
    """

    code: str
    about: str
    where: str = ""


def draw_anew(
    conn: sqlite3.Connection, bodies: Sequence[Body] | None = None, progress: log.Progress | None = None
) -> None:
    """Drop the drawn tables and draw them from the log; the caller holds the transaction.

    ``bodies`` are those of the log in its order, where the caller has checked them already. Raises
    BadBody where the log is unsound, leaving it to the caller to roll back.
    """
    if bodies is None:
        bodies = [
            body
            for _, _, body in log.checked(conn.execute("SELECT id, body FROM txn ORDER BY tno").fetchall())
        ]
    schema.drop_drawn(conn)
    schema.create_drawn(conn)
    entities: dict[str, None] = {}
    entering = Entering(conn, ())
    places = conn.execute("SELECT tno, id FROM txn ORDER BY tno").fetchall()
    for (tno, txn), body in zip(places, bodies, strict=True):
        entering.add(tno, txn.hex(), body)
        entities.update(dict.fromkeys([op.entity for op in body.ops]))
    entering.write()
    erasing.follow(conn)
    Projection(conn).draw(entities, progress)


def findings(conn: sqlite3.Connection) -> Generator[tuple[int, int], None, list[Finding]]:
    """Everything wrong with a project, in the order one would mend it; nothing is changed.

    In parts: yields how many bytes of kept files are done, of how many. The log and the tables are looked
    through in the first of them, so that changes made between the parts are none of its business.
    """
    pages = [row[0] for row in conn.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
    if pages:
        return [Finding("pages", str(page)) for page in pages]
    bodies: list[Body] = []
    try:
        rows = conn.execute("SELECT id, body FROM txn ORDER BY tno").fetchall()
        bodies += [body for _, _, body in log.checked(rows)]
    except BadBody as error:
        return [Finding("log", str(error))]
    found = [
        Finding("words", key) for key in words.damaged(conn.execute("SELECT hash, salt, data FROM value"))
    ]
    found += _aside(conn)
    rest = [Finding("step", group) for group in log.unfinished(bodies)]
    rest += _missing(conn, bodies) + _drawn_apart(conn, bodies)
    damaged = yield from blobs.damaged(conn, PART)
    return [*found, *(Finding("bytes", sha, _file_of(conn, sha)) for sha in damaged), *rest]


def _aside(conn: sqlite3.Connection) -> list[Finding]:
    """What was set aside and is not what was put there."""
    try:
        list(log.checked(conn.execute("SELECT id, body FROM set_aside ORDER BY tno").fetchall()))
    except BadBody as error:
        return [Finding("set-aside", str(error))]
    return []


def _missing(conn: sqlite3.Connection, bodies: list[Body]) -> list[Finding]:
    keys = {bytes(key).hex() for (key,) in conn.execute("SELECT hash FROM value")}
    shas = {bytes(sha).hex() for (sha,) in conn.execute("SELECT sha FROM blob")} | notices.withheld(conn)
    spoken = {key for body in bodies for op in body.ops for key in references(op.value, "w")}
    named = {sha for body in bodies for op in body.ops for sha in bytes_of(op.entity, op.value)}
    lost = [Finding("words-missing", key) for key in sorted(spoken - keys)]
    return lost + [Finding("bytes-missing", sha, _file_of(conn, sha)) for sha in sorted(named - shas)]


def _file_of(conn: sqlite3.Connection, sha: str) -> str:
    """What the bytes are the file of, as far as the drawn tables know."""
    told = (
        "SELECT number || ' ' || name FROM source WHERE sha = ? ORDER BY serial, number",
        "SELECT title FROM article WHERE original_sha = ? ORDER BY title",
        "SELECT a.title FROM draft d JOIN article a ON a.id = d.article WHERE d.original_sha = ?",
        "SELECT a.title FROM draft d JOIN article a ON a.id = d.article WHERE d.text = 'text:' || ?",
    )
    try:
        named = (", ".join(name for (name,) in conn.execute(sql, (sha,))) for sql in told)
        return next(filter(None, named), "")
    except sqlite3.OperationalError:
        return ""


def _drawn_apart(conn: sqlite3.Connection, bodies: list[Body]) -> list[Finding]:
    """Tables that are not what the log says, found by drawing a copy anew in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        copy.execute("BEGIN")
        try:
            _copy_log(conn, copy, bodies)
            draw_anew(copy, bodies)
        except BadBody as error:
            return [Finding("log", str(error))]
        return [Finding("table", name) for name in _DRAWN if rows_of(copy, name) != rows_of(conn, name)]


def _copy_log(conn: sqlite3.Connection, copy: sqlite3.Connection, bodies: Sequence[Body]) -> None:
    """All that the tables are drawn from: the log, its words, and of the bytes those that drawing reads."""
    schema.create_truth(copy)
    for table, columns in (("txn", 3), ("value", 3), ("blob", 2), ("meta", 2), ("erased", 3), ("arrival", 3)):
        marks = ",".join("?" * columns)
        copy.executemany(f"INSERT INTO {table} VALUES ({marks})", conn.execute(f"SELECT * FROM {table}"))
    read = {
        sha
        for body in bodies
        for op in body.ops
        if op.field not in FILES
        for sha in bytes_of(op.entity, op.value)
    }
    for sha in read:
        chunks = conn.execute("SELECT sha, n, data FROM blob_chunk WHERE sha = ?", (bytes.fromhex(sha),))
        copy.executemany("INSERT INTO blob_chunk VALUES (?,?,?)", chunks)


def rows_of(conn: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """A table's rows in an order of their own, for comparing two drawings; empty where it is absent."""
    try:
        return sorted(conn.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
    except sqlite3.OperationalError:
        return []

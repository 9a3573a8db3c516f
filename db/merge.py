"""Merging: validate, unite by id, draw. Commutative, associative, idempotent; it adds no transaction."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db import blobs, log, words
from db.body import Body
from db.connection import check_header, check_pages, check_schema, connect_reading, fence
from db.errors import BadBody, NotAProject
from db.kinds import bytes_of, kind_of, references
from db.schema import CHUNK

_MAX_VALUE = 4 * 1024 * 1024
_FEW = 2_000


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What another file holds that this one does not, read and checked, nothing written yet.

    Attributes: ``values`` and ``blobs`` (SHA-256, size) are only those its transactions speak of.
    """

    txns: tuple[tuple[str, bytes, Body], ...]
    values: tuple[tuple[bytes, bytes | None, str | None], ...]
    blobs: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a merge brought: entities by kind that were new here and that changed."""

    new: dict[str, int]
    changed: dict[str, int]
    transactions: int


def open_foreign(path: Path) -> sqlite3.Connection:
    """A fenced connection to a checked project file; raises NotAProject or ProjectTooNew."""
    check_header(path)
    conn = connect_reading(path)
    try:
        check_schema(conn, path)
        check_pages(conn, path)
        fence(conn)
    except sqlite3.Error as error:
        conn.close()
        raise NotAProject(
            f"{path} is damaged or not a Tickmark project ({error}); nothing was taken from it."
        ) from error
    except BaseException:
        conn.close()
        raise
    return conn


def read_arrivals(
    foreign: sqlite3.Connection, path: Path, known: set[bytes], withheld: AbstractSet[bytes] = frozenset()
) -> Arrivals:
    """Everything in the foreign log that is not ``known``, and the words ``withheld`` here.

    Raises BadBody naming the first unsound change, NotAProject where the file cannot be read.
    """
    try:
        rows = foreign.execute("SELECT id, body FROM txn ORDER BY tno").fetchall()
        fresh = [(bytes(id), bytes(body)) for id, body in rows if bytes(id) not in known]
        txns = tuple(log.checked(fresh))
        spoken = {key for _, _, body in txns for op in body.ops for key in references(op.value, "w")}
        named = {sha for _, _, body in txns for op in body.ops for sha in bytes_of(op.entity, op.value)}
        values = tuple(
            (bytes(key), None if salt is None else bytes(salt), data)
            for key, salt, data in _values(foreign, spoken, withheld)
        )
        sizes = {bytes(sha).hex(): size for sha, size in foreign.execute("SELECT sha, size FROM blob")}
    except (sqlite3.Error, UnicodeDecodeError, TypeError, ValueError) as error:
        raise NotAProject(f"{path} is damaged ({error}); nothing was taken from it.") from error
    if broken := words.damaged(values):
        raise BadBody(f"{path} holds words that are not those that were written ({broken[0][:12]}…).")
    if lost := spoken - {key.hex() for key, _, _ in values}:
        raise BadBody(f"{path} is incomplete: words its changes speak of are missing ({min(lost)[:12]}…).")
    if lost := named - sizes.keys():
        raise BadBody(f"{path} is incomplete: a file its changes refer to is missing ({min(lost)[:12]}…).")
    return Arrivals(txns, values, tuple((sha, sizes[sha]) for sha in sorted(named)))


def _values(
    foreign: sqlite3.Connection, spoken: set[str], withheld: AbstractSet[bytes]
) -> list[tuple[bytes, bytes | None, str | None]]:
    wanted = {bytes.fromhex(key) for key in spoken} | withheld
    sql = "SELECT hash, salt, data FROM value WHERE length(data) IS NULL OR length(data) <= ?"
    if len(wanted) < _FEW:
        one = sql.replace("WHERE ", "WHERE hash = ? AND (") + ")"
        return [row for key in sorted(wanted) for row in foreign.execute(one, (key, _MAX_VALUE))]
    return [row for row in foreign.execute(sql, (_MAX_VALUE,)) if bytes(row[0]) in wanted]


def take_in(conn: sqlite3.Connection, foreign: sqlite3.Connection, arrivals: Arrivals) -> set[str]:
    """Unite the arrivals with this file; the caller holds the commit. Returns the entities touched."""
    merge, at = secrets.token_hex(8), time.time_ns() // 1_000_000
    for sha, size in arrivals.blobs:
        if not blobs.has(conn, sha):
            _copy_blob(conn, foreign, sha, size)
    conn.executemany(
        # Words that are here win over words that were withheld from a copy, never the other way round.
        "INSERT INTO value VALUES (?,?,?) ON CONFLICT(hash) DO UPDATE SET salt = excluded.salt, "
        "data = excluded.data WHERE value.data IS NULL AND excluded.data IS NOT NULL",
        arrivals.values,
    )
    touched: set[str] = set()
    for txn, data, body in arrivals.txns:
        log.enter(conn, txn, data, body)
        conn.execute("INSERT INTO arrival VALUES (?,?,?)", (bytes.fromhex(txn), merge, at))
        touched |= {op.entity for op in body.ops}
    return touched


def _copy_blob(conn: sqlite3.Connection, foreign: sqlite3.Connection, sha: str, size: int) -> None:
    chunks = foreign.execute("SELECT n, data FROM blob_chunk WHERE sha = ? ORDER BY n", (bytes.fromhex(sha),))
    parts: list[bytes] = []
    for place, (n, data) in enumerate(chunks):
        if n != place or len(data) > CHUNK:
            raise BadBody(f"A file in the other project is not stored as it should be ({sha[:12]}…).")
        parts.append(bytes(data))
    whole = b"".join(parts)
    if blobs.sha_of(whole) != sha or len(whole) != size:
        raise BadBody(f"A file in the other project is not the one that was added ({sha[:12]}…).")
    blobs.put(conn, whole)


def counted(
    conn: sqlite3.Connection, entities: set[str], there_before: set[str], transactions: int
) -> Report:
    """How many entities of each kind a merge made and changed."""
    new: dict[str, int] = {}
    changed: dict[str, int] = {}
    for entity in sorted(entities):
        side = changed if entity in there_before else new
        side[kind_of(entity)] = side.get(kind_of(entity), 0) + 1
    return Report(new, changed, transactions)


def present(conn: sqlite3.Connection, entities: set[str]) -> set[str]:
    """Those of the entities that this file already knows."""
    return {e for e in entities if conn.execute("SELECT 1 FROM op WHERE entity = ? LIMIT 1", (e,)).fetchone()}


def known_ids(conn: sqlite3.Connection) -> set[bytes]:
    """Ids of all transactions in this file."""
    return {bytes(id) for (id,) in conn.execute("SELECT id FROM txn")}


def withheld(conn: sqlite3.Connection) -> set[bytes]:
    """Hashes of words that were withheld from this copy; a merge may bring them."""
    return {bytes(key) for (key,) in conn.execute("SELECT hash FROM value WHERE data IS NULL")}


def check_sound(path: Path, progress: log.Progress | None = None) -> None:
    """Raise a KnownError unless every change in a project file is sound; for files not closed by us."""
    with closing(open_foreign(path)) as foreign:
        arrivals = read_arrivals(foreign, path, set())
        seen: set[str] = set()
        for place, (txn, _, body) in enumerate(arrivals.txns, 1):
            for op in body.ops:
                if not set(op.parents) <= seen or (op.undo and op.undo not in seen):
                    raise BadBody(f"{path}: change {place} builds on another that is not in the file.")
            seen.add(txn)
            if progress and place % 1000 == 0:
                progress(place, len(arrivals.txns))

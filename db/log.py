"""The log: appending a step's transactions, and checking those that are there."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256

from db import registers
from db.body import Body, Op, decode, encode
from db.errors import BadBody
from db.place import Identity

OPS_PER_TXN = 1_000
_DAY_MS = 24 * 3600 * 1000

Progress = Callable[[int, int], None]
"""Told how many are done of how many; may raise to stop."""


class Clock:
    """A hybrid clock (Kulkarni et al. 2014): real time, never running backwards against what was seen.

    It only orders what is shown. A clock more than a day ahead is not followed.
    """

    def __init__(self, seen: tuple[int, int]) -> None:
        self._last = seen if seen[0] <= _now() + _DAY_MS else (_now(), 0)

    def tick(self) -> tuple[int, int]:
        """The time for the next transaction: (ms since 1970 UTC, counter)."""
        now = _now()
        self._last = (now, 0) if now > self._last[0] else (self._last[0], self._last[1] + 1)
        return self._last

    @classmethod
    def read(cls, conn: sqlite3.Connection) -> Clock:
        """A clock that has seen this file."""
        row = conn.execute(
            "SELECT ms, counter FROM step WHERE ms <= ? ORDER BY ms DESC, counter DESC LIMIT 1",
            (_now() + _DAY_MS,),
        ).fetchone()
        return cls(tuple(row) if row else (0, 0))


def _now() -> int:
    return time.time_ns() // 1_000_000


def append(
    conn: sqlite3.Connection,
    me: Identity,
    clock: Clock,
    label: str,
    ops: Sequence[Op],
    undoes: str | None = None,
) -> str:
    """Write a step as one or more transactions and enter its edits; the caller holds the commit.

    Returns the step's group id. Raises BadBody where an edit is not allowed.
    """
    group = secrets.token_hex(16)
    parts = [ops[n : n + OPS_PER_TXN] for n in range(0, len(ops), OPS_PER_TXN)]
    for index, part in enumerate(parts):
        body = Body(
            replica=me.replica,
            person=me.person,
            clock=clock.tick(),
            label=label,
            group=group,
            index=index,
            count=len(parts),
            undoes=undoes,
            ops=tuple(part),
        )
        txn, data = encode(body)
        enter(conn, txn, data, body)
    return group


def enter(conn: sqlite3.Connection, txn: str, data: bytes, body: Body) -> int:
    """Put one checked transaction into the file; returns its local number."""
    cursor = conn.execute("INSERT INTO txn(id, body) VALUES (?,?)", (bytes.fromhex(txn), data))
    tno = cursor.lastrowid or 0
    registers.apply(conn, tno, body)
    return tno


def checked(rows: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[str, bytes, Body]]:
    """Each transaction with its body, in the order given; raises BadBody at the first that is not sound."""
    for place, (id, data) in enumerate(rows, 1):
        if sha256(data).digest() != bytes(id):
            raise BadBody(f"Change {place} is not the one that was written: its hash differs.")
        try:
            yield bytes(id).hex(), bytes(data), decode(bytes(data))
        except BadBody as error:
            raise BadBody(f"Change {place} cannot be taken in. {error}") from error


def fingerprint(conn: sqlite3.Connection) -> str:
    """SHA-256 over the sorted ids of all transactions: two copies that hold the same say the same."""
    digest = sha256()
    for (id,) in conn.execute("SELECT id FROM txn ORDER BY id"):
        digest.update(id)
    return digest.hexdigest()

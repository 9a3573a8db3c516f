"""The log: appending a step's transactions, and checking those that are there."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from hashlib import sha256
from itertools import chain
from typing import cast

from db.body import MAX_COUNTER, Body, Op, encode
from db.canon import Json
from db.decoding import decode
from db.entering import Entering, Fresh
from db.errors import BadBody
from db.place import Identity

OPS_PER_TXN = 1_000
IDS_PER_TXN = 20_000
_DAY_MS = 24 * 3600 * 1000

Now = Callable[[], int]
"""A clock on the wall: ms since 1970 UTC."""

Progress = Callable[[int, int], None]
"""Told how many are done of how many; may raise to stop."""

TOLD_EVERY = 100
"""Progress is told once in so many."""


class Clock:
    """A hybrid clock (Kulkarni et al. 2014): real time, never running backwards against what was seen.

    It only orders what is shown. A clock more than a day ahead is not followed.
    """

    def __init__(self, now: Now) -> None:
        self._now = now
        self._last: tuple[int, int] = (0, 0)

    def tick(self) -> tuple[int, int]:
        """The time for the next transaction: (ms since 1970 UTC, counter)."""
        now = max(0, self._now())
        ms, counter = self._last
        if now > ms or counter >= MAX_COUNTER:
            self._last = (max(now, ms + 1), 0)
        else:
            self._last = (ms, counter + 1)
        return self._last

    def see(self, conn: sqlite3.Connection, since: int = 0) -> None:
        """Follow what this file holds now; ``since`` is the local number of the last transaction seen."""
        row = conn.execute(
            "SELECT ms, counter FROM step WHERE tno > ? AND ms <= ? ORDER BY ms DESC, counter DESC LIMIT 1",
            (since, self._now() + _DAY_MS),
        ).fetchone()
        if row is not None:
            self._last = max(self._last, (row[0], row[1]))


def wall() -> int:
    """What this machine's clock says, in ms since 1970 UTC."""
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
    parts = list(_parts(ops))
    bodies: list[tuple[str, bytes, Body]] = []
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
        bodies.append((*encode(body), body))
    Incoming(conn, bodies).write()
    return group


def _parts(ops: Sequence[Op]) -> Iterator[list[Op]]:
    """The edits of a step in stretches that stay within a body's bounds."""
    part: list[Op] = []
    ids = 0
    for op in ops:
        named = len(op.parents) + _seen(op.value)
        if part and (len(part) == OPS_PER_TXN or ids + named > IDS_PER_TXN):
            yield part
            part, ids = [], 0
        part.append(op)
        ids += named
    yield part


def _seen(value: Json) -> int:
    """How many ids a deletion names."""
    return len(cast("dict[str, list[str]]", value).get("gone", ())) if isinstance(value, dict) else 0


class Incoming:
    """Checked transactions on their way into the file, each after those it builds on; nothing is written yet.

    Raises BadBody where one builds on what neither the file nor an earlier one has.
    """

    def __init__(
        self,
        conn: sqlite3.Connection,
        txns: Iterable[tuple[str, bytes, Body]],
        there: AbstractSet[str] | None = None,
    ) -> None:
        """``there`` are the entities they speak of that the file knows, for who asks for ``fresh``."""
        self._conn = conn
        txns = list(txns)
        self._entering = Entering(conn, [body for _, _, body in txns], there)
        self._rows: list[tuple[int, bytes, bytes]] = []
        tno = last(conn)
        for txn, data, body in txns:
            tno += 1
            self._entering.add(tno, txn, body)
            self._rows.append((tno, bytes.fromhex(txn), data))

    def fresh(self, spoken: Mapping[str, str | None]) -> Fresh:
        """What drawing will ask of the entities that are not there yet; before they are written."""
        return self._entering.fresh(spoken)

    def write(self) -> None:
        """Put them into the file, which is as it was; the caller holds the commit."""
        self._conn.executemany("INSERT INTO txn VALUES (?,?,?)", self._rows)
        self._entering.write()


def last(conn: sqlite3.Connection) -> int:
    """The highest local number given; what was set aside keeps its own, so that none is given twice."""
    return conn.execute(
        "SELECT max(coalesce((SELECT max(tno) FROM txn), 0), coalesce((SELECT max(tno) FROM set_aside), 0))"
    ).fetchone()[0]


def checked(rows: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[str, bytes, Body]]:
    """Each transaction with its body, in the order given; raises BadBody at the first that is not sound."""
    for place, (id, data) in enumerate(rows, 1):
        if type(id) is not bytes or type(data) is not bytes or sha256(data).digest() != id:
            raise BadBody(f"Change {place} is not the one that was written: its hash differs.")
        try:
            body = decode(data)
        except BadBody as error:
            raise BadBody(f"Change {place} cannot be taken in. {error}") from error
        yield id.hex(), data, body


def unfinished(bodies: Iterable[Body]) -> list[str]:
    """Groups of which not every transaction is there: a step comes whole or not at all."""
    places: dict[tuple[str, str, int], list[int]] = {}
    for body in bodies:
        if body.count > 1:
            places.setdefault((body.group, body.replica, body.count), []).append(body.index)
    return sorted(group for (group, _, count), found in places.items() if len(set(found)) != count)


def fingerprint(conn: sqlite3.Connection) -> str:
    """SHA-256 over the sorted ids of all transactions: two copies that hold the same say the same."""
    # From the table itself: an index may be damaged while the log is whole.
    return fingerprint_of([id for (id,) in conn.execute("SELECT id FROM txn NOT INDEXED")])


def fingerprint_now(conn: sqlite3.Connection) -> str:
    """The same, quicker, of a file whose index is known to be whole."""
    return sha256(b"".join(chain.from_iterable(conn.execute("SELECT id FROM txn ORDER BY id")))).hexdigest()


def fingerprint_of(ids: Iterable[bytes]) -> str:
    """The same for these ids."""
    return sha256(b"".join(sorted(ids))).hexdigest()

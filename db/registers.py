"""Registers: every field of every entity as the set of its newest values, none of them lost.

A transaction names the values it replaces, its parents; what nothing replaces is a head. Several heads
with different values are a conflict, kept until one change names them all. Causality comes from the
parents alone; clocks only order what is shown.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from db.body import MAX_PARENTS
from db.canon import Json
from db.errors import BadBody
from db.records.frozen import record


class Leaf(NamedTuple):
    """One value of a register, with who wrote it when; ``order`` sorts for display, the same everywhere."""

    tno: int
    txn: str
    value: Json
    person: str
    ms: int
    counter: int

    @property
    def order(self) -> tuple[int, int, str]:
        """Newest last; the id breaks ties so that every copy shows the same one."""
        return self.ms, self.counter, self.txn


Values = dict[str, list[Leaf]]
"""Every field's current values, oldest first."""


@record
class Head:
    """A transaction nothing has replaced in this register; an undo stands for the values it restored."""

    tno: int
    leaves: tuple[int, ...]


def restored(conn: sqlite3.Connection, register: tuple[str, str], target: int) -> list[int]:
    """The values that taking back ``target`` brings again: those it had replaced, empty for a first one."""
    found = conn.execute(
        "SELECT 1 FROM op WHERE entity = ? AND field = ? AND tno = ?", (*register, target)
    ).fetchone()
    if found is None:
        raise BadBody("A change takes back a value that was never set.")
    rows = conn.execute(
        "SELECT o.tno, o.leaf FROM edge e JOIN op o ON o.entity = e.entity AND o.field = e.field "
        "AND o.tno = e.parent WHERE e.entity = ? AND e.field = ? AND e.child = ?",
        (*register, target),
    )
    found = sorted({leaf for tno, text in rows for leaf in _leaves(tno, text)})
    if len(found) > MAX_PARENTS:
        raise BadBody("A change brings back more values at once than one could have seen.")
    return found


def leaves_at(conn: sqlite3.Connection, entity: str, field: str, tno: int) -> list[int]:
    """The values a write brought: itself, or for an undo what it restored."""
    row = conn.execute(
        "SELECT leaf FROM op WHERE entity = ? AND field = ? AND tno = ?", (entity, field, tno)
    ).fetchone()
    if row is None:
        raise BadBody("A change replaces a value that was never set.")
    return list(_leaves(tno, row[0]))


def _leaves(tno: int, text: str | None) -> Sequence[int]:
    return (tno,) if text is None else json.loads(text)


def heads(conn: sqlite3.Connection, entity: str, field: str) -> list[Head]:
    """What nothing has replaced in a register, in the order it came to this file."""
    rows = conn.execute(
        "SELECT tno, leaf FROM op WHERE entity = ? AND field = ? AND head = 1 ORDER BY tno", (entity, field)
    )
    return [Head(tno, tuple(_leaves(tno, leaf))) for tno, leaf in rows]


def heads_seen_from(
    conn: sqlite3.Connection, entity: str, field: str, revision: int, own_since: Iterable[int]
) -> list[int]:
    """The heads an author looking at ``revision`` had before them, with their own changes since.

    ``own_since`` are the transactions after that revision that this author wrote themselves; what a
    merge brought meanwhile is left out, so that it stands beside the new value instead of under it.
    """
    own = set(own_since)
    seen = [
        tno
        for (tno,) in conn.execute("SELECT tno FROM op WHERE entity = ? AND field = ?", (entity, field))
        if tno <= revision or tno in own
    ]
    replaced = {
        parent
        for child, parent in conn.execute(
            "SELECT child, parent FROM edge WHERE entity = ? AND field = ?", (entity, field)
        )
        if child <= revision or child in own
    }
    return [tno for tno in seen if tno not in replaced]


def values(conn: sqlite3.Connection, entity: str) -> Values:
    """Every field's current values, oldest first; a register whose first write was taken back is empty."""
    current: dict[str, dict[int, Leaf]] = {}
    rows = conn.execute(
        "SELECT o.field, o.tno, o.leaf, o.value, t.id, s.person, s.ms, s.counter FROM op o "
        "JOIN step s ON s.tno = o.tno JOIN txn t ON t.tno = o.tno WHERE o.entity = ? AND o.head = 1",
        (entity,),
    ).fetchall()
    for field, tno, leaf, value, txn, person, ms, counter in rows:
        register = current.setdefault(field, {})
        if leaf is None:
            register[tno] = Leaf(tno, txn.hex(), json.loads(value), person, ms, counter)
        else:
            for place in json.loads(leaf):
                register[place] = leaf_at(conn, entity, field, place)
    return {field: sorted(found.values(), key=lambda leaf: leaf.order) for field, found in current.items()}


def leaf_at(conn: sqlite3.Connection, entity: str, field: str, tno: int) -> Leaf:
    """One value that was set, current or not."""
    value, txn, person, ms, counter = conn.execute(
        "SELECT o.value, t.id, s.person, s.ms, s.counter FROM op o JOIN step s ON s.tno = o.tno "
        "JOIN txn t ON t.tno = o.tno WHERE o.entity = ? AND o.field = ? AND o.tno = ?",
        (entity, field, tno),
    ).fetchone()
    return Leaf(tno, txn.hex(), json.loads(value), person, ms, counter)


def last_set(conn: sqlite3.Connection, entity: str, field: str) -> list[Leaf]:
    """The newest value ever set in a register, if any: for what was taken back yet built upon."""
    rows = conn.execute(
        "SELECT tno FROM op WHERE entity = ? AND field = ? AND leaf IS NULL", (entity, field)
    ).fetchall()
    found = sorted((leaf_at(conn, entity, field, tno) for (tno,) in rows), key=lambda leaf: leaf.order)
    return found[-1:]


def standing(
    conn: sqlite3.Connection, entity: str, without: Mapping[tuple[str, str], AbstractSet[str]]
) -> set[str]:
    """Ids of the transactions whose values stand in any register of the entity but its existence."""
    rows = conn.execute(
        "SELECT field, tno, leaf FROM op WHERE entity = ? AND head = 1 AND field <> 'exists'", (entity,)
    ).fetchall()
    places = {
        leaf
        for field, tno, text in rows
        if (entity, field) not in without or id_of(conn, tno) not in without[entity, field]
        for leaf in _leaves(tno, text)
    }
    return {id_of(conn, place) for place in places}


_AT_ONCE = 500


def looked_up(conn: sqlite3.Connection, sql: str, keys: Sequence[object]) -> Iterator[Any]:
    """The rows of a statement with ``IN ({})`` for all of these keys, which are best in order."""
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        # A number of marks that comes again is a statement that is known already.
        marks = len(some) if first or len(some) < 8 else -(-len(some) // 100) * 100
        some = [*some, *some[:1] * (marks - len(some))]
        yield from conn.execute(sql.format(",".join("?" * marks)), some).fetchall()


def id_of(conn: sqlite3.Connection, tno: int) -> str:
    """The id (hex) of a transaction by its local number."""
    return conn.execute("SELECT id FROM txn WHERE tno = ?", (tno,)).fetchone()[0].hex()


def created(conn: sqlite3.Connection, entity: str) -> tuple[str, int]:
    """Who first set the entity's existence, and when (ms); blanks where nobody did."""
    row = conn.execute(
        "SELECT s.person, s.ms FROM op o JOIN step s ON s.tno = o.tno JOIN txn t ON t.tno = o.tno "
        "WHERE o.entity = ? AND o.field = 'exists' AND NOT EXISTS (SELECT 1 FROM edge e WHERE "
        "e.entity = o.entity AND e.field = o.field AND e.child = o.tno) "
        "ORDER BY s.ms, s.counter, t.id LIMIT 1",
        (entity,),
    ).fetchone()
    return (row[0], row[1]) if row else ("", 0)

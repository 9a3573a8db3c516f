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


class Write(NamedTuple):
    """What one transaction wrote of an entity.

    Attributes: ``txn`` is its id, blank where nobody asked for it; ``said`` the fields it set, with None for
    one it took back; ``above`` the local numbers it replaced there, by field; ``leaves`` what stands again of
    fields it took back.
    """

    tno: int
    txn: str
    said: Mapping[str, Json]
    above: Mapping[str, Sequence[int]]
    leaves: Mapping[str, Sequence[int]]
    person: str = ""
    ms: int = 0
    counter: int = 0

    def brought(self, field: str) -> Sequence[int]:
        """The values it brought there: itself, or what taking back brought again."""
        return self.leaves.get(field, (self.tno,))

    def leaf(self, field: str, txn: str = "") -> Leaf:
        """The value it set there."""
        return Leaf(self.tno, txn or self.txn, self.said[field], self.person, self.ms, self.counter)


History = dict[int, Write]
"""All that was written of an entity, by local number and in the order it came to this file."""

_NOTHING: Mapping[str, Sequence[int]] = {}
_SAID = "SELECT o.tno, o.said, o.above, o.leaves FROM op o WHERE o.entity = ?"
_SAID_BY = (
    "SELECT o.entity, o.tno, o.said, o.above, o.leaves, s.person, s.ms, s.counter FROM json_each(?) j "
    "CROSS JOIN op o ON o.entity = j.key AND instr(o.said, j.value) CROSS JOIN step s ON s.tno = o.tno"
)
_SAID_BY_ONE = (
    "SELECT o.tno, o.said, o.above, o.leaves, s.person, s.ms, s.counter, t.id FROM op o "
    "JOIN step s ON s.tno = o.tno JOIN txn t ON t.tno = o.tno WHERE o.entity = ?"
)
_parse = json.JSONDecoder().raw_decode


def _write(tno: int, txn: str, said: str, above: str | None, leaves: str | None, *by: Any) -> Write:
    higher = _NOTHING if above is None else _parse(above)[0]
    return Write(tno, txn, _parse(said)[0], higher, _NOTHING if leaves is None else _parse(leaves)[0], *by)


def histories(
    conn: sqlite3.Connection, entities: Iterable[str], fields: Mapping[str, AbstractSet[str]] | None = None
) -> dict[str, History]:
    """What was written of these entities, by whom and when; without the ids of transactions.

    With ``fields`` of those of one field alone what may concern it.
    """
    asked = {entity: _only(fields[entity]) if fields else "" for entity in sorted(entities)}
    found: dict[str, History] = {}
    for entity, tno, said, above, leaves, person, ms, counter in conn.execute(_SAID_BY, (json.dumps(asked),)):
        write = Write(
            tno,
            "",
            _parse(said)[0],
            _NOTHING if above is None else _parse(above)[0],
            _NOTHING if leaves is None else _parse(leaves)[0],
            person,
            ms,
            counter,
        )
        if entity in found:
            found[entity][tno] = write
        else:
            found[entity] = {tno: write}
    return found


def _only(fields: AbstractSet[str]) -> str:
    """What stands in all that sets that one field."""
    return f'"{next(iter(fields))}":' if len(fields) == 1 else ""


def history(conn: sqlite3.Connection, entity: str) -> History:
    """What was written of an entity, by whom and when."""
    return {
        row[0]: _write(row[0], row[-1].hex(), *row[1:-1]) for row in conn.execute(_SAID_BY_ONE, (entity,))
    }


def written(conn: sqlite3.Connection, entity: str, field: str = "") -> History:
    """What was written of an entity (and a field), without who wrote it."""
    rows = conn.execute(_SAID, (entity,)).fetchall()
    writes = (_write(tno, "", said, above, leaves) for tno, said, above, leaves in rows)
    return {write.tno: write for write in writes if not field or field in write.said}


def replaced(history: History) -> dict[str, set[int]]:
    """By field what others replaced."""
    gone: dict[str, set[int]] = {}
    for write in history.values():
        for field, parents in write.above.items():
            gone.setdefault(field, set()).update(parents)
    return gone


def standing_in(history: History) -> dict[str, list[int]]:
    """By field the local numbers of the values that stand; none where the first one was taken back."""
    gone = replaced(history)
    found: dict[str, list[int]] = {}
    for tno, write in history.items():
        for field in write.said:
            if field in gone and tno in gone[field]:
                continue
            # An undo may stand for what another head stands for too.
            places = found.setdefault(field, [])
            places += [place for place in write.brought(field) if place not in places]
    return found


def field_in(history: History, field: str) -> Sequence[int]:
    """The local numbers of the values that stand in one field."""
    writes = [write for write in history.values() if field in write.said]
    gone = {tno for write in writes for tno in write.above.get(field, ())}
    heads = [write for write in writes if write.tno not in gone]
    if len(heads) == 1:
        return heads[0].brought(field)
    return list(dict.fromkeys([place for write in heads for place in write.brought(field)]))


def first_in(history: History) -> list[int]:
    """What first said that the entity is there: several where it was said apart."""
    return [tno for tno, write in history.items() if "exists" in write.said and "exists" not in write.above]


class Told(NamedTuple):
    """What stands of entities, by entity, and who made them when: as ``values`` and ``created`` tell it."""

    values: dict[str, Values]
    created: dict[str, tuple[str, int]]


_BY_ID = ("verdict:", "decision:")
"""Of these it matters which transaction wrote a value; of others only where there are several."""
_IDS = "SELECT tno, id FROM txn WHERE tno IN ({})"


def alone(write: Write) -> Values:
    """What stands of an entity of which nothing else was written."""
    tno, txn, said, _, _, person, ms, counter = write
    return {field: [_leaf(Leaf, (tno, txn, value, person, ms, counter))] for field, value in said.items()}


_leaf: Any = getattr(tuple, "__new__")  # noqa: B009 - the library does not tell its type


def told(conn: sqlite3.Connection, histories: Mapping[str, History]) -> Told:
    """What these histories come to; ids of transactions are looked up where they matter."""
    first = {entity: found for entity, history in histories.items() if (found := first_in(history))}
    places = {entity: standing_in(history) for entity, history in histories.items()}
    return _told(conn, histories, places, first)


def told_of(
    conn: sqlite3.Connection, histories: Mapping[str, History], fields: Mapping[str, AbstractSet[str]]
) -> dict[str, Values]:
    """What stands of these fields alone."""
    places: dict[str, dict[str, Sequence[int]]] = {
        entity: {field: field_in(history, field) for field in fields[entity]}
        for entity, history in histories.items()
    }
    return _told(conn, histories, places, {}).values


def _told(
    conn: sqlite3.Connection,
    histories: Mapping[str, History],
    places: Mapping[str, Mapping[str, Sequence[int]]],
    first: Mapping[str, Sequence[int]],
) -> Told:
    asked: set[int] = set()
    for entity, registers in places.items():
        by_id = entity.startswith(_BY_ID)
        history = histories[entity]
        for found in registers.values():
            if by_id or len(found) > 1:
                asked.update([tno for tno in found if not history[tno].txn])
    for entity, found in first.items():
        if len(found) > 1:
            asked.update([tno for tno in found if not histories[entity][tno].txn])
    ids = {tno: id.hex() for tno, id in looked_up(conn, _IDS, sorted(asked))}
    result = Told({}, {})
    for entity, registers in places.items():
        history = histories[entity]
        result.values[entity] = {
            field: [history[tno].leaf(field, ids.get(tno, "")) for tno in found]
            for field, found in registers.items()
        }
        for leaves in result.values[entity].values():
            if len(leaves) > 1:
                leaves.sort(key=_order)
    for entity, found in first.items():
        history = histories[entity]
        made = min([history[tno].leaf("exists", ids.get(tno, "")) for tno in found], key=_order)
        result.created[entity] = (made.person, made.ms)
    return result


def _order(leaf: Leaf) -> tuple[int, int, str]:
    return leaf.order


def restored_in(history: History, field: str, target: int) -> list[int]:
    """The values that taking back ``target`` brings again: those it had replaced, empty for a first one."""
    if target not in history or field not in history[target].said:
        raise BadBody("A change takes back a value that was never set.")
    above = history[target].above.get(field, ())
    found = sorted({leaf for parent in above for leaf in history[parent].brought(field)})
    if len(found) > MAX_PARENTS:
        raise BadBody("A change brings back more values at once than one could have seen.")
    return found


def restored(conn: sqlite3.Connection, register: tuple[str, str], target: int) -> list[int]:
    """As ``restored_in``."""
    return restored_in(written(conn, *register), register[1], target)


def heads(conn: sqlite3.Connection, entity: str, field: str) -> list[Head]:
    """What nothing has replaced in a register, in the order it came to this file."""
    found = written(conn, entity, field)
    gone = replaced(found).get(field, ())
    return [Head(tno, tuple(write.brought(field))) for tno, write in found.items() if tno not in gone]


def heads_seen_from(
    conn: sqlite3.Connection, entity: str, field: str, revision: int, own_since: Iterable[int]
) -> list[int]:
    """The heads an author looking at ``revision`` had before them, with their own changes since.

    ``own_since`` are the transactions after that revision that this author wrote themselves; what a
    merge brought meanwhile is left out, so that it stands beside the new value instead of under it.
    """
    own = set(own_since)
    seen = {
        tno: write for tno, write in written(conn, entity, field).items() if tno <= revision or tno in own
    }
    gone = replaced(seen).get(field, ())
    return [tno for tno in seen if tno not in gone]


def values(conn: sqlite3.Connection, entity: str) -> Values:
    """Every field's current values, oldest first; a register whose first write was taken back is empty."""
    found = history(conn, entity)
    return {
        field: sorted((found[place].leaf(field) for place in places), key=lambda leaf: leaf.order)
        for field, places in standing_in(found).items()
    }


def leaf_at(conn: sqlite3.Connection, entity: str, field: str, tno: int) -> Leaf:
    """One value that was set, current or not."""
    return history(conn, entity)[tno].leaf(field)


def last_set(conn: sqlite3.Connection, entity: str, field: str) -> list[Leaf]:
    """The newest value ever set in a register, if any: for what was taken back yet built upon."""
    found = sorted(
        (
            write.leaf(field)
            for write in history(conn, entity).values()
            if field in write.said and field not in write.leaves
        ),
        key=lambda leaf: leaf.order,
    )
    return found[-1:]


def standing(
    conn: sqlite3.Connection, entity: str, without: Mapping[tuple[str, str], AbstractSet[str]]
) -> set[str]:
    """Ids of the transactions whose values stand in any register of the entity but its existence.

    ``without`` names, by register, transactions that are about to be replaced there.
    """
    found = written(conn, entity)
    gone = replaced(found)
    places = {
        leaf
        for tno, write in found.items()
        for field in write.said
        if field != "exists" and tno not in gone.get(field, ())
        if (entity, field) not in without or id_of(conn, tno) not in without[entity, field]
        for leaf in write.brought(field)
    }
    return {id_of(conn, place) for place in places}


class Said(NamedTuple):
    """One field as a transaction set it; the value is None where it took one back."""

    entity: str
    field: str
    tno: int
    value: Json


def said(conn: sqlite3.Connection, where: str = "1", params: Sequence[object] = ()) -> Iterator[Said]:
    """All that was ever said where that holds of ``op``, whether it stands or not."""
    rows = conn.execute(f"SELECT entity, tno, said FROM op WHERE {where}", params).fetchall()
    for entity, tno, text in rows:
        for field, value in _parse(text)[0].items():
            yield Said(entity, field, tno, value)


SPEAKS = "said LIKE '%\"w\"%' OR said LIKE '%\"b\"%' OR entity GLOB 'text:*'"
"""What may speak of words or bytes."""


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
    found = history(conn, entity)
    first = min([found[tno].leaf("exists") for tno in first_in(found)], key=_order, default=None)
    return (first.person, first.ms) if first else ("", 0)

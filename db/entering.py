"""Entering transactions into the log's registers: looked up and checked in memory, then written at once.

What comes in together is written in few statements: one step, a colleague's month or a whole log.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from db import registers
from db.body import MAX_PARENTS, Body, Op
from db.canon import Json, speller
from db.errors import BadBody
from db.kinds import kind_of
from db.records.frozen import record
from db.registers import Leaf, Values

_spell = speller(", ", ": ")

_NUMBERS = "SELECT id, tno FROM txn WHERE id IN ({})"
_COUNTED = "INSERT INTO serial VALUES (?,?) ON CONFLICT(prefix) DO UPDATE SET last = max(last, excluded.last)"

_Register = tuple[str, str]
_Place = tuple[str, str, int]
"""One write of a register: entity, field and the transaction's local number."""


@record
class Fresh:
    """What drawing asks of entities that a file did not know before: all of it was in one's hands already.

    Attributes: ``values`` and ``created`` by entity, as in ``db.registers``; ``words`` by reference, of
    others too.
    """

    values: Mapping[str, Values]
    created: Mapping[str, tuple[str, int]]
    words: Mapping[str, str]


class Entering:
    """Transactions on their way into a file; nothing is written before ``write``.

    ``add`` raises BadBody for what builds on something that is neither here nor was added before it.
    """

    def __init__(self, conn: sqlite3.Connection, bodies: Iterable[Body]) -> None:
        """``bodies`` are those that will be added."""
        self._conn = conn
        named = {parent for body in bodies for op in body.ops for parent in op.parents}
        named |= {op.undo for body in bodies for op in body.ops if op.undo}
        rows = registers.looked_up(conn, _NUMBERS, sorted(map(bytes.fromhex, named)))
        self._in_file: dict[str, int] = {id.hex(): tno for id, tno in rows}
        self._tnos: dict[str, int] = {}
        self._begin()

    def _begin(self) -> None:
        self._above: dict[_Place, tuple[int, ...]] = {}
        self._leaves: dict[_Place, list[int]] = {}
        self._steps: list[tuple[object, ...]] = []
        self._ops: list[tuple[str, str, int, Json, str | None]] = []
        self._by: dict[int, tuple[str, str, int, int]] = {}
        self._replaced: set[_Place] = set()
        self._known: list[_Place] = []
        self._edges: list[tuple[str, str, int, int]] = []
        self._serials: dict[str, int] = {}

    def add(self, tno: int, txn: str, body: Body) -> None:
        """Take a transaction under that local number."""
        self._by[tno] = (txn, body.person, *body.clock)
        self._steps.append(
            (
                tno,
                body.group,
                body.index,
                body.count,
                body.replica,
                body.person,
                *body.clock,
                body.label,
                body.undoes,
            )
        )
        for op in body.ops:
            entity, field = op.entity, op.field
            above = tuple([self._parent(entity, field, parent) for parent in op.parents])
            for parent in above:
                place = (entity, field, parent)
                (self._replaced.add if place in self._above else self._known.append)(place)
                self._edges.append((entity, field, tno, parent))
            leaf = None
            if op.undo is not None:
                found = self._restored((entity, field), self._parent(entity, field, op.undo))
                self._leaves[entity, field, tno] = found
                leaf = json.dumps(found)
            elif field == "number":
                self._count(op)
            self._above[entity, field, tno] = above
            self._ops.append((entity, field, tno, op.value, leaf))
        self._tnos[txn] = tno

    def write(self) -> None:
        """Write what was added; the caller holds the commit."""
        conn = self._conn
        conn.executemany("INSERT INTO step VALUES (?,?,?,?,?,?,?,?,?,?)", self._steps)
        if self._known:
            replaced = conn.executemany(
                "UPDATE op SET head = 0 WHERE entity = ? AND field = ? AND tno = ?", self._known
            )
            if replaced.rowcount != len(self._known):
                raise BadBody("A change replaces a value that was never set.")
        gone = self._replaced
        # In the order of the table: each page is filled once.
        rows = sorted(
            [
                (entity, field, tno, _spelled(value), int((entity, field, tno) not in gone), leaf)
                for entity, field, tno, value, leaf in self._ops
            ]
        )
        conn.executemany("INSERT INTO op VALUES (?,?,?,?,?,?)", rows)
        conn.executemany("INSERT INTO edge VALUES (?,?,?,?)", sorted(self._edges))
        # The highest number given of each prefix, so that none is given twice.
        conn.executemany(_COUNTED, self._serials.items())
        self._begin()

    def fresh(self, there: AbstractSet[str], spoken: Mapping[str, str | None]) -> Fresh:
        """What drawing will ask of the entities that are not ``there`` yet, before this is written.

        ``spoken`` are words that come along, None for those withheld.
        """
        found: dict[str, Values] = {}
        first: dict[str, tuple[int, int, str, str]] = {}
        taken_back: set[str] = set()
        for entity, field, tno, value, leaf in self._ops:
            if entity in there:
                continue
            if leaf is not None:
                taken_back.add(entity)
                continue
            by = self._by[tno]
            values = found.setdefault(entity, {})
            if (entity, field, tno) not in self._replaced:
                values.setdefault(field, []).append(Leaf(tno, by[0], value, *by[1:]))
            if field == "exists" and not self._above[entity, field, tno]:
                order = (by[2], by[3], by[0], by[1])
                first[entity] = min(first.get(entity, order), order)
        for entity in taken_back:
            found.pop(entity, None)
        for values in found.values():
            for register in values.values():
                if len(register) > 1:
                    register.sort(key=_order)
        return Fresh(
            found,
            {entity: (person, ms) for entity, (ms, _, _, person) in first.items()},
            {key: data for key, data in spoken.items() if data is not None},
        )

    def _parent(self, entity: str, field: str, txn: str) -> int:
        """The local number of a transaction that set this register."""
        tno = self._tnos.get(txn)
        if tno is not None and (entity, field, tno) in self._above:
            return tno
        # That it set this register is seen when it is written.
        if (known := self._in_file.get(txn)) is None:
            raise BadBody("A change builds on another that is not there.")
        return known

    def _restored(self, register: _Register, target: int) -> list[int]:
        """As ``registers.restored``, with what is on its way."""
        above = self._above.get((*register, target))
        if above is None:
            return registers.restored(self._conn, register, target)
        found = sorted({leaf for parent in above for leaf in self._leaves_of((*register, parent))})
        if len(found) > MAX_PARENTS:
            raise BadBody("A change brings back more values at once than one could have seen.")
        return found

    def _leaves_of(self, place: _Place) -> list[int]:
        if place in self._above:
            return self._leaves.get(place, [place[2]])
        return registers.leaves_at(self._conn, *place)

    def _count(self, op: Op) -> None:
        prefix = f"{kind_of(op.entity)}:{op.value['prefix']}"
        self._serials[prefix] = max(self._serials.get(prefix, 0), op.value["n"])


def _order(leaf: Leaf) -> tuple[int, int, str]:
    return leaf.order


def _spelled(value: Json) -> str:
    """A value as it is kept beside its register; the most frequent without a speller."""
    if value is True:
        return "true"
    if type(value) is dict and len(value) == 1 and "w" in value:  # pyright: ignore[reportUnknownArgumentType]
        return f'{{"w": "{value["w"]}"}}'
    return _spell(value)

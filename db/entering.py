"""Entering transactions into the log's registers: looked up and checked in memory, then written at once.

What comes in together is written in few statements: one step, a colleague's month or a whole log.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from db import registers
from db.body import Body, Op
from db.canon import Json, speller
from db.errors import BadBody
from db.kinds import kind_of
from db.records.frozen import record
from db.registers import History, Values, Write

_spell = speller(", ", ": ")

_NUMBERS = "SELECT id, tno FROM txn WHERE id IN ({})"
_COUNTED = "INSERT INTO serial VALUES (?,?) ON CONFLICT(prefix) DO UPDATE SET last = max(last, excluded.last)"

_NONE: Mapping[str, tuple[int, ...]] = {}


@record
class Fresh:
    """What drawing asks of entities that something came of: all of it was in one's hands already.

    Attributes: ``values`` and ``created`` by entity, as in ``db.registers``; ``words`` by reference, those
    that came; ``new`` the entities that were not there before.
    """

    values: Mapping[str, Values]
    created: Mapping[str, tuple[str, int]]
    words: Mapping[str, str]
    new: AbstractSet[str]


class Entering:
    """Transactions on their way into a file; nothing is written before ``write``.

    ``add`` raises BadBody for what builds on something that is neither here nor was added before it.
    """

    def __init__(
        self, conn: sqlite3.Connection, bodies: Iterable[Body], there: AbstractSet[str] | None = None
    ) -> None:
        """``bodies`` are those that will be added; ``there`` the entities of these that the file knows, for
        who wants to be told what is drawn (``fresh``).
        """
        self._conn = conn
        named: set[str] = set()
        built_on: set[str] = set()
        for body in bodies:
            for op in body.ops:
                if op.parents:
                    named.update(op.parents)
                    built_on.add(op.entity)
                if op.undo:
                    named.add(op.undo)
                    built_on.add(op.entity)
        rows = registers.looked_up(conn, _NUMBERS, sorted(map(bytes.fromhex, named)))
        self._tnos: dict[str, int] = {id.hex(): tno for id, tno in rows}
        self._there = there
        self._written: dict[str, History] = (
            registers.histories(conn, sorted(built_on if there is None else built_on | there))
            if self._tnos or there
            else {}
        )
        self._begin()

    def _begin(self) -> None:
        self._steps: list[tuple[object, ...]] = []
        self._rows: list[tuple[str, int, str, str | None, str | None]] = []
        self._serials: dict[str, int] = {}

    def add(self, tno: int, txn: str, body: Body) -> None:
        """Take a transaction under that local number."""
        ms, counter = body.clock
        person = body.person
        by = (body.replica, person, ms, counter, body.label, body.undoes)
        self._steps.append((tno, body.group, body.index, body.count, *by))
        said: dict[str, dict[str, Json]] = {}
        aboves: dict[str, dict[str, tuple[int, ...]]] = {}
        leaves: dict[str, dict[str, list[int]]] = {}
        for op in body.ops:
            entity, field, value, parents, undo = op
            if entity in said:
                said[entity][field] = value
            else:
                said[entity] = {field: value}
            if parents:
                above = tuple([self._parent(entity, field, parent) for parent in parents])
                aboves.setdefault(entity, {})[field] = above
            if undo is not None:
                target = self._parent(entity, field, undo)
                found = registers.restored_in(self._written[entity], field, target)
                leaves.setdefault(entity, {})[field] = found
            elif field == "number":
                self._count(op)
        for entity, fields in said.items():
            above = aboves.get(entity, _NONE)
            again = leaves.get(entity, _NONE)
            higher = _spell(above) if above else None
            self._rows.append((entity, tno, _spell(fields), higher, _spell(again) if again else None))
            write = Write(tno, txn, fields, above, again, person, ms, counter)
            if entity in self._written:
                self._written[entity][tno] = write
            else:
                self._written[entity] = {tno: write}
        self._tnos[txn] = tno

    def write(self) -> None:
        """Write what was added; the caller holds the commit."""
        conn = self._conn
        conn.executemany("INSERT INTO step VALUES (?,?,?,?,?,?,?,?,?,?)", self._steps)
        conn.executemany("INSERT INTO op VALUES (?,?,?,?,?)", self._rows)
        # The highest number given of each prefix, so that none is given twice.
        conn.executemany(_COUNTED, self._serials.items())
        self._begin()

    def fresh(self, spoken: Mapping[str, str | None]) -> Fresh:
        """What drawing will ask of the entities that this speaks of, before this is written.

        ``spoken`` are words that come along, None for those withheld.
        """
        there = self._there or set[str]()
        values: dict[str, Values] = {}
        created: dict[str, tuple[str, int]] = {}
        several: dict[str, History] = {}
        for entity, history in self._written.items():
            if len(history) > 1:
                several[entity] = history
                continue
            for write in history.values():
                values[entity] = registers.alone(write)
                if "exists" in write.said and "exists" not in write.above:
                    created[entity] = (write.person, write.ms)
        told = registers.told(self._conn, several)
        return Fresh(
            values | told.values,
            created | told.created,
            {key: data for key, data in spoken.items() if data is not None},
            self._written.keys() - there,
        )

    def _parent(self, entity: str, field: str, txn: str) -> int:
        """The local number of a transaction that set this register."""
        tno = self._tnos.get(txn)
        if tno is None:
            raise BadBody("A change builds on another that is not there.")
        write = self._written.get(entity, {}).get(tno)
        if write is None or field not in write.said:
            raise BadBody("A change replaces a value that was never set.")
        return tno

    def _count(self, op: Op) -> None:
        prefix = f"{kind_of(op.entity)}:{op.value['prefix']}"
        self._serials[prefix] = max(self._serials.get(prefix, 0), op.value["n"])

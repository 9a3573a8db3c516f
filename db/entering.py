"""Entering transactions into the log's registers: looked up and checked in memory, then written at once.

What comes in together is written in few statements: one step, a colleague's month or a whole log.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from db import registers
from db.body import Body, Plain
from db.canon import Json, speller
from db.errors import BadBody
from db.kinds import kind_of
from db.records.frozen import record
from db.registers import History, Values, Write

_spell = speller(",", ":")

_NUMBERS = "SELECT id, tno FROM txn WHERE id IN ({})"
_COUNTED = "INSERT INTO serial VALUES (?,?) ON CONFLICT(prefix) DO UPDATE SET last = max(last, excluded.last)"

_NONE: Mapping[str, tuple[int, ...]] = {}


@record
class Fresh:
    """What drawing asks of what came: all of it was in one's hands already.

    Attributes: ``values`` and ``created`` by entity, as in ``db.registers``, of those that were not there
    before; ``fields`` what came of the others, with all that was ever written there; ``words`` by reference,
    those that came.
    """

    values: Mapping[str, Values]
    created: Mapping[str, tuple[str, int]]
    words: Mapping[str, str]
    fields: Mapping[str, AbstractSet[str]]
    histories: Mapping[str, History]


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
        fields: dict[str, set[str]] = {}
        for body in bodies:
            if type(body.ops) is Plain and (there is None or body.ops[0][0] not in there):
                continue
            for entity, field, _, parents, undo in body.ops:
                named.update(parents)
                if undo:
                    named.add(undo)
                if parents or (there is not None and entity in there):
                    fields.setdefault(entity, set()).add(field)
        rows = registers.looked_up(conn, _NUMBERS, sorted(map(bytes.fromhex, named)))
        self._tnos: dict[str, int] = {id.hex(): tno for id, tno in rows}
        self._there = there
        self._fields = fields
        self._written = registers.histories(conn, fields, fields) if self._tnos or there else {}
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
        self._tnos[txn] = tno
        ops = body.ops
        if type(ops) is Plain:
            entity = ops[0][0]
            fields: dict[str, Json] = {op[1]: op[2] for op in ops}
            if "number" in fields:
                self._count(entity, fields["number"])
            self._keep(entity, Write(tno, txn, fields, _NONE, _NONE, person, ms, counter))
            self._rows.append((entity, tno, ops.said, None, None))
            return
        said: dict[str, dict[str, Json]] = {}
        aboves: dict[str, dict[str, tuple[int, ...]]] = {}
        leaves: dict[str, dict[str, list[int]]] = {}
        for entity, field, value, parents, undo in ops:
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
                self._count(entity, value)
        for entity, fields in said.items():
            above = aboves.get(entity, _NONE)
            again = leaves.get(entity, _NONE)
            higher = _spell(above) if above else None
            self._rows.append((entity, tno, _spell(fields), higher, _spell(again) if again else None))
            self._keep(entity, Write(tno, txn, fields, above, again, person, ms, counter))

    def _keep(self, entity: str, write: Write) -> None:
        if entity in self._written:
            self._written[entity][write.tno] = write
        else:
            self._written[entity] = {write.tno: write}

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
        old = {entity: self._written[entity] for entity in self._fields if entity in there}
        values: dict[str, Values] = {}
        created: dict[str, tuple[str, int]] = {}
        several: dict[str, History] = {}
        for entity, history in self._written.items():
            if entity in old:
                continue
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
            self._fields,
            old,
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

    def _count(self, entity: str, number: Json) -> None:
        prefix = f"{kind_of(entity)}:{number['prefix']}"
        self._serials[prefix] = max(self._serials.get(prefix, 0), number["n"])

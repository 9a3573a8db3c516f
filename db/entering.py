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

_MARKED = frozenset('"\\')
"""What is not spelled as it is, within words that can be printed."""

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

    def __init__(
        self, conn: sqlite3.Connection, bodies: Iterable[Body], there: AbstractSet[str] | None = None
    ) -> None:
        """``bodies`` are those that will be added; ``there`` the entities of these that the file knows, for
        who wants to be told of the others (``fresh``).
        """
        self._conn = conn
        named = {parent for body in bodies for op in body.ops for parent in op.parents}
        named |= {op.undo for body in bodies for op in body.ops if op.undo}
        rows = registers.looked_up(conn, _NUMBERS, sorted(map(bytes.fromhex, named)))
        self._in_file: dict[str, int] = {id.hex(): tno for id, tno in rows}
        self._there = there
        self._tnos: dict[str, int] = {}
        self._begin()

    def _begin(self) -> None:
        self._coming: dict[int, Body] = {}
        self._sets: dict[int, AbstractSet[_Register]] = {}
        self._above: dict[_Place, tuple[int, ...]] = {}
        self._leaves: dict[_Place, list[int]] = {}
        self._steps: list[tuple[object, ...]] = []
        self._ops: list[tuple[str, str, int, Json, str | None]] = []
        self._replaced: set[_Place] = set()
        self._known: list[_Place] = []
        self._edges: list[tuple[str, str, int, int]] = []
        self._serials: dict[str, int] = {}
        self._values: dict[str, Values] = {}
        self._several: list[_Register] = []
        self._taken_back: set[str] = set()
        self._first: dict[str, tuple[int, int, str, str]] = {}

    def add(self, tno: int, txn: str, body: Body) -> None:
        """Take a transaction under that local number."""
        ms, counter = body.clock
        by = (body.replica, body.person, ms, counter, body.label, body.undoes)
        self._steps.append((tno, body.group, body.index, body.count, *by))
        self._coming[tno] = body
        there = self._there
        for op in body.ops:
            entity, field, value, parents, undo = op
            leaf = None
            above: tuple[int, ...] = ()
            if parents:
                above = self._replace(entity, field, tno, parents)
            if undo is not None:
                found = self._restored((entity, field), self._parent(entity, field, undo))
                self._leaves[entity, field, tno] = found
                leaf = json.dumps(found)
                self._taken_back.add(entity)
            elif field == "number":
                self._count(op)
            self._ops.append((entity, field, tno, value, leaf))
            if there is None or entity in there:
                continue
            if field == "exists" and not above:
                order = (ms, counter, txn, body.person)
                self._first[entity] = min(self._first.get(entity, order), order)
            values = self._values.get(entity)
            if values is None:
                values = self._values[entity] = {}
            standing = Leaf(tno, txn, value, body.person, ms, counter)
            register = values.get(field)
            if register is None:
                values[field] = [standing]
            else:
                register[:] = [one for one in register if one.tno not in above]
                register.append(standing)
                self._several.append((entity, field))
        self._tnos[txn] = tno

    def _replace(self, entity: str, field: str, tno: int, parents: Iterable[str]) -> tuple[int, ...]:
        above = tuple([self._parent(entity, field, parent) for parent in parents])
        for parent in above:
            place = (entity, field, parent)
            (self._replaced.add if parent in self._coming else self._known.append)(place)
            self._edges.append((entity, field, tno, parent))
        self._above[entity, field, tno] = above
        return above

    def write(self) -> None:
        """Write what was added; the caller holds the commit."""
        conn = self._conn
        conn.executemany("INSERT INTO step VALUES (?,?,?,?,?,?,?,?,?,?)", self._steps)
        if self._known:
            replaced = conn.executemany(
                "UPDATE op SET head = 0 WHERE entity = ? AND field = ? AND tno = ?", sorted(self._known)
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

    def fresh(self, spoken: Mapping[str, str | None]) -> Fresh:
        """What drawing will ask of the entities that are not there yet, before this is written.

        ``spoken`` are words that come along, None for those withheld.
        """
        for entity in self._taken_back:
            self._values.pop(entity, None)
        for entity, field in self._several:
            if entity in self._values:
                self._values[entity][field].sort(key=_order)
        return Fresh(
            self._values,
            {entity: (person, ms) for entity, (ms, _, _, person) in self._first.items()},
            {key: data for key, data in spoken.items() if data is not None},
        )

    def _parent(self, entity: str, field: str, txn: str) -> int:
        """The local number of a transaction that set this register."""
        tno = self._tnos.get(txn)
        if tno is not None and tno in self._coming:
            if tno not in self._sets:
                self._sets[tno] = {(op.entity, op.field) for op in self._coming[tno].ops}
            if (entity, field) in self._sets[tno]:
                return tno
        # That it set this register is seen when it is written.
        if (known := self._in_file.get(txn)) is None:
            raise BadBody("A change builds on another that is not there.")
        return known

    def _restored(self, register: _Register, target: int) -> list[int]:
        """As ``registers.restored``, with what is on its way."""
        if target not in self._coming:
            return registers.restored(self._conn, register, target)
        above = self._above.get((*register, target), ())
        found = sorted({leaf for parent in above for leaf in self._leaves_of((*register, parent))})
        if len(found) > MAX_PARENTS:
            raise BadBody("A change brings back more values at once than one could have seen.")
        return found

    def _leaves_of(self, place: _Place) -> list[int]:
        if place[2] in self._coming:
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
    if type(value) is str and value.isascii() and value.isprintable() and _MARKED.isdisjoint(value):
        return f'"{value}"'
    if type(value) is dict and len(value) == 1 and "w" in value:  # pyright: ignore[reportUnknownArgumentType]
        return f'{{"w": "{value["w"]}"}}'
    return _spell(value)

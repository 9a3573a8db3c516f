"""Registers of many entities read at once, in a few statements whatever their number.

What is drawn by the thousand after a merge asks for the same as what is drawn after one edit; here it is
looked up together.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from db import registers, words
from db.canon import Json
from db.entering import Fresh
from db.registers import Leaf, Values

FEW = 1
"""Up to so many are quicker to read one by one; with two the tests of the laws go the way of thousands."""

_AT_ONCE = 400
_HEADS = (
    "SELECT o.entity, o.field, o.tno, o.leaf, o.value FROM json_each(?) j CROSS JOIN op o "
    "ON o.entity = j.value WHERE o.head = 1"
)
_SOME_HEADS = f"{_HEADS} AND o.field IN (SELECT value FROM json_each(?))"
_STEPS = "SELECT s.tno, s.person, s.ms, s.counter FROM json_each(?) j CROSS JOIN step s ON s.tno = j.value"
_IDS = "SELECT t.tno, t.id FROM json_each(?) j CROSS JOIN txn t ON t.tno = j.value"
_BY_ID = ("verdict:", "decision:")
"""Of these it matters which transaction wrote a value; of others only where there are several."""
_CREATED = (
    "SELECT o.entity, o.tno FROM json_each(?) j CROSS JOIN op o ON o.entity = j.value AND o.field = 'exists' "
    "WHERE NOT EXISTS (SELECT 1 FROM edge e WHERE e.entity = o.entity AND e.field = o.field "
    "AND e.child = o.tno)"
)
_WORDS = f"SELECT hash, data FROM value WHERE hash IN ({','.join('?' * _AT_ONCE)})"
_REFERENCE = re.compile('"w": "([0-9a-f]{64})"')

_NOTHING = Fresh({}, {}, {})
_NOBODY = ("", 0)

_By = tuple[str, int, int]
"""A transaction's author and its clock."""


class Batch:
    """What stands in the registers of these entities, the words in it, and who made them when."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        entities: Sequence[str],
        fresh: Fresh | None = None,
        fields: Iterable[str] = (),
    ) -> None:
        """``fresh`` is what need not be read; with ``fields`` nothing is read but these."""
        self._conn = conn
        self._fresh = fresh or _NOTHING
        self._values: dict[str, Values] = {}
        self._created: dict[str, tuple[str, int]] = {}
        self._words: dict[str, str] = {}
        read = [entity for entity in entities if entity not in self._fresh.values]
        self._many = len(entities) > FEW or bool(fields)
        if self._many and read:
            self._read(json.dumps(read), json.dumps(list(fields)))

    def values(self, entity: str) -> Values:
        """As ``registers.values``."""
        known = self._fresh.values.get(entity)
        if known is not None:
            return known
        return self._values.get(entity, {}) if self._many else registers.values(self._conn, entity)

    def created(self, entity: str) -> tuple[str, int]:
        """As ``registers.created``."""
        if entity in self._fresh.values:
            return self._fresh.created.get(entity, _NOBODY)
        return self._created.get(entity, _NOBODY) if self._many else registers.created(self._conn, entity)

    def words(self, reference: Json) -> str:
        """As ``words.get``."""
        if reference is None:
            return ""
        known = self._fresh.words.get(reference["w"])
        if known is None:
            known = self._words.get(reference["w"])
        return words.get(self._conn, reference) if known is None else known

    def _read(self, entities: str, fields: str) -> None:
        if fields == "[]":
            heads = self._conn.execute(_HEADS, (entities,)).fetchall()
            first = self._conn.execute(_CREATED, (entities,)).fetchall()
        else:
            heads, first = self._conn.execute(_SOME_HEADS, (entities, fields)).fetchall(), []
        by = self._authors({tno for _, _, tno, _, _ in heads} | {tno for _, tno in first})
        ids = self._ids(_named(heads, first))
        spoken: set[str] = set()
        for entity, field, tno, leaf, value in heads:
            register = self._values.setdefault(entity, {}).setdefault(field, [])
            if leaf is None:
                register.append(Leaf(tno, ids.get(tno, ""), _value(value), *by[tno]))
                spoken.update(_REFERENCE.findall(value))
            else:
                known = {one.tno for one in register}
                register += [
                    registers.leaf_at(self._conn, entity, field, place)
                    for place in json.loads(leaf)
                    if place not in known
                ]
        for values in self._values.values():
            for field, register in values.items():
                if len(register) > 1:
                    # An undo may stand for what another head stands for too.
                    values[field] = sorted({one.tno: one for one in register}.values(), key=_order)
        orders: dict[str, tuple[int, int, str, str]] = {}
        for entity, tno in first:
            person, ms, counter = by[tno]
            order = (ms, counter, ids.get(tno, ""), person)
            orders[entity] = min(orders.get(entity, order), order)
        self._created = {entity: (person, ms) for entity, (ms, _, _, person) in orders.items()}
        self._words = dict(self._spoken(spoken - self._fresh.words.keys()))

    def _authors(self, tnos: set[int]) -> dict[int, _By]:
        rows = self._conn.execute(_STEPS, (json.dumps(sorted(tnos)),))
        return {tno: (person, ms, counter) for tno, person, ms, counter in rows}

    def _ids(self, tnos: set[int]) -> dict[int, str]:
        if not tnos:
            return {}
        return {tno: txn.hex() for tno, txn in self._conn.execute(_IDS, (json.dumps(sorted(tnos)),))}

    def _spoken(self, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        left = iter(sorted(keys))
        while some := [bytes.fromhex(key) for key in islice(left, _AT_ONCE)]:
            some += some[:1] * (_AT_ONCE - len(some))
            for key, data in self._conn.execute(_WORDS, some):
                yield key.hex(), words.sign(self._conn, key) if data is None else data


def _named(
    heads: Sequence[tuple[str, str, int, str | None, str]], first: Sequence[tuple[str, int]]
) -> set[int]:
    """The transactions whose ids matter."""
    named: set[int] = set()
    seen: dict[tuple[str, str], int] = {}
    for entity, field, tno, _, _ in heads:
        other = seen.setdefault((entity, field), tno)
        if other != tno:
            named |= {other, tno}
        elif entity.startswith(_BY_ID):
            named.add(tno)
    for entity, tno in first:
        other = seen.setdefault((entity, ""), tno)
        if other != tno:
            named |= {other, tno}
    return named


def _order(leaf: Leaf) -> tuple[int, int, str]:
    return leaf.order


_parse = json.JSONDecoder().raw_decode


def _value(text: str) -> Any:
    """The value of stored JSON; the most frequent are read without a parser."""
    if text == "true":
        return True
    if text[0] == '"' and "\\" not in text:
        return text[1:-1]
    if len(text) == 73 and text.startswith('{"w": "'):
        return {"w": text[7:71]}
    return _parse(text)[0]

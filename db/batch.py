"""Registers of many entities read at once, in a few statements whatever their number.

What is drawn by the thousand after a merge asks for the same as what is drawn after one edit; here it is
looked up together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from db import registers, words
from db.canon import Json
from db.entering import Fresh
from db.registers import Values

FEW = 1
"""Words of up to so many are looked up where they are asked for; with two the tests of the laws go the way
of thousands."""

_WORDS = "SELECT hash, data FROM value WHERE hash IN ({})"

_NOTHING = Fresh({}, {}, {}, {}, {})
_NOBODY = ("", 0)
_NO_FIELDS: AbstractSet[str] = frozenset()


class Batch:
    """What stands in the registers of these entities, the words in it, and who made them when."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        entities: Sequence[str],
        fresh: Fresh | None = None,
        fields: Mapping[str, AbstractSet[str]] | None = None,
    ) -> None:
        """``fresh`` is what need not be read; with ``fields`` of each entity only these are read."""
        self._conn = conn
        self._fresh = fresh or _NOTHING
        read = [entity for entity in entities if entity not in self._fresh.values]
        self._told = registers.Told({}, {})
        self._words: dict[str, str] = {}
        if fields:
            self._told.values.update(self._read(read, fields))
        elif read:
            self._told = registers.told(conn, registers.histories(conn, read))
        if len(read) > FEW:
            spoken: set[str] = set()
            for values in self._told.values.values():
                for leaves in values.values():
                    for leaf in leaves:
                        _speak(leaf.value, spoken)
            self._words = dict(self._spoken(spoken - self._fresh.words.keys()))

    def _read(self, entities: Sequence[str], fields: Mapping[str, AbstractSet[str]]) -> dict[str, Values]:
        known = {
            entity: self._fresh.histories[entity]
            for entity in entities
            if self._fresh.fields.get(entity, _NO_FIELDS) >= fields[entity]
        }
        if len(known) < len(entities):
            rest = [entity for entity in entities if entity not in known]
            known |= registers.histories(self._conn, rest, fields)
        return registers.told_of(self._conn, known, fields)

    def values(self, entity: str) -> Values:
        """As ``registers.values``."""
        known = self._fresh.values.get(entity)
        return self._told.values.get(entity, {}) if known is None else known

    def created(self, entity: str) -> tuple[str, int]:
        """As ``registers.created``."""
        found = self._fresh if entity in self._fresh.values else self._told
        return found.created.get(entity, _NOBODY)

    def words(self, reference: Json) -> str:
        """As ``words.get``."""
        if reference is None:
            return ""
        known = self._fresh.words.get(reference["w"])
        if known is None:
            known = self._words.get(reference["w"])
        return words.get(self._conn, reference) if known is None else known

    def _spoken(self, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        for key, data in registers.looked_up(self._conn, _WORDS, sorted(map(bytes.fromhex, keys))):
            yield key.hex(), words.sign(self._conn, key) if data is None else data


def _speak(value: Json, spoken: set[str]) -> None:
    """Add the references to words in a value."""
    if type(value) is not dict:
        return
    if "w" in value:
        spoken.add(value["w"])  # pyright: ignore[reportUnknownArgumentType]
        return
    for inner in value.values():  # pyright: ignore[reportUnknownVariableType]
        _speak(inner, spoken)  # pyright: ignore[reportUnknownArgumentType]

"""Registers of many entities read at once, in a few statements whatever their number.

What is drawn by the thousand after a merge asks for the same as what is drawn after one edit; here it is
looked up together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from db import registers, words
from db.canon import Json
from db.entering import Fresh
from db.registers import Values

FEW = 1
"""Words of up to so many are looked up where they are asked for; with two the tests of the laws go the way
of thousands."""

_WORDS = "SELECT hash, data FROM value WHERE hash IN ({})"

_NOTHING = Fresh({}, {}, {}, frozenset())
_NOBODY = ("", 0)


class Batch:
    """What stands in the registers of these entities, the words in it, and who made them when."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        entities: Sequence[str],
        fresh: Fresh | None = None,
        fields: Iterable[str] = (),
    ) -> None:
        """``fresh`` is what need not be read; with ``fields`` only words of these are looked up at once."""
        self._conn = conn
        self._fresh = fresh or _NOTHING
        read = [entity for entity in entities if entity not in self._fresh.values]
        self._told = registers.told(conn, registers.histories(conn, read) if read else {})
        self._words: dict[str, str] = {}
        if len(entities) > FEW:
            wanted = frozenset(fields)
            spoken: set[str] = set()
            for entity in entities:
                if entity not in self._fresh.new:
                    for field, leaves in self.values(entity).items():
                        if not wanted or field in wanted:
                            for leaf in leaves:
                                _speak(leaf.value, spoken)
            self._words = dict(self._spoken(spoken - self._fresh.words.keys()))

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
        if type(inner) is dict:
            _speak(inner, spoken)

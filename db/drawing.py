"""One entity's registers, read: which values stand, what is in conflict, whether it is there at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import cast

from db import blobs, registers
from db.batch import Batch
from db.canon import Json, spell
from db.errors import BadBody
from db.joining import root_of
from db.kinds import KINDS, kind_of
from db.layout import Emphasis, Layout, read_emphasis, read_layout
from db.registers import Leaf

_NOTHING: Mapping[tuple[str, str], AbstractSet[str]] = {}
MAX_SPOKEN = 1 << 32
"""Bytes: words were bounded when they were written."""

CHILDREN: dict[str, tuple[tuple[str, str], ...]] = {
    "article": (("draft", "article"), ("claim", "article"), ("fix", "article"), ("query", "article")),
    "claim": (
        ("verdict", "claim"),
        ("decision", "claim"),
        ("evidence", "claim"),
        ("fix", "claim"),
        ("query", "claim"),
        ("note", "claim"),
        ("tag", "claim"),
    ),
    "source": (
        ("evidence", "source"),
        ("tick", "source"),
        ("contact", "source"),
        ("dependence", "source"),
        ("dependence", "origin"),
    ),
    "evidence": (("sighting", "evidence"),),
    "query": (("message", "query"),),
}
"""What hangs on an entity: deleting it must not hide what its author had not seen there."""


class Entity:
    """One entity's registers, read once: current values with their words."""

    def __init__(self, conn: sqlite3.Connection, id: str, batch: Batch | None = None, kind: str = "") -> None:
        self.conn = conn
        self.id = id
        self.kind = kind or kind_of(id)
        self.ghost = False
        self._batch = Batch(conn, (id,)) if batch is None else batch
        self.values = self._batch.values(id)

    def exists(self) -> bool:
        """Whether it is there: created and not deleted, or deleted by someone who had not seen all of it.

        What others only refer to, and nobody ever said anything of, is not.
        """
        if not self.values:
            return False
        leaves = self.values.get("exists", [])
        for leaf in leaves:
            if leaf.value is True:
                return True
        seen = {txn for leaf in leaves for txn in leaf.value["gone"]}
        self.ghost = bool(unseen(self.conn, self.id, seen))
        return self.ghost

    def named(self) -> bool:
        """Whether any field stands: none does of a person whose naming was taken back."""
        return any(self.values.values())

    def leaves(self, field: str) -> list[Leaf]:
        """Current values, oldest first; for what was taken back yet built upon, the last one set."""
        found = self.values.get(field, [])
        return registers.last_set(self.conn, self.id, field) if not found and self.ghost else found

    def lasting(self, field: str) -> Json:
        """A value that cannot change and so stays known even where the step that wrote it was taken back."""
        leaves = self.values.get(field) or registers.last_set(self.conn, self.id, field)
        return leaves[-1].value if leaves else None

    def value(self, field: str) -> Json:
        """The value to show: the newest of those that stand."""
        leaves = self.values.get(field) or self.leaves(field)
        return leaves[-1].value if leaves else None

    def shown(self) -> dict[str, Json]:
        """The values to show, by field: the newest of those that stand; fields without one are left out."""
        if self.ghost:
            return {field: value for field in KINDS[self.kind] if (value := self.value(field)) is not None}
        return {field: leaves[-1].value for field, leaves in self.values.items() if leaves}

    def words(self, field: str) -> str:
        return self._batch.words(self.value(field))

    def say(self, reference: Json) -> str:
        """The words of a reference; blank for none."""
        return self._batch.words(reference)

    def created(self) -> tuple[str, int]:
        """Who first said that it is there, and when (ms); blanks where nobody did."""
        return self._batch.created(self.id)

    def spoken(self, value: Json) -> Json:
        """A value with every reference replaced by its words."""
        if isinstance(value, dict):
            if set(value) == {"w"}:  # pyright: ignore[reportUnknownArgumentType]
                return self._batch.words(value)
            return {key: self.spoken(inner) for key, inner in value.items()}  # pyright: ignore[reportUnknownVariableType]
        return value

    def part(self, field: str, name: str, blank: Json = "") -> Json:
        """One part of a compound value, with its words; ``blank`` where the field was never set."""
        value = self.value(field)
        if value is None:
            return blank
        inner: Json = value[name]
        if isinstance(inner, dict):
            reference = cast("dict[str, str]", inner)
            return reference["b"] if "b" in reference else self._batch.words(reference)
        return inner

    def of(self, name: str) -> str:
        """One part of what it is of, blank where that was never said.

        Told even where saying it was taken back: somebody may have brought the thing itself back since, and
        it hangs where it did.
        """
        of = self.lasting("of")
        return (of[name] or "") if of is not None else ""

    def written(self, field: str) -> tuple[str, int]:
        """Who set the value to show, and when (ms); blank and 0 where nobody did."""
        leaves = self.leaves(field)
        return (leaves[-1].person, leaves[-1].ms) if leaves else ("", 0)

    def changed_at(self) -> int:
        """When a value that stands was last set (ms)."""
        # Oldest first is by when they were set.
        return max([leaves[-1].ms for leaves in self.values.values() if leaves], default=0)

    def conflicts(self) -> list[str]:
        """Fields whose current values differ; equal ones written apart agree."""
        # What has no value has one where it is a ghost: the last one, so never several.
        several = [field for field, leaves in self.values.items() if len(leaves) > 1]
        if not several:
            return several
        return sorted([field for field in several if len(self.distinct(field)) > 1])

    def distinct(self, field: str) -> list[Leaf]:
        """The values that stand, one of each, oldest first, equal ones by their newest."""
        leaves = self.leaves(field)
        if len(leaves) < 2:
            return leaves
        if field == "exists":
            return leaves if self.ghost or len({leaf.value is True for leaf in leaves}) > 1 else leaves[-1:]
        newest = {spell(self.spoken(leaf.value), MAX_SPOKEN): leaf for leaf in leaves}
        return sorted(newest.values(), key=lambda leaf: leaf.order)


def unseen(conn: sqlite3.Connection, entity: str, seen: set[str]) -> set[str]:
    """Transactions that hold a value of the entity, or of what hangs on it, and are not in ``seen``."""
    return held(conn, entity) - seen


def held(
    conn: sqlite3.Connection, entity: str, without: Mapping[tuple[str, str], AbstractSet[str]] = _NOTHING
) -> set[str]:
    """Transactions whose values of an entity, or of what hangs on it, now stand.

    ``without`` names, by register, transactions that are about to be replaced there.
    """
    found = registers.standing(conn, entity, without)
    for child in hanging(conn, entity):
        found |= held(conn, child, without)
    return found


def hanging(conn: sqlite3.Connection, entity: str) -> Iterator[str]:
    """What hangs on the entity itself; on a claim, not what was made for one that is joined into it."""
    at, made_for = entity, ""
    if entity.startswith("claim:") and (root := root_of(conn, entity)) != entity:
        at, made_for = root, entity
    for table, column in CHILDREN.get(kind_of(entity), ()):
        only = "AND made_for = ?" if column == "claim" else ""
        rows = conn.execute(
            f"SELECT DISTINCT id FROM {table} WHERE {column} = ? {only}", (at, made_for)[: 1 + bool(only)]
        )
        yield from [child for (child,) in rows]


def layout_of(conn: sqlite3.Connection, text: str) -> Layout:
    """The layout recorded for a text; an empty one where it is withheld or unreadable."""
    data = _layout_data(conn, text)
    if data is None:
        return Layout((), (), ())
    try:
        return read_layout(data)
    except BadBody:
        return Layout((), (), ())


def emphasis_of(conn: sqlite3.Connection, text: str) -> tuple[Emphasis, ...]:
    """The emphasis of a text that is drawn; none where its layout is withheld or unreadable."""
    data = _layout_data(conn, text)
    try:
        return read_emphasis(data) if data is not None else ()
    except BadBody:
        return ()


def _layout_data(conn: sqlite3.Connection, text: str) -> bytes | None:
    if not blobs.has(conn, text.partition(":")[2]):
        return None
    reference = Entity(conn, text).lasting("layout")
    return blobs.get(conn, reference["b"]) if reference else None

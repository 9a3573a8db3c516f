"""What the author put beside a draft's words: footnotes, endnotes, comments, each at its place."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import cast

from db import blobs
from db.canon import Json, canon, loads
from db.drawing import Entity
from db.errors import BadBody
from db.kinds import annotation_id
from db.layout import MAX_BYTES

VERSION = 1
_KINDS = frozenset({"footnote", "endnote", "comment"})


@dataclass(frozen=True, slots=True, order=True)
class Noted:
    """An annotation as it came: where in the draft's text, its kind, its author if told, its words."""

    start: int
    end: int
    kind: str
    author: str
    text: str


def write_annotations(annotations: Sequence[Noted]) -> bytes:
    """Canonical JSON of annotations in order of place; raises BadBody for what could not be read back."""
    data = canon(
        {"version": VERSION, "annotations": [list(astuple(note)) for note in annotations]}, MAX_BYTES
    )
    read_annotations(data)
    return data


def read_annotations(data: bytes) -> tuple[Noted, ...]:
    """The annotations of canonical JSON; raises BadBody, and nothing else, for anything not allowed."""
    value = loads(data, MAX_BYTES)
    if not isinstance(value, dict) or set(value) != {"version", "annotations"}:  # pyright: ignore[reportUnknownArgumentType]
        raise BadBody("A draft's annotations have other parts than they should have.")
    if value["version"] != VERSION or not isinstance(value["annotations"], list):
        raise BadBody("A draft's annotations were written by another version.")
    found = tuple(_noted(row) for row in cast("list[Json]", value["annotations"]))
    if list(found) != sorted(found):
        raise BadBody("A draft's annotations are not in order.")
    return found


def _noted(row: Json) -> Noted:
    parts = cast("list[Json]", row) if isinstance(row, list) else []
    if [type(part) for part in parts] != [int, int, str, str, str] or parts[2] not in _KINDS:
        raise BadBody("A draft's annotations hold something that is not one.")
    if not 0 <= parts[0] <= parts[1]:
        raise BadBody("A draft's annotations hold one that ends before it starts.")
    return Noted(*parts)


def draw_annotations(conn: sqlite3.Connection, draft: str) -> None:
    """Draw a draft's annotations anew, each with what became of it; none of a draft that is gone."""
    conn.execute("DELETE FROM annotation WHERE draft = ?", (draft,))
    if conn.execute("SELECT 1 FROM draft WHERE id = ?", (draft,)).fetchone() is None:
        return
    reference = Entity(conn, draft).value("annotations")
    data = blobs.get(conn, reference["b"]) if reference else None
    try:
        found = read_annotations(data) if data is not None else ()
    except BadBody:
        found = ()
    conn.executemany(
        "INSERT INTO annotation VALUES (?,?,?,?,?,?,?,?)",
        [(draft, n, *astuple(note), _taken(conn, draft, n)) for n, note in enumerate(found)],
    )


def draw_taken(conn: sqlite3.Connection, entity: Entity) -> str:
    """Draw what became of one annotation; returns its draft."""
    of = entity.lasting("of")
    if of is None:
        return ""
    conn.execute(
        "UPDATE annotation SET taken = ? WHERE draft = ? AND n = ?",
        (entity.value("taken") or "", of["draft"], of["n"]),
    )
    return of["draft"]


def _taken(conn: sqlite3.Connection, draft: str, n: int) -> str:
    return Entity(conn, annotation_id(draft, n)).value("taken") or ""

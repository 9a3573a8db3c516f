"""The facts of a text: found by rules and recorded once, decided on by persons; drawn as one table.

What the rules found is kept like a layout, beside the text, so that every copy of a project has the
same facts and a sentence is closed in all of them or in none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import cast

from db import blobs
from db.canon import Json, canon, loads
from db.drawing import Entity
from db.errors import BadBody
from db.kinds import FACTS, fact_id
from db.layout import MAX_BYTES

VERSION = 1

Found = tuple[int, int, str]
"""Start and end in code points, and one of ``FACTS``."""


def write_found(facts: Sequence[Found]) -> bytes:
    """Canonical JSON of facts in order of their place; raises BadBody for what could not be read back."""
    data = canon({"version": VERSION, "facts": [list(fact) for fact in facts]}, MAX_BYTES)
    read_found(data)
    return data


def read_found(data: bytes) -> tuple[Found, ...]:
    """The facts of canonical JSON; raises BadBody, and nothing else, for anything not allowed."""
    value = loads(data, MAX_BYTES)
    if not isinstance(value, dict) or set(value) != {"version", "facts"}:  # pyright: ignore[reportUnknownArgumentType]
        raise BadBody("A text's facts have other parts than they should have.")
    if value["version"] != VERSION or not isinstance(value["facts"], list):
        raise BadBody("A text's facts were written by another version.")
    return _in_order(cast("list[Json]", value["facts"]))


def _in_order(rows: list[Json]) -> tuple[Found, ...]:
    found: list[Found] = []
    for row in rows:
        parts = cast("list[Json]", row) if isinstance(row, list) else []
        if [type(part) for part in parts] != [int, int, str] or parts[2] not in FACTS:
            raise BadBody("A text's facts hold something that is not a fact.")
        if not 0 <= parts[0] < parts[1]:
            raise BadBody("A text's facts hold a stretch that ends before it starts.")
        found.append((parts[0], parts[1], parts[2]))
    if found != sorted(set(found)):
        raise BadBody("A text's facts are not in order.")
    return tuple(found)


def found_in(conn: sqlite3.Connection, text: str) -> tuple[Found, ...]:
    """What the rules found in a text; nothing where it is withheld, unreadable, or never searched."""
    there = blobs.has(conn, text.partition(":")[2])
    reference = Entity(conn, text).value("facts") if there else None
    data = blobs.get(conn, reference["b"]) if reference else None
    if data is None:
        return ()
    try:
        return read_found(data)
    except BadBody:
        return ()


def draw_found(conn: sqlite3.Connection, text: str) -> set[str]:
    """Draw what the rules found in a text anew; returns the facts persons spoke of, to be drawn next."""
    spoken = conn.execute(
        "SELECT id FROM fact WHERE text = ? AND (kept IS NOT NULL OR ticks > 0 OR found = 0)",
        (text,),
    ).fetchall()
    conn.execute("DELETE FROM fact WHERE text = ?", (text,))
    conn.executemany(
        'INSERT INTO fact(id, text, start, "end", kind, found, kept, ticks, was_kept, was_ticks) '
        "VALUES (?,?,?,?,?,1,NULL,0,NULL,0)",
        [
            (fact_id(text, start, end, kind), text, start, end, kind)
            for start, end, kind in found_in(conn, text)
        ],
    )
    return {fact for (fact,) in spoken}


def draw_fact(conn: sqlite3.Connection, entity: Entity) -> tuple[str, int, int] | None:
    """Draw what persons did to a fact; returns the stretch of which text it may change the ledger of."""
    of = entity.lasting("of")
    if of is None:
        return None
    known = conn.execute("SELECT found, was_kept, was_ticks FROM fact WHERE id = ?", (entity.id,)).fetchone()
    found, was_kept, was_ticks = known or (0, None, 0)
    kept = entity.value("kept")
    ticks = conn.execute("SELECT count(*) FROM tick WHERE fact = ?", (entity.id,)).fetchone()[0]
    if not found and kept is None and not ticks and was_kept is None and not was_ticks:
        conn.execute("DELETE FROM fact WHERE id = ?", (entity.id,))
    else:
        conn.execute(
            'INSERT OR REPLACE INTO fact(id, text, start, "end", kind, found, kept, ticks, was_kept, '
            "was_ticks) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                entity.id,
                of["text"],
                of["start"],
                of["end"],
                of["kind"],
                found,
                None if kept is None else int(kept),
                ticks,
                was_kept,
                was_ticks,
            ),
        )
    return of["text"], of["start"], of["end"]

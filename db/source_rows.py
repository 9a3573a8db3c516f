"""How sources, what they say and who saw it become rows of the readable tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from db.canon import Json
from db.drawing import Entity
from db.records import SOURCE_WORDS
from db.rows import Row, hung_row

_OFF = "off"


def source_row(entity: Entity) -> Row:
    """A source with what follows from the rest of it: its status, and whether it is confidential."""
    by, at = entity.created()
    row: Row = {
        "id": entity.id,
        "initials": entity.part("number", "prefix"),
        "serial": entity.part("number", "n", 0),
        "number": "",
        "kind": entity.value("kind") or "note",
        **{name: entity.words(name) for name in SOURCE_WORDS},
        "confidential": int(_is_confidential(entity)),
        "sha": entity.part("file", "file"),
        "name": entity.part("file", "name"),
        "size": entity.part("file", "size", 0),
        "media_type": entity.part("file", "media_type"),
        "kept_at": entity.part("file", "at", 0),
        "origin": entity.part("file", "origin"),
        "modified": entity.part("file", "modified", None),
        **{f"person_{part}": entity.part("person", part) for part in _PERSON},
        "capture_url": entity.part("capture", "url"),
        "capture_headers": entity.part("capture", "headers"),
        "capture_status": entity.part("capture", "status", 0),
        "capture_at": entity.part("capture", "at", 0),
        "created_by": by,
        "created_at": at,
    }
    row["status"] = entity.value("status") or _status(entity.conn, row)
    return row


_PERSON = ("name", "role", "contact", "record", "date")


def _is_confidential(entity: Entity) -> bool:
    """Whether anybody said so; where nobody said anything, a person off the record is.

    While two copies say different things, what protects holds.
    """
    said = entity.leaves("confidential")
    if said:
        return any(leaf.value for leaf in said)
    return any(leaf.value["record"] == _OFF for leaf in entity.leaves("person"))


def _status(conn: sqlite3.Connection, row: Row) -> str:
    """How far a desk is with a source of which nobody said so."""
    if row["sha"] or row["kind"] == "note" or (row["kind"] == "page" and row["url"]):
        return "received"
    if row["kind"] != "person":
        return "wanted"
    answers = [
        answer for (answer,) in conn.execute("SELECT answer FROM contact WHERE source = ?", (row["id"],))
    ]
    if row["note"] or any(answers):
        return "received"
    return "requested" if answers else "wanted"


def contact_row(entity: Entity) -> Row:
    return hung_row(entity, "source", "at", "how", "put", "answer", "due")


def dependence_row(entity: Entity) -> Row:
    return {**hung_row(entity, "source"), "origin": entity.of("origin")}


def evidence_row(entity: Entity) -> Row:
    by, at = entity.created()
    return {
        "id": entity.id,
        "claim": entity.of("claim"),
        "source": entity.of("source"),
        "question": entity.value("question") or "so",
        "stance": entity.value("stance") or "context",
        "passage": entity.words("passage"),
        "locator": entity.words("locator"),
        **_place(entity),
        "confidential": int(_is_confidential(entity)),
        "created_by": by,
        "created_at": at,
    }


def tick_row(entity: Entity) -> Row:
    return {
        **hung_row(entity, "fact", "words", "passage", "locator"),
        "source": entity.of("source"),
        **_place(entity),
        "confidential": int(_is_confidential(entity)),
    }


def _place(entity: Entity) -> Row:
    place: dict[str, Json] | None = entity.value("place")
    return {
        "place_file": place["file"] if place else "",
        "place_page": place["page"] if place else None,
        "place_start": place["start"] if place else None,
        "place_end": place["end"] if place else None,
        "place_boxes": json.dumps(place["boxes"]) if place and place["boxes"] else "",
        "place_cells": (entity.part("place", "cells") or "") if place else "",
        "place_from_ms": place["from_ms"] if place else None,
        "place_to_ms": place["to_ms"] if place else None,
    }


def sighting_row(entity: Entity) -> Row | None:
    """What one person saw by eye; None where they saw nothing, or took it back."""
    of, seen = entity.lasting("of"), entity.value("seen")
    if of is None or seen is None:
        return None
    return {
        "id": entity.id,
        "evidence": of["evidence"],
        "person": of["person"],
        "passage": entity.part("seen", "passage"),
        # Told when the evidence is drawn, which follows.
        "holds": 0,
        "at": entity.written("seen")[1],
    }


def draw_holding(conn: sqlite3.Connection, passages: Mapping[str, str | None]) -> None:
    """Say of each sighting whether it is of the words its evidence has now; of none where that is gone."""
    if conn.execute("SELECT EXISTS (SELECT 1 FROM sighting)").fetchone()[0]:
        conn.executemany(
            "UPDATE sighting SET holds = (passage IS ?) WHERE evidence = ?",
            [(passage, evidence) for evidence, passage in passages.items()],
        )

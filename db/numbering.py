"""The labels of numbers given for life; of a number that two copies gave, the later one says so."""

from __future__ import annotations

import sqlite3

from db.rows import Row

_DECIDES = ("initials", "serial", "created_at")
"""What decides which label a number gets."""


def label(conn: sqlite3.Connection, table: str, old: Row | None, row: Row | None) -> set[str]:
    """Label a claim's or source's number and those it now collides with; returns the ids labelled anew."""
    if old is not None and row is not None and all(old[column] == row[column] for column in _DECIDES):
        return set()
    labelled: set[str] = set()
    for initials, serial in {(r["initials"], r["serial"]) for r in (old, row) if r is not None}:
        found = conn.execute(
            f"SELECT id FROM {table} WHERE initials = ? AND serial = ? ORDER BY created_at, id",
            (initials, serial),
        ).fetchall()
        for place, (id,) in enumerate(found):
            twice = "" if place == 0 else "\u00b7" + id.partition(":")[2][:4]
            words = f"{initials}{serial}{twice}"
            changed = conn.execute(
                f"UPDATE {table} SET number = ? WHERE id = ? AND number <> ?", (words, id, words)
            )
            if changed.rowcount:
                labelled.add(id)
    return labelled

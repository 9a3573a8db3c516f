"""The labels of numbers given for life; of a number that two copies gave, the later one says so."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from db.rows import Row

_DECIDES = ("initials", "serial", "created_at")
"""What decides which label a number gets."""


_WITH_JOINED = (
    "(SELECT initials, serial, id, number, created_at FROM claim UNION ALL "
    "SELECT initials, serial, id, number, created_at FROM joined WHERE root <> id)"
)
"""A claim that is joined into another keeps its number."""


_UNLIKE = (
    "SELECT j.value FROM json_each(?2) j CROSS JOIN {} t ON t.initials = ?1 AND t.serial = j.value "
    "GROUP BY j.value HAVING count(*) > 1 OR max(t.number) <> ?1 || j.value"
)


def _any_joined(conn: sqlite3.Connection) -> bool:
    return bool(conn.execute("SELECT EXISTS (SELECT 1 FROM joined)").fetchone()[0])


def plain(row: Row) -> str:
    """The label of a number nobody else gave."""
    return f"{row['initials']}{row['serial']}"


def label(conn: sqlite3.Connection, table: str, drawn: Sequence[tuple[Row | None, Row | None]]) -> set[str]:
    """Label the numbers of claims or sources, as they were and are, and those they now collide with.

    Returns the ids labelled anew.
    """
    given = {
        (r["initials"], r["serial"])
        for old, row in drawn
        if old is None or row is None or any(old[column] != row[column] for column in _DECIDES)
        for r in (old, row)
        if r is not None
    }
    if not given:
        return set()
    where = _WITH_JOINED if table == "claim" and _any_joined(conn) else table
    serials: dict[str, list[int]] = {}
    for initials, serial in sorted(given):
        serials.setdefault(initials, []).append(serial)
    # Nearly all are given once and labelled so already.
    unlike = {
        initials: [
            serial for (serial,) in conn.execute(_UNLIKE.format(where), (initials, json.dumps(numbers)))
        ]
        for initials, numbers in serials.items()
    }
    rows = [
        row
        for initials, numbers in unlike.items()
        for row in conn.execute(
            f"SELECT t.initials, t.serial, t.id, t.number FROM json_each(?2) j CROSS JOIN {where} t "
            "ON t.initials = ?1 AND t.serial = j.value ORDER BY t.initials, t.serial, t.created_at, t.id",
            (initials, json.dumps(numbers)),
        ).fetchall()
    ]
    changed: list[tuple[str, str]] = []
    before: tuple[str, int] | None = None
    for initials, serial, id, number in rows:
        twice = "\u00b7" + id.partition(":")[2][:4] if before == (initials, serial) else ""
        before = initials, serial
        words = f"{initials}{serial}{twice}"
        if words != number:
            changed.append((words, id))
    for one in (table, "joined") if where is not table else (table,):
        conn.executemany(f"UPDATE {one} SET number = ? WHERE id = ?", changed)
    return {id for _, id in changed}

"""Reading rows: what every module that turns drawn tables into records shares."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from db.records import Span


def named_rows(conn: sqlite3.Connection, sql: str, params: Sequence[object] = ()) -> Iterable[dict[str, Any]]:
    """Rows as dictionaries by column name."""
    cursor = conn.execute(sql, params)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def places(stored: str) -> tuple[Span, ...]:
    """The stretches of text in a column that lists them."""
    return tuple(Span(start, end) for start, end in json.loads(stored)) if stored else ()


def among(column: str, ids: Iterable[str] | None) -> tuple[str, list[str]]:
    """A condition on an optional list of ids, passed as one JSON parameter so that it may be long."""
    if ids is None:
        return "1", []
    return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(sorted(ids))]

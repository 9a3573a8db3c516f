"""Rows on their way into the readable tables: of those that were there only what differs, many at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from db.readable import READABLE
from db.rows import Row

_Key = tuple[str, tuple[str, ...]]
"""A table and some of its columns."""


class WrittenRows:
    """Collects what is to be written; ``flush`` writes it, what is taken away first."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._deleted: dict[_Key, list[tuple[str]]] = {}
        self._inserted: dict[str, list[Row]] = {}
        self._updated: dict[_Key, list[Row]] = {}

    def old(
        self, table: str, column: str, ids: Sequence[str], columns: Sequence[str] = ()
    ) -> dict[str, list[Row]]:
        """The rows that are there, by that column: all of them, or these columns."""
        told = ", ".join([f't."{name}"' for name in dict.fromkeys(columns)]) or "t.*"
        cursor = self._conn.execute(
            f"SELECT {told} FROM json_each(?) j CROSS JOIN {table} t ON t.{column} = j.value",
            (json.dumps(ids),),
        )
        names = [named[0] for named in cursor.description]
        found: dict[str, list[Row]] = {}
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            found.setdefault(row[column], []).append(row)
        return found

    def put(self, table: str, row: Row, old: Row | None = None) -> None:
        """Write the row; of one that was there only what differs, so that no index is touched in vain."""
        if old is None:
            self._inserted.setdefault(table, []).append(row)
            return
        changed = tuple([column for column, value in row.items() if value != old[column]])
        if changed:
            self._updated.setdefault((table, changed), []).append(row)

    def delete(self, table: str, column: str, id: str) -> None:
        """Take away what has that id in that column."""
        self._deleted.setdefault((table, (column,)), []).append((id,))

    def flush(self) -> None:
        for (table, (column,)), ids in self._deleted.items():
            self._conn.executemany(f"DELETE FROM {table} WHERE {column} = ?", ids)
        for table, rows in self._inserted.items():
            self._conn.executemany(_insert(table), map(_values(table), rows))
        for (table, columns), rows in self._updated.items():
            set_to = ", ".join(f'"{column}" = ?' for column in columns)
            self._conn.executemany(
                f"UPDATE {table} SET {set_to} WHERE id = ?", map(itemgetter(*columns, "id"), rows)
            )
        self._deleted.clear()
        self._inserted.clear()
        self._updated.clear()


_INSERTS: dict[str, str] = {}
_GETTERS: dict[str, Any] = {}


def _insert(table: str) -> str:
    if table not in _INSERTS:
        columns = list(READABLE[table].columns)
        spelled = ", ".join(f'"{column}"' for column in columns)
        _INSERTS[table] = (
            f"INSERT OR REPLACE INTO {table}({spelled}) VALUES ({', '.join('?' * len(columns))})"
        )
    return _INSERTS[table]


def _values(table: str) -> Any:
    """Takes a row's values in the order of the table's columns; every table has more than one."""
    if table not in _GETTERS:
        _GETTERS[table] = itemgetter(*READABLE[table].columns)
    return _GETTERS[table]

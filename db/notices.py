"""What a copy says of itself: bytes withheld from it, what a package builds on, that it is for reading only.

Read from ``meta``, in our own files and in those somebody sent: whatever is not as it should be says nothing.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from typing import Any, cast

from db import blobs

_HEX64 = re.compile(r"[0-9a-f]{64}\Z")
_WITHHELD, _NEEDS, _READING = "withheld", "needs", "reading"


def withheld(conn: sqlite3.Connection) -> set[str]:
    """SHA-256 (hex) of the bytes that were left out of this copy on purpose."""
    return set(_hashes(conn, _WITHHELD) or ())


def still_withheld(conn: sqlite3.Connection) -> set[str]:
    """Those of them that have not come since."""
    return {sha for sha in withheld(conn) if not blobs.has(conn, sha)}


def withhold(conn: sqlite3.Connection, shas: Iterable[str]) -> None:
    """Note that these bytes are left out of this copy; the caller holds the commit."""
    if noted := sorted(withheld(conn).union(shas)):
        _note(conn, _WITHHELD, noted)


def needs(conn: sqlite3.Connection) -> list[str] | None:
    """Ids of the transactions a package of changes builds on; None for a whole copy."""
    return _hashes(conn, _NEEDS)


def note_needs(conn: sqlite3.Connection, txns: Iterable[str]) -> None:
    """Make the file a package that builds on these."""
    _note(conn, _NEEDS, sorted(txns))


def is_for_reading(conn: sqlite3.Connection) -> bool:
    """Whether the copy was given away to be read, not changed."""
    return _value(conn, _READING) == "1"


def note_for_reading(conn: sqlite3.Connection) -> None:
    """Make the copy one that is read, not changed."""
    conn.execute("INSERT OR REPLACE INTO meta VALUES (?, '1')", (_READING,))


def _note(conn: sqlite3.Connection, key: str, hashes: list[str]) -> None:
    conn.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, json.dumps(hashes)))


def _value(conn: sqlite3.Connection, key: str) -> str:
    row = conn.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def _hashes(conn: sqlite3.Connection, key: str) -> list[str] | None:
    text = _value(conn, key)
    if not text:
        return None
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return []
    items = cast("list[Any]", value) if isinstance(value, list) else []
    return [item for item in items if isinstance(item, str) and _HEX64.match(item)]

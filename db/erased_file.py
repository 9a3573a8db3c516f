"""A project without what was erased: a whole new file beside it that then takes its place.

What goes is never written into the new file, and its tables are drawn anew, so that nothing of it can be left
in a free page, an index or a journal. Until the new file takes the name the project is what it was.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from db import connection, erasing, log, notices, schema, sealing, verify, words
from db.errors import KnownError, WriteFailed
from db.protecting import THOUSAND, told_between
from db.sealing import Password

_COPIED, _DRAWN = 400, 800
"""How far it is, of a thousand, when all is copied, and when it is drawn and the comparing begins."""
_TOLD_EVERY = 500
_TELLING = 7
"""Words of more characters are looked for within what is being typed."""

Row = tuple[object, ...]

_READ = {
    "txn": "SELECT tno, id, body FROM txn ORDER BY tno",
    "value": "SELECT hash, salt, data FROM value ORDER BY hash",
    "blob": "SELECT sha, size FROM blob ORDER BY sha",
    "blob_chunk": (
        "SELECT c.sha, c.n, c.data FROM blob b CROSS JOIN blob_chunk c ON c.sha = b.sha ORDER BY c.sha, c.n"
    ),
    "meta": "SELECT key, value FROM meta ORDER BY key",
    "arrival": 'SELECT id, "merge", at FROM arrival ORDER BY id',
    "set_aside": 'SELECT id, tno, body, "merge", came_by, at, name FROM set_aside ORDER BY id',
    "scratch": "SELECT key, data, at FROM scratch ORDER BY key",
    "erased": "SELECT hash, erasure, accepted FROM erased ORDER BY hash",
}
_OWN = ("meta", "erased")
"""Tables in which the new file says something of its own."""


def write_without(
    conn: sqlite3.Connection,
    part: Path,
    password: Password | None,
    gone: AbstractSet[str],
    enter: Callable[[sqlite3.Connection], str],
    progress: log.Progress | None = None,
) -> None:
    """Write the project without these words and bytes (hashes, hex) into a new file, checked and on the disk.

    ``enter`` writes the step that says so into the new log and returns the erasure's id. The caller holds a
    transaction, so that nobody writes meanwhile. Raises WriteFailed, or what ``progress`` or ``enter``
    raise: then the new file is of no use.
    """
    leaving = _Leaving(conn, gone)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(connection.connect_new(part, password)) as target:
            target.execute("PRAGMA journal_mode = OFF").fetchall()
            target.execute("PRAGMA synchronous = OFF")
            target.execute("BEGIN")
            schema.create_truth(target)
            _copy(conn, target, leaving, told_between(progress, 0, _COPIED))
            schema.create_drawn(target)
            erasing.mark(target, gone, enter(target), accepted=True)
            notices.withhold(target, leaving.files)
            verify.draw_anew(target, None, told_between(progress, _COPIED, _DRAWN))
            target.execute("COMMIT")
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        with closing(connection.connect_reading(part, password)) as copy:
            _check(conn, copy, leaving, told_between(progress, _DRAWN, THOUSAND))
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror or error if isinstance(error, OSError) else error
        raise WriteFailed(
            f"To erase, the project is written anew in {part.parent}, and that could not be done ({reason}): "
            "nothing was erased, and it is as it was. Free some space and try again."
        ) from error


class _Leaving:
    """What of each row goes into the new file."""

    def __init__(self, conn: sqlite3.Connection, gone: AbstractSet[str]) -> None:
        self._keys = {bytes.fromhex(key) for key in gone}
        there = {bytes(sha) for (sha,) in conn.execute("SELECT sha FROM blob")}
        self.files = sorted(sha.hex() for sha in there & self._keys)
        self._said = set[str]()
        for key in self._keys:
            row = conn.execute("SELECT data FROM value WHERE hash = ?", (key,)).fetchone()
            self._said.update(row[:1] if row and row[0] else ())
        self._entities = erasing.speaking_of(conn, gone)

    def rows(self, table: str, rows: Iterable[Row]) -> Iterator[Row]:
        """These rows of a table as they are in the new file."""
        for row in rows:
            if table == "value" and row[0] in self._keys:
                yield (row[0], None, None)
            elif table in ("blob", "blob_chunk") and row[0] in self._keys:
                continue
            elif table == "set_aside" and row[6] in self._said:
                yield (*row[:6], words.ERASED)
            elif table == "scratch" and self._tells(*row[:2]):
                continue
            else:
                yield row

    def _tells(self, key: object, data: object) -> bool:
        """Whether typing that is no change yet belongs to what goes, or has its words."""
        typed = str(data)
        return any(entity in str(key) for entity in self._entities) or any(
            said == typed or (len(said) > _TELLING and said in typed) for said in self._said
        )


def _copy(
    conn: sqlite3.Connection, target: sqlite3.Connection, leaving: _Leaving, told: log.Progress
) -> None:
    total = _count(conn)
    done = 0
    for table, sql in _READ.items():
        rows = conn.execute(sql)
        marks = ",".join("?" * len(rows.description))
        columns = ",".join(f'"{column[0]}"' for column in rows.description)

        def counted(rows: Iterable[Row] = rows) -> Iterator[Row]:
            nonlocal done
            for row in rows:
                if done % _TOLD_EVERY == 0:
                    told(done, total)
                done += 1
                yield row

        target.executemany(f"INSERT INTO {table}({columns}) VALUES ({marks})", leaving.rows(table, counted()))


def _count(conn: sqlite3.Connection) -> int:
    return sum(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _READ)


def _check(conn: sqlite3.Connection, copy: sqlite3.Connection, leaving: _Leaving, told: log.Progress) -> None:
    """Raise KnownError unless the new file holds all that it should, row by row, and its pages are sound."""
    total, done = _count(conn), 0
    same = [row[0] for row in copy.execute("PRAGMA integrity_check(1)")] == ["ok"]
    for table, sql in _READ.items():
        if table in _OWN or not same:
            continue
        theirs = copy.execute(sql)
        if table in ("txn", "value"):
            # The step itself, and its words, are in the new file alone.
            theirs = _only(conn, table, theirs)
        for ours, there in zip_longest(leaving.rows(table, conn.execute(sql)), theirs):
            if ours != there:
                same = False
                break
            if done % _TOLD_EVERY == 0:
                told(done, total)
            done += 1
    if not same or list(sealing.damaged_pages(copy)):
        raise KnownError(
            "What was written anew is not what the project holds, so nothing was erased; verify the project, "
            "and look after the disk."
        )


def _only(conn: sqlite3.Connection, table: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Those rows of which the old file has the key too."""
    key = {"txn": "tno", "value": "hash"}[table]
    asked = f"SELECT 1 FROM {table} WHERE {key} = ?"
    return (row for row in rows if conn.execute(asked, row[:1]).fetchone() is not None)

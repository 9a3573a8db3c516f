"""Setting, changing and removing a project's password: a whole new file beside it that then takes its place.

The new file is written row by row from the open one, read through again and compared before it counts. Until
it takes the name in one step, the project is what it was. The old bytes are written over before they are let
go of; what a disk, a journal of the file system or a backup of the system keeps besides is out of our hands.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import zip_longest
from pathlib import Path

from db import connection, leftovers, log, sealing
from db.errors import KnownError, WriteFailed
from db.sealing import Password

_WIPED = 1024 * 1024
_TOLD_EVERY = 500
THOUSAND = 1_000
_WRITTEN = 600
"""How far it is, of a thousand, when all is written and the comparing begins."""


def copy_rows(
    source: sqlite3.Connection, target: sqlite3.Connection, told: log.Progress | None = None
) -> None:
    """Everything of one database into an empty one; ``told`` counts rows and may raise to stop it."""
    schema = source.execute(
        "SELECT name, sql, type FROM sqlite_schema WHERE sql IS NOT NULL AND substr(name, 1, 7) <> 'sqlite_'"
    ).fetchall()
    tables = [(name, sql) for name, sql, kind in schema if kind == "table"]
    total = sum(source.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name, _ in tables)
    done = 0

    def counted(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
        nonlocal done
        for row in rows:
            if told is not None and done % _TOLD_EVERY == 0:
                told(done, total)
            done += 1
            yield row

    target.execute("BEGIN")
    for name, sql in tables:
        target.execute(sql)
        rows = source.execute(f'SELECT * FROM "{name}"')
        marks = ",".join("?" * len(rows.description))
        target.executemany(f'INSERT INTO "{name}" VALUES ({marks})', counted(rows))
    for _, sql, kind in schema:
        if kind != "table":
            target.execute(sql)
    target.execute("COMMIT")
    if told is not None:
        told(total, total)


def told_between(progress: log.Progress | None, start: int, end: int) -> log.Progress:
    """What tells how far one part of the work is, as the thousandths of all from ``start`` to ``end``."""

    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress(start + (end - start) * done // max(total, 1), THOUSAND)

    return tell


def write_anew(
    conn: sqlite3.Connection, part: Path, password: Password | None, progress: log.Progress | None = None
) -> None:
    """Write the whole project under that password (None: plain) into a new file, checked and on the disk.

    The caller holds a transaction, so that nobody writes meanwhile. Raises WriteFailed, or what ``progress``
    raises: then the new file is of no use.
    """
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(connection.connect_new(part, password)) as target:
            target.execute("PRAGMA journal_mode = OFF").fetchall()
            target.execute("PRAGMA synchronous = OFF")
            copy_rows(conn, target, told_between(progress, 0, _WRITTEN))
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        with closing(connection.connect_reading(part, password)) as copy:
            _check_same(conn, copy, told_between(progress, _WRITTEN, THOUSAND))
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror or error if isinstance(error, OSError) else error
        raise WriteFailed(
            f"The project could not be written anew in {part.parent} ({reason}); it is as it was, and "
            "nothing was left there. Free some space and try again."
        ) from error


def _check_same(conn: sqlite3.Connection, copy: sqlite3.Connection, told: log.Progress) -> None:
    """Raise KnownError unless both hold the same, row by row, and the copy's pages are sound."""
    listed = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    schema = conn.execute(listed).fetchall()
    same = schema == copy.execute(listed).fetchall()
    tables = [str(name) for kind, name, _, _ in schema if kind == "table"]
    total = sum(conn.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables)
    done = 0
    for name in tables if same else ():
        # In the order of the rows themselves, whatever index there is.
        rows = f'SELECT * FROM "{name}" NOT INDEXED'
        for ours, theirs in zip_longest(conn.execute(rows), copy.execute(rows)):
            if ours != theirs:
                same = False
                break
            if done % _TOLD_EVERY == 0:
                told(done, total)
            done += 1
    sound = [row[0] for row in copy.execute("PRAGMA integrity_check(1)")] == ["ok"]
    if not (same and sound) or list(sealing.damaged_pages(copy)):
        raise KnownError(
            "What was written anew is not what the project holds, so the project was left as it is; verify "
            "it, and look after the disk."
        )


def put_in_place(part: Path, path: Path) -> None:
    """Let the new file take the project's name, then overwrite the old bytes as far as the system lets us.

    Nobody of this process has the project open. Raises WriteFailed with the project as it was.
    """
    try:
        # Windows lets nothing take the name of a file that is open.
        # Without a buffer: nothing is left to be written, and to fail, when it is closed.
        old = path.open("rb+", buffering=0) if os.name == "posix" else None
    except OSError:
        old = None
    try:
        with suppress(OSError):
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    except OSError as error:
        if old is not None:
            old.close()
        raise WriteFailed(
            f"{path} could not be replaced ({error.strerror or error}); it is as it was."
        ) from error
    settle(path.parent)
    if old is not None:
        # The new file has the name: what goes wrong from here on must not read as if it had not.
        with suppress(OSError), old:
            there = os.fstat(old.fileno())
            # Another name of the same file, made by a backup program, is not ours to empty.
            size = there.st_size if there.st_nlink == 0 else 0
            for at in range(0, size, _WIPED):
                old.write(bytes(min(_WIPED, size - at)))
            os.fsync(old.fileno())


def reseal(path: Path, before: Password | None, after: Password | None) -> bool:
    """Put another copy, such as a backup, under the new password too; False where that cannot be.

    Only for a file this process does not have open.
    """
    try:
        sealed = connection.check_header(path, before)
        reading = connection.connect_reading(path, before if sealed else None)
        with leftovers.writing(path) as part, closing(reading) as conn:
            connection.check_schema(conn, path)
            conn.execute("BEGIN")
            write_anew(conn, part, after)
            conn.close()
            put_in_place(part, path)
    except (KnownError, OSError, sqlite3.Error):
        return False
    return True


def settle(folder: Path) -> None:
    """Have a new name in a folder on the disk, where the system knows how."""
    with suppress(OSError):
        there = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(there)
        finally:
            os.close(there)

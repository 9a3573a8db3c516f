"""What stands before and after an open project: its lock, its receipt, and mending what a crash left."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db import (
    blobs,
    connection,
    keeping,
    leftovers,
    merge,
    notices,
    place,
    protecting,
    schema,
    sealing,
    verify,
)
from db.body import Body
from db.errors import BadBody, ProjectLocked
from db.log import Progress
from db.sealing import Password

if TYPE_CHECKING:
    from filelock import FileLock


def lock(path: Path) -> FileLock:
    """Keep other windows and commands of this user out; raises ProjectLocked where one is in already.

    The lock is freed when it is released and when the process ends, however it ends.
    """
    from filelock import FileLock, Timeout

    held = FileLock(place.lock_file(path))
    try:
        held.acquire(timeout=0)
    except Timeout:
        raise ProjectLocked(f"{path} is open in another window or command; close it there first.") from None
    return held


def is_writable(path: Path) -> bool:
    """Whether the file and the folder its journal goes into can be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def ready(
    path: Path, progress: Progress | None = None, password: Password | None = None
) -> tuple[sqlite3.Connection, bool]:
    """A connection to a checked project with its tables drawn, and whether it can be written.

    The caller holds the lock. Raises a KnownError where the file is not a sound project, PasswordNeeded
    where it is sealed and the password does not open it. A plain one opens with any.
    """
    leftovers.clear()
    password = password if connection.check_header(path, password) else None
    writable = is_writable(path)
    if writable and _journal(path).exists():
        _recover(path, password)
    trusted = place.read_state(place.receipt_file(path)) == _receipt(path)
    bodies = None if trusted else merge.check_sound(path, progress, password)
    conn = connection.connect(path, password) if writable else _in_memory(path, password)
    try:
        if trusted and writable and password is not None:
            connection.check_sealed(conn, path)
        if schema.missing_newer(conn):
            with _commit(conn):
                schema.create_newer(conn)
        if not trusted or _projection_of(conn) != schema.PROJECTION:
            _redraw(conn, bodies)
        if writable:
            _drop_unfinished(conn)
        if notices.is_for_reading(conn):
            writable = False
    except BaseException:
        conn.close()
        raise
    return conn, writable


def _drop_unfinished(conn: sqlite3.Connection) -> None:
    """Let go of files that were being added when the program ended; what cannot be now, can next time."""

    with suppress(sqlite3.Error):
        keeping.drop(conn, lambda: _commit(conn), blobs.unfinished(conn))


@contextmanager
def _commit(conn: sqlite3.Connection) -> Generator[None]:
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def leave_receipt(path: Path) -> None:
    """Note what the file is like now, closed in good order, so that the next opening is quick."""
    try:
        place.write_state(place.receipt_file(path), _receipt(path))
    except OSError:
        # Without a receipt the next opening checks the file, which is slower and just as right.
        return


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def _recover(path: Path, password: Password | None) -> None:
    """Let SQLite roll back what a crash left half written; a reading connection may not."""
    with closing(connection.connect(path, password)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("ROLLBACK")
    connection.check_header(path, password)


def _receipt(path: Path) -> dict[str, int] | None:
    """What tells that nobody wrote to the file since; None while a journal waits to be rolled back."""
    if _journal(path).exists():
        return None
    with path.open("rb") as file:
        header = file.read(100)
        stat = os.fstat(file.fileno())
    return {
        "inode": stat.st_ino,
        "size": stat.st_size,
        "mtime_ns": stat.st_mtime_ns,
        "change_counter": int.from_bytes(header[24:28], "big"),
        "projection": schema.PROJECTION,
    }


def _in_memory(path: Path, password: Password | None) -> sqlite3.Connection:
    """A copy to read from, where the place is read-only and nothing can be drawn in the file itself."""
    with closing(connection.connect_reading(path, password)) as source:
        if password is not None:
            connection.check_sealed(source, path)
            conn = sealing.in_memory(password)
            protecting.copy_rows(source, conn)
            return conn
        conn = sqlite3.connect(":memory:", isolation_level=None)
        source.backup(conn)
    return conn


def _projection_of(conn: sqlite3.Connection) -> int:
    row = conn.execute("SELECT value FROM meta WHERE key = 'projection'").fetchone()
    return int(row[0]) if row and str(row[0]).isdecimal() else -1


def _redraw(conn: sqlite3.Connection, bodies: list[Body] | None) -> None:
    conn.execute("BEGIN IMMEDIATE")
    try:
        # Checked were the tables; their indexes may still be damaged.
        conn.execute("REINDEX txn")
        conn.execute("REINDEX blob_chunk")
        verify.draw_anew(conn, bodies)
        conn.execute("INSERT OR REPLACE INTO meta VALUES ('projection', ?)", (str(schema.PROJECTION),))
        conn.execute("COMMIT")
    except BaseException as error:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        if isinstance(error, sqlite3.IntegrityError):
            raise BadBody("The project holds something twice that can be there only once.") from error
        raise

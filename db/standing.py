"""Whether an open project's file is still the one under its name, and how to keep it elsewhere if not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from db import connection, leftovers, sealing
from db.errors import FileTaken, WriteFailed

_PAGES = 1_000


class Standing(StrEnum):
    """What became of the file under an open project."""

    THERE = "there"
    GONE = "gone"
    REPLACED = "replaced"
    WRITTEN = "written"


class Footing:
    """What an open file was like when it was opened, to tell later whether it still is that file."""

    def __init__(self, conn: sqlite3.Connection, path: Path) -> None:
        self._conn = conn
        self._path = path.resolve()
        self._inode = self._path.stat().st_ino
        self._version = self._now()

    @property
    def standing(self) -> Standing:
        """Under its name is the file that was opened, no file, or another; or others wrote to the file.

        Opens nothing: a second handle on the file would drop SQLite's own lock.
        """
        try:
            found = self._path.stat().st_ino
        except OSError:
            return Standing.GONE
        if found != self._inode:
            return Standing.REPLACED
        try:
            return Standing.THERE if self._now() == self._version else Standing.WRITTEN
        except sqlite3.Error:
            return Standing.WRITTEN

    def check(self) -> None:
        """Raise FileTaken where another program wrote to the file; the caller holds it for writing."""
        if self._now() != self._version:
            raise FileTaken(
                f"Another program wrote to {self._path} while it was open: this change is not saved yet. "
                "Close the project and open it again, and it is checked."
            )

    def _now(self) -> int:
        return self._conn.execute("PRAGMA data_version").fetchone()[0]


def copy_to(conn: sqlite3.Connection, path: Path) -> None:
    """Write all that the connection sees to a file there, which takes that name only when it is whole.

    Under the same password. The caller holds the lock of that name. Raises WriteFailed where it cannot be
    written.
    """
    try:
        with leftovers.writing(path) as part:
            with closing(connection.connect_new(part, sealing.password_of(conn))) as target:
                target.execute("PRAGMA synchronous = FULL")
                conn.backup(target, pages=_PAGES)
            part.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise WriteFailed(
            f"Nothing could be kept at {path} ({error}). What is open stays open; choose another place."
        ) from error

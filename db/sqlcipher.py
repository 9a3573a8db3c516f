"""SQLCipher behind the face of ``sqlite3``: its errors become the standard library's, which all code knows.

Read only when a protected project is opened or made. What the wrapper does not have (``setlimit``,
``blobopen``, ``serialize``) is not used on it.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Has the same face, and no types of its own.
    import sqlite3 as dbapi2

    from db.sealing import Password
else:
    from sqlcipher3 import dbapi2


def _told(error: Exception) -> sqlite3.Error:
    """The same error as the standard library would raise it."""
    kind: Any = getattr(sqlite3, type(error).__name__, sqlite3.Error)
    told: sqlite3.Error = kind(*error.args)
    told.sqlite_errorcode = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    told.sqlite_errorname = getattr(error, "sqlite_errorname", "")
    return told


class Cursor(dbapi2.Cursor):
    """A cursor whose errors are ``sqlite3``'s."""

    def execute(self, *args: Any) -> Any:
        try:
            return super().execute(*args)
        except dbapi2.Error as error:
            raise _told(error) from None

    def executemany(self, *args: Any) -> Any:
        try:
            return super().executemany(*args)
        except dbapi2.Error as error:
            raise _told(error) from None

    def executescript(self, *args: Any) -> Any:
        try:
            return super().executescript(*args)
        except dbapi2.Error as error:
            raise _told(error) from None

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except dbapi2.Error as error:
            raise _told(error) from None

    def fetchmany(self, size: int | None = 1) -> Any:
        try:
            return super().fetchmany(size)
        except dbapi2.Error as error:
            raise _told(error) from None

    def fetchall(self) -> Any:
        try:
            return super().fetchall()
        except dbapi2.Error as error:
            raise _told(error) from None

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except dbapi2.Error as error:
            raise _told(error) from None


class Connection(dbapi2.Connection):
    """A connection whose errors are ``sqlite3``'s; ``password`` is what its file is kept under."""

    password: Password

    def __init__(self, *args: Any, **named: Any) -> None:
        try:
            super().__init__(*args, **named)
        except dbapi2.Error as error:
            raise _told(error) from None

    def cursor(self, factory: Any = Cursor) -> Any:
        return super().cursor(factory)

    def rollback(self) -> None:
        try:
            super().rollback()
        except dbapi2.Error as error:
            raise _told(error) from None

    def backup(self, *args: Any, **named: Any) -> None:
        try:
            super().backup(*args, **named)
        except dbapi2.Error as error:
            raise _told(error) from None


def connect(uri: str) -> Any:
    """A connection to a file that is still without its key."""
    return dbapi2.connect(uri, uri=True, isolation_level=None, timeout=5, factory=Connection)

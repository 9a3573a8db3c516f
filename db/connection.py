"""Opening SQLite the way a project needs it: durable when it is ours, harmless when it is not."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from db.errors import KnownError, NotAProject, ProjectTooNew, WriteFailed
from db.schema import APPLICATION_ID, FORMAT, LOCAL, TRUTH

_HEADER = 100
_MAX_LENGTH = 64 * 1024 * 1024
_READABLE_BY_STRANGERS = {"txn", "value", "blob", "blob_chunk", "meta", "sqlite_master", "sqlite_schema"}


def check_header(path: Path) -> None:
    """Raise a KnownError unless the file's first bytes are those of a project this program knows.

    Only for a file this process does not have open: closing a second handle drops SQLite's own lock.
    """
    try:
        if path.is_dir():
            raise NotAProject(f"{path} is a folder, not a Tickmark project.")
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        raise NotAProject(f"There is no project at {path}; nothing was created.") from None
    except OSError as error:
        raise NotAProject(f"{path} cannot be read: {error.strerror or error}.") from error
    if not header:
        raise NotAProject(f"{path} is empty, so it is not a Tickmark project; it was left as it is.")
    if len(header) < _HEADER or not header.startswith(b"SQLite format 3\x00"):
        raise NotAProject(f"{path} is not a Tickmark project, or it is damaged; it was left as it is.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAProject(f"{path} is a database of another program; it was left as it is.")
    found = int.from_bytes(header[60:64], "big")
    if found > FORMAT:
        raise ProjectTooNew(
            f"{path} was written by a newer Tickmark (format {found}, this one knows {FORMAT}); "
            "it was left as it is. Open it with the newer program."
        )


def connect(path: Path) -> sqlite3.Connection:
    """A connection for reading and writing one's own project; a commit that returned is on the disk."""
    conn = sqlite3.connect(_uri(path, "rw"), uri=True, isolation_level=None, timeout=5)
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA cell_size_check = ON")
    conn.execute("PRAGMA mmap_size = 0")
    conn.execute("PRAGMA temp_store = MEMORY")
    conn.execute("PRAGMA journal_mode = DELETE")
    # EXTRA also syncs the folder after the journal is gone: without it a power cut can bring it back.
    conn.execute("PRAGMA synchronous = EXTRA")
    conn.execute("PRAGMA fullfsync = ON")
    return conn


def connect_reading(path: Path) -> sqlite3.Connection:
    """A connection to a file someone sent: nothing in it runs, and only the log's tables can be read."""
    conn = sqlite3.connect(_uri(path, "ro"), uri=True, isolation_level=None, timeout=5)
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA cell_size_check = ON")
    conn.execute("PRAGMA mmap_size = 0")
    conn.execute("PRAGMA query_only = ON")
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_LENGTH)
    return conn


def fence(conn: sqlite3.Connection) -> None:
    """From here on let the connection do nothing but read the log's tables."""

    def allow(action: int, first: str | None, _2: str | None, _3: str | None, _4: str | None) -> int:
        if action == sqlite3.SQLITE_SELECT:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and first in _READABLE_BY_STRANGERS:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and _2 in ("length", "count"):
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    conn.set_authorizer(allow)


def check_schema(conn: sqlite3.Connection, path: Path) -> None:
    """Raise NotAProject where the file holds views, triggers or tables that a project does not have."""
    own = TRUTH | LOCAL
    found = {
        name: (kind, sql)
        for kind, name, sql in conn.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        if not str(name).startswith("sqlite_autoindex_")
    }
    missing = [name for name, sql in own.items() if found.get(name, ("", ""))[1] != sql]
    planted = [
        name
        for name, (kind, sql) in found.items()
        if name not in own
        and (kind not in ("table", "index") or str(sql).upper().startswith("CREATE VIRTUAL"))
    ]
    if missing or planted:
        raise NotAProject(
            f"{path} is not laid out as a Tickmark project ({', '.join(missing + planted)}); "
            "it was not opened and nothing in it was run."
        )


def check_pages(conn: sqlite3.Connection, path: Path) -> None:
    """Raise NotAProject where SQLite itself finds the file damaged."""
    findings = [row[0] for row in conn.execute("PRAGMA quick_check(3)")]
    if findings != ["ok"]:
        raise NotAProject(
            f"{path} is damaged ({str(findings[0]).splitlines()[0]}); it was left as it is. "
            "Open a backup or a colleague's copy."
        )


def _uri(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.resolve()))}?mode={mode}"


def told(error: sqlite3.Error, path: Path) -> KnownError:
    """The sentence for what SQLite reports; raises nothing."""
    text = str(error)
    if "full" in text:
        return WriteFailed(
            "The disk is full: this change was not saved, everything before it is. Free some space and try again."
        )
    if "readonly" in text or "read-only" in text:
        return WriteFailed(
            f"{path} cannot be written (it is read-only, or was moved or replaced while open): "
            "this change was not saved, everything before it is."
        )
    if "locked" in text or "busy" in text:
        return WriteFailed(f"{path} is being used by another program: this change was not saved. Try again.")
    if "unable to open" in text or "disk I/O" in text:
        return WriteFailed(
            f"{path} can no longer be written ({text}): this change was not saved, everything before it is."
        )
    return NotAProject(f"{path} is damaged or not a Tickmark project ({text}); nothing in it was changed.")

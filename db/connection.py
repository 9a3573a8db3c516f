"""Opening SQLite the way a project needs it: durable when it is ours, harmless when it is not."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from db import sealing
from db.errors import FileTaken, KnownError, NotAProject, ProjectTooNew, WriteFailed
from db.schema import APPLICATION_ID, FORMAT, LOCAL, NEWER, TRUTH
from db.sealing import Password

_HEADER = 100
_PAGE = 4_096
_MAGIC = b"SQLite format 3\x00"
_MAX_LENGTH = 64 * 1024 * 1024
_STEP = 100_000
_FREE_STEPS = 200
_BYTES_PER_STEP = 4_096
"""Reading and checking a project takes about one of SQLite's instructions a byte; 25 a byte are granted."""
_LARGE = {
    "meta": ("key", "value"),
    "txn": ("id", "body"),
    "value": ("hash", "salt", "data"),
    "blob": ("sha",),
    "blob_chunk": ("sha", "data"),
}
_LOST_UNSEEN = ("meta", "txn", "blob")
_READABLE_BY_STRANGERS = {"txn", "value", "blob", "blob_chunk", "meta", "sqlite_master", "sqlite_schema"}


def check_header(path: Path, password: Password | None = None) -> bool:
    """Raise a KnownError unless the file's first bytes are those of a project this program knows.

    Returns whether it is sealed: then the password opens it, and ``check_sealed`` tells the rest. Raises
    PasswordNeeded or WrongPassword. Only for a file this process does not have open: closing a second handle
    drops SQLite's own lock.
    """
    try:
        if path.is_dir():
            raise NotAProject(f"{path} is a folder, not a Tickmark project.")
        with path.open("rb") as file:
            header = file.read(_PAGE)
    except FileNotFoundError:
        raise NotAProject(f"There is no project at {path}; nothing was created.") from None
    except OSError as error:
        raise NotAProject(f"{path} cannot be read: {error.strerror or error}.") from error
    if not header:
        raise NotAProject(f"{path} is empty, so it is not a Tickmark project; it was left as it is.")
    if sealing.looks_sealed(header):
        sealing.check(path, password)
        return True
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise NotAProject(f"{path} is not a Tickmark project, or it is damaged; it was left as it is.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAProject(f"{path} is a database of another program; it was left as it is.")
    if header[18] != 1 or header[19] != 1:
        raise NotAProject(
            f"{path} was changed by another program (its journal is not a project's), or is damaged; "
            "it was left as it is."
        )
    _check_format(path, int.from_bytes(header[60:64], "big"))
    return False


def _check_format(path: Path, found: int) -> None:
    if found > FORMAT:
        raise ProjectTooNew(
            f"{path} was written by a newer Tickmark (format {found}, this one knows {FORMAT}); "
            "it was left as it is. Open it with the newer program."
        )


def check_sealed(conn: sqlite3.Connection, path: Path) -> None:
    """Raise a KnownError unless a sealed file is a project this program knows: what a header tells else."""
    if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotAProject(f"{path} is a database of another program; it was left as it is.")
    if conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        raise NotAProject(
            f"{path} was changed by another program (its journal is not a project's); it was left as it is."
        )
    _check_format(path, conn.execute("PRAGMA user_version").fetchone()[0])


def connect_new(path: Path, password: Password | None, salt: bytes | None = None) -> sqlite3.Connection:
    """A connection to a file that is made with it, sealed if there is a password, and marked as a project."""
    if password is None:
        conn = sqlite3.connect(path, isolation_level=None)
    else:
        conn = sealing.connect_new(path, password, salt)
    try:
        # So that the room of files that were not kept after all can be given back.
        conn.execute("PRAGMA auto_vacuum = INCREMENTAL")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {FORMAT}")
        conn.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        conn.close()
        raise
    return conn


def _connected(path: Path, mode: str, password: Password | None) -> sqlite3.Connection:
    if password is None:
        return sqlite3.connect(_uri(path, mode), uri=True, isolation_level=None, timeout=5)
    return sealing.connect(_uri(path, mode), password, sealing.salt_of(path))


def connect(path: Path, password: Password | None = None) -> sqlite3.Connection:
    """A connection for reading and writing one's own project; a commit that returned is on the disk.

    With a password for a sealed one, which ``check_header`` found to be the right one.
    """
    conn = _connected(path, "rw", password)
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA cell_size_check = ON")
    conn.execute("PRAGMA mmap_size = 0")
    conn.execute("PRAGMA temp_store = MEMORY")
    # Room for a merge to stay in memory until its commit.
    conn.execute("PRAGMA cache_size = -65536")
    conn.execute("PRAGMA journal_mode = DELETE")
    # EXTRA also syncs the folder after the journal is gone: without it a power cut can bring it back.
    conn.execute("PRAGMA synchronous = EXTRA")
    conn.execute("PRAGMA fullfsync = ON")
    return conn


def connect_reading(path: Path, password: Password | None = None) -> sqlite3.Connection:
    """A connection to a file someone sent: nothing in it runs, and only the log's tables can be read."""
    conn = _connected(path, "ro", password)
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA cell_size_check = ON")
    conn.execute("PRAGMA mmap_size = 0")
    conn.execute("PRAGMA query_only = ON")
    if password is None:
        conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_LENGTH)
    return conn


def check_lengths(conn: sqlite3.Connection, path: Path) -> None:
    """Raise NotAProject where a sealed file holds larger pieces than a project's: it knows no such limit.

    After ``check_schema``, so that these are tables.
    """
    if sealing.password_of(conn) is None:
        return
    for table, columns in _LARGE.items():
        for column in columns:
            asked = f"SELECT 1 FROM {table} WHERE octet_length({column}) > {_MAX_LENGTH} LIMIT 1"
            if conn.execute(asked).fetchone():
                raise NotAProject(f"{path} holds larger pieces than any project does; it was left as it is.")


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


def limit_work(conn: sqlite3.Connection, path: Path) -> None:
    """Interrupt the connection once it has worked far more than reading that many bytes can need."""
    left = _FREE_STEPS + path.stat().st_size // _BYTES_PER_STEP

    def spent() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    conn.set_progress_handler(spent, _STEP)


def check_schema(conn: sqlite3.Connection, path: Path) -> None:
    """Raise NotAProject where the file holds views, triggers or tables that a project does not have."""
    own = TRUTH | LOCAL
    rows = conn.execute("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema").fetchall()
    spelled = [(name, sql) for _, name, _, _, sql in rows]
    names = [name for name, _ in spelled]
    missing = [
        name
        for name, sql in own.items()
        if spelled.count((name, sql)) != 1 and not (name in NEWER and name not in names)
    ]
    planted = [
        str(name)
        for kind, name, on, page, sql in rows
        if not isinstance(name, str) or (name not in own and not _drawn(kind, on, page, sql))
    ]
    if missing or planted:
        raise NotAProject(
            f"{path} is not laid out as a Tickmark project ({', '.join(missing + planted)}); "
            "it was not opened and nothing in it was run."
        )


def _drawn(kind: object, on: object, page: object, sql: object) -> bool:
    """Whether it can be dropped unseen: a plain table, or an index that is not on the log's own tables.

    Views, triggers and virtual tables have no page of their own.
    """
    if not isinstance(page, int) or page < 2:
        return False
    if kind == "index" and sql is None:
        return True
    if kind == "index":
        return on not in TRUTH | LOCAL
    return kind == "table" and str(sql).upper().startswith("CREATE TABLE")


def check_pages(conn: sqlite3.Connection, path: Path, *, drawn: bool) -> None:
    """Raise NotAProject where SQLite itself finds the file damaged.

    Without ``drawn`` only where something could be lost unseen: of words and bytes that the log speaks of and
    that are not there, or not as they were hashed, one hears anyhow. A file that is going to be written is
    looked at as a whole, since a page may belong to two tables.
    """
    asked = ["3"] if drawn else _LOST_UNSEEN
    findings = [row[0] for what in asked for row in conn.execute(f"PRAGMA quick_check({what})")]
    findings = [finding for finding in findings if finding != "ok"]
    if findings:
        lines = str(findings[0]).splitlines()
        # The first line of several may name the database, which is always the same one.
        why = next((line for line in lines if not line.startswith("***")), lines[0])
        raise NotAProject(
            f"{path} is damaged ({why}); it was left as it is. Open a backup or a colleague's copy."
        )


def _uri(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.resolve()))}?mode={mode}"


def told(error: sqlite3.Error, path: Path) -> KnownError | None:
    """What the world did, as a sentence; None where SQLite complains of something that is our fault."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return WriteFailed(
            "The disk is full: this change was not saved, everything before it is. "
            "Free some space and try again."
        )
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED:
        return FileTaken(
            f"{path} was moved, deleted or replaced while it was open: this change is not saved yet. "
            "Put the file back, or save what is open under another name."
        )
    if code == sqlite3.SQLITE_READONLY:
        return WriteFailed(
            f"{path} cannot be written (it is read-only): this change was not saved, everything before it is."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return WriteFailed(f"{path} is being used by another program: this change was not saved. Try again.")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return WriteFailed(
            f"{path} can no longer be written ({error}): this change was not saved, everything before it is."
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return NotAProject(
            f"{path} is damaged ({error}): this change was not saved. Open a backup or a copy."
        )
    return None


def unreadable(error: Exception, path: Path) -> KnownError:
    """The sentence for a file that could not be read through; nothing was taken from it."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_BUSY:
        return NotAProject(f"{path} is being written by another program; try again in a moment.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return NotAProject(
            f"{path} was not closed in good order: open it once where it was made, then try again."
        )
    if code == sqlite3.SQLITE_INTERRUPT:
        return NotAProject(f"{path} asks for far more work than a project of its size; it was left as it is.")
    return NotAProject(f"{path} is damaged or not a Tickmark project ({error}); it was left as it is.")

"""Copies of a project as it was before a merge, kept beside it."""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from db import connection, leftovers, sealing
from db.errors import WriteFailed

KEPT = 3
"""So many are kept of one project; the oldest goes."""
_PAGES = 1_000
_WIPED = 1024 * 1024
_MARK = ".before-merge-"


def keep(conn: sqlite3.Connection, path: Path) -> Path:
    """Copy the project, page by page, to ``NAME.before-merge-DATE.tickmark`` beside it; returns where.

    That of a sealed project is sealed under the same password. Raises WriteFailed where that cannot be: then
    nothing is there, and nothing may be merged.
    """
    at = time.strftime("%Y-%m-%d-%H%M%S")
    copy = path.with_name(f"{path.stem}{_MARK}{at}{path.suffix}")
    if copy.exists():
        copy = copy.with_stem(f"{copy.stem}-{secrets.token_hex(2)}")
    try:
        password = sealing.password_of(conn)
        # With the same salt, so that no new key has to be made.
        salt = sealing.salt_in(conn) if password is not None else None
        with leftovers.writing(copy) as part:
            with closing(connection.connect_new(part, password, salt)) as target:
                target.execute("PRAGMA synchronous = FULL")
                conn.backup(target, pages=_PAGES)
            part.replace(copy)
    except (OSError, sqlite3.Error) as error:
        raise WriteFailed(
            f"No backup could be made beside {path} ({error}), so nothing was merged. Free some space there."
        ) from error
    return copy


@contextmanager
def kept(conn: sqlite3.Connection, path: Path, *, wanted: bool) -> Generator[None]:
    """Meanwhile merge: with a backup of before, if wanted, which goes again where the merge fails."""
    copy = keep(conn, path) if wanted else None
    try:
        yield
    except BaseException:
        if copy is not None:
            drop(copy)
        raise
    if copy is not None:
        prune(path)


def prune(path: Path) -> None:
    """Let the oldest backups of a project go."""
    for old in of(path)[KEPT:]:
        drop(old)


def drop(copy: Path) -> None:
    """Let one go that was made in vain."""
    with suppress(OSError):
        copy.unlink()


def wipe(copy: Path) -> bool:
    """Overwrite a backup and let it go; False where that cannot be."""
    try:
        with copy.open("rb+") as file:
            for _ in range(-(-copy.stat().st_size // _WIPED)):
                file.write(bytes(_WIPED))
            file.flush()
            os.fsync(file.fileno())
        copy.unlink()
    except OSError:
        return False
    return True


def of(path: Path) -> list[Path]:
    """The backups of a project made before merges, newest first."""
    begins = f"{path.stem}{_MARK}"
    try:
        found = [file for file in path.parent.iterdir() if file.name.startswith(begins)]
    except OSError:
        return []
    return sorted((file for file in found if file.suffix == path.suffix), reverse=True)

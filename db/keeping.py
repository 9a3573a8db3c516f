"""Files going into a project and out of it again: in pieces, in short commits, never whole in memory."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import stat
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from hashlib import sha256
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import TypeVar

from db import blobs
from db.errors import BadBody, KnownError, Stopped
from db.records.frozen import record
from db.schema import CHUNK

T = TypeVar("T")
Commit = Callable[[], AbstractContextManager[None]]
Parts = Generator[tuple[int, int], None, T]
"""Work done part by part: yields how many bytes are done of how many, and returns its result."""

PART = 4 * CHUNK
"""So many bytes are read, hashed or written at a time; also what goes in with a step's own commit."""
LOOKED_AT = 64 * 1024
LIMIT = 512 * 1024 * 1024
"""Bytes of one file that are taken at the most, where nobody set another limit."""
_SPARE = 8 * 1024 * 1024


@record
class Kept:
    """Bytes that lie in the project and wait for a step to refer to them; until then they are not part of it.

    Attributes: ``modified`` is the file's own date in ms since 1970 UTC, None where it has none that a
    calendar knows; ``head`` and ``tail`` are its first and last bytes, to tell what it is.
    """

    sha: str
    size: int
    modified: int | None
    head: bytes
    tail: bytes


def keeping(
    conn: sqlite3.Connection, commit: Commit, project: Path, path: Path, limit: int = LIMIT
) -> Parts[Kept]:
    """Take the file's bytes in; closing the generator half way leaves nothing.

    The file is read twice, to hash it and to keep it. Raises KnownError, with the project as it was, for
    what is no file, empty, larger than ``limit``, unreadable, changed meanwhile, or too large for the disk.
    """
    name = shown(path)
    with _opened(path, name) as file:
        before = _identity(os.fstat(file.fileno()))
        size = before[0]
        _check_size(name, size, limit)
        sha, head, tail = yield from _hashed(file, name, size)
        if not blobs.has(conn, sha):
            blobs.refuse_erased(conn, [sha])
            _check_room(project, name, size)
            try:
                yield from _staged(conn, commit, file, name, sha, size)
                _check_same(path, name, before)
            except BaseException:
                with suppress(KnownError, sqlite3.Error):
                    drop(conn, commit, [sha])
                raise
        else:
            _check_same(path, name, before)
    return Kept(sha, size, _modified(before[1]), head, tail)


def _opened(path: Path, name: str) -> BufferedReader:
    try:
        if path.is_dir():
            raise KnownError(f"{name} is a folder; add the files in it.")
        if not stat.S_ISREG(path.stat().st_mode):
            raise KnownError(f"{name} is no file of bytes but a device or a pipe; it was not added.")
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error


def _unreadable(name: str, error: Exception) -> KnownError:
    why = error.strerror or error if isinstance(error, OSError) else "its name is none"
    return KnownError(f"{name} cannot be read ({why}), so it was not added.")


def _identity(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev


def _modified(ns: int) -> int | None:
    ms = ns // 1_000_000
    return ms if 0 < ms < 253_402_300_799_999 else None


def _check_size(name: str, size: int, limit: int) -> None:
    if not size:
        raise KnownError(f"{name} is empty; it was not added.")
    if size > limit:
        raise KnownError(
            f"{name} is larger than {limit // 2**20} MB, the most that is taken of one file; "
            "it was not added. The limit can be set higher."
        )


def _check_room(project: Path, name: str, size: int) -> None:
    with suppress(OSError):
        if shutil.disk_usage(project.parent).free < size + _SPARE:
            raise KnownError(
                f"The disk has no room for {name} ({-(-size // 2**20)} MB more are needed); "
                "it was not added. Free some space and try again."
            )


def _check_same(path: Path, name: str, before: tuple[int, int, int, int]) -> None:
    try:
        now = _identity(path.stat())
    except OSError as error:
        raise _unreadable(name, error) from error
    if now != before:
        raise _changed(name)


def _changed(name: str) -> KnownError:
    return KnownError(
        f"{name} changed while it was read, so it was not added; try again when it is finished."
    )


def _pieces(file: BufferedReader, name: str, size: int) -> Iterator[bytes]:
    """The file's bytes in pieces of ``PART``; raises KnownError where there are fewer or more."""
    left = size
    try:
        file.seek(0)
        while data := file.read(min(PART, left + 1)):
            left -= len(data)
            if left < 0:
                raise _changed(name)
            yield data
            if not left and not file.read(1):
                return
    except OSError as error:
        raise _unreadable(name, error) from error
    raise _changed(name)


def _hashed(file: BufferedReader, name: str, size: int) -> Parts[tuple[str, bytes, bytes]]:
    digest, head, tail, done = sha256(), b"", b"", 0
    for data in _pieces(file, name, size):
        digest.update(data)
        head = head or data[:LOOKED_AT]
        tail = (tail + data[-LOOKED_AT:])[-LOOKED_AT:]
        done += len(data)
        yield done // 2, size
    return digest.hexdigest(), head, tail


def _staged(
    conn: sqlite3.Connection, commit: Commit, file: BufferedReader, name: str, sha: str, size: int
) -> Parts[None]:
    digest, done = sha256(), 0
    for data in _pieces(file, name, size):
        digest.update(data)
        with commit():
            for at in range(0, len(data), CHUNK):
                blobs.put_chunk(conn, sha, (done + at) // CHUNK, data[at : at + CHUNK])
        done += len(data)
        yield (size + done) // 2, size
    if digest.hexdigest() != sha:
        raise _changed(name)


def stage(conn: sqlite3.Connection, commit: Commit, pieces: Sequence[bytes]) -> list[tuple[str, int]]:
    """Write large bytes ahead in short commits; the log and the files know nothing of them yet.

    Returns the SHA-256 and size of each, to be declared whole together with what refers to them.
    """
    staged: list[tuple[str, int]] = []
    for data in pieces:
        sha = blobs.sha_of(data)
        if len(data) <= PART or blobs.has(conn, sha):
            continue
        for start in range(0, len(data), PART):
            with commit():
                for at in range(start, min(start + PART, len(data)), CHUNK):
                    blobs.put_chunk(conn, sha, at // CHUNK, data[at : at + CHUNK])
        staged.append((sha, len(data)))
    return staged


def take_over(conn: sqlite3.Connection, commit: Commit, sha: str, pieces: Iterable[bytes]) -> None:
    """Stage the bytes of another project, in the pieces they are kept in there."""
    numbered = enumerate(pieces)
    while lot := list(islice(numbered, PART // CHUNK)):
        with commit():
            for n, data in lot:
                blobs.put_chunk(conn, sha, n, data)


def finish(conn: sqlite3.Connection, kept: Iterable[Kept]) -> None:
    """Declare kept bytes whole, in the commit that refers to them; KnownError where they are gone again."""
    for one in kept:
        if blobs.has(conn, one.sha):
            continue
        if blobs.length(conn, one.sha) != one.size:
            raise KnownError("A file that was being added was dropped meanwhile; add it again.")
        blobs.finish(conn, one.sha, one.size)


def drop(conn: sqlite3.Connection, commit: Commit, shas: Iterable[str]) -> None:
    """Remove pieces of bytes that no step came to refer to, and give their room back where the file can."""
    dropped = False
    # Overwriting what goes with zeros first would need as much room again, on a disk that may be full.
    before = conn.execute("PRAGMA secure_delete").fetchone()[0]
    conn.execute("PRAGMA secure_delete = FAST").fetchall()
    try:
        for sha in shas:
            while not blobs.has(conn, sha):
                with commit():
                    gone = blobs.drop_chunks(conn, sha, PART // CHUNK)
                dropped = dropped or gone > 0
                if gone < PART // CHUNK:
                    break
        if dropped and not conn.in_transaction:
            # Steps once for each page, which execute does not.
            conn.executescript("PRAGMA incremental_vacuum")
    finally:
        conn.execute(f"PRAGMA secure_delete = {before}").fetchall()


def copying_out(conn: sqlite3.Connection, sha: str, path: Path) -> Parts[None]:
    """Write kept bytes to a file, which takes that name only when it is whole and right.

    Raises BadBody where they are damaged, KnownError where they are withheld or the place cannot be written.
    """
    size = blobs.size(conn, sha)
    if size is None:
        raise KnownError("The bytes of this file are withheld from this copy of the project.")
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as out:
            digest, done = sha256(), 0
            for data in blobs.chunks(conn, sha):
                digest.update(data)
                out.write(data)
                done += len(data)
                if not done % PART:
                    yield done, size
        if digest.hexdigest() != sha or done != size:
            raise BadBody(
                f"A kept file is damaged ({sha[:12]}…); it is whole in a backup or a colleague's copy."
            )
        part.replace(path)
    except OSError as error:
        raise KnownError(
            f"{shown(path)} could not be written ({error.strerror or error}); the kept file is whole in the "
            "project."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    yield size, size


def finished(
    parts: Parts[T],
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> T:
    """Do all parts one after another; raises Stopped, with nothing left, once ``cancelled`` says so."""
    try:
        while True:
            done, total = next(parts)
            if progress is not None:
                progress(done, total)
            if cancelled is not None and cancelled():
                raise Stopped("That was stopped; everything is as it was before it.")
    except StopIteration as end:
        return end.value
    finally:
        parts.close()


def shown(path: Path) -> str:
    """A path for a sentence: what is no text, or would act on a screen, becomes a visible sign."""
    words = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(ch if ch.isprintable() else "\ufffd" for ch in words)

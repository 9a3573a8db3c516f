"""Bytes kept whole: article texts, layouts, originals and sources, in chunks under their SHA-256."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Iterator
from hashlib import sha256
from itertools import count

from db.errors import BadBody, KnownError
from db.schema import CHUNK


def sha_of(data: bytes) -> str:
    """The hex SHA-256 bytes are kept under."""
    return sha256(data).hexdigest()


def has(conn: sqlite3.Connection, sha: str) -> bool:
    """Whether the bytes are wholly in this file."""
    return conn.execute("SELECT 1 FROM blob WHERE sha = ?", (bytes.fromhex(sha),)).fetchone() is not None


def put(conn: sqlite3.Connection, data: bytes) -> str:
    """Keep bytes, once; the caller holds the transaction. Returns their SHA-256."""
    sha = sha_of(data)
    if has(conn, sha):
        return sha
    for n in range(max(1, -(-len(data) // CHUNK))):
        put_chunk(conn, sha, n, data[n * CHUNK : (n + 1) * CHUNK])
    finish(conn, sha, len(data))
    return sha


def put_chunk(conn: sqlite3.Connection, sha: str, n: int, data: bytes) -> None:
    """Keep one chunk of bytes that are not whole yet."""
    conn.execute(
        "INSERT OR REPLACE INTO blob_chunk(sha, n, data) VALUES (?,?,?)", (bytes.fromhex(sha), n, data)
    )


def finish(conn: sqlite3.Connection, sha: str, size: int) -> None:
    """Declare bytes whole: the reference to them may now enter the log."""
    conn.execute("INSERT OR IGNORE INTO blob VALUES (?,?)", (bytes.fromhex(sha), size))


def get(conn: sqlite3.Connection, sha: str) -> bytes | None:
    """The bytes, or None where they are withheld or absent; BadBody where they are damaged."""
    if not has(conn, sha):
        return None
    rows = conn.execute("SELECT data FROM blob_chunk WHERE sha = ? ORDER BY n", (bytes.fromhex(sha),))
    whole = b"".join(data for (data,) in rows)
    if sha_of(whole) != sha:
        raise BadBody(f"A kept file is damaged ({sha[:12]}…); it is whole in a backup or a colleague's copy.")
    return whole


def size(conn: sqlite3.Connection, sha: str) -> int | None:
    """How many bytes are kept under that name; None where they are withheld or absent."""
    row = conn.execute("SELECT size FROM blob WHERE sha = ?", (bytes.fromhex(sha),)).fetchone()
    return row[0] if row else None


def chunks(conn: sqlite3.Connection, sha: str) -> Iterator[bytes]:
    """The bytes piece by piece, unchecked; each is asked for alone, so that others may work in between."""
    for n in count():
        row = conn.execute(
            "SELECT data FROM blob_chunk WHERE sha = ? AND n = ?", (bytes.fromhex(sha), n)
        ).fetchone()
        if row is None:
            return
        yield row[0]


def length(conn: sqlite3.Connection, sha: str) -> int:
    """How many bytes lie there under that name, whole or not."""
    return conn.execute(
        "SELECT coalesce(sum(length(data)), 0) FROM blob_chunk WHERE sha = ?", (bytes.fromhex(sha),)
    ).fetchone()[0]


def drop_chunks(conn: sqlite3.Connection, sha: str, most: int) -> int:
    """Remove so many pieces of bytes that never became whole; returns how many that were."""
    gone = conn.execute(
        "DELETE FROM blob_chunk WHERE rowid IN (SELECT rowid FROM blob_chunk WHERE sha = ? LIMIT ?)",
        (bytes.fromhex(sha), most),
    )
    return gone.rowcount


def unfinished(conn: sqlite3.Connection) -> list[str]:
    """SHA-256 (hex) of bytes that never became whole: what was being added was cut short."""
    rows = conn.execute("SELECT DISTINCT sha FROM blob_chunk WHERE sha NOT IN (SELECT sha FROM blob)")
    return [sha.hex() for (sha,) in rows.fetchall()]


def damaged(conn: sqlite3.Connection, part: int) -> Generator[tuple[int, int], None, list[str]]:
    """SHA-256 (hex) of those kept bytes that no longer hash to their name or have another size.

    In parts of that many bytes: yields how many are done of how many. Kept bytes come and go meanwhile.
    """
    bad: list[str] = []
    keys = conn.execute("SELECT sha, size FROM blob").fetchall()
    done, told, total = 0, 0, sum(size for _, size in keys)
    for key, size in keys:
        digest, length, n = sha256(), 0, 0
        # Chunk by chunk, for no reading may stay open while others write.
        while row := conn.execute("SELECT data FROM blob_chunk WHERE sha = ? AND n = ?", (key, n)).fetchone():
            digest.update(row[0])
            length, n, done = length + len(row[0]), n + 1, done + len(row[0])
            if done - told >= part:
                told = done
                yield min(done, total), total
        if (digest.digest() != bytes(key) or length != size) and has(conn, bytes(key).hex()):
            bad.append(bytes(key).hex())
    return bad


def refuse_erased(conn: sqlite3.Connection, shas: Iterable[str]) -> None:
    """Raise KnownError where any of these bytes were erased here for good."""
    for sha in shas:
        asked = "SELECT 1 FROM erased WHERE hash = ? AND accepted = 1"
        if conn.execute(asked, (bytes.fromhex(sha),)).fetchone() is not None and not has(conn, sha):
            raise KnownError(
                "This file was erased from the project for good, so it was not added; the history says why."
            )

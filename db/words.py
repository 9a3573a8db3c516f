"""Words people wrote, kept beside the log under salted hashes, so that one can be withheld alone."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from db.canon import Json, check
from db.errors import BadBody
from db.records.frozen import record

_parse: Any = json.JSONDecoder().raw_decode

SALT_BYTES = 16
MAX_LENGTH = 1_000_000
"""Characters in one value; longer texts are kept as bytes."""

WITHHELD = "\u2591withheld\u2591"
ERASED = "\u2591erased\u2591"
SIGNS = (WITHHELD, ERASED)
"""What stands in the place of words that are not here."""


@record
class Words:
    """Words in a value not yet in the log; ``text`` is what the person wrote."""

    text: str


def hash_of(salt: bytes, text: str) -> bytes:
    """The salted hash words are referred to by; the salt keeps short words from being guessed."""
    return sha256(salt + text.encode("utf-8")).digest()


def put(conn: sqlite3.Connection, text: str) -> Json:
    """Keep the words and return the reference to put into a body; BadBody for half a character."""
    check(text)
    if len(text) > MAX_LENGTH:
        raise BadBody(
            f"Words of more than {MAX_LENGTH:,} characters cannot be kept as one; keep them as a file."
        )
    salt = secrets.token_bytes(SALT_BYTES)
    key = hash_of(salt, text)
    conn.execute("INSERT INTO value VALUES (?,?,?)", (key, salt, text))
    return {"w": key.hex()}


def has(conn: sqlite3.Connection, key: str) -> bool:
    """Whether the words, or the mark that they are withheld, are in this file."""
    found = conn.execute("SELECT 1 FROM value WHERE hash = ?", (bytes.fromhex(key),))
    return found.fetchone() is not None


def get(conn: sqlite3.Connection, reference: Json) -> str:
    """The words a reference stands for; a sign where they are withheld or absent."""
    if reference is None:
        return ""
    key = bytes.fromhex(reference["w"])
    row = conn.execute("SELECT data FROM value WHERE hash = ?", (key,)).fetchone()
    return sign(conn, key) if row is None or row[0] is None else row[0]


def sign(conn: sqlite3.Connection, key: bytes) -> str:
    """What stands in the place of words that are not here: they were erased, or withheld from this copy."""
    erased = conn.execute("SELECT 1 FROM erased WHERE hash = ?", (key,)).fetchone()
    return WITHHELD if erased is None else ERASED


def resolve(conn: sqlite3.Connection, value: Json) -> Json:
    """The value with every reference replaced by its words, for comparing what two people wrote."""
    if isinstance(value, dict):
        if set(value) == {"w"}:  # pyright: ignore[reportUnknownArgumentType]
            return get(conn, value)
        return {key: resolve(conn, inner) for key, inner in value.items()}  # pyright: ignore[reportUnknownVariableType]
    return value


def store(conn: sqlite3.Connection, value: Json) -> Json:
    """The value with all ``Words`` in it kept and replaced by references."""
    if isinstance(value, Words):
        return put(conn, value.text)
    if isinstance(value, dict):
        return {key: store(conn, inner) for key, inner in value.items()}  # pyright: ignore[reportUnknownVariableType]
    return value


def damaged(rows: Iterable[tuple[bytes, bytes | None, str | None]]) -> list[str]:
    """Hashes (hex) of values whose words are not those they were hashed from; withheld ones pass."""
    return [
        key.hex()
        for key, salt, data in rows
        if not (
            sha256(salt + data.encode("utf-8")).digest() == key
            if isinstance(salt, bytes) and isinstance(data, str)
            else salt is data
        )
    ]


def pack(prefix: str, quote: str, suffix: str) -> Words:
    """An anchor's words as one value, so that they are kept or withheld together."""
    return Words(json.dumps([prefix, quote, suffix], ensure_ascii=False))


def unpack(text: str) -> tuple[str, str, str]:
    """Prefix, quote and suffix of an anchor; the quote alone where the words are withheld, or no anchor's."""
    try:
        (prefix, quote, suffix), end = _parse(text)
    except (ValueError, TypeError, RecursionError):
        return "", text, ""
    if end != len(text):
        return "", text, ""
    return str(prefix), str(quote), str(suffix)

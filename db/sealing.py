"""Projects kept under a password: files of SQLCipher 4, told from others by their bytes.

A sealed file looks like random bytes throughout. Its first 16 are a salt; PBKDF2-HMAC-SHA512 with 256,000
rounds makes the key of password and salt; each page of 4,096 bytes ends in its own HMAC-SHA512. So whether
a password is right is found without opening the file, and no wrong one ever comes near a journal that waits
to be rolled back.
"""

from __future__ import annotations

import hmac
import os
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from hashlib import pbkdf2_hmac
from pathlib import Path
from typing import Any, cast

from db.errors import KnownError, NotAProject, PasswordNeeded, WrongPassword

_SALT = 16
_PAGE = 4_096
_ROUNDS = 256_000
_SEEN = 64
"""So many pages are looked at, at the most, before a password is called wrong."""
_RANDOM = 250
"""A page of random bytes has practically all of the 256 values; text, and most of what is not, far fewer."""
_MAX_LENGTH = 1_024


class Password:
    """What a person typed; it shows itself nowhere, and remembers the keys it made."""

    __slots__ = ("_keys", "_words")

    def __init__(self, words: str) -> None:
        """Raises KnownError for no words, and for what no project is kept under."""
        if not words:
            raise KnownError("An empty password protects nothing; choose some words.")
        if len(words) > _MAX_LENGTH or "\0" in words:
            raise KnownError("A password has at most 1,024 characters, all of which can be typed.")
        import unicodedata

        # Accents are typed as one character on some systems and as two on others.
        self._words = unicodedata.normalize("NFC", words).encode("utf-8", "surrogatepass")
        self._keys: dict[bytes, bytes] = {}

    def __repr__(self) -> str:
        return "Password(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Password) and hmac.compare_digest(self._words, other._words)

    def __hash__(self) -> int:
        return hash(self._words)

    @property
    def words(self) -> str:
        """The words themselves, for a keyring."""
        return self._words.decode("utf-8", "surrogatepass")

    def key(self, salt: bytes) -> bytes:
        """The key of a file with that salt (16 bytes): 32 bytes; a quarter of a second at first."""
        if salt not in self._keys:
            self._keys[salt] = pbkdf2_hmac("sha512", self._words, salt, _ROUNDS, 32)
        return self._keys[salt]


def looks_sealed(start: bytes) -> bool:
    """Whether a file that begins so (4,096 bytes) may be a protected project; it may as well be damaged."""
    return len(start) == _PAGE and not start.startswith(b"SQLite format 3\0") and len(set(start)) >= _RANDOM


def is_sealed(path: Path) -> bool:
    """The same of a file, which this process must not have open; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            return looks_sealed(file.read(_PAGE))
    except OSError:
        return False


def check(path: Path, password: Password | None) -> None:
    """Raise PasswordNeeded without a password, WrongPassword or NotAProject where it cannot be opened so.

    Only for a file this process does not have open.
    """
    if password is None:
        raise PasswordNeeded(
            f"{path} is protected with a password, or is damaged: without the password the two cannot be "
            "told apart. It was left as it is.",
            path,
        )
    with path.open("rb") as file:
        pages = os.fstat(file.fileno()).st_size // _PAGE
        salt = file.read(_SALT)
        tags = _tag_key(password.key(salt), salt)

        def is_right(page: int) -> bool:
            file.seek((page - 1) * _PAGE)
            return _is_right(file.read(_PAGE), page, tags)

        if is_right(1):
            return
        if not any(map(is_right, range(2, pages + 1, max(1, pages // _SEEN)))):
            raise WrongPassword(
                f"This password does not open {path}, or the file is damaged: the two cannot be told apart. "
                "It was left as it is.",
                path,
            )
    if not path.with_name(f"{path.name}-journal").exists():
        raise NotAProject(
            f"The password of {path} is right, but the file is damaged; it was left as it is. "
            "Open a backup or a colleague's copy."
        )


@lru_cache(4)
def _tag_key(key: bytes, salt: bytes) -> bytes:
    return pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)


def _is_right(page: bytes, number: int, tags: bytes) -> bool:
    """Whether a page was written with that key."""
    body, tag = page[_SALT if number == 1 else 0 : -64], page[-64:]
    return hmac.compare_digest(tag, hmac.digest(tags, body + number.to_bytes(4, "little"), "sha512"))


def connect(uri: str, password: Password, salt: bytes) -> sqlite3.Connection:
    """A connection to a sealed file, or to a new one that shall have that salt.

    Raises KnownError where the system lacks what opens one.
    """
    try:
        from db import sqlcipher
    except ImportError as error:
        raise KnownError(
            "This installation cannot open protected projects: the library sqlcipher3 is missing. "
            "Everything else works without it."
        ) from error
    conn = sqlcipher.connect(uri)
    try:
        # Complaints about a damaged page go to the terminal otherwise.
        conn.execute("PRAGMA cipher_log_level = NONE").fetchall()
        conn.execute(f"""PRAGMA key = "x'{password.key(salt).hex()}{salt.hex()}'" """).fetchall()
        conn.execute("PRAGMA cipher_compatibility = 4").fetchall()
    except BaseException:
        conn.close()
        raise
    conn.password = password
    return cast("sqlite3.Connection", conn)


def connect_new(path: Path, password: Password, salt: bytes | None = None) -> sqlite3.Connection:
    """A connection to a sealed file that is made with it."""
    return connect(path.resolve().as_uri(), password, salt or os.urandom(_SALT))


def in_memory(password: Password) -> sqlite3.Connection:
    """An empty database in memory that knows the password of the file it is going to be a copy of."""
    from db import sqlcipher

    conn = sqlcipher.connect(":memory:")
    conn.password = password
    return cast("sqlite3.Connection", conn)


def salt_of(path: Path) -> bytes:
    """The salt of a sealed file, which this process must not have open."""
    with path.open("rb") as file:
        return file.read(_SALT)


def password_of(conn: sqlite3.Connection) -> Password | None:
    """What the connection's file is kept under; None for a plain one."""
    return cast("Any", conn).password if hasattr(conn, "password") else None


def salt_in(conn: sqlite3.Connection) -> bytes:
    """The salt of the sealed file a connection is open on."""
    return bytes.fromhex(conn.execute("PRAGMA cipher_salt").fetchone()[0])


def damaged_pages(conn: sqlite3.Connection) -> Iterable[str]:
    """What SQLCipher itself finds wrong with a sealed file, a line each; nothing for a plain one."""
    if password_of(conn) is None:
        return ()
    return [str(row[0]) for row in conn.execute("PRAGMA cipher_integrity_check")]

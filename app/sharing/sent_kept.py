"""Where it is kept who was sent what: a file for each receiver, or for a protected project one sealed file.

The sealed one is a database of SQLCipher under the project's password: neither who was sent something nor
what can be read from it without. Where it cannot be opened, as after the file was given another password
elsewhere, nobody is known to have been sent anything, and it is made anew with the next who is.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from db import sealing
from db.errors import KnownError
from db.place import read_state, sent_file, sent_files, sent_sealed_file, write_state
from db.sealing import Password

State = dict[str, Any]
_TABLE = "CREATE TABLE IF NOT EXISTS receiver(name TEXT PRIMARY KEY, state TEXT NOT NULL)"


def read(beginning: str, password: Password | None) -> list[State]:
    """What is known of everybody; of a protected project also what was kept before it was one."""
    plain = [read_state(file) for file in sent_files(beginning)]
    if password is None:
        return plain
    with suppress(sqlite3.Error, OSError, KnownError):
        if sealing.is_sealed(sent_sealed_file(beginning)):
            file = sent_sealed_file(beginning)
            uri, salt = file.resolve().as_uri(), sealing.salt_of(file)
            with closing(sealing.connect(uri, password, salt)) as conn:
                sealed = [json.loads(state) for (state,) in conn.execute("SELECT state FROM receiver")]
            names = {_key(one.get("name", "")) for one in sealed}
            return sealed + [one for one in plain if _key(one.get("name", "")) not in names]
    return plain


def write(beginning: str, password: Password | None, name: str, state: State) -> None:
    """Keep that of one receiver; raises OSError."""
    if password is None:
        write_state(sent_file(beginning, name), state)
        return
    try:
        _put(beginning, password, [*read(beginning, password), state])
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def move(beginning: str, before: Password | None, after: Password | None) -> None:
    """Keep the same under another password, or none; what cannot be kept so is forgotten."""
    known = [one for one in read(beginning, before) if one.get("name")]
    with suppress(OSError, sqlite3.Error):
        if after is not None:
            _put(beginning, after, known)
            return
        for one in known:
            write_state(sent_file(beginning, str(one["name"])), one)
    _forget(sent_sealed_file(beginning))
    if after is not None:
        for file in sent_files(beginning):
            _forget(file)


def _put(beginning: str, password: Password, states: list[State]) -> None:
    """Write all of it anew, sealed, and let go of what was kept otherwise."""
    file = sent_sealed_file(beginning)
    part = file.with_suffix(f".{os.urandom(4).hex()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(sealing.connect_new(part, password)) as conn:
            conn.execute(_TABLE)
            rows = ((_key(one["name"]), json.dumps(one)) for one in states if one.get("name"))
            conn.executemany("INSERT OR REPLACE INTO receiver VALUES (?, ?)", rows)
            conn.commit()
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    for plain in sent_files(beginning):
        _forget(plain)


def _key(name: Any) -> str:
    return str(name).strip().casefold()


def _forget(file: Path) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True)

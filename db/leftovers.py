"""Files being written that have no name of their own yet: noted, so that what a crash leaves of one goes.

The note lies in the user's state folder, with a lock beside it that lasts as long as the writer does.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db import place

if TYPE_CHECKING:
    from filelock import FileLock

_PART = ".part"
_SMALL, _LONG_S = ("receipts", "places", "sent"), 3_600


@contextmanager
def writing(target: Path) -> Generator[Path]:
    """A new name beside ``target`` to write to; what is there at the end, or is left by a crash, goes.

    The writer moves it into place when it is whole. What others left of theirs goes first.
    """
    from filelock import Timeout

    clear()
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}{_PART}")
    note = place.unfinished_folder() / f"{secrets.token_hex(8)}.json"
    held = _lock(note)
    # Without a note it is written all the same: a crash then leaves a file, as it would anywhere.
    with suppress(OSError, Timeout):
        held.acquire(timeout=0)
        place.write_state(note, {"part": os.fsencode(part).hex()})
    try:
        yield part
    finally:
        _remove(part)
        _forget(note)
        held.release()


def clear() -> None:
    """Remove what writers left that are no more; what cannot be now, can next time."""
    with suppress(OSError):
        for note in sorted(place.unfinished_folder().glob("*.json")):
            _clear(note)
        # Small state is written in a moment and noted nowhere; a lock is there a moment before its note.
        small = [part for folder in _SMALL for part in (place.state_folder() / folder).rglob("*.part")]
        locks = place.unfinished_folder().glob("*.lock")
        lone = [lock for lock in locks if not lock.with_suffix(".json").exists()]
        old = time.time() - _LONG_S
        for file in small + lone:
            if file.stat().st_mtime < old:
                _remove(file)


def _clear(note: Path) -> None:
    from filelock import Timeout

    held = _lock(note)
    try:
        held.acquire(timeout=0)
    except (OSError, Timeout):
        return
    try:
        part = _noted(note)
        # On a stick that is not there now it waits for the stick.
        if part is None or (part.parent.is_dir() and _remove(part)):
            _forget(note)
    finally:
        held.release()


def _noted(note: Path) -> Path | None:
    try:
        part = Path(os.fsdecode(bytes.fromhex(place.read_state(note)["part"])))
    except (KeyError, TypeError, ValueError):
        return None
    return part if part.suffix == _PART else None


def _remove(part: Path) -> bool:
    try:
        for file in (part, part.with_name(f"{part.name}-journal")):
            file.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _forget(note: Path) -> None:
    with suppress(OSError):
        note.unlink(missing_ok=True)
        _lock_of(note).unlink(missing_ok=True)


def _lock(note: Path) -> FileLock:
    from filelock import FileLock

    # A writer that is closed by another thread lets go all the same.
    return FileLock(_lock_of(note), thread_local=False)


def _lock_of(note: Path) -> Path:
    return note.with_suffix(".lock")

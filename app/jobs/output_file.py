"""Files that are whole or not there: written beside their place, then moved into it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from db.errors import KnownError


class CannotWrite(KnownError):
    """A file could not be written; what stood in its place still does."""


_REASONS = {
    errno.ENOENT: "the folder {folder} is not there",
    errno.ENOTDIR: "{folder} is not a folder",
    errno.EACCES: "nothing may be written in {folder}, or not over the file there",
    errno.EPERM: "nothing may be written in {folder}, or not over the file there",
    errno.EROFS: "the disk with {folder} is read-only",
    errno.ENOSPC: "the disk with {folder} is full",
    errno.EDQUOT: "your share of the disk with {folder} is used up",
    errno.EFBIG: "the file would be larger than is allowed in {folder}",
    errno.EISDIR: "a folder of that name stands in its place",
    errno.ENAMETOOLONG: "its name is too long",
}


def cannot_write(target: Path, error: OSError) -> CannotWrite:
    """The error in one sentence, with what to do."""
    folder = target.parent
    code = error.errno or 0
    if code == errno.ENOENT and folder.is_dir():
        code = errno.EACCES
    reason = _REASONS.get(code, error.strerror or "the system refused").format(folder=folder)
    return CannotWrite(
        f"“{target.name}” was not written, because {reason}; choose another place and try again."
    )


def place_beside(target: Path) -> Path:
    """A new name in the target's folder to write to; checks what can be known beforehand.

    Raises CannotWrite where the folder is missing or the target is a folder or write-protected.
    """
    if target.is_dir():
        raise cannot_write(target, IsADirectoryError(errno.EISDIR, ""))
    if not target.parent.exists():
        raise cannot_write(target, FileNotFoundError(errno.ENOENT, ""))
    if target.exists() and not os.access(target, os.W_OK):
        raise cannot_write(target, PermissionError(errno.EACCES, ""))
    return target.parent / f".{secrets.token_hex(6)}.part"


def write_durably(path: Path, content: bytes) -> None:
    """Write and flush to the disk; raises OSError."""
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def move_into_place(written: Path, target: Path) -> None:
    """Put a finished file where it belongs.

    Raises CannotWrite; ``written`` is gone afterwards either way.
    """
    try:
        written.replace(target)
    except OSError as error:
        discard(written)
        raise cannot_write(target, error) from error


def discard(path: Path) -> None:
    """Remove a half-written file, if it is there."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)

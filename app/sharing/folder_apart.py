"""Files of a shared folder looked into in a child process: nothing in them is read in the window's own.

A file meant to hang a program or to fill its memory ends the child, and is told as one that cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from app.jobs.child import JobBroke
from app.jobs.conversation import Conversation
from app.jobs.limits import MIB, Limits
from app.jobs.worker import Work
from app.sharing import folder
from app.sharing.folder import Found, Known, Stamp
from db.errors import KnownError
from db.records.sharing import FolderTrouble
from db.sealing import Password

_SECONDS = 120
_MEMORY = 1024 * MIB
_Asked = tuple[Path, Stamp, Password | None]


def looked_into(files: Mapping[Path, Stamp], known: Known, given: Mapping[Path, Password]) -> Iterator[Found]:
    """What each of these files has that is not ``known``, one after the other; ``given`` are passwords.

    Closing it ends the child.
    """
    limits = Limits(
        "Looking into a shared folder", cpu_seconds=_SECONDS, wall_seconds=_SECONDS, memory_bytes=_MEMORY
    )
    with closing(Conversation(f"{__name__}:opened", known, limits)) as talk:
        for path, stamp in sorted(files.items()):
            try:
                yield talk.ask((path, stamp, given.get(path)), 2 * _SECONDS)
            except (KnownError, JobBroke, TimeoutError):
                yield Found(path, stamp, trouble=FolderTrouble.UNREADABLE)


def opened(known: Known, _work: Work) -> Callable[[_Asked], Found]:
    """In the child: answers with what a file has."""
    return lambda asked: folder.looked_into(*asked[:2], known, asked[2])

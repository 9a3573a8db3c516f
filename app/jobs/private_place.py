"""Where bytes of a project lie for a moment, for a child or a viewer to read: open to this user alone.

For a protected project that is memory, where the system has files in memory (Linux); elsewhere it is the
temporary folder, as for any project. What a crash left there goes when the next one is asked for.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_NAME = "tickmark-sealed-"


def private_folder(*, sealed: bool = False) -> Path:
    """A new folder; whoever asked removes it, and the end of the program does."""
    place = _in_memory() if sealed else None
    prefix = f"{_NAME}{os.getpid()}-" if sealed else "tickmark-"
    if place is not None:
        _clear(place)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _in_memory() -> Path | None:
    place = Path("/dev/shm")
    return place if place.is_dir() and os.access(place, os.W_OK) else None


def _clear(place: Path) -> None:
    """Remove what processes left that are no more."""
    with suppress(OSError):
        for folder in place.glob(f"{_NAME}*"):
            process = folder.name.removeprefix(_NAME).partition("-")[0]
            if process.isdecimal() and not Path("/proc", process).exists():
                shutil.rmtree(folder, ignore_errors=True)

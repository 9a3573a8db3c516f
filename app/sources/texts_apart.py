"""While a protected project is open the words of its files lie in memory and go with it, in no cache."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from app.jobs.private_place import private_folder
from db.place import TEXTS_VARIABLE


def begin() -> None:
    """From now on; children that are started learn of it by their environment."""
    if TEXTS_VARIABLE not in os.environ:
        os.environ[TEXTS_VARIABLE] = str(private_folder(sealed=True))


def end() -> None:
    """The project is closed: its words are gone."""
    with suppress(KeyError):
        shutil.rmtree(Path(os.environ.pop(TEXTS_VARIABLE)), ignore_errors=True)

"""Where a new project is kept, how one is made, and what a copy says of itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from app.project_thread import STOPPED
from db.errors import Stopped
from db.place import Identity, identity, state_folder

if TYPE_CHECKING:
    from db.project_file import Project
    from db.sealing import Password

SUFFIX = ".tickmark"
_TELL_EVERY_S = 0.1


class Rewriting:
    """A project that is written anew while nobody uses it, and then opened.

    Attributes: ``before`` is what it is kept under until then; ``words`` say what is done, with ``{0}`` for
    its name and ``{1}`` for how far it is in percent; ``told(done, total)`` is called in the thread that does
    it, ten times a second at most.
    """

    def __init__(self, path: Path, before: Password | None, words: str) -> None:
        self.path, self.before, self.words = path, before, words
        self.told: Callable[[int, int], object] | None = None
        self._told_at = time.monotonic()
        self._stopped = Event()

    def stop(self) -> None:
        """Leave the project as it is, unless the new file has its name already."""
        self._stopped.set()

    def put(self) -> Project:
        """Do it, with nobody else using the file, and open it; raises with the project as it was."""
        from db.project_file import Project

        project = Project.open(self.path, identity(), password=self.before)
        project.progress = self._on_progress
        try:
            self.write(project)
        except BaseException:
            project.close()
            raise
        return project

    def write(self, project: Project) -> None:
        """Write it anew; raises with the project as it was."""
        raise NotImplementedError

    def _on_progress(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise Stopped(STOPPED)
        if self.told is not None and (now := time.monotonic()) - self._told_at > _TELL_EVERY_S:
            self._told_at = now
            self.told(done, total)


def made(path: Path, me: Identity) -> Project:
    """A new project, named as its file."""
    from db.project_file import Project

    return Project.create(path, me, title=path.stem)


def made_sample(path: Path, me: Identity) -> Project:
    """The bundled sample, copied there."""
    from app.sample import make_sample
    from db.project_file import Project

    make_sample(path)
    return Project.open(path, me)


def documents() -> Path:
    """Where a project is proposed to be kept: among the documents, else at home, never in a hidden folder."""
    places = QStandardPaths.StandardLocation
    named = [QStandardPaths.writableLocation(one) for one in (places.DocumentsLocation, places.HomeLocation)]
    folders = (Path(one) for one in named if one)
    return next((folder for folder in folders if folder.is_dir()), state_folder())


def with_suffix(path: Path) -> Path:
    """The path as a project's."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)


def is_for_reading(project: Project) -> bool:
    """Whether the project is a copy that was given away to be read."""
    from db import notices

    return notices.is_for_reading(project.conn)

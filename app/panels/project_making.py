"""Where a new project is kept, how one is made, and what a copy says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QStandardPaths

from db.place import Identity, state_folder

if TYPE_CHECKING:
    from db.project_file import Project
    from db.sealing import Password

SUFFIX = ".tickmark"


class Rewriting(Protocol):
    """A project that is written anew while nobody uses it, and then opened."""

    @property
    def path(self) -> Path: ...

    @property
    def before(self) -> Password | None:
        """What it is kept under until then."""
        ...

    def put(self) -> Project:
        """Do so and open it; raises with the project as it was."""
        ...


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

"""Kept bytes as files for a viewer: private, and gone once nobody looks at them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

from app.panels.desk import Desk


class SourceFiles:
    """Copies bytes out of the project into a folder only this person can look into."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._folder: Path | None = None
        self._sealed = False
        self._numbers = count()

    def copy_out(self, sha: str, then: Callable[[Path], object], refused: Callable[[str], object]) -> Path:
        """Write the bytes to a file of their own, then say so; where it will be."""
        path = self._place() / f"source-{next(self._numbers)}"
        session = self._desk.session
        if session is not None:
            session.copy_out(sha, path, partial(self._give, path, then), refused)
        return path

    def drop(self, path: Path) -> None:
        """Remove that file; what the system still holds goes when the program ends."""
        with suppress(OSError):
            path.unlink(missing_ok=True)

    def _place(self) -> Path:
        folder = self._folder
        if folder is None or not folder.is_dir() or self._sealed != self._is_sealed():
            self._sealed = self._is_sealed()
            from app.jobs.private_place import private_folder

            folder = self._folder = private_folder(sealed=self._is_sealed())
        return folder

    def _is_sealed(self) -> bool:
        return self._desk.session is not None and self._desk.session.password is not None

    def _give(self, path: Path, then: Callable[[Path], object]) -> None:
        with suppress(OSError):
            path.chmod(0o600)
        then(path)

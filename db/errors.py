"""What the world does to us: each error is one clear sentence for the person at the screen."""

from __future__ import annotations

from pathlib import Path


class KnownError(Exception):
    """Something the world did (full disk, locked file, not an article); its text is one sentence to show."""


class BadBody(KnownError):
    """A transaction body that is not what this format allows; nothing of it was taken in."""


class NotAProject(KnownError):
    """The file is not a Tickmark project, or is damaged beyond what can be trusted."""


class PasswordNeeded(NotAProject):
    """The file at ``path`` is protected with a password, or damaged: from outside these look the same.

    ``note`` says why a password that was remembered did not do; blank where none was.
    """

    def __init__(self, sentence: str, path: Path, note: str = "") -> None:
        super().__init__(sentence)
        self.path = path
        self.note = note


class WrongPassword(PasswordNeeded):
    """The password given does not open it, or it is damaged."""


class NotACopy(KnownError):
    """The file is a project, but not a copy of the one it should be merged into."""


class LacksChanges(NotACopy):
    """A package of changes builds on some that are not here."""


class ProjectTooNew(KnownError):
    """The project was written by a later format than this program knows."""


class ProjectLocked(KnownError):
    """The project is open in another window or command."""


class ProjectReadOnly(KnownError):
    """The project can be read here but not written."""


class WriteFailed(KnownError):
    """A change could not be written; the file stands as it was before."""


class FileTaken(WriteFailed):
    """The open file was moved, deleted, replaced or written to by others; nothing was written over theirs."""


class UndoBlocked(KnownError):
    """Somebody built on the change since; undoing it needs a person's yes."""


class NothingToUndo(KnownError):
    """There is no step of this person's to take back or to bring again."""


class Stopped(KnownError):
    """A person stopped a change while it was being made; nothing of it was kept."""

"""What a person can choose of when a copy is shared."""

from __future__ import annotations

from enum import StrEnum

from db.records.frozen import record


class FolderTrouble(StrEnum):
    """Why nothing can be told of a file in a shared folder."""

    NONE = ""
    OPEN = "open"
    """In another window."""
    SEALED = "sealed"
    """Protected with a password that is not known here, or damaged."""
    WRONG = "wrong"
    """The password that was given does not open it, or it is damaged."""
    UNREADABLE = "unreadable"
    """Not whole yet, or no project."""


@record
class Nameable:
    """Something that can be left out by ``name``; ``words`` say what it is, ``kind`` whether a source, a
    claim, a person or notes."""

    name: str
    words: str
    kind: str


@record
class ShareOffer:
    """What sharing a project can be about.

    Attributes: ``receivers`` (name, ms when last) of earlier copies, the last first; ``nameable`` what can be
    left out; ``notes`` private ones, which stay; ``deleted`` sources whose files lie here still, and their
    ``deleted_bytes``.
    """

    title: str
    fingerprint: str
    receivers: tuple[tuple[str, int], ...]
    nameable: tuple[Nameable, ...]
    notes: int
    deleted: int
    deleted_bytes: int


@record
class CopyCounts:
    """What a copy holds: changes, files and their bytes, and about how large it becomes; and what stays."""

    transactions: int
    files: int
    file_bytes: int
    size: int
    withheld_words: int
    withheld_files: int

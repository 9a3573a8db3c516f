"""What was erased, or is proposed to be."""

from __future__ import annotations

from db.records.frozen import record


@record
class Answer:
    """What somebody answered to an erasure in their copy, when (ms); ``here``: in this file."""

    person_name: str
    at: int
    accepted: bool
    here: bool


@record
class ErasureRecord:
    """An erasure somebody decided on: why, who, when (ms).

    Attributes: ``words`` and ``files`` are the hashes (hex) of what it names that is in this file still, of
    ``named`` in all; ``state`` is ``done`` (nothing of it is here), ``proposed`` or ``declined`` here.
    """

    id: str
    reason: str
    person_name: str
    at: int
    words: tuple[str, ...]
    files: tuple[str, ...]
    named: int
    state: str
    answers: tuple[Answer, ...]


@record
class Place:
    """Words or bytes that are here, by their hash: the field they were first written in, the words or the
    number of bytes, and the other fields that have the very same."""

    hash: str
    entity: str
    field: str
    words: str
    size: int
    others: tuple[tuple[str, str], ...]


@record
class GoingItem:
    """What goes from one field: where that is, the words of all its versions, and files with their bytes."""

    where: str
    words: tuple[str, ...]
    files: int
    size: int


@record
class AlsoItem:
    """The same elsewhere: where, what it begins with, and whether it goes too or stays."""

    where: str
    gist: str
    goes: bool


@record
class HolderItem:
    """Somebody who was last sent a copy with these words at that time (ms)."""

    name: str
    at: int


@record
class ErasureLook:
    """What erasing would do, to be looked over before.

    Attributes: ``words`` and ``files`` are the hashes that go; ``items`` what they are, ``also`` where the
    same stands besides; ``backups`` files beside the project and ``folder`` one's own in a shared folder that
    hold it still, ``holders`` who was sent it.
    """

    words: tuple[str, ...]
    files: tuple[str, ...]
    items: tuple[GoingItem, ...]
    also: tuple[AlsoItem, ...]
    backups: tuple[str, ...]
    folder: str
    holders: tuple[HolderItem, ...]

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

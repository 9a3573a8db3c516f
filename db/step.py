"""A step: one intention of one person, the unit of saving, undoing, history and merging."""

from __future__ import annotations

import secrets

from db.canon import Json
from db.keeping import Kept
from db.records.frozen import record


@record
class Edit:
    """One field to be set; words people wrote stand in the value as ``db.words.Words``."""

    entity: str
    field: str
    value: Json


@record
class Step:
    """What a command asks for.

    Attributes: ``label`` is a code, translated when shown; ``read_at`` is the revision the person was
    looking at; ``blobs`` are bytes the edits refer to, ``kept`` those that lie in the project already;
    ``focus`` is where undoing it should lead; ``gone`` are the hashes of words and bytes that it takes out
    of the file for good.
    """

    label: str
    edits: tuple[Edit, ...]
    read_at: int
    blobs: tuple[bytes, ...] = ()
    focus: str = ""
    kept: tuple[Kept, ...] = ()
    gone: tuple[str, ...] = ()


def new_id(kind: str) -> str:
    """A fresh entity id; 128 random bits never meet, however many copies there are."""
    return f"{kind}:{secrets.token_hex(16)}"

"""What a person looks over before something leaves the project."""

from __future__ import annotations

from enum import StrEnum

from db.records.frozen import record
from db.records.ids import SourceId


class Telling(StrEnum):
    """What of a confidential source stands in a text."""

    NAME = "name"
    PART = "part of the name"
    TITLE = "title"
    ADDRESS = "address"
    FILE = "file"
    CONTACT = "contact"
    WORDS = "words"


@record
class HeldItem:
    """Something confidential that would be shown otherwise; ``name`` releases it.

    Attributes: ``name`` is a source's number, or for passages marked by themselves the claim's number (or
    ``ticks``) and the source's, as in ``MC4/S3``; ``whole`` for a source; ``uses`` counts the evidence and
    ticks it stands behind.
    """

    name: str
    source: SourceId
    number: str
    title: str
    whole: bool
    uses: int
    released: bool


@record
class Mention:
    """``telling`` (name, title, words …) of source ``number`` stands at ``where``, as ``words``."""

    number: str
    telling: Telling
    where: str
    words: str
    around: str

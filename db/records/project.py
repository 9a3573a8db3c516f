"""The project and who works in it."""

from __future__ import annotations

from db.records.frozen import record
from db.records.ids import PersonId


@record
class PersonRecord:
    id: PersonId
    name: str
    initials: str


@record
class ProjectRecord:
    """``demonstration`` marks invented material: everything printed from it says DEMONSTRATION.

    ``sign_off`` says who decides where checkers differ: ``anyone``, ``other`` (somebody else than they),
    ``person`` (only ``sign_off_person``), or ``agree`` (nobody: they come to one rating).
    ``suggestions`` is when they are shown: at-once or after-reading.
    """

    title: str
    scale: str
    language: str
    demonstration: bool
    revision: int
    sign_off: str = "anyone"
    sign_off_person: str = ""
    suggestions: str = "at-once"

"""The project and who works in it."""

from __future__ import annotations

from db.records.frozen import record
from db.records.ids import PersonId


@record
class PersonRecord:
    """A human who works in the project; persons who are one are one record.

    Attributes: ``id`` stands for all of them, ``name`` is shared with nobody else here, ``called`` is the
    name as it was given, ``since`` when they first did anything here (ms), ``ids`` are all their persons.
    """

    id: PersonId
    name: str
    initials: str
    called: str = ""
    since: int = 0
    ids: tuple[PersonId, ...] = ()


@record
class PersonaRecord:
    """One person of a human: who they are on one machine.

    Attributes: ``called`` is the name that was given there, ``since`` when they first were in the project
    (ms), ``changes`` how many steps they made.
    """

    id: PersonId
    called: str
    initials: str
    since: int
    changes: int


@record
class ProjectRecord:
    """``demonstration`` marks invented material: everything printed from it says DEMONSTRATION.

    ``sign_off`` says who decides where checkers differ: ``anyone``, ``other`` (somebody else than they),
    ``person`` (only ``sign_off_person``), or ``agree`` (nobody: they come to one rating).
    ``suggestions`` is when they are shown: at-once or after-reading. ``people`` are by name.
    """

    title: str
    scale: str
    language: str
    demonstration: bool
    revision: int
    sign_off: str = "anyone"
    sign_off_person: str = ""
    suggestions: str = "at-once"
    people: tuple[PersonRecord, ...] = ()

"""People as sources: who they are, on what terms they speak, and every attempt to reach them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.commands.adding import person_value
from app.commands.checks import read_at, source_of
from db import queries
from db.errors import KnownError
from db.project_file import Project
from db.records import ContactRecord
from db.step import Edit, Step, new_id
from db.words import Words

CONTACT_FIELDS = ("at", "how", "put", "answer", "due")
"""What a person can write about one attempt to reach somebody."""


def set_person(
    project: Project,
    *,
    source: str,
    name: str,
    role: str = "",
    contact: str = "",
    record: str = "",
    date: str = "",
    revision: int | None = None,
) -> Step:
    """Who was spoken to, as one value; ``record`` is on, background, off or blank.

    A source called by their name is called by the new one. Off the record they are confidential unless
    somebody said that they are not.
    """
    before = source_of(project, source)
    known = before.person
    person = person_value(name, role, contact, record, date)
    said = (name.strip(), role.strip(), contact.strip(), record, date.strip())
    same = said == (known.name, known.role, known.contact, known.record, known.date)
    edits = () if same else (Edit(source, "person", person),)
    if before.title in ("", known.name) and before.title != name.strip():
        edits = (*edits, Edit(source, "title", Words(name.strip())))
    return Step("source.person", edits, read_at(project, revision), focus=source)


def add_contact(
    project: Project,
    *,
    source: str,
    at: str | None = None,
    how: str = "",
    put: str = "",
    answer: str = "",
    due: str = "",
    contact: str | None = None,
    revision: int | None = None,
) -> Step:
    """One attempt to reach somebody; ``at`` is now where nobody says when, ``due`` by when to answer.

    ``contact`` is the id it gets, for what is typed before it is one. Raises KnownError where it is empty.
    """
    source_of(project, source)
    if not any(text.strip() for text in (how, put, answer)):
        raise KnownError("Say how the person was asked, what was put to them, or what they answered.")
    contact = contact or new_id("contact")
    when = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M") if at is None else at
    said = {"at": when, "how": how, "put": put, "answer": answer, "due": due}
    edits = (
        Edit(contact, "exists", True),
        Edit(contact, "of", {"source": source}),
        *(Edit(contact, field, Words(text.strip())) for field, text in said.items()),
    )
    return Step("contact.add", edits, read_at(project, revision), focus=source)


def edit_contact(
    project: Project, *, contact: str, said: Mapping[str, str], revision: int | None = None
) -> Step:
    """Change some of ``CONTACT_FIELDS``; only what differs becomes a change."""
    known = _contact_of(project, contact)
    if set(said) - set(CONTACT_FIELDS):
        raise KnownError("An attempt to reach somebody has no such field.")
    edits = tuple(
        Edit(contact, field, Words(text.strip()))
        for field, text in said.items()
        if getattr(known, field) != text.strip()
    )
    return Step("contact.edit", edits, read_at(project, revision), focus=known.source)


def remove_contact(project: Project, *, contact: str, revision: int | None = None) -> Step:
    """Take an attempt out of the log of contacts."""
    known = _contact_of(project, contact)
    gone = {"gone": queries.seen_of(project.conn, contact)}
    edits = (Edit(contact, "exists", gone),)
    return Step("contact.remove", edits, read_at(project, revision), focus=known.source)


def _contact_of(project: Project, contact: str) -> ContactRecord:
    found = next((one for one in queries.contacts(project.conn) if one.id == contact), None)
    if found is None:
        raise KnownError("That contact is not in the project (any more).")
    return found

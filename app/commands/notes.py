"""Notes on claims: private ones are their writer's alone and never leave this copy; shared ones travel."""

from __future__ import annotations

from app.commands.checks import claim_of, myself, read_at
from db import queries
from db.errors import KnownError
from db.project_file import Project
from db.records import NoteRecord
from db.step import Edit, Step
from db.words import Words


def note_of(project: Project, note: str) -> NoteRecord:
    """The note; raises KnownError where it is not there (any more) or is another's private one."""
    conn = project.conn
    claim = conn.execute("SELECT claim FROM note WHERE id = ?", (note,)).fetchone()
    found = queries.notes(conn, project.me.person, claim) if claim else []
    known = next((one for one in found if one.id == note), None)
    if known is None:
        raise KnownError("That note is not in the project (any more).")
    return known


def write(
    project: Project, *, note: str, claim: str, text: str, private: bool, revision: int | None = None
) -> Step:
    """Write a note under that id, or change one's own that is there; whether it is private stays then.

    Raises KnownError for a new note without words, and for one that somebody else wrote.
    """
    text = text.strip()
    if project.conn.execute("SELECT 1 FROM note WHERE id = ?", (note,)).fetchone():
        known = _own(project, note)
        edits = () if known.text == text else (_words(note, text, known.private),)
        return Step("note.edit", edits, read_at(project, revision), focus=known.claim)
    claim_of(project, claim)
    if not text:
        raise KnownError("There are no words in that note; nothing was kept.")
    made = (
        Edit(note, "exists", True),
        Edit(note, "of", {"claim": claim}),
        _words(note, text, private),
    )
    return Step("note.write", made, read_at(project, revision), focus=claim)


def share(project: Project, *, note: str, revision: int | None = None) -> Step:
    """Let one's private note travel from now on; that cannot be taken from copies already sent."""
    known = _own(project, note)
    edits = (_words(note, known.text, private=False),) if known.private else ()
    return Step("note.share", edits, read_at(project, revision), focus=known.claim)


def remove(project: Project, *, note: str, revision: int | None = None) -> Step:
    """Take one's own note out."""
    known = _own(project, note)
    gone = {"gone": queries.seen_of(project.conn, note)}
    return Step("note.remove", (Edit(note, "exists", gone),), read_at(project, revision), focus=known.claim)


def _own(project: Project, note: str) -> NoteRecord:
    known = note_of(project, note)
    if known.person != myself(project):
        raise KnownError(f"That note is {known.person_name}’s; only they can change it.")
    return known


def _words(note: str, text: str, private: bool) -> Edit:
    return Edit(note, "private" if private else "shared", Words(text))

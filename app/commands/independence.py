"""Which sources rest on which: five papers behind one wire story are one source."""

from __future__ import annotations

from app.commands.checks import read_at, source_of
from db import queries
from db.errors import KnownError
from db.independence import resting_on
from db.kinds import dependence_id
from db.project_file import Project
from db.step import Edit, Step


def depends_on(project: Project, *, source: str, origin: str, revision: int | None = None) -> Step:
    """The source has what it says from the other one.

    Raises KnownError for a source on itself, and where the other one rests on this one already.
    """
    known, other = source_of(project, source), source_of(project, origin)
    if source == origin:
        raise KnownError(f"{known.number} cannot come from itself.")
    if origin in resting_on(project.conn, [source]):
        raise KnownError(f"{other.number} is said to come from {known.number} already; take that back first.")
    dependence = dependence_id(source, origin)
    edits: list[Edit] = []
    if origin not in known.origins:
        edits.append(Edit(dependence, "exists", True))
        if not project.knows(dependence):
            edits.append(Edit(dependence, "of", {"source": source, "origin": origin}))
    return Step("source.depends", tuple(edits), read_at(project, revision), focus=source)


def independent_of(project: Project, *, source: str, origin: str, revision: int | None = None) -> Step:
    """The source does not have what it says from the other one after all."""
    known = source_of(project, source)
    dependence = dependence_id(source, origin)
    gone = {"gone": queries.seen_of(project.conn, dependence)}
    edits = (Edit(dependence, "exists", gone),) if origin in known.origins else ()
    return Step("source.independent", edits, read_at(project, revision), focus=source)

"""Seen by eye: somebody looked for themselves whether a passage stands in its source."""

from __future__ import annotations

from app.commands.checks import evidence_of, myself, read_at
from db.errors import KnownError
from db.kinds import sighting_id
from db.project_file import Project
from db.step import Edit, Step
from db.words import Words


def seen_by_eye(project: Project, *, evidence: str, revision: int | None = None) -> Step:
    """I have seen that the passage stands in the source; it holds while the passage reads as it does now.

    Raises KnownError for evidence without a passage.
    """
    known = evidence_of(project, evidence)
    if not known.passage:
        raise KnownError("This evidence quotes nothing, so there is no passage to have seen.")
    sighting, edits = _mine(project, evidence)
    if known.passage not in _of_mine(project, evidence).values():
        edits.append(Edit(sighting, "seen", {"passage": Words(known.passage)}))
    else:
        edits = []
    return Step("evidence.seen", tuple(edits), read_at(project, revision), focus=known.claim)


def unseen(project: Project, *, evidence: str, revision: int | None = None) -> Step:
    """Take back that I have seen it."""
    known = evidence_of(project, evidence)
    edits = tuple(Edit(sighting, "seen", None) for sighting in _of_mine(project, evidence))
    return Step("evidence.unseen", edits, read_at(project, revision), focus=known.claim)


def _mine(project: Project, evidence: str) -> tuple[str, list[Edit]]:
    """My own sighting's id, and what says of what it is where nothing said so yet."""
    sighting = sighting_id(evidence, project.me.person)
    if project.knows(sighting):
        return sighting, []
    return sighting, [Edit(sighting, "of", {"evidence": evidence, "person": project.me.person})]


def _of_mine(project: Project, evidence: str) -> dict[str, str]:
    """What I saw of it, on whichever machine: the words by sighting."""
    rows = project.conn.execute(
        "SELECT s.id, s.passage FROM sighting s LEFT JOIN person p ON p.id = s.person "
        "WHERE s.evidence = ? AND coalesce(p.one, s.person) = ? ORDER BY s.id",
        (evidence, myself(project)),
    )
    return dict(rows)

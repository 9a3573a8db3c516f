"""What is known of a source: its fields, kind, status, whether it is confidential; and deleting it."""

from __future__ import annotations

from app.commands.checks import place_value, read_at, source_of
from app.commands.citing import evidence_edits
from db import queries
from db.errors import KnownError
from db.kinds import SOURCE_KINDS, STATUSES
from db.project_file import Project
from db.records import SOURCE_WORDS, SourceRecord
from db.step import Edit, Step
from db.words import Words

_FEW = 3


def set_field(project: Project, *, source: str, field: str, value: str, revision: int | None = None) -> Step:
    """Write one of ``SOURCE_WORDS`` of a source."""
    known = source_of(project, source)
    if field not in SOURCE_WORDS:
        raise KnownError(f"A source has no “{field}”.")
    same = getattr(known, field) == value.strip()
    edits = () if same else (Edit(source, field, Words(value.strip())),)
    return Step("source.edit", edits, read_at(project, revision), focus=source)


def set_kind(project: Project, *, source: str, kind: str, revision: int | None = None) -> Step:
    """Say what a source is, where its file did not tell."""
    known = source_of(project, source)
    if kind not in SOURCE_KINDS:
        raise KnownError(f"“{kind}” is no kind of source; use one of {', '.join(SOURCE_KINDS)}.")
    edits = () if known.kind == kind else (Edit(source, "kind", kind),)
    return Step("source.kind", edits, read_at(project, revision), focus=source)


def set_status(project: Project, *, source: str, status: str, revision: int | None = None) -> Step:
    """Say how far one is with getting hold of a source."""
    known = source_of(project, source)
    if status not in STATUSES:
        raise KnownError(f"“{status}” is no status of a source; use one of {', '.join(STATUSES)}.")
    edits = () if known.status == status else (Edit(source, "status", status),)
    return Step("source.status", edits, read_at(project, revision), focus=source)


def set_confidential(
    project: Project, *, source: str, confidential: bool, revision: int | None = None
) -> Step:
    """Keep a source out of all that leaves the project, or say that it need not be."""
    known = source_of(project, source)
    edits = () if known.confidential == confidential else (Edit(source, "confidential", confidential),)
    return Step("source.confidential", edits, read_at(project, revision), focus=source)


def delete(project: Project, *, source: str, revision: int | None = None) -> Step:
    """Delete a source that nothing uses; raises KnownError saying what does, and where."""
    known = source_of(project, source)
    if used := _used(project, known):
        raise KnownError(f"{known.number} is {used}; take that away first.")
    gone = {"gone": queries.seen_of(project.conn, source)}
    return Step("source.delete", (Edit(source, "exists", gone),), read_at(project, revision), focus=source)


def use_instead(project: Project, *, source: str, instead: str, revision: int | None = None) -> Step:
    """Cite the other source wherever this one is cited, and delete this one: it came in twice.

    A passage keeps its place only where both have the same bytes. Raises KnownError where facts are ticked
    against it or another source rests on it, since those are other people's words on it.
    """
    known, other = source_of(project, source), source_of(project, instead)
    if source == instead or known.ticks or known.dependents:
        used = _used(project, known) or "the same source"
        raise KnownError(f"{known.number} is {used}, so {other.number} was not put in its place.")
    edits: list[Edit] = []
    for one in queries.evidence(project.conn, queries.uses(project.conn, [source]).get(known.id, ())):
        if one.source != source:
            continue
        cited = evidence_edits(one.claim, instead, one.question, one.stance, one.passage, one.locator)
        if one.place is not None and one.place.file == other.sha:
            cited.append(Edit(cited[0].entity, "place", place_value(other, one.place)))
        if one.confidential:
            cited.append(Edit(cited[0].entity, "confidential", True))
        edits += cited
        edits.append(Edit(one.id, "exists", {"gone": queries.seen_of(project.conn, one.id)}))
    edits.append(Edit(source, "exists", {"gone": queries.seen_of(project.conn, source)}))
    return Step("source.instead", tuple(edits), read_at(project, revision), focus=instead)


def _used(project: Project, known: SourceRecord) -> str:
    claims = queries.claims(project.conn, ids=queries.uses(project.conn, [known.id]).get(known.id, ()))
    others = queries.sources(project.conn, known.dependents)
    parts = [
        f"cited on {_named([claim.number for claim in claims])}" if claims else "",
        f"what {known.ticks} {'facts are' if known.ticks > 1 else 'fact is'} ticked against"
        if known.ticks
        else "",
        f"where {_named([other.number for other in others])} comes from" if others else "",
    ]
    return " and ".join(filter(None, parts))


def _named(numbers: list[str]) -> str:
    if len(numbers) <= _FEW:
        return ", ".join(numbers)
    return f"{', '.join(numbers[:_FEW])} and {len(numbers) - _FEW} more"

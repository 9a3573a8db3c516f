"""Citing: what a source says on a claim, where it says so, and whether that may leave the project."""

from __future__ import annotations

from app.commands.checks import claim_of, evidence_of, place_value, read_at, source_of
from app.commands.recorded import time_words, times_of
from db import queries
from db.errors import KnownError
from db.project_file import Project
from db.records import Place, Question, SourceKind, SourceRecord, Stance
from db.step import Edit, Step, new_id
from db.words import Words


def cite(
    project: Project,
    *,
    claim: str,
    source: str,
    question: Question | None = None,
    stance: Stance = Stance.CONTEXT,
    passage: str = "",
    locator: str = "",
    place: Place | None = None,
    confidential: bool = False,
    revision: int | None = None,
) -> Step:
    """What a source says on a claim; ``question`` None means *is it so?*.

    A time as the locator of a recording is its place. Raises KnownError for *was it said?* on a claim without
    a speaker, for a place in another file, and for a time that is none.
    """
    known = claim_of(project, claim)
    cited = source_of(project, source)
    question = question or Question.SO
    if question not in known.questions:
        raise KnownError(f"{known.number} has no speaker, so there is no “Was it said?” to give evidence on.")
    locator, heard = _heard(cited, locator)
    place = place or heard
    edits = evidence_edits(claim, source, question, stance, passage, locator)
    evidence = edits[0].entity
    if place is not None:
        edits.append(Edit(evidence, "place", place_value(cited, place)))
    if confidential:
        edits.append(Edit(evidence, "confidential", True))
    return Step("evidence.cite", tuple(edits), read_at(project, revision), focus=claim)


def _heard(source: SourceRecord, locator: str) -> tuple[str, Place | None]:
    """Of a recording the time that the locator says, as it is kept and as its place."""
    times = times_of(locator) if source.kind == SourceKind.RECORDING else None
    if times is None:
        return locator, None
    place = Place(source.sha, from_ms=times[0], to_ms=times[1]) if source.sha else None
    return time_words(*times), place


def evidence_edits(
    claim: str,
    source: str,
    question: Question = Question.SO,
    stance: Stance = Stance.CONTEXT,
    passage: str = "",
    locator: str = "",
) -> list[Edit]:
    """What makes a citation; source and claim may come to be in the same step."""
    evidence = new_id("evidence")
    return [
        Edit(evidence, "exists", True),
        Edit(evidence, "of", {"claim": claim, "source": source}),
        Edit(evidence, "question", question.value),
        Edit(evidence, "stance", stance.value),
        Edit(evidence, "passage", Words(passage.strip())),
        Edit(evidence, "locator", Words(locator.strip())),
    ]


def edit_evidence(
    project: Project,
    *,
    evidence: str,
    question: Question,
    stance: Stance,
    passage: str,
    locator: str,
    revision: int | None = None,
) -> Step:
    """Change a piece of evidence; only what differs becomes a change.

    Its place stays as it is, but for a time in a recording, which its locator says.
    """
    known = evidence_of(project, evidence)
    edits: list[Edit] = []
    source = source_of(project, known.source)
    if source.kind == SourceKind.RECORDING and locator.strip() != known.locator:
        locator, heard = _heard(source, locator)
        if heard != known.place:
            edits.append(Edit(evidence, "place", place_value(source, heard) if heard else None))
    if known.question is not question:
        edits.append(Edit(evidence, "question", question.value))
    if known.stance is not stance:
        edits.append(Edit(evidence, "stance", stance.value))
    for field, old, new in (("passage", known.passage, passage), ("locator", known.locator, locator)):
        if old != new.strip():
            edits.append(Edit(evidence, field, Words(new.strip())))
    return Step("evidence.edit", tuple(edits), read_at(project, revision), focus=known.claim)


def cite_again(
    project: Project,
    *,
    evidence: str,
    passage: str,
    locator: str,
    place: Place | None,
    revision: int | None = None,
) -> Step:
    """Another passage of the same source for the same piece of evidence, with its place."""
    known = evidence_of(project, evidence)
    edits: list[Edit] = []
    for field, old, new in (("passage", known.passage, passage), ("locator", known.locator, locator)):
        if old != new.strip():
            edits.append(Edit(evidence, field, Words(new.strip())))
    if known.place != place:
        value = None if place is None else place_value(source_of(project, known.source), place)
        edits.append(Edit(evidence, "place", value))
    return Step("evidence.edit", tuple(edits), read_at(project, revision), focus=known.claim)


def set_confidential(
    project: Project, *, evidence: str, confidential: bool, revision: int | None = None
) -> Step:
    """Keep this passage out of all that leaves the project, or no longer; its source says for itself."""
    known = evidence_of(project, evidence)
    edits = () if known.confidential == confidential else (Edit(evidence, "confidential", confidential),)
    return Step("evidence.confidential", edits, read_at(project, revision), focus=known.claim)


def remove_evidence(project: Project, *, evidence: str, revision: int | None = None) -> Step:
    """Take a piece of evidence off its claim; the source stays."""
    known = evidence_of(project, evidence)
    gone = {"gone": queries.seen_of(project.conn, evidence)}
    edits = (Edit(evidence, "exists", gone),)
    return Step("evidence.remove", edits, read_at(project, revision), focus=known.claim)

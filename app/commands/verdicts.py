"""Verdicts: one person's rating of one question of one claim, as one value."""

from __future__ import annotations

from app.commands.checks import claim_of, day, myself, read_at, today
from app.commands.claims import reopening
from app.scales import load_scale
from db import queries
from db.errors import KnownError
from db.kinds import verdict_id
from db.project_file import Project
from db.records import ClaimStatus, Question, VerdictRecord
from db.step import Edit, Step
from db.words import Words


def my_verdict(project: Project, claim: str, question: Question) -> VerdictRecord | None:
    """This person's standing verdict on that question; the newest where it was edited apart."""
    mine = _mine(project, claim, question)
    return mine[-1] if mine else None


def _mine(project: Project, claim: str, question: Question) -> list[VerdictRecord]:
    me = myself(project)
    return [v for v in queries.verdicts(project.conn, [claim]) if v.person == me and v.question is question]


def set_verdict(
    project: Project,
    *,
    claim: str,
    question: Question,
    rating: int | None,
    rationale: str = "",
    as_of: str | None = None,
    revision: int | None = None,
) -> Step:
    """This person's verdict on one question; ``as_of`` None means today for a rating.

    Changing one's verdict on a closed claim opens it again, in the same step.
    Raises KnownError for a rating the project's scale does not have, for *was it said?* on a claim
    without a speaker, and for an as-of date that is none.
    """
    known = claim_of(project, claim)
    if question not in known.questions:
        raise KnownError(f"{known.number} has no speaker, so there is no “Was it said?” to rate.")
    scale = load_scale(queries.project(project.conn).scale)
    if rating is not None and scale.rating(rating) is None:
        raise KnownError(f"The scale “{scale.name}” has no step {rating}; it has 1 to {len(scale.ratings)}.")
    when = day(as_of) if as_of is not None else (today() if rating is not None else "")
    old = my_verdict(project, claim, question)
    new = (rating, rationale.strip(), when)
    if old is not None and (old.rating, old.rationale, old.as_of) == new and old.scale == scale.id:
        return Step("verdict.set", (), read_at(project, revision), focus=claim)
    person = project.me.person
    verdict = verdict_id(claim, question.value, person)
    value = {
        "scale": scale.id,
        "version": scale.version,
        "rating": rating,
        "rationale": Words(rationale.strip()),
        "as_of": Words(when),
    }
    edits = [Edit(verdict, "verdict", None if new == (None, "", "") else value)]
    if old is not None and known.status is ClaimStatus.CLOSED:
        # It was closed on the verdict as it stood; on another, somebody must close it anew.
        edits.append(reopening(claim))
    # On a claim that others are joined into, or given on another machine too, it is one from now on.
    others = dict.fromkeys(v.id for v in _mine(project, claim, question) if v.id != verdict)
    edits += [Edit(other, "verdict", None) for other in others]
    if not project.knows(verdict):
        edits.insert(0, Edit(verdict, "of", {"claim": claim, "person": person, "question": question.value}))
    return Step("verdict.set", tuple(edits), read_at(project, revision), focus=claim)


def rate(
    project: Project, *, claim: str, question: Question, rating: int, revision: int | None = None
) -> Step:
    """Set only the rating, keeping what this person wrote; the same rating again takes it away."""
    old = my_verdict(project, claim, question)
    again = old is not None and old.rating == rating
    return set_verdict(
        project,
        claim=claim,
        question=question,
        rating=None if again else rating,
        rationale=old.rationale if old else "",
        as_of=(old.as_of or None) if old and not again else ("" if again else None),
        revision=revision,
    )

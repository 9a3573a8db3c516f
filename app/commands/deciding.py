"""Where checkers differ: what holds is decided by the project's sign-off rule, and nothing is overwritten."""

from __future__ import annotations

from app.commands.checks import claim_of, myself, read_at
from app.commands.claims import reopening
from app.scales import load_scale
from db import queries
from db.errors import KnownError
from db.kinds import PROJECT, SIGN_OFF, decision_id
from db.project_file import Project
from db.records import ClaimRecord, ClaimStatus, Question
from db.step import Edit, Step
from db.words import Words


def decide(
    project: Project,
    *,
    claim: str,
    question: Question,
    rating: int,
    why: str,
    revision: int | None = None,
) -> Step:
    """Say what holds of a question on which checkers differ, and why; every verdict stays as it is.

    It holds while exactly these verdicts stand: whoever rates anew asks the question anew. Raises
    KnownError where they do not differ, the rule gives it to others, no reason is given, or the project's
    scale has no such step.
    """
    known = claim_of(project, claim)
    given = queries.verdicts(project.conn, [claim])
    rated = [v for v in given if v.question is question and v.rating is not None]
    if min(len({(v.scale, v.rating) for v in rated}), len({v.person for v in rated})) < 2:
        raise KnownError(f"Checkers do not differ on {known.number}; there is nothing to decide.")
    if refusal := why_not(project, known, question):
        raise KnownError(refusal)
    if not why.strip():
        raise KnownError("Say why: the reason is kept with what it overrules.")
    record = queries.project(project.conn)
    scale = load_scale(record.scale)
    if scale.rating(rating) is None:
        raise KnownError(f"The scale “{scale.name}” has no step {rating}; it has 1 to {len(scale.ratings)}.")
    decision = decision_id(claim, question.value)
    value = {
        "scale": scale.id,
        "version": scale.version,
        "rating": rating,
        "why": Words(why.strip()),
        "rule": record.sign_off,
        "over": sorted({v.txn for v in rated}),
    }
    edits = [Edit(decision, "decision", value)]
    if not project.knows(decision):
        edits.insert(0, Edit(decision, "of", {"claim": claim, "question": question.value}))
    return Step("claim.decide", tuple(edits), read_at(project, revision), focus=claim)


def take_back(project: Project, *, claim: str, question: Question, revision: int | None = None) -> Step:
    """Have the checkers differ again; the decision stays in the history. A closed claim is opened."""
    known = claim_of(project, claim)
    decision = decision_id(claim, question.value)
    if not any(one.id == decision for one, _ in queries.decisions(project.conn, [claim])):
        raise KnownError(f"Nothing was decided on {known.number}.")
    edits = [Edit(decision, "decision", None)]
    if known.status is ClaimStatus.CLOSED:
        edits.append(reopening(claim))
    return Step("claim.undecide", tuple(edits), read_at(project, revision), focus=claim)


def why_not(project: Project, claim: ClaimRecord, question: Question) -> str:
    """Why this person cannot decide there, by the project's rule; blank where they can."""
    record = queries.project(project.conn)
    me = myself(project)
    differing = {v.person for v in claim.verdicts if v.question is question and v.rating is not None}
    if record.sign_off == "agree":
        return "In this project nobody decides where checkers differ: they come to one rating themselves."
    if record.sign_off == "other" and me in differing:
        return "In this project somebody else than those who differ decides; you are one of them."
    if record.sign_off == "person" and me != record.sign_off_person:
        named = (one.name for one in record.people if one.id == record.sign_off_person)
        return f"In this project {next(named, 'one person')} decides where checkers differ."
    return ""


def set_rule(project: Project, *, rule: str, person: str = "", revision: int | None = None) -> Step:
    """Who decides where checkers differ: ``anyone``, ``other`` (than they), ``person``, ``agree`` (nobody).

    What was decided stays so. Raises KnownError for another rule, or for a person who is not in the project.
    """
    if rule not in SIGN_OFF:
        raise KnownError(f"“{rule}” is not a sign-off rule; use one of {', '.join(SIGN_OFF)}.")
    record = queries.project(project.conn)
    whose = queries.one_of(project.conn, person) if rule == "person" else ""
    if rule == "person" and whose not in {one.id for one in record.people}:
        raise KnownError("Name a person of this project who decides where checkers differ.")
    same = (record.sign_off, record.sign_off_person) == (rule, whose)
    edit = Edit(PROJECT, "sign_off", {"rule": rule, "person": whose or None})
    return Step("project.sign_off", () if same else (edit,), read_at(project, revision))

"""A claim as a screen reader says it: number, quoted words, verdicts by name, how it stands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from db.records import ClaimRecord, ClaimStatus, Question, Scale
from widgets.review.outcome_words import carried_words

_LONGEST = 240
tr = partial(QCoreApplication.translate, "SpokenClaim")


def spoken_claim(claim: ClaimRecord, scale: Scale | None) -> str:
    """``MC3. “… was signed before …” Was it said? True. Is it so? Mostly false. Rated.``"""
    words = " ".join(claim.words.split())
    words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    parts = [f"{claim.number}.", tr("“{0}”").format(words)]
    if claim.speaker:
        parts.append(tr("Speaker: {0}.").format(claim.speaker))
        parts.append(tr("Was it said? {0}.").format(spoken_verdict(claim, Question.SAID, scale)))
    parts.append(tr("Is it so? {0}.").format(spoken_verdict(claim, Question.SO, scale)))
    carried = carried_words(claim)
    if carried:
        parts.append(f"{carried[2:3].upper()}{carried[3:]}.")
    if claim.conflicts:
        parts.append(tr("Conflict."))
    if claim.doubts:
        parts.append(tr("Quote in doubt."))
    parts.append(_standing(claim))
    return " ".join(parts)


def spoken_verdict(claim: ClaimRecord, question: Question, scale: Scale | None) -> str:
    """What all who rated that question say, by name; that they differ, or that nobody did."""
    if claim.differs(question):
        return tr("checkers differ")
    value = claim.rating(question)
    if value is None:
        return tr("not rated")
    rating = scale.rating(value) if scale is not None else None
    return rating.label if rating is not None else str(value)


def _standing(claim: ClaimRecord) -> str:
    if claim.status is ClaimStatus.CLOSED:
        return tr("Closed.")
    return tr("Rated, not closed.") if claim.status is ClaimStatus.RATED else tr("Open.")

"""How a claim looks in the article and its margin: number, signs and tone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from db.records import ClaimRecord, ClaimStatus, Question, Scale
from widgets.pills import DIFFER, Sign, sign_of_rating

CONFLICT = "‼"

_NONE = sign_of_rating(None)
_DIFFER = Sign(DIFFER, "", "differ")


class Look(NamedTuple):
    """``said`` is empty for a claim without a speaker; ``tone`` is that of *is it so?*."""

    number: str
    said: str
    so: str
    tone: str
    closed: bool
    conflict: bool

    @property
    def signs(self) -> str:
        """The signs in one run; *was it said?* stands in quotation marks before *is it so?*."""
        both = f"“{self.said}” {self.so}" if self.said else self.so
        return f"{both} {CONFLICT}" if self.conflict else both


class Looks:
    """The looks of claims on one scale; without a scale every rating looks like none."""

    def __init__(self, scale: Scale | None = None) -> None:
        steps = scale.ratings if scale else ()
        self._signs = {step.value: sign_of_rating(step) for step in steps}
        self._known: dict[str, Look] = {}

    def forget(self, claims: Iterable[str]) -> None:
        """Drop what is known of these claims, which changed or went."""
        for claim in claims:
            self._known.pop(claim, None)

    def clear(self) -> None:
        """Drop what is known of all claims."""
        self._known.clear()

    def of(self, claim: ClaimRecord) -> Look:
        """The claim's look; one on which checkers differ is told apart from every rating."""
        look = self._known.get(claim.id)
        if look is None:
            look = self._known[claim.id] = self._look(claim)
        return look

    def _look(self, claim: ClaimRecord) -> Look:
        closed = claim.status is ClaimStatus.CLOSED
        so = self._sign(claim, Question.SO)
        said = self._sign(claim, Question.SAID).sign if claim.speaker else ""
        tone = "differ" if claim.difference else so.tone
        return Look(claim.number, said, so.sign, tone, closed, claim.conflicts > 0)

    def _sign(self, claim: ClaimRecord, question: Question) -> Sign:
        # What ClaimRecord.differs and .rating say, in one pass: thousands of claims are drawn at once.
        ratings = {(v.scale, v.rating) for v in claim.verdicts if v.question is question and v.rating}
        if len(ratings) > 1:
            decided = claim.decision(question)
            return self._signs.get(decided.rating, _NONE) if decided else _DIFFER
        return self._signs.get(next(iter(ratings))[1] or 0, _NONE) if ratings else _NONE

"""How a claim looks in the article and its margin: number, signs and tone."""

from __future__ import annotations

from typing import NamedTuple

from db.records import ClaimRecord, ClaimStatus, Question, Scale
from widgets.pills import NOT_RATED, sign_of

CONFLICT = "‼"

_NO_SCALE = Scale("", 0, "", ())


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


def look_of(claim: ClaimRecord, scale: Scale | None) -> Look:
    """The claim's look on that scale; one on which checkers differ is told apart from every rating."""
    closed = claim.status is ClaimStatus.CLOSED
    conflict = claim.conflicts > 0
    if not claim.verdicts:
        said = NOT_RATED if claim.speaker else ""
        return Look(claim.number, said, NOT_RATED, "unrated", closed, conflict)
    scale = scale or _NO_SCALE
    so = sign_of(claim, Question.SO, scale)
    said = sign_of(claim, Question.SAID, scale).sign if claim.speaker else ""
    tone = "differ" if claim.difference else so.tone
    return Look(claim.number, said, so.sign, tone, closed, conflict)

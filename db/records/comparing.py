"""Two drafts in one text: what stayed, came, went and moved, and the claims that are touched by it."""

from __future__ import annotations

from enum import StrEnum

from db.records.drafts import Outcome
from db.records.frozen import record
from db.records.ids import ClaimId


class Turn(StrEnum):
    """What became of a run of words from one draft to the other."""

    SAME = "same"
    OUT = "out"
    IN = "in"
    AWAY = "away"
    """They stood here and stand elsewhere now."""
    HERE = "here"
    """They stand here and stood elsewhere."""


@record
class RunRecord:
    """Words of a paragraph with one turn.

    ``paragraph`` is the number, in the other draft, of that where moved words went or came from, else 0.
    """

    turn: Turn
    text: str
    paragraph: int = 0


@record
class ComparedParagraph:
    """A paragraph of either draft: ``before`` and ``now`` are its numbers in them, 0 where it is not in one.

    ``kind`` and ``level`` are a block's.
    """

    kind: str
    level: int
    before: int
    now: int
    runs: tuple[RunRecord, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it came, went or moved."""
        return any(run.turn is not Turn.SAME for run in self.runs)


@record
class TouchedClaim:
    """A claim whose words did not simply stay, and where it stands in the comparison: an offset in the text
    of the runs of that paragraph, counted from 0."""

    id: ClaimId
    number: str
    words: str
    outcome: Outcome
    paragraph: int
    offset: int


@record
class Comparison:
    """Two drafts in one column, in the order of the newer one; claims are in that order too."""

    paragraphs: tuple[ComparedParagraph, ...]
    claims: tuple[TouchedClaim, ...] = ()

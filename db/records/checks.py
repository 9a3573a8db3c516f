"""What a machine can say of quoted words and their source; drawn from both, never kept in a project."""

from __future__ import annotations

from enum import StrEnum

from db.records.frozen import record
from db.records.ids import SourceId
from db.records.quotes import QuoteRecord
from db.records.sources import Place


class CheckOutcome(StrEnum):
    """What came of looking for a passage in its source."""

    EXACT = "exact"
    NEAR = "near"
    ABSENT = "absent"
    ELSEWHERE = "elsewhere"
    """Not in its source, but word for word in another one of the project."""
    BY_EYE = "by_eye"
    """No machine can tell; a person has to look."""
    WAITING = "waiting"
    """The words of the source are not read yet."""


class NoCheck(StrEnum):
    """Why no machine can tell."""

    SCAN = "scan"
    """The pages, or some of them, are images."""
    IMAGE = "image"
    RECORDING = "recording"
    PERSON = "person"
    LINK = "link"
    """A web page without a kept copy."""
    NO_COPY = "no_copy"
    WITHHELD = "withheld"
    UNREADABLE = "unreadable"


@record
class CheckRecord:
    """One passage checked against its source.

    Attributes: ``why`` is set for BY_EYE alone; ``quote`` is what was found in the source itself, None where
    nothing was looked through; ``elsewhere`` are the other sources that have the words exactly; ``place`` is
    where they stand in the kept file, for what was found there.
    """

    outcome: CheckOutcome
    why: NoCheck | None = None
    quote: QuoteRecord | None = None
    elsewhere: tuple[SourceId, ...] = ()
    place: Place | None = None

    @property
    def doubtful(self) -> bool:
        """Whether the words were looked for and do not stand in the source as they are quoted."""
        return self.outcome in (CheckOutcome.NEAR, CheckOutcome.ABSENT, CheckOutcome.ELSEWHERE)


@record
class QuotationRecord:
    """A quotation of an article (code points into its text, without its marks) checked against one source.

    ``passage`` is what the source says there, ``part`` the number, from 0, of the page or paragraph it stands
    in; blank and None for what was not found.
    """

    start: int
    end: int
    words: str
    check: CheckRecord
    passage: str = ""
    part: int | None = None

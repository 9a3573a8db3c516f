"""Where a cited passage stands in a text, if it still stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from db.records import EvidenceRecord, Place, SourceId, Span, TickRecord, record

if TYPE_CHECKING:
    from db.records.checks import CheckRecord


@record
class Quoted:
    """A passage of a source, and where in its kept file it was selected or found.

    ``found`` where a search found it, so that nobody has quoted anything; ``nearly`` where quote check found
    much the same words, not these.
    """

    source: SourceId
    number: str
    passage: str
    place: Place | None = None
    found: bool = False
    nearly: Place | None = None


def quoted(one: EvidenceRecord | TickRecord, check: CheckRecord | None = None) -> Quoted:
    """The passage that evidence or a tick quotes, and what came of its quote check so far."""
    from db.records.checks import CheckOutcome

    nearly = check.place if check is not None and check.outcome is CheckOutcome.NEAR else None
    return Quoted(one.source, one.source_number, one.passage, one.place, nearly=nearly)


def passage_in(text: str, passage: str, place: Place | None) -> Span | None:
    """The passage where it was selected, else where quote check finds its words; None where it does not."""
    from app.sources.quotes import check
    from app.sources.text_index import TextIndex
    from db.records.quotes import QuoteOutcome

    stretches = [(0, len(text))]
    if place is not None and place.start is not None and place.end is not None:
        stretches.insert(0, (place.start, min(place.end, len(text))))
    for start, end in stretches:
        quote = check(passage, TextIndex(text[start:end])) if end > start else None
        if quote is not None and quote.outcome is QuoteOutcome.EXACT and quote.end > quote.start:
            return Span(start + quote.start, start + quote.end)
    return None


def goes_on(text: str, passage: str, place: Place) -> bool:
    """Whether the passage begins with the words selected in that page's text, and goes on behind it."""
    # The last word may be divided at the page's end.
    there = re.sub(r"\s\S+$", "", text[place.start : place.end].strip())
    begun = passage_in(passage, there, None) if there else None
    return begun is not None and begun.start == 0

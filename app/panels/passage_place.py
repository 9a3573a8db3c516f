"""Where a cited passage stands on a page, if it still stands there."""

from __future__ import annotations

from dataclasses import replace

from db.records import Place
from db.records.page_text import PageText, line_boxes


def passage_in(text: PageText, passage: str, place: Place) -> Place | None:
    """The place on that page with the boxes of the passage; None where its words are not there.

    Looked for where it was selected first, then anywhere on the page as quote check does.
    """
    from app.sources.quotes import check
    from app.sources.text_index import TextIndex

    if not passage.strip():
        return place
    for start, end in ((place.start or 0, place.end or 0), (0, len(text.text))):
        quote = check(passage, TextIndex(text.text[start:end])) if end > start else None
        if quote is not None and quote.outcome == "exact" and quote.end > quote.start:
            first, last = start + quote.start, start + quote.end
            boxes = line_boxes(text, first, last)
            return replace(place, start=first, end=last, boxes=boxes)
    # A page without text (a scan) keeps what was drawn on it.
    return place if text.scanned and place.boxes else None

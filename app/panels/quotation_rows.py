"""Quotations that were looked up, as rows to be shown."""

from __future__ import annotations

from app.panels.search_rows import part_words
from db.records import SourceRecord
from db.records.checks import QuotationRecord
from widgets.quotations.page import QuotationRow


def row_of(one: QuotationRecord, source: SourceRecord, done: str) -> QuotationRow:
    """One of them, with what was made of it so far."""
    return QuotationRow(one.words, one.check, place_words(one, source), done)


def place_words(one: QuotationRecord, source: SourceRecord) -> str:
    """Where in the source it stands, for people; blank where that is not known."""
    return part_words(one.part, source)

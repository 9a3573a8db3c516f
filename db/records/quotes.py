"""Whether quoted words stand in a source, and how they differ from what does."""

from __future__ import annotations

from enum import StrEnum

from db.records.articles import Span
from db.records.comparing import RunRecord
from db.records.frozen import record


class QuoteOutcome(StrEnum):
    """What was found of quoted words."""

    EXACT = "exact"
    """Every word, number, sign and name, in order; set otherwise at most, as ``foldings`` tell."""
    NEAR = "near"
    ABSENT = "absent"


class Folding(StrEnum):
    """How words found exactly are set otherwise in the source, or that the passage leaves some out."""

    SPACES = "spaces"
    QUOTES = "quotes"
    DASHES = "dashes"
    HYPHENATION = "hyphenation"
    FORMS = "forms"
    """Ligatures, full-width forms, letters with their accents composed, signs nobody sees."""
    PAGE_BREAK = "page_break"
    """A page ends among the words; its running head and number are passed over."""
    ELLIPSIS = "ellipsis"
    BRACKETS = "brackets"


@record
class QuoteRecord:
    """Where a passage stands in a text, in code points; 0 and 0 where it is absent.

    ``likeness`` is the share of its words that are there, 1.0 for exact. ``parts`` are the passage with what
    differs: *out* stands in the passage only, *in* in the source only. ``count`` is how often it stands there
    exactly, ``places`` the first thousand of these. ``left_out`` are the source's words an ellipsis or
    brackets stand for.
    """

    outcome: QuoteOutcome
    start: int = 0
    end: int = 0
    likeness: float = 0.0
    parts: tuple[RunRecord, ...] = ()
    places: tuple[Span, ...] = ()
    count: int = 0
    left_out: tuple[Span, ...] = ()
    foldings: tuple[Folding, ...] = ()

"""Facts: words that must be right, and what they were ticked against."""

from __future__ import annotations

from enum import StrEnum

from db.records.frozen import record
from db.records.ids import FactId, PersonId, SourceId, TickId
from db.records.sources import Place


class FactKind(StrEnum):
    """What a word or phrase that must be right can be."""

    NAME = "name"
    ORGANISATION = "organisation"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    QUOTATION = "quotation"
    TITLE = "title"
    SUPERLATIVE = "superlative"


@record
class TickRecord:
    """A fact checked against a source; ``words`` are the fact's own, ``passage`` the source's.

    ``place`` and the confidential flags are as of evidence.
    """

    id: TickId
    fact: FactId
    source: SourceId
    source_number: str
    source_title: str
    words: str
    passage: str
    locator: str
    person: PersonId
    person_name: str
    at: int
    place: Place | None = None
    confidential: bool = False
    source_confidential: bool = False

    @property
    def held_back(self) -> bool:
        """Whether it must not leave the project unless somebody releases it by name."""
        return self.confidential or self.source_confidential


@record
class FactRecord:
    """A fact of a text; ``by_hand`` where a person marked it and the rules had not found it."""

    id: FactId
    start: int
    end: int
    kind: FactKind
    by_hand: bool
    dismissed: bool
    ticks: tuple[TickRecord, ...] = ()

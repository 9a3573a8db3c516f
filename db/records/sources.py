"""Sources, and what they say on claims."""

from __future__ import annotations

from enum import StrEnum

from db.records.claims import Question
from db.records.frozen import record
from db.records.ids import ClaimId, EvidenceId, SourceId


class Stance(StrEnum):
    """What a source says on a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


@record
class SourceRecord:
    """A file (``sha`` set, kept whole), a link (``url``, link only until a copy is there) or a note."""

    id: SourceId
    number: str
    kind: str
    title: str
    url: str
    archive_url: str
    author: str
    publisher: str
    published: str
    note: str
    sha: str
    size: int
    media_type: str
    original_name: str
    added_by: str
    added_at: int
    cited: int = 0
    ticks: int = 0

    @property
    def link_only(self) -> bool:
        """True for a link that has no kept copy yet."""
        return self.kind == "link" and not self.sha


@record
class EvidenceRecord:
    """What one source says on one question of one claim; ``locator`` is free text (page, paragraph, time)."""

    id: EvidenceId
    claim: ClaimId
    source: SourceId
    source_number: str
    source_title: str
    question: Question
    stance: Stance
    passage: str
    locator: str
    person_name: str
    at: int

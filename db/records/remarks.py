"""Remarks on an article: fixes, queries with their messages, and notes."""

from __future__ import annotations

from enum import StrEnum

from db.records.articles import Span
from db.records.frozen import record
from db.records.ids import ArticleId, ClaimId, DraftId, FixId, NoteId, PersonId, QueryId

_NO_DRAFT = DraftId("")


class FixState(StrEnum):
    """Proposed until somebody decides: taken as it is, taken in other words, or overruled."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REWORDED = "reworded"
    STET = "stet"


@record
class PassageRecord:
    """Words of an article (code points into a draft), with the claim they are about, if any.

    ``made_on``, ``carried``, ``was`` and ``candidates`` are as a claim's.
    """

    article: ArticleId
    draft: DraftId
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    claim: ClaimId | None
    made_on: DraftId = _NO_DRAFT
    carried: str = ""
    was: str = ""
    candidates: tuple[Span, ...] = ()


@record
class FixRecord:
    """What the text should say at a passage; ``outcome_…`` tell what became of it, by whom and why.

    ``seen`` is the number of the first later draft that says so, 0 for none.
    """

    id: FixId
    passage: PassageRecord
    text: str
    why: str
    state: FixState
    outcome_text: str
    outcome_why: str
    outcome_by: str
    outcome_at: int
    person: PersonId
    person_name: str
    at: int
    seen: int = 0

    @property
    def open(self) -> bool:
        """Whether nobody has decided on it yet."""
        return self.state is FixState.PROPOSED

    @property
    def wanted(self) -> str:
        """What the text should say now: the decided wording, the proposed one, or the text's own."""
        if self.state is FixState.STET:
            return self.passage.quote
        return self.outcome_text if self.state is FixState.REWORDED else self.text


@record
class MessageRecord:
    """One message of a query; ``speaker`` is whose words they are, blank for the writer's own."""

    id: str
    query: QueryId
    speaker: str
    text: str
    person: PersonId
    person_name: str
    at: int


@record
class QueryRecord:
    """A question on a passage to the ``role`` (author, editor, colleague) called ``name``: a thread."""

    id: QueryId
    passage: PassageRecord
    role: str
    name: str
    resolved: bool
    resolved_why: str
    resolved_by: str
    resolved_at: int
    messages: tuple[MessageRecord, ...]
    person: PersonId
    person_name: str
    at: int

    @property
    def open(self) -> bool:
        """Whether nobody has resolved it yet."""
        return not self.resolved


@record
class NoteRecord:
    """A note on a claim; a ``private`` one is its writer's alone and never travels."""

    id: NoteId
    claim: ClaimId
    text: str
    private: bool
    person: PersonId
    person_name: str
    at: int

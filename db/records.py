"""Frozen records: what the rest of the house speaks.

Offsets are Unicode code points into the stored text of a draft. Times are milliseconds since
1970-01-01 UTC. An empty string is a blank that stays visible on screen and on the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

ArticleId = NewType("ArticleId", str)
DraftId = NewType("DraftId", str)
TextId = NewType("TextId", str)
ClaimId = NewType("ClaimId", str)
VerdictId = NewType("VerdictId", str)
SourceId = NewType("SourceId", str)
EvidenceId = NewType("EvidenceId", str)
FactId = NewType("FactId", str)
TickId = NewType("TickId", str)
FixId = NewType("FixId", str)
QueryId = NewType("QueryId", str)
NoteId = NewType("NoteId", str)
PersonId = NewType("PersonId", str)


class Question(StrEnum):
    """The two questions of a reported claim; a claim without a speaker has only ``SO``."""

    SAID = "said"
    SO = "so"


class Stance(StrEnum):
    """What a source says on a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class SentenceState(StrEnum):
    """The ledger's states; only a person moves a sentence out of ``UNREAD``."""

    UNREAD = "unread"
    NOTHING = "nothing"
    OPEN = "open"
    CLOSED = "closed"


class FactKind(StrEnum):
    """What a word or phrase that must be right can be."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    QUOTATION = "quotation"
    TITLE = "title"
    SUPERLATIVE = "superlative"


class FixState(StrEnum):
    """Proposed until somebody decides: taken as it is, taken in other words, or overruled."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REWORDED = "reworded"
    STET = "stet"


class ClaimStatus(StrEnum):
    """Open until every question it asks is rated, rated until closed; never closed while checkers differ."""

    OPEN = "open"
    RATED = "rated"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Rating:
    """One step of a scale.

    Attributes: ``value`` is the key pressed (1–9); ``tone`` is the colour role shared by window and
    sheet: true, mostly, mixed, misleading, false or unknown; ``sign`` is one character that tells the
    rating without colour.
    """

    value: int
    key: str
    label: str
    sign: str
    tone: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A named set of ratings; a verdict stores the scale's id and version with the rating."""

    id: str
    version: int
    name: str
    ratings: tuple[Rating, ...]

    def rating(self, value: int | None) -> Rating | None:
        """The step with that value, or None where it is unrated or unknown to this scale."""
        return next((r for r in self.ratings if r.value == value), None)


@dataclass(frozen=True, slots=True)
class PersonRecord:
    id: PersonId
    name: str
    initials: str


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """``demonstration`` marks invented material: everything printed from it says DEMONSTRATION."""

    title: str
    scale: str
    language: str
    demonstration: bool
    revision: int


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BlockRecord:
    """A line of the text and what it is: title, heading, paragraph, list-item, quote, code, table-row,
    caption, image (the place of one, with its alternative text or its file's name as words).

    ``paragraph`` numbers the paragraphs that carry text from 1, set-aside blocks included.
    """

    start: int
    end: int
    kind: str
    level: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class EmphasisRecord:
    """strong, em, code or link; ``data`` is the link's target."""

    start: int
    end: int
    kind: str
    data: str


@dataclass(frozen=True, slots=True)
class AsideRecord:
    """A stretch set aside as scraper debris (``aside`` true) or brought back by a person (false)."""

    id: str
    start: int
    end: int
    reason: str
    aside: bool


@dataclass(frozen=True, slots=True)
class SentenceRecord:
    """One entry of the ledger; ``n`` counts from 1, ``reason`` says why there is nothing to check.

    ``facts`` counts the facts in it that nobody dismissed, ``settled`` those of them that are ticked or
    covered by a closed claim. ``part`` is the kind of the line it stands in (the headline is a title, each
    cell of a table-row is an entry), ``paragraph`` that line's number.
    """

    n: int
    start: int
    end: int
    state: SentenceState
    reason: str = ""
    facts: int = 0
    settled: int = 0
    part: str = "paragraph"
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class TickRecord:
    """A fact checked against a source; ``words`` are the fact's own, ``passage`` the source's."""

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


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A fact of a text; ``by_hand`` where a person marked it and the rules had not found it."""

    id: FactId
    start: int
    end: int
    kind: FactKind
    by_hand: bool
    dismissed: bool
    ticks: tuple[TickRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """Words of an article (code points into a draft), with the claim they are about, if any."""

    article: ArticleId
    draft: DraftId
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    claim: ClaimId | None


@dataclass(frozen=True, slots=True)
class FixRecord:
    """What the text should say at a passage; ``outcome_…`` tell what became of it, by whom and why."""

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


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """One message of a query; ``speaker`` is whose words they are, blank for the writer's own."""

    id: str
    query: QueryId
    speaker: str
    text: str
    person: PersonId
    person_name: str
    at: int


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """A note on a claim; a ``private`` one is its writer's alone and never travels."""

    id: NoteId
    claim: ClaimId
    text: str
    private: bool
    person: PersonId
    person_name: str
    at: int


@dataclass(frozen=True, slots=True)
class VerdictRecord:
    """One person's rating of one question of one claim; ``rating`` None is rationale without rating."""

    id: VerdictId
    claim: ClaimId
    question: Question
    person: PersonId
    person_name: str
    scale: str
    scale_version: int
    rating: int | None
    rationale: str
    as_of: str
    at: int


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim as the window and the sheet show it.

    ``verdicts`` holds every person's verdict on both questions; ``difference`` is true where persons'
    ratings differ and nothing has settled it; ``conflicts`` counts things edited apart in two copies.
    ``missing`` names what closing still needs: said-rating, said-rationale, said-evidence, so-….
    ``fixes`` and ``queries`` count those still open; ``tags`` are distinct and in order.
    """

    id: ClaimId
    number: str
    article: ArticleId
    draft: DraftId
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    paragraph: int
    wording: str
    speaker: str
    through: str
    act: str
    kind: str
    assignee: str
    status: ClaimStatus
    close_reason: str
    verdicts: tuple[VerdictRecord, ...]
    evidence: int
    difference: bool
    conflicts: int
    missing: tuple[str, ...]
    created_by: str
    created_at: int
    assignee_id: PersonId = PersonId("")
    fixes: int = 0
    queries: int = 0
    changed_at: int = 0
    tags: tuple[str, ...] = ()

    @property
    def reported(self) -> bool:
        """True where the claim has a speaker and so two questions."""
        return bool(self.speaker)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions this claim asks, in reading order."""
        return (Question.SAID, Question.SO) if self.speaker else (Question.SO,)

    def rating(self, question: Question) -> int | None:
        """The rating all who rated that question agree on, or None where nobody did or they differ."""
        ratings = {(v.scale, v.rating) for v in self.verdicts if v.question is question and v.rating}
        return next(iter(ratings))[1] if len(ratings) == 1 else None

    def differs(self, question: Question) -> bool:
        """True where two verdicts on that question carry different ratings."""
        ratings = {(v.scale, v.rating) for v in self.verdicts if v.question is question and v.rating}
        return len(ratings) > 1


@dataclass(frozen=True, slots=True)
class LedgerGap:
    """A place of which the ledger is not settled: something ``unread`` or ``open`` in that paragraph."""

    state: SentenceState
    part: str
    paragraph: int
    start: int


@dataclass(frozen=True, slots=True)
class LedgerCount:
    """How many sentences stand where; ``total`` leaves out what is set aside.

    ``claims_open`` counts the article's claims that are not closed, in the text or not; ``gaps`` are the
    first places that are unread, then the first that are open, each in reading order.
    """

    total: int = 0
    unread: int = 0
    nothing: int = 0
    open: int = 0
    closed: int = 0
    claims_open: int = 0
    gaps: tuple[LedgerGap, ...] = ()

    @property
    def done(self) -> int:
        """Sentences accounted for: closed, or with nothing to check."""
        return self.closed + self.nothing

    @property
    def finished(self) -> bool:
        """Whether there is something to account for and nothing is left of it."""
        return 0 < self.total == self.done and not self.claims_open


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article with its provenance (blanks stay visible), its newest draft and its ledger count."""

    id: ArticleId
    title: str
    draft: DraftId
    text: TextId
    drafts: int
    language: str
    url: str
    archive_url: str
    outlet: str
    byline: str
    published: str
    captured_at: int
    captured_by: str
    original_sha: str
    original_name: str
    original_size: int
    media_type: str
    encoding: str
    finding_title: str
    finding_standfirst: str
    finding_rating: int | None
    claims: int
    ledger: LedgerCount


@dataclass(frozen=True, slots=True)
class ArticleText:
    """A draft's text with its structure, as the article view shows it."""

    id: TextId
    text: str
    blocks: tuple[BlockRecord, ...]
    emphasis: tuple[EmphasisRecord, ...]
    asides: tuple[AsideRecord, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a conflict."""

    value: str
    person_name: str
    at: int
    txn: str


@dataclass(frozen=True, slots=True)
class ConflictRecord:
    """One thing edited apart in two copies; every version is kept until someone decides."""

    entity: str
    claim: str
    field: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class HistoryRecord:
    """One change by one person; ``label`` is a code, with ``undo:`` or ``redo:`` before it for those."""

    group: str
    revision: int
    at: int
    person_name: str
    label: str
    undone: bool
    arrived: bool
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that a field was given: ``before`` and ``after`` as a conflict's versions spell them.

    ``txn`` is the change that first wrote the value ``after``, by which it can be restored, blank where
    nothing was left; ``undo`` where it came back through an undo; ``stands`` where it is shown now.
    """

    entity: str
    field: str
    txn: str
    at: int
    person_name: str
    undo: bool
    before: str
    after: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What a commit touched, for views to refresh; ``everything`` after a merge or a rebuild.

    ``texts`` are those whose facts were drawn anew as a whole; ``facts`` single ones.
    """

    revision: int
    label: str = ""
    kind: str = "edit"
    project: bool = False
    articles: frozenset[str] = field(default_factory=frozenset[str])
    claims: frozenset[str] = field(default_factory=frozenset[str])
    sources: frozenset[str] = field(default_factory=frozenset[str])
    ledgers: frozenset[str] = field(default_factory=frozenset[str])
    texts: frozenset[str] = field(default_factory=frozenset[str])
    facts: frozenset[str] = field(default_factory=frozenset[str])
    fixes: frozenset[str] = field(default_factory=frozenset[str])
    queries: frozenset[str] = field(default_factory=frozenset[str])
    focus: str = ""
    everything: bool = False

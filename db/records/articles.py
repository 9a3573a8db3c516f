"""Articles: their text with its structure, and the ledger of their sentences."""

from __future__ import annotations

from enum import StrEnum

from db.records.frozen import record
from db.records.ids import ArticleId, DraftId, TextId


@record
class Span:
    """A half-open stretch of text, in code points."""

    start: int
    end: int


@record
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


@record
class EmphasisRecord:
    """strong, em, code or link; ``data`` is the link's target."""

    start: int
    end: int
    kind: str
    data: str


@record
class AsideRecord:
    """A stretch set aside as no part of the article (``aside`` true) or brought back by a person (false)."""

    id: str
    start: int
    end: int
    reason: str
    aside: bool


@record
class ArticleText:
    """A draft's text with its structure, as the article view shows it; ``erased`` where it is for good."""

    id: TextId
    text: str
    blocks: tuple[BlockRecord, ...]
    emphasis: tuple[EmphasisRecord, ...]
    asides: tuple[AsideRecord, ...]
    erased: bool = False


class SentenceState(StrEnum):
    """The ledger's states; only a person moves a sentence out of ``UNREAD``."""

    UNREAD = "unread"
    NOTHING = "nothing"
    OPEN = "open"
    CLOSED = "closed"


@record
class SentenceRecord:
    """One entry of the ledger; ``n`` counts from 1, ``reason`` says why there is nothing to check.

    ``facts`` counts the facts in it that nobody dismissed, ``settled`` those of them that are ticked or
    covered by a closed claim. ``part`` is the kind of the line it stands in (the headline is a title, each
    cell of a table-row is an entry), ``paragraph`` that line's number. ``fresh`` is the number of the draft
    that changed or brought it, 0 where it is as in the first. ``suggestion`` is what a person did with what
    the program suggested there: accepted, dismissed, or blank.
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
    fresh: int = 0
    suggestion: str = ""


@record
class LedgerGap:
    """A place of which the ledger is not settled: something ``unread`` or ``open`` in that paragraph."""

    state: SentenceState
    part: str
    paragraph: int
    start: int


@record
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


@record
class ArticleRecord:
    """An article with its provenance (blanks stay visible), its current draft and its ledger count.

    ``drafts`` counts them, ``number`` is which of them the current one is; ``rivals`` are drafts brought
    apart from it, of which nobody said which is the one. ``original_…`` is the file the current one came as,
    ``came_at`` (ms) and ``came_by`` when and with whom; ``captured_…`` is that of the first.
    """

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
    rivals: tuple[DraftId, ...] = ()
    number: int = 1
    came_at: int = 0
    came_by: str = ""

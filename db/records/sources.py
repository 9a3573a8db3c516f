"""Sources, and what they say on claims."""

from __future__ import annotations

from enum import StrEnum

from db.records.claims import Question
from db.records.frozen import record
from db.records.ids import ClaimId, ContactId, EvidenceId, SourceId


class Stance(StrEnum):
    """What a source says on a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class SourceKind(StrEnum):
    """What a source is; a document is a PDF, a Word file or any other text, a page one of the web."""

    DOCUMENT = "document"
    PAGE = "page"
    IMAGE = "image"
    RECORDING = "recording"
    PERSON = "person"
    DATASET = "dataset"
    NOTE = "note"


class SourceStatus(StrEnum):
    """How far a desk is with getting hold of a source."""

    WANTED = "wanted"
    REQUESTED = "requested"
    RECEIVED = "received"


SOURCE_WORDS = (
    "title",
    "url",
    "archive_url",
    "author",
    "publisher",
    "published",
    "accessed",
    "licence",
    "reliability",
    "note",
)
"""What a person can write about a source of any kind, by the names of its fields."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in ten-thousandths of the page's or image's width and height."""


@record
class Place:
    """Where in a kept file a passage stands, for machines; what is not known is None.

    Attributes: ``file`` is the SHA-256 of the kept bytes; ``page`` counts from 0; ``start`` and ``end`` are
    code points into the text drawn from that page of a PDF, or from the whole of anything else; ``cells``
    are like ``Sheet1!B2:C4``; ``from_ms`` and ``to_ms`` are milliseconds into a recording.
    """

    file: str
    page: int | None = None
    start: int | None = None
    end: int | None = None
    boxes: tuple[Box, ...] = ()
    cells: str = ""
    from_ms: int | None = None
    to_ms: int | None = None


@record
class Selected:
    """What somebody has selected in an opened source, ready to be cited or to tick with.

    Attributes: ``locator`` is for people ("p. 2"), ``place`` for machines.
    """

    source: SourceId
    passage: str
    locator: str
    place: Place | None = None


class NewSource(StrEnum):
    """What words become that name no source yet, where one is asked for."""

    NAMED = ""
    PERSON = "person"
    WANTED = "wanted"


@record
class SourcePerson:
    """Somebody who told the checker something; ``record`` is on, background, off, or blank."""

    name: str = ""
    role: str = ""
    contact: str = ""
    record: str = ""
    date: str = ""


@record
class Capture:
    """How a page was fetched when somebody asked for that: the answer's headers and status."""

    url: str
    headers: str
    status: int
    at: int


@record
class SourceRecord:
    """A source with what is known of where it came from; ``sha`` is set where its bytes are kept whole.

    Attributes: ``status`` is what a person said, else what follows: received with kept bytes, words of one's
    own, an address or an answer, requested once a person was asked, otherwise wanted. ``confidential`` also
    where nobody said so of a person off the record. ``kept_at`` is when the bytes were taken in, ``origin``
    where they were, ``modified`` the file's own date, 0 where unknown. ``origins`` are the sources it rests
    on, ``dependents`` those that rest on it. ``missing`` names what a careful desk would still note of a
    source of its kind: title, url, archive_url, file, author, published, accessed, licence, name, role,
    contact, record, date, words.
    """

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
    accessed: str = ""
    licence: str = ""
    reliability: str = ""
    status: str = "received"
    confidential: bool = False
    kept_at: int = 0
    origin: str = ""
    modified: int = 0
    person: SourcePerson = SourcePerson()
    capture: Capture | None = None
    origins: tuple[SourceId, ...] = ()
    dependents: tuple[SourceId, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def link_only(self) -> bool:
        """True for a page of the web that has no kept copy yet."""
        return self.kind == SourceKind.PAGE and not self.sha


@record
class ContactRecord:
    """One attempt to reach a person: when and how, what was put to them, what they answered.

    ``at`` and ``due`` (by when an answer was asked for) are as somebody wrote them.
    """

    id: ContactId
    source: SourceId
    at: str
    how: str
    put: str
    answer: str
    due: str
    person_name: str
    added_at: int


@record
class UseRecord:
    """What a source is used for: a claim it is cited on, or words ticked against it (``number`` is blank).

    ``start`` is where the words stand in the draft that is read, a code point; -1 where they are not in it.
    """

    claim: str
    number: str
    words: str
    article: str
    start: int


@record
class EvidenceRecord:
    """What one source says on one question of one claim; ``locator`` is free text (page, paragraph, time).

    Attributes: ``place`` is where machines find the passage; ``confidential`` is said of this passage,
    ``source_confidential`` of its source; ``seen_by`` are the names of those who saw by eye that the passage
    stands there as it is written now.
    """

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
    place: Place | None = None
    confidential: bool = False
    source_confidential: bool = False
    seen_by: tuple[str, ...] = ()

    @property
    def held_back(self) -> bool:
        """Whether it must not leave the project unless somebody releases it by name."""
        return self.confidential or self.source_confidential

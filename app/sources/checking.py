"""Quote check of a project: every passage quoted from a source, against the words of that source.

What was found follows from the passage and the source's bytes alone, so it is drawn anew whenever one of them
changes and is never part of the project.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.jobs.job import Job, run_job
from app.jobs.limits import MIB, Limits
from app.sources.extracted import Extracted
from app.sources.folding import is_word, tokens
from app.sources.kept_texts import known_text, text_of
from app.sources.media import Kind
from app.sources.quotes import check, check_quotations, stands_in
from app.sources.text_index import TextIndex
from app.spotting.quotations import quotations
from db import blobs, queries
from db.errors import KnownError
from db.records import ArticleText, ClaimId, Place, SourceId, SourceKind, SourceRecord, Span, record
from db.records.checks import CheckOutcome, CheckRecord, NoCheck
from db.records.quotes import QuoteOutcome, QuoteRecord
from db.sourced import ticked_passages

if TYPE_CHECKING:
    from app.jobs.worker import Work
    from db.project_file import Project

_LEAST_WORDS = 3
"""Fewer words stand in other sources by chance, which tells nothing."""
_KEPT_IN_MEMORY = 8
_OUTCOMES = {
    QuoteOutcome.EXACT: CheckOutcome.EXACT,
    QuoteOutcome.NEAR: CheckOutcome.NEAR,
    QuoteOutcome.ABSENT: CheckOutcome.ABSENT,
}
_NO_WORDS = {Kind.IMAGE: NoCheck.IMAGE, Kind.RECORDING: NoCheck.RECORDING}


@record
class Quoted:
    """A passage to check: the id of what quotes it (evidence, tick), and where a person said it stands."""

    id: str
    source: SourceId
    passage: str
    place: Place | None = None


@record
class Looked:
    """Where a source's words are: its own, or those of kept bytes, or why there are none to look through."""

    words: str = ""
    sha: str = ""
    why: NoCheck | None = None


@dataclass(frozen=True, slots=True)
class ToCheck:
    """What is to be checked, as plain data.

    Attributes: ``unread`` are the hashes of bytes that could not be read; ``claims`` are the claims of the
    evidence that quotes, and ``seen`` those pieces of it whose passage somebody saw by eye.
    """

    quoted: tuple[Quoted, ...]
    sources: Mapping[SourceId, Looked]
    unread: frozenset[str] = frozenset()
    claims: Mapping[str, ClaimId] = field(default_factory=dict[str, ClaimId])
    seen: frozenset[str] = frozenset()

    @property
    def shas(self) -> tuple[str, ...]:
        """The kept bytes whose words are needed."""
        return tuple(dict.fromkeys(one.sha for one in self.sources.values() if one.sha))


def to_check(project: Project) -> ToCheck:
    """Every passage that is quoted in the project, by evidence and ticks, and where its words may be."""
    conn = project.conn
    cited = queries.evidence(conn)
    quoted = tuple(Quoted(one.id, one.source, one.passage, one.place) for one in cited if one.passage)
    quoted += tuple(Quoted(*ticked) for ticked in ticked_passages(conn))
    sources = {source.id: looked(project, source) for source in queries.sources(conn)}
    claims: dict[str, ClaimId] = {one.id: one.claim for one in cited}
    return ToCheck(quoted, sources, claims=claims, seen=frozenset(one.id for one in cited if one.seen_by))


def looked(project: Project, source: SourceRecord) -> Looked:
    """Where a source's words are, or why there are none."""
    if source.media_type.startswith(("audio/", "video/")):
        return Looked(why=NoCheck.RECORDING)
    if source.sha:
        withheld = not blobs.has(project.conn, source.sha)
        return Looked(why=NoCheck.WITHHELD) if withheld else Looked(sha=source.sha)
    if source.kind == SourceKind.NOTE:
        return Looked(words=source.note)
    if source.kind == SourceKind.PERSON:
        return Looked(why=NoCheck.PERSON)
    return Looked(why=NoCheck.LINK if source.link_only else NoCheck.NO_COPY)


def all_checks(project: Project) -> dict[str, CheckRecord]:
    """What comes of every passage, by the id of what quotes it; reads sources first where need be."""
    wanted = to_check(project)
    unread: set[str] = set()
    sources = {source.sha: source for source in queries.sources(project.conn)}
    for sha in wanted.shas if wanted.quoted else ():
        try:
            text_of(project, sources[sha])
        except (KnownError, OSError):
            unread.add(sha)
    return checked_here(ToCheck(wanted.quoted, wanted.sources, frozenset(unread)))


def quotations_against(text: ArticleText, read: Extracted) -> list[tuple[Span, QuoteRecord]]:
    """Every quotation of an article, without its marks, against the words of one source, in order."""
    spans = [
        Span(block.start + start, block.start + end)
        for block in text.blocks
        for start, end in quotations(text.text[block.start : block.end])
        if not any(a.aside and a.start <= block.start and block.end <= a.end for a in text.asides)
    ]
    return check_quotations(text.text, spans, TextIndex(read.text, read.pages))


def start_checking(wanted: ToCheck) -> Job:
    """Begin to check in a child: the job's result is what ``checked_here`` gives."""
    limits = Limits(
        subject="Checking quotations",
        cpu_seconds=600,
        wall_seconds=1800,
        memory_bytes=2048 * MIB,
        answer_bytes=256 * MIB,
    )
    return run_job("app.sources.checking:checked", wanted, limits=limits)


def checked(wanted: ToCheck, work: Work) -> dict[str, CheckRecord]:
    """The child's side."""
    work.phase("checking")
    return checked_here(wanted)


def checked_here(wanted: ToCheck) -> dict[str, CheckRecord]:
    """What comes of every passage, by the id of what quotes it; of texts not in the cache WAITING."""
    library = _Library(wanted)
    found: dict[str, CheckRecord] = {}
    # One source after the other, so that its words are made ready once.
    for one in sorted(wanted.quoted, key=lambda one: one.source):
        found[one.id] = library.own(one)
    missing = [one for one in wanted.quoted if found[one.id].doubtful and _long_enough(one.passage)]
    for source, text in library.others(missing):
        for one in missing:
            if one.source != source and stands_in(one.passage, text):
                found[one.id] = _also(found[one.id], source)
    return found


def _also(known: CheckRecord, source: SourceId) -> CheckRecord:
    absent = known.outcome in (CheckOutcome.ABSENT, CheckOutcome.ELSEWHERE)
    outcome = CheckOutcome.ELSEWHERE if absent else known.outcome
    return CheckRecord(outcome, known.why, known.quote, (*known.elsewhere, source), known.place)


def _long_enough(passage: str) -> bool:
    return sum(is_word(token.name) for token in tokens(passage)) >= _LEAST_WORDS


@dataclass
class _Library:
    """The sources' words, made ready once for as long as they are in use."""

    wanted: ToCheck
    _ready: dict[SourceId, tuple[Extracted, TextIndex] | None] = field(
        default_factory=dict[SourceId, tuple[Extracted, TextIndex] | None]
    )

    def own(self, one: Quoted) -> CheckRecord:
        looked = self.wanted.sources.get(one.source, Looked(why=NoCheck.NO_COPY))
        if looked.why is not None:
            return CheckRecord(CheckOutcome.BY_EYE, looked.why)
        if looked.sha in self.wanted.unread:
            return CheckRecord(CheckOutcome.BY_EYE, NoCheck.UNREADABLE)
        ready = self._text(one.source, looked)
        if ready is None:
            return CheckRecord(CheckOutcome.WAITING)
        text, index = ready
        if not text.text.strip():
            return CheckRecord(CheckOutcome.BY_EYE, _why_empty(text))
        return outcome(one, looked.sha, text, check(one.passage, index))

    def others(self, missing: Iterable[Quoted]) -> Iterable[tuple[SourceId, TextIndex]]:
        if not any(True for _ in missing):
            return
        for source, looked in self.wanted.sources.items():
            ready = self._text(source, looked) if looked.why is None else None
            if ready is not None and ready[0].text.strip():
                yield source, ready[1]

    def _text(self, source: SourceId, looked: Looked) -> tuple[Extracted, TextIndex] | None:
        if source not in self._ready:
            while len(self._ready) >= _KEPT_IN_MEMORY:
                del self._ready[next(iter(self._ready))]
            text = known_text(looked.sha) if looked.sha else Extracted(Kind.TEXT, looked.words)
            self._ready[source] = (text, TextIndex(text.text, text.pages)) if text else None
        return self._ready[source]


def _why_empty(text: Extracted) -> NoCheck:
    return NoCheck.SCAN if text.scanned else _NO_WORDS.get(text.kind, NoCheck.UNREADABLE)


def outcome(one: Quoted, sha: str, text: Extracted, quote: QuoteRecord) -> CheckRecord:
    """What comes of a passage, from what was found of it in the text of its source."""
    said = one.place.page if one.place is not None else None
    absent = quote.outcome is QuoteOutcome.ABSENT
    near = quote.outcome is QuoteOutcome.NEAR
    # What is not on the pages that can be read may be on one that cannot.
    if text.scanned and (absent or (near and said in text.scanned)):
        return CheckRecord(CheckOutcome.BY_EYE, NoCheck.SCAN, quote)
    if absent:
        return CheckRecord(CheckOutcome.ABSENT, quote=quote)
    place = _place(one.place, sha, text, quote) if sha else None
    return CheckRecord(_OUTCOMES[quote.outcome], quote=quote, place=place)


def _place(said: Place | None, sha: str, text: Extracted, quote: QuoteRecord) -> Place:
    """Where the words stand: of several places the one a person named, else the first."""
    places = [_on_page(span, sha, text) for span in quote.places] or [
        _on_page(Span(quote.start, quote.end), sha, text)
    ]
    if said is None:
        return places[0]
    return min(
        places, key=lambda place: (place.page != said.page, abs((place.start or 0) - (said.start or 0)))
    )


def _on_page(span: Span, sha: str, text: Extracted) -> Place:
    page, start = text.page_at(span.start)
    number: int | None = page if text.kind is Kind.PDF else None
    if number is None:
        return Place(sha, start=span.start, end=span.end)
    length = text.pages[page][1] - text.pages[page][0]
    return Place(sha, page=number, start=start, end=min(start + span.end - span.start, length))

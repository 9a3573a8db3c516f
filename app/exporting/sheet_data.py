"""What a verdict sheet says, as plain data: the one thing PDF and CSV are drawn from.

Days are ISO dates in UTC. An empty string is a blank that the sheet shows as not stated. Tones are colour
roles: true, mostly, mixed, misleading, false, unknown, unrated, differ; each comes with a sign and a label,
so that nothing depends on colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.exporting.claim_data import SheetCheck, SheetClaim, SheetConflict, SheetFix, SheetQuery, SheetRating
from db.records import Scale


@dataclass(frozen=True, slots=True)
class SheetTick:
    """A fact found in a source by a person; ``passage`` is the source's, ``at`` ms since 1970 UTC."""

    source: str
    title: str
    locator: str
    passage: str
    person: str
    at: int
    check: SheetCheck | None = None
    held: str = ""


@dataclass(frozen=True, slots=True)
class SheetFact:
    """Words that must be right; without ticks nobody ticked them.

    ``sentence`` and ``paragraph`` are 0 where the words are in none; ``claim`` is the number of a closed
    claim that stands over a fact nobody ticked.
    """

    id: str
    words: str
    kind: str
    paragraph: int
    sentence: int
    start: int
    end: int
    by_hand: bool
    claim: str
    ticks: tuple[SheetTick, ...]


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """The facts of an article in reading order without those dismissed, which are only counted."""

    live: tuple[SheetFact, ...]
    dismissed: int

    @property
    def ticked(self) -> int:
        """How many somebody ticked."""
        return sum(bool(fact.ticks) for fact in self.live)

    @property
    def covered(self) -> int:
        """How many nobody ticked that stand in a closed claim."""
        return sum(bool(fact.claim) and not fact.ticks for fact in self.live)

    @property
    def left(self) -> int:
        """How many are neither ticked nor in a closed claim."""
        return len(self.live) - self.ticked - self.covered


@dataclass(frozen=True, slots=True)
class SheetMark:
    """A claim's mark over a run: its place in ``SheetArticle.claims`` and the lane its line runs in."""

    claim: int
    lane: int
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class SheetRun:
    """A stretch of one block that is the same throughout; ``style`` holds strong, em, code, aside."""

    text: str
    style: tuple[str, ...]
    marks: tuple[SheetMark, ...]


@dataclass(frozen=True, slots=True)
class SheetParagraph:
    kind: str
    level: int
    number: int
    right_to_left: bool
    runs: tuple[SheetRun, ...]


@dataclass(frozen=True, slots=True)
class SheetGap:
    """Something still open: ``kind`` is unread, open, claim, difference or conflict.

    ``first`` and ``last`` number the sentences of an unread or open stretch, ``part`` is the kind of line
    they stand in; ``claim`` names a claim.
    """

    kind: str
    article: int
    paragraph: int
    first: int
    last: int
    claim: str
    words: str
    missing: tuple[str, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class SheetLedger:
    """Sentences that are not set aside, by state."""

    total: int
    unread: int
    nothing: int
    open: int
    closed: int


@dataclass(frozen=True, slots=True)
class SheetArticle:
    """One article with its provenance, its claims in reading order and its printed text.

    ``text`` is the stored text, untouched; ``asides`` counts what is set aside by reason; ``fixes`` and
    ``queries`` are those on words that are no claim's; ``facts`` is None on a sheet that does not list them.
    """

    id: str
    title: str
    finding_title: str
    standfirst: str
    finding: SheetRating | None
    language: str
    url: str
    archive_url: str
    outlet: str
    byline: str
    published: str
    captured: str
    captured_by: str
    original_name: str
    original_sha: str
    original_size: int
    media_type: str
    encoding: str
    draft: int
    drafts: int
    undecided_drafts: int
    checkers: tuple[str, ...]
    ledger: SheetLedger
    claims: tuple[SheetClaim, ...]
    paragraphs: tuple[SheetParagraph, ...]
    asides: tuple[tuple[str, int], ...]
    conflicts: tuple[SheetConflict, ...]
    text: str
    fixes: tuple[SheetFix, ...] = ()
    queries: tuple[SheetQuery, ...] = ()
    facts: SheetFacts | None = None

    @property
    def undecided(self) -> int:
        """How many fixes nobody has decided on, on claims or other words."""
        fixes = [fix for c in self.claims for fix in c.fixes] + list(self.fixes)
        return sum(fix.state == "proposed" for fix in fixes)

    @property
    def unanswered(self) -> int:
        """How many queries are open, on claims or other words."""
        return len(self.queries) + sum(len(c.queries) for c in self.claims)

    @property
    def headline(self) -> str:
        """The finding's title, or the article's, or nothing."""
        return self.finding_title or self.title


@dataclass(frozen=True, slots=True)
class SheetSource:
    """A source as the list at the end shows it; ``cited`` counts evidence, ``ticked`` ticks on this sheet."""

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
    day: str
    cited: int
    link_only: bool
    ticked: int = 0


@dataclass(frozen=True, slots=True)
class SheetData:
    """A whole sheet; ``gaps`` is empty only when everything on it is closed, agreed and decided.

    ``uncited`` counts the project's sources that nothing on this sheet cites, ``hidden`` those that are held
    back as confidential though it rests on them.
    """

    title: str
    demonstration: bool
    language: str
    revision: int
    fingerprint: str
    issued_at: int
    issued_by: str
    scales: tuple[Scale, ...]
    articles: tuple[SheetArticle, ...]
    sources: tuple[SheetSource, ...]
    uncited: int
    conflicts: tuple[SheetConflict, ...]
    gaps: tuple[SheetGap, ...]
    hidden: int = 0

    @property
    def incomplete(self) -> bool:
        return bool(self.gaps)

    @property
    def holds_back(self) -> bool:
        """Whether something on it is held back as confidential."""
        evidence = (e for a in self.articles for c in a.claims for q in c.questions for e in q.evidence)
        ticks = (t for a in self.articles if a.facts for fact in a.facts.live for t in fact.ticks)
        return any(one.held for one in (*evidence, *ticks))

    @property
    def facts_listed(self) -> bool:
        """Whether the facts of its articles are on it."""
        return any(a.facts is not None for a in self.articles)

"""The facts of an article as a sheet lists them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from app.exporting.claim_data import SheetCheck
from app.exporting.sheet_data import SheetFact, SheetFacts, SheetTick
from db.records import (
    ArticleText,
    ClaimRecord,
    ClaimStatus,
    DraftId,
    EvidenceRecord,
    FactRecord,
    SentenceRecord,
    SourceId,
    TickRecord,
)


def facts_of(
    text: ArticleText,
    draft: DraftId,
    sentences: Sequence[SentenceRecord],
    claims: Iterable[ClaimRecord],
    facts: Iterable[FactRecord],
    check_of: Callable[[TickRecord], SheetCheck | None] = lambda _: None,
) -> SheetFacts:
    """The facts of a text that are not dismissed, in the order given; ``check_of`` is a tick's quote check.

    What stands in a stretch set aside is not part of the check, and listed only where somebody ticked it.
    """
    places = _Places(text, sentences)
    cover = _Cover([c for c in claims if c.draft == draft and c.status is ClaimStatus.CLOSED])
    live: list[SheetFact] = []
    dismissed = 0
    for fact in facts:
        if fact.dismissed:
            dismissed += 1
        elif fact.ticks or not places.set_aside(fact):
            live.append(_fact(text, fact, places, cover, check_of))
    return SheetFacts(tuple(live), dismissed)


def ticked_against(facts: Iterable[FactRecord]) -> Counter[SourceId]:
    """How often each source was ticked against."""
    return Counter(tick.source for fact in facts if not fact.dismissed for tick in fact.ticks)


class _Places:
    def __init__(self, text: ArticleText, sentences: Sequence[SentenceRecord]) -> None:
        self._blocks = sorted(text.blocks, key=lambda b: b.start)
        self._block_starts = [b.start for b in self._blocks]
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self._asides = [a for a in text.asides if a.aside]

    def paragraph(self, at: int) -> int:
        place = bisect_right(self._block_starts, at) - 1
        return self._blocks[place].paragraph if place >= 0 else 0

    def sentence(self, at: int) -> int:
        place = bisect_right(self._starts, at) - 1
        inside = place >= 0 and at < self._sentences[place].end
        return self._sentences[place].n if inside else 0

    def set_aside(self, fact: FactRecord) -> bool:
        return any(a.start <= fact.start and fact.end <= a.end for a in self._asides)


class _Cover:
    """Closed claims by place; ``over`` looks no further back than a claim can reach."""

    def __init__(self, closed: Sequence[ClaimRecord]) -> None:
        self._claims = sorted(closed, key=lambda c: c.start)
        self._starts = [c.start for c in self._claims]
        self._furthest = list(accumulate((c.end for c in self._claims), max))

    def over(self, fact: FactRecord) -> str:
        at = bisect_right(self._starts, fact.start) - 1
        while at >= 0 and self._furthest[at] >= fact.end:
            if self._claims[at].end >= fact.end:
                return self._claims[at].number
            at -= 1
        return ""


def _fact(
    text: ArticleText,
    fact: FactRecord,
    places: _Places,
    cover: _Cover,
    check_of: Callable[[TickRecord], SheetCheck | None],
) -> SheetFact:
    return SheetFact(
        id=fact.id,
        words=text.text[fact.start : fact.end],
        kind=fact.kind.value,
        paragraph=places.paragraph(fact.start),
        sentence=places.sentence(fact.start),
        start=fact.start,
        end=fact.end,
        by_hand=fact.by_hand,
        claim="" if fact.ticks else cover.over(fact),
        ticks=tuple(_tick(tick, check_of(tick)) for tick in fact.ticks),
    )


def _tick(tick: TickRecord, check: SheetCheck | None) -> SheetTick:
    return SheetTick(
        source=tick.source_number,
        title=tick.source_title,
        locator=tick.locator,
        passage=tick.passage,
        person=tick.person_name,
        at=tick.at,
        check=check,
        held=held_words(tick),
    )


def held_words(one: EvidenceRecord | TickRecord) -> str:
    """What of it is held back as confidential: ``source``, ``passage`` or nothing."""
    return "source" if one.source_confidential else "passage" if one.confidential else ""

"""What is confidential is taken out of the records before anything is drawn from them.

The one place that decides it: sheets, tables and their attachments are drawn from what ``hold_back`` gives. A
trace stays, so that a reader sees that there is evidence: its question, stance, day and who attached it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.exporting.build_sheet import ArticleMaterial
from db.errors import KnownError
from db.records import (
    ClaimId,
    ConflictRecord,
    EvidenceRecord,
    FactRecord,
    SourceId,
    SourceRecord,
    TickRecord,
    record,
)
from db.records.leaving import HeldItem

TICKS = "ticks"
"""Stands for a claim's number in the name of ticks."""

# Words of these are about the people and places a checker turned to and never leave the project.
_NEVER = ("contact:", "sighting:")
_NEVER_OF_A_SOURCE = ("person", "capture", "file")


@record
class Filtered:
    """What may be drawn, and what was held back; ``hidden`` sources are those this sheet does not name."""

    articles: tuple[ArticleMaterial, ...]
    sources: tuple[SourceRecord, ...]
    conflicts: tuple[ConflictRecord, ...]
    items: tuple[HeldItem, ...]
    hidden: int


def hold_back(
    articles: Sequence[ArticleMaterial],
    sources: Sequence[SourceRecord],
    conflicts: Sequence[ConflictRecord],
    released: Collection[str] = (),
) -> Filtered:
    """The records without what is confidential and not ``released`` by name."""
    names = {name.casefold() for name in released}
    numbers = {c.id: c.number for m in articles for c in m.claims}
    release = _Release(names, numbers)
    evidence = [e for m in articles for c in m.claims for e in m.evidence.get(c.id, ())]
    ticks = [t for m in articles for fact in m.facts or () if not fact.dismissed for t in fact.ticks]
    held = {one.source for one in (*evidence, *ticks) if not release.of(one)}
    named = {one.source for one in (*evidence, *ticks) if release.of(one)}
    kept = tuple(
        s
        for s in sources
        if (not s.confidential or release.source(s.number)) and (s.id not in held or s.id in named)
    )
    passing = {one.id for one in (*evidence, *ticks) if release.of(one)}
    return Filtered(
        articles=tuple(_material(m, release) for m in articles),
        sources=kept,
        conflicts=tuple(_conflicts(conflicts, {s.id for s in kept}, held, passing)),
        items=tuple(_items(evidence, ticks, sources, release)),
        hidden=len(held - {s.id for s in kept}),
    )


def still_held(
    passages: Iterable[EvidenceRecord | TickRecord],
    numbers: Mapping[ClaimId, str],
    released: Collection[str],
) -> list[EvidenceRecord | TickRecord]:
    """The passages that are confidential and not released; ``numbers`` are the claims'."""
    release = _Release({name.casefold() for name in released}, numbers)
    return [one for one in passages if not release.of(one)]


def check_names(released: Iterable[str], sources: Iterable[SourceRecord]) -> None:
    """Raises KnownError where a name to release is that of no source of the project."""
    known = {s.number.casefold() for s in sources}
    for name in released:
        if name.rpartition("/")[2].casefold() not in known:
            raise KnownError(f"There is no source “{name}” to release; nothing was written.")


def name_of(one: EvidenceRecord | TickRecord, numbers: Mapping[ClaimId, str]) -> str:
    """The name that releases a passage marked by itself; ``numbers`` are the claims'."""
    on = numbers.get(one.claim, "") if isinstance(one, EvidenceRecord) else TICKS
    return f"{on}/{one.source_number}"


class _Release:
    def __init__(self, names: set[str], claims: Mapping[ClaimId, str]) -> None:
        self._names = names
        self._claims = claims

    def source(self, number: str) -> bool:
        return number.casefold() in self._names

    def name(self, one: EvidenceRecord | TickRecord) -> str:
        """The name of a passage marked by itself."""
        return name_of(one, self._claims)

    def of(self, one: EvidenceRecord | TickRecord) -> bool:
        """Whether it may be shown: nothing of it is confidential, or all that is was released."""
        by_source = not one.source_confidential or self.source(one.source_number)
        return by_source and (not one.confidential or self.name(one).casefold() in self._names)


def _material(m: ArticleMaterial, release: _Release) -> ArticleMaterial:
    evidence = {
        claim: tuple(_evidence(e, release) for e in found)
        for claim, found in m.evidence.items()
        if claim in {c.id for c in m.claims}
    }
    facts = None if m.facts is None else tuple(_fact(fact, release) for fact in m.facts)
    return replace(m, evidence=evidence, facts=facts)


def _evidence(e: EvidenceRecord, release: _Release) -> EvidenceRecord:
    if release.of(e):
        return replace(e, confidential=False, source_confidential=False)
    return replace(
        e,
        source=SourceId(""),
        source_number="",
        source_title="",
        passage="",
        locator="",
        place=None,
        seen_by=(),
    )


def _fact(fact: FactRecord, release: _Release) -> FactRecord:
    return replace(fact, ticks=tuple(_tick(tick, release) for tick in fact.ticks)) if fact.ticks else fact


def _tick(t: TickRecord, release: _Release) -> TickRecord:
    if release.of(t):
        return replace(t, confidential=False, source_confidential=False)
    return replace(
        t, source=SourceId(""), source_number="", source_title="", passage="", locator="", place=None
    )


def _conflicts(
    conflicts: Iterable[ConflictRecord],
    kept: Collection[str],
    held: Collection[str],
    passing: Collection[str],
) -> Iterable[ConflictRecord]:
    """The conflicts; where versions could tell something confidential only that there is one."""
    for c in conflicts:
        kind = c.entity.partition(":")[0] + ":"
        if kind == "source:":
            if c.entity not in kept and c.entity not in held:
                continue
            secret = c.entity not in kept or c.field in _NEVER_OF_A_SOURCE
        else:
            secret = kind in _NEVER or (kind in ("evidence:", "tick:") and c.entity not in passing)
        if not secret:
            yield c
        elif kind != "contact:":
            yield ConflictRecord("", c.claim, "held_back", ())


def _items(
    evidence: Sequence[EvidenceRecord],
    ticks: Sequence[TickRecord],
    sources: Sequence[SourceRecord],
    release: _Release,
) -> Iterator[HeldItem]:
    """Sources in the order of their numbers, then passages marked by themselves."""
    shown = [*evidence, *ticks]
    for s in sources:
        uses = sum(one.source == s.id for one in shown)
        if s.confidential and uses:
            yield HeldItem(s.number, s.id, s.number, s.title, True, uses, release.source(s.number))
    yield from marked_items(
        shown, release.name, lambda ones: release.of(replace(ones[0], source_confidential=False))
    )


def marked_items(
    passages: Iterable[EvidenceRecord | TickRecord],
    name: Callable[[EvidenceRecord | TickRecord], str],
    released: Callable[[Sequence[EvidenceRecord | TickRecord]], bool],
) -> Iterator[HeldItem]:
    """Passages marked confidential by themselves, those of one name together and asked if ``released``."""
    marked: dict[str, list[EvidenceRecord | TickRecord]] = {}
    for one in passages:
        if one.confidential:
            marked.setdefault(name(one), []).append(one)
    for called, ones in marked.items():
        first = ones[0]
        yield HeldItem(
            called,
            first.source,
            first.source_number,
            first.source_title,
            False,
            len(ones),
            released(ones),
        )

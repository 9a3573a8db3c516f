"""Which sources are wanted of many: by words in what is noted of them, by what they are, in what order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from db.records import SourceKind, SourceRecord, record

ORDERS = ("number", "latest", "title", "used")
LINK, UNUSED, MISSING, CONFIDENTIAL = "link", "unused", "missing", "confidential"
_STATUSES = ("wanted", "requested")
_SAID = ("number", "title", "url", "author", "publisher", "original_name", "note")


@record
class SourceFilter:
    """``chips`` are traits: of those of one sort any will do, of different sorts each must be there."""

    words: str = ""
    chips: frozenset[str] = frozenset()
    order: str = ORDERS[0]

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.words.strip() or self.chips)


def traits_of(source: SourceRecord) -> set[str]:
    """What it can be chosen by."""
    found = {f"kind:{source.kind}"}
    if source.status in _STATUSES:
        found.add(f"status:{source.status}")
    if source.link_only:
        found.add(LINK)
    if not (source.cited or source.ticks):
        found.add(UNUSED)
    if source.missing:
        found.add(MISSING)
    if source.confidential:
        found.add(CONFIDENTIAL)
    return found


def counted(sources: Iterable[SourceRecord]) -> list[tuple[str, int]]:
    """The traits there are, each with how many have it, in the order they are offered."""
    counts = Counter(trait for source in sources for trait in traits_of(source))
    known = (
        UNUSED,
        MISSING,
        LINK,
        *(f"status:{status}" for status in _STATUSES),
        CONFIDENTIAL,
        *(f"kind:{kind}" for kind in SourceKind),
    )
    return [(trait, counts[trait]) for trait in known if counts[trait]]


def chosen(sources: Sequence[SourceRecord], wanted: SourceFilter) -> list[SourceRecord]:
    """Those that pass, in the order wished for."""
    tokens = wanted.words.casefold().split()
    groups: dict[str, set[str]] = {}
    for chip in wanted.chips:
        groups.setdefault(chip.partition(":")[0], set()).add(chip)
    found = [source for source in sources if _passes(source, tokens, groups)]
    if wanted.order == "latest":
        found.sort(key=lambda s: -s.added_at)
    elif wanted.order == "title":
        found.sort(key=lambda s: s.title.casefold())
    elif wanted.order == "used":
        found.sort(key=lambda s: -(s.cited + s.ticks))
    return found


def _passes(source: SourceRecord, tokens: Sequence[str], groups: dict[str, set[str]]) -> bool:
    if groups:
        traits = traits_of(source)
        if not all(traits & group for group in groups.values()):
            return False
    if not tokens:
        return True
    said = " ".join((*(getattr(source, name) for name in _SAID), source.person.name)).casefold()
    return all(token in said for token in tokens)

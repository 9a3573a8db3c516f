"""What is known of articles and sources, with what a change touched put in its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable
from operator import attrgetter
from typing import TypeVar

from db.records import ArticleRecord, SentenceRecord, SourceRecord

Record = TypeVar("Record", ArticleRecord, SourceRecord)
_NUMBER = attrgetter("n")


def replaced(
    known: dict[str, Record],
    found: Iterable[Record],
    touched: Iterable[str],
    order: Callable[[Record], tuple[int, str]],
) -> dict[str, Record]:
    """What is known with the touched ones as they were found, or gone where they were not."""
    kept = {id: record for id, record in known.items() if id not in set(touched)}
    kept.update({record.id: record for record in found})
    return dict(sorted(kept.items(), key=lambda item: order(item[1])))


def recounted_in(
    known: list[SentenceRecord], counted: Collection[int], found: Iterable[SentenceRecord]
) -> tuple[list[SentenceRecord], list[SentenceRecord]]:
    """A ledger with the sentences of those numbers as they were found, or gone where they were not.

    And what differs: as it is now, or as it was of what is gone, in reading order.
    """
    sentences, changed = list(known), list[SentenceRecord]()
    now = {sentence.n: sentence for sentence in found}
    for n in sorted(counted):
        at = bisect_left(sentences, n, key=_NUMBER)
        there = sentences[at : at + 1]
        before = there[0] if there and there[0].n == n else None
        after = now.get(n)
        if after != before:
            sentences[at : at + (before is not None)] = [after] if after is not None else []
            changed.extend(filter(None, (after or before,)))
    return sentences, changed


def by_age(article: ArticleRecord) -> tuple[int, str]:
    """Articles in the order in which they came in."""
    return article.captured_at, article.id


def by_number(source: SourceRecord) -> tuple[int, str]:
    """Sources by the number in their name, S2 before S10."""
    digits = "".join(ch for ch in source.number.partition("·")[0] if ch.isdigit())
    return int(digits or 0), source.number

"""What is known of articles and sources, with what a change touched put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from db.records import ArticleRecord, SourceRecord

Record = TypeVar("Record", ArticleRecord, SourceRecord)


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


def by_age(article: ArticleRecord) -> tuple[int, str]:
    """Articles in the order in which they came in."""
    return article.captured_at, article.id


def by_number(source: SourceRecord) -> tuple[int, str]:
    """Sources by the number in their name, S2 before S10."""
    digits = "".join(ch for ch in source.number.partition("·")[0] if ch.isdigit())
    return int(digits or 0), source.number

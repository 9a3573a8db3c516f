"""The facts of a suggested sentence as they are shown, and the days a date may mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.spotting.days_meant import days_meant, published_on
from db.records import ArticleRecord, FactKind, FactRecord
from db.records.suggestions import FactFound

if TYPE_CHECKING:
    from widgets.suggestions.facts import FactShown


def day_of(article: ArticleRecord | None) -> date | None:
    """The day the article was published, as far as it is told."""
    return published_on(article.published) if article is not None else None


def days_told(text: str, fact: FactRecord, published: date | None) -> str:
    """The days a fact of a text may mean, in words; blank for none."""
    from widgets.suggestions.facts import days_words

    days = days_meant(text[fact.start : fact.end], published) if fact.kind == FactKind.DATE else ()
    return days_words(days)


def facts_told(text: str, facts: Sequence[FactFound], published: date | None) -> tuple[FactShown, ...]:
    """The facts with their words, dates with the days they may mean."""
    from widgets.suggestions.facts import FactShown

    told: list[FactShown] = []
    for fact in facts:
        words, kind = text[fact.start : fact.end], FactKind(fact.kind)
        days = days_meant(words, published) if kind == FactKind.DATE else ()
        told.append(FactShown(kind, words, days))
    return tuple(told)

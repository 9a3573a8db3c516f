"""The facts a suggested sentence holds, in lines: what must be right in it, and which days dates may mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from db.records import FactKind
from db.records.frozen import record
from widgets.fact_words import kinds_word

_CONTEXT = "FactsOfSuggestions"
_QUOTED = 80
_LIKELIEST = 3


@record
class FactShown:
    """``words`` as the article has them; ``days`` are the stretches a date may mean, the likeliest first."""

    kind: FactKind
    words: str
    days: tuple[tuple[date, date], ...] = ()


def _tr(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)


def fact_lines(facts: Sequence[FactShown], published: date | None) -> list[str]:
    """A line for each kind, and one for each date whose days are known or that waits to be."""
    lines: list[str] = []
    for kind in FactKind:
        ours = [one for one in facts if one.kind == kind]
        told = {_quoted(one.words): days_words(one.days) for one in ours}
        # Of “2019” there is no more to tell.
        plain = [words for words, days in told.items() if not days or days in words]
        if plain:
            lines.append(f"{kinds_word(kind)}: {', '.join(plain)}")
        lines += [f"{words}: {days}" for words, days in told.items() if days and days not in words]
    if published is None and any(one.kind == FactKind.DATE and not one.days for one in facts):
        lines.append(_tr("Give the article its day of publication to see which days these dates may mean."))
    return lines


def days_words(days: Sequence[tuple[date, date]]) -> str:
    """Which days it may be, the likeliest first: “Tue 3 Mar 2026, or Tue 24 Feb 2026”."""
    return _tr(", or ").join(_stretch(first, last) for first, last in days[:_LIKELIEST])


def _stretch(first: date, last: date) -> str:
    if first == last:
        return _day(first, "ddd d MMM yyyy")
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} – {last.year}"
    return f"{_day(first, 'd MMM yyyy')} – {_day(last, 'd MMM yyyy')}"


def _day(day: date, form: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


def _quoted(words: str) -> str:
    plain = " ".join(words.split())
    short = plain if len(plain) <= _QUOTED else plain[:_QUOTED].rpartition(" ")[0] + "…"
    # Words of another script keep their marks where they are.
    return f"\u2068“{short}”\u2069"

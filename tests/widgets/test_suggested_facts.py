"""What must be right in a suggested sentence, in lines."""

from __future__ import annotations

from datetime import date

from db.records import FactKind
from widgets.suggestions.facts import FactShown, fact_lines

_DAYS = date(2026, 3, 3), date(2026, 3, 10)
TUESDAY = FactShown(FactKind.DATE, "Tuesday", tuple((day, day) for day in _DAYS))


def plain(lines: list[str]) -> list[str]:
    return ["".join(letter for letter in line if letter not in "\u2068\u2069") for line in lines]


def test_facts_stand_by_kind_and_dates_with_the_days_they_may_mean() -> None:
    year = FactShown(FactKind.DATE, "2019", ((date(2019, 1, 1), date(2019, 12, 31)),))
    month = FactShown(FactKind.DATE, "last month", ((date(2026, 2, 1), date(2026, 2, 28)),))
    number = FactShown(FactKind.NUMBER, "4,200")
    assert plain(fact_lines((number, TUESDAY, year, month, number), date(2026, 3, 5))) == [
        "Numbers: “4,200”",
        "Dates: “2019”",
        "“Tuesday”: Tue 3 Mar 2026, or Tue 10 Mar 2026",
        "“last month”: 1 Feb 2026 – 28 Feb 2026",
    ]


def test_a_date_nobody_can_count_asks_for_the_day_of_publication() -> None:
    lines = fact_lines((FactShown(FactKind.DATE, "Tuesday"),), None)
    assert plain(lines[:1]) == ["Dates: “Tuesday”"]
    assert "day of publication" in lines[1]
    assert fact_lines((), None) == []

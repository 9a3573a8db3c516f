"""Which days the words of a date mean, counted from the day the article was published.

Where words may mean several days (“on Tuesday”, “3 May” without a year), all are given, the nearest to the
day of publication first: which one it is, is for a person to say. English words, and figures that can be read
one way only: 3/4/2023 is nobody's day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[date, date]
"""The first and the last day, both included."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTS = {
    word: number
    for number, words in enumerate(
        [
            "one a an",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        start=1,
    )
    for word in words.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_TO = r"(?:\s?[–-]\s?|\sto\s|\sand\s)"
_UNTIL = rf"(?:{_TO}(?P<until>\d{{1,2}})(?:st|nd|rd|th)?)?"
_PART = r"(?:\s(?:morning|afternoon|evening|night))?"
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"


def days_meant(words: str, published: date | None) -> tuple[Days, ...]:
    """The stretches of days ``words`` may mean, the likeliest first; none where nobody can tell.

    ``words`` are those of one fact of kind date. Without ``published`` only what names its year is told.
    """
    said = " ".join(words.casefold().split())
    for pattern, meaning in _MEANINGS:
        match = pattern.fullmatch(said)
        if match:
            try:
                return meaning(match, published)
            except (ValueError, OverflowError):
                # No such day: 31 June, or a year before the first.
                return ()
    return ()


def published_on(told: str) -> date | None:
    """The day an article's date begins with, written as 2026-03-01; None where it does not."""
    try:
        return date.fromisoformat(told.strip()[:10])
    except ValueError:
        return None


def _iso(match: re.Match[str], _: date | None) -> tuple[Days, ...]:
    day = date(int(match[1]), int(match[3]), int(match[4]))
    return ((day, day),)


def _slashed(match: re.Match[str], _: date | None) -> tuple[Days, ...]:
    """Figures of which one can be no month, or both are the same."""
    one, two = int(match[1]), int(match[3])
    if one <= 12 and two <= 12 and one != two:
        return ()
    day, month = (one, two) if two <= 12 else (two, one)
    that = date(int(match[4]), month, day)
    return ((that, that),)


def _day_of_month(match: re.Match[str], published: date | None) -> tuple[Days, ...]:
    month, first = _MONTHS[match["month"]], int(match["day"])
    last = int(match["until"] or first)
    if last < first:
        return ()

    def in_year(year: int) -> Days:
        return date(year, month, first), date(year, month, last)

    return _in_year(match["year"], in_year, published)


def _month_alone(match: re.Match[str], published: date | None) -> tuple[Days, ...]:
    month = _MONTHS[match["month"]]

    def in_year(year: int) -> Days:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])

    return _in_year(match["year"], in_year, published)


def _in_year(year: str | None, in_year: Callable[[int], Days], published: date | None) -> tuple[Days, ...]:
    """In the year that is named, or the two times nearest to the day of publication."""
    if year:
        return (in_year(int(year)),)
    if published is None:
        return ()
    around: list[Days] = []
    # Between two leap years there are up to eight.
    for number in range(max(published.year - 8, 1), published.year + 9):
        try:
            around.append(in_year(number))
        except ValueError:
            continue
    within = [days for days in around if days[0] <= published <= days[1]]
    before = [days for days in around if days[1] < published][-1:]
    after = [days for days in around if days[0] > published][:1]
    return tuple(within or sorted(before + after, key=lambda days: _distance(days, published)))


def _distance(days: Days, published: date) -> int:
    """Days between a stretch and the day of publication."""
    return max((days[0] - published).days, (published - days[1]).days)


def _year(match: re.Match[str], _: date | None) -> tuple[Days, ...]:
    first = int(match["year"])
    told = match["last"]
    last = int(told if not told or len(told) == 4 else f"{first // 100}{told}") if told else first
    return ((date(first, 1, 1), date(last, 12, 31)),) if last >= first else ()


def _decade(match: re.Match[str], _: date | None) -> tuple[Days, ...]:
    first = int(match["decade"])
    low, high = {"early ": (0, 3), "mid-": (4, 6), "mid ": (4, 6), "late ": (7, 9)}.get(
        match["part"] or "", (0, 9)
    )
    return ((date(first + low, 1, 1), date(first + high, 12, 31)),)


def _century(match: re.Match[str], _: date | None) -> tuple[Days, ...]:
    last = 100 * int(match[1])
    return ((date(last - 99, 1, 1), date(last, 12, 31)),)


def _near(match: re.Match[str], published: date | None) -> tuple[Days, ...]:
    if published is None:
        return ()
    word = match[1]
    day = published + timedelta(days={"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0))
    return ((day, day),)


def _weekday(match: re.Match[str], published: date | None) -> tuple[Days, ...]:
    """The nearest such day up to publication and the nearest after; two before for *last*, after for *next*.

    Some mean by *last Tuesday* the one of this week that is over, some the one of the week before.
    """
    if published is None:
        return ()
    back = (published.weekday() - _WEEKDAYS.index(match["weekday"])) % 7
    ahead = 7 - back
    which = match["which"]
    if which == "last":
        steps = (-back, -back - 7) if back else (-7,)
    elif which == "past":
        steps = (-back if back else -7,)
    elif which == "next":
        steps = (ahead, ahead + 7)
    else:
        steps = (-back, ahead) if back <= ahead else (ahead, -back)
    return tuple((day, day) for day in (published + timedelta(days=step) for step in steps))


def _which_unit(match: re.Match[str], published: date | None) -> tuple[Days, ...]:
    """Last week, this month, next year: of the calendar, weeks from Monday."""
    if published is None:
        return ()
    step = {"last": -1, "previous": -1, "this": 0, "next": 1}[match[1]]
    return (_unit(published, match[2], step),)


def _ago(match: re.Match[str], published: date | None) -> tuple[Days, ...]:
    """Three days ago is a day; three weeks ago the week, three months ago the month it falls in."""
    if published is None:
        return ()
    number = _COUNTS.get(match[1]) or int(match[1])
    unit = match[2]
    return (_unit(published, unit, -10 * number if unit == "decade" else -number),)


def _unit(published: date, unit: str, step: int) -> Days:
    if unit == "day":
        day = published + timedelta(days=step)
        return day, day
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)
    if unit == "month":
        year, month = divmod(12 * published.year + published.month - 1 + step, 12)
        return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
    year = published.year + step
    return date(year, 1, 1), date(year, 12, 31)


_Meaning = Callable[[re.Match[str], date | None], tuple[Days, ...]]
_MEANINGS: tuple[tuple[re.Pattern[str], _Meaning], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:t\d{2}:\d{2}.*)?", _iso),
        (r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", _slashed),
        (rf"{_DAY}{_UNTIL}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?", _day_of_month),
        (rf"{_MONTH}\s{_DAY}{_UNTIL}(?:,?\s{_YEAR})?", _day_of_month),
        (rf"{_MONTH}(?:(?:,|\sof)?\s{_YEAR})?", _month_alone),
        (rf"{_YEAR}(?:[–-](?P<last>[12]\d{{3}}|\d{{2}}))?", _year),
        (r"(?P<part>early |late |mid-|mid )?(?P<decade>[12]\d{2}0)['’]?s", _decade),
        (r"(\d{1,2})(?:st|nd|rd|th)[\s-]century", _century),
        (r"(today|tonight|yesterday|tomorrow|last night|this (?:morning|afternoon|evening))" + _PART, _near),
        (rf"(?:(?P<which>last|past|next|this)\s)?(?:early\s|late\s)?{_WEEKDAY}{_PART}", _weekday),
        (r"(last|previous|this|next)\s(week|month|year)", _which_unit),
        (rf"({'|'.join(_COUNTS)}|\d{{1,3}})[\s-](day|week|month|year|decade)s?[\s-]ago", _ago),
    )
)

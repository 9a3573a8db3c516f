"""The days a date's words mean: what can be told, what may be one of several, and what nobody knows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.spotting.days_meant import days_meant, published_on

# A Wednesday.
PUBLISHED = date(2023, 7, 12)


def told(words: str, published: date | None = PUBLISHED) -> list[str]:
    return [
        first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
        for first, last in days_meant(words, published)
    ]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2021-02-28", ["2021-02-28"]),
        ("28/02/2021", ["2021-02-28"]),
        ("2/28/2021", ["2021-02-28"]),
        ("4/4/2021", ["2021-04-04"]),
        ("3rd of March 2021", ["2021-03-03"]),
        ("March 3, 2021", ["2021-03-03"]),
        ("12–14 May 2020", ["2020-05-12/2020-05-14"]),
        ("Sept. 2019", ["2019-09-01/2019-09-30"]),
        ("February 2024", ["2024-02-01/2024-02-29"]),
        ("1999", ["1999-01-01/1999-12-31"]),
        ("2014–18", ["2014-01-01/2018-12-31"]),
        ("late 1990s", ["1997-01-01/1999-12-31"]),
        ("19th century", ["1801-01-01/1900-12-31"]),
    ],
)
def test_a_date_that_names_its_year_needs_no_day_of_publication(words: str, days: list[str]) -> None:
    assert told(words, None) == days
    assert told(words) == days


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("today", ["2023-07-12"]),
        ("Yesterday", ["2023-07-11"]),
        ("tomorrow morning", ["2023-07-13"]),
        ("last week", ["2023-07-03/2023-07-09"]),
        ("this month", ["2023-07-01/2023-07-31"]),
        ("next year", ["2024-01-01/2024-12-31"]),
        ("three days ago", ["2023-07-09"]),
        ("a month ago", ["2023-06-01/2023-06-30"]),
        ("12 years ago", ["2011-01-01/2011-12-31"]),
        ("past Tuesday", ["2023-07-11"]),
        ("July", ["2023-07-01/2023-07-31"]),
    ],
)
def test_what_is_told_from_today_is_counted_from_the_day_of_publication(words: str, days: list[str]) -> None:
    assert told(words) == days
    assert told(words, None) == []


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Tuesday night", ["2023-07-11", "2023-07-18"]),
        ("Saturday", ["2023-07-15", "2023-07-08"]),
        ("last Monday", ["2023-07-10", "2023-07-03"]),
        ("3 May", ["2023-05-03", "2024-05-03"]),
        ("29 February", ["2024-02-29", "2020-02-29"]),
        ("Dec. 31", ["2023-12-31", "2022-12-31"]),
    ],
)
def test_where_words_may_mean_several_days_all_are_told(words: str, days: list[str]) -> None:
    assert told(words) == days


@pytest.mark.parametrize(
    "words", ["3/4/2023", "31 June 2020", "8:30 p.m.", "Christmas", "the past few days", "", "9999 years ago"]
)
def test_nobody_is_told_what_nobody_knows(words: str) -> None:
    assert told(words) == []


def test_the_day_of_publication_is_read_where_it_is_a_day() -> None:
    assert published_on("2023-07-12T08:00Z") == PUBLISHED
    assert published_on("July 2023") is None
    assert published_on("") is None


@given(
    st.dates(date(2, 1, 1), date(9990, 1, 1)),
    st.sampled_from(["", "last ", "next ", "past ", "this "]),
    st.integers(0, 6),
)
def test_a_weekday_is_always_that_day_of_the_week(published: date, which: str, number: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[number]
    days = days_meant(which + name, published)
    assert days
    for first, last in days:
        assert first == last
        assert first.weekday() == number
        assert abs(first - published) <= timedelta(days=14)


@given(st.text(max_size=40), st.dates())
def test_any_words_are_read_without_an_error(words: str, published: date) -> None:
    for first, last in days_meant(words, published):
        assert first <= last

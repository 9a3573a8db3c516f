"""Dates and times: of the calendar, of the clock, and told from today."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from app.spotting.tokens import DATE, Taken, Tokens
from app.spotting.word_lists import words

Span = tuple[int, int]
Rule = Callable[[Tokens, int], int]

_SUFFIX = r"(?:st|nd|rd|th|er|º|ª)?"
_FORMS = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_YEAR = r"(?:1\d|20)\d{2}(?!\d)"
_NUMERIC = re.compile(
    r"\d{4}(?P<a>[-/.])\d{1,2}(?P=a)\d{1,2}(?![\d.]\d|\d)(?:T\d{2}:\d{2}(?::\d{2})?Z?)?"
    r"|\d{1,2}(?P<b>[-/.])\d{1,2}(?P=b)(?:\d{4}|\d{2})(?![\d.]\d|\d)"
    r"|\d{4}(?:年|년)(?:\s?\d{1,2}(?:月|월)(?:\s?\d{1,2}(?:日|일))?)?|\d{1,2}(?:月|월)\s?\d{1,2}(?:日|일)"
)
_ZONE = r"(?:\s(?:GMT|BST|UTC|EST|EDT|CET|CEST|PST|PDT|ET|local\stime)\b)?"
_CLOCK = re.compile(
    r"\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock\b|Uhr\b)"
    + _ZONE
    + r"|(?:[01]?\d|2[0-3])[:h][0-5]\d"
    r"(?::[0-5]\d)?(?![\d:])(?:\s?(?:[ap]\.m\.|[ap]m\b|Uhr\b|hrs\b))?" + _ZONE
)
_ERA = re.compile(r"\d{1,4}\s?(?:BCE|BC|CE|AD)\b")
_DECADE = re.compile(r"(?:1\d|20)\d0['’]?s\b|\d0s\b")
_CENTURY = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th))[\s-]centur(?:y|ies)\b")
_YEARS = re.compile(rf"{_YEAR}(?:[–/-](?:{_YEAR}|\d{{2}}(?!\d)))?(?![.,]?\d|[^\W_])")
_AFTER_YEAR = re.compile(r"\s(?:року|році|рік|рр?\.|года|году|год|гг?\.|م(?!\w))")
_UNITS = "second|minute|hour|day|night|week|weekend|fortnight|month|year|decade|generation|centur"
_AGO = re.compile(rf"[\s-](?:{_UNITS})(?:s|y|ies)?[\s-](?:ago|earlier|later|hence)\b")
_SPAN_OF = re.compile(rf"\s(?:{_UNITS})(?:s|y|ies)?\b")
_PART_OF_DAY = re.compile(r"\s(?:morning|afternoon|evening|night|lunchtime)\b")
_QUARTER = re.compile(rf"\s?(?:[1-4])(?:\s{_YEAR})?\b")
_TAIL_YEAR = re.compile(rf"(?:,?\s|,?\s?(?:de|del|du|of)\s|/)(?:{_YEAR})(?:\sроку|\sр\.|\sгода|\sг\.|م)?")
_DAY_MONTH = re.compile(
    rf"\d{{1,2}}(?!\d){_FORMS}(?:\s?[–-]\s?\d{{1,2}}(?!\d){_FORMS}|\s(?:to|and|bis|al|au|y|et|до)\s\d{{1,2}}(?!\d){_FORMS})?"
    r"[\s\u00a0](?:day\s)?(?:of\s|de\s|d['’])?(?=[^\W\d_])"
)
_MONTH_DAY = re.compile(
    rf"\.?[\s\u00a0]\d{{1,2}}(?![\d:]|[.,]\d|\s?[%$£€]){_SUFFIX}(?:\s?[–-]\s?\d{{1,2}}(?!\d){_SUFFIX})?(?!\w)"
)
_RELATIVE = frozenset({"last", "next", "this", "previous", "following", "coming", "past", "same"})
_NOT_PLURAL = frozenset({"was", "has", "is", "its", "as", "this", "his", "us", "ends", "sees", "politics"})


def dates(tokens: Tokens, taken: Taken) -> list[Span]:
    """The dates of a sentence, in order; what they cover is taken."""
    found: list[Span] = []
    triggers = _triggers()
    past = 0
    for i in tokens.having(DATE):
        start = tokens.starts[i]
        if start < past:
            continue
        end = _at_digits(tokens, i) if tokens.forms[i] == "d" else triggers[tokens.keys[i]](tokens, i)
        if end > start and taken.free(start, end):
            start = _from(tokens, i, past)
            found.append((start, end))
            taken.take(start, end)
            past = end
    return found


def _from(tokens: Tokens, i: int, past: int) -> int:
    """Where a date begins that a weekday or a word such as *early* may stand before."""
    start = tokens.starts[i]
    before = tokens.key(i - 1)
    if before in {"early", "late", "mid"} and tokens.starts[i - 1] >= past:
        return tokens.starts[i - 1]
    if before == "-" and tokens.key(i - 2) == "mid" and tokens.starts[i - 2] >= past:
        return tokens.starts[i - 2]
    if before in {"'", "’"} and tokens.glued(i - 1) and tokens.text[start : start + 3].endswith("0s"):
        return tokens.starts[i - 1]
    return start


def _at_digits(tokens: Tokens, i: int) -> int:
    text, at = tokens.text, tokens.starts[i]
    if at and not _may_begin(text, at):
        return 0
    for pattern in (_NUMERIC, _CLOCK, _ERA, _DECADE, _CENTURY):
        match = pattern.match(text, at)
        if match:
            return match.end()
    match = _DAY_MONTH.match(text, at)
    if match:
        end = _month_end(text, match.end())
        if end:
            return _with_year(text, end)
    match = _AGO.match(text, tokens.ends[i])
    if match:
        return match.end()
    return _year(tokens, i)


def _may_begin(text: str, at: int) -> bool:
    """False inside a word, an amount of money, or a number that began earlier."""
    before = text[at - 1]
    inside = before.islower() or before.isupper() or before.isdigit() or before in "_#/$£€¥"
    return not inside and not (before in ".,:" and at > 1 and text[at - 2].isdigit())


_LETTERS = re.compile(r"[^\W\d_]+")
_LEVANTINE = re.compile(r"(?:كانون|تشرين)\s(?:الأول|الثاني|الاول)")


def _month_end(text: str, at: int) -> int:
    """Where the month's name at ``at`` ends, its stop or its Levantine name after it included; or 0."""
    levantine = _LEVANTINE.match(text, at)
    if levantine:
        return levantine.end()
    match = _LETTERS.match(text, at)
    if not match or match[0].casefold() not in _months():
        return 0
    end = match.end()
    if text[end : end + 1] == "." and len(match[0]) <= 4 and text[end + 1 : end + 2] in {" ", ","}:
        end += 1
    if text[end : end + 1] == "/":
        other = _month_end(text, end + 1)
        return other or end
    return end


def _with_year(text: str, end: int) -> int:
    match = _TAIL_YEAR.match(text, end)
    return match.end() if match else end


def _year(tokens: Tokens, i: int) -> int:
    """A bare number that is a year: 1700–2099, or from 1000 after a word such as *in*."""
    text = tokens.text
    match = _YEARS.match(text, tokens.starts[i])
    if not match or tokens.ends[i] - tokens.starts[i] != 4:
        return 0
    cue = tokens.key(i - 1) in words("days", "before_year")
    if not cue and int(tokens.keys[i]) < 1700:
        return 0
    after = _AFTER_YEAR.match(text, match.end())
    if after:
        return after.end()
    j = i + 1
    while j < len(tokens) and tokens.starts[j] < match.end():
        j += 1
    following = tokens.key(j)
    if text[match.end() : match.end() + 1] in "%°$€£‰":
        return 0
    if cue and tokens.key(i - 1) != "the":
        return match.end()
    word = j < len(tokens) and tokens.is_word(j) and tokens.spaced(j - 1) and not tokens.capital(j)
    counted = word and following.endswith("s") and len(following) > 2 and following not in _NOT_PLURAL
    if counted or following in words("days", "not_after_year"):
        return 0
    return match.end()


@cache
def _months() -> frozenset[str]:
    return words("months", "capital") | words("months", "doubtful") | words("months", "small")


def _at_month(tokens: Tokens, i: int) -> int:
    text, end, key = tokens.text, tokens.ends[i], tokens.keys[i]
    levantine = _LEVANTINE.match(text, tokens.starts[i])
    if levantine:
        return _with_year(text, levantine.end())
    if key not in _months():
        return 0
    needs_capital = key in words("months", "capital") or key in words("months", "doubtful")
    capital = tokens.capital(i)
    if needs_capital and not capital and key not in words("months", "small"):
        return 0
    match = _MONTH_DAY.match(text, end)
    if match and (capital or not needs_capital):
        return _with_year(text, match.end())
    full = _month_end(text, tokens.starts[i]) or end
    with_year = _with_year(text, full)
    if with_year > full:
        return with_year
    return full if _stands_alone(tokens, i) else 0


def _stands_alone(tokens: Tokens, i: int) -> bool:
    key, before = tokens.keys[i], tokens.key(i - 1)
    if key in words("months", "capital") and tokens.capital(i):
        return not (
            tokens.capital(i - 1) and tokens.spaced(i - 1) and before not in words("days", "names") and i > 1
        )
    if key in words("months", "doubtful") and tokens.capital(i):
        return before in words("days", "before_month") and not tokens.capital(i + 1)
    return before in words("months", "cues") and key in words("months", "small") and not tokens.capital(i + 1)


def _at_day(tokens: Tokens, i: int) -> int:
    text, end = tokens.text, tokens.ends[i]
    if tokens.keys[i] in words("days", "names") and not tokens.capital(i):
        return 0
    part = _PART_OF_DAY.match(text, end)
    if part:
        end = part.end()
    joined = _BEFORE_DATE.match(text, end)
    if joined:
        at = joined.end()
        match = _DAY_MONTH.match(text, at) if text[at : at + 1].isdigit() else None
        if match:
            month = _month_end(text, match.end())
            if month:
                return _with_year(text, month)
        month = _month_end(text, at) if text[at : at + 1].isupper() else 0
        if month:
            day = _MONTH_DAY.match(text, month)
            return _with_year(text, day.end()) if day else end
    return end


_BEFORE_DATE = re.compile(r",?\s(?:the\s|den\s|el\s|le\s)?")


def _at_relative(tokens: Tokens, i: int) -> int:
    """*Last Tuesday*, *this week*, *the past two years*."""
    key = tokens.keys[i]
    following = tokens.key(i + 1)
    if not tokens.spaced(i):
        return 0
    if following in words("days", "names"):
        return _at_day(tokens, i + 1)
    if following in words("days", "spans") or following in words("days", "seasons"):
        if key == "same" or (following in {"term", "quarter"} and key == "this"):
            return 0
        return _with_year(tokens.text, _with_part(tokens.text, tokens.ends[i + 1]))
    if following in words("months", "capital") | words("months", "doubtful") and tokens.capital(i + 1):
        return _with_year(tokens.text, tokens.ends[i + 1])
    if key in {"past", "last", "next", "previous", "coming"} and _counts(tokens, i + 1):
        match = _SPAN_OF.match(tokens.text, tokens.ends[i + 1])
        return match.end() if match else 0
    return 0


def _with_part(text: str, end: int) -> int:
    match = _PART_OF_DAY.match(text, end)
    return match.end() if match else end


def _counts(tokens: Tokens, i: int) -> bool:
    return i < len(tokens) and (
        tokens.forms[i] == "d"
        or tokens.keys[i] in words("numbers", "words")
        or tokens.keys[i] in {"few", "several", "couple"}
    )


def _at_number_word(tokens: Tokens, i: int) -> int:
    """*Two years ago*, *the twentieth century*, *the third quarter*."""
    text, end = tokens.text, tokens.ends[i]
    if tokens.keys[i] in words("numbers", "ordinals") or tokens.keys[i] == "first":
        if (
            text[end : end + 8].casefold() in {" century", "-century"}
            and not text[end + 8 : end + 9].isalnum()
        ):
            return end + 8
        if tokens.key(i + 1) in {"quarter", "half"} and tokens.spaced(i):
            of = _TAIL_YEAR.match(text, tokens.ends[i + 1])
            return of.end() if of else (tokens.ends[i + 1] if tokens.key(i + 1) == "quarter" else 0)
    match = _AGO.match(text, end)
    return match.end() if match else 0


def _at_season(tokens: Tokens, i: int) -> int:
    match = _TAIL_YEAR.match(tokens.text, tokens.ends[i])
    return match.end() if match else 0


def _at_holiday(tokens: Tokens, i: int) -> int:
    if not tokens.capital(i) or (tokens.capital(i + 1) and tokens.key(i + 1) not in {"day", "eve"}):
        return 0
    end = tokens.ends[i + 1] if tokens.key(i + 1) in {"day", "eve"} else tokens.ends[i]
    return _with_year(tokens.text, end)


def _at_decade(tokens: Tokens, i: int) -> int:
    return tokens.ends[i] if tokens.key(i - 1) in {"the", "early", "late", "mid"} else 0


def _at_quarter(tokens: Tokens, i: int) -> int:
    match = _QUARTER.match(tokens.text, tokens.ends[i])
    return match.end() if match and tokens.word(i) == "Q" else 0


def _at_today(tokens: Tokens, i: int) -> int:
    return _with_part(tokens.text, tokens.ends[i])


def _at_era(tokens: Tokens, i: int) -> int:
    match = re.compile(r"\s\d{1,4}(?!\d)").match(tokens.text, tokens.ends[i])
    return match.end() if match and tokens.word(i) == "AD" else 0


@cache
def date_words() -> frozenset[str]:
    """The words in whose place a rule for dates looks."""
    return frozenset(_triggers())


@cache
def _triggers() -> dict[str, Rule]:
    table: dict[str, Rule] = {}
    for keys, rule in (
        (words("numbers", "words") | {"few", "several", "one", "first"}, _at_number_word),
        (_months() | {"كانون", "تشرين"}, _at_month),
        (words("days", "names") | words("days", "small"), _at_day),
        (words("days", "alone"), _at_today),
        (words("days", "holidays"), _at_holiday),
        (words("days", "seasons"), _at_season),
        (words("days", "decades"), _at_decade),
        (_RELATIVE, _at_relative),
        ({"q"}, _at_quarter),
        ({"ad"}, _at_era),
    ):
        table.update(dict.fromkeys(keys, rule))
    return table

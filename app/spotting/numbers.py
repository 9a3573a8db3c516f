"""Numbers with what belongs to them: sign, currency, scale, unit, the other end of a range."""

from __future__ import annotations

import re

from app.spotting.tokens import BEFORE_NUMBER, NUMBER, Taken, Tokens
from app.spotting.word_lists import words

Span = tuple[int, int]

_SCALES = (
    "hundred|thousand|million|billion|trillion|mln|bln|mn|bn|tn|dozen|millones|millions|millón|milliards?|milliers|"
    r"mil|mille|Millionen|Million|Milliarden?|Mio\b\.?|Mrd\b\.?|Tsd\b\.?|Tausend|тис\b\.?|тисяч\w{0,3}|тыс\b\.?|млн\b\.?|"
    r"мільйон\w{0,3}|миллион\w{0,3}|млрд\b\.?|мільярд\w{0,3}|миллиард\w{0,3}|مليون|ملايين|مليار|ألف|آلاف"
)
_UNITS = (
    r"%|‰|٪|per\s?cent(?:age\spoints?)?|percentage\spoints?|percent|por\sciento|pour\scent|Prozent|відсот\w{1,4}|процент\w{0,3}|"
    r"بالمئة|بالمائة|في\sالمئة|في\sالمائة|°\s?[CF]?|degrees?(?:\s(?:Celsius|Fahrenheit))?|[kKMG]?m/h|mph|km/h|knots|"
    r"(?:square|cubic|nautical)\s(?:kilomet|met|mile|feet|yard|inch)\w{0,6}|"
    r"kg|g|mg|km|m|cm|mm|ft|feet|foot|inch(?:es)?|miles?|yards?|(?:kilo|centi|milli)?met(?:re|er)s?|tonnes?|tons?|"
    r"kilos?|(?:kilo)?grams?|pounds?|lbs?|oz|ounces?|(?:milli)?lit(?:re|er)s?|gallons?|pints?|barrels?|acres?|hectares?|ha|"
    r"[kMGT]?Wh?|(?:kilo|mega|giga|tera)?watt(?:-hour)?s?|volts|[kMG]?Hz|[KMGT]B|"
    r"seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies)|"
    r"dollars?|cents?|euros?|roubles?|rubles?|yen|yuan|francs?|hryvnias?|rupees?|pesos?|pence|"
    r"км|кг|м|грн|гривень|років|роки|днів|годин|метрів|тонн|USD|EUR|GBP|dólares|años|ans|Jahre|Euro|Dollar|"
    r"times|points?|basis\spoints?|votes?|seats?"
)
_CURRENCY = r"(?:US|AU|CA|NZ|HK|R|S|A|C)?[$£€¥₹₽₩₴₪₺₦฿]"
_FIGURES = (
    r"(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}(?!\d))++|\d++(?:[.,٫٬'’]\d++)*+)(?:[.,]\d++)?"
    r"(?:\s?[½⅓⅔¼¾⅛⅜⅝⅞]|/\d{1,3}(?!\d))?"
)
_ORDINAL = r"(?:(?:st|nd|rd|th|er|ème|e|º|ª|-?(?:й|го|му|ий|та|те|ша|ге|х))(?!\w))?"
_REST = (
    rf"(?:[-\s\u00a0]?(?:{_SCALES})(?!\w)|(?:[kKmMbB]|bn|tn|mn)(?!\w))?"
    rf"(?:[-\s\u00a0]?(?:de\s)?(?:{_UNITS})(?!\w))?(?:[-\s]olds?\b)?"
)
_QUANTITY = rf"{_FIGURES}{_ORDINAL}{_REST}"
_RANGE = re.compile(
    rf"{_QUANTITY}(?:(?:[–-]|\sto\s|\sbis\s|\sout\sof\s|:)(?:{_CURRENCY}\s?)?{_QUANTITY})?(?:\s?[€$£₴₽])?"
)
_FRONT = re.compile(
    rf"(?:(?<![\w–-])[+−±~<>≈-]\s?)?(?:{_CURRENCY}\s?|\b(?:USD|EUR|GBP|CHF|JPY|CNY|INR|UAH|Rs\.?)\s)?\Z"
)
# Thai, Lao, Burmese, Khmer, kana and Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LOOK_BACK = 8
BEFORE_SPELT = frozenset({"one", "a", "an"})
"""Numbers only beside another number word."""
_SHARE = re.compile(r"\s(?:in|out of|to)\s([^\W\d_]{3,10})\b")
_REST_OF_WORDS = re.compile(rf"(?:[-\s\u00a0](?:{_UNITS})(?!\w))?(?:[-\s]olds?\b)?")


def numbers(tokens: Tokens, taken: Taken) -> list[Span]:
    """The numbers of a sentence, in figures of any script and in English words, in order."""
    found: list[Span] = []
    spelt = words("numbers", "words")
    past = 0
    if not tokens.having(NUMBER):
        return found
    for i in tokens.having(NUMBER | BEFORE_NUMBER):
        if tokens.starts[i] < past:
            continue
        figures = tokens.forms[i] == "d"
        span = _figures(tokens, i, past) if figures else _spelt(tokens, i, spelt)
        if span and taken.free(*span):
            found.append(span)
            taken.take(*span)
            past = span[1]
    return found


def _figures(tokens: Tokens, i: int, past: int) -> Span | None:
    text, at = tokens.text, tokens.starts[i]
    if at and (text[at - 1] == "_" or (_is_letter(text[at - 1]) and not _is_currency(text, at))):
        return None
    if (
        at > 1
        and text[at - 1] in "-–.’'"
        and text[at - 2].isalpha()
        and (text[at - 2].isupper() or text[at - 1] == "-")
    ):
        return None
    match = _RANGE.match(text, at)
    end = match.end() if match else tokens.ends[i]
    following = text[end : end + 1]
    if following == "_" or following.islower() or following.isupper():
        return None
    front = _FRONT.search(text, max(past, at - _LOOK_BACK), at)
    return (front.start() if front else at), end


def _is_letter(char: str) -> bool:
    """Whether a figure after it belongs to a word such as R2; not where words stand without spaces."""
    return char.isalpha() and not _UNSPACED.match(char)


def _is_currency(text: str, at: int) -> bool:
    return text[max(0, at - 3) : at] in {"USD", "EUR", "GBP"}


def _spelt(tokens: Tokens, i: int, spelt: frozenset[str]) -> Span | None:
    """A run of number words from token ``i``, with the unit after it."""
    last = i
    while True:
        following = _joined(tokens, last, spelt)
        if following < 0:
            break
        last = following
    key = tokens.keys[i]
    rest = _REST_OF_WORDS.match(tokens.text, tokens.ends[last])
    end = rest.end() if rest else tokens.ends[last]
    if last == i:
        if key in {"a", "an"} or (key == "one" and not _is_share(tokens, i)):
            return None
        if key in {"second", "seconds"} and not _is_rank(tokens, i):
            return None
    if key in words("numbers", "ordinals") and tokens.capital(i) and tokens.capital(i + 1):
        return None
    if key in {"a", "an"} and tokens.key(i + 1) not in words("numbers", "after_article"):
        return tokens.starts[i + 1], end
    share = _SHARE.match(tokens.text, end)
    if share and share[1].casefold() in spelt:
        end = share.end()
    return tokens.starts[i], end


def _joined(tokens: Tokens, i: int, spelt: frozenset[str]) -> int:
    """The next token of a run of number words after ``i``, or -1."""
    following = tokens.key(i + 1)
    if tokens.spaced(i) and following in spelt:
        return i + 1
    if following == "-" and tokens.glued(i) and tokens.glued(i + 1) and tokens.key(i + 2) in spelt:
        return i + 2
    hundred = tokens.keys[i] in {"hundred", "thousand", "million", "a", "half"}
    if tokens.spaced(i) and following in {"and", "of", "a"} and tokens.spaced(i + 1) and hundred:
        joins = following == "and" or (following == "a" and tokens.keys[i] == "half")
        return i + 2 if joins and tokens.key(i + 2) in spelt else -1
    return -1


def _is_share(tokens: Tokens, i: int) -> bool:
    match = _SHARE.match(tokens.text, tokens.ends[i])
    return bool(match) and match[1].casefold() in words("numbers", "words")


def _is_rank(tokens: Tokens, i: int) -> bool:
    """Whether *second* ranks something: not in *per second*, *a split second*."""
    return tokens.key(i - 1) in words("numbers", "before_rank") and tokens.key(i + 1) != "-"

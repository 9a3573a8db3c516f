"""Facts by rules: names, organisations, numbers, dates, places, quotations, titles, superlatives.

What must be right in a text and can be ticked. The rules need no model; they look at one sentence at a
time (at one paragraph for quotations), so that the same sentence has the same facts wherever it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from typing import NamedTuple

from app.spotting.cutting import cut
from app.spotting.dates import dates
from app.spotting.names import named
from app.spotting.numbers import numbers
from app.spotting.quotations import quotations
from app.spotting.superlatives import superlatives
from app.spotting.titles import titles
from app.spotting.tokens import Taken
from app.spotting.word_lists import words
from app.text.lines import PARAGRAPH_BREAKS

_BREAK = re.compile(f"[{PARAGRAPH_BREAKS}]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"”]++|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
# "The" and a blank.
_ARTICLE = 4
# Signs that are one with the letter before or after them.
_JOINER, _SELECTORS = "\u200d", "\ufe00\ufe0f"
# A fact as start, end, kind: made a Fact when all are known, for most are sorted and cut before.
_Found = tuple[int, int, str]
_NAMES = frozenset({"name", "organisation"})
_RULES = (("date", dates), ("number", numbers), ("title", titles))
_BEFORE_DIGITS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"


class Fact(NamedTuple):
    """A word or phrase that must be right, in code points.

    ``kind`` is name, organisation, number, date, place, quotation, title or superlative.
    """

    start: int
    end: int
    kind: str


def find_facts(text: str, sentences: Sequence[tuple[int, int]], language: str = "") -> tuple[Fact, ...]:
    """The facts of the given sentences of ``text``, sorted; ``language`` is a code or blank.

    Sentences are half-open stretches in order that do not overlap. No fact leaves its sentence, and two of
    one kind never overlap; a number may stand inside a quotation. Time is linear in the text, whatever
    is in it.
    """
    found: list[_Found] = []
    for start, end in sentences:
        _in_sentence(text[start:end], start, language, found)
    quoted = list(_quoted(text, sentences))
    found = [*_less_titles(found, quoted), *quoted]
    found.sort()
    whole = _apart(_whole(text, found))
    whole.sort()
    return tuple(starmap(Fact, whole))


def _in_sentence(sentence: str, offset: int, language: str, found: list[_Found]) -> None:
    """Add the facts of one sentence."""
    tokens, taken = cut(sentence), Taken(len(sentence))
    if "@" in sentence or "://" in sentence or "www." in sentence:
        for match in _ADDRESS.finditer(sentence):
            taken.take(*match.span())
    for kind, rule in _RULES:
        for start, end in rule(tokens, taken):
            found.append((offset + start, offset + end, kind))
    german = language.startswith("de") or (not language and _is_german(tokens.keys))
    for start, end, kind in named(tokens, taken, german):
        found.append((offset + start, offset + end, kind))
    if not language or language.startswith("en"):
        for start, end in superlatives(tokens, taken):
            found.append((offset + start, offset + end, "superlative"))


def _is_german(keys: Sequence[str]) -> bool:
    return len(words("names", "german").intersection(keys)) > 2


def _quoted(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[_Found]:
    """Quotations, a piece for each sentence they reach into."""
    for line in _lines(text, sentences):
        first, last = line[0][0], line[-1][1]
        i = 0
        for start, end in quotations(text[first:last]):
            while line[i][1] <= first + start:
                i += 1
            j = i
            while j < len(line) and line[j][0] < first + end:
                piece = _trimmed(text, max(line[j][0], first + start), min(line[j][1], first + end))
                if piece:
                    yield piece
                j += 1


def _less_titles(found: list[_Found], quoted: list[_Found]) -> Iterator[_Found]:
    """Less the names that are all of a quotation but its article: “The Long Tide” is ticked once."""
    begins = {end: start for start, end, _ in quoted}
    for start, end, kind in found:
        if kind not in _NAMES or start - begins.get(end, -_ARTICLE - 1) > _ARTICLE:
            yield start, end, kind


def _trimmed(text: str, start: int, end: int) -> _Found | None:
    """The piece without blanks around it and the comma that belongs to what follows; None where empty."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",，、،"):
        end -= 1
    said = any(letter.isalnum() for letter in text[start:end])
    return (start, end, "quotation") if said else None


def _lines(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The sentences of each line together."""
    line: list[tuple[int, int]] = []
    for start, end in sentences:
        if line and _BREAK.search(text, line[-1][1], start):
            yield line
            line = []
        line.append((start, end))
    if line:
        yield line


def _whole(text: str, facts: Iterable[_Found]) -> Iterator[_Found]:
    """The facts with the marks that are one character with their first or last."""
    text += " "
    for fact in facts:
        start, end, kind = fact
        if text[end] < "\u0300" and text[start - 1] < "\u0300":
            yield fact
            continue
        while start and text[start - 1] in _BEFORE_DIGITS:
            start -= 1
        while _belongs(text[end]):
            end += 1
        yield start, end, kind


def _belongs(char: str) -> bool:
    if char < "\u0300":
        return False
    return char in _SELECTORS or char == _JOINER or unicodedata.category(char) in {"Mn", "Mc", "Me"}


def _apart(facts: Iterable[_Found]) -> list[_Found]:
    """Facts less those that overlap one of their kind before them."""
    ends: dict[str, int] = {}
    kept: list[_Found] = []
    for fact in facts:
        start, end, kind = fact
        if start >= ends.get(kind, 0):
            ends[kind] = end
            kept.append(fact)
    return kept

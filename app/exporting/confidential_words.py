"""The words that would give a confidential source away, and where a text has them.

Looked for are names, whole and in parts, titles, addresses, names of files, ways to reach somebody, and
stretches of what was quoted or noted. Case, accents, marks and hidden characters make no difference, nor do
the endings that a name takes in many languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from db.records import ContactRecord, EvidenceRecord, SourceKind, SourceRecord, TickRecord, record
from db.records.leaving import Telling
from db.words import SIGNS

# Scripts that put no space between words: each character stands for itself.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff"
)
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[{_MARKS}])*")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f]")
_DIGITS = re.compile(r"\+?[0-9][0-9\s()./\u2010-\u2015-]{4,}[0-9]")
_MAIL = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+\w")
# Not names by themselves.
_SMALL = frozenset(
    {
        *("al", "and", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do"),
        *("dos", "dr", "du", "el", "et", "ibn", "jr", "la", "las", "le", "los", "mr", "mrs", "ms", "of"),
        *("prof", "sir", "sr", "st", "the", "van", "von", "y", "zu", "zum"),
    }
)
_ENDING = 3
_RUN, _RUN_OF_SMALL, _RUN_UNSPACED = 4, 6, 8
_LONG, _LONG_WORD = 5, 8
_DIGITS_OF_A_NUMBER = 6
_AROUND = 40


@record
class Given:
    """Something of source ``number`` that a text has: what, the words there, and the words around them."""

    number: str
    telling: Telling
    words: str
    around: str


_Places = Sequence[tuple[str, int, int]]
_Found = tuple[str, Telling, int, int]


@record
class _Phrase:
    number: str
    telling: Telling
    tokens: tuple[str, ...]


class ConfidentialWords:
    """What must not be said, ready to be looked for in many texts."""

    def __init__(self) -> None:
        self._phrases: list[_Phrase] = []
        self._parts: dict[str, str] = {}
        self._runs: dict[tuple[str, ...], str] = {}
        self._literal: list[tuple[str, str, Telling]] = []
        self._figures: list[tuple[str, str]] = []
        self._lengths: set[int] = set()

    def __bool__(self) -> bool:
        return bool(self._phrases or self._parts or self._runs or self._literal or self._figures)

    def add_source(self, source: SourceRecord) -> None:
        """All that is known of a source."""
        n, person = source.number, source.person
        names = [person.name, source.author]
        if source.kind == SourceKind.PERSON and not person.name:
            names.append(source.title.partition(",")[0])
        for name in names:
            self._add_name(n, name)
        if source.title != person.name:
            self._add_phrase(n, Telling.TITLE, source.title)
        self._add_phrase(n, Telling.NAME, source.publisher)
        self._add_phrase(n, Telling.WORDS, person.role, at_least=3)
        self._add_literal(n, Telling.FILE, source.original_name, source.original_name.rpartition(".")[0])
        self._add_literal(n, Telling.FILE, source.sha)
        for address in (source.url, source.archive_url, source.origin):
            self._add_literal(n, Telling.ADDRESS, address, re.sub(r"^\w+://(www\.)?", "", address).strip("/"))
        self._add_contact(n, person.contact)
        self.add_quoted(n, source.note)
        self._add_runs(n, source.title)

    def add_contact(self, number: str, contact: ContactRecord) -> None:
        """One attempt to reach a person: what was put and answered, and a number or address used."""
        self.add_quoted(number, contact.put)
        self.add_quoted(number, contact.answer)
        self._add_contact(number, contact.how)

    def add_passage(self, one: EvidenceRecord | TickRecord) -> None:
        """A passage that is held back, and where it stands."""
        self.add_quoted(one.source_number, one.passage)
        self._add_runs(one.source_number, one.locator)

    def add_quoted(self, number: str, words: str) -> None:
        """Words that somebody said or wrote: as a whole, and any longer stretch of them."""
        self._add_phrase(number, Telling.WORDS, words, at_least=2)
        self._add_runs(number, words)

    def found_in(self, text: str) -> list[Given]:
        """What of all this the text has, once for each source and each thing that tells of it."""
        if not text or not self:
            return []
        text = _HIDDEN.sub("", text)
        places = [(folded(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        seen: dict[tuple[str, Telling], Given] = {}
        for number, telling, start, end in (
            *self._found_phrases(places),
            *self._found_runs(places),
            *self._found_literals(text),
            *self._found_figures(text),
        ):
            if (number, telling) not in seen:
                seen[number, telling] = Given(number, telling, text[start:end], _around(text, start, end))
        whole = {number for number, telling in seen if telling is Telling.NAME}
        for number, telling, start, end in self._found_parts(places):
            if number not in whole and (number, telling) not in seen:
                seen[number, telling] = Given(number, telling, text[start:end], _around(text, start, end))
        return list(seen.values())

    def _add_name(self, number: str, name: str) -> None:
        tokens = _sought(name)
        if not tokens or (len(tokens) == 1 and len(tokens[0]) < 2):
            return
        self._phrases.append(_Phrase(number, Telling.NAME, tokens))
        if re.match(f"[{_UNSPACED}]", name.strip()):
            if len(tokens) == 3:
                self._phrases.append(_Phrase(number, Telling.PART, tokens[1:]))
            return
        for token in tokens:
            if len(token) > 1 and token not in _SMALL:
                self._parts.setdefault(token, number)

    def _add_phrase(self, number: str, telling: Telling, words: str, at_least: int = 1) -> None:
        tokens = _sought(words)
        if len(tokens) >= at_least or (tokens and len(tokens[0]) >= _LONG_WORD):
            self._phrases.append(_Phrase(number, telling, tokens))

    def _add_literal(self, number: str, telling: Telling, *spellings: str) -> None:
        for words in spellings:
            if len(words) > _ENDING and words not in SIGNS:
                self._literal.append((words.lower(), number, telling))

    def _add_contact(self, number: str, contact: str) -> None:
        self._add_literal(number, Telling.CONTACT, *_MAIL.findall(contact))
        for found in _DIGITS.findall(contact):
            if len(figures := _figures(found)) >= _DIGITS_OF_A_NUMBER:
                self._figures.append((figures, number))
        self._add_phrase(number, Telling.CONTACT, contact, at_least=2)

    def _add_runs(self, number: str, words: str) -> None:
        tokens = _sought(words)
        for size in (_RUN, _RUN_OF_SMALL, _RUN_UNSPACED):
            for at in range(len(tokens) - size + 1):
                run = tokens[at : at + size]
                if _tells(run):
                    self._runs.setdefault(run, number)
                    self._lengths.add(size)

    def _found_phrases(self, places: Sequence[tuple[str, int, int]]) -> Iterable[_Found]:
        where: dict[str, list[int]] = {}
        for at, (token, _, _) in enumerate(places):
            where.setdefault(token, []).append(at)
        for phrase in self._phrases:
            size, first = len(phrase.tokens), phrase.tokens[0]
            starts = where.get(first, [])
            if phrase.telling is Telling.NAME:
                starts = sorted(at for known, found in where.items() if _alike(known, first) for at in found)
            for at in starts:
                run = places[at : at + size]
                if len(run) == size and all(
                    _alike(place[0], token) for place, token in zip(run, phrase.tokens, strict=True)
                ):
                    yield phrase.number, phrase.telling, run[0][1], run[-1][2]
                    break

    def _found_parts(self, places: _Places) -> Iterable[_Found]:
        checked: dict[str, str] = {}
        for token, start, end in places:
            if token not in checked:
                checked[token] = next((n for part, n in self._parts.items() if _alike(token, part)), "")
            if checked[token]:
                yield checked[token], Telling.PART, start, end

    def _found_runs(self, places: _Places) -> Iterable[_Found]:
        tokens = tuple(place[0] for place in places)
        for size in sorted(self._lengths):
            for at in range(len(tokens) - size + 1):
                number = self._runs.get(tokens[at : at + size])
                if number is not None:
                    yield number, Telling.WORDS, places[at][1], places[at + size - 1][2]

    def _found_literals(self, text: str) -> Iterable[_Found]:
        lowered = text.lower()
        for words, number, telling in self._literal:
            at = lowered.find(words)
            if at >= 0:
                yield number, telling, at, at + len(words)

    def _found_figures(self, text: str) -> Iterable[_Found]:
        if not self._figures:
            return
        for m in _DIGITS.finditer(text):
            here = _figures(m.group())
            for figures, number in self._figures:
                # With or without the country's code.
                if len(here) >= _DIGITS_OF_A_NUMBER and (
                    figures in here or here.lstrip("0") in figures or figures.lstrip("0") in here
                ):
                    yield number, Telling.CONTACT, m.start(), m.end()


def folded(word: str) -> str:
    """A word without case, accents and presentation forms."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).casefold()


def tokens_of(words: str) -> tuple[str, ...]:
    """The words of a text, folded, without the marks between them."""
    return tuple(folded(m.group()) for m in _TOKEN.finditer(_HIDDEN.sub("", words)))


def _sought(words: str) -> tuple[str, ...]:
    """The words of something to look for; none where they are withheld from this copy themselves."""
    return () if words in SIGNS else tokens_of(words)


def _alike(token: str, part: str) -> bool:
    """Whether a word is that part of a name, as it is or with an ending (or Arabic's prefix) on it."""
    if token == part:
        return True
    extra = len(token) - len(part)
    if not 0 < extra <= _ENDING or part.isdigit():
        return False
    if part.isascii() or "\u0370" <= part[0] < "\u0590" or part[0] < "\u0370":
        return (len(part) >= _LONG and token.startswith(part)) or (extra == 1 and token == part + "s")
    return len(part) > 1 and part in token


def _tells(run: Sequence[str]) -> bool:
    """Whether a run of words is more than what anybody says: two longer words or figures, or more words."""
    if all(len(token) == 1 for token in run):
        return len(run) >= _RUN_UNSPACED
    if len(run) >= _RUN_OF_SMALL:
        return True
    return sum(len(token) >= _LONG or token.isdigit() for token in run) > 1


def _figures(text: str) -> str:
    return "".join(c for c in text if c in "0123456789")


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    words = " ".join(text[first:last].split())
    return ("…" if first else "") + words + ("…" if last < len(text) else "")

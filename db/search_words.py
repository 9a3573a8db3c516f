"""Words as a search index has them, as a person asks for them, and where they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from db.records.articles import Span
from db.scripts import UNSPACED

_PASSAGE = 1_200
"""Characters of a passage, more or less."""
_LONGEST_QUERY = 400
_MOST_TERMS = 16
_ASKED = re.compile(r'["“„«]([^"“”„«»]*)["”“»]|([^\s"“”„«»]+)')
_UNSEEN = re.compile("[\u00ad\u0640\u064b-\u0652\u0670\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens, joiners, marks of direction, and the strokes and vowels Arabic may be written without."""
_LINE_END = re.compile(r"([^\W\d_]+)[-‐\u00ad]\n([^\W\d_]+)")
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0652\u0670]")


class Term(NamedTuple):
    """Words of a query that must stand together, folded; one word may be a word's beginning."""

    words: tuple[str, ...]
    begins: bool


def storable(words: str) -> str:
    """The words with something else in place of what SQLite cannot keep, as many characters as before."""
    return words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def folded(words: str) -> str:
    """The words as the index has them: unspaced characters each by itself, one parted at a line's end in one
    and in two, since nobody knows which it is."""
    if "-\n" in words or "‐\n" in words or "\u00ad\n" in words:
        words = _LINE_END.sub(r"\1\2 \1 \2", words)
    words = _UNSEEN.sub("", words)
    return UNSPACED.sub(r" \g<0> ", words) if UNSPACED.search(words) else words


def passages(words: str) -> list[tuple[int, int]]:
    """The text in passages that end with a paragraph, a line or at least a word; one for a short text."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = len(words)
        if end - at > _PASSAGE * 1.5:
            line = words.rfind("\n", at + _PASSAGE // 2, at + _PASSAGE) + 1
            space = words.rfind(" ", at + _PASSAGE // 2, at + _PASSAGE) + 1
            end = line or space or at + _PASSAGE
        if words[at:end].strip() or not at:
            found.append((at, end))
        at = end
    return found or [(0, 0)]


def terms_of(query: str) -> list[Term]:
    """What a query asks for: each word, and each phrase in quotation marks; other signs are nothing."""
    terms: list[Term] = []
    for phrase, single in _ASKED.findall(storable(query[:_LONGEST_QUERY])):
        words = tuple(_words(_UNSEEN.sub("", phrase or single)))
        if words:
            # A letter alone begins too many words.
            begins = not phrase and len(words[-1]) > 1 and not UNSPACED.match(words[-1])
            terms.append(Term(words, begins))
    return list(dict.fromkeys(terms))[:_MOST_TERMS]


def _words(asked: str) -> list[str]:
    """Words as FTS5 parts them, unspaced characters each by itself; of what was typed no sign is left."""
    spaced = UNSPACED.sub(r" \g<0> ", asked)
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in spaced).split()


def spelled(term: Term) -> str:
    """The term as FTS5 reads it."""
    return f'"{" ".join(term.words)}"' + ("*" if term.begins else "")


class Marking:
    """Finds the terms of a query in words as they stand."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = sorted(terms, key=lambda term: -len(term.words))

    def marks(self, words: str) -> list[Span]:
        """Where they stand, in order and apart."""
        if not words.isascii() or "-\n" in words:
            return [Span(*match.span()) for match in self._full.finditer(words)]
        # In words of ASCII alone, letter by letter as they are sought, which is many times as fast.
        lower = words.lower()
        found = sorted(
            match.span()
            for pattern in self._plain
            for match in pattern.finditer(lower)
            if not match.start() or not lower[match.start() - 1].isalnum()
        )
        marks: list[Span] = []
        for start, end in found:
            if not marks or start >= marks[-1].end:
                marks.append(Span(start, end))
        return marks

    @cached_property
    def _plain(self) -> list[re.Pattern[str]]:
        return [re.compile(_one(term, _bare)) for term in self._terms]

    @cached_property
    def _full(self) -> re.Pattern[str]:
        def begun(term: Term) -> str:
            return "" if UNSPACED.match(term.words[0]) else r"(?<![^\W_])"

        return re.compile("|".join(begun(t) + _one(t, _letters) for t in self._terms), re.IGNORECASE)


def _one(term: Term, letters: Callable[[str], str]) -> str:
    words = r"[\W_]*".join(map(letters, term.words))
    return words + ("" if term.begins or UNSPACED.match(term.words[-1]) else r"(?![^\W_])")


def _bare(word: str) -> str:
    return re.escape(_ACCENTS.sub("", unicodedata.normalize("NFD", word.lower())) or word)


def _letters(word: str) -> str:
    """A word with any accents, also where a line's end parts it."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word.lower()))
    accents = f"(?:{_ACCENTS.pattern}|{_UNSEEN.pattern})*(?:[-‐]\\n)?"
    return accents.join(
        f"[{c}{_accented().get(c, '')}]" if c.isalnum() else re.escape(c) for c in bare or word
    )


@cache
def _accented() -> dict[str, str]:
    """Letters and those made of them with an accent."""
    found: dict[str, str] = {}
    for c in map(chr, range(0xC0, 0x1FFF)):
        parts = unicodedata.normalize("NFD", c.lower())
        if len(parts) > 1:
            found[parts[0]] = found.get(parts[0], "") + c.lower()
    return found

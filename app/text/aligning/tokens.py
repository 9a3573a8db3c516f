"""The words of a draft as numbers: equal where two words are the same but for how they are set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from db.alignment import letters
from db.scripts import UNSPACED

_QUOTES = frozenset("\"“”„‟″«»‹›「」『』《》〈〉'‘’‚‛′`´＂＇")
_SIGNS = frozenset("%‰‱％﹪٪؉؊#@&§?؟？‽{}")
"""Marks that say something: nobody sets them otherwise, as quotation marks, dashes and commas are."""
_QUOTE = '"'
_APOSTROPHES = "[’'ʼ]"


@dataclass
class Tokens:
    """The words, signs and quotation marks of a text, in order: where each stands, and its number."""

    starts: list[int]
    ends: list[int]
    ids: list[int]


@dataclass
class Vocabulary:
    """Numbers for words, shared by two drafts; ``names`` are the words, folded, by their number."""

    names: list[str] = field(default_factory=list[str])
    _by_name: dict[str, int] = field(default_factory=dict[str, int])
    _by_spelling: dict[str, int] = field(default_factory=dict[str, int])

    def tokens(self, text: str) -> Tokens:
        """The tokens of a text; in scripts written without spaces each character is one."""
        pattern = _pattern(text)
        if pattern is None:
            return Tokens([], [], [])
        # What stands between tokens and the tokens, in turn: parted and counted without a loop over each.
        parts: list[str] = pattern.split(text)
        ends = list(accumulate(map(len, parts)))
        spellings = parts[1::2]
        known = self._by_spelling
        for spelling in dict.fromkeys(spellings):
            if spelling not in known:
                self._number(spelling)
        return Tokens(ends[0:-1:2], ends[1::2], [known[spelling] for spelling in spellings])

    def _number(self, spelling: str) -> int:
        name = _folded(spelling)
        number = self._by_name.setdefault(name, len(self.names))
        if number == len(self.names):
            self.names.append(name)
        self._by_spelling[spelling] = number
        return number


def _folded(spelling: str) -> str:
    if spelling.isascii() and spelling.isalpha():
        return spelling.lower()
    if spelling in _QUOTES:
        return _QUOTE
    if any(map(str.isdigit, spelling)):
        # 1.5 is not 15, and -5 is not 5.
        sign = "-" if spelling[0] in "-−–" else ""
        return sign + "".join(letters(part) or part for part in re.split("([.,:])", spelling))
    if spelling[0] in "_*":
        return "***"
    # Its is not it's, however the apostrophe is set.
    parts = [letters(part) for part in re.split(_APOSTROPHES, spelling)]
    return "'".join(filter(None, parts)) or unicodedata.normalize("NFKC", spelling)


def _pattern(text: str) -> re.Pattern[str] | None:
    """What finds the tokens of this text, as its one group: made of the characters it has, since re knows no
    categories.
    """
    word, single = "", ""
    for character in sorted(set(text)):
        kind = unicodedata.category(character)[0]
        if character in _QUOTES or character in _SIGNS:
            single += character
        elif UNSPACED.match(character):
            single += character if kind in "LMN" else ""
        elif kind in "LMN":
            word += character
        elif kind == "S":
            single += character
    if not word:
        return re.compile(f"([{ranges(single)}])") if single else None
    w = f"[{ranges(word)}]"
    return re.compile(
        # A minus; initials such as U.S.; a word, with apostrophes inside it and points inside its figures.
        rf"((?:(?<![^\s(\[])[-−–](?=\d))?(?:(?<!{w}){w}(?:\.{w})+(?!{w})|{w}+(?:(?:(?<=\d)[.,:](?=\d)|{_APOSTROPHES}){w}+)*)"
        + (f"|[{ranges(single)}]" if single else "")
        # What parts two sections is all there is of its sentence.
        + r"|_{2,}|\*{2,}|\*(?: \*)+)"
    )


def ranges(characters: Iterable[str]) -> str:
    """The characters as the inside of a class in a regular expression."""
    points = sorted(map(ord, characters))
    parts: list[str] = []
    for _, run in groupby(enumerate(points), lambda pair: pair[1] - pair[0]):
        found = [point for _, point in run]
        parts.append(f"{re.escape(chr(found[0]))}-{re.escape(chr(found[-1]))}")
    return "".join(parts)

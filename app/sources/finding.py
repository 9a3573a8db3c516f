"""Finding words as a reader would: whatever their capitals, accents, quotation marks and line ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.sources.folding import DASHES, DOUBLE, SINGLE, UNSEEN

_BREAK = re.compile(r"(?<=[^\W\d_])[-‐\u00ad](?:\s*\n\s*)?(?=[^\W\d_])|\s+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is searched: ``words``, and where in the text each of their characters comes from."""

    words: str
    places: tuple[int, ...]

    def find(self, wished: str) -> Iterator[tuple[int, int]]:
        """Where in the text the wished words stand, in order and apart; nothing for blank ones."""
        words = folded(wished).words.strip()
        at = self.words.find(words) if words else -1
        while at >= 0:
            last = at + len(words) - 1
            yield self.places[at], self.places[last] + 1
            at = self.words.find(words, last + 1)


def folded(text: str) -> Folded:
    """The text folded: hyphens within words and line ends behind them drop out, white space is one blank."""
    words: list[str] = []
    places: list[int] = []

    def add(start: int, end: int) -> None:
        for at in range(start, end):
            sign = _folded(text[at])
            words.append(sign)
            places.extend([at] * len(sign))

    at = 0
    for found in _BREAK.finditer(text):
        add(at, found.start())
        if found[0].isspace():
            words.append(" ")
            places.append(found.start())
        at = found.end()
    add(at, len(text))
    return Folded("".join(words), tuple(places))


@cache
def _folded(sign: str) -> str:
    if sign in UNSEEN:
        return ""
    if sign in DASHES:
        return "-"
    if sign in DOUBLE or sign in SINGLE:
        return "'"
    # Å is found by a: what is left of a letter without its marks.
    bare = "".join(c for c in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(c))
    return bare.casefold()

"""A sentence cut into words, runs of digits and single signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

# Marks that stand on a letter, and joiners inside a word: of Latin, Cyrillic, Arabic and Hebrew writing.
_ON_LETTERS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200c\u200d"
_LETTER = r"[^\W\d_]"
_WORD = rf"{_LETTER}++(?:[{_ON_LETTERS}]++{_LETTER}*+)*+"
# Bounded, so that a text of nothing but initials costs no more than another.
_TOKEN = re.compile(rf"([A-Z](?:\.[A-Z]){{1,8}}+\.?(?!{_LETTER}))|({_WORD}(?:['’]{_WORD})*+)|(\d++)|(\S)")
_SORTS = ("", "w", "w", "d", "s")
_DIGITS, _SIGN = 3, 4
_BLANK = frozenset(" \u00a0\u202f\u2009")


@dataclass(slots=True)
class Tokens:
    """The tokens of one sentence, side by side; offsets are code points into ``text``.

    Attributes: ``keys`` are casefolded with straight apostrophes; ``sorts`` has one letter a token:
    w for a word, d for digits, s for a sign. A possessive ’s is a token of its own. ``unlike`` are the words
    that are not written like their keys: all that have a capital are among them.
    """

    text: str
    starts: list[int] = field(default_factory=list[int])
    ends: list[int] = field(default_factory=list[int])
    keys: list[str] = field(default_factory=list[str])
    sorts: list[str] = field(default_factory=list[str])
    unlike: list[int] = field(default_factory=list[int])

    def __len__(self) -> int:
        return len(self.starts)

    def key(self, i: int) -> str:
        """The key of token ``i``, blank outside the sentence."""
        return self.keys[i] if 0 <= i < len(self.keys) else ""

    def word(self, i: int) -> str:
        """Token ``i`` as it stands in the text."""
        return self.text[self.starts[i] : self.ends[i]]

    def capital(self, i: int) -> bool:
        """True for a word that begins with a capital."""
        return 0 <= i < len(self.starts) and self.sorts[i] == "w" and self.text[self.starts[i]].isupper()

    def among(self, *lists: frozenset[str]) -> Sequence[int]:
        """The tokens whose key is in one of the lists; asked of most sentences, and none there."""
        keys = self.keys
        if all(listed.isdisjoint(keys) for listed in lists):
            return ()
        return [i for i, key in enumerate(keys) if any(key in listed for listed in lists)]

    def glued(self, i: int) -> bool:
        """True where nothing stands between token ``i`` and the next."""
        return i + 1 < len(self.starts) and self.ends[i] == self.starts[i + 1]

    def spaced(self, i: int) -> bool:
        """True where one blank, and nothing else, stands between token ``i`` and the next."""
        if i < 0 or i + 1 >= len(self.starts):
            return False
        return self.starts[i + 1] - self.ends[i] == 1 and self.text[self.ends[i]] in _BLANK


def cut(text: str) -> Tokens:
    """The tokens of a sentence, in order; linear in its length."""
    tokens = Tokens(text)
    starts, ends, keys, sorts = tokens.starts, tokens.ends, tokens.keys, tokens.sorts
    add_start, add_end, add_key, add_sort = starts.append, ends.append, keys.append, sorts.append
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        sort = match.lastindex or 0
        key = word = match[0]
        if sort < _DIGITS:
            key = word.casefold()
            if key != word:
                tokens.unlike.append(len(starts))
            # A word with an apostrophe, where initials have none.
            if "'" in key or "’" in key:
                key = key.replace("’", "'")
                if key.endswith("'s") and len(key) > 2:
                    add_start(start)
                    add_end(end - 2)
                    add_key(key[:-2])
                    add_sort("w")
                    start, key, sort = end - 2, "'s", _SIGN
        add_start(start)
        add_end(end)
        add_key(key)
        add_sort(_SORTS[sort])
    return tokens


class Taken:
    """Which characters of a sentence belong to a fact already; asking costs what the stretch is long."""

    def __init__(self, length: int) -> None:
        self._mask = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        """True where nothing in ``start..end`` is taken."""
        return self._mask.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        self._mask[start:end] = b"\1" * (end - start)

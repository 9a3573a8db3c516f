"""A sentence cut into words, runs of digits and single signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CAPITALS = re.compile("[Cm]")
_WORDS = frozenset("Cmwo")
_BLANK = frozenset(" \u00a0\u202f\u2009")

DATE, NUMBER, BEFORE_NUMBER, TITLE, SUPERLATIVE = 1, 2, 4, 8, 16
"""What a token may begin, or be part of; bits of its role."""
LONG, LONG_CAPITAL, LONG_UPPER = 32, 64, 128
"""A word of more than three letters; one that begins with a capital; one that is in capitals."""

_HAVING = {
    bit: re.compile(b"[" + b"".join(re.escape(bytes([role])) for role in range(256) if role & bit) + b"]")
    for bit in (DATE, NUMBER, NUMBER | BEFORE_NUMBER, TITLE, SUPERLATIVE)
}
_NOT_HAVING = {
    bit: bytes(role for role in range(256) if not role & bit) for bit in (LONG, LONG_CAPITAL, LONG_UPPER)
}


@dataclass(slots=True)
class Tokens:
    """The tokens of one sentence, side by side; offsets are code points into ``text``.

    Attributes: ``keys`` are casefolded with straight apostrophes; ``forms`` has one letter a token: of words
    C for one with a capital first, m with a later one (iPhone), o for one that may join names (of), w for
    all others; d for digits; of signs j for one that may join names (-), s for all others. A possessive ’s is
    a sign of its own. ``roles`` has the bits of each token.
    """

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]
    forms: str
    roles: bytes

    def __len__(self) -> int:
        return len(self.starts)

    def key(self, i: int) -> str:
        """The key of token ``i``, blank outside the sentence."""
        return self.keys[i] if 0 <= i < len(self.keys) else ""

    def word(self, i: int) -> str:
        """Token ``i`` as it stands in the text."""
        return self.text[self.starts[i] : self.ends[i]]

    def is_word(self, i: int) -> bool:
        """True for a word; token ``i`` is there."""
        return self.forms[i] in _WORDS

    def capital(self, i: int) -> bool:
        """True for a word that begins with a capital."""
        return 0 <= i < len(self.forms) and self.forms[i] == "C"

    def capitals(self) -> list[int]:
        """The words that have a capital."""
        return [match.start() for match in _CAPITALS.finditer(self.forms)]

    def having(self, role: int) -> Sequence[int]:
        """The tokens that have that role; asked of most sentences, and none there."""
        having = _HAVING[role]
        return [match.start() for match in having.finditer(self.roles)] if having.search(self.roles) else ()

    def count(self, role: int) -> int:
        """How many words are so long or so written."""
        return len(self.roles.translate(None, _NOT_HAVING[role]))

    def glued(self, i: int) -> bool:
        """True where nothing stands between token ``i`` and the next."""
        return i + 1 < len(self.starts) and self.ends[i] == self.starts[i + 1]

    def spaced(self, i: int) -> bool:
        """True where one blank, and nothing else, stands between token ``i`` and the next."""
        if i < 0 or i + 1 >= len(self.starts):
            return False
        return self.starts[i + 1] - self.ends[i] == 1 and self.text[self.ends[i]] in _BLANK


class Taken:
    """Which characters of a sentence belong to a fact already; asking costs what the stretch is long."""

    def __init__(self, length: int) -> None:
        self._mask = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        """True where nothing in ``start..end`` is taken."""
        return self._mask.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        self._mask[start:end] = b"\1" * (end - start)

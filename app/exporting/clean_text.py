"""Makes anybody's words printable: what a page cannot carry is dropped, replaced or broken, and counted.

PDF/A and PDF/UA refuse private-use characters, U+FFFD and characters without a glyph; control characters
and bidirectional overrides could make a page read differently from the text it was made of.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

BOX = "□"
LONGEST_RUN = 40
MOST_MARKS = 3
ZERO_WIDTH_SPACE = "\u200b"

INVISIBLE = frozenset("\t\n\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u061c\ufe0e\ufe0f")
"""Characters that need no glyph of their own."""

_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SHA256 = re.compile("[0-9a-f]{64}")
_NEWLINES = re.compile("\r\n?|[\u2028\u2029\x85]")
_UNPRINTABLE = re.compile("[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff\U000f0000-\U0010ffff]")
_LONG = re.compile(rf"[^\s\u200b]{{{LONGEST_RUN + 1},}}")


@dataclass(slots=True)
class Cleaning:
    """Cleans strings and remembers what it did.

    Attributes: ``unprintable`` are further characters to replace, those no font at hand can draw;
    ``dropped`` and ``replaced`` count the characters it met.
    """

    unprintable: AbstractSet[str] = frozenset()
    dropped: Counter[str] = field(default_factory=Counter[str])
    replaced: Counter[str] = field(default_factory=Counter[str])

    def text(self, value: str, *, longest: int = LONGEST_RUN) -> str:
        """``value`` fit to print, with break points in runs of more than ``longest`` characters."""
        # A fingerprint fits a line and is there to be copied whole.
        return value if _SHA256.fullmatch(value) else break_long_runs(self.plain(value), longest)

    def plain(self, value: str) -> str:
        """``value`` fit to print, without added break points."""
        value = _NEWLINES.sub("\n", value)
        value = _DROPPED.sub(self._drop, value)
        value = _UNPRINTABLE.sub(self._replace, value)
        if self.unprintable and not self.unprintable.isdisjoint(value):
            value = "".join(self._box(c) if c in self.unprintable else c for c in value)
        return value if value.isascii() else "".join(self._cap_marks(value))

    def _drop(self, match: re.Match[str]) -> str:
        self.dropped[match.group()] += 1
        return ""

    def _replace(self, match: re.Match[str]) -> str:
        return self._box(match.group())

    def _box(self, character: str) -> str:
        self.replaced[character] += 1
        # A mark without its glyph would otherwise become a box of its own beside its letter.
        return "" if unicodedata.category(character) in ("Mn", "Me") else BOX

    def _cap_marks(self, value: str) -> Iterator[str]:
        stacked = 0
        for c in value:
            stacked = stacked + 1 if unicodedata.combining(c) else 0
            if stacked > MOST_MARKS:
                self.dropped[c] += 1
            else:
                yield c


def break_long_runs(value: str, longest: int = LONGEST_RUN) -> str:
    """``value`` with zero-width spaces in every run of more than ``longest`` characters without a space."""
    if len(value) <= longest:
        return value
    pattern = _LONG if longest == LONGEST_RUN else re.compile(rf"[^\s\u200b]{{{longest + 1},}}")
    return pattern.sub(lambda run: _broken(run.group(), longest), value)


def _broken(run: str, longest: int) -> str:
    out: list[str] = []
    since = 0
    for i, c in enumerate(run):
        joins = unicodedata.category(c)[0] == "M" or c in INVISIBLE or (i > 0 and run[i - 1] == "\u200d")
        natural = i > 0 and run[i - 1] in "/?&=.-_#,;:" and since > longest // 4
        if i and not joins and (since >= longest // 2 or natural):
            out.append(ZERO_WIDTH_SPACE)
            since = 0
        out.append(c)
        since += 1
    return "".join(out)


def named(characters: Iterable[str], most: int = 6) -> str:
    """The characters by code point, ``U+D55C, U+AD6D and 4 more``."""
    listed = [f"U+{ord(c):04X}" for c in sorted(set(characters))]
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {rest} more" if rest > 0 else "")

"""The words and signs of a text under one name each, however they are set; no meaning is changed by it.

Two spellings have one name where they differ in quotation marks, dashes, ligatures, full-width forms, accents
composed or not, or signs nobody sees. Case, digits, superscripts, fractions, points, signs and every
other mark keep theirs. Unicode's compatibility forms as a whole (NFKC) would make ² a 2.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from app.text.aligning.tokens import ranges
from db.scripts import UNSPACED

BREAK = "\u00ad"
"""In a name: here a line ends with a hyphen, which may be the word's own or not."""
DASH = "-"
QUOTE = '"'
ELLIPSIS = "…"
DASHES = "-‐‑‒–—―−﹘﹣－"
DOUBLE = '"“”„‟″«»「」『』〝〞〟＂'
SINGLE = "'‘’‚‛′‹›`´＇"
UNSEEN = "".join(
    chr(c)
    for first, last in (
        *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x640, 0x640), (0x180B, 0x180E), (0x200B, 0x200F)),
        *((0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)),
    )
    for c in range(first, last + 1)
)
"""Soft hyphens, joiners, marks of direction and variation, and the stroke that stretches Arabic words."""

_APOSTROPHES = "'’‘ʼ＇"
CURRENCY = "$£€¥₴₹₽＄￡￥"
_POINTS = ".,:/⁄٫٬．，：／"
_COMPATIBLE = re.compile(
    "[\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefe\uff01-\uffee\u00b5]"
)
_LINE_END = re.compile(r"[-‐]\s*\n\s*")
_SOFT_END = re.compile("\u00ad\\s*")


class Token(NamedTuple):
    """A word, number or sign: its name and where it stands."""

    name: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words and signs of a text, in order; in scripts written without spaces each character is one."""
    return [Token(name_of(match[0], match.lastgroup == "after"), *match.span()) for match in spelled(text)]


def spelled(text: str) -> Iterator[re.Match[str]]:
    """The spellings of a text's tokens; ``lastgroup`` is "after" for a mark that follows a figure."""
    pattern = _pattern(text)
    return pattern.finditer(text) if pattern else iter(())


def name_of(spelling: str, after: bool = False) -> str:
    """The name of a spelling; ``after`` a figure, where ' and " are feet and inches, they are two things."""
    if spelling.isascii() and spelling.isalnum():
        return spelling
    first = spelling[0]
    if first in SINGLE and after:
        return "'"
    if first in DOUBLE or first in SINGLE:
        return QUOTE
    if first in DASHES:
        return DASH + name_of(spelling[1:]) if spelling.strip(DASHES) else DASH
    if first in ELLIPSIS or (first == "." and not spelling.strip(". ") and len(spelling) > 1):
        return ELLIPSIS
    bare = _LINE_END.sub("\0", _SOFT_END.sub("", spelling))
    return unicodedata.normalize("NFC", "".join(map(_character, bare))).replace("\0", BREAK)


@cache
def _character(character: str) -> str:
    if character in UNSEEN:
        return ""
    if character in _APOSTROPHES:
        return "'"
    return unicodedata.normalize("NFKC", character) if _COMPATIBLE.match(character) else character


def is_word(name: str) -> bool:
    """Whether it is a word or number, not a sign alone."""
    return any(map(str.isalnum, name))


def _pattern(text: str) -> re.Pattern[str] | None:
    """What finds the tokens of this text: made of the characters it has, since re knows no categories."""
    word = lower = sign = unseen = alone = ""
    for c in sorted(set(text)):
        kind = unicodedata.category(c)
        if c in UNSEEN:
            unseen += c
        elif UNSPACED.match(c) and kind[0] in "LMN":
            alone += c
        elif kind[0] in "LMN":
            word += c
            lower += c if kind == "Ll" else ""
        elif not c.isspace() and kind != "Cc" and c not in DASHES + SINGLE + DOUBLE + ELLIPSIS:
            sign += c
    parts = [r"\.{3,}|\.(?: \.){2,}", f"[{ELLIPSIS}]", f"[{re.escape(DASHES)}]+"]
    marks = f"''|``|´´|[{ranges(SINGLE + DOUBLE)}]"
    parts += [rf"(?<=\d)(?P<after>{marks})", marks]
    if word:
        parts.insert(0, _words(ranges(word), ranges(unseen), ranges(lower)))
    if alone or sign:
        parts.append(f"[{ranges(alone + sign)}]")
    return re.compile("|".join(parts))


def _words(word: str, unseen: str, lower: str) -> str:
    dashes, points, currency = re.escape(DASHES), re.escape(_POINTS), re.escape(CURRENCY)
    inside = f"[{word}{unseen}]"
    joined = rf"(?<=\d)[{points}](?=\d)|[{_APOSTROPHES}](?=[{word}])|(?<=\u00ad)\s*\n\s*(?=[{word}])"
    if lower:
        joined += rf"|(?<=[^\W\d_])[-‐][^\S\n]*\n\s*(?=[{lower}])"
    # Most words end at a space.
    rest = rf"{inside}*(?:(?! )(?:{joined}){inside}*)*"
    # A minus or plus belongs to its number, or to the sign of a currency before it.
    signed = rf"(?<![{word}{unseen})\]{dashes}+])[{dashes}+＋](?=[{currency}]?[.,．]?\d)"
    point = rf"(?<![{word}{unseen}.…])[.．](?=\d)"
    return rf"[{word}]{rest}|{signed}(?:[{currency}]|[.,．]?[{word}]{rest})|{point}[{word}]{rest}"

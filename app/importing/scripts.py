"""Which encoding makes words of an alphabet out of bytes: by letters, capitals and how often each comes.

A guess by the bytes alone takes Cyrillic in KOI8 for Japanese, whose half-width signs have the same numbers.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 3
_REGULAR = 0.9
_COMMON = 0.45


class _Alphabet(NamedTuple):
    """``letters`` is a pattern of what words are made of, ``common`` what is half of any text in them."""

    encodings: tuple[str, ...]
    letters: re.Pattern[str]
    common: frozenset[str]


_ALPHABETS = (
    _Alphabet(
        ("koi8-u", "cp1251", "iso8859-5", "cp866"),
        re.compile("[\u0400-\u04ff]+"),
        frozenset("оеаинтсрвлкі"),
    ),
    _Alphabet(("cp1253", "iso8859-7"), re.compile("[\u0370-\u03ff]+"), frozenset("αοιετσνηυρςάέήίόύώ")),
    _Alphabet(("cp1255",), re.compile("[\u0591-\u05f4]+"), frozenset("יוהלארתבשמ")),
)


def by_words(sample: bytes, guessed: str) -> str:
    """The encoding in which nearly all words beyond ASCII are words of one alphabet.

    A guess in which they are stays, but for KOI8-R, of which KOI8-U has the signs and more letters.
    """
    scores: dict[str, float] = {}
    for alphabet in _ALPHABETS:
        if guessed != "koi8-r" and _score(sample, guessed, alphabet):
            return guessed
        scores |= {encoding: _score(sample, encoding, alphabet) for encoding in alphabet.encodings}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] else guessed


def _score(sample: bytes, encoding: str, alphabet: _Alphabet) -> float:
    """How many of the letters beyond ASCII are the alphabet's common ones; 0 where words are none of it."""
    text = sample.decode(encoding, "replace")
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    regular = [word for word in words if alphabet.letters.fullmatch(word) and _is_regular(word)]
    others = sum(char > "\x7f" and not char.isalpha() and char not in "«»“”„’–—№…\u00a0" for char in text)
    if len(regular) < _LEAST_WORDS or len(regular) < _REGULAR * (len(words) + others):
        return 0.0
    letters = "".join(regular).casefold()
    share = sum(letter in alphabet.common for letter in letters) / len(letters)
    return share if share >= _COMMON else 0.0


def _is_regular(word: str) -> bool:
    """Whether capitals stand where words have them: first, or all."""
    return word.islower() or word.isupper() or word[1:].islower() or word.upper() == word.lower()

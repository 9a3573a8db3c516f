"""Cuts a sentence into tokens, each with what it may begin; what stands between two blanks only once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, chain
from operator import add

from app.spotting.dates import date_words
from app.spotting.numbers import BEFORE_SPELT
from app.spotting.superlatives import superlative_words
from app.spotting.titles import title_words
from app.spotting.tokens import (
    BEFORE_NUMBER,
    DATE,
    LONG,
    LONG_CAPITAL,
    LONG_UPPER,
    NUMBER,
    SUPERLATIVE,
    TITLE,
    Tokens,
)
from app.spotting.word_lists import words

# Marks that stand on a letter, and joiners inside a word: of Latin, Cyrillic, Arabic and Hebrew writing.
_ON_LETTERS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200c\u200d"
_LETTER = r"[^\W\d_]"
_WORD = rf"{_LETTER}++(?:[{_ON_LETTERS}]++{_LETTER}*+)*+"
# Bounded, so that a text of nothing but initials costs no more than another.
_TOKEN = re.compile(rf"([A-Z](?:\.[A-Z]){{1,8}}+\.?(?!{_LETTER}))|({_WORD}(?:['’]{_WORD})*+)|(\d++)|(\S)")
_DIGITS, _SIGN = 3, 4
# Keys, forms, roles, lengths, and lengths with the blank that follows.
_Chunk = tuple[tuple[str, ...], str, bytes, tuple[int, ...], tuple[int, ...]]
_MOST_CHUNKS, _LONGEST_CHUNK = 30_000, 60
# Signs that stand for themselves after a word.
_AFTER_WORDS = '.,;:!?)”"'


class _Chunks(dict[str, _Chunk]):
    """The tokens of what stands between two blanks, worked out once: most of a text was seen before."""

    def __missing__(self, chunk: str) -> _Chunk:
        if len(self) > _MOST_CHUNKS:
            self.clear()
        if chunk.isalpha():
            key, length = chunk.casefold(), len(chunk)
            known = (key,), _form(chunk, key), _role(chunk, key), (length,), (length + 1,)
        elif chunk[-1] in _AFTER_WORDS and chunk[:-1].isalpha():
            (key,), form, role, (length,), _ = self[chunk[:-1]]
            form += "j" if chunk[-1] == "." else "s"
            known = (key, chunk[-1]), form, role + b"\0", (length, 1), (length, 2)
        else:
            known = _of_several(chunk)
        if len(chunk) < _LONGEST_CHUNK:
            self[chunk] = known
        return known


_chunks = _Chunks()


def cut(text: str) -> Tokens:
    """The tokens of a sentence, in order; linear in its length."""
    chunks = text.split()
    if not chunks:
        return Tokens(text, [], [], [], "", b"")
    known = [*map(_chunks.__getitem__, chunks)]
    keys, forms, roles, lengths, steps = zip(*known, strict=True)
    starts = [*accumulate(chain.from_iterable(steps), initial=0)]
    if starts[-1] != len(text) + 1:
        # More than one blank somewhere: each stretch begins where it is found.
        starts = _starts(text, chunks, known)
    starts.pop()
    ends = [*map(add, starts, chain.from_iterable(lengths))]
    return Tokens(text, starts, ends, [*chain.from_iterable(keys)], "".join(forms), b"".join(roles))


def _starts(text: str, chunks: Sequence[str], known: Sequence[_Chunk]) -> list[int]:
    """Where each token begins, and one more."""
    starts: list[int] = []
    at = 0
    for chunk, one in zip(chunks, known, strict=True):
        at = text.index(chunk, at)
        starts += accumulate(one[3][:-1], initial=at)
        at += len(chunk)
    return [*starts, at]


def _of_several(chunk: str) -> _Chunk:
    """Of what has no blank inside."""
    keys: list[str] = []
    forms: list[str] = []
    roles: list[bytes] = []
    lengths: list[int] = []
    for match in _TOKEN.finditer(chunk):
        sort, word = match.lastindex or 0, match[0]
        if sort < _DIGITS:
            key = word.casefold().replace("’", "'")
            owning = key.endswith("'s") and len(key) > 2
            if owning:
                key, word = key[:-2], word[:-2]
            keys.append(key)
            forms.append(_form(word, key))
            roles.append(_role(word, key))
            lengths.append(len(word))
            if not owning:
                continue
            word, sort = "'s", _SIGN
        keys.append(word)
        forms.append("d" if sort == _DIGITS else "j" if word in _joining() else "s")
        roles.append(bytes([DATE | NUMBER]) if sort == _DIGITS else _role("", word))
        lengths.append(len(word))
    steps = (*lengths[:-1], lengths[-1] + 1)
    return tuple(keys), "".join(forms), b"".join(roles), tuple(lengths), steps


def _form(word: str, key: str) -> str:
    """How a word is written."""
    if word == key and key.islower():
        return "o" if key in _joining() else "w"
    if word[0].isupper():
        return "C"
    # iPhone, eBay: a small letter or two, then a capital.
    if len(word) > 2 and word[0].islower() and (word[1].isupper() or word[2].isupper()):
        return "m"
    return "o" if key in _joining() else "w"


@cache
def _joining() -> frozenset[str]:
    return words("names", "particles") | frozenset("&-–’'.") | {"of", "for", "and"}


def _role(word: str, key: str) -> bytes:
    """What a token may begin; ``word`` is blank for a sign."""
    role = 0
    for bit, listed in _listed():
        if key in listed:
            role |= bit
    if not word:
        return bytes([role & ~SUPERLATIVE])
    if key.endswith("est"):
        role |= SUPERLATIVE
    if len(key) > 3:
        role |= LONG | LONG_CAPITAL * word[0].isupper() | LONG_UPPER * word.isupper()
    return bytes([role])


@cache
def _listed() -> tuple[tuple[int, frozenset[str]], ...]:
    return (
        (DATE, date_words()),
        (NUMBER, words("numbers", "words")),
        (BEFORE_NUMBER, BEFORE_SPELT),
        (TITLE, title_words()),
        (SUPERLATIVE, superlative_words()),
    )

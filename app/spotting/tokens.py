"""A sentence cut into words, runs of digits and single signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from operator import add

from app.spotting.word_lists import words

# Marks that stand on a letter, and joiners inside a word: of Latin, Cyrillic, Arabic and Hebrew writing.
_ON_LETTERS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200c\u200d"
_LETTER = r"[^\W\d_]"
_WORD = rf"{_LETTER}++(?:[{_ON_LETTERS}]++{_LETTER}*+)*+"
# Bounded, so that a text of nothing but initials costs no more than another.
_TOKEN = re.compile(rf"([A-Z](?:\.[A-Z]){{1,8}}+\.?(?!{_LETTER}))|({_WORD}(?:['’]{_WORD})*+)|(\d++)|(\S)")
_SORTS = ("", "w", "w", "d", "s")
_DIGITS, _SIGN = 3, 4
_CAPITALS = re.compile("[Cm]")
_BLANK = frozenset(" \u00a0\u202f\u2009")


@dataclass(slots=True)
class Tokens:
    """The tokens of one sentence, side by side; offsets are code points into ``text``.

    Attributes: ``keys`` are casefolded with straight apostrophes; ``sorts`` has one letter a token:
    w for a word, d for digits, s for a sign. A possessive ’s is a token of its own. ``marks`` tells how
    each is written: C with a capital first, m with a later one (iPhone), j for what may join words with
    capitals (of, “-”), a full stop for all others.
    ``long`` words have more than three letters; ``long_capital`` and ``long_upper`` are those of them that
    begin with a capital, and that are in capitals.
    """

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]
    sorts: str
    marks: str
    long: int
    long_capital: int
    long_upper: int

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
        return 0 <= i < len(self.marks) and self.marks[i] == "C"

    def capitals(self) -> list[int]:
        """The words that have a capital."""
        return [match.start() for match in _CAPITALS.finditer(self.marks)]

    def among(self, listed: frozenset[str]) -> Sequence[int]:
        """The tokens whose key is listed; asked of most sentences, and none there."""
        if listed.isdisjoint(self.keys):
            return ()
        return [i for i, key in enumerate(self.keys) if key in listed]

    def glued(self, i: int) -> bool:
        """True where nothing stands between token ``i`` and the next."""
        return i + 1 < len(self.starts) and self.ends[i] == self.starts[i + 1]

    def spaced(self, i: int) -> bool:
        """True where one blank, and nothing else, stands between token ``i`` and the next."""
        if i < 0 or i + 1 >= len(self.starts):
            return False
        return self.starts[i + 1] - self.ends[i] == 1 and self.text[self.ends[i]] in _BLANK


# Keys, sorts, marks, lengths, lengths with the blank that follows, and long words counted in one figure.
_Chunk = tuple[tuple[str, ...], str, str, tuple[int, ...], tuple[int, ...], int]
_CAPITAL, _UPPER = 1 << 20, 1 << 40
_MOST_CHUNKS, _LONGEST_CHUNK = 30_000, 60
# Signs that stand for themselves after a word.
_AFTER_WORDS = '.,;:!?)”"'


class _Chunks(dict[str, _Chunk]):
    """The tokens of what stands between two blanks, worked out once: most of a text was seen before."""

    def __missing__(self, chunk: str) -> _Chunk:
        if len(self) > _MOST_CHUNKS:
            self.clear()
        if chunk.isalpha():
            known = _of_word(chunk)
        elif chunk[-1] in _AFTER_WORDS and chunk[:-1].isalpha():
            (key,), _, mark, (length,), _, counted = self[chunk[:-1]]
            last = "j" if chunk[-1] == "." else "."
            known = (key, chunk[-1]), "ws", mark + last, (length, 1), (length, 2), counted
        else:
            known = _of_several(chunk)
        if len(chunk) < _LONGEST_CHUNK:
            self[chunk] = known
        return known


def _of_word(chunk: str) -> _Chunk:
    """Of letters alone."""
    length, key = len(chunk), chunk.casefold()
    mark = "." if key == chunk and key not in _joining() else _mark(chunk, key, "w")
    return (key,), "w", mark, (length,), (length + 1,), _counted(chunk, key)


def _of_several(chunk: str) -> _Chunk:
    keys, sorts, written = _cut_up(chunk)
    lengths = tuple(map(len, written))
    marks = "".join(map(_mark, written, keys, sorts))
    counted = sum(
        _counted(word, key) for word, key, sort in zip(written, keys, sorts, strict=True) if sort == "w"
    )
    return tuple(keys), "".join(sorts), marks, lengths, (*lengths[:-1], lengths[-1] + 1), counted


def _counted(word: str, key: str) -> int:
    if len(key) < 4:
        return 0
    return 1 + _CAPITAL * word[0].isupper() + _UPPER * word.isupper()


_chunks = _Chunks()


def cut(text: str) -> Tokens:
    """The tokens of a sentence, in order; linear in its length."""
    chunks = text.split()
    if not chunks:
        return Tokens(text, [], [], [], "", "", 0, 0, 0)
    known = [*map(_chunks.__getitem__, chunks)]
    keys, sorts, marks, lengths, steps, counts = zip(*known, strict=True)
    starts = [*accumulate(chain.from_iterable(steps), initial=0)]
    if starts[-1] != len(text) + 1:
        # More than one blank somewhere: each stretch begins where it is found.
        starts = _starts(text, chunks, known)
    starts.pop()
    counted = sum(counts)
    return Tokens(
        text,
        starts,
        [*map(add, starts, chain.from_iterable(lengths))],
        [*chain.from_iterable(keys)],
        "".join(sorts),
        "".join(marks),
        counted % _CAPITAL,
        counted % _UPPER // _CAPITAL,
        counted // _UPPER,
    )


def _starts(text: str, chunks: Sequence[str], known: Sequence[_Chunk]) -> list[int]:
    """Where each token begins, and one more."""
    starts: list[int] = []
    at = 0
    for chunk, one in zip(chunks, known, strict=True):
        at = text.index(chunk, at)
        starts += accumulate(one[3][:-1], initial=at)
        at += len(chunk)
    return [*starts, at]


def _cut_up(chunk: str) -> tuple[list[str], list[str], list[str]]:
    """Keys, sorts and words of what has no blank inside."""
    keys: list[str] = []
    sorts: list[str] = []
    written: list[str] = []
    for match in _TOKEN.finditer(chunk):
        sort, word = match.lastindex or 0, match[0]
        key = word
        if sort < _DIGITS:
            key = word.casefold().replace("’", "'")
            if key.endswith("'s") and len(key) > 2:
                keys.append(key[:-2])
                sorts.append("w")
                written.append(word[:-2])
                word, key, sort = word[-2:], "'s", _SIGN
        keys.append(key)
        sorts.append(_SORTS[sort])
        written.append(word)
    return keys, sorts, written


def _mark(word: str, key: str, sort: str) -> str:
    if sort == "w":
        if word[0].isupper():
            return "C"
        # iPhone, eBay: a small letter or two, then a capital.
        if len(word) > 2 and word[0].islower() and (word[1].isupper() or word[2].isupper()):
            return "m"
    return "j" if sort == "d" or key in _joining() else "."


@cache
def _joining() -> frozenset[str]:
    return words("names", "particles") | frozenset("&-–’'.") | {"of", "for", "and"}


class Taken:
    """Which characters of a sentence belong to a fact already; asking costs what the stretch is long."""

    def __init__(self, length: int) -> None:
        self._mask = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        """True where nothing in ``start..end`` is taken."""
        return self._mask.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        self._mask[start:end] = b"\1" * (end - start)

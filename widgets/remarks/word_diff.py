"""What changes between two wordings, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple
from unicodedata import category, name

_JOINS = frozenset(".,:'’-‐")
_ALONE = ("CJK ", "HIRAGANA ", "KATAKANA ", "THAI ", "LAO ", "KHMER ", "MYANMAR ")
_MOST = 1200


class Change(Enum):
    SAME = "same"
    OUT = "out"
    IN = "in"


class Piece(NamedTuple):
    """A stretch of words that stays, goes or comes."""

    change: Change
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces whose SAME and OUT make ``before`` and whose SAME and IN make ``after``.

    By words; by characters in scripts written without spaces. Ratcliff and Obershelp's matching (difflib);
    where both differ in more than 1,200 words, all between the first and the last change counts as replaced.
    """
    old, new = list(_words(before)), list(_words(after))
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    pieces = [Piece(Change.SAME, "".join(old[:head]))]
    pieces += _between(old[head : len(old) - tail], new[head : len(new) - tail])
    pieces.append(Piece(Change.SAME, "".join(old[len(old) - tail :])))
    return _joined(pieces)


def _between(old: list[str], new: list[str]) -> Iterator[Piece]:
    if len(old) > _MOST and len(new) > _MOST:
        yield Piece(Change.OUT, "".join(old))
        yield Piece(Change.IN, "".join(new))
        return
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(Change.SAME, "".join(old[i:j]))
        else:
            yield Piece(Change.OUT, "".join(old[i:j]))
            yield Piece(Change.IN, "".join(new[k:m]))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of a kind as one, and no lone space kept between two changes: it reads as confetti."""
    joined: list[Piece] = []
    out = new = ""
    for at, piece in enumerate(pieces):
        last = at == len(pieces) - 1
        if piece.change is Change.SAME and (not piece.text.isspace() or last or not (out or new)):
            if not piece.text:
                continue
            joined += [p for p in (Piece(Change.OUT, out), Piece(Change.IN, new)) if p.text]
            out = new = ""
            joined.append(piece)
            continue
        out += piece.text if piece.change is not Change.IN else ""
        new += piece.text if piece.change is not Change.OUT else ""
    joined += [p for p in (Piece(Change.OUT, out), Piece(Change.IN, new)) if p.text]
    return joined


def _alike(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _words(text: str) -> Iterator[str]:
    """The text cut into words, runs of space, and single signs; figures such as 14.5 stay whole."""
    begun, kind = 0, ""
    for at, character in enumerate(text):
        now = _kind(character)
        if kind == "word" and character in _JOINS and (text[at - 1] + text[at + 1 : at + 2]).isalnum():
            now = "word" if at + 1 < len(text) else now
        if at and (now != kind or now not in ("word", "space")):
            yield text[begun:at]
            begun = at
        kind = now
    if begun < len(text):
        yield text[begun:]


def _kind(character: str) -> str:
    if character.isspace():
        return "space"
    if category(character)[0] not in "LMN":
        return "sign"
    return "alone" if character > "\u0dff" and name(character, "").startswith(_ALONE) else "word"

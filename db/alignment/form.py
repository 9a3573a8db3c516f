"""The stored form of an alignment: canonical JSON, checked like anything that may come from someone else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import cast

from db.alignment.carrying import Alignment
from db.alignment.pieces import Doubt, Kind, Pair, Piece
from db.canon import Json, canon, loads
from db.errors import BadBody
from db.records import Span

VERSION = 1
MAX_BYTES = 16 * 1024 * 1024
"""A piece is some thirty bytes: this is every word of an article of 500,000 words changed."""
MAX_CHOICES = 12
_PARTS = {"version", "old", "new", "pieces", "doubts", "pairs", "come"}


def write_alignment(alignment: Alignment) -> bytes:
    """Canonical JSON of an alignment; raises BadBody for one that could not be read back."""
    value: Json = {
        "version": VERSION,
        "old": alignment.old_length,
        "new": alignment.new_length,
        "pieces": _rows_of(alignment.pieces),
        "doubts": [[d.start, d.end, [_rows_of(choice) for choice in d.choices]] for d in alignment.doubts],
        "pairs": [list(pair) for pair in alignment.pairs],
        "come": [[span.start, span.end] for span in alignment.come],
    }
    data = canon(value, MAX_BYTES)
    read_alignment(data)
    return data


def read_alignment(data: bytes) -> Alignment:
    """The alignment of canonical JSON; raises BadBody, and nothing else, for anything not allowed.

    What comes from someone else must also be tried against the texts: ``fits``.
    """
    read = loads(data, MAX_BYTES)
    value = cast("dict[str, Json]", read) if isinstance(read, dict) else {}
    if set(value) != _PARTS:
        raise BadBody("An alignment of drafts has other parts than it should have.")
    if value["version"] != VERSION:
        raise BadBody("An alignment of drafts was written by another version.")
    old, new = value["old"], value["new"]
    if type(old) is not int or type(new) is not int or old < 0 or new < 0:
        raise BadBody("An alignment of drafts is of texts that cannot be.")
    pieces = _pieces(value["pieces"], (0, old), new)
    doubts = tuple(_doubt(row, new) for row in _list(value["doubts"]))
    _apart(sorted([(p.old_start, p.old_end) for p in pieces] + [(d.start, d.end) for d in doubts]), 0, old)
    _apart([(d.start, d.end) for d in doubts], 0, old)
    pairs = tuple(Pair(*_whole(row, 4)) for row in _list(value["pairs"]))
    if list(pairs) != sorted(set(pairs)) or any(p.old_start >= p.old_end for p in pairs):
        raise BadBody("An alignment of drafts has sentences out of order.")
    _apart(sorted({pair[:2] for pair in pairs}), 0, old)
    _apart(sorted({pair[2:] for pair in pairs}), 0, new)
    come = [(start, end) for start, end in (_whole(row, 2) for row in _list(value["come"]))]
    _apart(come, 0, new)
    return Alignment(old, new, pieces, doubts, pairs, tuple(Span(*span) for span in come))


def fits(alignment: Alignment, old: str, new: str) -> bool:
    """Whether an alignment is one of these two texts: what it calls the same is the same in both.

    True only if both lengths agree, stretches called the same are so character for character, and those
    called alike have the same letters and digits. A choice in doubt is tried like any other.
    """
    if (len(old), len(new)) != (alignment.old_length, alignment.new_length):
        return False
    choices = [piece for doubt in alignment.doubts for choice in doubt.choices for piece in choice]
    for piece in (*alignment.pieces, *choices):
        was, now = old[piece.old_start : piece.old_end], new[piece.new_start : piece.new_end]
        if piece.kind is Kind.SAME and was != now:
            return False
        if piece.kind is Kind.ALIKE and letters(was) != letters(now):
            return False
    return True


def letters(text: str) -> str:
    """The letters, digits and combining marks of a text, without case and kinds of writing such as ligatures.

    NFKC and case folding; superscripts and fractions stay apart from the digits they resemble.
    """
    if text.isascii():
        return "".join(filter(str.isalnum, text)).lower()
    folded = "".join(c if unicodedata.category(c) == "No" else unicodedata.normalize("NFKC", c) for c in text)
    folded = unicodedata.normalize("NFC", folded.casefold())
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LMN")


def _rows_of(pieces: Iterable[Piece]) -> list[Json]:
    return [[*piece[:4], int(piece.kind), piece.moved] for piece in pieces]


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise BadBody("An alignment of drafts has something else where a list should be.")
    return cast("list[Json]", value)


def _whole(row: Json, count: int) -> list[int]:
    if not isinstance(row, list) or [type(n) for n in cast("list[Json]", row)] != [int] * count:
        raise BadBody("An alignment of drafts has a row of another shape than it should have.")
    return cast("list[int]", row)


def _pieces(value: Json, within: tuple[int, int], new: int) -> tuple[Piece, ...]:
    pieces = tuple(_piece(row) for row in _list(value))
    _apart([(piece.old_start, piece.old_end) for piece in pieces], *within)
    _apart(sorted((piece.new_start, piece.new_end) for piece in pieces), 0, new)
    return pieces


def _piece(row: Json) -> Piece:
    *numbers, moved = _list(row) or [None]
    old_start, old_end, new_start, new_end, kind = _whole(numbers, 5)
    if type(moved) is not bool or kind not in (0, 1, 2, 3):
        raise BadBody("An alignment of drafts has a stretch of a kind that is not known.")
    was, now = old_end - old_start, new_end - new_start
    if (kind == Kind.SAME and was != now) or was + now <= 0 or (kind != Kind.ALIKE and not (was and now)):
        raise BadBody("An alignment of drafts has a stretch that cannot be.")
    return Piece(old_start, old_end, new_start, new_end, Kind(kind), moved)


def _doubt(row: Json, new: int) -> Doubt:
    *bounds, choices = _list(row) or [None]
    start, end = _whole(bounds, 2)
    read = tuple(_pieces(choice, (start, end), new) for choice in _list(choices))
    if start >= end or not 0 < len(read) <= MAX_CHOICES or not all(read):
        raise BadBody("An alignment of drafts has a doubt without choices, or with too many.")
    return Doubt(start, end, read)


def _apart(spans: Sequence[tuple[int, int]], low: int, high: int) -> None:
    """Raise BadBody unless the stretches are in order, apart and within the bounds."""
    for start, end in spans:
        if not low <= start <= end <= high:
            raise BadBody("An alignment of drafts has a stretch outside its text.")
    if any(second[0] < first[1] for first, second in pairwise(spans)):
        raise BadBody("An alignment of drafts has stretches that overlap or run backwards.")

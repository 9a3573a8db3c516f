"""Notes that a document has as paragraphs at its end, linked from numbers in its text.

Word processors that open a web page keep its notes so: the links of the page become links to bookmarks. Only
what is linked, or links back, and begins with the number of its link is taken for a note.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.importing.article import Annotation
from app.importing.document import Piece
from app.importing.words import RAISED, noted

LINK, PLACE = "link-to", "place"
"""Kinds of annotations that hold until ``pin_linked``: a link within the document, and what one leads to."""

_NUMBER = r"\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§]{1,3}"
_REFERENCE = re.compile(rf"\s*[\[(]?({_NUMBER})[\])]?\s*")
_HEAD = re.compile(rf"[\[(]?({_NUMBER})[\])]?[.:]?\s+")
_AS_WRITTEN = {raised: sign for sign, raised in RAISED.items() if chr(sign).isdigit()}
_BACK = " ↩↑^\ufe0e"
_KINDS = frozenset({"paragraph", "list-item", "quote"})


def pin_linked(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with such notes pinned where their numbers stood, and no links within the document."""
    heads = {at: head for at, piece in enumerate(pieces) if (head := _head(piece)) is not None}
    if not heads:
        return [_without_links(piece) for piece in pieces]
    named = {
        one.text: at
        for at, head in heads.items()
        for one in pieces[at].annotations
        if one.kind == PLACE and one.start <= head.end()
    }
    found: dict[int, list[tuple[Annotation, int]]] = {}
    taken: set[int] = set()
    for at, piece in enumerate(pieces):
        for link in piece.annotations:
            note = _note_of(pieces, at, link, heads, named) if link.kind == LINK else None
            if note is not None and note not in taken:
                taken.add(note)
                found.setdefault(at, []).append((link, note))
    return [
        _pinned(piece, [(link, _words(pieces[note], heads[note])) for link, note in found.get(at, ())])
        for at, piece in enumerate(pieces)
        if at not in taken
    ]


def _head(piece: Piece) -> re.Match[str] | None:
    """The number a paragraph begins with; None for one that is no note."""
    return _HEAD.match(piece.text.translate(_AS_WRITTEN)) if piece.kind in _KINDS else None


def _note_of(
    pieces: Sequence[Piece],
    at: int,
    link: Annotation,
    heads: Mapping[int, re.Match[str]],
    named: Mapping[str, int],
) -> int | None:
    """Which piece is the note that a link of another one leads to."""
    words = pieces[at].text[link.start : link.end].translate(_AS_WRITTEN)
    number = _REFERENCE.fullmatch(words)
    if number is None or not link.start:
        return None
    note = named.get(link.text)
    if note is None:
        # Where the place has no name any more, the note's own number leads back.
        back = [n for n in heads if n > at and words.strip() in _leading_back(pieces[n], heads[n])]
        note = back[0] if len(back) == 1 else None
    return note if note is not None and note > at and heads[note][1] == number[1] else None


def _leading_back(piece: Piece, head: re.Match[str]) -> set[str]:
    text = piece.text.translate(_AS_WRITTEN)
    return {
        text[one.start : one.end].strip()
        for one in piece.annotations
        if one.kind == LINK and one.end <= head.end() and not one.start
    }


def _words(piece: Piece, head: re.Match[str]) -> str:
    """What a note says, without its number and its way back."""
    return noted(piece)[head.end() :].rstrip(_BACK)


def _pinned(piece: Piece, notes: Sequence[tuple[Annotation, str]]) -> Piece:
    piece = _without_links(piece)
    for link, words in sorted(notes, key=lambda note: -note[0].start):
        start, end = link.start, link.end
        if piece.text[start - 1 : start] == "[" and piece.text[end : end + 1] == "]":
            start, end = start - 1, end + 1
        piece = _cut(piece, start, end)
        told = Annotation(start, start, "footnote", "", words)
        piece = replace(piece, annotations=(*piece.annotations, *((told,) if words else ())))
    return piece


def _cut(piece: Piece, start: int, end: int) -> Piece:
    def moved(at: int) -> int:
        return at - max(0, min(at, end) - start)

    emphasis = [replace(e, start=moved(e.start), end=moved(e.end)) for e in piece.emphasis]
    return replace(
        piece,
        text=piece.text[:start] + piece.text[end:],
        emphasis=tuple(e for e in emphasis if e.start < e.end),
        annotations=tuple(replace(a, start=moved(a.start), end=moved(a.end)) for a in piece.annotations),
    )


def _without_links(piece: Piece) -> Piece:
    kept = tuple(one for one in piece.annotations if one.kind not in (LINK, PLACE))
    return piece if len(kept) == len(piece.annotations) else replace(piece, annotations=kept)

"""Notes taken out of a page or a book and pinned to the words that their numbers stood behind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from app.importing.article import Annotation
from app.importing.document import Piece
from app.importing.markup import Element, walked

_TYPE = "{http://www.idpf.org/2007/ops}type"
_APART = frozenset({"p", "div", "li", "br", "dd", "dt", "td"})
_BACK = frozenset({"backlink", "doc-backlink", "footnote-back"})
# Nobody's letters: where a number stood while a page becomes pieces.
_SIGN = re.compile("\ue5f0([0-9]+)\ue5f1")
_NUMBER = re.compile(r"\s*[\[(]?(?:\d{1,4}|[*†‡§]{1,3})[\])]?[.:]?\s+")
# What leads back to the text and is a link only in part: ^ a b
_ARROWS = " \t\n^↑↩↵\ufe0e"


class PinnedNotes:
    """The notes found so far; a reader puts a sign where each is referred to, and takes its element out."""

    def __init__(self) -> None:
        self._told: list[tuple[str, str, str]] = []

    def sign(self, reference: Element, kind: str, words: str, author: str = "") -> None:
        """Put a sign in the place of a reference to a note of that kind, of its author, with these words."""
        self._told.append((kind, author, words))
        for child in [*reference]:
            reference.remove(child)
        reference.text = f"\ue5f0{len(self._told) - 1}\ue5f1"

    def pinned(self, piece: Piece) -> Piece:
        """The piece with the notes it has signs of, the signs taken away."""
        signs = [one for one in _SIGN.finditer(piece.text) if int(one[1]) < len(self._told)]
        if not signs:
            return piece
        ends, gone, told = [0], [0], list[Annotation]()
        for one in signs:
            kind, author, words = self._told[int(one[1])]
            at = one.start() - gone[-1]
            told += [Annotation(at, at, kind, author, words)] if words else []
            ends.append(one.end())
            gone.append(gone[-1] + one.end() - one.start())

        def moved(at: int) -> int:
            before = bisect_right(ends, at) - 1
            inside = before < len(signs) and at > signs[before].start()
            return (signs[before].start() if inside else at) - gone[before]

        emphasis = [replace(e, start=moved(e.start), end=moved(e.end)) for e in piece.emphasis]
        annotations = [replace(a, start=moved(a.start), end=moved(a.end)) for a in piece.annotations]
        known = {one.start() for one in signs}
        return replace(
            piece,
            text=_SIGN.sub(lambda one: "" if one.start() in known else one[0], piece.text),
            emphasis=tuple(e for e in emphasis if e.start < e.end),
            annotations=(*annotations, *told),
        )


def without_signs(text: str) -> str:
    """Words that somebody else took from a page with signs in it."""
    return _SIGN.sub("", text)


def said(element: Element) -> set[str]:
    """What an element says it is: its types, its role and its class."""
    words = " ".join(element.get(key) or "" for key in (_TYPE, "epub:type", "role", "class"))
    return set(words.split())


def take_out(notes: Iterable[Element]) -> None:
    """Take these elements out of their pages, with all that is in them."""
    for note in notes:
        if note.getparent() is not None:
            note.drop_tree()


def note_words(note: Element) -> str:
    """A note's words without its number and its way back; addresses of links stand behind their words."""
    words: list[str] = []
    skipped: Element = None
    for event, element in walked(note):
        if event == "start":
            if skipped is None and _leads_back(element):
                skipped = element
            elif skipped is None and isinstance(element.tag, str):
                words.append(element.text or "")
            continue
        if skipped is element:
            skipped = None
        elif skipped is None:
            words.append(" " if element.tag in _APART else _address(element))
        if skipped is None and element is not note:
            words.append(element.tail or "")
    text = " ".join("".join(words).split()).lstrip(_ARROWS)
    return _NUMBER.sub("", f"{text} ", count=1).strip() if _NUMBER.match(f"{text} ") else text


def _leads_back(element: Element) -> bool:
    return element.tag == "a" and bool(said(element) & _BACK or (element.get("href") or "").startswith("#"))


def _address(element: Element) -> str:
    """Where a link leads, if its words do not say so: it may be what the note is for."""
    address = (element.get("href") or "").strip() if element.tag == "a" else ""
    if not address.lower().startswith(("http://", "https://")) or address in element.text_content():
        return ""
    return f" ({address})"

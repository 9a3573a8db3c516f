"""A book's notes: taken out of its pages and pinned to the words that their numbers stood behind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from posixpath import join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from app.importing.article import Annotation
from app.importing.document import Piece
from app.importing.markup import walked

_TYPE = "{http://www.idpf.org/2007/ops}type"
_NOTES = frozenset({"footnote", "endnote", "rearnote", "note", "doc-footnote", "doc-endnote"})
_REFERENCES = frozenset({"noteref", "doc-noteref", "footnote-ref"})
_BACK = frozenset({"backlink", "doc-backlink", "footnote-back"})
# Nobody's letters: where a number stood while a page becomes pieces.
_SIGN = re.compile("\ue5f0([0-9]+)\ue5f1")
_NUMBER = re.compile(r"\s*[\[(]?(?:\d{1,4}|[*†‡§]{1,3})[\])]?[.:]?\s+")


class Notes:
    """Takes the notes out of the pages (path and body) it is made of; changes their elements."""

    def __init__(self, pages: Iterable[tuple[str, Any]]) -> None:
        self._told: list[tuple[str, str]] = []
        bodies = list(pages)
        places = {
            (path, element.get("id")): element
            for path, body in bodies
            for element in body.iter("*")
            if element.get("id")
        }
        taken: list[Any] = []
        for path, body in bodies:
            for reference in [*body.iter("a")]:
                target = _target(path, reference.get("href") or "")
                note = places.get(target)
                if note is None or not (_said(reference) & _REFERENCES):
                    continue
                if not any(note is one for one in taken):
                    taken.append(note)
                self._sign(reference, note, target[0], path)
        for note in taken:
            if note.getparent() is not None:
                note.drop_tree()

    def pinned(self, piece: Piece) -> Piece:
        """The piece with the notes it has signs of, the signs taken away."""
        for found in reversed([*_SIGN.finditer(piece.text)]):
            number = int(found[1])
            if number < len(self._told):
                piece = _cut(piece, found.start(), found.end(), *self._told[number])
        return piece

    def _sign(self, reference: Any, note: Any, there: str, here: str) -> None:
        kind = "footnote" if "footnote" in " ".join(_said(note)) or there == here else "endnote"
        self._told.append((kind, _words(note)))
        for child in [*reference]:
            reference.remove(child)
        reference.text = f"\ue5f0{len(self._told) - 1}\ue5f1"


def _said(element: Any) -> set[str]:
    """What an element says it is: its types, its role and its class."""
    said = " ".join(element.get(key) or "" for key in (_TYPE, "epub:type", "role", "class"))
    return set(said.split())


def _target(path: str, address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    if parts.scheme or parts.netloc or not parts.fragment:
        return "", ""
    page = (
        normpath(join("/", path.rpartition("/")[0], unquote(parts.path))).lstrip("/") if parts.path else path
    )
    return page, unquote(parts.fragment)


def _words(note: Any) -> str:
    """A note's words without its number and its way back."""
    words: list[str] = []
    skipped: Any = None
    for event, element in walked(note):
        if event == "start":
            back = element.tag == "a" and bool(
                _said(element) & _BACK or (element.get("href") or "").startswith("#")
            )
            if skipped is None and back:
                skipped = element
            elif skipped is None and isinstance(element.tag, str):
                words.append(element.text or "")
        else:
            if skipped is element:
                skipped = None
            if skipped is None and element is not note:
                words.append(element.tail or "")
    text = " ".join("".join(words).split())
    return _NUMBER.sub("", f"{text} ", count=1).strip() if _NUMBER.match(f"{text} ") else text


def _cut(piece: Piece, start: int, end: int, kind: str, text: str) -> Piece:
    """The piece without ``start`` to ``end``, and a note at that place."""
    by = end - start

    def moved(at: int) -> int:
        return at if at <= start else max(start, at - by)

    emphasis = [replace(e, start=moved(e.start), end=moved(e.end)) for e in piece.emphasis]
    annotations = [replace(a, start=moved(a.start), end=moved(a.end)) for a in piece.annotations]
    told = [Annotation(start, start, kind, "", text)] if text else []
    return replace(
        piece,
        text=piece.text[:start] + piece.text[end:],
        emphasis=tuple(e for e in emphasis if e.start < e.end),
        annotations=(*annotations, *told),
    )

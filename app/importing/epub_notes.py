"""A book's notes: taken out of its pages and pinned to the words that their numbers stood behind."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from app.importing.markup import Element
from app.importing.pinned_notes import PinnedNotes, note_words, said, take_out

_REFERENCES = frozenset({"noteref", "doc-noteref", "footnote-ref"})


class Notes(PinnedNotes):
    """Takes the notes out of the pages (path and body) it is made of; changes their elements."""

    def __init__(self, pages: Iterable[tuple[str, Element]]) -> None:
        super().__init__()
        bodies = list(pages)
        places = {
            (path, element.get("id")): element
            for path, body in bodies
            for element in body.iter("*")
            if element.get("id")
        }
        taken: dict[Element, None] = {}
        for path, body in bodies:
            for reference in [*body.iter("a")]:
                target = _target(path, reference.get("href") or "")
                note = places.get(target)
                if note is None or not (said(reference) & _REFERENCES):
                    continue
                taken[note] = None
                here = "footnote" in " ".join(said(note)) or target[0] == path
                self.sign(reference, "footnote" if here else "endnote", note_words(note))
        take_out(taken)


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

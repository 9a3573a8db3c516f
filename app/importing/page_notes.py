"""A web page's footnotes: links to places below that a raised number, or the page itself, says are notes.

Pages spell them in many ways: ``<sup><a href="#fn1">1</a></sup>`` with a list of notes, the exports of word
processors with named links on either side, encyclopaedias with ``[1]``, and the types of EPUB and ARIA.
"""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import unquote

from app.importing.markup import Element
from app.importing.pinned_notes import PinnedNotes, note_words, said, take_out

_REFERENCES = re.compile(
    r"(?:doc-)?noteref|(?:foot|end)note-?(?:ref|link|anchor|anc)|(?:sd)?(?:foot|end)noteanc"
    r"|mso(?:foot|end)notereference",
    re.I,
)
_COMMENT = "msocomanchor"
_OWN_COMMENT = re.compile(r"mso-element:\s*comment\s*(?:;|$)")
_AUTHOR = re.compile(r"mso-comment-author:\s*(\"[^\"]*\"|'[^']*'|[^;]*)")
_LABEL = re.compile(
    r"[\[(]?\s*(?:(?:note|fn|n)\.?\s*)?(?:\d{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|[*†‡§¶]{1,4})\s*[\])]?", re.I
)
_ENDNOTE = re.compile(r"_?edn|endnote|rearnote", re.I)
_OWN = re.compile(r"note|ftn|edn|\bfn", re.I)
_HEADS = frozenset(
    {
        "anmerkungen",
        "endnotes",
        "footnotes",
        "fotnoter",
        "fußnoten",
        "notas",
        "note",
        "noten",
        "noter",
        "notes",
        "przypisy",
        "references",
        "voetnoten",
        "примечания",
        "сноски",
    }
)
_BLOCKS = frozenset({"li", "p", "div", "aside", "dd", "td", "section", "blockquote"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BETWEEN = re.compile(r"[\s,;\[\]()–-]+")
_LARGE = frozenset({"body", "html", "article", "main", "ol", "ul", "dl", "table", "tr", "tbody"})
_LONGEST = 6_000
_MOST = 5_000
_RAISED_WITHIN = 3


class PageNotes(PinnedNotes):
    """Takes the notes out of a page; changes its elements."""

    def __init__(self, tree: Element) -> None:
        super().__init__()
        order = {element: n for n, element in enumerate(tree.iter("*"))}
        places = _places(tree)
        wanted: list[tuple[Element, Element]] = []
        for reference in tree.iter("a"):
            target = places.get(unquote((reference.get("href") or "").rpartition("#")[2]))
            if target is None or order[target] <= order[reference] or not _is_reference(reference):
                continue
            wanted.append((reference, target))
            if len(wanted) >= _MOST:
                break
        self._take(wanted)

    def _take(self, wanted: list[tuple[Element, Element]]) -> None:
        targets = {target for _, target in wanted}
        references = {reference for reference, _ in wanted}
        words: dict[Element, str] = {}
        notes: dict[Element, Element] = {}
        for target in targets:
            note = _note_of(target, targets)
            if note is not None and note not in words:
                words[note] = _words(note, references)
            if note is not None and words[note]:
                notes[target] = note
        raised: dict[Element, None] = {}
        for reference, target in wanted:
            if target in notes:
                note = notes[target]
                about = " ".join((target.get("id") or "", target.get("name") or "", *said(note)))
                kind = "endnote" if _ENDNOTE.search(about) else "footnote"
                if _COMMENT in said(reference):
                    kind = "comment"
                self.sign(reference, kind, words[note], _author(note) if kind == "comment" else "")
                raised |= dict.fromkeys(reference.iterancestors("sup"))
        for one in raised:
            _strip_brackets(one, references)
        heads = [head for note in notes.values() if (head := _head_above(note)) is not None]
        take_out(dict.fromkeys(notes.values()))
        take_out(head for head in dict.fromkeys(heads) if _is_left_alone(head))


def _places(tree: Element) -> dict[str, Element]:
    """The elements that links can lead to, by their names; the first of a name counts."""
    found: dict[str, Element] = {}
    for element in tree.iter("*"):
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                found.setdefault(name, element)
    return found


def _is_reference(link: Element) -> bool:
    """Whether a link is a note's number: raised, or called one, and with nothing but a number or a sign.

    Or it is a comment's, with the initials of who made it.
    """
    label = "".join(link.itertext()).strip()
    if _COMMENT in said(link):
        return True
    if not _LABEL.fullmatch(label):
        return False
    inside = link.iter("a", "span", "sup")
    if any(one.tag == "sup" or any(map(_REFERENCES.fullmatch, said(one))) for one in inside):
        return True
    above = [one for one, _ in zip(link.iterancestors(), range(_RAISED_WITHIN), strict=False)]
    return any(one.tag == "sup" or any(_REFERENCES.fullmatch(word) for word in said(one)) for one in above)


def _note_of(target: Element, targets: set[Element]) -> Element | None:
    """The element that is the note a link leads to; None where it is in none, but in a heading or a table."""
    note = target
    while note.tag not in _BLOCKS:
        note = note.getparent()
        if note is None or note.tag in (*_LARGE, *_HEADINGS):
            return None
    above = note.getparent()
    # A paragraph may be one of several of a note's: of a list's item, or of a box that is called a note.
    while above is not None and above.tag in ("li", "dd", "div", "aside"):
        own = above.tag in ("li", "dd") or _OWN.search(above.get("id") or "")
        if not own or sum(1 for _ in islice((one for one in above.iter("*") if one in targets), 2)) > 1:
            break
        note, above = above, above.getparent()
    return note


def _author(comment: Element) -> str:
    """Who made a comment, as a word processor says it in the style of what stands before or in it."""
    above = comment.getparent()
    if above is not None and _OWN_COMMENT.search(above.get("style") or ""):
        comment = above
    for one in comment.iter("span", "div"):
        found = _AUTHOR.search(one.get("style") or "")
        if found:
            return found[1].strip("\"' ")
    return ""


def _words(note: Element, references: set[Element]) -> str:
    """A note's words; none where it is half the page, or has numbers of notes in it itself."""
    long = sum(map(len, note.itertext())) > _LONGEST
    return "" if long or any(one in references for one in note.iter("a")) else note_words(note)


def _strip_brackets(raised: Element, references: set[Element]) -> None:
    """Leave nothing of the brackets and commas that are raised with the numbers of notes: [1], 1,2."""
    for one in raised.iter("*"):
        if one not in references and _BETWEEN.fullmatch(one.text or ""):
            one.text = None
        if one is not raised and _BETWEEN.fullmatch(one.tail or ""):
            one.tail = None


def _head_above(note: Element) -> Element | None:
    """The heading of the list that a note stands in, if it is called after notes."""
    at = note
    while at.tag not in ("body", "article", "main"):
        before, above = at.getprevious(), at.getparent()
        if before is None:
            if above is None:
                return None
            at = above
        elif before.tag == "hr":
            at = before
        else:
            words = " ".join("".join(before.itertext()).split()).casefold().rstrip(":")
            is_head = before.tag in (*_HEADINGS, "p", "b", "strong") and words in _HEADS
            return before if is_head else None
    return None


def _is_left_alone(head: Element) -> bool:
    """Whether nothing is left between a heading and the next."""
    after = head.getnext()
    while after is not None and after.tag not in _HEADINGS:
        if "".join(after.itertext()).strip():
            return False
        after = after.getnext()
    return True

"""The words of a paragraph as they come out of a file, with what hangs on them, until they are a piece."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.importing.article import Annotation
from app.importing.captions import is_caption
from app.importing.document import Piece
from app.importing.plain import reads_like_headline
from app.text.lines import PARAGRAPH_BREAKS
from app.text.normalise import Note
from db.layout import Emphasis

MAX_LEVEL = 9
ONE_LINE = dict.fromkeys(map(ord, "\t" + PARAGRAPH_BREAKS), " ")
RAISED = str.maketrans("0123456789+-\u2212=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
LOWERED = str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_BETWEEN = frozenset(" ,\u2013")
# What LibreOffice makes of the tags of a page that it does not know: nobody's comment.
_TAG = re.compile(r"HTML: <[^>]*>\s*")


class Words:
    """Words written one stretch after the other; ``length`` is where the next one starts."""

    def __init__(self) -> None:
        self.length = 0
        self._stretches: list[str] = []
        self._emphasis: dict[tuple[str, str, int], int] = {}
        self._annotations: list[Annotation] = []

    @property
    def text(self) -> str:
        return "".join(self._stretches)

    def add(self, stretch: str) -> None:
        self._stretches.append(stretch)
        self.length += len(stretch)

    def emphasise(self, start: int, kind: str, data: str = "") -> None:
        """Set apart what was written since ``start``, together with the same just before it."""
        if start < self.length:
            earlier = self._emphasis.pop((kind, data, start), start)
            self._emphasis[kind, data, self.length] = earlier

    def shift(self, start: int, *, up: bool) -> None:
        """Raise or lower the numbers written since ``start``, which else would run into the one before.

        10⁶ is no 106. Words keep their letters: there are signs for digits alone.
        """
        text = self.text
        table = RAISED if up else LOWERED
        if all(ord(sign) in table or sign in _BETWEEN for sign in text[start:]):
            self._stretches = [text[:start], text[start:].translate(table)]

    def annotate(self, start: int, kind: str, author: str, text: str) -> None:
        """Put a note beside what was written since ``start``, or at this place where that is nothing."""
        if kind != "comment" or not _TAG.fullmatch(text):
            self._annotations.append(Annotation(start, self.length, kind, author, text))

    def piece(self, kind: str, level: int = 0, *, marker: str = "", aside: str = "") -> Piece:
        """The words without white space around them, ``marker`` in front."""
        text = self.text
        words = text.strip()
        cut = len(text) - len(text.lstrip())
        by = len(marker) - cut
        low, high = (len(marker), len(marker) + len(words)) if words else (0, 0)

        def moved(at: int) -> int:
            return min(max(at + by, low), high)

        spans = [
            (moved(start), moved(end), kind_, data) for (kind_, data, end), start in self._emphasis.items()
        ]
        annotations = [replace(a, start=moved(a.start), end=moved(a.end)) for a in self._annotations]
        return Piece(
            kind,
            marker + words if words else "",
            min(level, MAX_LEVEL),
            tuple(Emphasis(*span) for span in sorted(spans) if span[0] < span[1]),
            tuple(annotations),
            aside,
        )


def noted(piece: Piece) -> str:
    """The words of a note, with the address of a link behind its words: it may be what the note is for."""
    text = piece.text
    links = [e for e in piece.emphasis if e.kind == "link" and e.data.startswith(("http://", "https://"))]
    for link in sorted(links, key=lambda e: e.end, reverse=True):
        if link.data not in text:
            text = f"{text[: link.end]} ({link.data}){text[link.end :]}"
    return text


def put(pieces: list[Piece], piece: Piece) -> None:
    """Append a piece with words; the notes on one without hang on the end of the one before.

    A paragraph that says it is a caption, or is set apart as a whole below an image, becomes one.
    """
    if not piece.text:
        if piece.annotations and pieces:
            end = len(pieces[-1].text)
            late = tuple(replace(a, start=end, end=end) for a in piece.annotations)
            pieces[-1] = replace(pieces[-1], annotations=(*pieces[-1].annotations, *late))
        return
    if piece.kind == "paragraph" and not piece.aside:
        below_image = bool(pieces) and pieces[-1].kind == "image"
        if is_caption(piece.text) or (below_image and _is_set_apart(piece)):
            piece = replace(piece, kind="caption", level=0)
    if piece.kind in ("title", "heading", "caption"):
        # Its look, not an emphasis of its author's.
        partly = tuple(e for e in piece.emphasis if not _is_whole(e, piece))
        piece = replace(piece, emphasis=partly)
    pieces.append(piece)


def _is_set_apart(piece: Piece) -> bool:
    return any(_is_whole(one, piece) for one in piece.emphasis)


def _is_whole(one: Emphasis, piece: Piece) -> bool:
    return one.kind in ("em", "strong") and one.end - one.start == len(piece.text)


def joined(pieces: Sequence[Piece], between: str = " ") -> Piece:
    """The pieces as one paragraph of one line, ``between`` standing between any two of them."""
    stretches: list[str] = []
    emphasis: list[Emphasis] = []
    annotations: list[Annotation] = []
    at = 0
    for piece in pieces:
        stretches.append(piece.text.translate(ONE_LINE))
        emphasis += [replace(e, start=e.start + at, end=e.end + at) for e in piece.emphasis]
        annotations += [replace(a, start=a.start + at, end=a.end + at) for a in piece.annotations]
        at += len(piece.text) + len(between)
    return Piece("paragraph", between.join(stretches), 0, tuple(emphasis), tuple(annotations))


def with_headline(pieces: list[Piece], said: str = "") -> tuple[list[Piece], tuple[Note, ...]]:
    """The pieces with a headline where none is marked as such, and the note that tells of a guess.

    It is what the file calls itself (``said``) where that stands among the first lines, else the first line
    if it reads like a headline and is set apart or no heading follows.
    """
    shown = [i for i, piece in enumerate(pieces) if not piece.aside][:6]
    if len(shown) < 2 or any(pieces[i].kind == "title" for i in shown):
        return pieces, ()
    known = " ".join(said.split()).casefold()
    found = next((i for i in shown if known and " ".join(pieces[i].text.split()).casefold() == known), None)
    notes: tuple[Note, ...] = ()
    if found is None and _opens_with_headline([pieces[i] for i in shown[:3]]):
        found, notes = shown[0], (Note("title-from-first-line"),)
    if found is not None:
        pieces[found] = replace(pieces[found], kind="title", level=1)
    return pieces, notes


def _opens_with_headline(opening: Sequence[Piece]) -> bool:
    first, *others = opening
    if first.kind != "paragraph" or not reads_like_headline(first.text.strip()):
        return False
    if _is_set_apart(first):
        return True
    headed = any(piece.kind == "heading" for piece in others)
    return not headed and max(len(piece.text) for piece in others) > 1.5 * len(first.text)

"""What a reader of one format makes of its bytes, before it is text with offsets: pieces in reading order.

A format's module has ``read(data: bytes, name: str, ...) -> Document`` and knows nothing of offsets into the
whole, normalising, sentences or debris: ``assembled`` does that for all of them in one way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.importing.article import PROVENANCE, Annotation, ArticleNotRead, Aside, ImportedArticle
from app.importing.debris import find_asides
from app.importing.entries import ledger_entries
from app.text.lines import line_spans
from app.text.normalise import BYTE_ORDER_MARK, REPLACEMENT, Note, normalise
from db.layout import Block, Emphasis


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading, table row … with what hangs on its words.

    ``kind`` and ``level`` are a ``db.layout.Block``'s. Line breaks (LF only) in ``text`` make lines of their
    own, of the same kind; a table row's cells stand between tabs. ``emphasis`` and ``annotations`` count code
    points from the start of ``text``. ``aside`` is why the piece is no part of the article, blank where it
    is one.
    """

    kind: str
    text: str
    level: int = 0
    emphasis: tuple[Emphasis, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The pieces of a file in reading order, and what it says of itself.

    ``title`` is blank where the file has none; where no piece is the ``title``, ``assembled`` looks for the
    headline among the first pieces, else puts it first. ``provenance`` holds any of ``PROVENANCE``;
    ``language`` is a code such as ``en`` or blank; ``encoding`` is what the bytes were decoded with, blank
    where the format leaves no choice.
    """

    pieces: Sequence[Piece]
    title: str = ""
    provenance: dict[str, str] = field(default_factory=dict[str, str])
    language: str = ""
    notes: tuple[Note, ...] = ()
    encoding: str = ""


def assembled(
    document: Document,
    *,
    data: bytes,
    name: str,
    media_type: str,
    fallback: tuple[str, Note],
    encoding: str = "",
) -> ImportedArticle:
    """The article of a document: one text, its structure, its ledger's entries, what is set aside in it.

    ``fallback`` is the title, and the note that tells of it, for a document that has none. Raises
    ArticleNotRead, naming the file, for one without words.
    """
    writing = _Writing()
    title, title_notes, pieces = _titled(document, fallback)
    for piece in pieces:
        writing.add(piece)
    text = writing.text
    if not text.replace(REPLACEMENT, " ").strip():
        raise ArticleNotRead(f"“{name}” has no words in it, so nothing was imported.")
    blocks = tuple(writing.blocks)
    asides = _with_debris(text, blocks, writing.asides)
    return ImportedArticle(
        title=title,
        text=text,
        blocks=blocks,
        sentences=ledger_entries(text, blocks, asides),
        emphasis=tuple(sorted(writing.emphasis, key=lambda e: (e.start, -e.end, e.kind, e.data))),
        asides=asides,
        annotations=tuple(sorted(writing.annotations)),
        language=document.language,
        original=data,
        original_name=name,
        media_type=media_type,
        encoding=encoding,
        notes=(*document.notes, *writing.notes(), *title_notes),
        provenance={key: document.provenance.get(key, "") for key in PROVENANCE},
    )


def _titled(document: Document, fallback: tuple[str, Note]) -> tuple[str, tuple[Note, ...], list[Piece]]:
    """The title, what is to be told of it, and the pieces with one of them as the headline."""
    pieces = list(document.pieces)
    shown = [i for i, piece in enumerate(pieces) if piece.text.strip() and not piece.aside]
    known = " ".join(document.title.split())
    at = next((i for i in shown if pieces[i].kind == "title"), None)
    if at is None and known:
        at = next((i for i in shown[:6] if _same(pieces[i].text, known)), None)
    if at is None and not known:
        at = next((i for i in shown[:3] if pieces[i].kind == "heading"), None)
    if at is None:
        if not known:
            return fallback[0], (fallback[1],), pieces
        # Readers of the page saw it, so there is something to check in it.
        return known, (), [Piece("title", known, 1), *pieces]
    pieces[at] = replace(pieces[at], kind="title", level=1)
    return " ".join(pieces[at].text.split()), (), pieces


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _with_debris(text: str, blocks: Sequence[Block], asides: list[Aside]) -> tuple[Aside, ...]:
    taken = {(aside.start, aside.end) for aside in asides}
    kept = [block for block in blocks if (block.start, block.end) not in taken]
    return tuple(sorted([*asides, *find_asides(text, kept)], key=lambda aside: aside.start))


class _Writing:
    """The text written so far; every piece is normalised by itself, so offsets within it still hold."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.emphasis: list[Emphasis] = []
        self.annotations: list[Annotation] = []
        self.asides: list[Aside] = []
        self._written: list[str] = []
        self._length = 0
        self._last = ""
        self._counted: dict[str, int] = {}

    @property
    def text(self) -> str:
        return "".join(self._written)

    def notes(self) -> tuple[Note, ...]:
        return tuple(Note(code, count) for code, count in self._counted.items())

    def add(self, piece: Piece) -> None:
        # What normalising takes away would move the offsets behind it.
        normal = normalise(piece.text.replace("\r", " ").replace(BYTE_ORDER_MARK, " "))
        for note in normal.notes:
            self._counted[note.code] = self._counted.get(note.code, 0) + note.count
        if not normal.text.strip():
            return
        self._separate(piece.kind)
        start = self._length
        self._write(normal.text)
        for line in line_spans(normal.text):
            self.blocks.append(Block(start + line.start, start + line.end, piece.kind, piece.level))
            if piece.aside:
                self.asides.append(Aside(start + line.start, start + line.end, piece.aside))
        self.emphasis += [replace(e, start=start + e.start, end=start + e.end) for e in piece.emphasis]
        self.annotations += [replace(a, start=start + a.start, end=start + a.end) for a in piece.annotations]

    def _separate(self, kind: str) -> None:
        if self._written:
            self._write("\n" if kind == self._last and kind in _CLOSE else "\n\n")
        self._last = kind

    def _write(self, text: str) -> None:
        self._written.append(text)
        self._length += len(text)


# Lines of these kinds follow one another without a blank line between.
_CLOSE = frozenset({"table-row", "list-item", "code"})

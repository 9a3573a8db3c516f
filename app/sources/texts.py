"""What a viewer asks about a text (web page, Word, mail, book, plain words …), and the answers it gets."""

from __future__ import annotations

from app.importing.article import Annotation, Aside
from app.text.normalise import Note
from db.layout import Block, Emphasis
from db.records import Span, record


@record
class AskWords:
    """All of it. Answer: ReadText."""


@record
class AskWordHits:
    """Where words stand, whatever their capitals, accents and line ends. Answer: a tuple of Span."""

    words: str


@record
class ReadText:
    """A text with its structure, and nothing that acts: no scripts, forms, or anything from elsewhere.

    Attributes: ``blocks`` are its lines with what they are (``db.layout.Block``: heading, list-item, quote,
    table-row with tabs between cells, image …); ``emphasis`` are stretches set apart and links, whose address
    is only words; ``asides`` are menus, notices, quoted mails and the like; ``annotations`` footnotes and
    comments; ``said`` is what the file says of itself, by the names of ``PROVENANCE``. Offsets count code
    points.
    """

    title: str
    text: str
    blocks: tuple[Block, ...]
    emphasis: tuple[Emphasis, ...]
    asides: tuple[Aside, ...]
    annotations: tuple[Annotation, ...]
    said: tuple[tuple[str, str], ...]
    media_type: str
    encoding: str
    language: str
    notes: tuple[Note, ...]


WordHits = tuple[Span, ...]

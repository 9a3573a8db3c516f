"""An article as every importer gives it, and the stored form of its structure."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.text.normalise import Note
from db.errors import KnownError
from db.facts import Found
from db.layout import Block, Emphasis, Layout, write_layout
from db.records import Span

PROVENANCE = ("url", "archive_url", "outlet", "byline", "published")


class ArticleNotRead(KnownError):
    """A file or a pasted text that cannot become an article; nothing of it was taken in."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of the text that is no part of the article, and why: a code.

    ``ad-placeholder``, ``source-link``, ``running-head``, ``page-number``, ``boilerplate`` (menus, links to
    other articles, notices), ``form``, ``quoted-mail``, ``signature``.
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Annotation:
    """What the author put beside the words at ``start`` to ``end``: often where they have it from.

    ``kind`` is ``footnote``, ``endnote`` or ``comment``; ``author`` is blank where the file does not say. An
    annotation at a place and not on words has ``start == end``: it belongs to the sentence that ends there.
    """

    start: int
    end: int
    kind: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """What an importer makes of a file.

    Attributes: ``blocks`` are the lines that carry more than white space, in order, so that the n-th block is
    the n-th paragraph a reader sees; between them lie only line breaks and blank lines. A block's level is
    the heading's level, how deep a list or quotation is nested, 1 in a table's head row, else 0; a numbered
    list item carries its number in the text, any other no bullet; the cells of a table row stand between
    tabs. ``sentences`` covers what is set aside too, never mixed with the rest in one sentence, so that
    bringing an aside back needs no new spans; ``language`` is empty, nobody has said; ``original`` is the
    bytes as they came; ``provenance`` has all five fields, empty where the file does not say; ``facts`` are
    those the rules find in it, None where nobody has looked yet.
    """

    title: str
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]
    emphasis: tuple[Emphasis, ...]
    asides: tuple[Aside, ...]
    language: str
    original: bytes = field(repr=False)
    original_name: str
    media_type: str
    encoding: str
    notes: tuple[Note, ...]
    provenance: dict[str, str]
    annotations: tuple[Annotation, ...] = ()
    facts: tuple[Found, ...] | None = None

    @property
    def layout(self) -> Layout:
        """The part of it that is stored as the text's layout."""
        return Layout(self.blocks, tuple((s.start, s.end) for s in self.sentences), self.emphasis)

    @property
    def ledger_sentences(self) -> tuple[Span, ...]:
        """The sentences that are not set aside."""
        aside = {(a.start, a.end) for a in self.asides}
        return tuple(s for s in self.sentences if (s.start, s.end) not in aside)


def layout_json(article: ImportedArticle) -> bytes:
    """The article's layout in its stored form; ``db.layout.read_layout`` reads it back."""
    return write_layout(article.layout)

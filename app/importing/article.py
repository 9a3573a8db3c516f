"""An article as every importer gives it, and the stored form of its structure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from app.importing.packed import (
    Rows,
    blocks_of,
    emphasis_of,
    packed_blocks,
    packed_emphasis,
    packed_spans,
    spans_of,
)
from app.text.normalise import Note
from db.errors import KnownError
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
    those the rules find in it, in their stored form (``db.facts``), None where nobody has looked yet.
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
    facts: bytes | None = None

    def __reduce__(self) -> tuple[Callable[..., ImportedArticle], tuple[object, ...]]:
        rows = {
            "blocks": packed_blocks(self.blocks),
            "sentences": packed_spans(self.sentences),
            "emphasis": packed_emphasis(self.emphasis),
        }
        return _unpacked, (rows, {f.name: getattr(self, f.name) for f in fields(self) if f.name not in rows})

    @property
    def layout(self) -> Layout:
        """The part of it that is stored as the text's layout."""
        return Layout(self.blocks, tuple((s.start, s.end) for s in self.sentences), self.emphasis)

    @property
    def ledger_sentences(self) -> tuple[Span, ...]:
        """The sentences that are not set aside."""
        aside = {(a.start, a.end) for a in self.asides}
        return tuple(s for s in self.sentences if (s.start, s.end) not in aside)


def _unpacked(rows: dict[str, Rows], rest: dict[str, Any]) -> ImportedArticle:
    return ImportedArticle(
        blocks=blocks_of(rows["blocks"]),
        sentences=spans_of(rows["sentences"]),
        emphasis=emphasis_of(rows["emphasis"]),
        **rest,
    )


def layout_json(article: ImportedArticle) -> bytes:
    """The article's layout in its stored form; ``db.layout.read_layout`` reads it back."""
    return write_layout(article.layout)

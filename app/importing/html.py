"""A web page, saved by a browser or written by another program: the article in it.

Between the article's first and last words everything the page shows is taken in, what is no part of the
article set aside; menus and the like before and after it stay in the original only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.importing.article import ArticleNotRead
from app.importing.document import Document, Piece
from app.importing.markup import decoded_markup, tree_of
from app.importing.page_article import article_pieces, extracted
from app.importing.page_facts import PageFacts, page_facts
from app.importing.page_notes import PageNotes
from app.importing.page_pieces import Found, page_pieces
from app.importing.pinned_notes import without_signs
from app.text.normalise import Note

_MOST_BYTES = 10 * 1024 * 1024
_MOST_BETWEEN = 40
_SCRAP = 25
_MOST_WEIGHED = 60_000
_MOST_TAGS = 600_000
"""The largest of 88 pages of newspapers has 3,200 tags: one of more than the first is a book or a list and is
taken whole, one of more than the second is meant to take long."""
_LETTER = re.compile(r"\w")


def read(
    data: bytes, name: str, encoding: str | None = None, *, said: str = "", saved_from: str = ""
) -> Document:
    """The article of a page; ``said`` is the encoding a mail's header names, ``saved_from`` its address.

    Raises ArticleNotRead, naming the file, for a page without words (one that scripts would have filled) and
    for one too large to be an article.
    """
    if len(data) > _MOST_BYTES:
        raise ArticleNotRead(
            f"“{name}” is a web page of {len(data) / 1024 / 1024:.0f} MiB, more than any article has; "
            "save it without pictures, or paste the article's text. Nothing was imported."
        )
    decoded = decoded_markup(data, name, encoding, said)
    document = document_of(decoded.text, name, saved_from)
    return replace(document, encoding=decoded.encoding, notes=(*decoded.notes, *document.notes))


def document_of(markup: str, name: str, saved_from: str = "") -> Document:
    """The article in a page's markup."""
    tags = markup.count("<")
    if tags > _MOST_TAGS:
        raise ArticleNotRead(
            f"“{name}” is a web page of {tags:,} tags, more than any article has, so nothing was imported."
        )
    tree = tree_of(markup, name)
    facts = page_facts(tree, markup, saved_from, quick=tags > _MOST_WEIGHED)
    notes_of_page = PageNotes(tree)
    found = [replace(one, piece=notes_of_page.pinned(one.piece)) for one in page_pieces(tree, facts.url)]
    if not any(_LETTER.search(one.piece.text) for one in found):
        raise ArticleNotRead(
            f"“{name}” has no words in it: such a page is filled by scripts when it is opened; save it again "
            "from the browser as a complete page, or paste its text. Nothing was imported."
        )
    article = without_signs(extracted(tree)) if tags <= _MOST_WEIGHED else ""
    pieces = [] if _says_little(article, found) else article_pieces(found, article, facts.url)
    notes: tuple[Note, ...] = ()
    if not pieces:
        pieces, notes = _everything(found), (Note("page-taken-whole"),)
    left_out = len(found) - len(pieces)
    if left_out and not notes:
        notes = (Note("page-left-out", left_out),)
    return Document(
        pieces=_with_headline(pieces, found, facts),
        title=facts.title,
        provenance=facts.provenance,
        language=facts.language,
        notes=notes,
    )


def clipping(markup: str, name: str = "") -> Document:
    """All of a piece of a page that a person selected and copied: there is nothing to leave out."""
    tree = tree_of(markup, name)
    notes = PageNotes(tree)
    return Document([notes.pinned(one.piece) for one in page_pieces(tree)])


def _says_little(article: str, found: Sequence[Found]) -> bool:
    """Whether what was extracted is a scrap of the page and no article."""
    words = len(article.split())
    shown = sum(len(one.piece.text.split()) for one in found if not one.outside)
    return not words or (words < _SCRAP and shown > 4 * words)


def _everything(found: Sequence[Found]) -> list[Piece]:
    """Every piece of a page in which no article stands out, menus and side boxes set aside."""
    return [replace(one.piece, aside="boilerplate") if one.outside else one.piece for one in found]


def _with_headline(pieces: list[Piece], found: Sequence[Found], facts: PageFacts) -> list[Piece]:
    """The pieces with the heading that is the page's title, and what stands between it and the article.

    Byline, date and standfirst stand there, and buttons: all set aside, a standfirst one key from the text.
    """
    title = facts.title.casefold()
    if any(" ".join(piece.text.split()).casefold() == title and not piece.aside for piece in pieces[:6]):
        return pieces
    known = {id(piece) for piece in pieces}
    first = next((i for i, one in enumerate(found) if id(one.piece) in known), len(found))
    for i in range(first - 1, max(-1, first - _MOST_BETWEEN), -1):
        piece = found[i].piece
        if piece.kind == "heading" and " ".join(piece.text.split()).casefold() == title:
            between = [replace(one.piece, aside="boilerplate") for one in found[i + 1 : first] if _shown(one)]
            return [replace(piece, kind="title", level=1), *between, *pieces]
    return pieces


def _shown(one: Found) -> bool:
    words = len(one.piece.text.split())
    return not one.outside and one.piece.kind != "image" and one.linked < 0.5 and words > 2

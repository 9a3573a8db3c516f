"""PDF documents: lines to paragraphs in reading order; what repeats on every page is set aside.

Text is read by PDFium (pypdfium2). Pages that are only pictures are counted and told, never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from app.importing.article import ArticleNotRead
from app.importing.document import Document
from app.importing.pdf_beside import laid_upon
from app.importing.pdf_lines import Line, page_lines
from app.importing.pdf_pages import in_order, running
from app.importing.pdf_pieces import pieces_of
from app.importing.properties import byline, title
from app.importing.words import with_headline
from app.importing.xml_tree import damaged
from app.text.normalise import Note

MAX_PAGES = 2_000
MAX_CHARS = 5_000_000
_PASSWORD = 4
_ARABIC = re.compile("[\u0590-\u08ff]")


def read(data: bytes, name: str) -> Document:
    """The pieces of a PDF; raises ArticleNotRead, naming the file, for one not readable or too long."""
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

    pdfium: Any = pypdfium2
    try:
        document: Any = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise ArticleNotRead(
                f"“{name}” is protected with a password; save a copy without one and import that."
            ) from None
        raise damaged(name) from None
    try:
        return _read(document, name)
    except pdfium.PdfiumError:
        raise damaged(name) from None
    finally:
        document.close()


def _read(document: Any, name: str) -> Document:
    count = len(document)
    if count > MAX_PAGES:
        raise ArticleNotRead(
            f"“{name}” has {count:,} pages, over the limit of {MAX_PAGES:,}, so nothing was imported; "
            "save the pages of the article as a file of their own."
        )
    if not count:
        raise damaged(name)
    pages, pictures = _pages(document, name)
    if not any(pages):
        raise ArticleNotRead(
            f"“{name}” has no text in it, only pictures of {_counted(count)}, so nothing was imported; "
            "have a text recognition program (OCR) read it and import what that gives."
        )
    lines = [line for page in pages for line in page]
    pieces = pieces_of(lines, running(pages))
    said = document.get_metadata_dict()
    pieces, notes = with_headline(pieces, title(said.get("Title", "")))
    author = byline(said.get("Author", ""))
    return Document(
        pieces,
        provenance={"byline": author} if author else {},
        notes=(*_notes(lines, pictures), *notes),
    )


def _pages(document: Any, name: str) -> tuple[list[list[Line]], list[int]]:
    """The lines of each page, and the numbers of the pages that have something on them but no text."""
    pages: list[list[Line]] = []
    pictures: list[int] = []
    chars = 0
    for number in range(len(document)):
        page = document[number]
        try:
            lines = page_lines(page, number, laid_upon(document, page))
            chars += sum(len(line.text) for line in lines)
            if chars > MAX_CHARS:
                raise ArticleNotRead(
                    f"“{name}” has more than {MAX_CHARS:,} characters, so nothing was imported; "
                    "save the pages of the article as a file of their own."
                )
            if not lines and next(page.get_objects(max_depth=1), None) is not None:
                pictures.append(number + 1)
            pages.append(in_order(lines))
        finally:
            page.close()
    return pages, pictures


def _notes(lines: Sequence[Line], pictures: Sequence[int]) -> list[Note]:
    notes = [Note("read-from-pdf")]
    if pictures:
        notes.append(Note("pages-without-text", len(pictures), page_ranges(pictures)))
    words = sum(len(line.text) for line in lines)
    if 20 * sum(len(_ARABIC.findall(line.text)) for line in lines) > words:
        notes.append(Note("right-to-left-from-pdf"))
    return notes


def page_ranges(numbers: Sequence[int]) -> str:
    """Page numbers in short: ``3, 7–9``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return ", ".join(shown[:20]) + (" …" if len(shown) > 20 else "")


def _counted(pages: int) -> str:
    return "its page" if pages == 1 else f"its {pages:,} pages"

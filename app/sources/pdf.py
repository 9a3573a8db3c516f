"""PDF documents for a viewer: sizes, pictures and words of pages, read by PDFium in the child that opened it.

PDFium keeps state of its own: everything here is called in one thread.
"""

from __future__ import annotations

import time
from math import isfinite
from typing import Any

from app.sources.finding import Folded, folded
from app.sources.not_read import NotAsked, SourceNotRead, damaged, locked, no_page
from app.sources.pages import AskHits, AskPages, AskPicture, AskText
from app.sources.pdf_picture import page_picture
from app.sources.pdf_text import page_text
from db.records.page_text import Hit, PageText
from db.records.viewing import Hits, Pages, Picture

MAX_PAGES = 5_000
MAX_HITS = 2_000
_SEARCHED_AT_ONCE_S = 0.25
_LONGEST_FACT = 500
_PASSWORD = 4
_LETTER = (612.0, 792.0)
_FACTS = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")


class PdfSource:
    """An open document; ``answer`` raises SourceNotRead, naming the file, for what it cannot give."""

    def __init__(self, path: str, name: str) -> None:
        import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

        self._pdfium: Any = pypdfium2
        self._name = name
        self._searched: dict[int, Folded | None] = {}
        try:
            self._document: Any = self._pdfium.PdfDocument(path)
            if self._document.get_formtype():
                # What was filled into a form is drawn with the form's help only.
                self._document.init_forms()
            self._count = len(self._document)
        except self._pdfium.PdfiumError as error:
            raise (locked(name) if error.err_code == _PASSWORD else damaged(name)) from None
        if not self._count:
            raise damaged(name)

    @property
    def shown(self) -> int:
        """How many pages there are to see."""
        return min(self._count, MAX_PAGES)

    def answer(self, question: object) -> object:
        try:
            match question:
                case AskPages():
                    return self._pages()
                case AskPicture():
                    return self._picture(question)
                case AskText():
                    return self.text(question.page)
                case AskHits():
                    return self._hits(question)
                case _:
                    raise NotAsked(type(question).__name__)
        except self._pdfium.PdfiumError:
            raise damaged(self._name) from None

    def text(self, page: int) -> PageText:
        """The words of a page; raises SourceNotRead."""
        with self._page(page) as opened:
            return page_text(opened, page)

    def text_or_none(self, page: int) -> PageText | None:
        """The words of a page; None for one that is broken, which hides nothing that stands on the others."""
        try:
            return self.text(page)
        except self._pdfium.PdfiumError:
            return None

    def _pages(self) -> Pages:
        facts = self._document.get_metadata_dict()
        said = ((key, " ".join(str(facts.get(key, ""))[:_LONGEST_FACT].split())) for key in _FACTS)
        return Pages(
            tuple(self._size(page) for page in range(self.shown)),
            self._count - self.shown,
            tuple((key, value) for key, value in said if value),
        )

    def _size(self, page: int) -> tuple[float, float]:
        """A page's size in points; that of a letter where the file says nothing that can be."""
        try:
            width, height = self._document.get_page_size(page)
        except self._pdfium.PdfiumError:
            return _LETTER
        good = isfinite(width) and isfinite(height) and width >= 1 and height >= 1
        return (float(width), float(height)) if good else _LETTER

    def _picture(self, asked: AskPicture) -> Picture:
        with self._page(asked.page) as opened:
            picture = page_picture(self._document, opened, asked.width, asked.region)
        if picture is None:
            raise SourceNotRead(f"Page {asked.page + 1} of “{self._name}” has nothing that can be drawn.")
        return picture

    def _hits(self, asked: AskHits) -> Hits:
        hits: list[Hit] = []
        scanned: list[int] = []
        began = time.process_time()
        page = max(0, asked.first)
        while page < self.shown and len(hits) < MAX_HITS:
            found = self._folded(page)
            hits += [Hit(page, start, end) for start, end in found.find(asked.words)] if found else []
            scanned += [] if found else [page]
            page += 1
            if time.process_time() - began > _SEARCHED_AT_ONCE_S:
                break
        return Hits(tuple(hits), page if page < self.shown else None, tuple(scanned))

    def _folded(self, page: int) -> Folded | None:
        """A page as it is searched, kept for the next letter that is typed; None for one without text."""
        if page not in self._searched:
            text = self.text_or_none(page)
            self._searched[page] = None if text is None or text.scanned else folded(text.text)
        return self._searched[page]

    def _page(self, page: int) -> _Opened:
        if not 0 <= page < self.shown:
            raise no_page(self._name, page, self.shown)
        return _Opened(self._document, page)


class _Opened:
    """A page while it is looked at."""

    def __init__(self, document: Any, number: int) -> None:
        self._page = document[number]

    def __enter__(self) -> Any:
        return self._page

    def __exit__(self, *_: object) -> None:
        self._page.close()

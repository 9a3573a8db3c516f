"""What a viewer asks about a file first, and the body that shows what comes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.panels.selecting import word_under
from app.sources.images import AskImage
from app.sources.media import Kind
from app.sources.pages import AskPages
from app.sources.tables import AskSheets
from app.sources.texts import AskWords, ReadText
from db.layout import Block
from db.records import ArticleText, BlockRecord, EmphasisRecord, TextId
from db.records.viewing import ImageFacts, Pages, Sheets

if TYPE_CHECKING:
    from widgets.sources.body import Body

FIRST = {Kind.PDF: AskPages(), Kind.IMAGE: AskImage(), Kind.TABLE: AskSheets(), Kind.TEXT: AskWords()}
"""The kinds that can be shown, with what is asked first."""


def body_for(answer: object) -> Body:
    """A body that shows what came."""
    match answer:
        case Pages():
            from widgets.sources.pdf_body import PdfBody

            pages = PdfBody()
            pages.show_pages(answer)
            return pages
        case ImageFacts():
            from widgets.sources.image_body import ImageBody

            image = ImageBody()
            image.show_image(answer)
            return image
        case Sheets():
            from widgets.sources.table_body import TableBody

            table = TableBody()
            table.show_sheets(answer)
            return table
        case ReadText():
            from widgets.sources.text_body import TextBody

            text = TextBody()
            text.word_at = word_under
            text.show_text(shown_text(answer))
            return text
        case _:
            raise TypeError(type(answer).__name__)


def shown_text(read: ReadText) -> ArticleText:
    """A source's text for the reading column; nothing of it is set aside, for it may all be cited."""
    return ArticleText(
        id=TextId("source"),
        text=read.text,
        blocks=tuple(BlockRecord(b.start, b.end, b.kind, b.level, n) for n, b in enumerate(read.blocks, 1)),
        emphasis=tuple(EmphasisRecord(e.start, e.end, e.kind, e.data) for e in read.emphasis),
        asides=(),
    )


def note_text(words: str) -> ReadText:
    """A note as a text: a paragraph for each of its lines."""
    return ReadText(
        title="",
        text=words,
        blocks=tuple(
            Block(found.start(), found.end(), "paragraph", 0) for found in re.finditer(r"[^\n]+", words)
        ),
        emphasis=(),
        asides=(),
        annotations=(),
        said=(),
        media_type="text/plain",
        encoding="utf-8",
        language="",
        notes=(),
    )

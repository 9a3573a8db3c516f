"""What a viewer asks about a PDF; the answers are in ``db.records.viewing``."""

from __future__ import annotations

from db.records import Box, record
from db.records.viewing import WHOLE_PAGE


@record
class AskPages:
    """How many pages there are, and of what size. Answer: Pages."""


@record
class AskPicture:
    """A page as it looks, or the part of it in ``region``. Answer: Picture.

    Attributes: ``page`` counts from 0; ``width`` is that of the whole page in pixels, and is made smaller
    where the picture would have more pixels than are given at once.
    """

    page: int
    width: int
    region: Box = WHOLE_PAGE


@record
class AskText:
    """The words of a page with their places. Answer: PageText."""

    page: int


@record
class AskHits:
    """Where words stand, whatever their capitals, accents, quotation marks and line ends. Answer: Hits.

    Attributes: ``first`` is the page to begin with, from 0.
    """

    words: str
    first: int = 0

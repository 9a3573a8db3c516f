"""What a viewer asks about a PDF, and the answers it gets."""

from __future__ import annotations

from app.sources.page_text import WHOLE, Box, Hit
from db.records import record

WHOLE_PAGE: Box = (0, 0, WHOLE, WHOLE)


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


@record
class Pages:
    """What a document has.

    Attributes: ``sizes`` are width and height of its pages in points, as they are seen; ``left_out`` is how
    many more there are that are not shown; ``facts`` is what the file says of itself, as (name, value).
    """

    sizes: tuple[tuple[float, float], ...]
    left_out: int
    facts: tuple[tuple[str, str], ...]


@record
class Picture:
    """Pixels: ``data`` has four bytes for each (red, green, blue, alpha), row by row without gaps.

    ``region`` is what part of the whole it shows, in 1/10000 of its width and height.
    """

    width: int
    height: int
    data: bytes
    region: Box = WHOLE_PAGE


@record
class Hits:
    """What was found so far.

    Attributes: ``next_page`` is where to go on, None at the end; ``scanned`` pages could not be searched.
    """

    hits: tuple[Hit, ...]
    next_page: int | None
    scanned: tuple[int, ...] = ()

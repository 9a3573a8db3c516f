"""What a viewer is given of a PDF, an image or a table: answers of the child that reads the file."""

from __future__ import annotations

from db.records.frozen import record
from db.records.page_text import WHOLE, Hit
from db.records.sources import Box

WHOLE_PAGE: Box = (0, 0, WHOLE, WHOLE)


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


@record
class ImageFacts:
    """What an image is.

    Attributes: ``width`` and ``height`` in pixels are those of the upright image; ``frames`` is how many
    pictures the file holds, of which the first is shown; ``facts`` is what the file says of itself, as (name,
    value); ``likeness`` is what the likeness of two images is told from, None for one too plain for that.
    """

    format: str
    width: int
    height: int
    frames: int
    facts: tuple[tuple[str, str], ...]
    likeness: int | None


@record
class Sheet:
    """A sheet.

    Attributes: ``rows`` and ``columns`` are its size as the file tells it, at most what is shown; ``rows``
    may turn out smaller or larger while it is read (Rows.ended). ``hidden`` where the workbook hides it.
    """

    name: str
    rows: int
    columns: int
    hidden: bool = False


@record
class Sheets:
    """All sheets; ``notes`` are sentences on what is not shown and on how the file was read."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


@record
class Formula:
    """A cell whose value was worked out by the program that saved it: how."""

    row: int
    column: int
    words: str


@record
class Rows:
    """Rows of cells as words, each as long as its last cell with something in it.

    Attributes: ``ended`` is how many rows the sheet has, once that is known; ``notes`` as in Sheets.
    """

    first: int
    rows: tuple[tuple[str, ...], ...]
    formulas: tuple[Formula, ...] = ()
    ended: int | None = None
    notes: tuple[str, ...] = ()


@record
class CellHits:
    """Cells in which the words stand: (sheet, row, column), and whether there may be more."""

    cells: tuple[tuple[int, int, int], ...]
    more: bool

"""What a viewer's body asks for while it is looked at, and what is selected in it."""

from __future__ import annotations

from typing import TypeAlias

from db.records import Box, record
from db.records.viewing import WHOLE_PAGE


@record
class WantsPicture:
    """A page (0 for an image) as it looks: ``width`` of the whole in pixels, ``region`` the part asked for.

    ``turned`` is by how many degrees clockwise an image is shown.
    """

    page: int
    width: int
    region: Box = WHOLE_PAGE
    turned: int = 0


@record
class WantsText:
    """The words of a page."""

    page: int


@record
class WantsHits:
    """Where words stand, from that page on."""

    words: str
    first: int = 0


@record
class WantsRows:
    """Rows of a sheet, both counted from 0."""

    sheet: int
    first: int
    count: int


@record
class WantsCellHits:
    """The cells in which words stand."""

    words: str


Want: TypeAlias = WantsPicture | WantsText | WantsHits | WantsRows | WantsCellHits


@record
class Passage:
    """What is selected in a source, wherever it is: its words and where they stand.

    Attributes as in ``db.records.Place``; ``paragraph`` is the number of the one it begins in, 0 for none;
    ``last_page`` is the page it ends on, where it has pages.
    """

    words: str
    page: int | None = None
    start: int | None = None
    end: int | None = None
    boxes: tuple[Box, ...] = ()
    cells: str = ""
    paragraph: int = 0
    last_page: int | None = None

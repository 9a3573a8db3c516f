"""What a viewer asks about an image; the answers are in ``db.records.viewing``."""

from __future__ import annotations

from db.records import Box, record
from db.records.viewing import WHOLE_PAGE


@record
class AskImage:
    """What the image is and what its file says of it. Answer: ImageFacts."""


@record
class AskView:
    """The image upright, or the part of it in ``region``. Answer: Picture.

    Attributes: ``width`` is that of the whole upright image in pixels, never made larger than it is;
    ``turned`` by how many degrees it is shown clockwise: 0, 90, 180 or 270. The region is one of the upright
    image, whichever way it is turned.
    """

    width: int
    region: Box = WHOLE_PAGE
    turned: int = 0

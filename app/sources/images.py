"""What a viewer asks about an image, and the answer it gets; pictures come as ``pages.Picture``."""

from __future__ import annotations

from app.sources.page_text import Box
from app.sources.pages import WHOLE_PAGE
from db.records import record


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


@record
class ImageFacts:
    """What an image is.

    Attributes: ``width`` and ``height`` in pixels are those of the upright image; ``frames`` is how many
    pictures the file holds, of which the first is shown; ``facts`` is what the file says of itself, as (name,
    value); ``likeness`` is what ``likeness.distance`` compares, None for an image too plain to be told apart.
    """

    format: str
    width: int
    height: int
    frames: int
    facts: tuple[tuple[str, str], ...]
    likeness: int | None

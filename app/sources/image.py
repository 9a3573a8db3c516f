"""An image for a viewer: decoded once by Pillow, within a limit of pixels, and upright."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from app.sources.image_facts import facts_of
from app.sources.images import AskImage, AskView
from app.sources.likeness import likeness
from app.sources.not_read import NotAsked, SourceNotRead, damaged
from db.records.page_text import WHOLE
from db.records.viewing import ImageFacts, Picture

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 100_000_000
MAX_SHOWN = 24_000_000
_OVERVIEW = 4_000_000
_MAX_SIDE = 65_000
_FORMATS = ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP", "AVIF", "JPEG2000")
"""Of some sixty that Pillow knows: none that starts another program, none nobody uses any more."""
_TORN = ("Damaged", "the file ends too early: what is missing is shown plain")
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, KeyError, ArithmeticError)


class ImageSource:
    """A decoded image; ``answer`` raises SourceNotRead, naming the file, for what cannot be given."""

    def __init__(self, path: str, name: str) -> None:
        self._name = name
        with Path(path).open("rb") as file:
            opened, torn = _loaded(file, name)
            self._format = str(opened.format or "")
            self._facts = (*([_TORN] if torn else []), *facts_of(opened))
            self._image = _upright(_in_plain_mode(opened))
            self._frames = _frames(opened)
        self._factor = max(1, round((self._image.width * self._image.height / _OVERVIEW) ** 0.5))
        self._overview = self._image.reduce(self._factor) if self._factor > 1 else self._image

    @property
    def image(self) -> Image:
        """The first picture of the file, upright."""
        return self._image

    def answer(self, question: object) -> object:
        match question:
            case AskImage():
                return self.facts()
            case AskView():
                return self._view(question)
            case _:
                raise NotAsked(type(question).__name__)

    def facts(self) -> ImageFacts:
        """What the image is and what its file says."""
        return ImageFacts(
            self._format, *self._image.size, self._frames, self._facts, likeness(self._overview)
        )

    def _view(self, asked: AskView) -> Picture:
        from PIL import Image as Pictures

        width, height = self._image.size
        left, top = max(0, asked.region[0]), max(0, asked.region[1])
        right, bottom = min(WHOLE, asked.region[2]), min(WHOLE, asked.region[3])
        if left >= right or top >= bottom:
            raise SourceNotRead(f"“{self._name}” has nothing in the part that was asked for.")
        box = (width * left / WHOLE, height * top / WHOLE, width * right / WHOLE, height * bottom / WHOLE)
        scale = min(1.0, max(1, asked.width) / width)
        scale = min(scale, (MAX_SHOWN / ((box[2] - box[0]) * (box[3] - box[1]))) ** 0.5)
        size = (max(1, round((box[2] - box[0]) * scale)), max(1, round((box[3] - box[1]) * scale)))
        # A part that is not made smaller keeps its pixels as they are.
        how = Pictures.Resampling.BOX if scale < 1 else Pictures.Resampling.NEAREST
        image: Any = self._image
        if scale * self._factor <= 1:
            # A large image is gone through once, not for every view of all of it.
            image, across = self._overview, self._overview.width / width
            down = self._overview.height / height
            box = (box[0] * across, box[1] * down, box[2] * across, box[3] * down)
        shown: Image = image.resize(size, how, box).convert("RGBA")
        turns = {90: Pictures.Transpose.ROTATE_270, 180: Pictures.Transpose.ROTATE_180}
        turns[270] = Pictures.Transpose.ROTATE_90
        if asked.turned % 360 in turns:
            shown = shown.transpose(turns[asked.turned % 360])
        return Picture(*shown.size, shown.tobytes(), (left, top, right, bottom))


def _loaded(file: BinaryIO, name: str) -> tuple[Any, bool]:
    """Pillow's image with its first picture decoded, and whether its file ends too early."""
    from PIL import ImageFile

    for torn in (False, True):
        # What is there of a file cut off is shown, and told.
        ImageFile.LOAD_TRUNCATED_IMAGES = torn
        opened = _opened(file, name)
        with suppress(*_BROKEN):
            opened.load()
            return opened, torn
    raise damaged(name)


def _opened(file: BinaryIO, name: str) -> Any:
    from PIL import Image as Pictures

    # Our own limit is told in a sentence.
    Pictures.MAX_IMAGE_PIXELS = None
    try:
        file.seek(0)
        opened = Pictures.open(file, formats=_FORMATS)
    except _BROKEN:
        raise damaged(name) from None
    width, height = opened.size
    if width * height > MAX_PIXELS or max(width, height) > _MAX_SIDE:
        raise SourceNotRead(
            f"“{name}” has {width:,} × {height:,} pixels, more than the {MAX_PIXELS // 1_000_000} million "
            "that are shown; it is kept as it is, add a smaller copy beside it."
        )
    if not (width and height):
        raise damaged(name)
    return opened


def _in_plain_mode(image: Image) -> Image:
    """Greys, colours, or colours with transparency, eight bits each."""
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image)
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    return image.copy() if image.mode in ("L", "RGB", "RGBA") else image.convert("RGB")


def _eight_bits(image: Image) -> Image:
    """The lightest becomes white and the darkest black."""
    wide: Any = image.convert("I").convert("F") if image.mode.startswith("I;") else image.convert("F")
    low, high = wide.getextrema()
    scale = 255.0 / (high - low) if 0 < high - low < float("inf") else 0.0

    def within(value: Any) -> Any:
        return value * scale + -low * scale

    return wide.point(within).convert("L")


def _upright(image: Image) -> Image:
    from PIL import ImageOps

    with suppress(*_BROKEN):
        return ImageOps.exif_transpose(image)
    return image


def _frames(opened: Any) -> int:
    with suppress(*_BROKEN):
        return max(1, int(getattr(opened, "n_frames", 1)))
    return 1

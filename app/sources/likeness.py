"""Whether two images are one picture, however often it was compressed, resized, or made a little brighter.

The hash is that of Zauner, “Implementation and Benchmarking of Perceptual Image Hash Functions” (2010),
called pHash: the image as 32 × 32 greys, their discrete cosine transform, and for each of the 8 × 8 lowest
frequencies (without the first row and column) whether it is above their median.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

BITS = 64
ALIKE = 10
"""Images at most so many bits apart are taken for one picture: see docs/benchmarks.md."""
_SIDE, _LOW = 32, 8
_PLAIN = 2.0
_ENOUGH = 128
_COSINES = [[cos(pi * k * (2 * x + 1) / (2 * _SIDE)) for x in range(_SIDE)] for k in range(1, _LOW + 1)]


def likeness(image: Image) -> int | None:
    """64 bits that stay nearly the same for the same picture; None where there is too little to see."""
    from PIL import Image as Pictures

    if image.mode in ("P", "PA"):
        image = image.convert("RGBA")
    # What follows makes copies, which of a large image would be more than there is memory for.
    factor = min(image.size) // _ENOUGH
    image = image.reduce(factor) if factor > 1 else image
    if image.mode in ("LA", "RGBA"):
        shown = image.convert("RGBA")
        ground = Pictures.new("RGBA", shown.size, "white")
        image = Pictures.alpha_composite(ground, shown)
    grey: Any = image.convert("L")
    grey = grey.resize((_SIDE, _SIDE), Pictures.Resampling.BOX)
    return _bits(grey.tobytes())


def _bits(greys: Sequence[int]) -> int | None:
    mean = sum(greys) / len(greys)
    if sum(abs(value - mean) for value in greys) / len(greys) < _PLAIN:
        return None
    rows = [greys[y * _SIDE : (y + 1) * _SIDE] for y in range(_SIDE)]
    across = [[sum(c * v for c, v in zip(wave, row, strict=True)) for row in rows] for wave in _COSINES]
    low = [sum(c * v for c, v in zip(wave, column, strict=True)) for wave in _COSINES for column in across]
    middle = median(low)
    return sum((value > middle) << place for place, value in enumerate(low))


def distance(one: int, other: int) -> int:
    """In how many of the 64 bits they differ; about 32 for pictures that have nothing in common."""
    return (one ^ other).bit_count()

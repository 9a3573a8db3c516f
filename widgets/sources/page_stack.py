"""Where the pages of a document stand, one under the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRect

from db.records import Box
from db.records.page_text import WHOLE

GAP = 14
MOST = 1_500_000
"""Pixels of one picture: more take long enough to be felt."""


class PageStack:
    """The pages' places in the viewport's pixels, from the top of the first.

    ``sizes`` are in points; ``scale`` is pixels for a point, ``ratio`` what the screen makes of one pixel.
    """

    def __init__(self, sizes: Sequence[tuple[float, float]], scale: float = 1.0, ratio: float = 1.0) -> None:
        self.sizes = tuple(sizes)
        self.scale, self.ratio = scale, ratio
        self.widths = [max(1, round(width * scale * ratio)) for width, _ in self.sizes]
        # As the picture is made: in whole pixels, so that its parts meet.
        self._rows = [
            max(1, round(wide * high / width))
            for wide, (width, high) in zip(self.widths, self.sizes, strict=True)
        ]
        self._tops: list[int] = []
        top = GAP
        for rows in self._rows:
            self._tops.append(top)
            top += round(rows / ratio) + GAP
        self.height = top
        self.width = round(max(self.widths, default=0) / ratio)

    def __len__(self) -> int:
        return len(self.sizes)

    def place(self, page: int, across: int) -> QRect:
        """Where the page stands in a column so many pixels wide, which is the middle of it."""
        width = round(self.widths[page] / self.ratio)
        left = max(0, (max(across, self.width) - width) // 2)
        return QRect(left, self._tops[page], width, round(self._rows[page] / self.ratio))

    def page_at(self, y: int) -> int:
        """The page at that height, or the one above it."""
        return min(max(0, bisect_right(self._tops, y) - 1), max(0, len(self) - 1))

    def between(self, top: int, bottom: int) -> range:
        """The pages of which something is between the two heights."""
        if not len(self):
            return range(0)
        return range(self.page_at(top), self.page_at(bottom) + 1)

    def bands(self, page: int) -> tuple[Box, ...]:
        """The parts a page is drawn in, from the top: each small enough to be drawn in no time."""
        count = max(1, -(-self.widths[page] * self._rows[page] // MOST))
        edges = [WHOLE * n // count for n in range(count + 1)]
        return tuple((0, top, WHOLE, bottom) for top, bottom in pairwise(edges))

    def band_place(self, page: int, band: Box, across: int) -> QRect:
        """Where that part stands."""
        whole = self.place(page, across)
        rows = self._rows[page]
        top = round(round(rows * band[1] / WHOLE) / self.ratio)
        bottom = round(round(rows * band[3] / WHOLE) / self.ratio)
        return QRect(whole.left(), whole.top() + top, whole.width(), bottom - top)

"""The pictures of pages that are at hand, as many as there is room for."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QImage, QPixmap

from db.records import Box
from db.records.viewing import Picture

ROOM = 96 * 1024 * 1024
"""Bytes of pixels kept: some ten pages on a large screen."""


def pixels(picture: Picture, *, opaque: bool = True) -> QPixmap:
    """The picture for painting."""
    form = QImage.Format.Format_RGBX8888 if opaque else QImage.Format.Format_RGBA8888
    image = QImage(picture.data, picture.width, picture.height, 4 * picture.width, form)
    return QPixmap.fromImage(image)


class Pictures:
    """Parts of pages as pixmaps, those used longest ago let go of first."""

    def __init__(self, room: int = ROOM) -> None:
        self._kept: dict[tuple[int, int, Box], QPixmap] = {}
        self._room = room
        self.size = 0

    def put(self, page: int, width: int, band: Box, pixmap: QPixmap) -> None:
        """Keep it; ``width`` is the one it was asked for at."""
        self._drop((page, width, band))
        self._kept[page, width, band] = pixmap
        self.size += _bytes(pixmap)
        for key in list(self._kept)[:-1]:
            if self.size <= self._room:
                break
            self._drop(key)

    def get(self, page: int, width: int, band: Box) -> QPixmap | None:
        """The picture, which counts as used now; None where it is not there."""
        found = self._kept.pop((page, width, band), None)
        if found is not None:
            self._kept[page, width, band] = found
        return found

    def has(self, page: int, width: int, band: Box) -> bool:
        """Whether it is there."""
        return (page, width, band) in self._kept

    def others(self, page: int, width: int) -> Iterator[tuple[Box, QPixmap]]:
        """Parts of that page at other widths: something to show until the right ones are there."""
        for (kept, wide, band), pixmap in self._kept.items():
            if kept == page and wide != width:
                yield band, pixmap

    def clear(self) -> None:
        """Let go of all."""
        self._kept.clear()
        self.size = 0

    def _drop(self, key: tuple[int, int, Box]) -> None:
        old = self._kept.pop(key, None)
        if old is not None:
            self.size -= _bytes(old)


def _bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4

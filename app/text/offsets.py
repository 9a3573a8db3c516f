"""Code points, as stored, to UTF-16 units, as Qt counts, and back."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Offsets of one text in both counts; costs nothing to speak of where no character is astral.

    Attributes: ``length`` and ``utf16_length`` are the text's length in either count.
    """

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.utf16_length = len(text.encode("utf-16-le", "surrogatepass")) // 2
        self._points: list[int] = []
        if self.utf16_length != self.length:
            self._points = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [point + i for i, point in enumerate(self._points)]

    def to_utf16(self, offset: int) -> int:
        """The UTF-16 offset of a code point offset; O(log n). Raises ValueError outside the text."""
        if not 0 <= offset <= self.length:
            raise ValueError(f"code point {offset} is outside 0..{self.length}")
        return offset + bisect_left(self._points, offset)

    def to_code_point(self, offset: int) -> int:
        """The code point offset of a UTF-16 offset; O(log n). Raises ValueError outside the text.

        An offset between the halves of a pair is that of the character they form.
        """
        if not 0 <= offset <= self.utf16_length:
            raise ValueError(f"UTF-16 unit {offset} is outside 0..{self.utf16_length}")
        before = bisect_left(self._units, offset)
        if before and self._units[before - 1] == offset - 1:
            return self._points[before - 1]
        return offset - before

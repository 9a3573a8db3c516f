"""The words looked for in a text, and going from one place of them to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from db.records import Span
from widgets.article.finding import hits


class FoundWords:
    """Every place of the words looked for, in reading order."""

    def __init__(self, text: str = "", words: str = "") -> None:
        self.words = words
        self.spans = hits(text, words) if words else []
        self._starts = [span.start for span in self.spans]

    def between(self, start: int, end: int) -> list[Span]:
        """The places that begin between two offsets."""
        return self.spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def first_from(self, offset: int) -> int:
        """The number of the first place at the offset or behind it, from the last on to the first."""
        return bisect_left(self._starts, offset) % len(self.spans)

    def next_to(self, offset: int, *, forward: bool) -> int:
        """The number of the place behind the offset, or before it, going round at the ends."""
        i = bisect_right(self._starts, offset) if forward else bisect_left(self._starts, offset) - 1
        return i % len(self.spans)

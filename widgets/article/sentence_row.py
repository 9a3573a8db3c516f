"""The sentences of a text in reading order, and which of them lies where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from db.records import SentenceRecord

_START = attrgetter("start")


class SentenceRow:
    """The ledger's sentences; ``starts`` are their first offsets, in the same order."""

    def __init__(self, sentences: Sequence[SentenceRecord] = ()) -> None:
        self.all = sorted(sentences, key=_START)
        self.starts = list(map(_START, self.all))

    def at(self, offset: int) -> SentenceRecord | None:
        """The sentence a text cursor at that offset stands in."""
        i = bisect_right(self.starts, offset) - 1
        return self.all[i] if i >= 0 and offset <= self.all[i].end else None

    def after(self, offset: int) -> SentenceRecord | None:
        """The first sentence that begins behind the offset."""
        return self._nth(bisect_right(self.starts, offset))

    def from_(self, offset: int) -> SentenceRecord | None:
        """The first sentence that begins at the offset or behind it."""
        return self._nth(bisect_left(self.starts, offset))

    def before(self, offset: int) -> SentenceRecord | None:
        """The last sentence that begins before the offset."""
        return self._nth(bisect_left(self.starts, offset) - 1)

    def _nth(self, i: int) -> SentenceRecord | None:
        return self.all[i] if 0 <= i < len(self.all) else None

    def starting(self, start: int, end: int) -> list[SentenceRecord]:
        """The sentences that begin between two offsets."""
        return self.all[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

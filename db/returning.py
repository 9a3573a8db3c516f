"""Words of an older draft that a newer one has again as they were, after drafts that had them otherwise.

Everything here holds for whole sentences, letter for letter: nothing is found that may be other words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from db.records import Span
from db.seeking import TELLING


class Said(NamedTuple):
    """A draft's text and the places of its sentences, in order and apart."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def around(self, at: Span) -> range:
        """The sentences a stretch touches, by their place in the order."""
        return range(bisect_right(self.ends, at.start), bisect_left(self.starts, at.end))

    def within(self, at: Span) -> set[tuple[int, int]]:
        """The whole sentences a stretch holds, as places in it."""
        bounds = ((self.starts[n] - at.start, self.ends[n] - at.start) for n in self.around(at))
        return {(start, end) for start, end in bounds if start >= 0 and end <= at.end - at.start}

    def words(self, which: range) -> str:
        """What these sentences say; blank for none and for those before the first or behind the last."""
        if not which or which.start < 0 or which.stop > len(self.starts):
            return ""
        return self.text[self.starts[which.start] : self.ends[which.stop - 1]]


def stands_again(old: Said, at: Span, new: Said, within: Span) -> Span | None:
    """Where a stretch of one draft stands among the sentences that ``within`` touches in another.

    None unless all its sentences stand there, once, as whole ones.
    """
    was, among = old.around(at), new.around(within)
    words = old.words(was)
    found = [
        n
        for n in range(among.start, among.stop - len(was) + 1)
        if words and new.words(range(n, n + len(was))) == words
    ]
    if len(found) != 1:
        return None
    start = new.starts[found[0]] + at.start - old.starts[was.start]
    # What begins before its first sentence, with the blank between two, has no such place.
    return Span(start, start + at.end - at.start) if old.starts[was.start] <= at.start else None


def reads_again(old: Said, at: Span, new: Said, now: Span) -> bool:
    """Whether two stretches read the same, and what are whole sentences in the old one are in the new."""
    if old.text[at.start : at.end] != new.text[now.start : now.end]:
        return False
    return old.within(at) <= new.within(now)


def stands_between_the_same(old: Said, at: Span, new: Said, now: Span) -> bool:
    """Whether the sentences before and behind are those that were there, letter for letter."""
    was, come = old.around(at), new.around(now)
    return all(
        old.words(range(one, one + 1)) == new.words(range(other, other + 1))
        for one, other in ((was.start - 1, come.start - 1), (was.stop, come.stop))
    )


def stands_anywhere(old: Said, at: Span, new: Said) -> Span | None:
    """Where a stretch of a draft stands in another that has its sentence once, as the first did.

    None for a sentence too short to be told from others by its words.
    """
    was = old.around(at)
    words = old.words(was)
    if len(was) != 1 or len(words) < TELLING or old.text.count(words) != 1 or new.text.count(words) != 1:
        return None
    place = new.text.index(words)
    return stands_again(old, at, new, Span(place, place + len(words)))

"""Words that an older draft lost, sought in a newer one by their neighbours.

Two drafts that lie beside each other are aligned; what came back later is beside nothing. What is found here
is a question to a person, never an answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from db.records import Span

TELLING = 24
"""From so many code points on, words are told from others by themselves."""
_LIKELY = 20
"""Fewer must have so many code points before and behind in common with where they stood."""
_FAR = 40
_MOST = 8


def places_again(old: str, at: Span, sentence: Span, new: str) -> tuple[Span, ...]:
    """Where words of one text, in their sentence, may stand in another, at most 8 places in order.

    Found is only what is there letter for letter: the whole sentence, else the words alone, each where it is
    long or its neighbours are the same. O(characters of the new text).
    """
    for unit in dict.fromkeys((sentence, at)):
        found = [
            Span(place + at.start - unit.start, place + at.end - unit.start)
            for place in _occurrences(old[unit.start : unit.end], new)
            if unit.end - unit.start >= TELLING or _neighbours(old, unit, new, place) >= _LIKELY
        ]
        if found:
            return tuple(found[:_MOST])
    return ()


def _occurrences(words: str, text: str) -> Iterator[int]:
    """Where the words stand in the text as whole words."""
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        within = at > 0 and text[at - 1].isalnum() and words[0].isalnum()
        if not within and not (end < len(text) and text[end].isalnum() and words[-1].isalnum()):
            yield at
        at = text.find(words, at + 1)


def _neighbours(old: str, unit: Span, new: str, place: int) -> int:
    """How many code points before and behind are the same in both texts."""
    behind = place + unit.end - unit.start
    before = zip(reversed(old[max(0, unit.start - _FAR) : unit.start]), _back(new, place), strict=False)
    after = zip(old[unit.end : unit.end + _FAR], new[behind : behind + _FAR], strict=False)
    return sum(_same(pairs) for pairs in (before, after))


def _back(text: str, at: int) -> Iterator[str]:
    return reversed(text[max(0, at - _FAR) : at])


def _same(pairs: Iterator[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count

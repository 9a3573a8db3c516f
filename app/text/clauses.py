"""Words and clauses of a sentence: the steps by which a person grows or shrinks a selection."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from db.records import Span

# Scripts written without spaces, in which a character is the nearest thing to a word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")
_RUN = re.compile(r"[^\s—–…/]+")
# Where a clause ends: never inside 4,200 or 9:30.
_BREAK = re.compile(
    r"[,;:](?=[\s”’\"'»)\]])[”’\"'»)\]]*\s*"
    r"|[،؛，；：、][”’」』]*\s*"
    r"|\s*[—–]\s*|\s+-\s+"
    r"|\s+(?=[(\[])|(?<=[)\]])\s+"
    r"|\s+(?=(?:that|which|who|whom|whose|because|although|though|while|whereas|but|when|where|if|unless|until"
    r"|since|so that|as if)\b)",
    re.IGNORECASE,
)


def words(text: str, start: int, end: int) -> list[Span]:
    """The words between two offsets, without the punctuation around them."""
    return list(_words(text, start, end))


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    for run in _RUN.finditer(text, start, end):
        low, high = _bare(text, run.start(), run.end())
        at = low
        for single in _UNSPACED.finditer(text, low, high):
            if single.start() > at:
                yield from _named(text, at, single.start())
            yield Span(single.start(), single.end())
            at = single.end()
        if at < high:
            yield from _named(text, at, high)


def _named(text: str, start: int, end: int) -> Iterator[Span]:
    low, high = _bare(text, start, end)
    if low < high:
        yield Span(low, high)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _is_point(text[start]):
        start += 1
    while end > start and _is_point(text[end - 1]):
        end -= 1
    return start, end


def _is_point(character: str) -> bool:
    # Currency and percent signs belong to their figures.
    return unicodedata.category(character)[0] == "P" and character not in "%‰#@&"


def clauses(text: str, start: int, end: int) -> list[Span]:
    """The clauses of the sentence between two offsets: parts at commas, dashes, brackets and joining words.

    Each begins and ends with a word. A single word, such as *however*, goes with what follows it.
    """
    cuts = [start]
    for mark in _BREAK.finditer(text, start, end):
        if len(words(text, cuts[-1], mark.end())) > 1:
            cuts.append(mark.end())
    if len(cuts) > 1 and len(words(text, cuts[-1], end)) < 2:
        cuts.pop()
    cuts.append(end)
    found: list[Span] = []
    for low, high in pairwise(cuts):
        inside = words(text, low, high)
        if inside:
            found.append(Span(inside[0].start, inside[-1].end))
    return found

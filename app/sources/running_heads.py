"""What stands between the words of two pages and is part of neither: running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from db.records import Span

_EDGE_LINES = 3
"""How many lines at the top or foot of a page may be its running head or number."""
_LONGEST = 120
_LINE = re.compile(r"[^\n\f]*[^\s][^\n\f]*")


def pages_of(text: str) -> tuple[tuple[int, int], ...]:
    """The pages that form feeds part, as code points; none without one."""
    breaks = [match.start() for match in re.finditer("\f", text)]
    return tuple(pairwise([0, *breaks, len(text)])) if breaks else ()


def running_heads(text: str, pages: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Lines at a page's edge that, figures aside, stand at another's too; numbers that count the pages."""
    edges = [(n, edge) for n, page in enumerate(pages) for edge in _edges(text, *page)]
    often = Counter(key for n, edge in edges for key in {_key(text, n, line) for line in edge})
    found: set[tuple[int, int]] = set()
    for n, edge in edges:
        for line in edge:
            # What stands further in is a head only behind one.
            if often[_key(text, n, line)] < 2:
                break
            found.add(line)
    return tuple(Span(*line) for line in sorted(found))


def without(text: str, spans: Sequence[Span]) -> str:
    """The text with line ends in place of these stretches, so that all else stands where it stood."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += [text[at : span.start], "\n" * (span.end - span.start)]
        at = span.end
    return "".join([*parts, text[at:]]) if parts else text


def _edges(text: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """The first lines of a page, and the last from the foot up."""
    lines = [match.span() for match in _LINE.finditer(text, start, end)]
    half = min(_EDGE_LINES, len(lines) // 2)
    if half:
        yield lines[:half]
        yield lines[: -half - 1 : -1]


def _key(text: str, page: int, line: tuple[int, int]) -> str:
    words = " ".join(text[slice(*line)].split())
    if len(words) > _LONGEST:
        return f"\0{line}"
    bare = re.sub(r"\d+", "#", words)
    number = re.search(r"\d+", words)
    if number and not any(map(str.isalpha, words)) and len(number[0]) < 6:
        return f"{bare} {int(number[0]) - page}"
    return bare if any(map(str.isalpha, words)) else f"\0{line}"

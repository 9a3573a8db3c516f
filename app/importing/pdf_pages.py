"""The lines of PDF pages in the order they are read in, and which of them stand on page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from app.importing.pdf_lines import Line

_SIDE_BY_SIDE = 20
_SHARE = 0.25
_MARKER = re.compile(r"(?:[•◦▪■●○‣·*–—-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\[\d{1,3}\])\Z")
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_ABOUT_PAGES = re.compile(
    r"(?:[\W_]|#|\b(?:page|pg|p|seite|s|página|pagina|pag|стр|sida|side|of|von|de|sur|di|из|av|af)\b)*\Z",
    re.IGNORECASE,
)
_DEPTH = 3
_NEAR = 6.0


def in_order(lines: Sequence[Line]) -> list[Line]:
    """One page's lines as they are read: columns one after the other, cells of a row in one line with tabs.

    The order they are drawn in is kept, which nearly every program makes the one they are read in, unless
    it goes to and fro between columns.
    """
    rows = [*_rows(_touching(lines))]
    gutter = _gutter(rows, len(lines))
    if gutter is not None:
        return _by_columns([line for row in rows for line in row], gutter)
    ordered: list[Line] = []
    for at, row in enumerate(rows):
        tabular = any(len(rows[i]) > 1 for i in (at - 1, at + 1) if 0 <= i < len(rows))
        ordered.append(_joined(row, "\t" if tabular else " "))
    return ordered


def running(pages: Sequence[Sequence[Line]]) -> dict[int, str]:
    """Which lines are running heads or page numbers: why they are set aside, by the identity of the line.

    They stand at the same height of at least three pages, or of both where there are two, with the same words
    but for their numbers; so does what stands outermost at the height of such a line, a chapter's name.
    """
    alike: dict[str, list[Line]] = defaultdict(list)
    for lines in pages:
        for line in _edges(lines):
            alike[_NUMBER.sub("#", line.text.casefold())].append(line)
    found: dict[int, str] = {}
    for words, group in alike.items():
        height = median(line.bottom for line in group)
        there = [line for line in group if abs(line.bottom - height) <= _NEAR]
        about = "#" in words and bool(_ABOUT_PAGES.match(words))
        if len({line.page for line in there}) >= min(3, max(2, len(pages))):
            found |= {id(line): "page-number" if about else "running-head" for line in there}
        elif len(pages) == 1 and about:
            found |= {id(line): "page-number" for line in there if line.text.strip(" -–—") == "1"}
    return found | _at_the_same_height(pages, found)


def _at_the_same_height(pages: Sequence[Sequence[Line]], found: Mapping[int, str]) -> dict[int, str]:
    """The outermost lines of pages that stand where other pages have a running head, in type as large."""
    outermost = [
        (line, (outer is max, round(line.bottom), round(line.size)))
        for lines in pages
        if lines
        for outer in (max, min)
        for line in [outer(lines, key=lambda line: line.bottom)]
    ]
    places = {place for line, place in outermost if found.get(id(line)) == "running-head"}
    return {
        id(line): "running-head" for line, place in outermost if place in places and id(line) not in found
    }


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The lines at the top and at the foot of a page."""
    by_height = sorted(lines, key=lambda line: -line.top)
    return [*{id(line): line for line in [*by_height[:_DEPTH], *by_height[-_DEPTH:]]}.values()]


def _touching(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those joined that touch: words of two directions come as two."""
    last: Line | None = None
    for line in lines:
        if last is not None and _same_height(last, line) and (last.is_rtl or line.is_rtl):
            gap = max(line.left - last.right, last.left - line.right)
            if gap < 1.6 * last.size:
                last = _joined([last, line], " ")
                continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _rows(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """The lines in groups of those drawn one after the other at one height."""
    row: list[Line] = []
    for line in lines:
        if row and not _same_height(row[-1], line):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _same_height(one: Line, other: Line) -> bool:
    return one.page == other.page and abs(one.bottom - other.bottom) < 0.4 * min(one.size, other.size)


def _gutter(rows: Sequence[Sequence[Line]], count: int) -> float | None:
    """Where the gap between columns is, for a page drawn row by row across them; else None."""
    pairs = [
        (min(a, b, key=lambda line: line.left), max(a, b, key=lambda line: line.left))
        for row in rows
        for a, b in pairwise(row)
        if min(len(a.text), len(b.text)) >= _SIDE_BY_SIDE
    ]
    if len(pairs) < 4 or 2 * len(pairs) < _SHARE * count:
        return None
    return median((a.right + b.left) / 2 for a, b in pairs)


def _by_columns(lines: Sequence[Line], gutter: float) -> list[Line]:
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    rtl = sum(line.is_rtl for line in lines) * 2 > len(lines)
    for line in sorted(lines, key=lambda line: -line.bottom):
        if line.right <= gutter + 2:
            left.append(line)
        elif line.left >= gutter - 2:
            right.append(line)
        else:
            ordered += [*right, *left, line] if rtl else [*left, *right, line]
            left, right = [], []
    return ordered + ([*right, *left] if rtl else [*left, *right])


def _joined(row: Sequence[Line], between: str) -> Line:
    """The stretches of one height as one line; a list's sign and its words never as cells."""
    if len(row) == 1:
        return row[0]
    if _MARKER.match(row[0].text):
        between = " "
    line = row[0]
    for other in row[1:]:
        by = len(line.text) + len(between)
        line = replace(
            line,
            text=line.text + between + other.text,
            left=min(line.left, other.left),
            right=max(line.right, other.right),
            top=max(line.top, other.top),
            bold=line.bold and other.bold,
            marks=[*line.marks, *(replace(m, start=m.start + by, end=m.end + by) for m in other.marks)],
            beside=[*line.beside, *((s + by, e + by, one) for s, e, one in other.beside)],
        )
    return line

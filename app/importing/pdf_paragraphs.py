"""The lines of a PDF's pages to its paragraphs: where one ends, by gaps, indents, sizes and short lines."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from app.importing.pdf_beside import Beside
from app.importing.pdf_lines import HYPHEN, Line

LIST_SIGN = re.compile(
    r"(?:[•◦▪■●○‣·]|[–—*-](?=\s)|\(?\d{1,3}[.)](?=\s)|\(?[a-zA-Z][.)](?=\s)|\[\d{1,3}\])\s*"
)
_ENDS = ".!?…:。！？؟۔॥।"
_CLOSING = "”’\"')]»›」』"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WINDOW = 15
_INDENT = 0.7


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; ``begin`` and ``end`` are the edges of the column they stand in."""

    lines: tuple[Line, ...]
    begin: float
    end: float

    @property
    def size(self) -> float:
        return median(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of all pages' lines, in the same order; one may go on in the next column or page."""
    page = _Page(lines)
    found: list[Paragraph] = []
    current: list[int] = []
    for at in range(len(lines)):
        if current and page.breaks(current, at):
            found.append(page.paragraph(current))
            current = []
        current.append(at)
    if current:
        found.append(page.paragraph(current))
    return found


def vocabulary(lines: Sequence[Line]) -> Counter[str]:
    """The words that stand whole within a line, in small letters, with their hyphens."""
    return Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))


def composed(lines: Sequence[Line], known: Counter[str]) -> tuple[str, list[tuple[int, int, Beside]]]:
    """A paragraph's text and what lies upon it, line ends resolved."""
    text = ""
    beside: list[tuple[int, int, Beside]] = []
    for line in lines:
        if text:
            text = _to_go_on(text, line.text, known)
        base = len(text)
        text += line.text
        beside += [(start + base, end + base, one) for start, end, one in line.beside]
    return text.replace(HYPHEN, "-"), beside


def _to_go_on(text: str, following: str, known: Counter[str]) -> str:
    """The text made ready for the next line: its hyphen taken away or kept, or a blank put behind it."""
    if text[-1] in (HYPHEN, "-", "\u2010") and len(text) > 1:
        before, after = _LAST_WORD.search(text[:-1].rstrip()), _FIRST_WORD.match(following)
        if before is None or after is None:
            return text[:-1] + "-" if not text[-2].isspace() else text + " "
        whole, parted = (f"{before[0]}{sign}{after[0]}".casefold() for sign in ("", "-"))
        kept = known[parted] > known[whole] or not after[0][0].islower()
        return text[:-1].rstrip() + ("-" if kept else "")
    wide = all(unicodedata.east_asian_width(char) in "WF" for char in (text[-1], following[:1] or "x"))
    return text if wide else text + " "


class _Page:
    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._edges = [self._column(at) for at in range(len(lines))]
        pitches = [
            (one.bottom - other.bottom) / one.size
            for one, other in pairwise(lines)
            if one.page == other.page and 0.8 * one.size < one.bottom - other.bottom < 2.4 * one.size
        ]
        self._pitch = median(pitches) if pitches else 1.2
        self._indents = self._has_indents()

    def paragraph(self, at: Sequence[int]) -> Paragraph:
        edges = [self._edges[i] for i in at]
        return Paragraph(
            tuple(self._lines[i] for i in at), min(begin for begin, _ in edges), max(end for _, end in edges)
        )

    def breaks(self, current: Sequence[int], at: int) -> bool:
        """Whether the line at ``at`` begins a new paragraph after those at ``current``."""
        last, line = self._lines[current[-1]], self._lines[at]
        if max(last.size, line.size) > 1.12 * min(last.size, line.size):
            return True
        if line.marks and line.marks[0].start == 0:
            return True
        if "\t" in last.text + line.text or last.tilted != line.tilted:
            return True
        goes_on = line.text[:1].islower() or last.text.endswith((HYPHEN, "\u2010"))
        if last.bold != line.bold and not goes_on:
            return True
        down = last.bottom - line.bottom
        apart = last.page != line.page or down <= 0.3 * line.size or line.begins > self._edges[current[-1]][1]
        if apart:
            return self._breaks_apart(current[-1], at, goes_on=goes_on)
        return down > 1.3 * self._pitch * last.size or self._breaks_below(current, at, goes_on=goes_on)

    def _breaks_apart(self, before: int, at: int, *, goes_on: bool) -> bool:
        """The same in the next column or on the next page, where no gap tells."""
        last, line = self._lines[before], self._lines[at]
        if LIST_SIGN.match(line.text):
            return True
        if goes_on or not _is_ended(last.text):
            return False
        return not self._indents or self._is_indented(at) or self._is_short(before, at)

    def _breaks_below(self, current: Sequence[int], at: int, *, goes_on: bool) -> bool:
        last, line = self._lines[current[-1]], self._lines[at]
        room = _INDENT * line.size
        in_list = LIST_SIGN.match(self._lines[current[0]].text) is not None
        if LIST_SIGN.match(line.text) and (
            in_list or _is_ended(last.text) or line.begins > last.begins + room
        ):
            return True
        if in_list and len(current) == 1 and line.begins > last.begins + 0.3 * line.size:
            return False
        here = [self._lines[i].begins for i in current if self._is_beside(i, current[-1])]
        body = min(here[1:]) if len(here) > 1 else None
        if body is not None and line.begins < min(here) - room:
            return True
        if line.begins > max(last.begins, body or last.begins) + room and not goes_on:
            return True
        return self._is_short(current[-1], at) and not goes_on

    def _is_beside(self, at: int, other: int) -> bool:
        """Whether two lines stand in the same column of the same page."""
        one, two = self._lines[at], self._lines[other]
        same = abs(self._edges[at][0] - self._edges[other][0]) < 2 * one.size
        return one.page == two.page and same

    def _is_indented(self, at: int) -> bool:
        line = self._lines[at]
        return line.begins > self._edges[at][0] + _INDENT * line.size

    def _is_short(self, at: int, following: int) -> bool:
        """Whether the first word of the following line had had room in this one."""
        line, after = self._lines[at], self._lines[following]
        wide = (after.right - after.left) / max(1, len(after.text))
        word = after.text.split(maxsplit=1)[0] if after.text.strip() else ""
        slack = (1.5 if _is_ended(line.text) else 4) * line.size
        return line.ends + (len(word) + 1) * wide + slack < self._edges[at][1]

    def _column(self, at: int) -> tuple[float, float]:
        """The edges of the column a line stands in, by the lines drawn before and after it."""
        line = self._lines[at]
        near = [line] + [
            other
            for other in self._lines[max(0, at - _WINDOW) : at + _WINDOW + 1]
            if other.page == line.page
            and abs(other.begins - line.begins) < 3.5 * line.size
            and other.is_rtl == line.is_rtl
            and 0.85 < other.size / line.size < 1.15
        ]
        return min(other.begins for other in near), max(other.ends for other in near)

    def _has_indents(self) -> bool:
        """Whether paragraphs begin with an indent, and not with a gap."""
        indented = sum(
            1
            for at in range(1, len(self._lines))
            if self._is_indented(at) and _is_ended(self._lines[at - 1].text)
            and not LIST_SIGN.match(self._lines[at].text)
        )  # fmt: skip
        return indented >= 2 and indented * 60 > len(self._lines)


def _is_ended(text: str) -> bool:
    bare = text.rstrip().rstrip(_CLOSING + "0123456789")
    return bool(bare) and bare[-1] in _ENDS

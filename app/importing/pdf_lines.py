"""The characters of a PDF page, as PDFium places them, to lines.

What PDFium puts in itself (line ends, blanks between what stands apart) is only a hint: whether two
characters stand on one line is told by where they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass, field
from math import hypot, isfinite
from statistics import median
from typing import Any

from app.importing.pdf_beside import Beside, Box, Turn, turned
from app.importing.pdf_signs import SHIFTED, Char, Mark, Shifts, in_line, lowered

HYPHEN = "\x02"
"""What PDFium gives for a hyphen that a line ends with."""

# The bullets and boxes of symbol fonts, which stand in a PDF under numbers of their own.
_SYMBOLS = {
    0xF06C: "●",
    0xF06E: "■",
    0xF095: "•",
    0xF0A7: "▪",
    0xF0A8: "☐",
    0xF0B7: "•",
    0xF0D8: "‣",
    0xF0FC: "✓",
}
_DROPPED = frozenset("\u00ad\ufeff\ufffe\uffff")
_FORMS = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]")
_RTL = re.compile("[\u0590-\u08ff]")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
_SMALL = 0.8
_SMALLER = 0.95
_ABOVE = 0.42
_TALLEST_OF = 12
_SMALLEST, _LARGEST = 0.5, 2_000.0
_TILTED = 0.1
_GAP = 1.6


@dataclass(slots=True)
class Line:
    """Words on one line; places are points from the lower left of the page as it is seen.

    Attributes: ``size`` is that of its type; ``marks`` are the raised numbers in it;
    ``beside`` what the page has put upon stretches of it (start, end).
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False
    tilted: bool = False
    marks: list[Mark] = field(default_factory=list[Mark])
    beside: list[tuple[int, int, Beside]] = field(default_factory=list[tuple[int, int, Beside]])

    @property
    def is_rtl(self) -> bool:
        if not _RTL.search(self.text):
            return False
        kinds = [unicodedata.bidirectional(char) for char in self.text[:80]]
        return sum(kind in ("R", "AL") for kind in kinds) > kinds.count("L")

    @property
    def begins(self) -> float:
        """Where it begins in its own direction; grows along it."""
        return -self.right if self.is_rtl else self.left

    @property
    def ends(self) -> float:
        return -self.left if self.is_rtl else self.right


def page_lines(page: Any, number: int, laid: Sequence[Beside]) -> list[Line]:
    """The lines of a pypdfium2 page in the order they are drawn in, with what is laid upon them."""
    text = page.get_textpage()
    try:
        shifts = Shifts(text, turned(page))
        lines = [_line(row, number, text, shifts, laid) for row in _rows(_chars(page, text))]
    finally:
        text.close()
    for one in laid:
        if lines and one.kind == "comment" and not any(one is b for line in lines for _, _, b in line.beside):
            _, bottom, _, top = one.boxes[0]
            nearest = min(lines, key=lambda line: abs(line.bottom + line.top - bottom - top))
            nearest.beside.append((len(nearest.text), len(nearest.text), one))
    return lines


def _chars(page: Any, text: Any) -> Iterator[Char]:
    """The characters that have a place, each with the white space before it."""
    import pypdfium2.raw as pdfium  # pyright: ignore[reportMissingTypeStubs]

    raw: Any = pdfium
    rect = raw.FS_RECTF()
    turn = turned(page)
    before = ""
    box = (0.0, 0.0, 0.0, 0.0)
    half = 0
    for at in range(text.count_chars()):
        code = int(raw.FPDFText_GetUnicode(text.raw, at))
        # What is beyond 16 bits comes as two.
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000 and half:
            code = 0x10000 + ((half - 0xD800) << 10) + code - 0xDC00
        half = 0
        sign = _sign(code)
        if sign.isspace():
            before = before if before == " " else sign
        elif sign and raw.FPDFText_GetLooseCharBox(text.raw, at, byref(rect)):
            found = turn(rect.left, rect.bottom, rect.right, rect.top)
            # A broken font may put a character nowhere; it stays beside the one before it.
            box = found if all(isfinite(edge) for edge in found) else box
            yield Char(sign, *box, at, before, sign.isdigit() and _is_raised(raw, text, at, turn, box))
            before = ""


def _is_raised(raw: Any, text: Any, at: int, turn: Turn, loose: Box) -> bool:
    """Whether a figure stands above the line: some fonts have raised ones as large as the others."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    if not raw.FPDFText_GetCharBox(text.raw, at, byref(left), byref(right), byref(bottom), byref(top)):
        return False
    foot = turn(left.value, bottom.value, right.value, top.value)[1]
    return foot > loose[1] + _ABOVE * (loose[3] - loose[1])


def _sign(code: int) -> str:
    """A character as text has it: forms for joining and ligatures as their letters, no controls."""
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    sign = _SYMBOLS.get(code) or chr(code)
    if sign in _DROPPED:
        return ""
    if _FORMS.match(sign):
        return unicodedata.normalize("NFKC", sign)
    if code < 0x20 and sign != HYPHEN:
        return "\n" if sign in "\r\n" else " " if sign.isspace() else ""
    return sign


def _rows(chars: Iterator[Char]) -> Iterator[list[Char]]:
    """The characters in runs that stand side by side on one line."""
    row: list[Char] = []
    for char in chars:
        if row and not _goes_on(row, char):
            yield row
            row = []
        row.append(char)
    if row:
        yield row


def _goes_on(row: Sequence[Char], char: Char) -> bool:
    plain = [one for one in row[-_TALLEST_OF:] if not one.raised] or [row[-1]]
    base, last = plain[-1], row[-1]
    # Of some fonts each character has a place as high as it is itself: the line is as high as its tallest.
    level = 0.1 * base.height
    top = max([base.top, *(one.top for one in plain if abs(one.bottom - base.bottom) < level)])
    shared = min(top, char.top) - max(base.bottom, char.bottom)
    height = max(base.height, char.height)
    if shared < 0.45 * min(base.height, char.height):
        return False
    gap = max(char.left - last.right, last.left - char.right)
    if gap > _GAP * height or (last.sign == HYPHEN and char.left < last.left):
        return False
    up = (char.bottom - base.bottom) / max(base.height, 0.1)
    char.raised = char.raised or (up > 0.15 and char.height < _SMALL * base.height)
    char.raised = char.raised or (
        up > 0.3 and char.sign in SHIFTED and char.height < _SMALLER * (top - base.bottom)
    )
    return True


def _line(row: Sequence[Char], page: int, text: Any, shifts: Shifts, laid: Sequence[Beside]) -> Line:
    words: list[str] = []
    places: list[tuple[int, Char]] = []
    length = 0
    for last, char in zip([None, *row], row, strict=False):
        if last is not None and _is_apart(last, char):
            words.append(" ")
            length += 1
        places.append((length, char))
        words.append(char.sign)
        length += len(char.sign)
    height = median([char.height for char in row if not char.raised] or [row[0].height])
    size, bold, tilted = _look(text, [char.at for char in row if not char.raised] or [row[0].at])
    line = Line(
        page,
        "".join(words),
        min(char.left for char in row),
        max(char.right for char in row),
        median(char.bottom for char in row),
        median(char.top for char in row),
        size if _SMALLEST < size < _LARGEST else max(height, _SMALLEST),
        bold,
        tilted,
    )
    shifted = shifts.of(row, height) if not tilted else {}
    line.marks = in_line(line.text, places, height, shifted)
    line.text = lowered(line.text, places, shifted)
    for one in laid:
        if one.meets((line.left, line.bottom, line.right, line.top)):
            under = [at for at, char in places if one.covers(*char.middle)]
            line.beside += [(under[0], under[-1] + 1, one)] if under else []
    return line


def _is_apart(last: Char, char: Char) -> bool:
    """Whether a blank stands between two neighbours; for PDFium a raised number is a line of its own."""
    if not char.before:
        return False
    gap = max(char.left - last.right, last.left - char.right)
    height = min(last.height, char.height)
    return gap > 0.15 * height if char.before == "\n" else not char.raised or gap > 0.1 * height


def _look(text: Any, places: Sequence[int]) -> tuple[float, bool, bool]:
    """The size in points, whether bold and whether not level, by the first, middle and last character."""
    import pypdfium2.raw as pdfium  # pyright: ignore[reportMissingTypeStubs]

    raw: Any = pdfium
    samples = [places[0], places[len(places) // 2], places[-1]]
    sizes: list[float] = []
    bold = 0
    matrix = raw.FS_MATRIX()
    for at in samples:
        heavy = raw.FPDFText_GetFontWeight(text.raw, at) >= _BOLD_WEIGHT
        bold += bool(heavy or _BOLD.search(_font(raw, text, at)))
        scale = hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(text.raw, at, byref(matrix)) else 0.0
        sizes.append(scale * float(raw.FPDFText_GetFontSize(text.raw, at)))
    angle = float(raw.FPDFText_GetCharAngle(text.raw, samples[1])) % 6.2832
    upright = min(abs(angle - quarter * 1.5708) for quarter in range(5))
    return median(sizes), bold == len(samples), upright > _TILTED


def _font(raw: Any, text: Any, at: int) -> str:
    name = create_string_buffer(128)
    flags = c_int()
    raw.FPDFText_GetFontInfo(text.raw, at, name, 128, byref(flags))
    return name.value.decode("utf-8", "replace")

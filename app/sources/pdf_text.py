"""The characters of a PDF page as PDFium finds them, each with its place on the page as it is seen."""

from __future__ import annotations

import re
import unicodedata
from ctypes import byref, c_int
from math import isfinite
from typing import Any

from db.records import Box
from db.records.page_text import WHOLE, PageText

MAX_CHARS = 200_000
_HYPHEN = "\x02"
"""What PDFium gives for a hyphen that a line ends with."""
_DROPPED = frozenset("\u00ad\ufeff\ufffe\uffff")
_FORMS = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]")
_FAR, _FINE = 100.0, 10_000_000
_OUTSIDE: Box = (-1, -1, -1, -1)


def page_text(page: Any, number: int) -> PageText:
    """The words of a pypdfium2 page with their boxes, without those outside the page, which nobody sees."""
    opened = page.get_textpage()
    try:
        count = opened.count_chars()
        writing = _Writing(page)
        for at in range(min(count, MAX_CHARS)):
            writing.add(opened, at)
    finally:
        opened.close()
    text = "".join(writing.signs)
    seen = bool(text.strip()) or next(page.get_objects(max_depth=1), None) is None
    return PageText(number, text, tuple(writing.boxes), scanned=not seen, cut=count > MAX_CHARS)


class _Writing:
    """The text written so far; one character of the file may be several letters, or none."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium  # pyright: ignore[reportMissingTypeStubs]

        self.signs: list[str] = []
        self.boxes: list[Box] = []
        self._raw: Any = pdfium
        self._rect = self._raw.FS_RECTF()
        self._place = byref(self._rect)
        self._seen = _as_seen(self._raw, page)
        self._high = ""

    def add(self, opened: Any, at: int) -> None:
        sign = self._sign(int(self._raw.FPDFText_GetUnicode(opened.raw, at)))
        if not sign:
            return
        if sign == "\n":
            self._break()
            return
        # A blank put in for a gap may have no place, and a broken font may put a character nowhere.
        box = self._box(opened, at) or self._behind()
        if box == _OUTSIDE:
            return
        if sign.isspace():
            self._put(" " if sign == "\t" else sign, box)
        elif sign == _HYPHEN:
            self._put("-", box)
            self._break()
        else:
            for letter, part in zip(sign, _parts(box, len(sign)), strict=True):
                self._put(letter, part)

    def _put(self, sign: str, box: Box) -> None:
        self.signs.append(sign)
        self.boxes.append(box)

    def _break(self) -> None:
        if self.signs and self.signs[-1] != "\n":
            self._put("\n", self._behind())

    def _behind(self) -> Box:
        """No width, at the end of what was written last."""
        if not self.boxes:
            return (0, 0, 0, 0)
        _, top, right, bottom = self.boxes[-1]
        return (right, top, right, bottom)

    def _box(self, opened: Any, at: int) -> Box | None:
        """Where it stands; None for what stands nowhere, ``_OUTSIDE`` for what is not on the page."""
        rect = self._rect
        if not self._raw.FPDFText_GetLooseCharBox(opened.raw, at, self._place):
            return None
        a, b, c, d, e, f = self._seen
        x0, y0, x1, y1 = rect.left, rect.top, rect.right, rect.bottom
        across = (a * x0 + b * y0 + c, a * x1 + b * y1 + c)
        down = (d * x0 + e * y0 + f, d * x1 + e * y1 + f)
        left, right, top, bottom = min(across), max(across), min(down), max(down)
        if not (isfinite(right - left) and isfinite(bottom - top)):
            return None
        if right <= 0 or left >= WHOLE or bottom <= 0 or top >= WHOLE:
            return _OUTSIDE
        return round(max(0, left)), round(max(0, top)), round(min(WHOLE, right)), round(min(WHOLE, bottom))

    def _sign(self, code: int) -> str:
        """A character as text has it: ligatures and forms for joining as their letters, no controls."""
        if 0xD800 <= code < 0xDC00:
            self._high = chr(code)
            return ""
        high, self._high = self._high, ""
        if 0xDC00 <= code < 0xE000:
            return (high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16") if high else ""
        if code == 0 or code > 0x10FFFF:
            return ""
        sign = chr(code)
        if sign in _DROPPED:
            return ""
        if _FORMS.match(sign):
            return unicodedata.normalize("NFKC", sign)
        if code < 0x20 and sign != _HYPHEN:
            return "\n" if sign in "\r\n" else " " if sign.isspace() else ""
        return sign


def _as_seen(raw: Any, page: Any) -> tuple[float, float, float, float, float, float]:
    """From points of the file to 1/10000 of the page, turned and cropped the same as when it is drawn.

    x of the page is a·x + b·y + c of the file, y is d·x + e·y + f.
    """
    across, down = c_int(), c_int()
    seen: list[tuple[float, float]] = []
    for x, y in ((0.0, 0.0), (_FAR, 0.0), (0.0, _FAR)):
        raw.FPDF_PageToDevice(page.raw, 0, 0, _FINE, _FINE, 0, x, y, byref(across), byref(down))
        seen.append((across.value * WHOLE / _FINE, down.value * WHOLE / _FINE))
    (c, f), (ac, df), (bc, ef) = seen
    return (ac - c) / _FAR, (bc - c) / _FAR, c, (df - f) / _FAR, (ef - f) / _FAR, f


def _parts(box: Box, count: int) -> list[Box]:
    """The box of a ligature, divided among its letters."""
    if count == 1:
        return [box]
    left, top, right, bottom = box
    edges = [left + (right - left) * i // count for i in range(count + 1)]
    return [(edges[i], top, edges[i + 1], bottom) for i in range(count)]

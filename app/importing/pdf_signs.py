"""The characters of a PDF's line that stand above or below the others: numbers of notes, powers, indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass
from statistics import median
from typing import Any

from app.importing.pdf_beside import Turn
from app.importing.words import LOWERED, RAISED

_ROMAN = frozenset("ivxlc")
SHIFTED = _ROMAN | frozenset(map(chr, RAISED))
"""What powers and the numbers of notes are made of."""
_SMALL = 0.8
_SMALLER = 0.95
_UP, _DOWN = 0.12, -0.05
_SAMPLES = 7
_MINUS = frozenset("+-\u2212")


@dataclass(slots=True)
class Char:
    """A character where it stands on the page as it is seen; ``before`` is the white space before it."""

    sign: str
    left: float
    bottom: float
    right: float
    top: float
    at: int
    before: str
    raised: bool = False

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(slots=True)
class Mark:
    """A small number in a line: where it stands in the text, and what it says.

    ``raised`` is whether it stands above the others; else it only begins the line.
    """

    start: int
    end: int
    number: str
    raised: bool


class Shifts:
    """Tells by the lines that characters stand on which of them are raised or lowered."""

    def __init__(self, text: Any, turn: Turn) -> None:
        import pypdfium2.raw as pdfium  # pyright: ignore[reportMissingTypeStubs]

        self._raw: Any = pdfium
        self._text, self._turn = text, turn

    def of(self, row: Sequence[Char], height: float) -> dict[int, int]:
        """1 for each raised and -1 for each lowered character of a line that high, by its place in the page.

        Only what numbers and the numbers of notes are made of.
        """
        asked = [
            char
            for char in row
            if (char.raised and char.sign in SHIFTED)
            or (char.sign.isdigit() and char.height < _SMALLER * height)
        ]
        plain = [char for char in row if not char.raised and char.height >= _SMALLER * height]
        if not asked or not plain:
            return {}
        foot = median(self._foot(char.at) for char in plain[:: max(1, len(plain) // _SAMPLES)])
        found: dict[int, int] = {}
        for char in asked:
            up = (self._foot(char.at) - foot) / height
            # A font's own raised figures stand on the line of the others.
            if up > _UP or (char.raised and char.height >= _SMALLER * height):
                found[char.at] = 1
            elif up < _DOWN:
                found[char.at] = -1
        return found

    def _foot(self, at: int) -> float:
        x, y = c_double(), c_double()
        self._raw.FPDFText_GetCharOrigin(self._text.raw, at, byref(x), byref(y))
        return self._turn(x.value, y.value, x.value, y.value)[1]


def in_line(
    text: str, places: Sequence[tuple[int, Char]], height: float, shifted: Mapping[int, int]
) -> list[Mark]:
    """The raised numbers of a line; a small number that begins one of ordinary height is one too."""
    marks: list[Mark] = []
    leading, in_word = True, False
    for at, char in places:
        raised = shifted.get(char.at) == 1 and not in_word
        # What follows raised letters is no power of what stands before them.
        in_word = char.raised and (in_word or (char.sign.isalpha() and char.sign not in _ROMAN))
        small = leading and char.sign.isdigit() and char.height < _SMALL * height
        leading = leading and small
        if not (raised or small):
            continue
        last = marks[-1] if marks else Mark(-1, -1, "", False)
        alike = last.raised == raised and last.number[-1:].isalpha() == char.sign.isalpha()
        if last.end == at and alike:
            last.end += 1
            last.number += char.sign
        else:
            marks.append(Mark(at, at + 1, char.sign, raised))
    return [_with_sign(text, mark) for mark in marks]


def _with_sign(text: str, mark: Mark) -> Mark:
    """A power with the minus before it, which fonts with raised figures leave as it is."""
    before = text[max(0, mark.start - 2) : mark.start]
    if _is_power(text, mark) and before[-1:] in _MINUS and before[:1].isdigit() and len(before) == 2:
        return Mark(mark.start - 1, mark.end, before[-1] + mark.number, raised=True)
    return mark


def lowered(text: str, places: Sequence[tuple[int, Char]], shifted: Mapping[int, int]) -> str:
    """The line's text, its lowered figures as such."""
    signs = [*text]
    for at, char in places:
        if shifted.get(char.at) == -1:
            signs[at] = signs[at].translate(LOWERED)
    return "".join(signs)


def raised(text: str, mark: Mark) -> str:
    """The line's text, the figures of that mark as raised ones: 10⁶ is no 106."""
    if not _is_power(text, mark):
        return text
    return text[: mark.start] + mark.number.translate(RAISED) + text[mark.end :]


def _is_power(text: str, mark: Mark) -> bool:
    """Whether it is raised, beside other words, and of figures and signs that there are raised ones of."""
    beside = text[max(0, mark.start - 1) : mark.start] + text[mark.end : mark.end + 1]
    return (
        mark.raised
        and bool(beside.strip())
        and any(map(str.isdigit, mark.number))
        and all(ord(sign) in RAISED for sign in mark.number)
    )

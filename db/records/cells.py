"""Ranges of cells as spreadsheets write them: ``Sheet1!B2:C4``, ``'Year 2024'!B2``."""

from __future__ import annotations

import re

from db.records.frozen import record

_PLAIN = re.compile(r"[^\W\d]\w*\Z")
_LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+\Z")
_RANGE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!]+)!)?"
    r"\$?(?P<left>[A-Za-z]{1,3})\$?(?P<top>\d{1,7})(?::\$?(?P<right>[A-Za-z]{1,3})\$?(?P<bottom>\d{1,7}))?\Z"
)


@record
class CellRange:
    """Cells of a sheet, rows and columns counted from 0, the last ones included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


def cells_words(cells: CellRange) -> str:
    """The range as it is written; ``read_cells`` reads it back."""
    first = f"{column_letters(cells.left)}{cells.top + 1}"
    last = f"{column_letters(cells.right)}{cells.bottom + 1}"
    name = cells.sheet
    if not _PLAIN.match(name) or _LOOKS_LIKE_A_CELL.match(name):
        name = "'" + name.replace("'", "''") + "'"
    return f"{name + '!' if cells.sheet else ''}{first if first == last else f'{first}:{last}'}"


def read_cells(words: str) -> CellRange | None:
    """The range that is written so; None for what is none. A sheet that is not named is blank."""
    found = _RANGE.match(words.strip())
    if not found or not int(found["top"]):
        return None
    sheet = found["sheet"] or ""
    if sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    rows = sorted((int(found["top"]) - 1, int(found["bottom"] or found["top"]) - 1))
    columns = sorted((column_number(found["left"]), column_number(found["right"] or found["left"])))
    return CellRange(sheet, max(0, rows[0]), columns[0], rows[1], columns[1])


def column_letters(number: int) -> str:
    """A column's letters, the first being 0: A, B, … Z, AA."""
    letters = ""
    number += 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column by its letters, A being 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1

"""Values between separators: nobody says which, nor in what encoding, so both are found and told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from app.importing.article import ArticleNotRead
from app.importing.encoding import decode
from app.importing.file_bytes import size_words
from app.sources.not_read import SourceNotRead, as_source
from app.sources.table_limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, limit_notes
from app.text.normalise import normalise
from db.records.viewing import Rows, Sheet, Sheets

MAX_BYTES = 64 * 1024 * 1024
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE_LINES, _SAMPLE = 60, 100_000
_LONGEST_FIELD = 10_000_000


class Separated:
    """A CSV file, read whole; one sheet without a name. Raises SourceNotRead."""

    def __init__(self, path: str, name: str) -> None:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise SourceNotRead(
                f"“{name}” is over {size_words(MAX_BYTES)}, the limit for a table that is shown; it is kept "
                "as it is."
            )
        try:
            decoded = decode(data, name)
        except ArticleNotRead as error:
            raise as_source(error) from None
        text = normalise(decoded.text).text
        separator = separator_of(text)
        csv.field_size_limit(_LONGEST_FIELD)
        self._rows: list[tuple[str, ...]] = []
        notes = [f"Read as {decoded.encoding}, cells between {_SEPARATORS[separator]}."]
        wide = cut = more = False
        for row in _records(text, separator, name):
            if len(self._rows) == MAX_ROWS:
                more = True
                break
            wide = wide or len(row) > MAX_COLUMNS
            cut = cut or any(len(cell) > MAX_CELL for cell in row)
            self._rows.append(tuple(cell[:MAX_CELL] for cell in row[:MAX_COLUMNS]))
        columns = max(map(len, self._rows), default=0)
        self._limits = tuple(limit_notes(more=more, wide=wide, cut=cut))
        self._sheets = Sheets((Sheet("", len(self._rows), columns),), (*notes, *self._limits))

    @property
    def sheets(self) -> Sheets:
        return self._sheets

    def rows(self, _sheet: int, first: int, count: int, /) -> Rows:
        shown = tuple(self._rows[first : first + count])
        return Rows(first, shown, ended=len(self._rows), notes=self._limits)


def separator_of(text: str) -> str:
    """The one that divides most of the first lines into the same number of cells; a comma if none does."""
    if text.startswith("sep=") and text[4:5] in _SEPARATORS:
        return text[4]
    sample = "\n".join(text[:_SAMPLE].split("\n")[:_SAMPLE_LINES])
    best, most = ",", 0.0
    for separator in _SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if row]
        except csv.Error:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        agreeing = widths.count(usual) / len(widths) if widths else 0.0
        # Commas stand in the words of every language: agreement counts before number.
        worth = agreeing + min(usual, 20) / 1_000 if usual > 1 else 0.0
        if worth > most:
            best, most = separator, worth
    return best


def _records(text: str, separator: str, name: str) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    if text.startswith("sep="):
        lines.readline()
    try:
        for row in csv.reader(lines, delimiter=separator):
            while row and not row[-1]:
                row.pop()
            yield row
    except csv.Error as error:
        raise SourceNotRead(
            f"“{name}” cannot be divided into cells ({error}), so it cannot be shown; it is kept as it is."
        ) from None

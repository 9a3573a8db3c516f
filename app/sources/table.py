"""A table for a viewer: sheets, rows, ranges and a search in them, in the child that opened it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from app.sources.finding import folded
from app.sources.not_read import NotAsked, SourceNotRead
from app.sources.table_limits import MAX_ROWS
from app.sources.tables import AskCellHits, AskCells, AskRows, AskSheets
from db.records.cells import CellRange
from db.records.viewing import CellHits, Rows, Sheets

MAX_HITS = 2_000
_MOST_AT_ONCE = 2_000
_LONGEST_CITED = 50_000
_STEP = 500


class Reading(Protocol):
    """An open file with sheets; rows are read no further than somebody asked for."""

    @property
    def sheets(self) -> Sheets: ...

    def rows(self, sheet: int, first: int, count: int, /) -> Rows: ...


class TableSource:
    """Answers for a table; raises SourceNotRead, naming the file, for what it cannot give."""

    def __init__(self, path: str, name: str) -> None:
        from app.sources.media import ODS, XLSX, media_of

        self._name = name
        media = media_of(Path(path), name)
        if media == ODS:
            from app.sources.ods_table import Spreadsheet

            self._reading: Reading = Spreadsheet(path, name)
        elif media == XLSX:
            from app.sources.xlsx_table import Workbook

            self._reading = Workbook(path, name)
        else:
            from app.sources.csv_table import Separated

            self._reading = Separated(path, name)

    @property
    def reading(self) -> Reading:
        return self._reading

    def answer(self, question: object) -> object:
        match question:
            case AskSheets():
                return self._reading.sheets
            case AskRows():
                self._known(question.sheet)
                return self._reading.rows(
                    question.sheet, max(0, question.first), max(0, min(question.count, _MOST_AT_ONCE))
                )
            case AskCells():
                return self._cited(question.cells)
            case AskCellHits():
                return self._hits(question.words)
            case _:
                raise NotAsked(type(question).__name__)

    def all_rows(self, sheet: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rows of a sheet in order, with their numbers from 0."""
        first = 0
        while True:
            rows = self._reading.rows(sheet, first, _STEP)
            yield from enumerate(rows.rows, first)
            first += _STEP
            if len(rows.rows) < _STEP:
                return

    def _known(self, sheet: int) -> None:
        if not 0 <= sheet < len(self._reading.sheets.sheets):
            raise SourceNotRead(f"“{self._name}” has no sheet {sheet + 1}.")

    def _cited(self, cells: CellRange) -> str:
        sheets = self._reading.sheets.sheets
        number = next((n for n, sheet in enumerate(sheets) if sheet.name == cells.sheet), None)
        if number is None and not cells.sheet:
            number = 0
        if number is None:
            raise SourceNotRead(f"“{self._name}” has no sheet named “{cells.sheet}”.")
        lines: list[str] = []
        for first in range(cells.top, min(cells.bottom, MAX_ROWS) + 1, _STEP):
            count = min(_STEP, cells.bottom + 1 - first)
            rows = self._reading.rows(number, first, count).rows
            lines += ["\t".join(row[cells.left : cells.right + 1]) for row in rows]
            if sum(map(len, lines)) > _LONGEST_CITED:
                raise SourceNotRead("That is more than can be cited; choose fewer cells.")
        return "\n".join(lines).strip("\n")

    def _hits(self, words: str) -> CellHits:
        wished = folded(words).words.strip()
        hits: list[tuple[int, int, int]] = []
        for sheet in range(len(self._reading.sheets.sheets)) if wished else ():
            for number, row in self.all_rows(sheet):
                hits += [(sheet, number, at) for at, cell in enumerate(row) if wished in folded(cell).words]
                if len(hits) >= MAX_HITS:
                    return CellHits(tuple(hits[:MAX_HITS]), True)
        return CellHits(tuple(hits), False)

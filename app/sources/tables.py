"""What a viewer asks about a table (CSV or a workbook); the answers are in ``db.records.viewing``."""

from __future__ import annotations

from db.records import record
from db.records.cells import CellRange


@record
class AskSheets:
    """Which sheets there are. Answer: Sheets."""


@record
class AskRows:
    """Rows of a sheet, both counted from 0. Answer: Rows."""

    sheet: int
    first: int
    count: int


@record
class AskCells:
    """What stands in a range, for a citation. Answer: its words, cells between tabs, a row a line."""

    cells: CellRange


@record
class AskCellHits:
    """Where words stand, whatever their capitals and accents. Answer: CellHits."""

    words: str

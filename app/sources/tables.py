"""What a viewer asks about a table (CSV or a workbook), and the answers it gets."""

from __future__ import annotations

from app.sources.cells import CellRange
from db.records import record


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


@record
class Sheet:
    """A sheet.

    Attributes: ``rows`` and ``columns`` are its size as the file tells it, at most what is shown; ``rows``
    may turn out smaller or larger while it is read (Rows.ended). ``hidden`` where the workbook hides it.
    """

    name: str
    rows: int
    columns: int
    hidden: bool = False


@record
class Sheets:
    """All sheets; ``notes`` are sentences on what is not shown and on how the file was read."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


@record
class Formula:
    """A cell whose value was worked out by the program that saved it: how."""

    row: int
    column: int
    words: str


@record
class Rows:
    """Rows of cells as words, each as long as its last cell with something in it.

    Attributes: ``ended`` is how many rows the sheet has, once that is known; ``notes`` as in Sheets.
    """

    first: int
    rows: tuple[tuple[str, ...], ...]
    formulas: tuple[Formula, ...] = ()
    ended: int | None = None
    notes: tuple[str, ...] = ()


@record
class CellHits:
    """Cells in which the words stand: (sheet, row, column), and whether there may be more."""

    cells: tuple[tuple[int, int, int], ...]
    more: bool

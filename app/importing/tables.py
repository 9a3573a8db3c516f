"""Tables to pieces: a row a line with its cells between tabs, unless the table only lays out a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.importing.document import Piece
from app.importing.words import joined

_LONGEST_CELL = 600


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, each as the pieces in it; ``head`` where it names the columns."""

    cells: Sequence[Sequence[Piece]]
    head: bool = False


def table_pieces(rows: Sequence[Row]) -> list[Piece]:
    """The rows as lines; a box of one column, or one with long texts in its cells, as what stands in it."""
    if all(len(row.cells) <= 1 for row in rows) or any(_is_text(cell) for row in rows for cell in row.cells):
        return [piece for row in rows for cell in row.cells for piece in cell]
    return [replace(line, kind="table-row", level=int(row.head)) for row in rows if (line := _line(row)).text]


def _is_text(cell: Sequence[Piece]) -> bool:
    return len(cell) > 1 and sum(len(piece.text) for piece in cell) > _LONGEST_CELL


def _line(row: Row) -> Piece:
    """The cells between tabs; blank where all of them are."""
    if not any(cell for cell in row.cells):
        return Piece("table-row", "")
    line = Piece("table-row", "")
    for at, cell in enumerate(row.cells):
        words = joined(cell)
        by = len(line.text) + (at > 0)
        line = replace(
            line,
            text=line.text + ("\t" if at else "") + words.text,
            emphasis=(
                *line.emphasis,
                *(replace(e, start=e.start + by, end=e.end + by) for e in words.emphasis),
            ),
            annotations=(
                *line.annotations,
                *(replace(a, start=a.start + by, end=a.end + by) for a in words.annotations),
            ),
        )
    return line

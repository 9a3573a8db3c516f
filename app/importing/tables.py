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
    lines = [(joined([joined(cell) for cell in row.cells], "\t"), row.head) for row in rows if any(row.cells)]
    return [replace(line, kind="table-row", level=int(head)) for line, head in lines]


def _is_text(cell: Sequence[Piece]) -> bool:
    return len(cell) > 1 and sum(len(piece.text) for piece in cell) > _LONGEST_CELL

"""How much of a sheet is shown, and what is told of one that has more."""

from __future__ import annotations

MAX_ROWS = 100_000
MAX_COLUMNS = 500
MAX_CELL = 32_767
"""Characters of one cell, which is all a spreadsheet allows."""


def limit_notes(*, more: bool, wide: bool, cut: bool) -> list[str]:
    """What is told of a sheet that goes beyond what is shown."""
    notes: list[str] = []
    if more:
        notes.append(f"Only the first {MAX_ROWS:,} rows are shown.")
    if wide:
        notes.append(f"Only the first {MAX_COLUMNS} columns are shown.")
    if cut:
        notes.append(f"Only the first {MAX_CELL:,} characters of a cell are shown.")
    return notes

"""Figures that changed in a cell of a table: told by row and column, for they have no words in common."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.text.aligning.units import Side, Unit

_MOST_WORDS = 4


class _Row(NamedTuple):
    """A line of a text with its cells by column; None where a cell holds several units."""

    columns: int
    cells: Mapping[int, int | None]


def has_tables(old: Side, new: Side) -> bool:
    """Whether both drafts may hold tables."""
    return "\t" in old.text and "\t" in new.text


def changed_figures(
    old: Side, new: Side, kept: Mapping[int, int], gone: Sequence[bool], come: Sequence[bool]
) -> list[tuple[Unit, Unit]]:
    """Cells with a figure for which another stands: same row, same column.

    ``kept`` are the old tokens that stayed with their new ones; ``gone`` and ``come`` tell of each token
    whether it is free. Rows are one where they have as many columns, and the cells that stayed, the first
    among them, are in the same columns of both.
    """
    was, now = _rows(old), _rows(new)
    line_of = {unit: line for line, row in now.items() for unit in row.cells.values() if unit is not None}
    firsts = [unit.first for unit in new.units]
    found: list[tuple[Unit, Unit]] = []
    for row in was.values():
        head = row.cells.get(0)
        if head is None or old.units[head].first not in kept:
            continue
        line = line_of.get(bisect_right(firsts, kept[old.units[head].first]) - 1)
        other = now.get(line) if line is not None else None
        if other is None or other.columns != row.columns or not _same_columns(old, new, row, other, kept):
            continue
        for column, cell in row.cells.items():
            there = other.cells.get(column)
            if cell is None or there is None:
                continue
            one, two = old.units[cell], new.units[there]
            if _is_figure(old, one, gone) and _is_figure(new, two, come):
                found.append((one, two))
    return found


def _rows(side: Side) -> dict[int, _Row]:
    """The lines that hold tabs, by where they start."""
    found: dict[int, dict[int, int | None]] = {}
    for number, unit in enumerate(side.units):
        if not unit.is_sentence or not _is_cell(side.text, unit):
            continue
        start = side.text.rfind("\n", 0, unit.start) + 1
        cells = found.setdefault(start, {})
        column = side.text.count("\t", start, unit.start)
        cells[column] = None if column in cells else number
    ends = {start: _end(side.text, start) for start in found}
    return {start: _Row(side.text.count("\t", start, ends[start]), cells) for start, cells in found.items()}


def _is_cell(text: str, unit: Unit) -> bool:
    # Only what stands beside it is looked at: a line can be a hundred thousand words long.
    return "\t" in (text[max(0, unit.start - 1) : unit.start], text[unit.end : unit.end + 1])


def _end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _same_columns(old: Side, new: Side, row: _Row, other: _Row, kept: Mapping[int, int]) -> bool:
    """Whether every cell that stayed is in the same column of the other row."""
    for column, cell in row.cells.items():
        token = old.units[cell].first if cell is not None else -1
        if token in kept:
            there = other.cells.get(column)
            if there is None or not new.units[there].first <= kept[token] < new.units[there].last:
                return False
    return True


def _is_figure(side: Side, unit: Unit, free: Sequence[bool]) -> bool:
    return (
        unit.last - unit.first <= _MOST_WORDS
        and all(free[unit.first : unit.last])
        and any(character.isdigit() for character in side.text[unit.start : unit.end])
    )

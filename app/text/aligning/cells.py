"""Figures that changed in a cell of a table: told by row and column, for they have no words in common."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.text.aligning.units import Side, Unit
from db.alignment import Doubt
from db.records import Span

_MOST_WORDS = 4


class _Row(NamedTuple):
    """A line of a text with its cells by column; None where a cell holds several units."""

    columns: int
    cells: Mapping[int, int | None]
    end: int


def has_tables(old: Side, new: Side) -> bool:
    """Whether both drafts may hold tables."""
    return "\t" in old.text and "\t" in new.text


def changed_figures(
    old: Side, new: Side, kept: Mapping[int, int], gone: Sequence[bool], come: Sequence[bool]
) -> list[tuple[Unit, Unit]]:
    """Cells with a figure and those with one in the same row, same column: another, or the same.

    ``kept`` are the old tokens that stayed with their new ones; ``gone`` and ``come`` tell of each token
    whether it is free. Rows are one where they have as many columns, and the cells that stayed, the first
    among them, are in the same columns of both.
    """
    was, now = _rows(old), _rows(new)
    found: list[tuple[Unit, Unit]] = []
    for line, there in _lines(old, new, was, now, kept).items():
        row, other = was[line], now[there]
        if other.columns != row.columns or not _same_columns(old, new, row, other, kept):
            continue
        for column, cell in row.cells.items():
            place = other.cells.get(column)
            if cell is None or place is None:
                continue
            one, two = old.units[cell], new.units[place]
            free = all(gone[one.first : one.last]) and all(come[two.first : two.last])
            if free and _is_figure(old, one) and _is_figure(new, two):
                found.append((one, two))
    return found


def astray(old: Side, new: Side, kept: Mapping[int, int]) -> set[int]:
    """The old tokens of figures that stand in the cell of another row or column now, while theirs went on.

    30 and 45 that changed places in a table are not the figures that they were: what the row and the column
    say of them is another thing. ``kept`` as in ``changed_figures``.
    """
    was, now = _rows(old), _rows(new)
    lines = _lines(old, new, was, now, kept)
    heads = set(lines.values())
    place_of = {
        unit: (line, column)
        for line, row in now.items()
        for column, unit in row.cells.items()
        if unit is not None
    }
    firsts = [unit.first for unit in new.units]
    top, top_there = _tops(was), _tops(now)
    found = set[int]()
    for line, there in lines.items():
        if was[line].columns != now[there].columns:
            continue
        for column, cell in was[line].cells.items():
            if not column or cell is None or not _is_figure(old, old.units[cell]):
                continue
            token = old.units[cell].first
            place = place_of.get(bisect_right(firsts, kept[token]) - 1) if token in kept else None
            if place is None or place == (there, column):
                continue
            other_row = place[0] != there and place[0] in heads
            # Which column is which is told by the table's first row.
            first = lines.get(top[line]) == top_there[there]
            columns = was[top[line]].cells, now[top_there[there]].cells
            two = now[there].cells.get(column)
            alike = two is not None and _form(old, old.units[cell]) == _form(new, new.units[two])
            other_column = place[0] == there and first and alike and _goes_on(old, new, columns, column, kept)
            if other_row or other_column:
                found.update(range(token, old.units[cell].last))
    return found


def holds_all(cell: Unit, spans: Iterable[Span]) -> bool:
    """Whether what lies in a cell lies in it whole."""
    return all(
        span.end <= cell.start
        or span.start >= cell.end
        or (cell.start <= span.start and span.end <= cell.end)
        for span in spans
    )


def without_cells(doubts: Iterable[Doubt], cells: Sequence[tuple[Unit, Unit]]) -> list[Doubt]:
    """The doubts without those of cells that are told, nor choices that are told to be others."""
    told = {was.start: was for was, _ in cells}, {now.start: now for _, now in cells}
    starts = sorted(told[0]), sorted(told[1])

    def is_told(which: int, start: int, end: int) -> bool:
        at = bisect_right(starts[which], start) - 1
        return at >= 0 and end <= told[which][starts[which][at]].end

    left: list[Doubt] = []
    for doubt in doubts:
        if not is_told(0, doubt.start, doubt.end):
            choices = tuple(
                choice
                for choice in doubt.choices
                if not any(is_told(1, piece.new_start, piece.new_end) for piece in choice)
            )
            left += [doubt._replace(choices=choices)] if choices else []
    return left


def _goes_on(
    old: Side,
    new: Side,
    cells: tuple[Mapping[int, int | None], Mapping[int, int | None]],
    column: int,
    kept: Mapping[int, int],
) -> bool:
    """Whether a cell of a row stayed in its column."""
    one, two = cells[0].get(column), cells[1].get(column)
    if one is None or two is None:
        return False
    there = kept.get(old.units[one].first, -1)
    return new.units[two].first <= there < new.units[two].last


def _lines(
    old: Side, new: Side, was: Mapping[int, _Row], now: Mapping[int, _Row], kept: Mapping[int, int]
) -> dict[int, int]:
    """The rows of which the first cell stayed a first cell, with those they became."""
    line_of = {row.cells.get(0): line for line, row in now.items()}
    firsts = [unit.first for unit in new.units]
    found: dict[int, int] = {}
    for line, row in was.items():
        head = row.cells.get(0)
        token = old.units[head].first if head is not None else -1
        there = line_of.get(bisect_right(firsts, kept[token]) - 1) if token in kept else None
        if there is not None:
            found[line] = there
    return found


def _tops(rows: Mapping[int, _Row]) -> dict[int, int]:
    """The first row of each row's table."""
    found: dict[int, int] = {}
    before = -1
    for line in sorted(rows):
        found[line] = found[before] if before in found and rows[before].end + 1 == line else line
        before = line
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
    return {
        start: _Row(side.text.count("\t", start, ends[start]), cells, ends[start])
        for start, cells in found.items()
    }


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


def _form(side: Side, unit: Unit) -> str:
    """A figure without its digits: an amount is no share."""
    return re.sub(r"[\d.,\s]+", "", side.text[unit.start : unit.end])


def _is_figure(side: Side, unit: Unit) -> bool:
    return unit.last - unit.first <= _MOST_WORDS and any(
        character.isdigit() for character in side.text[unit.start : unit.end]
    )

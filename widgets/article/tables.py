"""Tables in a document of lines: the cells of each row stand under those of the row above.

A row is one line with tabs between its cells, so that a cell is found, marked and counted like other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from widgets.article.positions import TextMap
from widgets.fonts import reading_font
from widgets.labels import direction_of

SIZE = 0.88
"""Of the text around it."""
_GAP = 1.1
# All columns but the last share this much of the line; the last has what they leave, and wraps there.
_SHARE = 0.66
_LONGEST_MEASURED = 200


def dress_tables(document: QTextDocument, places: TextMap, pixels: float, family: str, width: float) -> None:
    """Set the rows of each table in columns, in lines ``width`` pixels wide."""
    rows = ((number, piece) for number, piece in enumerate(places.pieces))
    for is_table, group in groupby(
        rows, key=lambda row: row[1].block is not None and row[1].block.kind == _ROW
    ):
        if is_table:
            numbered = list(group)
            cells = [places.text[piece.start : piece.end].split("\t") for _, piece in numbered]
            heads = [piece.block is not None and piece.block.level > 0 for _, piece in numbered]
            stops = column_stops(cells, reading_font(pixels * SIZE, family=family), width)
            for (number, _), words, head in zip(numbered, cells, heads, strict=True):
                _dress_row(document, number, stops, pixels, "".join(words), head=head)
            _end_table(document, numbered[-1][0], pixels)


_ROW = "table-row"


def column_stops(rows: Sequence[Sequence[str]], font: QFont, width: float) -> list[float]:
    """Where each column but the first begins, in pixels from the start of a line that is ``width`` long."""
    metrics = QFontMetricsF(font)
    count = max(map(len, rows))
    gap = metrics.height() * _GAP
    wide = [
        max(metrics.horizontalAdvance(row[n][:_LONGEST_MEASURED]) if n < len(row) else 0.0 for row in rows)
        + gap
        for n in range(count)
    ]
    room = width * _SHARE
    if sum(wide) > width and sum(wide[:-1]) > room:
        wide[:-1] = _shared(wide[:-1], room)
    return [sum(wide[:n]) for n in range(1, count)]


def _shared(wanted: Sequence[float], room: float) -> list[float]:
    """The columns that are narrow as wide as they are; the others share what is left evenly."""
    found = list(wanted)
    broad = sorted(range(len(found)), key=lambda n: found[n])
    left, columns = room, len(found)
    for n in broad:
        found[n] = min(found[n], left / columns)
        left, columns = left - found[n], columns - 1
    return found


def _end_table(document: QTextDocument, number: int, pixels: float) -> None:
    form = QTextBlockFormat()
    form.setBottomMargin(pixels * 0.62)
    QTextCursor(document.findBlockByNumber(number)).mergeBlockFormat(form)


def _dress_row(
    document: QTextDocument, number: int, stops: Sequence[float], pixels: float, words: str, *, head: bool
) -> None:
    block = document.findBlockByNumber(number)
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    form = QTextBlockFormat()
    form.setTabPositions([QTextOption.Tab(stop, QTextOption.TabType.LeftTab) for stop in stops])
    if stops:
        # What does not fit goes on under the last column, not under the first.
        hanging = stops[-1]
        if direction_of(words) is Qt.LayoutDirection.RightToLeft:
            form.setRightMargin(hanging)
        else:
            form.setLeftMargin(hanging)
        form.setTextIndent(-hanging)
    cursor.mergeBlockFormat(form)
    letters = QTextCharFormat()
    letters.setProperty(QTextFormat.Property.FontPixelSize, round(pixels * SIZE))
    if head:
        letters.setFontWeight(QFont.Weight.DemiBold)
    cursor.mergeCharFormat(letters)
    cursor.mergeBlockCharFormat(letters)

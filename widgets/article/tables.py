"""Tables in a document of lines: the cells of each row stand under those of the row above.

A row is one line with tabs between its cells, so that a cell is found, marked and counted like other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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

from widgets.article.positions import Piece, TextMap
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
    font = reading_font(pixels * SIZE, family=family)
    for table in _tables(places):
        cells = [places.text[piece.start : piece.end].split("\t") for _, piece in table]
        stops = column_stops(cells, font, width)
        for (number, piece), words in zip(table, cells, strict=True):
            head = piece.block is not None and piece.block.level > 0
            own = stops if _fits(words, stops, font) else []
            _dress_row(document, number, own, pixels, "".join(words), head=head)
        _end_table(document, table[-1][0], pixels)


def _tables(places: TextMap) -> Iterator[list[tuple[int, Piece]]]:
    """The rows of each table with their numbers; a head after other rows begins the next."""
    rows: list[tuple[int, Piece]] = []
    level = 0
    for number, piece in enumerate(places.pieces):
        row = piece.block is not None and piece.block.kind == "table-row"
        head = piece.block is not None and piece.block.level > level
        if rows and (not row or head):
            yield rows
            rows = []
        if row and piece.block is not None:
            rows.append((number, piece))
            level = piece.block.level
    if rows:
        yield rows


def _fits(words: Sequence[str], stops: Sequence[float], font: QFont) -> bool:
    """Whether each cell but the last ends before the next begins; a row whose cells do not runs on."""
    metrics = QFontMetricsF(font)
    begins = (0.0, *stops)
    return all(
        begins[n] + metrics.horizontalAdvance(words[n][:_LONGEST_MEASURED]) < begins[n + 1]
        for n in range(len(words) - 1)
    )


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
    mirrored = direction_of(words) is Qt.LayoutDirection.RightToLeft
    # Qt swaps left and right in a line that reads from the right.
    kind = QTextOption.TabType.RightTab if mirrored else QTextOption.TabType.LeftTab
    form = QTextBlockFormat()
    form.setTabPositions([QTextOption.Tab(stop, kind) for stop in stops])
    # What does not fit goes on under the last column, not under the first.
    hanging = stops[-1] if stops else pixels
    if mirrored:
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

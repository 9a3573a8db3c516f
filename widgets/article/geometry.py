"""Where characters stand on screen: rectangles of a stretch of text, also on lines of mixed direction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine

# Stretches remembered at most: far more than a screen shows.
_REMEMBERED = 20_000


class Stroke(NamedTuple):
    """One run of a stretch on one line, in the layout's pixels: ``base`` is the line's baseline."""

    line: int
    left: int
    right: int
    top: int
    bottom: int
    base: int


class Geometry:
    """Rectangles within display blocks, in the coordinates of their layouts; measured once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int], list[Stroke]] = {}

    def forget(self) -> None:
        """Drop what was measured; to be called when the text is laid out anew."""
        self._known.clear()

    def strokes(self, block: QTextBlock, start: int, end: int, mixed: bool) -> list[Stroke]:
        """The runs of units ``start`` to ``end`` of a block that is laid out, left to right on each line.

        ``mixed`` says that the block has right-to-left characters: one stretch may then be several runs.
        """
        key = (block.blockNumber(), start, end)
        strokes = self._known.get(key)
        if strokes is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            strokes = self._known[key] = list(_measured(block.layout(), start, end, mixed))
        return strokes


def _measured(layout: QTextLayout, start: int, end: int, mixed: bool) -> Iterator[Stroke]:
    first = layout.lineForTextPosition(start)
    if not first.isValid():
        return
    for number in range(first.lineNumber(), layout.lineCount()):
        line = layout.lineAt(number)
        low, high = line.textStart(), line.textStart() + line.textLength()
        if low >= end:
            return
        low, high = max(low, start), min(high, end)
        if low >= high:
            continue
        base = baseline(line)
        top, bottom = base - round(line.ascent() * 0.86), base + round(line.descent() * 0.85)
        runs = _visual_runs(layout, line, low, high) if mixed else [(_edge(line, low), _edge(line, high))]
        for left, right in runs:
            yield Stroke(number, int(left), int(right + 0.5), top, bottom, base)


def _edge(line: QTextLine, unit: int) -> float:
    # PySide answers with (x, the position it was rounded to).
    x: Any = line.cursorToX(unit)
    # White space at the end of a line hangs over; it is not drawn on.
    return min(x[0], line.x() + line.naturalTextWidth())


def _visual_runs(layout: QTextLayout, line: QTextLine, low: int, high: int) -> list[tuple[float, float]]:
    # At the seam of two directions cursorToX has two right answers and gives one; glyph runs know.
    spans: list[tuple[float, float]] = []
    low, high = _without_parts(layout, line, low, high, spans)
    if low < high:
        boxes = [run.boundingRect().normalized() for run in line.glyphRuns(low, high - low)]
        spans += [(box.left(), box.right()) for box in boxes if box.width() > 0]
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left <= merged[-1][1] + 0.6:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _without_parts(
    layout: QTextLayout, line: QTextLine, low: int, high: int, spans: list[tuple[float, float]]
) -> tuple[int, int]:
    """The stretch without parts of ligatures and marked letters at its ends, whose places go to ``spans``.

    Of one read from the right Qt gives a part the place of its neighbour; here each part has an equal share.
    """
    for cut in (low, high):
        first, last = cut, cut
        while first > line.textStart() and _are_one(layout, line, first):
            first -= 1
        if first == cut:
            continue
        end = line.textStart() + line.textLength()
        while last < end and _are_one(layout, line, last):
            last += 1
        box = line.glyphRuns(first, last - first)[0].boundingRect().normalized()
        share = box.width() / (last - first)
        start, stop = max(first, low), min(last, high)
        if start < stop:
            spans.append((box.right() - (stop - first) * share, box.right() - (start - first) * share))
        if cut == low:
            low = max(low, last)
        else:
            high = min(high, first)
    return low, max(low, high)


def _are_one(layout: QTextLayout, line: QTextLine, unit: int) -> bool:
    """Whether the unit and the one before it are a ligature, or letter and mark, read from the right."""
    runs = line.glyphRuns(unit - 1, 2)
    if len(runs) != 1 or not runs[0].isRightToLeft():
        return False
    return len(runs[0].glyphIndexes()) == 1 or not layout.isValidCursorPosition(unit)


def lines_between(layout: QTextLayout, top: float, bottom: float) -> range:
    """The numbers of the lines that reach into ``top`` to ``bottom``, in the layout's coordinates."""
    count = layout.lineCount()
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        line = layout.lineAt(middle)
        # What hangs below the letters belongs to the line as well.
        if line.y() + line.height() * 1.5 < top:
            low = middle + 1
        else:
            high = middle
    stop = low
    while stop < count and layout.lineAt(stop).y() <= bottom:
        stop += 1
    return range(low, stop)


def baseline(line: QTextLine) -> int:
    """The line's baseline in the layout's coordinates."""
    return round(line.y() + line.ascent())


def units_on(layout: QTextLayout, lines: range) -> tuple[int, int]:
    """The first unit on those lines, of which there is at least one, and the one after the last."""
    first, last = layout.lineAt(lines.start), layout.lineAt(lines.stop - 1)
    return first.textStart(), last.textStart() + last.textLength()

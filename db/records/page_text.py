"""The words of a page with a place for each character: selecting by two points, boxes of a passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.records.frozen import record
from db.records.sources import Box

WHOLE = 10_000
"""The width and the height of a page in the units of a Box, which counts from its top left as it is seen."""


@record
class PageText:
    """What stands on a page, in the order the file has it.

    Attributes: ``text`` has a line feed between lines, and ``-`` with a line feed where a word is divided;
    each of its characters has its box in ``boxes`` (that of white space may be empty). ``scanned`` where
    there is no text but something is to be seen: a machine cannot check it. ``cut`` where the page has more
    than is taken in.
    """

    page: int
    text: str
    boxes: tuple[Box, ...]
    scanned: bool = False
    cut: bool = False


@record
class Hit:
    """Words found: on which page, and where in its text."""

    page: int
    start: int
    end: int


def at_point(page: PageText, x: int, y: int) -> int:
    """Where in the text a caret stands that is put at the point: 0 to the text's length.

    Before or behind the character whose box is nearest, by which half of it the point is over.
    """
    best, nearest = 0, float("inf")
    for at, (left, top, right, bottom) in enumerate(page.boxes):
        if right <= left:
            continue
        aside = max(left - x, 0, x - right)
        away = max(top - y, 0, y - bottom)
        # Lines are told apart by height first: beside a line is nearer to it than above its neighbour.
        distance = aside * aside + 16 * away * away
        if distance < nearest:
            nearest = distance
            best = at + int((2 * x > left + right) != _is_rtl(page.text[at]))
    return best


def selected(page: PageText, start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
    """The stretch of the text between two points, in either order; empty where it is one place."""
    one, other = at_point(page, *start), at_point(page, *end)
    return min(one, other), max(one, other)


def word_at(page: PageText, x: int, y: int) -> tuple[int, int]:
    """The word under the point, for a double click; empty where there is none."""
    under = next(
        (
            at
            for at, (left, top, right, bottom) in enumerate(page.boxes)
            if left <= x < right and top <= y < bottom and _in_word(page.text[at])
        ),
        None,
    )
    if under is None:
        return (0, 0)
    start = end = under
    while start > 0 and _in_word(page.text[start - 1]):
        start -= 1
    while end < len(page.text) and _in_word(page.text[end]):
        end += 1
    return start, end


def line_boxes(page: PageText, start: int, end: int) -> tuple[Box, ...]:
    """The boxes of a stretch of the text, those side by side on one line made one."""
    return tuple(_merged([box for box in page.boxes[max(0, start) : end] if box[2] > box[0]]))


def _merged(boxes: Sequence[Box]) -> Iterator[Box]:
    line: Box | None = None
    for box in boxes:
        if line is not None and _one_line(line, box):
            line = (min(line[0], box[0]), min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3]))
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def _one_line(line: Box, box: Box) -> bool:
    """Whether the box goes on the line: as high, and no gap as between columns."""
    shared = min(line[3], box[3]) - max(line[1], box[1])
    low = min(line[3] - line[1], box[3] - box[1])
    gap = max(box[0] - line[2], line[0] - box[2])
    return 2 * shared > low and gap < _GAP * max(line[3] - line[1], box[3] - box[1])


_GAP = 3


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign in "_'’"


def _is_rtl(sign: str) -> bool:
    return "\u0590" <= sign <= "\u08ff"

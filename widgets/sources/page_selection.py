"""What is selected on a page of a document, and how keys move it."""

from __future__ import annotations

import re

from db.records import Box
from db.records.page_text import PageText, at_point, line_boxes, word_at
from widgets.sources.wants import Passage

_DIVIDED = re.compile(r"(?<=\w)-\n(?=[^\W\d_])")
_OWN_HYPHEN = re.compile(r"(?<=\w)-\n(?=\d)")
_MOST_BOXES = 200


class PageSelection:
    """A stretch of one page's text; a passage stands on the page it begins on.

    Attributes: ``page`` is None where nothing is selected and no caret was set; ``anchor`` stays, ``head``
    moves.
    """

    def __init__(self) -> None:
        self.page: int | None = None
        self.anchor = self.head = 0

    @property
    def span(self) -> tuple[int, int]:
        """Where the stretch begins and ends in its page's text."""
        return min(self.anchor, self.head), max(self.anchor, self.head)

    @property
    def empty(self) -> bool:
        """Whether nothing is selected."""
        return self.page is None or self.anchor == self.head

    def clear(self) -> None:
        """Select nothing."""
        self.page, self.anchor, self.head = None, 0, 0

    def set(self, page: int, start: int, end: int) -> None:
        """Select that stretch."""
        self.page, self.anchor, self.head = page, start, end

    def begin_at(self, text: PageText, x: int, y: int) -> None:
        """Set the caret at the point."""
        self.page = text.page
        self.anchor = self.head = at_point(text, x, y)

    def go_on_to(self, text: PageText, x: int, y: int) -> None:
        """Select up to the point, which may be on any page: above and below, to that end of this one."""
        self.head = at_point(text, x, y)

    def take_word(self, text: PageText, x: int, y: int) -> None:
        """Select the word under the point."""
        start, end = word_at(text, x, y)
        if end > start:
            self.set(text.page, start, end)

    def move(self, text: PageText, step: int, *, by: str, select: bool) -> None:
        """Move the caret by a ``character``, ``word`` or ``line``, in reading order."""
        self.head = _moved(text, self.head, step, by)
        if not select:
            self.anchor = self.head

    def caret(self, text: PageText) -> Box | None:
        """The caret as a box without width; None where something is selected or no words are near."""
        if not self.empty or self.page != text.page:
            return None
        for at, end in ((self.head, False), (self.head - 1, True)):
            box = text.boxes[at] if 0 <= at < len(text.boxes) else (0, 0, 0, 0)
            if box[2] > box[0]:
                side = box[2] if end else box[0]
                return side, box[1], side, box[3]
        return None

    def passage(self, text: PageText) -> Passage | None:
        """What is selected, its lines joined; None where that is nothing."""
        start, end = self.span
        raw = text.text[start:end]
        while raw and raw[0].isspace():
            raw, start = raw[1:], start + 1
        end = start + len(raw.rstrip())
        if self.page != text.page or end <= start:
            return None
        words = joined(text.text[start:end])
        return Passage(words, text.page, start, end, line_boxes(text, start, end)[:_MOST_BOXES])


def joined(text: str) -> str:
    """Words of a page as one line, those divided at a line’s end whole again; numbers keep their hyphen."""
    return " ".join(_OWN_HYPHEN.sub("-", _DIVIDED.sub("", text)).split())


def _moved(text: PageText, at: int, step: int, by: str) -> int:
    whole = text.text
    if by == "character":
        return min(max(0, at + step), len(whole))
    if by == "word":
        ends = [m.end() if step > 0 else m.start() for m in re.finditer(r"\w+", whole)]
        beyond = [end for end in ends if (end > at if step > 0 else end < at)]
        if not beyond:
            return len(whole) if step > 0 else 0
        return beyond[0] if step > 0 else beyond[-1]
    start = whole.rfind("\n", 0, at) + 1
    if step < 0:
        if not start:
            return 0
        above = whole.rfind("\n", 0, start - 1) + 1
        return min(above + at - start, start - 1)
    end = whole.find("\n", at)
    if end < 0:
        return len(whole)
    below = whole.find("\n", end + 1)
    return min(end + 1 + at - start, below if below >= 0 else len(whole))

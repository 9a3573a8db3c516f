"""What is selected on a page of a document, and how keys move it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from db.records import Box
from db.records.page_text import PageText, at_point, line_boxes, word_at
from widgets.sources.wants import Passage

_DIVIDED = re.compile(r"(?<=\w)-\n(?=[^\W\d_])")
_OWN_HYPHEN = re.compile(r"(?<=\w)-\n(?=\d)")
_MOST_BOXES = 200
_MOST_PAGES = 20


class PageSelection:
    """A stretch of the text of one page or several; a passage stands on the page it begins on.

    Attributes: ``page`` is None where nothing is selected and no caret was set; ``anchor`` on it stays,
    ``head`` on ``head_page`` moves.
    """

    def __init__(self) -> None:
        self.page: int | None = None
        self.head_page = self.anchor = self.head = 0

    @property
    def pages(self) -> range:
        """The pages it stands on."""
        if self.page is None:
            return range(0)
        return range(min(self.page, self.head_page), max(self.page, self.head_page) + 1)

    @property
    def empty(self) -> bool:
        """Whether nothing is selected."""
        return self.page is None or (self.page, self.anchor) == (self.head_page, self.head)

    def on(self, text: PageText) -> tuple[int, int]:
        """Where the stretch begins and ends in the text of that page; nothing where it is not on it."""
        if self.page is None or text.page not in self.pages:
            return 0, 0
        first, last = sorted(((self.page, self.anchor), (self.head_page, self.head)))
        start = first[1] if text.page == first[0] else 0
        return start, last[1] if text.page == last[0] else len(text.text)

    def clear(self) -> None:
        """Select nothing."""
        self.page, self.head_page, self.anchor, self.head = None, 0, 0, 0

    def set(self, page: int, start: int, end: int) -> None:
        """Select that stretch."""
        self.page = self.head_page = page
        self.anchor, self.head = start, end

    def begin_at(self, text: PageText, x: int, y: int) -> None:
        """Set the caret at the point."""
        at = at_point(text, x, y)
        self.set(text.page, at, at)

    def go_on_to(self, text: PageText, x: int, y: int) -> None:
        """Select up to the point, which may be on another page, though not far off."""
        if self.page is not None and abs(text.page - self.page) < _MOST_PAGES:
            self.head_page, self.head = text.page, at_point(text, x, y)

    def take_word(self, text: PageText, x: int, y: int) -> None:
        """Select the word under the point."""
        start, end = word_at(text, x, y)
        if end > start:
            self.set(text.page, start, end)

    def move(self, text: PageText, step: int, *, by: str, select: bool) -> bool:
        """Move the caret by a ``character``, ``word`` or ``line`` of its page, in reading order; False where
        the page ends there."""
        before, self.head = self.head, _moved(text, self.head, step, by)
        if not select:
            self.page, self.anchor = self.head_page, self.head
        return self.head != before

    def turn_to(self, text: PageText, step: int, *, select: bool) -> None:
        """Move the caret onto the page after, or the one before: to its beginning or its end."""
        if select and len(self.pages) >= _MOST_PAGES:
            return
        self.head_page, self.head = text.page, 0 if step > 0 else len(text.text)
        if not select:
            self.page, self.anchor = self.head_page, self.head

    def caret(self, text: PageText) -> Box | None:
        """The caret as a box without width; None where something is selected or no words are near."""
        if not self.empty or self.head_page != text.page:
            return None
        for at, end in ((self.head, False), (self.head - 1, True)):
            box = text.boxes[at] if 0 <= at < len(text.boxes) else (0, 0, 0, 0)
            if box[2] > box[0]:
                side = box[2] if end else box[0]
                return side, box[1], side, box[3]
        return None

    def passage(self, texts: Mapping[int, PageText]) -> Passage | None:
        """What is selected, its lines and pages joined; None where that is nothing, or a page is not here."""
        if any(page not in texts for page in self.pages):
            return None
        stretches = [
            (texts[page], *_stripped(texts[page].text, *self.on(texts[page]))) for page in self.pages
        ]
        there = [one for one in stretches if one[2] > one[1]]
        if not there:
            return None
        text, start, end = there[0]
        words = joined("\n".join(on.text[begin:stop] for on, begin, stop in there))
        boxes = line_boxes(text, start, end)[:_MOST_BOXES]
        return Passage(words, text.page, start, end, boxes, last_page=there[-1][0].page)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    return start, start + len(raw.strip())


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

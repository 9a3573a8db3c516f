"""Lines of a text: where one paragraph ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from db.records import Span

# Exactly the characters at which a QTextDocument begins a new block, so that lines here and blocks there
# agree. U+2028, vertical tab, form feed and U+0085 do not: they stay inside their paragraph, and only
# sentences end at them (app.text.sentences).
PARAGRAPH_BREAKS = "\n\u2029\ufdd0\ufdd1"

_LINE = re.compile(f"[^{PARAGRAPH_BREAKS}]+")


def line_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The lines of ``text[start:end]`` that carry more than white space, in order, whole.

    A line keeps its own leading and trailing blanks; empty and blank lines are none, they separate.
    """
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        if not line[0].isspace():
            yield Span(line.start(), line.end())

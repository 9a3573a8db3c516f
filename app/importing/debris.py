"""What scrapers leave in an article: found, named, set aside, never deleted.

Only what is unmistakable: ``[ad_1]`` at the start or end of a line, and ``Source link`` behind such a mark
or alone as the last line. ``Advertisement``, ``Read more`` and the like may be the article's own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.importing.article import Aside
from db.layout import Block

_PLACEHOLDER = re.compile(r"\[ad_\d{1,3}\]", re.IGNORECASE)
_SOURCE_LINK = "source link"


def find_asides(text: str, blocks: Sequence[Block]) -> tuple[Aside, ...]:
    """The debris in the given blocks (code excepted), in order; no two overlap."""
    asides: list[Aside] = []
    after_mark = False
    for i, block in enumerate(blocks):
        if block.kind == "code":
            after_mark = False
            continue
        found = _in_line(text, block, source_link_alone=after_mark or i == len(blocks) - 1)
        asides += found
        after_mark = bool(found) and not text[found[-1].end : block.end].strip()
    return tuple(asides)


def _in_line(text: str, line: Block, *, source_link_alone: bool) -> list[Aside]:
    marks = list(_PLACEHOLDER.finditer(text, line.start, line.end))
    end = line.start + len(text[line.start : line.end].rstrip())
    link_start = end - len(_SOURCE_LINK)
    link = False
    if link_start >= line.start and text[link_start:end].lower() == _SOURCE_LINK:
        before_link = line.start + len(text[line.start : link_start].rstrip())
        behind_mark = bool(marks) and marks[-1].end() == before_link
        link = behind_mark or (before_link == line.start and source_link_alone)
    leading = _run(text, marks, line.start)
    rest_end = link_start if link else end
    trailing = _run_back(text, marks[len(leading) :], rest_end)
    asides = [Aside(m.start(), m.end(), "ad-placeholder") for m in leading + trailing]
    if link:
        asides.append(Aside(link_start, end, "source-link"))
    return asides


def _run(text: str, marks: list[re.Match[str]], at: int) -> list[re.Match[str]]:
    """The marks that follow one another from ``at`` on, with nothing but white space between."""
    run: list[re.Match[str]] = []
    for mark in marks:
        if text[at : mark.start()].strip():
            break
        run.append(mark)
        at = mark.end()
    return run


def _run_back(text: str, marks: list[re.Match[str]], at: int) -> list[re.Match[str]]:
    run: list[re.Match[str]] = []
    for mark in reversed(marks):
        if text[mark.end() : at].strip():
            break
        run.append(mark)
        at = mark.start()
    return run[::-1]

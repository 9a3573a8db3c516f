"""Plain text: every line that says something is a block; the first may be the headline, some are captions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.importing.article import Aside
from app.importing.captions import is_caption
from app.text.lines import line_spans
from db.layout import Block

_MAX_HEADLINE_WORDS = 25
_MAX_HEADLINE = 200


def plain_blocks(text: str) -> list[Block]:
    """The lines of ``text`` as paragraphs, or as captions where they say that they are."""
    return [
        Block(line.start, line.end, "caption" if is_caption(text[line.start : line.end]) else "paragraph", 0)
        for line in line_spans(text)
    ]


def with_headline(text: str, blocks: list[Block], asides: Sequence[Aside]) -> tuple[str, list[Block]]:
    """The headline in the first line that is not set aside, and the blocks with it marked as the title.

    The headline is empty and the blocks unchanged where that line does not look like one: it is short, does
    not end like a sentence or a salutation, and a blank line or a clearly longer paragraph follows.
    """
    aside = {(a.start, a.end) for a in asides}
    shown = [i for i, b in enumerate(blocks) if not _all_aside(text, b, aside)]
    if len(shown) < 2:
        return "", blocks
    first, second = blocks[shown[0]], blocks[shown[1]]
    if first.kind == "caption":
        return "", blocks
    line = text[first.start : first.end].strip()
    if not reads_like_headline(line):
        return "", blocks
    body = text[second.start : second.end].strip()
    apart = text.count("\n", first.end, second.start) > 1
    longer = len(body) > 2 * len(line) and body[-1] in '.!?…”"’' and not body[0].islower()
    if not (apart or longer):
        return "", blocks
    marked = list(blocks)
    marked[shown[0]] = replace(first, kind="title", level=1)
    return " ".join(line.split()), marked


def _all_aside(text: str, block: Block, aside: set[tuple[int, int]]) -> bool:
    line = text[block.start : block.end]
    start = block.start + len(line) - len(line.lstrip())
    return any(a == start for a, _ in aside) and not _outside(text, block, aside).strip()


def _outside(text: str, block: Block, aside: set[tuple[int, int]]) -> str:
    kept, at = "", block.start
    for start, end in sorted(a for a in aside if block.start <= a[0] < block.end):
        kept += text[at:start]
        at = end
    return kept + text[at : block.end]


def reads_like_headline(line: str) -> bool:
    """Whether the line is short, has letters, and does not end like a sentence or a salutation."""
    if len(line) > _MAX_HEADLINE or len(line.split()) > _MAX_HEADLINE_WORDS:
        return False
    if line[-1] in ".,;:。،-" or "://" in line or line.lower().startswith(("by ", "www.")):
        return False
    return sum(char.isalpha() for char in line) >= 3

"""Cuts an article's text into paragraphs and runs, with the claims that lie over each run."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from app.exporting.sheet_data import SheetMark, SheetParagraph, SheetRun
from db.records import ArticleText, AsideRecord, BlockRecord, EmphasisRecord, Span

STYLES = ("strong", "em", "code")

_T = TypeVar("_T", EmphasisRecord, AsideRecord)


def right_to_left(text: str) -> bool:
    """True where the first strongly directional character is a right-to-left one."""
    for c in text:
        direction = unicodedata.bidirectional(c)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def lanes(spans: Sequence[Span]) -> list[int]:
    """A lane for each span such that overlapping spans never share one; spans sorted by start."""
    free_from: list[int] = []
    out: list[int] = []
    for span in spans:
        lane = next((i for i, end in enumerate(free_from) if end <= span.start), len(free_from))
        free_from[lane : lane + 1] = [span.end]
        out.append(lane)
    return out


def paragraphs(text: ArticleText, claims: Sequence[Span | None]) -> tuple[SheetParagraph, ...]:
    """The blocks that carry text, each cut where a claim, an emphasis or a set-aside stretch begins or ends.

    ``claims`` are the claims' places in this text, None for one that is not in it; marks refer to a claim
    by its place in this sequence.
    """
    placed = sorted(
        ((i, span) for i, span in enumerate(claims) if span and span.end > span.start),
        key=lambda item: (item[1].start, -item[1].end),
    )
    lane_of = dict(zip((i for i, _ in placed), lanes([span for _, span in placed]), strict=True))
    emphasis = sorted((e for e in text.emphasis if e.kind in STYLES), key=lambda e: e.start)
    asides = sorted((a for a in text.asides if a.aside), key=lambda a: a.start)
    out: list[SheetParagraph] = []
    for block in sorted(text.blocks, key=lambda b: b.start):
        if not text.text[block.start : block.end].strip():
            continue
        over = [(i, span) for i, span in placed if span.start < block.end and span.end > block.start]
        runs = _runs(text.text, block, over, lane_of, _over(emphasis, block), _over(asides, block))
        out.append(
            SheetParagraph(
                kind=block.kind,
                level=block.level,
                number=block.paragraph,
                right_to_left=right_to_left(text.text[block.start : block.end]),
                runs=runs,
            )
        )
    return tuple(out)


def _over(items: Iterable[_T], block: BlockRecord) -> list[_T]:
    return [item for item in items if item.start < block.end and item.end > block.start]


def _runs(
    text: str,
    block: BlockRecord,
    claims: Sequence[tuple[int, Span]],
    lane_of: dict[int, int],
    emphasis: Sequence[EmphasisRecord],
    asides: Sequence[AsideRecord],
) -> tuple[SheetRun, ...]:
    spans = [span for _, span in claims]
    cuts = {block.start, block.end}
    for span in (*spans, *emphasis, *asides):
        cuts |= {min(max(at, block.start), block.end) for at in (span.start, span.end)}
    edges = sorted(cuts)
    out: list[SheetRun] = []
    for start, end in pairwise(edges):
        style = [e.kind for e in emphasis if e.start <= start and end <= e.end]
        if any(a.start <= start and end <= a.end for a in asides):
            style.append("aside")
        marks = tuple(
            SheetMark(i, lane_of[i], begins=span.start == start, ends=span.end == end)
            for i, span in claims
            if span.start <= start and end <= span.end
        )
        out.append(SheetRun(text[start:end], tuple(dict.fromkeys(style)), marks))
    return tuple(out)

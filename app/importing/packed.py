"""An article on its way from the child that read it: rows of numbers in place of many thousands of records.

Unpickling holds every thread of a program until it is done. Rows are taken in as bytes, at once; records are
made of them in Python, which lets the window have its turns.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain

from db.layout import Block, Emphasis
from db.records import Span

Rows = tuple["array[int]", tuple[str, ...]]
"""Numbers one after the other, and the words that some of them count in."""


def packed_spans(spans: Iterable[Span]) -> Rows:
    return array("Q", chain.from_iterable((span.start, span.end) for span in spans)), ()


def spans_of(rows: Rows) -> tuple[Span, ...]:
    numbers = iter(rows[0])
    return tuple([Span(start, end) for start, end in zip(numbers, numbers, strict=True)])


def packed_blocks(blocks: Sequence[Block]) -> Rows:
    kinds = {kind: n for n, kind in enumerate(dict.fromkeys(block.kind for block in blocks))}
    rows = ((block.start, block.end, kinds[block.kind], block.level) for block in blocks)
    return array("Q", chain.from_iterable(rows)), tuple(kinds)


def blocks_of(rows: Rows) -> tuple[Block, ...]:
    numbers, kinds = iter(rows[0]), rows[1]
    four = zip(numbers, numbers, numbers, numbers, strict=True)
    return tuple([Block(start, end, kinds[kind], level) for start, end, kind, level in four])


def packed_emphasis(emphasis: Sequence[Emphasis]) -> Rows:
    words = {word: n for n, word in enumerate(dict.fromkeys(w for e in emphasis for w in (e.kind, e.data)))}
    rows = ((one.start, one.end, words[one.kind], words[one.data]) for one in emphasis)
    return array("Q", chain.from_iterable(rows)), tuple(words)


def emphasis_of(rows: Rows) -> tuple[Emphasis, ...]:
    numbers, words = iter(rows[0]), rows[1]
    four = zip(numbers, numbers, numbers, numbers, strict=True)
    return tuple([Emphasis(start, end, words[kind], words[data]) for start, end, kind, data in four])

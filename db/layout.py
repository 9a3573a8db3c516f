"""The layout of a text: its blocks, sentences and emphasis, recorded once per text and never redrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from db.canon import Json, canon, loads
from db.errors import BadBody
from db.records.frozen import record

VERSION = 2
_READABLE = (1, 2)
"""The first had neither captions nor images."""
MAX_BYTES = 64 * 1024 * 1024
"""A layout is some twenty bytes a sentence and block: this is that of an article of 60 MB and more."""
_BLOCKS = frozenset(
    {"title", "heading", "paragraph", "list-item", "quote", "code", "table-row", "caption", "image"}
)
_EMPHASIS = frozenset({"strong", "em", "code", "link"})


@record
class Block:
    """A line of the text; ``level`` is the depth of a heading or list, else 0."""

    start: int
    end: int
    kind: str
    level: int


@record
class Emphasis:
    """A stretch set apart; ``data`` is a link's target, else blank."""

    start: int
    end: int
    kind: str
    data: str


@record
class Layout:
    """Blocks and sentences in order and apart; emphasis in order of start. Offsets are code points."""

    blocks: tuple[Block, ...]
    sentences: tuple[tuple[int, int], ...]
    emphasis: tuple[Emphasis, ...]

    def numbered(self) -> Iterator[tuple[Block, int]]:
        """The blocks, each with its paragraph's number: those that carry words count from 1."""
        paragraph = 0
        for block in self.blocks:
            paragraph += block.end > block.start
            yield block, paragraph

    def entries(self) -> Iterator[tuple[int, int, str, int]]:
        """The ledger's entries: start, end, the kind of block each stands in, and its paragraph."""
        blocks = self.numbered()
        block, paragraph = next(blocks, (Block(0, 0, "paragraph", 0), 0))
        for start, end in self.sentences:
            while block.end <= start and (following := next(blocks, None)) is not None:
                block, paragraph = following
            yield start, end, block.kind, paragraph


def write_layout(layout: Layout) -> bytes:
    """Canonical JSON of a layout; raises BadBody for one that could not be read back."""
    value: Json = {
        "version": VERSION,
        "blocks": [[b.start, b.end, b.kind, b.level] for b in layout.blocks],
        "sentences": [list(s) for s in layout.sentences],
        "emphasis": [[e.start, e.end, e.kind, e.data] for e in layout.emphasis],
    }
    data = canon(value, MAX_BYTES)
    read_layout(data)
    return data


def read_layout(data: bytes) -> Layout:
    """The layout of canonical JSON; raises BadBody, and nothing else, for anything not allowed."""
    value = loads(data, MAX_BYTES)
    if not isinstance(value, dict) or set(value) != {"version", "blocks", "sentences", "emphasis"}:  # pyright: ignore[reportUnknownArgumentType]
        raise BadBody("A text's layout has other parts than it should have.")
    if value["version"] not in _READABLE:
        raise BadBody("A text's layout was written by another version.")
    blocks = [Block(*row) for row in _rows(value["blocks"], (int, int, str, int))]
    sentences = [(row[0], row[1]) for row in _rows(value["sentences"], (int, int))]
    emphasis = _emphasis(value["emphasis"])
    _apart([(b.start, b.end) for b in blocks])
    _apart(sentences)
    if any(b.kind not in _BLOCKS or not 0 <= b.level < 10 for b in blocks):
        raise BadBody("A text's layout has a block of a kind that is not known.")
    return Layout(tuple(blocks), tuple(sentences), tuple(emphasis))


def read_emphasis(data: bytes) -> tuple[Emphasis, ...]:
    """The emphasis alone of a layout whose other parts stand in tables already; raises BadBody.

    In canonical JSON no other part can hold the quotes around these two keys: within words they are escaped.
    """
    start, end = data.find(b'"emphasis":'), data.rfind(b',"sentences":')
    if not 0 < start < end:
        raise BadBody("A text's layout has other parts than it should have.")
    return tuple(_emphasis(loads(data[start + len(b'"emphasis":') : end], MAX_BYTES)))


def _emphasis(value: Json) -> list[Emphasis]:
    emphasis = [Emphasis(*row) for row in _rows(value, (int, int, str, str))]
    if any(e.kind not in _EMPHASIS or not 0 <= e.start < e.end for e in emphasis):
        raise BadBody("A text's layout has an emphasis that is not one.")
    return emphasis


def _rows(value: Json, types: Sequence[type]) -> list[list[Json]]:
    if not isinstance(value, list):
        raise BadBody("A text's layout has something else where a list should be.")
    rows = cast("list[list[Json]]", value)
    for row in rows:
        if not isinstance(row, list) or [type(item) for item in row] != list(types):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise BadBody("A text's layout has a row of another shape than it should have.")
    return rows


def _apart(spans: Sequence[tuple[int, int]]) -> None:
    last = 0
    for start, end in spans:
        if not last <= start <= end:
            raise BadBody("A text's layout has stretches that overlap or run backwards.")
        last = end

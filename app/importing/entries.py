"""An article cut into the entries of its ledger."""

from __future__ import annotations

from collections.abc import Sequence

from app.importing.article import Aside
from app.text.sentences import sentences, trimmed
from db.layout import Block
from db.records import Span

# What is one entry of the ledger however many sentences it has; of a table, each cell.
_WHOLE = frozenset({"title", "image", "table-row"})


def ledger_entries(text: str, blocks: Sequence[Block], asides: Sequence[Aside]) -> tuple[Span, ...]:
    """The ledger's entries: sentences, a headline, an image and each cell of a table as one.

    They are cut at the edges of what is set aside.
    """
    cuts = sorted({edge for aside in asides for edge in (aside.start, aside.end)})
    found: list[Span] = []
    next_cut = 0
    for block in blocks:
        start = block.start
        edges = _tabs(text, block) if block.kind == "table-row" else []
        while next_cut < len(cuts) and cuts[next_cut] < block.end:
            edges.append(cuts[next_cut])
            next_cut += 1
        for edge in [*sorted(edges), block.end]:
            if edge > start:
                found += _entries(text, Span(start, edge), whole=block.kind in _WHOLE)
                start = edge
    return tuple(found)


def _entries(text: str, piece: Span, *, whole: bool) -> list[Span]:
    if not whole:
        return sentences(text, [piece])
    kept = trimmed(text, piece.start, piece.end)
    return [kept] if kept is not None else []


def _tabs(text: str, block: Block) -> list[int]:
    return [at for at in range(block.start, block.end) if text[at] == "\t"]

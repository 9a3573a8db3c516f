"""An alignment for the eye: of what is in doubt, words that stand where they stood are shown as staying.

For claims a doubt is a question; in a comparison of two texts it would strike out a sentence and put the very
same one in beside it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from db.alignment import Alignment, Piece


def shown_pieces(alignment: Alignment) -> list[Piece]:
    """The pieces in order of the old text, with those of choices that leave all others in their order."""
    still = [piece for piece in alignment.pieces if not piece.moved]
    starts = [piece.old_start for piece in still]
    ends = list(accumulate((piece.new_end for piece in still), max))
    taken = sorted((p.new_start, p.new_end) for p in alignment.pieces if p.new_start < p.new_end)
    found = list(alignment.pieces)
    last = 0
    for doubt in alignment.doubts:
        behind = bisect_left(starts, doubt.start)
        low = max(last, ends[behind - 1] if behind else 0)
        after = bisect_left(starts, doubt.end)
        high = still[after].new_start if after < len(still) else alignment.new_length
        for choice in doubt.choices:
            if _fits(choice, doubt.start, doubt.end, low, high) and not _meets(taken, choice):
                found += [piece._replace(moved=False) for piece in choice]
                last = max(piece.new_end for piece in choice)
                break
    return sorted(found)


def _fits(choice: Sequence[Piece], start: int, end: int, low: int, high: int) -> bool:
    within = all(
        start <= p.old_start and p.old_end <= end and low <= p.new_start and p.new_end <= high for p in choice
    )
    return within and bool(choice)


def _meets(taken: Sequence[tuple[int, int]], choice: Sequence[Piece]) -> bool:
    """Whether other words stand where a choice would."""
    for piece in choice:
        first = bisect_left(taken, piece.new_end, key=lambda span: span[0])
        if first and taken[first - 1][1] > piece.new_start:
            return True
    return False

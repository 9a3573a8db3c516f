"""How the words of one draft stand in the next: recorded once per pair of drafts, for all that is carried.

What was marked in the old draft, now or later and by whomever, is carried by this alone, so that every copy
of a project carries it to the same words.
"""

from __future__ import annotations

from db.alignment.carrying import LIKENESS, Alignment
from db.alignment.form import fits, letters, read_alignment, write_alignment
from db.alignment.pieces import Doubt, Kind, Pair, Piece
from db.records.drafts import Carried, Outcome, after

__all__ = [
    "LIKENESS",
    "Alignment",
    "Carried",
    "Doubt",
    "Kind",
    "Outcome",
    "Pair",
    "Piece",
    "after",
    "fits",
    "letters",
    "read_alignment",
    "write_alignment",
]

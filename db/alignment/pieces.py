"""What an alignment consists of: stretches of two drafts that belong together."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """What two stretches have in common."""

    SAME = 0
    """Every character."""
    ALIKE = 1
    """The words; typography differs. Either side may be empty, where only marks or space came or went."""
    REWORDED = 2
    """A word for a word like it, such as a figure for a figure, a plural for a singular."""
    REPLACED = 3
    """The place only: other words stand there."""


class Piece(NamedTuple):
    """A stretch of the old draft and the stretch of the new one it became; ``moved`` if out of order."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    kind: Kind
    moved: bool = False


class Doubt(NamedTuple):
    """A stretch of the old draft that may have become any of some stretches; each choice is its pieces."""

    start: int
    end: int
    choices: tuple[tuple[Piece, ...], ...]


class Pair(NamedTuple):
    """An old sentence and a new one that have words in common, but not all: changed, split or merged."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

"""Where cards stand that are to be level with places in a text and must not lie over each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Wish(NamedTuple):
    """A card that would be ``height`` pixels high and start level with ``top``."""

    top: int
    height: int


def stack(wishes: Sequence[Wish], focus: int | None = None, *, gap: int = 4) -> list[int]:
    """The tops of the cards, in the order of the wishes, which are sorted by place.

    The card in ``focus`` stands where it wishes; those before it give way upwards, those after it downwards.
    Without one every card gives way downwards to those before it.
    """
    tops = [wish.top for wish in wishes]
    if not tops:
        return tops
    first = focus if focus is not None else 0
    for at in range(first - 1, -1, -1):
        tops[at] = min(wishes[at].top, tops[at + 1] - gap - wishes[at].height)
    for at in range(first + 1, len(tops)):
        tops[at] = max(wishes[at].top, tops[at - 1] + wishes[at - 1].height + gap)
    return tops

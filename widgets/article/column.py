"""How the width of the article view is shared out: gutter, reading column, margin, minimap."""

from __future__ import annotations

from typing import NamedTuple

# The gutter holds the ledger's marks, and in its wider form paragraph numbers as well.
GUTTER, GUTTER_PLAIN = 68, 44
MINIMAP = 14
# Cards in the margin grow no wider than ``MARGIN_MOST``: the room kept for them beside the text. Below
# ``MARGIN_CHIPS`` a claim is a sign without its number.
MARGIN_LEAST, MARGIN_CHIPS, MARGIN_MOST = 40, 96, 280
TEXT_LEAST = 220


class Column(NamedTuple):
    """Pixels from left to right: gutter, text, margin; the minimap follows."""

    gutter: int
    text: int
    margin: int


def room_for(wanted: int, *, numbers: bool = True) -> int:
    """The least width at which a text ``wanted`` pixels wide gets them all."""
    return wanted + MINIMAP + MARGIN_LEAST + (GUTTER if numbers else GUTTER_PLAIN)


def share(width: int, wanted: int, *, numbers: bool = True) -> Column:
    """Share out ``width`` to a text ``wanted`` pixels wide: centred if there is room, else by the margin.

    Where there is too little the margin gives way first, then the text.
    """
    room, gutter = width - MINIMAP, GUTTER if numbers else GUTTER_PLAIN
    text = max(TEXT_LEAST, min(wanted, room - gutter - MARGIN_LEAST))
    spare = max(0, room - text)
    left = min(spare // 2, max(gutter, spare - MARGIN_MOST))
    left = max(left, min(gutter, spare))
    right = max(0, room - left - text)
    return Column(left, text, right)

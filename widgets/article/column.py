"""How the width of the article view is shared out: gutter, reading column, margin, minimap."""

from __future__ import annotations

from typing import NamedTuple

GUTTER = 62
MINIMAP = 12
# Cards in the margin grow no wider than ``MARGIN_MOST``: the room kept for them beside the text.
MARGIN_LEAST, MARGIN_MOST = 96, 280
TEXT_LEAST = 220


class Column(NamedTuple):
    """Pixels from left to right: gutter, text, margin; the minimap follows."""

    gutter: int
    text: int
    margin: int


def share(width: int, wanted: int) -> Column:
    """Share out ``width`` to a text ``wanted`` pixels wide: centred if there is room, else by the margin."""
    room = width - MINIMAP
    text = max(TEXT_LEAST, min(wanted, room - GUTTER - MARGIN_LEAST))
    spare = max(0, room - text)
    left = min(spare // 2, max(GUTTER, spare - MARGIN_MOST))
    left = max(left, min(GUTTER, spare))
    right = max(0, room - left - text)
    return Column(left, text, right)

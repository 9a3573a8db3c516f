"""The place a view is on its way to, while a long text is not laid out as far as that."""

from __future__ import annotations

from typing import NamedTuple

# Characters that may be laid out at once to get to a place; above, the view holds its picture meanwhile.
NEAR = 30_000
# Characters behind the place that belong on the same screen.
SCREEN = 6_000


class Place(NamedTuple):
    """What is selected, and where the text is scrolled to, in code points.

    ``top`` begins the first line in view, None to leave the scroll bar as it is; ``reveal`` brings the
    selection's start into view after that.
    """

    anchor: int
    position: int
    top: int | None
    reveal: bool = False

    @property
    def furthest(self) -> int:
        """The last offset that must be laid out."""
        return max(self.anchor, self.position, self.top or 0)

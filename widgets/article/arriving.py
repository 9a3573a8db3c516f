"""The place a view is on its way to, while a long text is not laid out as far as that."""

from __future__ import annotations

from typing import NamedTuple

# Characters that may be laid out at once to get to a place; above, the view holds its picture meanwhile.
NEAR = 30_000
# Characters behind the place that belong on the same screen.
SCREEN = 6_000
# Pixels between the upper edge of the view and a line that was brought there.
AIR = 4


class Place(NamedTuple):
    """What is selected, and where the text is scrolled to, in code points.

    ``top`` begins the first line in view, None to leave the scroll bar as it is; ``above`` is how many pixels
    lie above that line, fewer than none where its upper part is out of view; ``reveal`` brings the
    selection's start into view after that.
    """

    anchor: int
    position: int
    top: int | None
    above: int = AIR
    reveal: bool = False

    @property
    def furthest(self) -> int:
        """The last offset that must be laid out."""
        return max(self.anchor, self.position, self.top or 0)

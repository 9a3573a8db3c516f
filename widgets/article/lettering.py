"""How the reading column is set: its typeface, the room between its lines, its paragraph numbers."""

from __future__ import annotations

from db.records import record
from widgets.fonts import SERIF

LEADINGS = {"close": 108.0, "normal": 122.0, "wide": 145.0}
"""Names of leadings, each in percent of the typeface's own line height."""
NORMAL = "normal"


@record
class Lettering:
    """``family`` is a typeface; ``leading`` one of ``LEADINGS``; ``numbers`` shows paragraph numbers."""

    family: str = SERIF
    leading: str = NORMAL
    numbers: bool = True

    @property
    def line_height(self) -> float:
        """Percent of the typeface's own line height."""
        return LEADINGS.get(self.leading, LEADINGS[NORMAL])

"""Sources that are largely the same words."""

from __future__ import annotations

from db.records.frozen import record
from db.records.ids import SourceId


@record
class AlikeRecord:
    """Two sources with many words in common: the share of each one's words that stand in the other, 0 to 1;
    ``words`` is how many of ``one`` these are.
    """

    one: SourceId
    other: SourceId
    share_of_one: float
    share_of_other: float
    words: int

    @property
    def contained(self) -> SourceId | None:
        """The one that is all but wholly in the other, which has much more; None where neither is."""
        low, high = sorted((self.share_of_one, self.share_of_other))
        if high < 0.8 or low > 0.75 * high:
            return None
        return self.one if self.share_of_one == high else self.other

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
    def turned(self) -> AlikeRecord:
        """The same pair the other way round; ``words`` stays what it was."""
        return AlikeRecord(self.other, self.one, self.share_of_other, self.share_of_one, self.words)

    @property
    def contained(self) -> SourceId | None:
        """The one that is all but wholly in the other, which has much more; None where neither is."""
        low, high = sorted((self.share_of_one, self.share_of_other))
        if high < 0.8 or low > 0.75 * high:
            return None
        return self.one if self.share_of_one == high else self.other


@record
class CopyRecord:
    """Two images that are one picture, as it is or compressed, resized or converted otherwise.

    ``distance`` is in how many of 64 signs of the picture they differ.
    """

    one: SourceId
    other: SourceId
    distance: int


@record
class KinRecord:
    """What sources of a project have in common, and ``said``: what its images say of themselves."""

    alike: tuple[AlikeRecord, ...] = ()
    copies: tuple[CopyRecord, ...] = ()
    said: tuple[tuple[SourceId, tuple[tuple[str, str], ...]], ...] = ()

    def of(self, source: SourceId) -> KinRecord:
        """The same for one source, which is ``one`` in every pair of it."""
        mine = [pair for pair in self.alike if source in (pair.one, pair.other)]
        copies = [pair for pair in self.copies if source in (pair.one, pair.other)]
        return KinRecord(
            tuple(pair if pair.one == source else pair.turned for pair in mine),
            tuple(CopyRecord(source, p.other if p.one == source else p.one, p.distance) for p in copies),
            tuple(said for said in self.said if said[0] == source),
        )

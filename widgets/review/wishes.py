"""What a person decides in a review; a panel makes changes of it."""

from __future__ import annotations

from db.records import record


@record
class LooksRight:
    """It stays where it was carried to; of what is lost: it is not in this draft."""

    entity: str


@record
class NotHere:
    """It is at none of the places where it may stand in this draft."""

    entity: str


@record
class PutAt:
    """It stands on these words (code points of the current draft)."""

    entity: str
    start: int
    end: int


@record
class PutOnSelected:
    """It stands on the words selected in the article."""

    entity: str


@record
class LookedAt:
    """A changed sentence was looked at."""

    start: int
    end: int


@record
class FixMade:
    """The draft has what this fix proposed."""

    fix: str


@record
class ReadDraft:
    """Words of a draft that is not the article's are wanted."""

    draft: str

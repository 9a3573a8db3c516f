"""What a review shows of one thing: where it stood, where it stands, and what became of it."""

from __future__ import annotations

from enum import StrEnum

from db.records import Outcome, record


class About(StrEnum):
    """What kind of thing an item is about."""

    CLAIM = "claim"
    FIX = "fix"
    QUERY = "query"
    SENTENCE = "sentence"


NEW = "new"
"""The outcome of a sentence that nobody has read yet."""
SEEN = "seen"
"""The outcome of a fix that the draft has."""
NOT_MADE = "not made"
"""The outcome of a fix that the draft does not have."""

TOLD = frozenset({NEW, NOT_MADE})
"""What is only told: nothing on the page settles it."""


@record
class Choice:
    """A place where something may stand (code points of the current draft), within its sentence.

    ``lead`` and ``tail`` are the words beside the sentence, a ¶ among them where another paragraph begins.
    """

    start: int
    end: int
    before: str
    words: str
    after: str
    paragraph: int = 0
    lead: str = ""
    tail: str = ""


@record
class ReviewItem:
    """One thing to look at; ``entity`` is blank for a sentence.

    ``before`` are the old words and ``after`` the new ones, blank where there are none. ``start`` and ``end``
    are where it stands in the current draft, equal where it has no place there. ``wanted`` is what a fix
    proposes, ``draft`` the number of the draft that changed, brought or made it. ``around`` is what the whole
    sentences said and say, where it is not these words themselves that changed, else blank. ``elsewhere`` is
    the draft on whose words it was put, if that is not one the current draft was made from, else blank;
    ``draft`` is that draft's number then.
    """

    key: str
    about: About
    entity: str
    outcome: str
    name: str
    paragraph: int
    before: str
    after: str
    start: int
    end: int
    choices: tuple[Choice, ...] = ()
    wanted: str = ""
    draft: int = 0
    around: tuple[str, str] = ("", "")
    elsewhere: str = ""

    @property
    def asks(self) -> bool:
        """Whether a person can settle it here."""
        return self.outcome not in TOLD


@record
class Review:
    """All that the current draft of an article asks for, and that draft's number (0 without an article)."""

    draft: int = 0
    items: tuple[ReviewItem, ...] = ()

    @property
    def asking(self) -> int:
        """How many of them wait for a person."""
        return sum(item.asks for item in self.items)


def group_of(item: ReviewItem) -> str:
    """The chip an item is found under: sentences and fixes have their own, all else goes by its outcome."""
    if item.outcome == NEW:
        return NEW
    if item.about is About.SENTENCE:
        return "sentences"
    if item.outcome in (SEEN, NOT_MADE):
        return "fixes"
    return Outcome.SPLIT.value if item.outcome == Outcome.MERGED else item.outcome

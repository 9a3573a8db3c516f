"""Drafts: what became of a stretch of one draft in the next."""

from __future__ import annotations

from enum import StrEnum

from db.records.articles import Span
from db.records.frozen import record
from db.records.ids import ArticleId, DraftId, TextId


class Outcome(StrEnum):
    """What became of a stretch of words, from the least to the most that a person has to look at.

    Words are the same where their letters, digits and signs such as % and $ are, and where quotation marks
    stand; case, dashes, commas, white space and the kind of quotation mark do not count.
    """

    UNCHANGED = "unchanged"
    """The same words, and in the same order with what stands around them."""
    MOVED = "moved"
    """The same words in another place: their context is to be looked at."""
    CHANGED = "changed"
    """Words went, came or became others: to be rechecked."""
    MERGED = "merged"
    """Its sentence was joined with another."""
    SPLIT = "split"
    """It stands in several sentences, or in several places, where it stood in one."""
    AMBIGUOUS = "ambiguous"
    """It may stand at any of the candidates: a person has to choose."""
    LOST = "lost"
    """Nothing in the new draft is like it."""


@record
class Carried:
    """Where a stretch of an old draft stands in the new one.

    Attributes: ``start`` and ``end`` are where it stands now; where it is lost or ambiguous both are the
    place where it stood, so that a review can show around it. ``candidates`` are the places to choose from
    where it is ambiguous, and the parts, in order, where it was split; else none. ``moved`` tells of changed,
    merged and split stretches whether they left their order too.
    """

    outcome: Outcome
    start: int
    end: int
    candidates: tuple[Span, ...] = ()
    moved: bool = False


def after(first: Outcome, second: Outcome) -> Outcome:
    """What became of a stretch over two steps of drafts: the one of both that asks more of a person.

    Moving there and back is moved, and changing back is changed: somebody has to have seen it.
    """
    order = list(Outcome)
    return max(first, second, key=order.index)


@record
class DraftRecord:
    """One draft of an article; ``n`` counts them from 1 by the order they were made in.

    ``based_on`` is the draft it was aligned with, blank for the first; ``original_name`` the file it came as.
    """

    id: DraftId
    article: ArticleId
    n: int
    current: bool
    text: TextId
    based_on: DraftId
    original_name: str
    person_name: str
    at: int


@record
class AnnotationRecord:
    """What the author put beside a draft's words: a footnote, an endnote or a comment.

    ``start == end`` where it is at a place and on no words. ``taken`` is what was made of it: source, query,
    ignored, or blank.
    """

    draft: DraftId
    n: int
    start: int
    end: int
    kind: str
    author: str
    text: str
    taken: str

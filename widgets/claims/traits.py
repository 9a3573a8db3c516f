"""What claims can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from db.records import ClaimRecord, ClaimStatus, Question, record


class Facet(StrEnum):
    """A side of a claim that has values; the last seven are there or not."""

    STATUS = "status"
    SO = "so"
    SAID = "said"
    KIND = "kind"
    SPEAKER = "speaker"
    ASSIGNEE = "assignee"
    TAG = "tag"
    DIFFER = "differ"
    CONFLICT = "conflict"
    NO_EVIDENCE = "no evidence"
    QUERY = "query"
    FIX = "fix"
    RECHECK = "recheck"
    QUOTE = "quote"


SIGNS = (Facet.RECHECK, Facet.DIFFER, Facet.CONFLICT, Facet.NO_EVIDENCE, Facet.QUOTE, Facet.QUERY, Facet.FIX)
VALUED = (Facet.SO, Facet.SAID, Facet.KIND, Facet.SPEAKER, Facet.ASSIGNEE, Facet.TAG)

NOTHING = ""
"""The value of a claim nobody rated or nobody is assigned to."""

_THERE: tuple[str, ...] = ("there",)
_NOT_THERE: tuple[str, ...] = ()
_NOT_RATED = (NOTHING,)


class Trait(NamedTuple):
    """One value of one facet, such as the status *open*; of a rating its number."""

    facet: Facet
    value: str = "there"


@record
class Filter:
    """Which claims to show: every word of ``text`` stands in the claim somewhere, and of every facet that
    has traits among ``chosen`` it has one of them."""

    text: str = ""
    chosen: frozenset[Trait] = frozenset()

    @property
    def tokens(self) -> tuple[str, ...]:
        """What has to occur, as ``words_of`` spells it."""
        return tuple(self.text.casefold().split())

    def __bool__(self) -> bool:
        return bool(self.tokens or self.chosen)


class Order(StrEnum):
    """How the list is sorted; claims that are alike stand as in the text."""

    PLACE = "place"
    NUMBER = "number"
    STATUS = "status"
    VERDICT = "verdict"
    CHANGED = "changed"
    ASSIGNEE = "assignee"


def words_of(claim: ClaimRecord) -> str:
    """What a search looks through, in one case."""
    words = [claim.number, claim.wording, claim.quote, claim.speaker, claim.through, claim.close_reason]
    words += [verdict.rationale for verdict in claim.verdicts]
    words += claim.tags
    for joined in claim.joined:
        words += [joined.number, joined.wording]
    return "\n".join(words).casefold()


def _ratings(claim: ClaimRecord, question: Question) -> tuple[str, ...]:
    """Every rating somebody gave: a claim on which checkers differ is found under each of them."""
    given = [str(v.rating) for v in claim.verdicts if v.rating and v.question is question]
    return _NOT_RATED if not given else (given[0],) if len(given) == 1 else tuple(dict.fromkeys(given))


VALUES: Mapping[Facet, Callable[[ClaimRecord], tuple[str, ...]]] = {
    Facet.STATUS: lambda c: (c.status,),
    Facet.SO: lambda c: _ratings(c, Question.SO),
    Facet.SAID: lambda c: _ratings(c, Question.SAID) if c.speaker else (),
    Facet.KIND: lambda c: (c.kind,) if c.kind else (),
    Facet.SPEAKER: lambda c: (c.speaker,) if c.speaker else (),
    Facet.ASSIGNEE: lambda c: (c.assignee,),
    Facet.TAG: lambda c: c.tags,
    Facet.DIFFER: lambda c: _THERE if c.difference else _NOT_THERE,
    Facet.CONFLICT: lambda c: _THERE if c.conflicts else _NOT_THERE,
    Facet.NO_EVIDENCE: lambda c: _NOT_THERE if c.evidence else _THERE,
    Facet.QUERY: lambda c: _THERE if c.queries else _NOT_THERE,
    Facet.FIX: lambda c: _THERE if c.fixes else _NOT_THERE,
    Facet.RECHECK: lambda c: _THERE if c.recheck else _NOT_THERE,
    Facet.QUOTE: lambda c: _THERE if c.doubts else _NOT_THERE,
}
"""The values a claim has of each facet."""


def _number(claim: ClaimRecord) -> tuple[str, int, str]:
    """MC9 before MC14: the initials, then the serial as a number."""
    # What stands behind the dot tells apart numbers given twice, in two copies.
    number, _, copy = claim.number.partition("·")
    initials = number.rstrip("0123456789")
    return initials, int(number[len(initials) :][:18] or 0), copy


_STANDING = {ClaimStatus.OPEN: 0, ClaimStatus.RATED: 1, ClaimStatus.CLOSED: 2}


def _verdict(claim: ClaimRecord) -> int:
    """Those that need a word first: checkers differ, then by rating, then those nobody rated."""
    if claim.differs(Question.SO):
        return 0
    return claim.rating(Question.SO) or 10


_SORT: Mapping[Order, Callable[[ClaimRecord], Any]] = {
    Order.PLACE: lambda _: 0,
    Order.NUMBER: _number,
    Order.STATUS: lambda c: _STANDING[c.status],
    Order.VERDICT: _verdict,
    Order.CHANGED: lambda c: -c.changed_at,
    Order.ASSIGNEE: lambda c: (not c.assignee, c.assignee.casefold()),
}


def sort_key(order: Order) -> Callable[[ClaimRecord], Any]:
    """What that order compares before the place in the text."""
    return _SORT[order]

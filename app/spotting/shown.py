"""How many suggestions are shown: those that rank highest, and of an article no more than a share of it.

The scores were learned from debates and stand too high on news: from the model's own threshold on (307, the
best F1 there) six in ten sentences of news are suggested. So two bounds are set, measured by
``benchmarks.suggested``: from a rank of ``LEAST`` on precision is 0.96 and recall 0.75 on the development
set of CheckThat! 2024, 0.95 and 0.57 on what the model was trained with, and it takes in 31 of 100 sentences
of 201 American news articles; in an article where it takes in more, the best third is shown. A short article
shows ten where so many rank ``LEAST_OF_FEW`` (precision 0.87 and 0.83, recall 0.91 and 0.82): who reads
thirty sentences anyway loses more by one that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.spotting.records import SpottedSentence

LEAST = 650
"""The least rank that is shown by default."""
SHARE = 33
"""The most that is shown by default, in per cent of the article's sentences."""
LEAST_OF_FEW = 400
"""The least rank that is shown by default of a short article."""
FEW = 10
"""A short article shows so many by default, even where they are more than a third of it."""
_REPORTED, _DOUBTED, _CONTRADICTING = 700, 150, 1000
_DOUBTFUL = frozenset({"claims", "accuses", "denies"})


def rank_of(one: SpottedSentence, *, scored: bool) -> int:
    """Where a sentence stands among those shown; 0 for one that is none.

    What contradicts another sentence comes first, and what somebody claims, denies or accuses another of
    before what scores as high. Without scores for the language, what somebody says is all that can be told.
    """
    if one.no_check:
        return 0
    doubted = any(said.act in _DOUBTFUL for said in one.attributions)
    told = one.score if scored else _REPORTED if one.attributions else 0
    return told + (_DOUBTED if doubted else 0) + (_CONTRADICTING if one.contradicts else 0)


def least_rank(ranks: Iterable[int], sentences: int, share: int = SHARE) -> int:
    """The rank from which on suggestions are shown, so that they are at most that share of the sentences.

    ``share`` is 0 to 100 per cent; above the default lower ranks are taken in too, at 100 every one there is.
    Of a short article more are shown than that, up to ``FEW``, and fewer with a share below the default.
    """
    floor = LEAST if share <= SHARE else round(LEAST * (100 - share) / (100 - SHARE))
    most, few = ceil(sentences * share / 100), min(FEW, ceil(FEW * share / SHARE))
    if most < few:
        most, floor = few, min(floor, LEAST_OF_FEW)
    ranked = sorted((rank for rank in ranks if rank >= max(1, floor)), reverse=True)
    if len(ranked) <= most:
        return max(1, floor)
    # Of those that rank the same all are shown or none.
    return ranked[most] + 1

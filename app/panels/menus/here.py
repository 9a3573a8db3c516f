"""Which commands the article's context menu begins with."""

from __future__ import annotations

_FACT = ("fact.tick", "fact.tick_other", "fact.untick", "fact.dismiss", "fact.kind")
_WORDS = ("article.mark", "article.nothing", "claim.fix", "claim.query")
_CLAIM = ("claim.evidence", "claim.close")


def here(*, ticking: bool, claim: bool) -> tuple[str, ...]:
    """The ids of what is done to the words stood on: while ticking their facts, with a claim its own too."""
    return (*(_FACT if ticking else ()), *_WORDS, *(_CLAIM if claim else ()))

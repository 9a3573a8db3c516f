"""Which commands the article's context menu begins with."""

from __future__ import annotations

_FACT = ("fact.tick", "fact.tick_other", "fact.untick", "fact.dismiss", "fact.kind")
_WORDS = ("article.mark", "article.nothing", "claim.fix", "claim.query")
_CLAIM = ("claim.evidence", "claim.close")
_SUGGESTION = ("claim.accept", "fact.dismiss", "claim.why")


def here(*, ticking: bool, claim: bool, suggestion: bool) -> tuple[str, ...]:
    """The ids of what is done to the words stood on: while ticking their facts, with a claim its own too."""
    first = _FACT if ticking else _SUGGESTION if suggestion else ()
    return (*first, *_WORDS, *(_CLAIM if claim else ()))

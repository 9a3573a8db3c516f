"""Whether two texts look like drafts of one article: by the sentences they share, letter for letter."""

from __future__ import annotations

from collections.abc import Iterable

_WORTH = 24
"""Sentences of fewer letters and figures say little."""
_SHARE = 0.25
"""The share of the shorter text's sentences that must be in both."""
_LEAST = 3
"""How many must be in both, or all of a text that has fewer."""

Telling = frozenset[str]
"""The sentences of a text that tell it from others, by their letters and figures alone."""


def telling(text: str, spans: Iterable[tuple[int, int]]) -> Telling:
    """What a text is known by; ``spans`` are its sentences, in code points."""
    plain = (_plain(text[start:end]) for start, end in spans)
    return frozenset(words for words in plain if len(words) >= _WORTH)


def likeness(old: Telling, new: Telling) -> float:
    """The share of the shorter one's sentences that both have; 0 where that is too little for two drafts."""
    shared = len(old & new)
    share = shared / max(1, min(len(old), len(new)))
    return share if shared >= max(1, min(_LEAST, len(old))) and share >= _SHARE else 0.0


def _plain(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())

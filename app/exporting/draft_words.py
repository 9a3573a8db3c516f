"""What a new draft did to a claim's words, as the sheet tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.exporting.claim_data import SheetClaim

_WORDS: Mapping[str, str] = {
    "changed": "Words changed in {0}, not looked at yet.",
    "split": "Split in {0}, not looked at yet.",
    "merged": "Merged with other words in {0}, not looked at yet.",
    "ambiguous": "It may stand elsewhere in {0}; nobody has chosen a place yet.",
    "lost": "Not found in {0}, not looked at yet.",
    "gone": "Not in {0}.",
}

_SHORT: Mapping[str, str] = {
    "changed": "Δ words changed in {0}",
    "split": "÷ split in {0}",
    "merged": "+ merged in {0}",
    "ambiguous": "? place to be chosen in {0}",
    "lost": "✗ not found in {0}",
    "gone": "✗ not in {0}",
}

_NOW = frozenset({"ambiguous", "gone"})
"""What holds of the draft that is read now, whichever one brought it about."""

TOLD = frozenset(_WORDS)
"""What of a claim is told: somebody has to look, or has seen that it is gone."""


def told_in(carried: str, changed: Sequence[int], current: int) -> tuple[int, ...]:
    """The numbers of the drafts to name with an outcome: those that changed the words, or the current one."""
    if carried not in TOLD:
        return ()
    if carried in _NOW or not changed:
        return (current,)
    return tuple(changed[-1:] if carried == "lost" else changed)


def draft_words(c: SheetClaim) -> str:
    """What the reader should know about the words a claim stands on; nothing where they are as judged."""
    return carried_words(c.carried, c.carried_in)


def short_draft_words(c: SheetClaim) -> str:
    """The same for a list of claims, with the sign the window has for it; nothing where somebody looked."""
    return _SHORT[c.carried].format(_drafts(c.carried_in)) if c.carried in _SHORT else ""


def carried_words(carried: str, drafts: Sequence[int]) -> str:
    """That for an outcome and the numbers of the drafts to name (``told_in``)."""
    return _WORDS[carried].format(_drafts(drafts)) if carried in _WORDS else ""


def _drafts(numbers: Sequence[int]) -> str:
    *before, last = map(str, numbers)
    return f"drafts {', '.join(before)} and {last}" if before else f"draft {last}"


def old_words(c: SheetClaim) -> str:
    """The words that were judged, where they are not the ones quoted."""
    return c.was if c.carried and c.was != c.quote else ""

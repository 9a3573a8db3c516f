"""What a new draft did to a claim's words, as the sheet tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.exporting.sheet_data import SheetClaim

_CHANGED = "Words changed in draft {0}, not looked at yet."
_WORDS: Mapping[str, str] = {
    "changed": _CHANGED,
    "split": "Split in draft {0}, not looked at yet.",
    "merged": "Merged with other words in draft {0}, not looked at yet.",
    "ambiguous": "It may stand elsewhere in draft {0}; nobody has chosen a place yet.",
    "lost": "Not found in draft {0}, not looked at yet.",
    "gone": "Not in draft {0}.",
}

_SHORT: Mapping[str, str] = {
    "changed": "Δ words changed in draft {0}",
    "split": "÷ split in draft {0}",
    "merged": "+ merged in draft {0}",
    "ambiguous": "? place to be chosen in draft {0}",
    "lost": "✗ not found in draft {0}",
    "gone": "✗ not in draft {0}",
}

TOLD = frozenset(_WORDS)
"""What of a claim is told: somebody has to look, or has seen that it is gone."""


def draft_words(c: SheetClaim) -> str:
    """What the reader should know about the words a claim stands on; nothing where they are as judged."""
    return carried_words(c.carried, c.carried_to)


def short_draft_words(c: SheetClaim) -> str:
    """The same for a list of claims, with the sign the window has for it; nothing where somebody looked."""
    return _SHORT[c.carried].format(c.carried_to) if c.carried in _SHORT else ""


def carried_words(carried: str, draft: int) -> str:
    """That for an outcome and the number of the current draft."""
    return _WORDS[carried].format(draft) if carried in _WORDS else ""


def old_words(c: SheetClaim) -> str:
    """The words that were judged, where they are not the ones quoted."""
    return c.was if c.carried and c.was != c.quote else ""

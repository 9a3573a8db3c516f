"""What became of words in a new draft: a sign, words and a tone, so that nothing depends on colour."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from db.records import ClaimRecord, Outcome
from widgets.review.items import NEW, NOT_MADE, SEEN

_CONTEXT = "OutcomeWords"
GONE = "gone"

_LOOKS = {
    Outcome.UNCHANGED.value: ("=", "unchanged", "true"),
    Outcome.MOVED.value: ("↕", "moved", "unrated"),
    Outcome.CHANGED.value: ("Δ", "changed", "mixed"),
    Outcome.SPLIT.value: ("÷", "split", "misleading"),
    Outcome.MERGED.value: ("+", "merged", "misleading"),
    Outcome.AMBIGUOUS.value: ("?", "ambiguous: choose", "differ"),
    Outcome.LOST.value: ("✗", "lost", "false"),
    GONE: ("✗", "not in this draft", "unknown"),
    NEW: ("*", "unread", "unrated"),
    SEEN: ("✓", "made", "true"),
    NOT_MADE: ("○", "not made", "unknown"),
}

_SENTENCES = {
    Outcome.CHANGED.value: "Δ its words changed in a new draft: look again",
    Outcome.SPLIT.value: "÷ split in a new draft: look again",
    Outcome.MERGED.value: "+ merged with other words in a new draft: look again",
    Outcome.AMBIGUOUS.value: "? it may stand elsewhere in the new draft: choose",
    Outcome.LOST.value: "✗ not found in the new draft: look for it",
    Outcome.MOVED.value: "↕ moved in a new draft",
    GONE: "✗ not in the current draft",
}


def _said(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)


def outcome_sign(outcome: str) -> str:
    """The one character of an outcome."""
    return _LOOKS[outcome][0] if outcome in _LOOKS else "·"


def outcome_words(outcome: str) -> str:
    """What an outcome is called; one of a later program as it is."""
    return _said(_LOOKS[outcome][1]) if outcome in _LOOKS else outcome


def claim_outcome_words(claim: ClaimRecord) -> str:
    """What became of a claim's words, in short."""
    if claim.apart:
        return _said("on draft {0}").format(claim.apart)
    return outcome_words(claim.carried)


def outcome_tone(outcome: str) -> str:
    """The tone of the theme an outcome is shown in."""
    return _LOOKS[outcome][2] if outcome in _LOOKS else "unrated"


def carried_words(claim: ClaimRecord) -> str:
    """What a new draft did to a claim's words, where a person should know; else nothing."""
    if claim.apart:
        return _said("✗ made on draft {0}, which is not the current one").format(claim.apart)
    return _said(_SENTENCES[claim.carried]) if claim.carried in _SENTENCES else ""

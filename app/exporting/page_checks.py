"""A quote check as the page template takes it."""

from __future__ import annotations

from typing import Any

from app.exporting.check_words import seen_words
from app.exporting.claim_data import SheetCheck

Page = dict[str, Any]

_AROUND = 60
"""So many characters of a passage are printed before and behind what differs."""


def check_page(check: SheetCheck | None) -> Page | None:
    """Sign, words and, of a passage found nearly, what differs with the words around it."""
    if check is None:
        return None
    last = len(check.parts) - 1
    return {
        "outcome": check.outcome,
        "sign": check.sign,
        "words": f"Quote {check.words}" if check.outcome in _FOUND else f"Quote: {check.words}",
        "seen": seen_words(check.seen_by),
        "parts": [
            {"turn": turn, "text": _cut(text, at, last) if turn == "same" else text}
            for at, (turn, text) in enumerate(check.parts)
        ],
    }


_FOUND = ("exact", "near", "absent", "elsewhere")


def _cut(text: str, at: int, last: int) -> str:
    before = "" if at == 0 else text[:_AROUND]
    behind = "" if at == last else text[-_AROUND:]
    if len(text) <= len(before) + len(behind) + 1:
        return text
    return f"{before} … {behind}" if before and behind else f"{before} …" if before else f"… {behind}"

"""What is told of claims that were joined into another, on the same words: numbers are for life."""

from __future__ import annotations

from collections.abc import Sequence

from app.exporting.claim_data import SheetJoined


def joined_numbers(joined: Sequence[SheetJoined]) -> str:
    """``(joined: AB3, BR1)`` beside the number of the claim they are part of; blank where there are none."""
    return f"(joined: {', '.join(one.number for one in joined)})" if joined else ""


def joined_line(one: SheetJoined, day: str) -> str:
    """``AB3: The wording it had · Abel Brandt, 2026-11-16``, as far as it is known; ``day`` in words."""
    who = ", ".join(filter(None, (one.person, day)))
    return " · ".join(filter(None, (f"{one.number}: {one.wording}" if one.wording else one.number, who)))

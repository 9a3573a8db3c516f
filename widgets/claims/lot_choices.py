"""What can be picked for several claims: who is to check them, which tags they are to have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from db.records import ClaimRecord, PersonId, PersonRecord
from widgets.claims.picker import Choice, Held

_CONTEXT = "LotChoices"


def people_choices(
    people: Sequence[PersonRecord], me: PersonId, claims: Sequence[ClaimRecord]
) -> list[Choice]:
    """Whoever is at the keyboard first, then the others by name, then nobody, under an empty key."""
    assigned = {claim.assignee_id for claim in claims}
    held = Held.ALL if len(assigned) == 1 else Held.SOME
    you, nobody = (QCoreApplication.translate(_CONTEXT, words) for words in ("you", "nobody"))
    ordered = sorted(people, key=lambda person: (person.id != me, person.name.casefold()))
    choices = [Choice(p.id, p.name, you if p.id == me else p.initials) for p in ordered]
    choices.append(Choice("", nobody))
    return [choice._replace(held=held if choice.key in assigned else Held.NONE) for choice in choices]


def tag_choices(tags: Iterable[str], claims: Sequence[ClaimRecord]) -> list[Choice]:
    """Every tag in use, in alphabetical order, with whether all, some or none of the claims have it."""
    choices: list[Choice] = []
    counts = Counter(tag for claim in claims for tag in claim.tags)
    for tag in sorted({*tags, *counts}, key=str.casefold):
        count = counts[tag]
        held = Held.NONE if not count else Held.ALL if count == len(claims) else Held.SOME
        choices.append(Choice(tag, tag, held=held))
    return choices

"""What spotting finds in an article, as plain records."""

from __future__ import annotations

from db.records.frozen import record


@record
class Reason:
    """Why a sentence is worth checking, or is not.

    ``code`` says what spoke ("money", "past", "wording", …), ``words`` are the words of the sentence that
    carried it (blank where the sentence as a whole did), ``weight`` is its share of all that spoke, in per
    mille, below nought where it spoke against.
    """

    code: str
    words: str
    weight: int

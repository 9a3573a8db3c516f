"""What the program suggests to check, or not to check, with its reasons: never a claim until a person says
so."""

from __future__ import annotations

from db.records.frozen import record


@record
class SuggestionRecord:
    """What is suggested of one sentence (code points of the draft's text).

    ``score`` is 0 to 1000, how worth checking it is; ``rank`` the order in which sentences are shown: the
    score, and more where somebody's claim is reported or the article contradicts itself. ``no_check`` says
    why there may be nothing to check (opinion, prediction, rhetoric, question), blank where a claim is
    suggested. ``details`` are packed: ``app.spotting.packed`` unpacks them for the one that is looked at.
    """

    start: int
    end: int
    score: int
    rank: int
    no_check: str
    details: str


@record
class ReasonRecord:
    """Why: ``code`` says what spoke, ``words`` of the sentence carried it; ``weight`` is its share of all
    that spoke, in per mille, below nought where it spoke against."""

    code: str
    words: str
    weight: int


@record
class OtherPlace:
    """Another sentence of the article, told of with this one; ``words`` are what differs, blank for
    nothing."""

    start: int
    words: str = ""


@record
class FactFound:
    """A fact a sentence holds (code points of the draft's text): ``kind`` as a ``FactKind`` is called."""

    start: int
    end: int
    kind: str


@record
class SuggestionDetails:
    """What was found in a sentence: its reasons, and what a claim on it is filled with.

    ``through`` are those in whose words the speaker is told, the nearest first; ``act`` a speech act or
    blank. ``hedges`` are words such as “alleged”. ``repeats`` are earlier sentences that say the same,
    ``contradicts`` sentences that say it differently; ``facts`` are what must be right in it, in order.
    """

    kind: str
    reasons: tuple[ReasonRecord, ...] = ()
    speaker: str = ""
    through: tuple[str, ...] = ()
    act: str = ""
    cue: str = ""
    wording: str = ""
    hedges: tuple[str, ...] = ()
    no_check_words: str = ""
    repeats: tuple[OtherPlace, ...] = ()
    contradicts: tuple[OtherPlace, ...] = ()
    facts: tuple[FactFound, ...] = ()

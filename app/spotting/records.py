"""What spotting finds in an article, as plain records."""

from __future__ import annotations

from app.spotting.facts import Fact
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


Spans = tuple[tuple[int, int], ...]
"""Half-open stretches in code points of a text, in order."""


@record
class Attribution:
    """Who says something, in which words, and what.

    ``source_span`` and ``cue_span`` are code points of the text, (0, 0) where nothing stands there;
    ``content`` are the stretches of what is said, the quotation marks with it. ``act`` is asserts, claims,
    suggests, accuses, denies, predicts or promises. ``speaker`` is the source, or whom it stands for where
    it is a word such as “he” or “the report” and somebody was named before. ``through`` are the sources in
    whose words this is told, the nearest first. ``hedges`` are words of the sentence such as “alleged”.
    """

    source: str
    source_span: tuple[int, int]
    cue: str
    cue_span: tuple[int, int]
    content: Spans
    act: str
    quoted: bool = False
    negated: bool = False
    speaker: str = ""
    through: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()


@record
class SpottedSentence:
    """What was found in one sentence; offsets are code points of the article's text.

    ``score`` is 0 to 1000, 0 where nothing scores this language. ``kind`` is quotation, reported, number or
    statement. ``no_check`` says why there may be nothing to check: opinion, prediction, rhetoric, question,
    or blank; ``no_check_words`` are the words that say so. ``hedges`` are words such as “alleged”.
    ``repeats`` are the starts of earlier sentences that say the same; ``contradicts`` the starts of others
    that say it differently, with what differs.
    """

    start: int
    end: int
    score: int
    suggested: bool
    kind: str
    reasons: tuple[Reason, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    facts: tuple[Fact, ...] = ()
    no_check: str = ""
    no_check_words: str = ""
    hedges: tuple[str, ...] = ()
    repeats: tuple[int, ...] = ()
    contradicts: tuple[tuple[int, str], ...] = ()


@record
class SpottedArticle:
    """All sentences of an article, and what there is not for its language, as codes of ``spot``.

    ``note`` says why the pipeline that was asked for did not read it, blank where it did or none was.
    """

    language: str
    sentences: tuple[SpottedSentence, ...]
    missing: tuple[str, ...]
    note: str = ""

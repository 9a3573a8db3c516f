"""Sentences with nothing to check: questions, opinions, predictions, rhetoric; English, and conservative.

A figure, a superlative or a report of what somebody did keeps a sentence from being called any of these: a
person looks at it anyway, and what is proposed wrongly costs more than what is not proposed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.spotting.facts import Fact
from app.spotting.records import Attribution

_QUESTION = re.compile(r"[?؟？][\"”’')\]]*\s*$")
_OPINION = re.compile(
    r"\b(?:I|we) (?:\w+ly )?(?:think|believe|feel|hope|wish|guess|suppose|doubt|love|hate|prefer|admire)\b"
    r"|\bin my (?:view|opinion)\b|\b(?:should|ought to|must)(?: not)? (?:be |have )?\w+"
    r"|\bit is (?:\w+ )?(?:crucial|vital|wrong|right|important|shameful|outrageous|terrible|sad|time)\b"
    r"|\b(?:disgraceful|wonderful|marvellous|awful|appalling|delightful|dreadful|shameful|outrageous)\b",
    re.I,
)
_PREDICTION = re.compile(
    r"\b(?:will|won't|won’t|shall)(?: not| likely| probably| soon| never| also)? (?:be|have|\w{3,})\b"
    r"|\b(?:is|are) (?:likely|expected|set|bound|going|poised|due) to\b",
    re.I,
)
_JUDGED = re.compile(
    r"^[\"“‘']?(?:this|that|these|those|such an?|such) "
    r"(?:(?!(?:stud(?:y|ie)|report|survey|poll|chart|map|result|finding|document|letter)s?\b)[a-z]+ ){0,2}?"
    r"(?:indicates?|suggests?|shows?|signals?|underscores?|underlines?|reflects?|demonstrates?|highlights?"
    r"|illustrates?|means?|speaks volumes|points? to)\b",
    re.I,
)
# What is done raises, shows or sends nothing by itself: somebody reads it so. Not “to raise”, “who raise”.
_RAISED = re.compile(
    r"(?<!\bto )(?<!\bwho )(?<!\bthat )\b(?:raises? (?:[a-z]+ )?(?:questions|concerns|doubts|fears|eyebrows)"
    r"|(?:underscores?|underlines?|highlights?|illustrates?) (?:the (?:[a-z]+ )?(?:need|importance"
    r"|complexit(?:y|ies)|urgency|dangers?|risks?|challenges?|fragility|gravity|difficult(?:y|ies)|severity)|how|why)"
    r"|sends? a (?:[a-z]+ )?(?:message|signal)|speaks volumes|serves? as a (?:[a-z]+ )?reminder)\b",
    re.I,
)
_RHETORIC = re.compile(
    r"^[\"“‘']?(?:let us|let's|let’s|imagine|thank you|thanks|good (?:morning|evening|night)|god bless"
    r"|welcome|hello|needless to say|make no mistake|the truth is simple|enough is enough)\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|has|have|said|told|made|took|went|came|found|won|lost|sold|bought|paid|\w{3,}ed)\b",
    re.I,
)
_FIGURE = re.compile(r"\d")
_FIRM = frozenset({"number", "superlative"})


def no_check(
    text: str, facts: Sequence[Fact], attributions: Sequence[Attribution], english: bool = True
) -> tuple[str, str]:
    """Why a sentence has nothing to check, and its words that say so; two blanks where it may have.

    ``text`` is the sentence, ``facts`` and ``attributions`` are its own; of a language that is not English
    only questions are told.
    """
    judged = _judged(text) if english and not attributions else None
    if judged and not _FIGURE.search(text) and not any(fact.kind == "superlative" for fact in facts):
        # What a gesture shows somebody judges; “the two countries” is no figure to check.
        return "opinion", judged[0].strip("\"“‘'")
    if any(fact.kind in _FIRM for fact in facts):
        return "", ""
    asked = _QUESTION.search(text)
    if asked and not attributions:
        return "question", asked[0].strip()
    if not english:
        return "", ""
    rhetoric = _RHETORIC.search(text)
    if rhetoric:
        return "rhetoric", rhetoric[0].strip("\"“‘'")
    if attributions or any(fact.kind == "date" for fact in facts):
        return "", ""
    opinion = _OPINION.search(text)
    prediction = _PREDICTION.search(text)
    if prediction and not _PAST.search(text, 0, prediction.start()):
        # “It will be crucial to …” judges more than it foretells.
        kind = (
            "opinion" if re.search(r"\bwill be (?:crucial|vital|important)\b", text, re.I) else "prediction"
        )
        return kind, prediction[0]
    if opinion and not _PAST.search(text):
        return "opinion", opinion[0]
    return "", ""


def _judged(text: str) -> re.Match[str] | None:
    """Words by which somebody says what a thing shows or means; none after what happened."""
    raised = _RAISED.search(text)
    return _JUDGED.search(text) or (raised if raised and not _PAST.search(text, 0, raised.start()) else None)

"""What is said of suggestions: reasons, acts, languages, and what there is not for a language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from db.records.suggestions import ReasonRecord, SuggestionDetails
from widgets.language_words import language_name

_CONTEXT = "SuggestionWords"
_REASONS = {
    "money": "a sum of money",
    "percent": "a percentage",
    "number": "a figure",
    "large_number": "a large figure",
    "year": "a year",
    "name": "a name",
    "comparison": "a comparison",
    "first_or_only": "first, only, never: easy to get wrong",
    "past": "says that something happened",
    "report": "reports what somebody said",
    "wording": "wording that often needs checking",
    "attributed": "somebody is quoted as saying so",
    "first_person": "speaks of the speaker",
    "opinion": "sounds like an opinion",
    "intention": "an intention",
    "possibility": "a possibility",
    "question": "a question",
    "you": "speaks to the reader",
    "others": "speaks of others",
    "length": "how long the sentence is",
    "we": "speaks of “us”",
    "negation": "says that something is not so",
    "no_name_no_figure": "neither a name nor a figure",
}
_AGAINST = "less so: {0}"
_NO_CHECK = {
    "opinion": "an opinion",
    "prediction": "a prediction",
    "rhetoric": "rhetoric",
    "question": "a question",
}
_ACTS = {
    "asserts": "asserts",
    "claims": "claims",
    "suggests": "suggests",
    "accuses": "accuses",
    "denies": "denies",
    "predicts": "predicts",
    "promises": "promises",
}
_MISSING = {
    "scores": "how worth checking a sentence is",
    "no_check": "opinions, predictions and rhetoric",
    "repeats": "repeated and contradicting sentences",
    "attribution": "who says what",
}


def _tr(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)


def reason_words(reasons: Sequence[ReasonRecord]) -> list[str]:
    """The reasons in lines, the weightiest first: the words that carry each, and what they are."""
    lines: dict[str, list[str]] = {}
    for reason in reasons:
        what = _tr(_REASONS.get(reason.code, _REASONS["wording"]))
        told = _tr(_AGAINST).format(what) if reason.weight < 0 else what
        words = lines.setdefault(told, [])
        if reason.words and reason.words not in words:
            words.append(reason.words)
    return [
        f"{', '.join(f'“{one}”' for one in words)}: {told}" if words else told
        for told, words in lines.items()
    ]


def no_check_words(code: str) -> str:
    """What a sentence without anything to check is, as “an opinion”."""
    return _tr(_NO_CHECK.get(code, code))


def said_words(details: SuggestionDetails) -> str:
    """Who says so, with which act, and in whose words it is told; blank where nobody does."""
    if not details.speaker:
        return ""
    act = _tr(_ACTS.get(details.act, "says"))
    if details.through:
        return _tr("Said by {0} ({1}), through {2}").format(details.speaker, act, ", ".join(details.through))
    return _tr("Said by {0} ({1})").format(details.speaker, act)


def missing_words(language: str, missing: Sequence[str]) -> str:
    """What there is not for this article, in a sentence; blank where all there is is there."""
    if "model" in missing:
        return _tr(
            "The model for scores is missing or damaged: what somebody says is suggested all the same. "
            "Install Tickmark again to get it back."
        )
    if "language" in missing:
        return _tr(
            "Which language this is could not be told, so only questions are suggested: set it in the "
            "article’s details. Numbers, dates and quotations are found all the same."
        )
    told = [_tr(_MISSING[code]) for code in missing if code in _MISSING]
    if not told:
        return ""
    words = _tr("For {0} there is not: {1}. Sentences, numbers, dates and quotations are found.")
    return words.format(language_name(language), "; ".join(told))

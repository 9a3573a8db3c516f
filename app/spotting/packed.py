"""What was found in a sentence, packed for the way out of the child and for keeping; unpacked one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from app.spotting.records import Attribution, SpottedSentence
from app.spotting.shown import rank_of
from db.records.suggestions import FactFound, OtherPlace, ReasonRecord, SuggestionDetails, SuggestionRecord

_DOUBTFUL = ("claims", "accuses", "denies")
# What is said can stand for itself where it begins like a clause and not like the rest of one.
_REST = re.compile(
    r"(?:to|of|for|from|in|on|by|with|as|if|whether|is|are|was|were|be|been|being|has|have|had|will|would|can"
    r"|could|may|might|must|shall|should|do|does|did|not|who|which|what|how|why|when|where|it|\w+ing)\b",
    re.I,
)
_CLAUSES = frozenset({"asserts", "claims", "suggests", "predicts"})
_LEAST_WORDS = 4
_MARKS = "\"“”„‟«»‘’'‹› "


def packed(text: str, one: SpottedSentence, *, scored: bool) -> SuggestionRecord:
    """A sentence of ``text`` as the window has it."""
    details = _details(text, one)
    fields = (
        details.kind,
        [[r.code, r.words, r.weight] for r in details.reasons],
        [details.speaker, list(details.through), details.act, details.cue, details.wording],
        list(details.hedges),
        details.no_check_words,
        [place.start for place in details.repeats],
        [[place.start, place.words] for place in details.contradicts],
        [[fact.start, fact.end, fact.kind] for fact in details.facts],
    )
    words = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return SuggestionRecord(one.start, one.end, one.score, rank_of(one, scored=scored), one.no_check, words)


def unpacked(one: SuggestionRecord) -> SuggestionDetails:
    """All that was found in that sentence; raises ValueError, TypeError or KeyError for what is not packed
    so."""
    read: Any = json.loads(one.details)
    kind, reasons, said, hedges, no_check_words, repeats, contradicts, facts = read
    speaker, through, act, cue, wording = said
    return SuggestionDetails(
        kind=str(kind),
        reasons=tuple(ReasonRecord(str(code), str(words), int(weight)) for code, words, weight in reasons),
        speaker=str(speaker),
        through=tuple(map(str, through)),
        act=str(act),
        cue=str(cue),
        wording=str(wording),
        hedges=tuple(map(str, hedges)),
        no_check_words=str(no_check_words),
        repeats=tuple(OtherPlace(int(start)) for start in repeats),
        contradicts=tuple(OtherPlace(int(start), str(words)) for start, words in contradicts),
        facts=tuple(FactFound(int(start), int(end), str(kind)) for start, end, kind in facts),
    )


def _details(text: str, one: SpottedSentence) -> SuggestionDetails:
    said = _said(one.attributions)
    return SuggestionDetails(
        kind=_kind(one, said),
        reasons=tuple(ReasonRecord(r.code, r.words, r.weight) for r in one.reasons),
        speaker=_plain(said.speaker) if said else "",
        through=tuple(_plain(name) for name in said.through) if said else (),
        act=said.act if said else "",
        cue=said.cue if said else "",
        wording=_wording(text, said) if said else "",
        hedges=one.hedges,
        no_check_words=one.no_check_words,
        repeats=tuple(OtherPlace(start) for start in one.repeats),
        contradicts=tuple(OtherPlace(start, words) for start, words in one.contradicts),
        facts=tuple(FactFound(fact.start, fact.end, fact.kind) for fact in one.facts),
    )


def _kind(one: SpottedSentence, said: Attribution | None) -> str:
    """What kind of claim it is, as a claim's kinds are called; blank where none of them says it."""
    facts = {fact.kind for fact in one.facts}
    if said is not None and said.act == "accuses":
        return "accusation"
    if one.kind == "quotation":
        return "quotation"
    return next((kind for kind in ("superlative", "number", "date") if kind in facts), "")


def _said(several: Sequence[Attribution]) -> Attribution | None:
    """Whose claim it is: of those who are named the one furthest inside, before that one whose word is
    doubted."""
    named = [one for one in several if one.speaker.strip()]
    if not named:
        return None
    return max(named, key=lambda one: (len(one.through), one.act in _DOUBTFUL, -one.cue_span[0]))


def _wording(text: str, said: Attribution) -> str:
    """What is said, as a sentence of its own; blank where it is only the rest of one."""
    if said.negated or said.act not in _CLAUSES or len(said.content) != 1:
        return ""
    start, end = said.content[0]
    words = " ".join(text[start:end].split()).strip(_MARKS + ",;:–—")
    words = re.sub(r"^that ", "", words)
    if len(words.split()) < _LEAST_WORDS or _REST.match(words):
        return ""
    words = words[0].upper() + words[1:]
    return words if words[-1] in ".!?…。؟" else f"{words}."


def _plain(words: str) -> str:
    return " ".join(words.split())

"""An article read for what is worth checking: every sentence scored, with reasons, who says it and its facts.

Nothing here is a claim: it is proposed, and a person decides. What is proposed by default are the sentences
from the model's threshold on, and from half of it on those that report a claim, an accusation or a denial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.jobs.worker import Work
from app.spotting.attribution import attribute, hedges_of
from app.spotting.check_worthiness import ModelUnusable, Scorer, load, shipped
from app.spotting.cue_words import cue_words
from app.spotting.facts import Fact, find_facts
from app.spotting.languages import language_of
from app.spotting.no_check import no_check
from app.spotting.records import Attribution, Reason, SpottedArticle, SpottedSentence
from app.spotting.repeats import contradicting, repeated

if TYPE_CHECKING:
    from app.spotting.pipelines import Pipeline

Span = tuple[int, int]

SCORES, ATTRIBUTION, NO_CHECK, REPEATS, LANGUAGE, MODEL = (
    "scores",
    "attribution",
    "no_check",
    "repeats",
    "language",
    "model",
)
"""What there may not be: of the language, which language it is, or the model, which cannot be read."""

BATCH = 200
"""Sentences that are worked out together, so that results appear as they come."""

_DOUBTFUL = frozenset({"claims", "accuses", "denies"})


def missing(language: str, model_reads: bool = True) -> tuple[str, ...]:
    """Codes of what there is not for a language; blank means that nobody knows which it is."""
    english = language.startswith("en")
    absent = [] if language else [LANGUAGE]
    absent += [] if english else [SCORES, NO_CHECK, REPEATS]
    absent += [] if cue_words(language) else [ATTRIBUTION]
    absent += [] if model_reads else [MODEL]
    return tuple(absent)


def spot(
    text: str, spans: Sequence[Span], language: str, scorer: Scorer | None
) -> Iterator[tuple[SpottedSentence, ...]]:
    """The sentences of a text in order, a batch at a time; ``scorer`` is None where there is no model.

    ``spans`` are half-open, in order, apart. Time is linear in the text.
    """
    english, lexicon = language.startswith("en"), cue_words(language)
    attributions = attribute(text, spans, language)
    same: list[tuple[int, ...]] = repeated(text, spans) if english else [() for _ in spans]
    differing = contradicting(text, spans) if english else [() for _ in spans]
    for first in range(0, len(spans), BATCH):
        several = spans[first : first + BATCH]
        facts = _by_sentence(find_facts(text, several, language), several)
        batch: list[SpottedSentence] = []
        for i, (start, end) in enumerate(several):
            said = attributions[first + i]
            hedges = said[0].hedges if said else hedges_of(text, start, end, lexicon) if lexicon else ()
            one = _sentence(text[start:end], (start, end), said, facts[i], hedges, scorer, english)
            repeats, contradicts = same[first + i], differing[first + i]
            if repeats or contradicts:
                one = _with(one, repeats, contradicts)
            batch.append(one)
        yield tuple(batch)


def _sentence(
    words: str,
    span: Span,
    said: tuple[Attribution, ...],
    facts: tuple[Fact, ...],
    hedges: tuple[str, ...],
    scorer: Scorer | None,
    english: bool,
) -> SpottedSentence:
    score, reasons = 0, ()
    suggested = False
    why, why_words = no_check(words, facts, said, english)
    if scorer is not None:
        score = scorer.score(words)
        doubtful = any(one.act in _DOUBTFUL for one in said)
        least = scorer.weights.threshold // 2 if doubtful else scorer.weights.threshold
        suggested = score >= least and not why
        reasons = _reasons(scorer, words, said) if suggested else ()
    kind = _kind(facts, said)
    return SpottedSentence(*span, score, suggested, kind, reasons, said, facts, why, why_words, hedges)


def _reasons(scorer: Scorer, words: str, said: tuple[Attribution, ...]) -> tuple[Reason, ...]:
    told = tuple(Reason("attributed", one.cue, 0) for one in said[:1])
    return (*scorer.reasons(words), *told)


def _kind(facts: tuple[Fact, ...], said: tuple[Attribution, ...]) -> str:
    if any(one.quoted for one in said):
        return "quotation"
    if said:
        return "reported"
    return "number" if any(fact.kind == "number" for fact in facts) else "statement"


def _with(
    one: SpottedSentence, repeats: tuple[int, ...], contradicts: tuple[tuple[int, str], ...]
) -> SpottedSentence:
    """With what it repeats and contradicts; what contradicts another is proposed."""
    if not contradicts:
        return replace(one, repeats=repeats)
    return replace(
        one, suggested=True, no_check="", no_check_words="", repeats=repeats, contradicts=contradicts
    )


def _by_sentence(facts: Sequence[Fact], spans: Sequence[Span]) -> list[tuple[Fact, ...]]:
    found: list[list[Fact]] = [[] for _ in spans]
    i = 0
    for fact in facts:
        while i < len(spans) and fact.start >= spans[i][1]:
            i += 1
        if i < len(spans):
            found[i].append(fact)
    return [tuple(one) for one in found]


class Piped:
    """A text whose sentences go through an installed pipeline, as long as that works.

    Attributes: ``note`` says why it does not, blank as long as it does or where none is wanted.
    """

    def __init__(self, text: str, name: str, language: str) -> None:
        self.note = ""
        self._text = text
        self._pipeline: Pipeline | None = None
        if name:
            from app.spotting.pipelines import PipelineUnusable, load_pipeline

            try:
                self._pipeline = load_pipeline(name, language)
            except PipelineUnusable as error:
                self.note = str(error)

    def bettered(self, batch: tuple[SpottedSentence, ...]) -> tuple[SpottedSentence, ...]:
        """The sentences with what the pipeline adds; as they are without one."""
        if self._pipeline is None:
            return batch
        from app.spotting.pipelines import PipelineUnusable

        try:
            return self._pipeline.bettered(self._text, batch)
        except PipelineUnusable as error:
            self.note, self._pipeline = str(error), None
            return batch


def spot_article(payload: Any, work: Work) -> SpottedArticle:
    """A job: (text, spans, language or blank, path of a model or None, pipeline or blank) → the whole.

    Tells ``spotting <done> <all>`` after every batch. A model that cannot be read is told in ``missing`` and
    everything but the scores is found.
    """
    text, spans, language, model, pipeline = payload
    language = language or language_of(text)
    scorer, reads = None, True
    if language.startswith("en"):
        try:
            scorer = Scorer(load(Path(model))) if model else shipped()
        except ModelUnusable:
            reads = False
    found: list[SpottedSentence] = []
    reading = Piped(text, pipeline, language)
    for batch in spot(text, spans, language, scorer):
        found += reading.bettered(batch)
        work.phase(f"spotting {len(found)} {len(spans)}")
    return SpottedArticle(language, tuple(found), missing(language, reads), reading.note)

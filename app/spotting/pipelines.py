"""A spaCy pipeline that is installed beside Tickmark: found, loaded, and asked what the rules leave open.

Who says something where the rules see no cue, by the subject and the clause of a verb, and names and places
they passed over. Labels go through an adapter: pipelines for English are labelled otherwise (nsubjpass, GPE)
than those of Universal Dependencies (nsubj:pass, LOC). spaCy is imported here only, and only in a child.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import chain
from typing import Any

from app.jobs.worker import Work
from app.spotting.cue_words import CueWords, cue_words
from app.spotting.facts import Fact
from app.spotting.records import Attribution, SpottedSentence
from db.errors import KnownError

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "sb"})
_CLAUSES = frozenset({"ccomp", "parataxis"})
_KINDS = {
    **dict.fromkeys(("PERSON", "PER", "NORP", "FAC", "EVENT", "PRODUCT", "LAW"), "name"),
    **dict.fromkeys(("WORK_OF_ART", "MISC"), "name"),
    "ORG": "organisation",
    **dict.fromkeys(("GPE", "LOC"), "place"),
}
# A longer sentence is none; what a parser needs grows with it.
_LONGEST = 6000


class PipelineUnusable(KnownError):
    """An installed pipeline is missing, broken, for another language, or went wrong while it read."""


def installed(_payload: object = None, _work: Work | None = None) -> tuple[str, ...]:
    """A job: the names of the pipelines that are installed, sorted; none where spaCy is not."""
    try:
        util: Any = import_module("spacy.util")
        return tuple(sorted(map(str, util.get_installed_models())))
    except Exception:  # noqa: BLE001 - what others installed may be broken in any way
        return ()


class Pipeline:
    """One that is loaded; ``language`` is what it reads, such as ``en``."""

    def __init__(self, name: str, nlp: Any) -> None:
        self.name = name
        self._nlp = nlp
        self.language = str(nlp.lang)

    def bettered(self, text: str, sentences: Sequence[SpottedSentence]) -> tuple[SpottedSentence, ...]:
        """The sentences with what the pipeline adds; PipelineUnusable where it raises."""
        try:
            docs = self._nlp.pipe([text[one.start : min(one.end, one.start + _LONGEST)] for one in sentences])
            return tuple(_bettered(text, one, doc) for one, doc in zip(sentences, docs, strict=True))
        except Exception as error:
            raise PipelineUnusable(
                f"The pipeline {self.name} went wrong while it read ({_short(error)}): the rest was read by"
                " Tickmark’s own rules."
            ) from error


def load_pipeline(name: str, language: str) -> Pipeline:
    """The installed pipeline of that name, for a text in that language; PipelineUnusable where it is none."""
    try:
        spacy: Any = import_module("spacy")
    except Exception as error:
        raise PipelineUnusable(
            f"The pipeline {name} needs spaCy, which is not installed where Tickmark runs: the article was"
            " read by Tickmark’s own rules."
        ) from error
    if name not in installed():
        raise PipelineUnusable(
            f"The pipeline {name} is not installed: the article was read by Tickmark’s own rules. Install it,"
            " or choose another."
        )
    try:
        pipeline = Pipeline(name, spacy.load(name))
    except Exception as error:
        raise PipelineUnusable(
            f"The pipeline {name} cannot be loaded ({_short(error)}): the article was read by Tickmark’s own"
            " rules."
        ) from error
    if language and pipeline.language not in (language.split("-")[0], "xx"):
        raise PipelineUnusable(
            f"The pipeline {name} reads “{pipeline.language}” and the article is in “{language}”: it was read"
            " by Tickmark’s own rules."
        )
    return pipeline


def _bettered(text: str, one: SpottedSentence, doc: Any) -> SpottedSentence:
    lexicon = cue_words(str(doc.lang_))
    more = tuple(_added(text, one, doc, lexicon)) if lexicon is not None else ()
    said = tuple(sorted((*one.attributions, *more), key=lambda each: each.cue_span))
    facts = tuple(sorted(chain(one.facts, _entities(one, doc))))
    return replace(one, attributions=said, facts=facts)


def _added(text: str, one: SpottedSentence, doc: Any, lexicon: CueWords) -> Iterator[Attribution]:
    """Who says what where the rules see no cue: a verb of the cue words with a subject and a clause."""
    cues = [each.cue_span for each in one.attributions]
    for token in doc:
        cue = one.start + token.idx, one.start + token.idx + len(token.text)
        act = lexicon.acts.get(token.lower_)
        if act is None or any(cue[0] < end and start < cue[1] for start, end in cues):
            continue
        source = _under(one.start, token, _SUBJECTS)
        content = _under(one.start, token, _CLAUSES)
        if source and content:
            words = text[slice(*source)]
            yield Attribution(words, source, text[slice(*cue)], cue, (content,), act, speaker=words)


def _under(offset: int, token: Any, labels: frozenset[str]) -> tuple[int, int] | None:
    """The stretch of the last phrase that hangs on a word by one of these labels."""
    found = None
    for child in token.children:
        if child.dep_ in labels:
            end = child.right_edge
            found = offset + child.left_edge.idx, offset + end.idx + len(end.text)
    return found


def _entities(one: SpottedSentence, doc: Any) -> Iterator[Fact]:
    """Names and places where the rules found nothing."""
    taken = [(fact.start, fact.end) for fact in one.facts if fact.kind != "quotation"]
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_)
        start, end = one.start + entity.start_char, one.start + entity.end_char
        if kind and all(end <= a or b <= start for a, b in taken):
            taken.append((start, end))
            yield Fact(start, end, kind)


def _short(error: Exception) -> str:
    """The first line of what it says, so that the sentence stays one."""
    words = " ".join((str(error).strip().splitlines() or [""])[0].split())
    return (words[:117] + "…" if len(words) > 120 else words).rstrip(".") or type(error).__name__

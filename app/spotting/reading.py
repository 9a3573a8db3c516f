"""An article read for suggestions in a child: it answers with one part after the other, as they come."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

from app.jobs.conversation import Conversation
from app.jobs.limits import MIB, Limits
from app.jobs.worker import Work
from app.spotting.kept import Found, keep
from db.records import record
from db.records.suggestions import SuggestionRecord


@record
class Asked:
    """What to read: a text with its sentences, the language or blank, and where to keep what is found.

    ``keep`` is blank where nothing may be kept; ``pipeline`` names one that is installed, blank for
    the rules alone.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    language: str
    keep: str = ""
    pipeline: str = ""


@record
class Read:
    """One part of what was found, ``done`` of ``total`` sentences with it; ``language`` as it was told.

    ``over`` with the last. ``note`` says why the pipeline asked for did not read it, blank where it did.
    """

    suggestions: tuple[SuggestionRecord, ...]
    done: int
    total: int
    language: str
    missing: tuple[str, ...]
    over: bool
    note: str = ""


def begin_reading(asked: Asked, title: str) -> Conversation:
    """A conversation that answers with a ``Read``, asked with how many sentences it has told of so far.

    So one whose child was lost between two answers goes on where it was.
    """
    limits = Limits(
        f"Looking for claims in “{title}”",
        cpu_seconds=600,
        wall_seconds=900,
        # What is installed beside us may need more than our own rules do.
        memory_bytes=(2048 if asked.pipeline else 380) * MIB,
        answer_bytes=64 * MIB,
    )
    return Conversation("app.spotting.reading:reading", asked, limits)


def reading(asked: Asked, _work: Work) -> Callable[[int], Read]:
    """The child's side."""
    # Nothing that is found refers back to itself; looking for what does would cost a tenth of the time.
    gc.disable()
    parts = _parts(asked)

    def answer(told: int) -> Read:
        return next(part for part in parts if part.over or part.done > told)

    return answer


def _parts(asked: Asked) -> Iterator[Read]:
    from app.spotting.check_worthiness import ModelUnusable, shipped
    from app.spotting.languages import language_of
    from app.spotting.packed import packed
    from app.spotting.spot import Piped, missing, spot

    language = asked.language or language_of(asked.text)
    scorer, reads = None, True
    if language.startswith("en"):
        try:
            scorer = shipped()
        except ModelUnusable:
            reads = False
    absent = missing(language, reads)
    found: list[SuggestionRecord] = []
    total = len(asked.spans)
    piped = Piped(asked.text, asked.pipeline, language)
    for spotted in spot(asked.text, asked.spans, language, scorer):
        batch = piped.bettered(spotted)
        several = tuple(packed(asked.text, one, scored=scorer is not None) for one in batch)
        found += several
        if len(found) < total:
            yield Read(several, len(found), total, language, absent, over=False, note=piped.note)
            continue
        if asked.keep and reads and not piped.note:
            keep(Path(asked.keep), Found(language, absent, tuple(found)))
        yield Read(several, total, total, language, absent, over=True, note=piped.note)
    if not total:
        yield Read((), 0, 0, language, absent, over=True)

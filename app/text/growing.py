"""A selection made larger or smaller by a word, a clause or a sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum

from db.records import SentenceRecord, Span


class Unit(StrEnum):
    """What a selection grows by."""

    WORD = "word"
    CLAUSE = "clause"
    SENTENCE = "sentence"


def grown(
    text: str,
    sentences: Sequence[SentenceRecord],
    span: Span | None,
    at: int,
    unit: Unit,
    *,
    more: bool,
    front: bool = False,
) -> Span | None:
    """The selection with one unit more, or less, at its end or its ``front``.

    ``sentences`` are in reading order. Without a selection the first unit ``at`` the text cursor is taken, or
    less of the sentence around it. None where there is nothing more to take, or no less.
    """
    if not sentences:
        return None
    starts = [sentence.start for sentence in sentences]
    here = max(0, bisect_right(starts, span.start if span else at) - 1)
    if span is None:
        around = _parts(text, sentences[here : here + 2], unit)
        if more:
            return next((part for part in around if part.end > at), None)
        span = Span(sentences[here].start, sentences[here].end)
    last = max(here, bisect_right(starts, max(span.start, span.end - 1)) - 1)
    parts = _parts(text, sentences[max(0, here - 1) : last + 2], unit)
    return _at_front(parts, span, more=more) if front else _at_end(parts, span, more=more)


def _parts(text: str, sentences: Sequence[SentenceRecord], unit: Unit) -> list[Span]:
    if unit is Unit.SENTENCE:
        return [Span(s.start, s.end) for s in sentences]
    from app.text.clauses import clauses, words

    cut = words if unit is Unit.WORD else clauses
    return [part for s in sentences for part in cut(text, s.start, s.end)]


def _at_end(parts: Sequence[Span], span: Span, *, more: bool) -> Span | None:
    if more:
        end = next((part.end for part in parts if part.end > span.end), None)
    else:
        inside = [part.end for part in parts if span.start < part.end <= span.end]
        # The last one goes, with the punctuation behind it.
        end = inside[-2] if len(inside) > 1 else None
    return Span(span.start, end) if end is not None else None


def _at_front(parts: Sequence[Span], span: Span, *, more: bool) -> Span | None:
    if more:
        start = next((part.start for part in reversed(parts) if part.start < span.start), None)
    else:
        inside = [part.start for part in parts if span.start <= part.start < span.end]
        start = inside[1] if len(inside) > 1 else None
    return Span(start, span.end) if start is not None else None

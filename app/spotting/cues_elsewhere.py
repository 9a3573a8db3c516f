"""Cues of languages that have cue words and no rules of their own: the cue, the name beside it, the rest."""

from __future__ import annotations

from app.spotting.around_cues import Cue
from app.spotting.cue_words import CueWords
from app.spotting.phrases import QUOTES, STOPS, Words

_LONGEST_SOURCE = 8


def cues_elsewhere(words: Words, lexicon: CueWords, quoted: list[tuple[int, int]]) -> list[Cue]:
    """The cues of one sentence, at most one outside each quotation's words; contents are whole clauses."""
    found: list[Cue] = []
    i = 0
    while i < len(words):
        inside = any(first <= i <= last for first, last in quoted)
        size = 0 if inside else _cue_at(words, lexicon, i)
        if size:
            found.append(_cue(words, lexicon, quoted, i, i + size - 1))
            i += size
        else:
            i += 1
    return found


def _cue_at(words: Words, lexicon: CueWords, i: int) -> int:
    for phrase in lexicon.phrases.get(words.keys[i], ()):
        if tuple(words.keys[i : i + len(phrase)]) == phrase:
            return len(phrase)
    return int(words.keys[i] in lexicon.acts)


def _cue(words: Words, lexicon: CueWords, quoted: list[tuple[int, int]], first: int, last: int) -> Cue:
    form = " ".join(words.keys[first : last + 1])
    end = len(words) - 1
    while end > last and words.keys[end] in (".", "!", "?", "…"):
        end -= 1
    mark = words.key(first - 1)
    behind = mark in QUOTES or (mark == "," and words.key(first - 2) in QUOTES)
    source: tuple[int, int] | None
    if form in lexicon.after or behind or first == 0:
        source = _following(words, lexicon, last + 1)
    else:
        source = _preceding(words, first - 1) or _following(words, lexicon, last + 1)
    if behind and quoted:
        begins, ends = max((span for span in quoted if span[1] < first), default=(0, first - 1))
        content: tuple[int, int] | None = (max(begins - 1, 0), min(ends + 1, first - 1))
        left = True
    else:
        begin = (source[1] if source and source[0] > last else last) + 1
        while begin <= end and words.keys[begin] in (",", ":", "،"):
            begin += 1
        left = begin > end or (form in lexicon.after and first > 1)
        content = (0, first - 1) if left and first else (begin, end)
    if content[1] < content[0]:
        content = None
    negated = any(word in lexicon.negations for word in words.keys[max(0, first - 2) : first])
    act = lexicon.acts.get(form, "asserts")
    return Cue(first, last, act, source, content, left, negated or act == "denies")


def _following(words: Words, lexicon: CueWords, first: int) -> tuple[int, int] | None:
    last = first - 1
    while last + 1 < len(words) and last - first < _LONGEST_SOURCE:
        key = words.keys[last + 1]
        if key in STOPS or key in (",", ".", "،") or key in lexicon.that or not key[0].isalnum():
            break
        last += 1
    return (first, last) if last >= first else None


def _preceding(words: Words, last: int) -> tuple[int, int] | None:
    first = last + 1
    while first > 0 and last - first < _LONGEST_SOURCE:
        key = words.keys[first - 1]
        if key in STOPS or key in (",", ".", "،") or not key[0].isalnum():
            break
        first -= 1
    return (first, last) if first <= last else None

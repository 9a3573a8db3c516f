"""Texts among the sources that are largely the same words: a wire story that stands behind five papers.

Every run of five words is a shingle; texts that share enough of a sample of them, drawn by the shingles' own
numbers (Broder 1997, *On the resemblance and containment of documents*), are compared in full: how many words
of each stand in a shingle the other has too. So a text edited, shortened or under another headline is found,
and one that quotes the same paragraph is not.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from zlib import crc32

from db.records.alike import AlikeRecord
from db.records.ids import SourceId
from db.scripts import UNSPACED

SHINGLE = 5
LEAST_SHARE = 0.4
"""The least share of the shorter text's words that must stand in the other for the two to be alike."""
LEAST_WORDS = 40
_ONE_IN = 8
_SHORT = 300
"""Texts of fewer words are sampled in full."""
_MOST_OWNERS = 60
"""A shingle in more texts than this is a form's or an agency's and tells nothing."""
_WORD = re.compile(r"[^\W_]+")
_WORD_OR_CHARACTER = re.compile(rf"{UNSPACED.pattern}|(?:(?!{UNSPACED.pattern})[^\W_])+")
_FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1)
_MASK = 0xFFFFFFFFFFFF


def shingles(text: str) -> array[int]:
    """The shingles of a text in order, as numbers that are the same in every run of the program.

    Made once for a text, compared often. Case and punctuation do not count.
    """
    pattern = _WORD_OR_CHARACTER if UNSPACED.search(text) else _WORD
    known: dict[str, int] = {}
    numbers: list[int] = []
    for word in pattern.findall(text.lower()):
        number = known.get(word)
        if number is None:
            number = known[word] = crc32(word.encode("utf-8", "replace"))
        numbers.append(number)
    a, b, c, d, e = _FACTORS
    return array(
        "Q",
        [
            (u * a + v * b + w * c + x * d + y * e) & _MASK
            for u, v, w, x, y in zip(
                numbers, numbers[1:], numbers[2:], numbers[3:], numbers[4:], strict=False
            )
        ],
    )


def alike(texts: Mapping[SourceId, array[int]]) -> list[AlikeRecord]:
    """The pairs of texts that are largely the same words, the most alike first."""
    found = [_compared(one, other, texts) for one, other in _candidates(texts)]
    pairs = [pair for pair in found if pair is not None]
    return sorted(pairs, key=lambda p: (-max(p.share_of_one, p.share_of_other), p.one, p.other))


def groups(pairs: Iterable[AlikeRecord]) -> list[frozenset[SourceId]]:
    """The texts that hang together by such pairs, the largest group first."""
    group: dict[SourceId, set[SourceId]] = {}
    for pair in pairs:
        both = group.get(pair.one, {pair.one}) | group.get(pair.other, {pair.other})
        for source in both:
            group[source] = both
    return sorted({frozenset(found) for found in group.values()}, key=lambda g: (-len(g), sorted(g)))


def _candidates(texts: Mapping[SourceId, array[int]]) -> list[tuple[SourceId, SourceId]]:
    """Pairs that share so much of the sample that they may be alike."""
    owners: defaultdict[int, list[SourceId]] = defaultdict(list)
    size: dict[SourceId, int] = {}
    short = {source for source, found in texts.items() if len(found) < _SHORT}
    for source, found in texts.items():
        sample = set(found) if source in short else {n for n in found if not n % _ONE_IN}
        size[source] = len(sample)
        for number in sample:
            owners[number].append(source)
    shared: Counter[tuple[SourceId, SourceId]] = Counter()
    for sources in owners.values():
        if 1 < len(sources) <= _MOST_OWNERS:
            shared.update(combinations(sources, 2))
    return [pair for pair, n in shared.items() if n >= max(2, _least(pair, size, short))]


def _least(pair: tuple[SourceId, SourceId], size: Mapping[SourceId, int], short: set[SourceId]) -> float:
    one, other = pair
    # A short text meets a long one only in what is drawn of both.
    drawn = size[one] / _ONE_IN if one in short and other not in short else size[one]
    drawn_other = size[other] / _ONE_IN if other in short and one not in short else size[other]
    # Each word changed breaks five shingles, so that far fewer stay than words.
    return min(drawn, drawn_other) * LEAST_SHARE / 4


def _compared(one: SourceId, other: SourceId, texts: Mapping[SourceId, array[int]]) -> AlikeRecord | None:
    words, words_other = _covered(texts[one], texts[other]), _covered(texts[other], texts[one])
    share, share_other = (
        words / (len(texts[one]) + SHINGLE - 1),
        words_other / (len(texts[other]) + SHINGLE - 1),
    )
    if max(share, share_other) < LEAST_SHARE or max(words, words_other) < LEAST_WORDS:
        return None
    return AlikeRecord(one, other, share, share_other, words)


def _covered(these: array[int], those: array[int]) -> int:
    """How many words stand in a shingle the other text has as well."""
    there = set(those)
    covered = until = 0
    for at, number in enumerate(these):
        if number in there:
            covered += at + SHINGLE - max(at, until)
            until = at + SHINGLE
    return covered

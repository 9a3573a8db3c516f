"""Where a text comes nearest to a passage it does not have word for word, and what differs there.

Places are found by the rarest runs of words that both have, each voting for where the passage would begin;
around the best of them words are matched in order (longest common subsequence), and what differs follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.sources.folding import BREAK, DASH, Token, is_word
from app.sources.text_index import UNKNOWN, Words
from app.text.aligning.sequence import common
from db.records.comparing import RunRecord, Turn

LEAST = 0.6
"""The least share of the words of the passage, and of those there, that must be the same to be near."""
_SIGN = 0.2
_SET_OTHERWISE = 0.8
"""What a sign counts beside a word, and a word that differs in case or accents."""
_GAP = 0.4
_SEEDS = 48
_LONGEST_SEED = 6
_OFTEN = 48
_WINDOWS = 4
_REACH = 3
"""How many tokens off the passage's first and last word may stand from the rest."""
_SENTENCE_ENDS = frozenset(".!?…。！？")


class Near(NamedTuple):
    """Tokens of the text (half-open) that come nearest, the share that is the same, and what differs."""

    first: int
    last: int
    likeness: float
    parts: tuple[RunRecord, ...]


class _Change(NamedTuple):
    """Tokens of the passage and of the text in their place (half-open)."""

    p: int
    p_end: int
    w: int
    w_end: int


def nearest(passage: str, tokens: Sequence[Token], words: Words) -> Near | None:
    """The nearest place of all, or None where no place is near."""
    loose = words.loosely(tokens)
    found = [_near(passage, tokens, words, loose, *window) for window in _windows(tokens, loose, words)]
    return max((near for near in found if near), key=lambda near: near.likeness, default=None)


# Places


def _windows(tokens: Sequence[Token], loose: str, words: Words) -> Iterator[tuple[int, int]]:
    """Stretches of the text's tokens where the passage may be, the most likely first."""
    votes = Counter[int]()
    size = len(tokens)
    width = max(12, size // 3)
    for at, places in _seeds(tokens, loose, words.loose):
        for place in places:
            votes[(place - at) // width] += 1000 // len(places)
    ranked = sorted(votes, key=lambda n: (-votes[n] - max(votes[n - 1], votes[n + 1]), n))
    seen: set[int] = set()
    for n in ranked:
        if n in seen:
            continue
        # What was left out or put in between moves the rest of the passage along.
        near = [m for m in range(n - 3, n + 4) if 4 * votes[m] >= votes[n]]
        seen.update(near, (n - 1, n + 1))
        slack = 6 + size // 8
        yield (
            max(0, min(near) * width - slack),
            min(len(words.tokens), (max(near) + 1) * width + size + slack),
        )
        if len(seen) >= 3 * _WINDOWS:
            return


def _seeds(tokens: Sequence[Token], loose: str, text: str) -> Iterator[tuple[int, list[int]]]:
    """Places in the passage, each with those in the text where the shortest run that is rare there stands."""
    step = max(1, len(loose) // _SEEDS)
    for at in range(0, len(loose), step):
        for size in range(1, _LONGEST_SEED + 1):
            run = loose[at : at + size]
            if len(run) < size or run[-1] == UNKNOWN:
                break
            often = text.count(run)
            if not often:
                break
            if often <= _OFTEN and any(is_word(token.name) for token in tokens[at : at + size]):
                yield at, _all(run, text)
                break


def _all(run: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(run)
    while at >= 0:
        found.append(at)
        at = text.find(run, at + 1)
    return found


# One place


def _near(
    passage: str, tokens: Sequence[Token], words: Words, loose: str, first: int, last: int
) -> Near | None:
    pairs = _core(tokens, _pairs(loose, words.loose, first, last))
    if not pairs:
        return None
    pairs = _closed_up(pairs, loose, words.loose)
    start, end = _start(tokens, words, loose, *pairs[0]), _end(tokens, words, loose, *pairs[-1])
    first, last = words.whole(start, end)
    # Between these ends, what was matched far off may be matched beside the rest.
    pairs = _pairs(loose, words.loose, first, last)
    likeness = _likeness(tokens, words, pairs, first, last)
    if likeness < LEAST:
        return None
    changes = list(_changes(tokens, words, pairs, first, last))
    return Near(first, last, likeness, tuple(_parts(passage, tokens, words, changes)))


def _pairs(passage: str, text: str, first: int, last: int) -> list[tuple[int, int]]:
    found = common([*map(ord, passage)], [*map(ord, text[first:last])])
    return [(p, first + w) for p, w in found]


def _core(tokens: Sequence[Token], pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretch of the pairs that is worth most: what stands far off by itself is there by chance."""
    best, best_sum = (0, 0), 0.0
    start, total = 0, 0.0
    for n, (p, w) in enumerate(pairs):
        if n:
            total -= _GAP * max(p - pairs[n - 1][0] - 1, w - pairs[n - 1][1] - 1)
        if total <= 0:
            start, total = n, 0.0
        total += _weight(tokens[p].name)
        if total > best_sum:
            best, best_sum = (start, n + 1), total
    return list(pairs[slice(*best)])


def _closed_up(pairs: Sequence[tuple[int, int]], passage: str, text: str) -> list[tuple[int, int]]:
    """The pairs with the first words beside the rest where the text has them there as well, and the last."""
    found = list(pairs)
    parted = [n for n in range(1, len(found)) if found[n] != (found[n - 1][0] + 1, found[n - 1][1] + 1)]
    if not parted:
        return found
    (p, w), n = found[parted[0]], parted[0]
    if p - n == found[0][0] and text[w - n : w] == passage[p - n : p]:
        found[:n] = [(p - back, w - back) for back in range(n, 0, -1)]
    (p, w), n = found[parted[-1] - 1], len(found) - parted[-1]
    if p + n == found[-1][0] and text[w + 1 : w + 1 + n] == passage[p + 1 : p + 1 + n]:
        found[-n:] = [(p + on, w + on) for on in range(1, n + 1)]
    return found


def _start(tokens: Sequence[Token], words: Words, loose: str, p: int, w: int) -> int:
    """The first token that stands for the passage's beginning: the same, or a word for a word."""
    while p > 0 and w > 0:
        same = words.loose.rfind(loose[p - 1], max(0, w - _REACH), w)
        if same < 0 and not _stands_for(tokens[p - 1].name, words, w - 1):
            break
        p, w = p - 1, same if same >= 0 else w - 1
    return w


def _end(tokens: Sequence[Token], words: Words, loose: str, p: int, w: int) -> int:
    while p + 1 < len(tokens) and w + 1 < len(words.tokens):
        same = words.loose.find(loose[p + 1], w + 1, w + 1 + _REACH)
        if same < 0 and not _stands_for(tokens[p + 1].name, words, w + 1):
            break
        p, w = p + 1, same if same >= 0 else w + 1
    return w + 1


def _stands_for(name: str, words: Words, w: int) -> bool:
    return is_word(name) == is_word(words.name(w)) and words.name(w) not in _SENTENCE_ENDS


def _weight(name: str) -> float:
    return 1.0 if is_word(name) else _SIGN


def _same(one: str, other: str) -> bool:
    return one == other or (BREAK in one + other and one.replace(BREAK, "") == other.replace(BREAK, ""))


def _likeness(
    tokens: Sequence[Token], words: Words, pairs: Sequence[tuple[int, int]], first: int, last: int
) -> float:
    kept = sum(
        _weight(tokens[p].name) * (1 if _same(tokens[p].name, words.name(w)) else _SET_OTHERWISE)
        for p, w in pairs
    )
    here = sum(_weight(token.name) for token in tokens)
    there = sum(_weight(words.name(w)) for w in range(first, last))
    return kept / max(here, there, 0.1)


# What differs


def _changes(
    tokens: Sequence[Token], words: Words, pairs: Sequence[tuple[int, int]], first: int, last: int
) -> Iterator[_Change]:
    kept = [(p, w) for p, w in pairs if _same(tokens[p].name, words.name(w))]
    for (p, w), (p_end, w_end) in pairwise([(-1, first - 1), *kept, (len(tokens), last)]):
        change = _Change(p + 1, p_end, w + 1, w_end)
        if (p_end - p > 1 or w_end - w > 1) and not _same_but_for_line_end(tokens, words, change):
            yield change


def _same_but_for_line_end(tokens: Sequence[Token], words: Words, change: _Change) -> bool:
    here = [token.name for token in tokens[change.p : change.p_end]]
    there = [words.name(w) for w in range(change.w, change.w_end)]
    if not any(BREAK in name for name in (*here, *there)):
        return False
    return "".join(here).replace(DASH, BREAK) == "".join(there).replace(DASH, BREAK)


def _parts(
    passage: str, tokens: Sequence[Token], words: Words, changes: Sequence[_Change]
) -> Iterator[RunRecord]:
    at = 0
    for p, p_end, w, w_end in changes:
        if p < p_end:
            start, end = tokens[p].start, tokens[p_end - 1].end
        else:
            start = end = tokens[p - 1].end if p else 0
        if start > at:
            yield RunRecord(Turn.SAME, passage[at:start])
        if end > start:
            yield RunRecord(Turn.OUT, passage[start:end])
        if w < w_end:
            come = " ".join(words.text[words.starts[w] : words.ends[w_end - 1]].split())
            yield RunRecord(Turn.IN, come if start < end else _spaced(come, words, w, w_end, p))
        at = end
    if at < len(passage):
        yield RunRecord(Turn.SAME, passage[at:])


def _spaced(come: str, words: Words, w: int, w_end: int, p: int) -> str:
    """Words put between two others, with the space that parts them in the text."""
    if p:
        return " " + come if words.starts[w] > words.ends[w - 1] else come
    return come + " " if w_end < len(words.starts) and words.starts[w_end] > words.ends[w_end - 1] else come

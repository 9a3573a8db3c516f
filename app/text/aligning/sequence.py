"""Longest things two sequences have in common, in time that stays near the length of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_LIMIT = 16_000_000
"""The most cells a table of two sequences may have: 4,000 by 4,000, held as bits."""
_GRAMS = (6, 3, 1)


class Match(NamedTuple):
    """A place in each of two sequences; ``weight`` is what keeping the match is worth."""

    old: int
    new: int
    weight: float = 1.0


def chain(matches: Sequence[Match]) -> list[Match]:
    """The heaviest of the matches that rise in both sequences; O(n log n), by a tree of best sums."""
    places = {new: rank for rank, new in enumerate(sorted({match.new for match in matches}), 1)}
    # The best sum of a chain that ends at or before a rank, and the match it ends with.
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(places) + 1)
    before = [-1] * len(matches)
    # Of matches at one old place none may follow another: the later new ones come first.
    for index in sorted(range(len(matches)), key=lambda i: (matches[i].old, -matches[i].new)):
        rank = places[matches[index].new]
        best = (0.0, -1)
        at = rank - 1
        while at:
            best = max(best, tree[at])
            at &= at - 1
        before[index] = best[1]
        total = (best[0] + matches[index].weight, index)
        at = rank
        while at < len(tree):
            tree[at] = max(tree[at], total)
            at += at & -at
    best = (0.0, -1)
    at = len(tree) - 1
    while at > 0:
        best = max(best, tree[at])
        at &= at - 1
    found: list[Match] = []
    index = best[1]
    while index >= 0:
        found.append(matches[index])
        index = before[index]
    return found[::-1]


def chain_of_runs(matches: Sequence[Match]) -> list[Match]:
    """As ``chain``, with matches that follow each other in both sequences kept or left together."""
    runs: list[list[Match]] = []
    last = (-2, -2)
    for match in sorted(matches):
        if (match.old, match.new) != (last[0] + 1, last[1] + 1):
            runs.append([])
        runs[-1].append(match)
        last = match.old, match.new
    by_start = {run[0].old: run for run in runs}
    heads = [Match(run[0].old, run[0].new, sum(match.weight for match in run)) for run in runs]
    return [match for head in chain(heads) for match in by_start[head.old]]


def common(old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
    """Places of a longest common subsequence, in order.

    Bit-parallel (Hyyrö 2004) where the table is small enough; a larger one is cut at what stands once in both
    first (patience diff), and stretches that cannot be cut have nothing in common.
    """
    found: list[tuple[int, int]] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, b, c, d = waiting.pop()
        while a < b and c < d and old[a] == new[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        if (b - a) * (d - c) <= _LIMIT:
            found += [(a + i, c + j) for i, j in _by_bits(old[a:b], new[c:d])]
            continue
        anchors = _anchors(old[a:b], new[c:d])
        low, high = a, c
        for i, j in anchors:
            found.append((a + i, c + j))
            waiting.append((low, a + i, high, c + j))
            low, high = a + i + 1, c + j + 1
        if anchors:
            waiting.append((low, b, high, d))
    return sorted(found)


def _anchors(old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
    """Places in order where a run of items stands once in each; of the longest run that stands anywhere."""
    for size in _GRAMS:
        here, there = _once(old, size), _once(new, size)
        matches = [Match(at, there[gram]) for gram, at in here.items() if gram in there]
        if matches:
            return [(match.old, match.new) for match in chain_of_runs(matches)]
    return []


def _once(items: Sequence[int], size: int) -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = {}
    for at in range(len(items) - size + 1):
        gram = tuple(items[at : at + size])
        found[gram] = -1 if gram in found else at
    return {gram: at for gram, at in found.items() if at >= 0}


def _by_bits(old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
    """Backwards from the end, so that what stands twice is matched beside what follows it."""
    where: dict[int, int] = {}
    for at, item in enumerate(old):
        where[item] = where.get(item, 0) | 1 << at
    every = (1 << len(old)) - 1
    row = every
    rows: list[int] = []
    for item in new:
        both = row & where.get(item, 0)
        row = ((row + both) | (row - both)) & every
        rows.append(row)
    found: list[tuple[int, int]] = []
    i, j = len(old), len(new)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
        elif j > 1 and not rows[j - 2] >> (i - 1) & 1:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found

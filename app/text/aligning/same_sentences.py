"""Sentences that stand in both drafts with all their words, and which of them cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.text.aligning.sequence import Match, chain_of_runs, common
from app.text.aligning.units import Side

_TELLING = 4
"""From how many words on a sentence that stands once in each draft is the same, wherever it stands."""
MOST_CHOICES = 12

Range = tuple[int, int]
"""Units from the first to before the last."""


@dataclass
class Matching:
    """Which unit became which: one for one, with -1 where none.

    Attributes: ``main`` tells which old units kept their order; ``doubts`` are ranges of old units with their
    choices: which of them may have become which new ones.
    """

    old: Side
    new: Side
    to_new: list[int]
    to_old: list[int]
    main: list[bool]
    doubts: dict[Range, list[tuple[Range, Range]]] = field(
        default_factory=dict[Range, list[tuple[Range, Range]]]
    )

    def pair(self, i: int, j: int, *, main: bool = False) -> None:
        """Say that an old unit became a new one."""
        self.to_new[i], self.to_old[j], self.main[i] = j, i, main

    def part(self, i: int) -> None:
        """Take back what an old unit became."""
        if self.to_new[i] >= 0:
            self.to_old[self.to_new[i]] = -1
        self.to_new[i] = -1

    def after(self, i: int) -> int:
        """Where an old unit stands: -1 before the first, their count behind the last, or -2."""
        return _beside(self.to_new, len(self.to_old), i)

    def before(self, j: int) -> int:
        """As ``after``, for where a new unit stood."""
        return _beside(self.to_old, len(self.to_new), j)

    def support(self, i: int, j: int, size: int) -> int:
        """On how many sides a stretch of units has the same neighbour in both drafts: 0, 1 or 2."""
        left = self.before(j - 1) == i - 1 or self.after(i - 1) == j - 1
        right = self.before(j + size) == i + size or self.after(i + size) == j + size
        return left + right

    def strength(self, i: int) -> int:
        """What speaks for what an old unit became: its neighbours, and that it kept its order."""
        return self.support(i, self.to_new[i], 1) + self.main[i]

    def doubt(self, old: Range, new: Range, within: Range | None = None) -> None:
        """Say that old units may have become the new ones, or others, or that others became them.

        ``within`` are the old units in doubt together, where they are more than these.
        """
        for i in range(*old):
            self.part(i)
        for j in range(*new):
            holder = self.to_old[j]
            if holder >= 0:
                self.part(holder)
                self.doubts.setdefault((holder, holder + 1), []).append(((holder, holder + 1), (j, j + 1)))
        self.choose(old, new, within)

    def choose(self, old: Range, new: Range, within: Range | None = None) -> None:
        """Say that old units in doubt may have become these new ones, whatever else became them."""
        choices = self.doubts.setdefault(within or old, [])
        if (old, new) not in choices and len(choices) < MOST_CHOICES:
            choices.append((old, new))


def _beside(matched: Sequence[int], others: int, unit: int) -> int:
    if unit < 0:
        return -1
    if unit >= len(matched):
        return others
    return matched[unit] if matched[unit] >= 0 else -2


def same_sentences(old: Side, new: Side) -> Matching:
    """The units with the same words in both drafts, in order wherever they can be; others have moved.

    What stands once in each draft is found first (patience diff), the heaviest part of it that is in order is
    what the others are told by.
    """
    found = Matching(old, new, [-1] * len(old.keys), [-1] * len(new.keys), [False] * len(old.keys))
    places = {key: j for j, key in enumerate(new.keys) if new.often[key] == 1}
    once = [
        Match(i, places[key], old.length(i))
        for i, key in enumerate(old.keys)
        if key in places and old.often[key] == 1 and old.length(i) >= _TELLING
    ]
    in_order = chain_of_runs(once)
    for match in in_order:
        found.pair(match.old, match.new, main=True)
    moved = {match.old: match.new for match in once if found.to_new[match.old] < 0}
    gone, come = set(moved), set(moved.values())
    low, high = 0, 0
    for end, until in [*((match.old, match.new) for match in in_order), (len(old.keys), len(new.keys))]:
        here = [i for i in range(low, end) if i not in gone]
        there = [j for j in range(high, until) if j not in come]
        if here and there:
            for a, b in common([old.keys[i] for i in here], [new.keys[j] for j in there]):
                found.pair(here[a], there[b], main=True)
        low, high = end + 1, until + 1
    for i, j in moved.items():
        found.pair(i, j)
    for i, j in moved.items():
        _extend(found, i, j, 1)
        _extend(found, i, j, -1)
    return found


def _extend(found: Matching, i: int, j: int, step: int) -> None:
    """Sentences that follow one that moved, and are the same, moved with it."""
    i, j = i + step, j + step
    while 0 <= i < len(found.to_new) and 0 <= j < len(found.to_old):
        if found.to_new[i] >= 0 or found.to_old[j] >= 0 or found.old.keys[i] != found.new.keys[j]:
            return
        found.pair(i, j)
        i, j = i + step, j + step


def question_repeated(found: Matching) -> None:
    """Put in doubt what stands more than once and could as well stand, or have stood, elsewhere.

    A stretch of such sentences is told by its neighbours on either side and by standing in order. Where
    another place has as much for it, nobody can tell.
    """
    went, came = _left(found.old.keys, found.to_new), _left(found.new.keys, found.to_old)
    for i, j, size in list(_repeated(found)):
        own = found.support(i, j, size) + found.main[i]
        if own == 3:
            continue
        new, old = (j, j + size), (i, i + size)
        elsewhere = {found.after(i - 1) + 1, found.after(i + size) - size}
        others = {found.before(j - 1) + 1, found.before(j + size) - size}
        if own < 2:
            elsewhere.update(came.get(found.old.keys[i], ())[:MOST_CHOICES])
            others.update(went.get(found.old.keys[i], ())[:MOST_CHOICES])
        for k in sorted(elsewhere - {j}):
            if _is_free(found, i, k, size, new) and found.support(i, k, size) + found.main[i] >= own:
                found.doubt(old, new)
                found.doubt(old, (k, k + size))
        for k in sorted(others - {i}):
            if _was_free(found, k, j, size, old) and found.support(k, j, size) + found.main[i] >= own:
                apart = k + size <= i or k >= i + size
                both = None if apart else (min(i, k), max(i, k) + size)
                found.doubt(old, new, both)
                found.doubt((k, k + size), new, both)


def _left(keys: Sequence[int], matched: Sequence[int]) -> dict[int, list[int]]:
    """The units that became nothing, by what they say."""
    left: dict[int, list[int]] = {}
    for unit, key in enumerate(keys):
        if matched[unit] < 0:
            left.setdefault(key, []).append(unit)
    return left


def _repeated(found: Matching) -> Iterator[tuple[int, int, int]]:
    """Stretches that follow each other in both drafts, of units that stand more than once in one of them."""
    i, count = 0, len(found.to_new)
    while i < count:
        j, size = found.to_new[i], 0
        while i + size < count and j >= 0 and found.to_new[i + size] == j + size:
            key = found.old.keys[i + size]
            if key != found.new.keys[j + size] or found.old.often[key] + found.new.often[key] < 3:
                break
            size += 1
        if size:
            yield i, j, size
        i += size or 1


def _is_free(found: Matching, i: int, j: int, size: int, own: Range) -> bool:
    if j < 0 or j + size > len(found.to_old) or found.new.keys[j : j + size] != found.old.keys[i : i + size]:
        return False
    least = found.support(i, j, size) + found.main[i]
    held = [k for k in range(j, j + size) if found.to_old[k] >= 0 and not own[0] <= k < own[1]]
    return all(found.strength(found.to_old[k]) < least for k in held)


def _was_free(found: Matching, i: int, j: int, size: int, own: Range) -> bool:
    if i < 0 or i + size > len(found.to_new) or found.new.keys[j : j + size] != found.old.keys[i : i + size]:
        return False
    least = found.support(i, j, size) + found.main[own[0]]
    held = [k for k in range(i, i + size) if found.to_new[k] >= 0 and not own[0] <= k < own[1]]
    return all(found.strength(k) < least for k in held)


def match_remains(found: Matching) -> None:
    """Of what is left with the same words somewhere: moved where it can be told, else in doubt.

    A stretch that stands once on either side is told if it is long enough or has a neighbour it had before.
    """
    in_doubt = {i for old in found.doubts for i in range(*old)}
    promised = {j for choices in found.doubts.values() for _, new in choices for j in range(*new)}
    left: dict[int, list[int]] = {}
    for i, key in enumerate(found.old.keys):
        if found.to_new[i] < 0 and i not in in_doubt:
            left.setdefault(key, []).append(i)
    free: dict[int, list[int]] = {}
    for j, key in enumerate(found.new.keys):
        if found.to_old[j] < 0 and j not in promised and key in left:
            free.setdefault(key, []).append(j)
    for key, news in free.items():
        olds = left[key]
        told = found.old.length(olds[0]) >= _TELLING or found.support(olds[0], news[0], 1) > 0
        if len(olds) == len(news) == 1 and told:
            found.pair(olds[0], news[0])
            continue
        free_here = set(news)
        for i in olds:
            beside = {found.after(i - 1) + 1, found.after(i + 1) - 1}
            near = sorted(j for j in beside & free_here if found.support(i, j, 1))
            for j in near or news[:MOST_CHOICES]:
                found.doubt((i, i + 1), (j, j + 1))

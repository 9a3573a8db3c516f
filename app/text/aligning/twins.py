"""Sentences that are said more than once: put in doubt where their neighbours do not tell them apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from app.text.aligning.became import BEST, Became, Group
from app.text.aligning.same_sentences import MOST_CHOICES, Range

_MOST_ROUNDS = 4
_MOST_GAP = 40


class Twins:
    """Looks at what was matched of what stands more than once, in either draft."""

    def __init__(self, became: Became) -> None:
        self._became = became
        self._found, self._changed = became.found, became.changed

    def question_runs(self) -> None:
        """Put in doubt what is said twice side by side, unless it all stood and stands side by side."""
        to_new, to_old = self._found.to_new, self._found.to_old
        for run in _runs(self._found.old.keys):
            places = [to_new[k] for k in range(*run) if to_new[k] >= 0]
            if places and (not _is_run(places, run) or any(k in self._changed for k in range(*run))):
                self._question_run(range(*run), places)
        for run in _runs(self._found.new.keys):
            holders = [to_old[j] for j in range(*run) if to_old[j] >= 0]
            # Of equal ones that came from elsewhere to one place nobody can tell which is which.
            if len(holders) > 1 and not _is_run(holders, (holders[0], holders[-1] + 1)):
                self._question_run(holders, range(*run))

    def _question_run(self, olds: Sequence[int], places: Sequence[int]) -> None:
        for k in olds:
            group = self._changed.pop(k, None)
            if group is not None:
                self._became.free(group)
                for beside in set(range(*group.old)) - set(olds):
                    self._found.doubt((beside, beside + 1), group.new)
        for k in olds:
            for j in places[:MOST_CHOICES]:
                self._found.doubt((k, k + 1), (j, j + 1))

    def question_twins(self) -> None:
        """Put in doubt what stands more than once, where another of its places is as likely.

        A place is sure with both neighbours. Else it may be another's that has no surer one: that went from
        between the same neighbours, came there, stands back to back with it, or changed.
        """
        old, new = self._found.old.places, self._found.new.places
        for _ in range(_MOST_ROUNDS):
            self._became.keep_doubts()
            count = len(self._became.in_doubt)
            inside = {k: group for group in self._changed.values() for k in range(*group.old)}
            sure = self._sure(old, new)
            for i, j in enumerate(self._found.to_new):
                key = self._found.old.keys[i]
                if j < 0:
                    continue
                start = self._changed[i].new[0] if i in self._changed else j
                twins, places = old[key], new[self._found.new.keys[start]]
                if len(twins) == len(places) == 1 or sure[i] or i in self._became.in_doubt:
                    continue
                if i in inside and inside[i].old[1] - inside[i].old[0] > 1:
                    self._question_joined(inside[i], twins)
                    continue
                if i in self._changed:
                    self._question_changed_twin(i, twins, inside)
                elif self._found.new.keys[j] == key:
                    self._question_twin(i, j, twins)
                    self._question_gone_twin(i, j, twins)
                self._question_copied(i, places)
                self._question_copied_with_neighbour(i, places)
            self._became.keep_doubts()
            if len(self._became.in_doubt) == count:
                return

    def _sure(self, old: dict[int, list[int]], new: dict[int, list[int]]) -> list[bool]:
        """Which units stand between the neighbours they had, and these too, up to one that stands once."""
        found, count = self._found, len(self._found.to_new)
        once = [
            len(old[key]) == 1 >= len(new.get(key, ())) and (j < 0 or len(new[found.new.keys[j]]) == 1)
            for key, j in zip(found.old.keys, found.to_new, strict=True)
        ]
        left, right = [False] * count, [False] * count
        for i in range(count):
            told = i == 0 or once[i - 1] or left[i - 1]
            left[i] = told and found.to_new[i] >= 0 and found.after(i - 1) == found.to_new[i] - 1
        for i in reversed(range(count)):
            told = i + 1 == count or once[i + 1] or right[i + 1]
            right[i] = told and found.to_new[i] >= 0 and found.after(i + 1) == found.to_new[i] + 1
        return [a and b for a, b in zip(left, right, strict=True)]

    def _question_twin(self, i: int, j: int, twins: Sequence[int]) -> None:
        found = self._found
        for k in _next_to(twins, i):
            if k not in self._changed and _is_gap(found.to_new, i, k):
                found.doubt((i, i + 1), (j, j + 1))
                found.doubt((k, k + 1), (j, j + 1))

    def _question_gone_twin(self, i: int, j: int, twins: Sequence[int]) -> None:
        """One that stands beside a neighbour of a twin that went, but for what came between, may be that."""
        found = self._found
        if found.to_old[j] != i:
            return
        low, high = j - 1, j + 1
        while low >= max(0, j - _MOST_GAP) and found.to_old[low] < 0:
            low -= 1
        while high < min(len(found.to_old), j + _MOST_GAP) and found.to_old[high] < 0:
            high += 1
        for k in _next_to(twins, i, BEST):
            went = found.to_new[k] < 0 and k not in self._changed
            if went and (found.before(low) == k - 1 or found.before(high) == k + 1):
                found.doubt((i, i + 1), (j, j + 1))
                found.doubt((k, k + 1), (j, j + 1))
                return

    def _question_joined(self, group: Group, twins: Sequence[int]) -> None:
        """One of several that were joined may be another that reads the same and went or changed."""
        others = [
            k
            for k in twins
            if k not in range(*group.old) and (self._found.to_new[k] < 0 or k in self._changed)
        ]
        head = next((i for i in range(*group.old) if self._changed.get(i) is group), None)
        if not others or head is None:
            return
        self._became.question_group(head)
        for k in others[:BEST]:
            if self._found.to_new[k] < 0:
                self._found.choose((k, k + 1), group.new)

    def _question_copied(self, i: int, places: Sequence[int]) -> None:
        found, keys, j = self._found, self._found.new.keys, self._found.to_new[i]
        group = self._changed.get(i)
        if j < 0:
            return
        size = group.new[1] - group.new[0] if group is not None else 1
        j = group.new[0] if group is not None else j
        for k in _next_to(places, j):
            if found.to_old[k] < 0 and (_is_gap(found.to_old, j, k) or _is_back_to_back(keys, j, k)):
                old = group.old if group is not None else (i, i + 1)
                self._became.question_group(i)
                found.doubt(old, (j, j + size))
                if k + size <= len(keys):
                    found.choose(old, (k, k + size))

    def _question_copied_with_neighbour(self, i: int, places: Sequence[int]) -> None:
        """What came with a new neighbour, as it stands with it elsewhere, is of that other place's."""
        found, keys, j = self._found, self._found.new.keys, self._found.to_new[i]
        if j < 0 or i in self._changed:
            return
        for side in (-1, 1):
            if not 0 <= j + side < len(keys) or found.to_old[j + side] >= 0:
                continue
            pair = keys[j], keys[j + side]
            others = (k for k in places if k != j and 0 <= k + side < len(keys) and found.to_old[k] >= 0)
            if any((keys[k], keys[k + side]) == pair for k in others):
                found.doubt((i, i + 1), (j, j + 1))
                return

    def _question_changed_twin(self, i: int, twins: Sequence[int], inside: dict[int, Group]) -> None:
        """Twins have the same likeness to everything: what they became only their neighbours can tell."""
        found, group = self._found, self._changed[i]
        if group.old[1] - group.old[0] > 1 or self._beside(i, group.new) == 2:
            return
        for k in _next_to(twins, i, BEST):
            other = inside.get(k)
            if other is not None and other.old[1] - other.old[0] > 1:
                self._became.question_group(i)
                found.choose((i, i + 1), other.new)
                return
            there = other.new if other is not None else (found.to_new[k], found.to_new[k] + 1)
            if (
                found.to_new[k] >= 0
                and abs(i - k) > 1
                and (there[1] == group.new[0] or there[0] == group.new[1])
            ):
                # What stood apart stands side by side: either may have come to the other.
                crossed = True
            elif found.to_new[k] < 0:
                crossed = self._beside(k, group.new) >= self._beside(i, group.new)
            else:
                now = self._beside(i, group.new) + self._beside(k, there)
                crossed = self._beside(i, there) + self._beside(k, group.new) >= now
            if crossed:
                places = [group.new] if found.to_new[k] < 0 else [group.new, there]
                self._became.question_group(i)
                self._became.question_group(k)
                for place in places:
                    found.doubt((i, i + 1), place)
                    found.doubt((k, k + 1), place)
                return

    def _beside(self, i: int, new: Range) -> int:
        """On how many sides an old unit would have the neighbours it had."""
        return (self._found.after(i - 1) == new[0] - 1) + (self._found.after(i + 1) == new[1])


def _runs(keys: Sequence[int]) -> Iterator[Range]:
    """Equal units side by side."""
    at = 0
    for _, run in groupby(keys):
        size = len(list(run))
        if size > 1:
            yield at, at + size
        at += size


def _is_run(units: Sequence[int], run: Range) -> bool:
    """Whether units are as many as a run, and stand side by side in order."""
    return len(units) == run[1] - run[0] and list(units) == list(range(units[0], units[0] + len(units)))


def _next_to(places: Sequence[int], unit: int, most: int = 1) -> list[int]:
    """So many of the places before a unit and behind it, without it."""
    at = bisect_left(places, unit)
    behind = at + (at < len(places) and places[at] == unit)
    return [*places[max(0, at - most) : at], *places[behind : behind + most]]


def _is_gap(matched: Sequence[int], one: int, other: int) -> bool:
    """Whether of two units the second is left over, and so is all between them."""
    low, high = (one + 1, other + 1) if one < other else (other, one)
    return high - low <= _MOST_GAP and all(matched[k] < 0 for k in range(low, high))


def _is_back_to_back(keys: Sequence[int], one: int, other: int) -> bool:
    """Whether two equal units are of one stretch that stands twice, one right behind the other."""
    low, high = min(one, other), max(one, other)
    period = high - low
    if period > _MOST_GAP:
        return False
    first, last = low, high
    while first > 0 and keys[first - 1] == keys[first - 1 + period] and low - first < period:
        first -= 1
    while last + 1 < len(keys) and keys[last + 1] == keys[last + 1 - period] and last - high < period:
        last += 1
    return last - first + 1 >= 2 * period

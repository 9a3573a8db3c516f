"""Changed sentences that may as well have become others, or be others changed: put in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.text.aligning.became import FAR, NEAR, VERY, Became, Group
from app.text.aligning.same_sentences import MOST_CHOICES, Range

_MARGIN = 0.06
"""By how much a likeness must be better than another for the one to be told from the other."""
_SURE = 0.85
"""From which share of its words on a sentence that stands where it stood is told from ones less like it."""
_RIVAL = 0.4
"""The least share of a changed sentence's words in one that came for that to be it as well."""
_RIVAL_PART = 0.55
"""The least share in what a sentence holds besides another that went into it."""

_PART = 0.6
"""The least share of a sentence that came for it to be a part of one that was split."""
_MOST_PARTS = 3


class Rivals:
    """Looks at what was matched by its likeness beside what else is as like."""

    def __init__(self, became: Became) -> None:
        self._became = became
        self._found, self._changed = became.found, became.changed
        self._likeness, self._scores = became.likeness, became.scores
        self._kept: dict[tuple[Range, Range], tuple[float, float]] = {}

    def question_same(self) -> None:
        """Put in doubt what stayed word for word while a sentence much like it stands where it stood.

        It may be that the sentence was copied to the one place and changed at the other.
        """
        self._became.keep_doubts()
        beside = self._left_beside()
        for i, j in enumerate(self._found.to_new):
            if j < 0 or i in self._changed or self._found.support(i, j, 1) == 2:
                continue
            here = self._found.after(i - 1) + 1, self._found.after(i + 1) - 1
            least = VERY if self._found.main[i] else FAR
            for k in sorted({*here, *beside[i]} - self._became.promised):
                if (k in beside[i] or self._is_open(i, k)) and self._likeness.part(i, k) >= least:
                    holder = self._found.to_old[k]
                    if holder >= 0:
                        self._became.question_group(holder)
                    self._found.doubt((i, i + 1), (j, j + 1))
                    self._found.doubt((i, i + 1), (k, k + 1))

    def _left_beside(self) -> list[set[int]]:
        """For each old unit the new ones left over that stand where it stood, whatever went beside it.

        That is right behind the last one before it that stayed, or right before the first one behind it.
        """
        to_new, to_old = self._found.to_new, self._found.to_old
        beside: list[set[int]] = [set() for _ in to_new]
        for order, step, at in ((range(len(to_new)), 1, -1), (reversed(range(len(to_new))), -1, len(to_old))):
            for i in order:
                k = at + step
                if 0 <= k < len(to_old) and to_old[k] < 0:
                    beside[i].add(k)
                at = to_new[i] if to_new[i] >= 0 else at
        return beside

    def _is_open(self, i: int, k: int) -> bool:
        """Whether a new unit stands where an old one stood, and holds none that has more to say for it."""
        if not 0 <= k < len(self._found.to_old) or not self._found.support(i, k, 1):
            return False
        holder = self._found.to_old[k]
        if holder < 0:
            return True
        group = self._changed.get(holder)
        alone = group is not None and (group.old, group.new) == ((holder, holder + 1), (k, k + 1))
        told = self._found.support(holder, k, 1) > self._found.support(i, k, 1)
        return alone and not told and self._likeness.dice(i, k) >= VERY

    def question(self) -> None:
        """Put in doubt where a sentence that came is as like as the one taken, or one that went is."""
        by_old: dict[int, list[tuple[int, float]]] = {}
        by_new: dict[int, list[tuple[int, float]]] = {}
        for (i, j), score in self._scores.items():
            by_old.setdefault(i, []).append((j, score))
            by_new.setdefault(j, []).append((i, score))
        for i, group in sorted(self._changed.items()):
            if i not in self._changed or group.old[1] - group.old[0] > 1 or group.new[1] - group.new[0] > 1:
                continue
            j = group.new[0]
            if self._crossed(i, j, by_old[i]):
                continue
            least = self._scores[i, j] - _MARGIN
            others = [k for k, score in by_old[i] if score >= least and self._found.to_old[k] < 0]
            rivals = [k for k, score in by_new[j] if score >= least and self._found.to_new[k] < 0]
            if others or rivals:
                del self._changed[i]
                for k in (j, *others):
                    self._found.doubt((i, i + 1), (k, k + 1))
                for k in rivals:
                    self._found.doubt((k, k + 1), (j, j + 1))

    def question_likeness(self) -> None:
        """Put in doubt what changed much or moved while another, less like it, may be what became of it.

        An author may have rewritten a sentence and left a copy that is more like what it was.
        """
        self._became.keep_doubts()
        olds = [i for i in sorted(self._changed) if i not in self._became.in_doubt]
        sure = {i for i in olds if self._is_sure(i)}
        same = {j for i, j in enumerate(self._found.to_new) if j >= 0 and i not in self._changed}
        grown = {j: i for i, group in self._changed.items() for j in range(*group.new)}
        settled = (same | self._became.promised) - grown.keys()
        news = [j for j in range(len(self._found.to_old)) if j not in settled]
        rivals: dict[int, list[Range]] = {}
        for i, k in self._became.by_rare_words(olds, news):
            low, high = self._changed[i].new
            if k in range(low, high):
                continue
            parts = (k, k + 1) if k in grown else self._parts(i, k)
            # What is sure is asked about where another came right beside it alone.
            if i in sure and ((low != parts[1] and high != parts[0]) or k in grown):
                continue
            if self._rivals(i, parts, grown.get(k)):
                rivals.setdefault(i, []).append(parts)
        for i, places in rivals.items():
            group = self._changed.pop(i)
            self._became.free(group)
            self._found.doubt(group.old, group.new)
            for parts in places:
                self._found.choose(group.old, parts)

    def question_origin(self) -> None:
        """Put in doubt what changed much or moved while another, that went or split, may have become it."""
        self._became.keep_doubts()
        holders = {
            group.new[0]: i
            for i, group in self._changed.items()
            if group.new[1] - group.new[0] == 1 and i not in self._became.in_doubt
        }
        inside = {k: group for group in self._changed.values() for k in range(*group.old)}
        olds = [
            k
            for k, j in enumerate(self._found.to_new)
            if (j < 0 or k in inside) and k not in self._became.in_doubt
        ]
        self._question_copies()
        beside: dict[int, Counter[int]] = {}
        for k, j in list(self._became.by_rare_words(olds, sorted(holders))):
            i = holders[j]
            if i not in self._changed or k in range(*self._changed[i].old):
                continue
            there, bag = self._likeness.bag(j, old=False), self._likeness.bag(k, old=True)
            if k in inside:
                if k not in beside:
                    beside[k] = bag - self._likeness.bags(*inside[k].new, old=False)
                bag = beside[k]
            if not bag:
                continue
            least = _RIVAL_PART * self._likeness.unit_weight(j, old=False)
            if self._is_sure(i):
                # What holds it has one new sentence alone: this.
                least = self._kept_of(self._changed[i])[0]
            if self._likeness.shared(bag, there) >= least:
                self._became.question_group(i)
                if self._found.to_new[k] < 0:
                    self._found.choose((k, k + 1), (j, j + 1))

    def _question_copies(self) -> None:
        """What reads like another, word for word, is a copy of that rather than this one changed."""
        where = self._found.old.places
        for i, group in list(self._changed.items()):
            for j in range(*group.new) if i in self._changed else ():
                for k in where.get(self._found.new.keys[j], ())[:MOST_CHOICES]:
                    if k not in range(*group.old):
                        self._became.question_group(i)

    def complete_doubts(self) -> None:
        """Add to the choices of each sentence in doubt all else that is much like it and left over."""
        self._became.keep_doubts()
        alone = [old[0] for old in self._found.doubts if old[1] - old[0] == 1]
        news = [j for j, i in enumerate(self._found.to_old) if i < 0]
        for i, k in list(self._became.by_rare_words(alone, news)):
            if self._likeness.part(i, k) >= FAR and self._likeness.dice(i, k) >= NEAR:
                self._found.choose((i, i + 1), (k, k + 1))

    def _is_sure(self, i: int) -> bool:
        group = self._changed[i]
        beside = self._found.before(group.new[0] - 1) == group.old[0] - 1
        if not beside and self._found.before(group.new[1]) != group.old[1]:
            return False
        own, weight = self._kept_of(group)
        return own >= _SURE * weight

    def _kept_of(self, group: Group) -> tuple[float, float]:
        """What the old units of a group share with the new ones, and what they weigh."""
        both = group.old, group.new
        if both not in self._kept:
            bag = self._likeness.bags(*group.old, old=True)
            own = self._likeness.shared(bag, self._likeness.bags(*group.new, old=False))
            self._kept[both] = own, self._likeness.weight(bag)
        return self._kept[both]

    def _parts(self, i: int, k: int) -> Range:
        """A new unit left over with those beside it into which an old group may have been split."""
        old = self._likeness.bags(*self._changed[i].old, old=True)

        def is_part(n: int) -> bool:
            if not 0 <= n < len(self._found.to_old) or self._found.to_old[n] >= 0:
                return False
            own = self._likeness.unit_weight(n, old=False)
            return (
                n not in self._became.promised
                and self._likeness.shared(old, self._likeness.bag(n, old=False)) >= _PART * own
            )

        low, high = k, k + 1
        while high - low < _MOST_PARTS and is_part(k) and is_part(low - 1):
            low -= 1
        while high - low < _MOST_PARTS and is_part(k) and is_part(high):
            high += 1
        return low, high

    def _rivals(self, i: int, new: Range, holder: int | None) -> bool:
        """Whether much of an old group stands in new units too, besides what else went into these."""
        old = self._likeness.bags(*self._changed[i].old, old=True)
        there = self._likeness.bags(*new, old=False)
        if holder is not None:
            there = there - self._likeness.bags(*self._changed[holder].old, old=True)
        least = _RIVAL if holder is None else _RIVAL_PART
        return bool(there) and self._likeness.shared(old, there) >= least * self._likeness.weight(old)

    def _crossed(self, i: int, j: int, others: Sequence[tuple[int, float]]) -> bool:
        """Put in doubt two changed sentences that may as well have become each what the other did."""
        score = self._scores[i, j]
        for k, other in others:
            rival = self._found.to_old[k]
            if rival == i or rival not in self._changed or self._changed[rival].new != (k, k + 1):
                continue
            # What was matched first was compared with what was left beside it alone.
            crossed = other + (self._scores.get((rival, j)) or self._likeness.dice(rival, j))
            told = self._found.support(i, j, 1) + self._found.support(rival, k, 1)
            if not told and crossed >= score + self._scores.get((rival, k), 1.0) - 2 * _MARGIN:
                del self._changed[i], self._changed[rival]
                for old in (i, rival):
                    for new in (j, k):
                        self._found.doubt((old, old + 1), (new, new + 1))
                return True
        return False

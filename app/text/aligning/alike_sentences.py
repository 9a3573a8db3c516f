"""Sentences whose words changed: which became which, which were joined or split, which cannot be told."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.text.aligning.contained import contained
from app.text.aligning.same_sentences import MOST_CHOICES, Matching, Range
from app.text.aligning.sequence import Match, chain
from app.text.aligning.units import Likeness, around

_NEAR = 0.4
"""The least likeness of a changed sentence that stands where it stood."""
_FAR = 0.7
"""The least likeness of one that stands elsewhere."""
_VERY = 0.8
"""From which likeness on one is looked for elsewhere before what is hardly alike is taken where it stood."""
_MARGIN = 0.06
"""By how much a likeness must be better than another for the one to be told from the other."""
_SURE = 0.85
"""From which share of its words on a sentence that stands where it stood is told from ones less like it."""
_RIVAL = 0.4
"""The least share of a changed sentence's words in one that came for that to be it as well."""
_RIVAL_PART = 0.55
"""The least share in what a sentence holds besides another that went into it."""
_SHARE = 0.5
"""The least share of a sentence that must have gone into another for it to be a part of it."""
_LEAST_PART = 1.2
"""The least weight of what one old sentence brings into another's."""
_FEW = 2_500
"""Up to how many pairs of sentences all are compared; of more only those that share rare words."""
_RARE = 20
_BEST = 8
_SHORT = 6
_MOST_PARTS = 4
_MOST_ROUNDS = 4
_MOST_GAP = 40


@dataclass
class Group:
    """Old units that became new ones; ``same`` if with all their words, one for one."""

    old: Range
    new: Range
    same: bool


class AlikeSentences:
    """Finds what became of the sentences that a matching of equal ones leaves over."""

    def __init__(self, found: Matching, likeness: Likeness) -> None:
        self._found = found
        self._likeness = likeness
        self._changed: dict[int, Group] = {}
        self._scores: dict[tuple[int, int], float] = {}
        self._whole: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._in_doubt: set[int] = set()
        self._promised: set[int] = set()

    def match(self) -> None:
        """Match what is left, from the likest to the hardly alike; first where it stood, then anywhere."""
        self._whole = self._contained()
        self._match_near(_FAR)
        self._match_far(_VERY)
        self._match_near(_NEAR)
        self._grow()

    def match_remains(self) -> None:
        """Match what is still left anywhere; beside a neighbour it had it may be less alike."""
        self._match_far(_FAR)
        self._grow()

    def question_same(self) -> None:
        """Put in doubt what stayed word for word while a sentence much like it stands where it stood.

        It may be that the sentence was copied to the one place and changed at the other.
        """
        self._keep_doubts()
        for i, j in enumerate(self._found.to_new):
            if j < 0 or i in self._changed or self._found.support(i, j, 1) == 2:
                continue
            here = self._found.after(i - 1) + 1, self._found.after(i + 1) - 1
            least = _VERY if self._found.main[i] else _FAR
            for k in sorted(set(here) - self._promised):
                free = 0 <= k < len(self._found.to_old) and self._found.to_old[k] < 0
                if free and self._found.support(i, k, 1) and self._likeness.part(i, k) >= least:
                    self._found.doubt((i, i + 1), (j, j + 1))
                    self._found.doubt((i, i + 1), (k, k + 1))

    def _match_near(self, least: float) -> None:
        """Match what is left between the same neighbours, in order."""
        self._keep_doubts()
        for low, high in list(self._stretches()):
            news = self._news_beside(low, high)
            pairs = list(self._pairs(range(low, high), news, least))
            ranked = [Match(i, j, score * self._shared(i, j)) for i, j, score in pairs]
            for match in chain(ranked):
                self._take(match.old, match.new)

    def _match_far(self, least: float) -> None:
        self._keep_doubts()
        olds = [i for i, j in enumerate(self._found.to_new) if j < 0 and i not in self._in_doubt]
        news = [j for j, i in enumerate(self._found.to_old) if i < 0 and j not in self._promised]
        beside = _NEAR if least < _VERY else least
        for i, j, score in sorted(self._pairs(olds, news, beside), key=lambda pair: (-pair[2], *pair[:2])):
            if least >= _VERY and self._may_have_stayed(i, j):
                continue
            if self._is_free(i, j) and (score >= least or self._found.support(i, j, 1)):
                self._take(i, j)

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
        self._keep_doubts()
        olds = [i for i in sorted(self._changed) if i not in self._in_doubt and not self._is_sure(i)]
        same = {j for i, j in enumerate(self._found.to_new) if j >= 0 and i not in self._changed}
        grown = {j: i for i, group in self._changed.items() for j in range(*group.new)}
        news = [j for j in range(len(self._found.to_old)) if j in grown or j not in same | self._promised]
        rivals: dict[int, list[int]] = {}
        for i, k in self._by_rare_words(olds, news):
            if k not in range(*self._changed[i].new) and self._rivals(i, k, grown.get(k)):
                rivals.setdefault(i, []).append(k)
        for i, places in rivals.items():
            group = self._changed.pop(i)
            self._free(group)
            self._found.doubt(group.old, group.new)
            for k in places:
                self._found.choose(group.old, (k, k + 1))

    def question_origin(self) -> None:
        """Put in doubt what changed much or moved while another, that went or split, may have become it."""
        self._keep_doubts()
        holders = {
            group.new[0]: i
            for i, group in self._changed.items()
            if group.new[1] - group.new[0] == 1 and i not in self._in_doubt
        }
        inside = {k: group for group in self._changed.values() for k in range(*group.old)}
        olds = [
            k for k, j in enumerate(self._found.to_new) if (j < 0 or k in inside) and k not in self._in_doubt
        ]
        where = _places(self._found.old.keys)
        for i, group in list(self._changed.items()):
            for j in range(*group.new) if i in self._changed else ():
                # What reads like another, word for word, is a copy of that rather than this one changed.
                for k in where.get(self._found.new.keys[j], ())[:MOST_CHOICES]:
                    if k not in range(*group.old):
                        self._question_group(i)
        for k, j in list(self._by_rare_words(olds, sorted(holders))):
            i = holders[j]
            if i not in self._changed or k in range(*self._changed[i].old):
                continue
            there, bag = self._likeness.bag(j, old=False), self._likeness.bag(k, old=True)
            if k in inside:
                bag = bag - self._likeness.bags(*inside[k].new, old=False)
            least = _RIVAL_PART * self._likeness.weight(there)
            if self._is_sure(i):
                least = self._likeness.shared(self._likeness.bags(*self._changed[i].old, old=True), there)
            if bag and self._likeness.shared(bag, there) >= least:
                self._question_group(i)
                if self._found.to_new[k] < 0:
                    self._found.choose((k, k + 1), (j, j + 1))

    def question_runs(self) -> None:
        """Put in doubt what is said twice side by side, unless it all stands side by side again."""
        keys, to_new = self._found.old.keys, self._found.to_new
        i = 0
        while i < len(keys):
            end = i + 1
            while end < len(keys) and keys[end] == keys[i]:
                end += 1
            places = [to_new[k] for k in range(i, end) if to_new[k] >= 0]
            stayed = len(places) == end - i and places[-1] - places[0] == end - i - 1
            if places and end - i > 1 and (not stayed or any(k in self._changed for k in range(i, end))):
                self._question_run((i, end), places)
            i = end

    def _question_run(self, run: Range, places: Sequence[int]) -> None:
        for k in range(*run):
            group = self._changed.pop(k, None)
            if group is not None:
                self._free(group)
                for beside in set(range(*group.old)) - set(range(*run)):
                    self._found.doubt((beside, beside + 1), group.new)
        for k in range(*run):
            for j in places:
                self._found.doubt((k, k + 1), (j, j + 1))

    def _question_group(self, i: int) -> None:
        """Put in doubt what a changed unit became, with all that was taken to have become it as well."""
        group = self._changed.pop(i, None)
        if group is not None:
            self._free(group)
            self._found.doubt(group.old, group.new)

    def question_twins(self) -> None:
        """Put in doubt what stands more than once, where another of its places is as likely.

        A place is sure with both neighbours. Else it may be another's that has no surer one: that went from
        between the same neighbours, came there, stands back to back with it, or changed.
        """
        old, new = _places(self._found.old.keys), _places(self._found.new.keys)
        for _ in range(_MOST_ROUNDS):
            self._keep_doubts()
            count = len(self._in_doubt)
            inside = {k: group for group in self._changed.values() for k in range(*group.old)}
            sure = self._sure(old, new)
            for i, j in enumerate(self._found.to_new):
                key = self._found.old.keys[i]
                if j < 0:
                    continue
                start = self._changed[i].new[0] if i in self._changed else j
                twins, places = old[key], new[self._found.new.keys[start]]
                if len(twins) == len(places) == 1 or sure[i] or i in self._in_doubt:
                    continue
                if i in inside and inside[i].old[1] - inside[i].old[0] > 1:
                    self._question_joined(inside[i], twins)
                    continue
                if i in self._changed:
                    self._question_changed_twin(i, twins, inside)
                elif self._found.new.keys[j] == key:
                    self._question_twin(i, j, twins)
                self._question_copied(i, places)
            self._keep_doubts()
            if len(self._in_doubt) == count:
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
        self._question_group(head)
        for k in others[:_BEST]:
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
                self._question_group(i)
                found.doubt(old, (j, j + size))
                if k + size <= len(keys):
                    found.choose(old, (k, k + size))

    def _question_changed_twin(self, i: int, twins: Sequence[int], inside: dict[int, Group]) -> None:
        """Twins have the same likeness to everything: what they became only their neighbours can tell."""
        found, group = self._found, self._changed[i]
        if group.old[1] - group.old[0] > 1 or self._beside(i, group.new) == 2:
            return
        for k in _next_to(twins, i, _BEST):
            other = inside.get(k)
            if other is not None and other.old[1] - other.old[0] > 1:
                self._question_group(i)
                found.choose((i, i + 1), other.new)
                return
            there = other.new if other is not None else (found.to_new[k], found.to_new[k] + 1)
            if found.to_new[k] < 0:
                crossed = k not in self._in_doubt and self._beside(k, group.new) >= self._beside(i, group.new)
            else:
                now = self._beside(i, group.new) + self._beside(k, there)
                crossed = self._beside(i, there) + self._beside(k, group.new) >= now
            if crossed:
                places = [group.new] if found.to_new[k] < 0 else [group.new, there]
                self._question_group(i)
                self._question_group(k)
                for place in places:
                    found.doubt((i, i + 1), place)
                    found.doubt((k, k + 1), place)
                return

    def _beside(self, i: int, new: Range) -> int:
        """On how many sides an old unit would have the neighbours it had."""
        return (self._found.after(i - 1) == new[0] - 1) + (self._found.after(i + 1) == new[1])

    def complete_doubts(self) -> None:
        """Add to the choices of each sentence in doubt all else that is much like it and left over."""
        self._keep_doubts()
        alone = [old[0] for old in self._found.doubts if old[1] - old[0] == 1]
        news = [j for j, i in enumerate(self._found.to_old) if i < 0]
        for i, k in list(self._by_rare_words(alone, news)):
            if self._likeness.part(i, k) >= _FAR and self._likeness.dice(i, k) >= _NEAR:
                self._found.choose((i, i + 1), (k, k + 1))

    def _free(self, group: Group) -> None:
        for j in range(*group.new):
            self._found.to_old[j] = -1

    def _is_sure(self, i: int) -> bool:
        group = self._changed[i]
        bag = self._likeness.bags(*group.old, old=True)
        own = self._likeness.shared(bag, self._likeness.bags(*group.new, old=False))
        beside = self._found.before(group.new[0] - 1) == group.old[0] - 1
        beside |= self._found.before(group.new[1]) == group.old[1]
        return beside and own >= _SURE * self._likeness.weight(bag)

    def _rivals(self, i: int, k: int, holder: int | None) -> bool:
        """Whether much of an old group stands in a new unit too, besides what else went into that."""
        old, there = self._likeness.bags(*self._changed[i].old, old=True), self._likeness.bag(k, old=False)
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
            crossed = other + self._scores.get((rival, j), 0.0)
            told = self._found.support(i, j, 1) + self._found.support(rival, k, 1)
            if not told and crossed >= score + self._scores.get((rival, k), 1.0) - 2 * _MARGIN:
                del self._changed[i], self._changed[rival]
                for old in (i, rival):
                    for new in (j, k):
                        self._found.doubt((old, old + 1), (new, new + 1))
                return True
        return False

    def groups(self) -> list[Group]:
        """All that was matched, in order of the old draft."""
        self._keep_doubts()
        # One that was put in doubt together with another became nothing, whatever it was taken for before.
        changed = [g for g in self._changed.values() if self._in_doubt.isdisjoint(range(*g.old))]
        grouped = {i for group in self._changed.values() for i in range(*group.old)}
        same = [
            Group((i, i + 1), (j, j + 1), True)
            for i, j in enumerate(self._found.to_new)
            if j >= 0 and i not in grouped and i not in self._in_doubt and self._is_same(i, j)
        ]
        return sorted([*same, *changed], key=lambda group: group.old)

    def _is_same(self, i: int, j: int) -> bool:
        return self._found.old.keys[i] == self._found.new.keys[j]

    def _may_have_stayed(self, i: int, j: int) -> bool:
        """Whether another unit than this, like the old one or a part of it, stands where that stood."""
        for k in (self._found.after(i - 1) + 1, self._found.after(i + 1) - 1):
            free = k != j and 0 <= k < len(self._found.to_old) and self._found.to_old[k] < 0
            if free and self._likeness.part(i, k) >= _FAR and self._found.support(i, k, 1):
                return True
        return False

    def _contained(self) -> tuple[dict[int, int], dict[int, int]]:
        """The old units that stand whole in a new one, and the new ones that stood whole in an old one."""
        old, new = self._found.old, self._found.new
        free_old = [
            self._found.to_new[n] < 0 for n, u in enumerate(old.units) for _ in range(u.first, u.last)
        ]
        free_new = [
            self._found.to_old[n] < 0 for n, u in enumerate(new.units) for _ in range(u.first, u.last)
        ]
        into, out_of = dict[int, int](), dict[int, int]()
        for stretch in contained(old, new, free_old, free_new, self._likeness):
            here = around(old, stretch.old, stretch.old + stretch.size)
            there = around(new, stretch.new, stretch.new + stretch.size)
            if there[1] - there[0] == here[1] - here[0] == 1:
                if stretch.size == old.length(here[0]):
                    into[here[0]] = there[0]
                else:
                    out_of[there[0]] = here[0]
        return into, out_of

    def _keep_doubts(self) -> None:
        doubts = self._found.doubts
        self._in_doubt = {i for old in doubts for i in range(*old)}
        self._promised = {j for choices in doubts.values() for _, new in choices for j in range(*new)}

    def _is_free(self, i: int, j: int) -> bool:
        return self._found.to_new[i] < 0 and self._found.to_old[j] < 0

    def _take(self, i: int, j: int) -> None:
        self._found.pair(i, j)
        self._changed[i] = Group((i, i + 1), (j, j + 1), False)

    def _shared(self, i: int, j: int) -> float:
        bag = self._likeness.bag
        return self._likeness.shared(bag(i, old=True), bag(j, old=False))

    def _stretches(self) -> Iterable[Range]:
        low = -1
        for i, j in enumerate([*self._found.to_new, 0]):
            left = j < 0 and i not in self._in_doubt
            if left and low < 0:
                low = i
            elif not left and low >= 0:
                yield low, i
                low = -1

    def _news_beside(self, low: int, high: int) -> list[int]:
        """The new units left over that follow what stood before old ones, and precede what stood behind."""
        free = self._found.to_old
        news: set[int] = set()
        j = self._found.after(low - 1) + 1
        # Beside a neighbour that went as well nothing is known.
        while (low == 0 or self._found.to_new[low - 1] >= 0) and j < len(free) and free[j] < 0:
            news.add(j)
            j += 1
        j = self._found.after(high) - 1
        while (high == len(self._found.to_new) or self._found.to_new[high] >= 0) and j >= 0 and free[j] < 0:
            if j in news:
                break
            news.add(j)
            j -= 1
        return sorted(news - self._promised)

    def _pairs(
        self, olds: Sequence[int], news: Sequence[int], least: float
    ) -> Iterable[tuple[int, int, float]]:
        """Old and new units with how alike they are, if at least so much."""
        few = len(olds) * len(news) <= _FEW
        for i, j in ((i, j) for i in olds for j in news) if few else self._by_rare_words(olds, news):
            score = self._likeness.dice(i, j)
            # What went whole into a sentence became no other, and what came whole out of one was no other.
            if self._whole[0].get(i, j) != j or self._whole[1].get(j, i) != i:
                continue
            if score >= least:
                self._scores[i, j] = score
                yield i, j, score

    def _by_rare_words(self, olds: Sequence[int], news: Sequence[int]) -> Iterable[tuple[int, int]]:
        """For each old unit the new ones with which it shares most words that stand in few of them."""
        where: dict[int, list[int]] = {}
        for j in news:
            for word in self._likeness.bag(j, old=False):
                where.setdefault(word, []).append(j)
        for i in olds:
            votes = Counter[int]()
            bag = self._likeness.bag(i, old=True)
            # One word in common is chance, but for the shortest.
            least = 2 if len(bag) >= _SHORT else 1
            for word in bag:
                places = where.get(word, ())
                if len(places) <= _RARE:
                    votes.update(places)
            for j, shared in votes.most_common(_BEST):
                if shared >= least:
                    yield i, j

    def _grow(self) -> None:
        """Join to each changed sentence the ones beside it that went into it, or came out of it."""
        for i in sorted(self._changed):
            group = self._changed[i]
            while group.old[1] - group.old[0] + group.new[1] - group.new[0] <= _MOST_PARTS:
                grown = self._grown(group)
                if grown is None:
                    break
                self._changed[i] = group = grown
                for k in range(*grown.old):
                    self._found.pair(k, grown.new[0] if self._found.to_new[k] < 0 else self._found.to_new[k])
                for k in range(*grown.new):
                    self._found.to_old[k] = (
                        grown.old[0] if self._found.to_old[k] < 0 else self._found.to_old[k]
                    )

    def _grown(self, group: Group) -> Group | None:
        likeness = self._likeness
        old, new = likeness.bags(*group.old, old=True), likeness.bags(*group.new, old=False)
        common = likeness.shared(old, new)
        for low, high in ((group.new[0] - 1, group.new[1]), (group.new[0], group.new[1] + 1)):
            k = low if low < group.new[0] else high - 1
            if 0 <= k < len(self._found.to_old) and self._found.to_old[k] < 0 and k not in self._promised:
                more = likeness.bag(k, old=False)
                gain = likeness.shared(old, new + more) - common
                if gain >= _SHARE * likeness.weight(more):
                    return Group(group.old, (low, high), False)
        for low, high in ((group.old[0] - 1, group.old[1]), (group.old[0], group.old[1] + 1)):
            k = low if low < group.old[0] else high - 1
            if 0 <= k < len(self._found.to_new) and self._found.to_new[k] < 0 and k not in self._in_doubt:
                more = likeness.bag(k, old=True)
                gain = likeness.shared(old + more, new) - common
                # A few common words are in many a sentence.
                if gain >= max(_LEAST_PART, _SHARE * likeness.weight(more)) and not self._has_like(k):
                    return Group((low, high), group.new, False)
        return None

    def _has_like(self, i: int) -> bool:
        """Whether a unit right beside, left over too, is much like this one."""
        bag = self._likeness.bag(i, old=True)
        for k in (i - 1, i + 1):
            if 0 <= k < len(self._found.to_new) and self._found.to_new[k] < 0:
                other = self._likeness.bag(k, old=True)
                least = _FAR * min(self._likeness.weight(bag), self._likeness.weight(other))
                if self._likeness.shared(bag, other) >= least:
                    return True
        return False


def _places(keys: Sequence[int]) -> dict[int, list[int]]:
    """Where each key stands, in order."""
    places: dict[int, list[int]] = {}
    for unit, key in enumerate(keys):
        places.setdefault(key, []).append(unit)
    return places


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

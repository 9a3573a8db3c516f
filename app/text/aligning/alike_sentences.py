"""Sentences whose words changed: which became which, which were joined or split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.text.aligning.became import FAR, NEAR, VERY, Became, Group
from app.text.aligning.contained import contained
from app.text.aligning.same_sentences import Range
from app.text.aligning.sequence import Match, chain
from app.text.aligning.units import Side, around

_SHARE = 0.5
"""The least share of a sentence that must have gone into another for it to be a part of it."""
_LEAST_PART = 1.2
"""The least weight of what one old sentence brings into another's."""
_FEW = 2_500
"""Up to how many pairs of sentences all are compared; of more only those that share rare words."""
_MOST_PARTS = 4


class AlikeSentences:
    """Finds what became of the sentences that a matching of equal ones leaves over."""

    def __init__(self, became: Became) -> None:
        self._became = became
        self._found, self._changed = became.found, became.changed
        self._likeness, self._scores = became.likeness, became.scores
        self._whole: tuple[dict[int, int], dict[int, int]] = ({}, {})

    def match(self) -> None:
        """Match what is left, from the likest to the hardly alike; first where it stood, then anywhere."""
        self._whole = self._contained()
        self._match_near(FAR)
        self._match_far(VERY)
        self._match_near(NEAR)
        self._grow()

    def match_remains(self) -> None:
        """Match what is still left anywhere; beside a neighbour it had it may be less alike."""
        self._match_far(FAR)
        self._grow()

    def doubt_by_rank(self) -> None:
        """Put in doubt what no word tells from many others left over there: it may be that of its rank."""
        self._became.keep_doubts()
        for low, high in list(self._stretches()):
            news, size = self._news_beside(low, high), high - low
            if size * len(news) <= _FEW:
                continue
            for n in range(size):
                # Counted from the front and from the back.
                for rank in sorted({n, len(news) - size + n}):
                    i, j = low + n, news[rank] if 0 <= rank < len(news) else -1
                    if j >= 0 and self._likeness.dice(i, j) >= NEAR:
                        self._found.choose((i, i + 1), (j, j + 1))

    def _match_near(self, least: float) -> None:
        """Match what is left between the same neighbours, in order."""
        self._became.keep_doubts()
        for low, high in list(self._stretches()):
            news = self._news_beside(low, high)
            pairs = list(self._pairs(range(low, high), news, least))
            ranked = [Match(i, j, score * self._shared(i, j)) for i, j, score in pairs]
            for match in chain(ranked):
                self._became.take(match.old, match.new)

    def _match_far(self, least: float) -> None:
        self._became.keep_doubts()
        olds = [i for i, j in enumerate(self._found.to_new) if j < 0 and i not in self._became.in_doubt]
        news = [j for j, i in enumerate(self._found.to_old) if i < 0 and j not in self._became.promised]
        beside = NEAR if least < VERY else least
        for i, j, score in sorted(self._pairs(olds, news, beside), key=lambda pair: (-pair[2], *pair[:2])):
            if least >= VERY and self._may_have_stayed(i, j):
                continue
            if self._became.is_free(i, j) and (score >= least or self._found.support(i, j, 1)):
                self._became.take(i, j)

    def _may_have_stayed(self, i: int, j: int) -> bool:
        """Whether another unit than this, like the old one or a part of it, stands where that stood."""
        for k in (self._found.after(i - 1) + 1, self._found.after(i + 1) - 1):
            free = k != j and 0 <= k < len(self._found.to_old) and self._found.to_old[k] < 0
            if free and self._likeness.part(i, k) >= FAR and self._found.support(i, k, 1):
                return True
        return False

    def _contained(self) -> tuple[dict[int, int], dict[int, int]]:
        """The old units that stand whole in a new one, and the new ones that stood whole in an old one."""
        old, new = self._found.old, self._found.new
        free_old, free_new = _left(old, self._found.to_new), _left(new, self._found.to_old)
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

    def _shared(self, i: int, j: int) -> float:
        bag = self._likeness.bag
        return self._likeness.shared(bag(i, old=True), bag(j, old=False))

    def _stretches(self) -> Iterable[Range]:
        low = -1
        for i, j in enumerate([*self._found.to_new, 0]):
            left = j < 0 and i not in self._became.in_doubt
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
        return sorted(news - self._became.promised)

    def _pairs(
        self, olds: Sequence[int], news: Sequence[int], least: float
    ) -> Iterable[tuple[int, int, float]]:
        """Old and new units with how alike they are, if at least so much."""
        few = len(olds) * len(news) <= _FEW
        for i, j in ((i, j) for i in olds for j in news) if few else self._became.by_rare_words(olds, news):
            score = self._likeness.dice(i, j)
            # What went whole into a sentence became no other, and what came whole out of one was no other.
            if self._whole[0].get(i, j) != j or self._whole[1].get(j, i) != i:
                continue
            if score >= least:
                self._scores[i, j] = score
                yield i, j, score

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
            if (
                0 <= k < len(self._found.to_old)
                and self._found.to_old[k] < 0
                and k not in self._became.promised
                and self._whole[1].get(k, group.old[0]) in range(*group.old)
            ):
                more = likeness.bag(k, old=False)
                gain = likeness.shared(old, new + more) - common
                if gain >= _SHARE * likeness.weight(more):
                    return Group(group.old, (low, high), False)
        for low, high in ((group.old[0] - 1, group.old[1]), (group.old[0], group.old[1] + 1)):
            k = low if low < group.old[0] else high - 1
            if (
                0 <= k < len(self._found.to_new)
                and self._found.to_new[k] < 0
                and k not in self._became.in_doubt
                and self._whole[0].get(k, group.new[0]) in range(*group.new)
            ):
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
                least = FAR * min(self._likeness.weight(bag), self._likeness.weight(other))
                if self._likeness.shared(bag, other) >= least:
                    return True
        return False


def _left(side: Side, matched: Sequence[int]) -> list[bool]:
    """For each token whether its unit became nothing."""
    left: list[bool] = []
    for unit, became in zip(side.units, matched, strict=True):
        left += [became < 0] * (unit.last - unit.first)
    return left

"""What became of which sentences, as far as it is known while two drafts are aligned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from app.text.aligning.same_sentences import Matching, Range
from app.text.aligning.units import Likeness

NEAR = 0.4
"""The least likeness of a changed sentence that stands where it stood."""
FAR = 0.7
"""The least likeness of one that stands elsewhere."""
VERY = 0.8
"""From which likeness on one is looked for elsewhere before what is hardly alike is taken where it stood."""
_RARE = 20
_SHORT = 6
BEST = 8
"""With how many others a sentence is compared at most."""


@dataclass
class Group:
    """Old units that became new ones; ``same`` if with all their words, one for one."""

    old: Range
    new: Range
    same: bool


class Became:
    """A matching of sentences with the groups of them that changed, and what is in doubt.

    ``changed`` holds each group by its first old unit, ``scores`` how alike the pairs compared are;
    ``in_doubt`` are old units that became nothing certain, ``promised`` the new ones they may be.
    """

    def __init__(self, found: Matching, likeness: Likeness) -> None:
        self.found = found
        self.likeness = likeness
        self.changed: dict[int, Group] = {}
        self.scores: dict[tuple[int, int], float] = {}
        self.in_doubt: set[int] = set()
        self.promised: set[int] = set()

    def keep_doubts(self) -> None:
        doubts = self.found.doubts
        self.in_doubt = {i for old in doubts for i in range(*old)}
        self.promised = {j for choices in doubts.values() for _, new in choices for j in range(*new)}

    def is_free(self, i: int, j: int) -> bool:
        return self.found.to_new[i] < 0 and self.found.to_old[j] < 0

    def take(self, i: int, j: int) -> None:
        self.found.pair(i, j)
        self.changed[i] = Group((i, i + 1), (j, j + 1), False)

    def free(self, group: Group) -> None:
        for j in range(*group.new):
            self.found.to_old[j] = -1

    def question_group(self, i: int) -> None:
        """Put in doubt what a changed unit became, with all that was taken to have become it as well."""
        group = self.changed.pop(i, None)
        if group is not None:
            self.free(group)
            self.found.doubt(group.old, group.new)

    def groups(self) -> list[Group]:
        """All that was matched, in order of the old draft."""
        self.keep_doubts()
        # One that was put in doubt together with another became nothing, whatever it was taken for before.
        changed = [g for g in self.changed.values() if self.in_doubt.isdisjoint(range(*g.old))]
        grouped = {i for group in self.changed.values() for i in range(*group.old)}
        same = [
            Group((i, i + 1), (j, j + 1), True)
            for i, j in enumerate(self.found.to_new)
            if j >= 0 and i not in grouped and i not in self.in_doubt and self._is_same(i, j)
        ]
        return sorted([*same, *changed], key=lambda group: group.old)

    def _is_same(self, i: int, j: int) -> bool:
        return self.found.old.keys[i] == self.found.new.keys[j]

    def by_rare_words(self, olds: Sequence[int], news: Sequence[int]) -> Iterable[tuple[int, int]]:
        """For each old unit the new ones with which it shares most words that stand in few of them."""
        where: dict[int, list[int]] = {}
        for j in news:
            for word in self.likeness.bag(j, old=False):
                where.setdefault(word, []).append(j)
        few = {word: places for word, places in where.items() if len(places) <= _RARE}
        for i in olds:
            bag = self.likeness.bag(i, old=True)
            # One word in common is chance, but for the shortest.
            least = 2 if len(bag) >= _SHORT else 1
            votes = Counter(chain.from_iterable(few[word] for word in bag if word in few))
            for j, shared in votes.most_common(BEST):
                if shared >= least:
                    yield i, j

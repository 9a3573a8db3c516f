"""Which word is which where the drafts alone do not say: the same two texts always have the same truth.

Several edits, one after the other, can make what a simpler one would have made: a word replaced and replaced
back, two sentences that read the same changing places, a word that comes where the same word went. Who reads
both drafts sees the simpler edit, and so does this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby, permutations

from benchmarks.draft_edits import MARKS, Draft, Word

_MOST = 5
"""Up to so many sentences that read the same are looked at."""


def settled(old: Draft, new: Draft) -> Draft:
    """The new draft, its words those that a reader of both takes them for."""
    return _Settling(old, new).done()


class _Settling:
    def __init__(self, old: Draft, new: Draft) -> None:
        self._old_text = [word.text for _, _, word in old.words]
        self._was = [_read(text) for text in self._old_text]
        self._new = new
        self._words = [self._back(word) for _, _, word in new.words]
        self._units = list(_sentences(new))
        self._old_units = {n: unit for unit in _sentences(old) for n in unit}

    def done(self) -> Draft:
        for unit in self._units:
            self._put_in_place(unit)
        for _, run in groupby(self._units, lambda unit: [_read(self._words[n].text) for n in unit]):
            self._put_in_order(list(run))
        stay = {word.of for word in self._words if word.of >= 0 and word.same}
        for unit in self._units:
            for came in list(self._came(unit)):
                self._fill(came, [n for n in self._room(unit, came) if n not in stay])
        return replace(
            self._new,
            words=[(*place[:2], word) for place, word in zip(self._new.words, self._words, strict=True)],
        )

    def _back(self, word: Word) -> Word:
        """A word replaced, and then by what it was, is that word."""
        back = word.of >= 0 and _read(word.text) == self._was[word.of] != ""
        return replace(word, same=True) if back else word

    def _put_in_place(self, unit: range) -> None:
        """A sentence that came to the place of one that reads the same, and went, is that one.

        Had that stayed and this one gone, the two texts would be the same to the letter.
        """
        if not all(self._stayed(n) for n in unit):
            return
        own = [self._words[n].of for n in unit]
        there = {word.of for word in self._words}
        before = self._words[unit.start - 1].of if unit.start else -1
        behind = self._words[unit.stop].of if unit.stop < len(self._words) else len(self._was)
        twin = range(before + 1, behind)
        if (
            len(twin) == len(own)
            and [self._old_text[k] for k in twin] == [self._old_text[k] for k in own]
            and self._old_units[twin.start] == twin
            and there.isdisjoint(twin)
        ):
            for n, k in zip(unit, twin, strict=True):
                self._words[n] = replace(self._words[n], of=k)

    def _put_in_order(self, run: Sequence[range]) -> None:
        """Of sentences side by side that read the same nobody sees that they changed places.

        Each is the one whose neighbours it has; where these say nothing, what it was.
        """
        stayed = [unit for unit in run if all(self._stayed(n) for n in unit)]
        if not 1 < len(stayed) <= _MOST:
            return
        places = [[self._words[n].of for n in unit] for unit in stayed]
        likeliest = max(permutations(places), key=lambda order: self._beside(stayed, order))
        for unit, old in zip(stayed, likeliest, strict=True):
            for n, of in zip(unit, old, strict=True):
                self._words[n] = replace(self._words[n], of=of)

    def _beside(self, stayed: Sequence[range], order: Sequence[Sequence[int]]) -> int:
        """On how many sides these sentences, were they these old ones, would have the neighbours they had."""
        of = {n: k for unit, old in zip(stayed, order, strict=True) for n, k in zip(unit, old, strict=True)}
        ends = [(unit.start - 1, old[0] - 1) for unit, old in zip(stayed, order, strict=True)]
        ends += [(unit.stop, old[-1] + 1) for unit, old in zip(stayed, order, strict=True)]
        return sum(of.get(n, self._words[n].of) == k for n, k in ends if 0 <= n < len(self._words) and k >= 0)

    def _stayed(self, n: int) -> bool:
        return self._words[n].of >= 0 and self._words[n].same

    def _came(self, unit: range) -> Iterator[range]:
        """The stretches of a sentence that are neither words that stayed nor copies."""
        at = unit.start
        for came, run in groupby(unit, lambda n: not self._stayed(n) and self._words[n].like < 0):
            size = len(list(run))
            if came:
                yield range(at, at + size)
            at += size

    def _room(self, unit: range, came: range) -> Sequence[int]:
        """The old words between those that stayed before and behind, or as far as their sentence goes."""
        before = self._words[came.start - 1].of if came.start > unit.start else -1
        behind = self._words[came.stop].of if came.stop < unit.stop else -1
        if behind < 0 <= before and came.stop == unit.stop < len(self._words):
            # Of a sentence that was split the rest goes on there.
            rest = self._words[unit.stop].of
            if rest in range(before + 1, self._old_units[before].stop):
                return range(before + 1, rest)
        if before < 0 <= behind and came.start == unit.start > 0:
            rest = self._words[unit.start - 1].of
            if rest in range(self._old_units[behind].start, behind):
                return range(rest + 1, behind)
        if (before < 0) is (came.start > unit.start) or (behind < 0) is (came.stop < unit.stop):
            return ()
        if before < 0 and behind < 0:
            return ()
        # As far as the sentence of either goes: of one between them nothing is looked for.
        ahead = range(before + 1, self._old_units[before].stop) if before >= 0 else range(0)
        back = range(self._old_units[behind].start, behind) if behind >= 0 else range(0)
        if before >= 0 and behind in ahead:
            return range(before + 1, behind)
        return sorted({*ahead, *back})

    def _fill(self, came: range, gone: Sequence[int]) -> None:
        """A word that came where the same word went is that word; one alone for one alone stands for it."""
        here, there = [_read(self._words[n].text) for n in came], [self._was[n] for n in gone]
        held = {self._words[n].of: n for n in came if self._words[n].of >= 0}
        for low, first, size in SequenceMatcher(None, there, here, autojunk=False).get_matching_blocks():
            for k, n in zip(gone[low : low + size], came[first : first + size], strict=True):
                if self._was[k]:
                    if k in held and self._words[held[k]].of == k:
                        self._words[held[k]] = replace(self._words[held[k]], of=-1, same=True)
                    self._words[n] = replace(self._words[n], of=k, same=True)
        if len(here) == len(there) == 1 and self._words[came.start].of < 0:
            self._words[came.start] = replace(self._words[came.start], of=gone[0], same=False)


@cache
def _read(text: str) -> str:
    """A word as it reads, however it is set."""
    return text.replace("’", "'").strip(MARKS).casefold()


def _sentences(draft: Draft) -> Iterator[range]:
    """The words of each sentence."""
    at = 0
    for _, end in draft.sentences:
        first = at
        while at < len(draft.words) and draft.words[at][0] < end:
            at += 1
        yield range(first, at)

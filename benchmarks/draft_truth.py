"""Which word is which where the drafts alone do not say: the same two texts always have the same truth.

Several edits, one after the other, can make what a simpler one would have made: a word replaced and replaced
back, two sentences that read the same changing places, a word that comes where the same word went. Who reads
both drafts sees the simpler edit, and so does this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from itertools import chain, groupby, permutations

from benchmarks.draft_edits import MARKS, Draft, Word

_MOST = 5
"""Up to so many sentences that read the same are looked at."""
_NEAR = 12
"""How many words apart two of which nobody can tell one from the other may be."""
_PARTS = re.compile("[-–—/]")
_LEAST = 0.4
"""The least share of a sentence's letters by which it is known again elsewhere."""
_MOST_EXCHANGES = 3
"""How many words are taken for others at once."""


def settled(old: Draft, new: Draft) -> Draft:
    """The new draft, its words those that a reader of both takes them for."""
    return _Settling(old, new).done()


def exchanged(old: Draft, new: Draft, claim: tuple[int, int], found: tuple[int, int]) -> Iterator[Draft]:
    """The new draft as other readers may take it, as far as a claim and what it was found as are concerned.

    Of a word that stands twice with no word between that stayed, nobody can tell which is the one that
    stayed, or which of two it was: of *Trump Trump*, where *Trump* was; of *all to himself to collect*, of
    which *all to collect* is left. As many words stayed then, in the same order. So it is of two words that
    changed sides, of which one alone can have stayed in order: it may be that which stands as it stood.
    ``claim`` are old words, ``found`` is a stretch of the new text.
    """
    here = range(max(0, claim[0] - _NEAR), min(len(old.words), claim[1] + _NEAR))
    at = [n for n, (start, end, _) in enumerate(new.words) if start < found[1] and end > found[0]]
    there = range(max(0, min(at) - _NEAR), min(len(new.words), max(at) + 1 + _NEAR)) if at else range(0)
    known = {tuple(word for _, _, word in new.words)}
    left = [new]
    for _ in range(_MOST_EXCHANGES):
        left, before = [], left
        for draft in before:
            others = (
                _exchanged_new(draft, there),
                _exchanged_old(old, draft, here),
                _exchanged_across(old, draft, there),
            )
            for other in chain.from_iterable(others):
                words = tuple(word for _, _, word in other.words)
                if words not in known:
                    known.add(words)
                    left.append(other)
                    yield other


def _exchanged_new(draft: Draft, among: range) -> Iterator[Draft]:
    """With a word that stayed for one that came and reads the same."""
    words = [word for _, _, word in draft.words]
    for n in among:
        for m in range(n + 1, min(n + 1 + _NEAR, len(words))):
            one, other = words[n], words[m]
            stayed = [word.of >= 0 and word.same for word in (one, other)]
            if stayed[0] is not stayed[1] and _read(one.text) == _read(other.text) != "":
                yield _with(
                    draft,
                    {
                        n: replace(one, of=other.of, same=other.same, like=other.like),
                        m: replace(other, of=one.of, same=one.same, like=one.like),
                    },
                )
            if stayed[1]:
                break


def _exchanged_old(old: Draft, draft: Draft, among: range) -> Iterator[Draft]:
    """With a word that stayed taken for one that went and read the same."""
    there = {word.of: n for n, (_, _, word) in enumerate(draft.words) if word.of >= 0 and word.same}
    for k in among:
        for m in range(k + 1, min(k + 1 + _NEAR, len(old.words))):
            stayed = k in there, m in there
            if (
                stayed[0] is not stayed[1]
                and _read(old.words[k][2].text) == _read(old.words[m][2].text) != ""
            ):
                n, of = (there[k], m) if stayed[0] else (there[m], k)
                others = {
                    at: replace(word, of=-1)
                    for at, (_, _, word) in enumerate(draft.words)
                    if word.of == of and not word.same
                }
                yield _with(draft, {**others, n: replace(draft.words[n][2], of=of)})
            if stayed[1]:
                break


def _exchanged_across(old: Draft, draft: Draft, among: range) -> Iterator[Draft]:
    """With a word alone between two that stayed taken for one that came, and a straighter one for it."""
    words = [word for _, _, word in draft.words]
    stay = [n for n, word in enumerate(words) if word.of >= 0 and word.same]
    kept = {words[n].of for n in stay}
    for before, n, behind in zip(stay, stay[1:], stay[2:], strict=False):
        a, i, b = words[before].of, words[n].of, words[behind].of
        if n not in among or not a < i < b or max(b - a, behind - before) > 2 * _NEAR:
            continue
        for k in set(range(a + 1, b)) - kept:
            for m in set(range(before + 1, behind)) - {n}:
                least = _askew((k, m), (a, before), (b, behind))
                crossed = (k - i) * (m - n) < 0 and least <= _askew((i, n), (a, before), (b, behind))
                if crossed and _read(words[m].text) == _read(old.words[k][2].text) != "":
                    others = {at: replace(word, of=-1) for at, word in enumerate(words) if word.of == k}
                    others |= {n: replace(words[n], of=-1), m: replace(words[m], of=k, same=True)}
                    yield _with(draft, others)


def _askew(both: tuple[int, int], before: tuple[int, int], behind: tuple[int, int]) -> int:
    """By how much an old and a new word stand at other distances from what stayed before and behind."""
    (k, m), (a, c), (b, d) = both, before, behind
    return abs((k - a) - (m - c)) + abs((b - k) - (d - m))


def _with(draft: Draft, others: Mapping[int, Word]) -> Draft:
    words = [(start, end, others.get(n, word)) for n, (start, end, word) in enumerate(draft.words)]
    return replace(draft, words=words)


class _Settling:
    def __init__(self, old: Draft, new: Draft) -> None:
        self._old_text = [word.text for _, _, word in old.words]
        self._was = [_read(text) for text in self._old_text]
        self._new = new
        self._words = [self._back(word) for _, _, word in new.words]
        self._units = list(_sentences(new))
        self._old_units = {n: unit for unit in _sentences(old) for n in unit}

    def done(self) -> Draft:
        self._tell_copies()
        for unit in self._units:
            self._put_in_place(unit)
        for _, run in groupby(self._units, lambda unit: [_read(self._words[n].text) for n in unit]):
            self._put_in_order(list(run))
        stay = {word.of for word in self._words if word.of >= 0 and word.same}
        for unit in self._units:
            for came in list(self._came(unit)):
                self._fill(came, [n for n in self._room(unit, came) if n not in stay and self._was[n]])
        for unit in self._units:
            self._part_with(unit)
        return replace(
            self._new,
            words=[(*place[:2], word) for place, word in zip(self._new.words, self._words, strict=True)],
        )

    def _back(self, word: Word) -> Word:
        """A word replaced, and then by what it was, is that word; one in the place of a mark has come."""
        if word.of >= 0 and not word.same and not self._was[word.of]:
            return replace(word, of=-1, same=True)
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

    def _part_with(self, unit: range) -> None:
        """A sentence that stands elsewhere and has few letters of its old one is another, to every reader."""
        was = {self._old_units[self._words[n].of] for n in unit if self._words[n].of >= 0}
        if len(was) != 1:
            for old in was:
                self._part_with_joined(unit, old)
            return
        old = was.pop()
        kept = sum(len(self._words[n].text) for n in unit if self._stayed(n))
        before, behind = self._beside_in_old(unit)
        least = min(sum(len(self._old_text[k]) for k in old), sum(len(self._words[n].text) for n in unit))
        if kept < _LEAST * least and not before < old.start < behind:
            self._are_others(unit)

    def _part_with_joined(self, unit: range, old: range) -> None:
        """What was put elsewhere and joined to another sentence, all its words replaced: words that came.

        *Amanda Terkel*, put before *I would*, joined to it and replaced by *That's exporting*: the drafts
        are the same to the letter as if the two words had gone and two others come.
        """
        part = [n for n in unit if self._words[n].of in old]
        before, behind = self._beside_in_old(range(part[0], part[-1] + 1))
        if not any(map(self._stayed, part)) and not (before < old.stop and old.start <= behind):
            self._are_others(part)

    def _beside_in_old(self, at: range) -> tuple[int, int]:
        """The old words that stayed before and behind a place."""
        before = next((self._words[n].of for n in reversed(range(at.start)) if self._stayed(n)), -1)
        after = range(at.stop, len(self._words))
        return before, next((self._words[n].of for n in after if self._stayed(n)), len(self._was))

    def _are_others(self, words: Iterable[int]) -> None:
        for n in words:
            word = self._words[n]
            if word.of >= 0:
                self._words[n] = replace(word, of=-1, same=True, like=word.of if word.same else -1)

    def _tell_copies(self) -> None:
        """Of sentences and a copy of them that reads the same, those are the copy that have fewer neighbours.

        Which of the two the author wrote as the copy the drafts do not say: one that stands where the
        sentences stood while these, the same to the letter, stand elsewhere is to every reader what stayed.
        """
        read = [tuple(_read(self._words[n].text) for n in unit) for unit in self._units]
        copies: dict[tuple[str, ...], list[int]] = {}
        for number, unit in enumerate(self._units):
            if all(self._words[n].of < 0 for n in unit):
                copies.setdefault(read[number], []).append(number)
        at = 0
        while at < len(self._units):
            most = 1
            for copy in copies.get(read[at], ()):
                size = 0
                while self._is_copy(at + size, copy + size):
                    size += 1
                if size and self._are_rather(at, copy, size):
                    self._exchange(at, copy, size)
                most = max(most, size)
            at += most

    def _is_copy(self, at: int, copy: int) -> bool:
        """Whether of two sentences the first was there and the second, which came, reads the same."""
        if not max(at, copy) < len(self._units):
            return False
        one = [self._words[n] for n in self._units[at]]
        other = [self._words[n] for n in self._units[copy]]
        return (
            all(word.of >= 0 for word in one)
            and all(word.of < 0 for word in other)
            and [_read(word.text) for word in one] == [_read(word.text) for word in other]
        )

    def _are_rather(self, at: int, copy: int, size: int) -> bool:
        """Whether copies have more of the neighbours that the sentences had of which they are copies."""
        old = self._words[self._units[at].start].of, self._words[self._units[at + size - 1].stop - 1].of

        def neighbours(first: int) -> int:
            before, behind = self._units[first].start - 1, self._units[first + size - 1].stop
            return self._is_at(before, old[0] - 1) + self._is_at(behind, old[1] + 1)

        return neighbours(copy) > neighbours(at)

    def _is_at(self, n: int, k: int) -> bool:
        """Whether a new word is an old one, or both are none: the drafts begin, or end, there."""
        outside = n in (-1, len(self._words)), k in (-1, len(self._was))
        return all(outside) if any(outside) else self._words[n].of == k

    def _exchange(self, at: int, copy: int, size: int) -> None:
        for number, other in zip(range(at, at + size), range(copy, copy + size), strict=True):
            for n, m in zip(self._units[number], self._units[other], strict=True):
                one, two = self._words[n], self._words[m]
                self._words[n] = replace(one, of=-1, same=True, like=one.of)
                self._words[m] = replace(two, of=one.of, same=one.same, like=-1)

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
        self._fill_parts(came, gone)
        if len(here) == len(there) == 1 and self._words[came.start].of < 0:
            self._words[came.start] = replace(self._words[came.start], of=gone[0], same=False)

    def _fill_parts(self, came: range, gone: Sequence[int]) -> None:
        """A word that is a part of one that went there, or the whole of such a part, stands for it."""
        last = -1
        for n in came:
            if self._words[n].of < 0:
                held = {self._words[m].of for m in came}
                until = next((self._words[m].of for m in came if m > n and self._words[m].of >= 0), None)
                own = set(filter(None, _PARTS.split(_read(self._words[n].text))))
                for k in gone:
                    if last < k and (until is None or k < until) and k not in held:
                        theirs = set(filter(None, _PARTS.split(self._was[k])))
                        if own and theirs and own != theirs and (own <= theirs or theirs <= own):
                            self._words[n] = replace(self._words[n], of=k, same=False, like=-1)
                            break
            last = max(last, self._words[n].of)


@cache
def _read(text: str) -> str:
    """A word as it reads, however it is set."""
    return text.replace("’", "'").strip(MARKS + "…").casefold()


def _sentences(draft: Draft) -> Iterator[range]:
    """The words of each sentence."""
    at = 0
    for _, end in draft.sentences:
        first = at
        while at < len(draft.words) and draft.words[at][0] < end:
            at += 1
        yield range(first, at)

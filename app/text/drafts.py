"""Two drafts of an article aligned: which words of the old one stand where in the new one.

Sentences are the units: those with all their words are found first, whatever their order, the changed ones by
the likeness of their words between the same neighbours and then anywhere; inside a changed sentence words are
matched in order. What could as well stand elsewhere is left in doubt, with its choices, and never attached.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain as chained
from itertools import compress

from app.text.aligning.alike_sentences import AlikeSentences
from app.text.aligning.became import Became, Group
from app.text.aligning.between import between
from app.text.aligning.cells import astray, changed_figures, has_tables, holds_all, without_cells
from app.text.aligning.contained import Stretch, contained
from app.text.aligning.near_copies import NearCopies
from app.text.aligning.pieces import Kept, Pieces
from app.text.aligning.remains import Choices, Remains
from app.text.aligning.rivals import Rivals
from app.text.aligning.same_sentences import (
    MOST_CHOICES,
    Matching,
    Range,
    match_remains,
    question_repeated,
    same_sentences,
)
from app.text.aligning.stayed import (
    Matched,
    far_side,
    in_order,
    joined,
    own_words,
    pairs_of,
    shared_tokens,
    stretches,
    torn_off,
    use,
)
from app.text.aligning.tokens import Vocabulary
from app.text.aligning.twins import Twins
from app.text.aligning.units import Likeness, Side, Unit, around, keys, units
from app.text.aligning.unrivalled import undisputed, unrivalled
from app.text.aligning.words import Instead, Words
from db.alignment import Alignment, Doubt, Pair, Piece
from db.records import Span

_LEAST = 0.25
"""The least share of the shorter of two sentences that must have stayed in order for one to be the other."""

_AGAIN = 0.4
"""The least share of a sentence in doubt that must stand once more in another for that to be a choice too."""

_LONG = 3
"""From how many words on a sentence is looked for inside others."""


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A draft as it is aligned: its text and its sentences in order and apart, in code points."""

    text: str
    sentences: Sequence[tuple[int, int]]


def align(old: AlignedText, new: AlignedText) -> Alignment:
    """The alignment of two drafts; needs no model and no language, and always gives the same for the same."""
    vocabulary = Vocabulary()
    known: dict[tuple[int, ...], int] = {}
    was, now = _side(old, vocabulary, known), _side(new, vocabulary, known)
    found = same_sentences(was, now)
    likeness = Likeness(was, now)
    became = Became(found, likeness)
    alike, rivals, twins = AlikeSentences(became), Rivals(became), Twins(became)
    alike.match()
    rivals.question_same()
    question_repeated(found)
    match_remains(found)
    alike.match_remains()
    rivals.question_same()
    rivals.question()
    rivals.question_likeness()
    twins.question_runs()
    rivals.question_origin()
    twins.question_twins()
    NearCopies(became).question()
    rivals.complete_doubts()
    alike.doubt_by_rank()
    return _Drafts(was, now, likeness, Words(likeness, vocabulary)).alignment(became.groups(), found)


def _side(draft: AlignedText, vocabulary: Vocabulary, known: dict[tuple[int, ...], int]) -> Side:
    tokens = vocabulary.tokens(draft.text)
    cut = units(tokens, draft.sentences)
    return Side(draft.text, tokens, cut, keys(tokens, cut, known))


class _Drafts:
    def __init__(self, old: Side, new: Side, likeness: Likeness, words: Words) -> None:
        self._old, self._new, self._likeness, self._words = old, new, likeness, words
        self._pieces = Pieces(old, new)

    def alignment(self, groups: Sequence[Group], found: Matching) -> Alignment:
        matched = [done for group in groups if (done := self._matched(group)) is not None]
        matched = self._whole_phrases(unrivalled(undisputed(matched, found), found, self._likeness))
        told, remains = self._left_over(matched, found)
        matched = self._in_their_rows(sorted([*matched, *told], key=lambda each: each.kept[0]))
        stays = in_order(matched) - self._strays(matched)
        kept = joined(Kept(*one, n not in stays) for n, each in enumerate(matched) for one in each.kept)
        gone, come = [True] * len(self._old.tokens.ids), [True] * len(self._new.tokens.ids)
        use(kept, gone, come)
        instead = own_words(
            [one for each in matched for one in each.instead], self._likeness, kept, gone, come
        )
        stands = bytes(come)
        replaced = {token for one in instead for token in range(one.old_first, one.old_last)}
        doubtful = [one for one in remains.in_doubt() if replaced.isdisjoint(range(one.first, one.last))]
        others = {
            j for one in doubtful for place in one.places for j in range(place.new, place.new + place.size)
        }
        instead = [one for one in instead if others.isdisjoint(range(one.new_first, one.new_last))]
        doubts = sorted([*self._doubts(found, remains), *map(self._words_in_doubt, doubtful)])
        found_cells = self._cells(kept, instead, doubts)
        doubts = without_cells(doubts, found_cells)
        same = {(was, now) for was, now in found_cells if self._is_same(was, now)}
        kept = joined(
            [*kept, *(Kept(was.first, now.first, was.last - was.first, False) for was, now in same)]
        )
        cells = [both for both in found_cells if both not in same]
        instead += [Instead(was.first, was.last, now.first, now.last, True) for was, now in cells]
        pairs = set(chained.from_iterable(self._pairs(each) for each in matched))
        pairs |= {Pair(was.start, was.end, now.start, now.end) for was, now in cells}
        return Alignment(
            len(self._old.text),
            len(self._new.text),
            self._pieces.made(kept, instead),
            tuple(doubts),
            tuple(sorted(pairs)),
            tuple(self._come(stands, found_cells)),
            (self._old.text, self._new.text),
        )

    def _strays(self, matched: Sequence[Matched]) -> set[int]:
        """Groups that left all others of their paragraph and stand among those of another one.

        They may still be in order: a sentence put at the end of the paragraph before, or into the next.
        """
        was = _paragraphs(self._old, (each.kept[0].old for each in matched))
        now = _paragraphs(self._new, (each.kept[0].new for each in matched))
        together, left = Counter(zip(was, now, strict=True)), Counter(was)
        stand = Counter(now)
        return {
            n
            for n, both in enumerate(zip(was, now, strict=True))
            if together[both] == 1 and left[both[0]] > 1 and stand[both[1]] > 1
        }

    def _in_their_rows(self, matched: Sequence[Matched]) -> list[Matched]:
        """The groups without figures of tables that stand where other rows, or columns, have theirs."""
        if not has_tables(self._old, self._new):
            return list(matched)
        stood = dict(chained.from_iterable(pairs_of(each.kept) for each in matched))
        others = astray(self._old, self._new, stood)
        found: list[Matched] = []
        for each in matched:
            kept = [pair for pair in pairs_of(each.kept) if pair[0] not in others]
            if len(kept) < sum(one.size for one in each.kept):
                each = Matched(Group(each.group.old, each.group.new, False), stretches(kept), each.instead)
            found += [each] if kept else []
        return found

    def _cells(
        self, kept: Sequence[Kept], instead: Sequence[Instead], doubts: Sequence[Doubt]
    ) -> list[tuple[Unit, Unit]]:
        """Figures of tables by row and column, of what is not told and in no doubt but that of the cell."""
        if not has_tables(self._old, self._new):
            return []
        gone, come = [True] * len(self._old.tokens.ids), [True] * len(self._new.tokens.ids)
        use(kept, gone, come)
        for one in instead:
            gone[one.old_first : one.old_last] = [False] * (one.old_last - one.old_first)
            come[one.new_first : one.new_last] = [False] * (one.new_last - one.new_first)
        stood = {run.old + n: run.new + n for run in kept for n in range(run.size)}
        asked = [Span(doubt.start, doubt.end) for doubt in doubts]
        places = [
            Span(p.new_start, p.new_end) for doubt in doubts for choice in doubt.choices for p in choice
        ]
        return [
            (was, now)
            for was, now in changed_figures(self._old, self._new, stood, gone, come)
            if holds_all(was, asked) and holds_all(now, places)
        ]

    def _is_same(self, was: Unit, now: Unit) -> bool:
        return self._old.tokens.ids[was.first : was.last] == self._new.tokens.ids[now.first : now.last]

    def _come(self, come: bytes, cells: Sequence[tuple[Unit, Unit]]) -> Iterator[Span]:
        """Sentences of new words alone; ``come`` tells for each new token whether it is no old one."""
        known = {now for _, now in cells}
        for unit in self._new.units:
            if unit.is_sentence and come.find(False, unit.first, unit.last) < 0 and unit not in known:
                yield Span(unit.start, unit.end)

    def _whole_phrases(self, matched: Sequence[Matched]) -> list[Matched]:
        """The groups without words that stand elsewhere, unmatched, beside the words they stood beside, or on
        the far side of words of the sentence beside theirs.
        """
        gone, come = [True] * len(self._old.tokens.ids), [True] * len(self._new.tokens.ids)
        use(chained.from_iterable(each.kept for each in matched), gone, come)
        found: list[Matched] = []
        for each in matched:
            torn: list[Stretch] = []
            if not each.group.same:
                torn = torn_off(each.kept, self._likeness, gone, come)
                torn += self._out_of_order(each, gone, come)
            kept = [one for one in each.kept if one not in torn]
            if torn and kept:
                here = self._tokens(self._old, each.group.old), self._tokens(self._new, each.group.new)
                each = Matched(each.group, kept, self._words.instead(*here, pairs_of(kept)))
            found += [each] if kept else []
        return found

    def _out_of_order(self, each: Matched, gone: Sequence[bool], come: Sequence[bool]) -> list[Stretch]:
        """What a group kept on the far side of words that a sentence beside it has left over."""
        low, high = each.group.old
        before = self._old.units[low - 1] if low else None
        behind = self._old.units[high] if high < len(self._old.units) else None
        return far_side(each.kept, (before, behind), self._likeness, gone, come)

    def _left_over(self, matched: Sequence[Matched], found: Matching) -> tuple[list[Matched], Remains]:
        """Words that were matched with no sentence and are told, and what remains: whole sentences anywhere,
        then what stands where it stood.
        """
        free_old = [True] * len(self._old.tokens.ids)
        free_new = [True] * len(self._new.tokens.ids)
        kept = sorted(chained.from_iterable(each.kept for each in matched))
        use(kept, free_old, free_new)
        stands = list(free_new)
        went = set(compress(self._old.tokens.ids, free_old))
        for within, choices in found.doubts.items():
            a, b = self._tokens(self._old, within)
            free_old[a:b] = [False] * (b - a)
            for _, new in choices:
                c, d = self._tokens(self._new, new)
                free_new[c:d] = [False] * (d - c)
        remains = Remains(self._old, self._new, free_old, stands, self._likeness, went)
        more: list[Stretch] = []
        finders = (
            lambda: contained(self._old, self._new, free_old, free_new, self._likeness),
            lambda: between(self._old, self._new, kept, free_old, free_new, self._likeness),
        )
        for find in finders:
            # Unmatched words have none but the first or the last of a stretch beside them.
            ends = {one.old: one.new for one in kept}
            ends |= {one.old + one.size - 1: one.new + one.size - 1 for one in kept}
            for one in remains.told(find(), ends):
                more.append(one)
                kept.append(one)
                free_new[one.new : one.new + one.size] = [False] * one.size
            kept.sort()
        told = [self._stretch(one, free_old, free_new) for one in sorted(more)]
        use(chained.from_iterable(each.kept for each in told), [], stands)
        return told, remains

    def _words_in_doubt(self, doubtful: Choices) -> Doubt:
        starts, ends = self._old.tokens.starts, self._old.tokens.ends
        choices = tuple(map(self._place, doubtful.places))
        return Doubt(starts[doubtful.first], ends[doubtful.last - 1], choices)

    def _place(self, one: Stretch) -> tuple[Piece, ...]:
        return self._pieces.made([Kept(*one, False)], [], padded=False)

    def _stretch(self, one: Stretch, free_old: list[bool], free_new: list[bool]) -> Matched:
        """A stretch with the words beside it in its sentences that belong to no other; they are used up."""
        i, j, size = one
        old, new = around(self._old, i, i + size), around(self._new, j, j + size)
        (a, b), (c, d) = self._tokens(self._old, old), self._tokens(self._new, new)
        a, b = _free_around(free_old, i, i + size, a, b)
        c, d = _free_around(free_new, j, j + size, c, d)
        kept = [
            *self._words.kept((a, i), (c, j)),
            *((i + n, j + n) for n in range(size)),
            *self._words.kept((i + size, b), (j + size, d)),
        ]
        group = Group(old, new, False)
        far = self._out_of_order(Matched(group, stretches(kept), []), free_old, free_new)
        kept = pairs_of(each for each in stretches(kept) if each not in far)
        free_old[a:b], free_new[c:d] = [False] * (b - a), [False] * (d - c)
        instead = self._words.instead((a, b), (c, d), kept)
        return Matched(group, stretches(kept), instead)

    def _matched(self, group: Group) -> Matched | None:
        """None where what looked alike has too little in common in order."""
        here, there = self._tokens(self._old, group.old), self._tokens(self._new, group.new)
        if group.same:
            return Matched(group, [Stretch(here[0], there[0], here[1] - here[0])], [])
        kept = self._words.kept(here, there)
        if len(kept) < max(1, _LEAST * min(here[1] - here[0], there[1] - there[0])):
            return None
        return Matched(group, stretches(kept), self._words.instead(here, there, kept))

    def _again(self, each: Matched) -> Iterator[Matched]:
        """The same sentence once more, before or behind its words in the one it became."""
        here, there = self._tokens(self._old, each.group.old), self._tokens(self._new, each.group.new)
        first, last = each.kept[0].new, each.kept[-1].new + each.kept[-1].size
        for rest in ((there[0], first), (last, there[1])):
            if not each.group.same and rest[1] - rest[0] >= _LONG:
                kept = self._words.kept(here, rest)
                if len(kept) >= max(_LONG, _AGAIN * (here[1] - here[0])):
                    yield Matched(each.group, stretches(kept), self._words.instead(here, rest, kept))

    def _tokens(self, side: Side, which: Range) -> Range:
        return side.units[which[0]].first, side.units[which[1] - 1].last

    def _pairs(self, each: Matched) -> list[Pair]:
        if each.group.same:
            return []
        found: list[Pair] = []
        alone = each.group.old[1] - each.group.old[0] == each.group.new[1] - each.group.new[0] == 1
        for i in range(*each.group.old):
            for j in range(*each.group.new):
                old, new = self._old.units[i], self._new.units[j]
                both = sum(shared_tokens(one, old, new) for one in each.kept)
                enough = alone or both >= max(1, _LEAST * min(self._old.length(i), self._new.length(j)))
                whole = both == self._old.length(i) == self._new.length(j)
                if enough and not whole and old.is_sentence and new.is_sentence:
                    found.append(Pair(old.start, old.end, new.start, new.end))
        return found

    def _doubts(self, found: Matching, remains: Remains) -> list[Doubt]:
        merged: list[tuple[Range, list[tuple[Range, Range]]]] = []
        for within, choices in sorted(self._shared_choices(found).items()):
            if merged and within[0] < merged[-1][0][1]:
                last, before = merged.pop()
                within, choices = (last[0], max(last[1], within[1])), [*before, *choices]
            merged.append((within, choices))
        doubts: list[Doubt] = []
        for (low, high), choices in merged:
            made = [
                done for old, new in choices if (done := self._matched(self._group(old, new))) is not None
            ]
            made += list(chained.from_iterable(map(self._again, made)))
            if made:
                start, end = self._old.units[low].start, self._old.units[high - 1].end
                every = [
                    self._pieces.made([Kept(*one, False) for one in each.kept], each.instead) for each in made
                ]
                taken = {j for each in made for one in each.kept for j in range(one.new, one.new + one.size)}
                # Its words may have gone into a sentence that is another's.
                alone = high - low == 1 and len(every) < MOST_CHOICES
                more = remains.places(*self._tokens(self._old, (low, high))) if alone else []
                every += [self._place(one) for one in more if one.new not in taken]
                doubts.append(Doubt(start, end, tuple(every[:MOST_CHOICES])))
        return doubts

    def _shared_choices(self, found: Matching) -> dict[Range, list[tuple[Range, Range]]]:
        """The doubts, where sentences in doubt that read the same have the same choices."""
        places: dict[int, list[Range]] = {}
        for (low, high), choices in found.doubts.items():
            if high - low == 1:
                known = places.setdefault(self._old.keys[low], [])
                if len(known) < 2 * MOST_CHOICES:
                    known += [new for _, new in choices if new not in known]
        return {
            within: [(within, new) for new in places[self._old.keys[within[0]]]]
            if within[1] - within[0] == 1
            else choices
            for within, choices in found.doubts.items()
        }

    def _group(self, old: Range, new: Range) -> Group:
        same = self._old.keys[slice(*old)] == self._new.keys[slice(*new)]
        return Group(old, new, same)


def _free_around(free: Sequence[bool], first: int, last: int, low: int, high: int) -> Range:
    """The stretch with the free tokens right beside it, within bounds."""
    while first > low and free[first - 1]:
        first -= 1
    while last < high and free[last]:
        last += 1
    return first, last


def _paragraphs(side: Side, tokens: Iterable[int]) -> list[int]:
    """The number of the line each of these tokens stands in."""
    ends = [match.start() for match in re.finditer("\n", side.text)]
    return [bisect_left(ends, side.tokens.starts[token]) for token in tokens]

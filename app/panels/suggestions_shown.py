"""Which suggestions are shown: those that rank high enough, that nobody answered, on sentences that were
read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate
from operator import attrgetter
from pathlib import Path
from typing import Any, cast

from app.spotting.shown import least_rank
from db.place import read_file, read_state, write_state
from db.records import ClaimRecord, SentenceRecord, SentenceState
from db.records.suggestions import SuggestionRecord

# Texts remembered in one project: those read last.
_MOST = 100
_START, _NUMBER = attrgetter("start"), attrgetter("n")
AFTER_READING = "after-reading"
Place = tuple[int, int]
Stands = tuple[int, int, str]
"""Where a claim stands, and its id."""


class SuggestionsShown:
    """The suggestions of one text, and which of them a person sees.

    What a change touches is looked at alone; all are gone through where it may touch any of them. Attributes:
    ``all`` there are, in reading order; ``share`` per cent of the sentences at most shown; ``when`` they are,
    as the project says; ``read`` are the starts of the sentences somebody stood in and left.
    """

    def __init__(self) -> None:
        self.share = 0
        self.when = ""
        self.read: set[int] = set()
        self.forget()

    def forget(self) -> None:
        """Begin with another text."""
        self.read = set()
        self._sentences: dict[int, SentenceRecord] = {}
        self._places: dict[str, Place] = {}
        self.clear()

    def clear(self) -> None:
        """Begin anew with the same text."""
        self.all: list[SuggestionRecord] = []
        self._covered: set[int] = set()
        self._shown: list[SuggestionRecord] | None = None
        self._least = 0

    def add(self, more: Sequence[SuggestionRecord]) -> None:
        """Take in what comes after those that are there."""
        self.all += more
        self._cover(more)
        self.look_anew()

    def set_sentences(self, sentences: Iterable[SentenceRecord]) -> None:
        """The ledger of the text, without what is set aside."""
        self._sentences = {one.start: one for one in sentences}
        self.look_anew()

    def set_claims(self, claims: Iterable[Stands]) -> None:
        """Where claims stand, each with its id."""
        self._places = {claim: (start, end) for start, end, claim in claims}
        self._covered = set()
        self._cover(self.all)
        self.look_anew()

    def look_anew(self) -> None:
        """All are gone through when next asked for: ``share``, ``when`` or ``read`` changed."""
        self._shown = None

    def change_sentences(self, changed: Iterable[SentenceRecord], known: Sequence[SentenceRecord]) -> None:
        """Of the ledger, which is in order, these changed, or went."""
        for was in changed:
            at = bisect_left(known, was.n, key=_NUMBER)
            now = known[at] if at < len(known) and known[at].n == was.n else None
            if now is None or now.start not in self._sentences:
                # How many are shown at most is a share of the sentences.
                self.set_sentences(known)
                return
            self._sentences[now.start] = now
            self._look_at(now.start)

    def change_claims(
        self, ids: Iterable[str], known: Mapping[str, ClaimRecord], covers: Callable[[int, int], bool]
    ) -> None:
        """These claims came, went or changed; ``covers`` says whether one stands on a stretch now."""
        for id in ids:
            claim, was = known.get(id), self._places.pop(id, None)
            now = (claim.start, claim.end) if claim is not None else None
            if now is not None:
                self._places[id] = now
            if now == was:
                continue
            for one in self._between(was) + self._between(now):
                if covers(one.start, one.end):
                    self._covered.add(one.start)
                else:
                    self._covered.discard(one.start)
                self._look_at(one.start)

    def see(self, start: int) -> None:
        """Somebody stood in the sentence that begins there, and left it."""
        self.read.add(start)
        self._look_at(start)

    def now(self) -> list[SuggestionRecord]:
        """Those that are shown; the same list as long as nothing came or went."""
        if self._shown is None:
            there = self._sentences
            ranks = (one.rank for one in self.all if one.start in there)
            self._least = least_rank(ranks, len(there), self.share)
            self._shown = list(filter(self._is_shown, self.all))
        return self._shown

    def at(self, start: int) -> SuggestionRecord | None:
        """What is suggested on the sentence that begins there, shown or not."""
        i = bisect_left(self.all, start, key=_START)
        return self.all[i] if i < len(self.all) and self.all[i].start == start else None

    def _is_shown(self, one: SuggestionRecord) -> bool:
        # What was answered counts among those that rank, so that answering brings no more.
        if not (one.no_check or one.rank >= self._least) or one.start in self._covered:
            return False
        sentence = self._sentences.get(one.start)
        if sentence is None or sentence.suggestion or sentence.state is SentenceState.NOTHING:
            return False
        unread = self.when == AFTER_READING and sentence.state is SentenceState.UNREAD
        return not unread or one.start in self.read

    def _look_at(self, start: int) -> None:
        """Put the one that begins there among those shown, or take it out."""
        one = self.at(start)
        if one is None or self._shown is None:
            return
        i = bisect_left(self._shown, start, key=_START)
        there = i < len(self._shown) and self._shown[i].start == start
        if there != self._is_shown(one):
            self._shown = [*self._shown[:i], *([] if there else [one]), *self._shown[i + there :]]

    def _between(self, place: Place | None) -> list[SuggestionRecord]:
        """Those that reach into that stretch."""
        if place is None:
            return []
        first, last = bisect_left(self.all, place[0], key=_START), bisect_left(self.all, place[1], key=_START)
        if first and self.all[first - 1].end > place[0]:
            first -= 1
        return self.all[first:last]

    def _cover(self, several: Sequence[SuggestionRecord]) -> None:
        """Note those on whose words a claim stands."""
        places = sorted(self._places.values())
        starts = [start for start, _ in places]
        reach = list(accumulate((end for _, end in places), max))
        for one in several:
            i = bisect_left(starts, one.end)
            if i and reach[i - 1] > one.start:
                self._covered.add(one.start)


class ReadSentences:
    """Which sentences of a project's texts a person stood in, on this machine: places, no words."""

    def __init__(self, project: Path) -> None:
        self._file = read_file(project)

    def of(self, text: str) -> set[int]:
        """The starts of those of that text."""
        found: Any = read_state(self._file).get(text)
        starts = cast("list[object]", found) if isinstance(found, list) else []
        return {at for at in starts if type(at) is int}

    def keep(self, text: str, starts: set[int]) -> None:
        """Remember them; a disk that takes nothing loses only this."""
        known = read_state(self._file)
        known.pop(text, None)
        known[text] = sorted(starts)
        with suppress(OSError):
            write_state(self._file, {key: known[key] for key in list(known)[-_MOST:]})

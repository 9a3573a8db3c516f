"""Which suggestions are shown: those that rank high enough, that nobody answered, on sentences that were
read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import Any, cast

from app.spotting.shown import least_rank
from db.place import read_file, read_state, write_state
from db.records import SentenceRecord, SentenceState
from db.records.suggestions import SuggestionRecord

# Texts remembered in one project: those read last.
_MOST = 100
_START = attrgetter("start")
AFTER_READING = "after-reading"


class SuggestionsShown:
    """The suggestions of one text, and which of them a person sees.

    Attributes: ``all`` there are, in reading order; ``share`` per cent of the sentences at most shown;
    ``when`` they are, as the project says; ``read`` are the starts of the sentences somebody stood in and
    left.
    """

    def __init__(self) -> None:
        self.share = 0
        self.when = ""
        self.read: set[int] = set()
        self.forget()

    def forget(self) -> None:
        """Begin with another text."""
        self.all: list[SuggestionRecord] = []
        self.read = set()
        self._sentences: dict[int, SentenceRecord] = {}
        self._claims: tuple[tuple[int, int], ...] = ()
        self._covered: set[int] = set()

    def add(self, more: Sequence[SuggestionRecord]) -> None:
        """Take in what comes after those that are there."""
        self.all += more
        self._cover(more)

    def set_sentences(self, sentences: Iterable[SentenceRecord]) -> None:
        """The ledger of the text, without what is set aside."""
        self._sentences = {one.start: one for one in sentences}

    def set_claims(self, spans: Iterable[tuple[int, int]]) -> bool:
        """Where claims stand now; False where that is as it was."""
        claims = tuple(sorted(spans))
        if claims == self._claims:
            return False
        self._claims = claims
        self._covered = set()
        self._cover(self.all)
        return True

    def now(self) -> list[SuggestionRecord]:
        """Those that are shown."""
        least = self.least
        unread = self.when == AFTER_READING
        return [
            one
            for one in self.all
            if (one.no_check or one.rank >= least)
            and one.start not in self._covered
            and (sentence := self._sentences.get(one.start)) is not None
            and not sentence.suggestion
            and sentence.state is not SentenceState.NOTHING
            and not (unread and sentence.state is SentenceState.UNREAD and one.start not in self.read)
        ]

    @property
    def least(self) -> int:
        """The rank from which on they are shown; what was answered counts, so that answering brings no
        more."""
        there = self._sentences
        return least_rank((one.rank for one in self.all if one.start in there), len(there), self.share)

    def at(self, start: int) -> SuggestionRecord | None:
        """What is suggested on the sentence that begins there, shown or not."""
        i = bisect_left(self.all, start, key=_START)
        return self.all[i] if i < len(self.all) and self.all[i].start == start else None

    def _cover(self, several: Sequence[SuggestionRecord]) -> None:
        """Note those on whose words a claim stands."""
        starts = [start for start, _ in self._claims]
        reach: list[int] = []
        for _, end in self._claims:
            reach.append(max(end, reach[-1] if reach else 0))
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

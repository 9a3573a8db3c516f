"""Which claims lie where: one index for painting, hit test, margin, minimap and navigation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from db.records import ClaimRecord
from widgets.article.positions import TextMap


class Mark(NamedTuple):
    """A claim's stretch in one display block, in UTF-16 units from the block's start.

    ``lane`` keeps overlapping claims apart; ``first`` and ``last`` tell whether the claim begins and ends
    here; ``length`` is the whole claim's, in code points.
    """

    start: int
    end: int
    lane: int
    claim: str
    first: bool
    last: bool
    length: int


class _Lanes:
    """Which lanes are taken, for claims that come in the order they begin."""

    def __init__(self) -> None:
        self._busy: list[tuple[int, int]] = []
        self._free: list[int] = []
        self._count = 0

    def take(self, start: int, end: int) -> int:
        """The lowest free lane for a claim there."""
        while self._busy and self._busy[0][0] <= start:
            heappush(self._free, heappop(self._busy)[1])
        if self._free:
            lane = heappop(self._free)
        else:
            lane, self._count = self._count, self._count + 1
        heappush(self._busy, (end, lane))
        return lane


class HighlightIndex:
    """Claims of one text by display block. Changing one claim costs what that claim touches."""

    def __init__(self, places: TextMap, claims: Iterable[ClaimRecord] = ()) -> None:
        self._places = places
        self.claims: dict[str, ClaimRecord] = {}
        self._blocks: dict[int, list[Mark]] = {}
        self._where: dict[str, list[int]] = {}
        self._order: list[tuple[int, int, str]] = []
        # Of the claims that reach furthest, the lanes they take; None once that is not known any more.
        self._lanes: _Lanes | None = _Lanes()
        self.extend(claims)

    def extend(self, claims: Iterable[ClaimRecord]) -> None:
        """Take in many claims: quick where all of them stand behind those that are there."""
        given: dict[str, ClaimRecord] = {claim.id: claim for claim in claims}
        fresh = sorted((claim.start, claim.end, claim.id) for claim in given.values())
        if not fresh:
            return
        behind = not self._order or (fresh[0] > self._order[-1] and self.claims.keys().isdisjoint(given))
        if self._lanes is None or not behind:
            self.update(given.values())
            return
        self.claims.update(given)
        self._order += fresh
        for start, end, key in fresh:
            self._put(key, start, end, self._lanes.take(start, end))

    def _put(self, key: str, start: int, end: int, lane: int) -> None:
        stretches = list(self._places.stretches(start, end))
        self._where[key] = [stretch[0] for stretch in stretches]
        last = len(stretches) - 1
        for i, (number, low, high) in enumerate(stretches):
            mark = Mark(low, high, lane, key, i == 0, i == last, end - start)
            self._blocks.setdefault(number, []).append(mark)

    def update(self, changed: Iterable[ClaimRecord], removed: Iterable[str] = ()) -> set[int]:
        """Take in claims added, changed or removed; the numbers of the display blocks they touch."""
        touched: set[int] = set()
        for key in removed:
            touched |= self._remove(key)
        for claim in changed:
            old = self.claims.get(claim.id)
            if old is not None and (old.start, old.end) == (claim.start, claim.end):
                touched.update(self._where[claim.id])
            else:
                touched |= self._remove(claim.id)
                touched |= self._add(claim)
            self.claims[claim.id] = claim
        return touched

    def _remove(self, key: str) -> set[int]:
        claim = self.claims.pop(key, None)
        if claim is None:
            return set()
        self._lanes = None
        numbers = self._where.pop(key)
        for number in numbers:
            self._blocks[number] = [mark for mark in self._blocks[number] if mark.claim != key]
        del self._order[bisect_left(self._order, (claim.start, claim.end, key))]
        return set(numbers)

    def _add(self, claim: ClaimRecord) -> set[int]:
        taken: set[int] = set()
        self._lanes = None
        for number, low, high in self._places.stretches(claim.start, claim.end):
            taken |= {m.lane for m in self._blocks.get(number, ()) if m.start < high and low < m.end}
        lane = next(lane for lane in range(len(taken) + 1) if lane not in taken)
        self._put(claim.id, claim.start, claim.end, lane)
        for number in self._where[claim.id]:
            self._blocks[number].sort()
        insort(self._order, (claim.start, claim.end, claim.id))
        return set(self._where[claim.id])

    def marks(self, number: int) -> Sequence[Mark]:
        """The marks of one display block, by start."""
        return self._blocks.get(number, ())

    def at(self, offset: int) -> list[str]:
        """The claims over the character at that offset, innermost first."""
        number = self._places.piece_at(offset)
        piece = self._places.pieces[number]
        if not piece.start <= offset < piece.end:
            return []
        unit = self._places.local(number, offset)
        found = [mark for mark in self.marks(number) if mark.start <= unit < mark.end]
        return [mark.claim for mark in sorted(found, key=lambda m: (m.length, -m.start))]

    def after(self, offset: int, claim: str = "") -> str:
        """The next claim in reading order behind that claim, or behind the offset; empty at the end."""
        here = self.claims.get(claim)
        if here is not None:
            i = bisect_right(self._order, (here.start, here.end, here.id))
        else:
            i = bisect_left(self._order, (offset, 0, ""))
        return self._order[i][2] if i < len(self._order) else ""

    def before(self, offset: int, claim: str = "") -> str:
        """The claim before that claim, or before the offset; empty at the beginning."""
        here = self.claims.get(claim)
        key = (here.start, here.end, here.id) if here is not None else (offset, 0, "")
        i = bisect_left(self._order, key)
        return self._order[i - 1][2] if i else ""

    def between(self, start: int, end: int) -> list[str]:
        """The claims on the display blocks between two offsets, in reading order."""
        first, last = self._places.piece_at(start), self._places.piece_at(end)
        keys = {mark.claim for number in range(first, last + 1) for mark in self.marks(number)}
        return sorted(keys, key=lambda key: (self.claims[key].start, self.claims[key].end, key))

    def covers(self, start: int, end: int) -> bool:
        """Whether a claim stands on any of the words between two offsets."""
        stretches = self._places.stretches(start, end)
        return any(
            mark.start < high and low < mark.end
            for number, low, high in stretches
            for mark in self.marks(number)
        )

    def places(self) -> Sequence[tuple[int, int, str]]:
        """Where all claims stand, each with its id, in reading order."""
        return self._order

    def in_order(self) -> list[str]:
        """All claims in reading order."""
        return [key for _, _, key in self._order]

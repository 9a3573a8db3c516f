"""How claims follow one another in a list: every claim, shown or not, so that filtering sorts nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from db.records import ClaimId, ClaimRecord
from widgets.claims.index import ClaimIndex
from widgets.claims.traits import Order, sort_key


class Heading(NamedTuple):
    """A row above the claims of one article."""

    article: str
    title: str


Row = ClaimRecord | Heading
Key = tuple[object, ...]
_PLACE = attrgetter("start", "end", "number", "id")
_ARTICLE = attrgetter("article")


class Succession:
    """All claims as they follow one another, those of each article under its title where there are titles.

    Attributes: ``titles`` by article, in the order of the articles; ``order`` is the one within an article.
    """

    def __init__(self) -> None:
        self.titles: dict[str, str] = {}
        self.order = Order.PLACE
        self._compare = sort_key(Order.PLACE)
        self._articles: dict[str, int] = {}
        self._ordered: list[ClaimRecord] = []
        self._slots: list[int] = []
        # Where claims stand, made when many are asked for; None once something moved.
        self._ranks: dict[ClaimId, int] | None = None

    def set_order(self, order: Order) -> None:
        """Sort so from the next ``sort`` on."""
        self.order, self._compare = order, sort_key(order)

    def set_titles(self, titles: Mapping[str, str]) -> None:
        """Group so from the next ``sort`` on."""
        self.titles = dict(titles)
        self.forget_articles()

    def forget_articles(self) -> None:
        """Let articles without a title stand in the order in which they occur from now on."""
        self._articles = {article: n for n, article in enumerate(self.titles)}

    def key(self, row: Row) -> Key:
        """What rows are sorted by; a heading's is shorter than any claim's below it, and so before them."""
        article = self._articles.setdefault(row.article, len(self._articles))
        if isinstance(row, Heading):
            return (article,)
        return (article, self._compare(row), row.start, row.end, row.number, row.id)

    def place(self, rows: Sequence[Row], row: Row) -> int:
        """Where that row stands among others in order, or would."""
        return bisect_left(rows, self.key(row), key=self.key)

    def sort(self, index: ClaimIndex) -> None:
        """Take the claims of the index, and those only."""
        # The parts of ``key`` one after the other, the last first: much faster than whole keys.
        ordered = sorted(index.there(), key=_PLACE)
        if self.order is not Order.PLACE:
            ordered.sort(key=self._compare)
        articles = dict.fromkeys(map(_ARTICLE, index.there()))
        ranks = {article: self._articles.setdefault(article, len(self._articles)) for article in articles}
        if len(ranks) > 1:
            ordered.sort(key=lambda claim: ranks[claim.article])
        self._ordered, self._ranks = ordered, None
        self._slots = [index.slots[claim.id] for claim in ordered]

    def insert(self, claim: ClaimRecord, slot: int) -> None:
        """Add a claim that has this slot of the index."""
        at = self.place(self._ordered, claim)
        self._ordered.insert(at, claim)
        self._slots.insert(at, slot)
        self._ranks = None

    def gap(self, claims: Sequence[ClaimRecord]) -> int | None:
        """Where these claims, in order, would come to stand together; None where others are between."""
        first, last = self.place(self._ordered, claims[0]), self.place(self._ordered, claims[-1])
        together = first == last and self.key(claims[0])[0] == self.key(claims[-1])[0]
        return first if together else None

    def insert_at(self, at: int, claims: Sequence[ClaimRecord], index: ClaimIndex) -> None:
        """Add claims of the index into their gap."""
        self._ordered[at:at] = claims
        self._slots[at:at] = [index.slots[claim.id] for claim in claims]
        self._ranks = None

    def take(self, claim: ClaimRecord) -> None:
        """Forget a claim that is here just so."""
        at = self.place(self._ordered, claim)
        del self._ordered[at], self._slots[at]
        self._ranks = None

    def move(self, gone: Iterable[ClaimId], claims: Iterable[ClaimRecord], index: ClaimIndex) -> None:
        """Take the claims of these ids away and put these, of the index, where they stand in order."""
        left_out = set(gone)
        stays = [claim.id not in left_out for claim in self._ordered]
        rest, slots = list(compress(self._ordered, stays)), list(compress(self._slots, stays))
        self._ordered, self._slots, self._ranks = [], [], None
        last = 0
        for key, claim in sorted(((self.key(claim), claim) for claim in claims), key=itemgetter(0)):
            at = bisect_left(rest, key, lo=last, key=self.key)
            self._ordered += rest[last:at]
            self._slots += slots[last:at]
            self._ordered.append(claim)
            self._slots.append(index.slots[claim.id])
            last = at
        self._ordered += rest[last:]
        self._slots += slots[last:]

    def replace(self, claims: Iterable[ClaimRecord]) -> None:
        """Put claims that stay where they are in the place of those here under their ids."""
        if self._ranks is None:
            self._ranks = {claim.id: rank for rank, claim in enumerate(self._ordered)}
        for claim in claims:
            self._ordered[self._ranks[claim.id]] = claim

    def rows(self, shown: bytes | None) -> list[Row]:
        """The rows of the claims whose slots are not zero in ``shown``, or of all."""
        flags = None if shown is None else bytes([shown[slot] for slot in self._slots])
        if not self.titles:
            return list(self._ordered if flags is None else compress(self._ordered, flags))
        rows: list[Row] = []
        for start, end in pairwise([*self.starts(self._ordered), len(self._ordered)]):
            together = self._ordered[start:end]
            if flags is not None:
                together = list(compress(together, flags[start:end]))
            if together:
                rows.append(self.heading(together[0].article))
                rows.extend(together)
        return rows

    def heading(self, article: str) -> Heading:
        """The row above the claims of that article."""
        return Heading(article, self.titles.get(article, ""))

    def starts(self, rows: Sequence[Row]) -> list[int]:
        """Where the claims of each article begin among rows in order, or would."""
        ranks = sorted(self._articles.values())
        # Rows stand by their articles first: no need of the whole key, which costs five times as much.
        return list(dict.fromkeys(bisect_left(rows, rank, key=self._rank) for rank in ranks))

    def _rank(self, row: Row) -> int:
        return self._articles[row.article]

    def below(self, rows: Sequence[Row], row: int) -> int:
        """How many claims stand under the heading in that row."""
        rank = self.key(rows[row])[0]
        assert isinstance(rank, int)
        return bisect_left(rows, (rank + 1,), key=self.key) - row - 1

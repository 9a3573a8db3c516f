"""The places of words looked for in a document, as they come in page by page."""

from __future__ import annotations

from collections.abc import Iterator

from db.records.page_text import Hit
from db.records.viewing import Hits
from widgets.sources.wants import WantsHits


class FoundPlaces:
    """Attributes: ``words`` looked for or blank; ``hits`` so far; ``current`` is the one gone to, or -1."""

    def __init__(self, words: str = "") -> None:
        self.words = words.strip()
        self.hits: list[Hit] = []
        self.current = -1
        self._next: int | None = 0 if self.words else None

    @property
    def searching(self) -> bool:
        """Whether there may be more than is known."""
        return self._next is not None

    @property
    def want(self) -> WantsHits | None:
        """What is to be asked next."""
        return None if self._next is None else WantsHits(self.words, self._next)

    @property
    def hit(self) -> Hit | None:
        """The place gone to."""
        return self.hits[self.current] if 0 <= self.current < len(self.hits) else None

    def take(self, hits: Hits) -> None:
        """Take in what was found on more pages."""
        self.hits += hits.hits
        self._next = hits.next_page

    def give_up(self) -> None:
        """Look no further: it cannot be read."""
        self._next = None

    def begin_from(self, page: int) -> bool:
        """Go to the first place on that page or after; false where none is known yet."""
        at = next((n for n, hit in enumerate(self.hits) if hit.page >= page), None)
        if at is None and not self.searching and self.hits:
            at = 0
        if at is not None:
            self.current = at
        return at is not None

    def step(self, *, forward: bool) -> None:
        """Go to the next place, from the last on to the first."""
        if self.hits:
            self.current = (self.current + (1 if forward else -1)) % len(self.hits)

    def on(self, page: int) -> Iterator[Hit]:
        """The places on that page."""
        return (hit for hit in self.hits if hit.page == page)

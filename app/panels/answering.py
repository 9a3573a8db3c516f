"""Pages that answer commands of the article themselves while they are what a person works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from db.records import record


@record
class _Page:
    active: Callable[[], bool]
    slots: Mapping[str, Callable[[], object]]
    why: str
    still: Sequence[str]
    but: Sequence[str]

    def stops(self, id: str) -> bool:
        return id in self.but or not id.startswith(tuple(self.still))


class Answering:
    """Which page answers a command just now, and why the article cannot."""

    def __init__(self) -> None:
        self._pages: list[_Page] = []

    def add(
        self,
        active: Callable[[], bool],
        slots: Mapping[str, Callable[[], object]],
        why: str = "",
        *,
        still: Sequence[str] = (),
        but: Sequence[str] = (),
        first: bool = False,
    ) -> None:
        """While ``active()``, do these commands, by id, in that page.

        ``why`` tells, in a sentence, why no other command of the article acts meanwhile; blank where they do.
        Those whose ids begin with one of ``still`` act all the same, but for those in ``but``. ``first``
        answers before all that were added already.
        """
        self._pages.insert(0 if first else len(self._pages), _Page(active, slots, why, still, but))

    def slot(self, id: str) -> Callable[[], object] | None:
        """What does that command just now, if it is a page and not the article."""
        return next((page.slots[id] for page in self._pages if id in page.slots and page.active()), None)

    def why(self, id: str) -> str:
        """Why that command of the article does nothing just now; empty where it acts."""
        return next((page.why for page in self._pages if page.why and page.active() and page.stops(id)), "")

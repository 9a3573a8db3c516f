"""Pages that answer commands of the article themselves while they are what a person works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Page:
    active: Callable[[], bool]
    slots: Mapping[str, Callable[[], object]]
    why: str


class Answering:
    """Which page answers a command just now, and why the article cannot."""

    def __init__(self) -> None:
        self._pages: list[_Page] = []

    def add(
        self, active: Callable[[], bool], slots: Mapping[str, Callable[[], object]], why: str = ""
    ) -> None:
        """While ``active()``, do these commands, by id, in that page.

        ``why`` tells, in a sentence, why no other command of the article acts meanwhile; blank where they do.
        """
        self._pages.append(_Page(active, slots, why))

    def slot(self, id: str) -> Callable[[], object] | None:
        """What does that command just now, if it is a page and not the article."""
        return next((page.slots[id] for page in self._pages if id in page.slots and page.active()), None)

    def why(self) -> str:
        """Why commands of the article do nothing just now; empty where they act."""
        return next((page.why for page in self._pages if page.why and page.active()), "")

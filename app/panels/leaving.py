"""What is confidential is looked over, in the article's place, before a sheet, a table or a memo leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.panels.desk import Desk
from db.records import record

if TYPE_CHECKING:
    from db.records.leaving import HeldItem, Mention
    from widgets.leaving.page import LeavingPage


@record
class Departure:
    """Something about to leave: its name, what letting it go is called, and whom to ask.

    ``again(names)`` works it out with those released, and answers with ``show``; ``go`` lets it leave and
    ``kept`` is told where it does not.
    """

    what: str
    button: str
    again: Callable[[tuple[str, ...]], None]
    go: Callable[[], None]
    kept: Callable[[], None]


class LeavingPanel(QObject):
    """Shows what would leave while a person decides.

    Signals: ``middle_wanted(QWidget or None)`` for the page in the article's place, None for the article.
    """

    middle_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page: LeavingPage | None = None
        self._departure: Departure | None = None
        desk.article_shown.connect(self.leave)

    @property
    def active(self) -> bool:
        """Whether something waits to be let go."""
        return self._departure is not None

    @property
    def why(self) -> str:
        """Why nothing can be done with an article meanwhile."""
        return self.tr("Decide first on what is about to leave, or leave it with Esc.")

    @property
    def page(self) -> LeavingPage:
        """The page; made when first asked for."""
        page = self._page
        if page is None:
            from widgets.leaving.page import LeavingPage

            page = self._page = LeavingPage()
            page.go_requested.connect(self._on_go)
            page.left.connect(self.leave)
            page.released.connect(self._on_released)
        return page

    def look_over(self, departure: Departure, items: Sequence[HeldItem], mentions: Sequence[Mention]) -> None:
        """Show what is held back of that, and where the rest tells of it, until a person decides."""
        self._departure = departure
        self.page.begin(self.tr("Look before it leaves"), departure.what, departure.button)
        self.page.show_leaving(items, mentions)
        self.middle_wanted.emit(self.page)
        self.page.take_keyboard()

    def show(self, items: Sequence[HeldItem], mentions: Sequence[Mention]) -> None:
        """Show the same worked out anew."""
        if self._departure is not None:
            self.page.show_leaving(items, mentions)

    def leave(self) -> None:
        """Do not let it go."""
        departure = self._end()
        if departure is not None:
            departure.kept()

    def withdraw(self) -> None:
        """There is nothing any more that could leave; nobody is told."""
        self._end()

    def _on_go(self) -> None:
        departure = self._end()
        if departure is not None:
            departure.go()

    def _on_released(self, names: tuple[str, ...]) -> None:
        if self._departure is not None:
            self._departure.again(names)

    def _end(self) -> Departure | None:
        departure, self._departure = self._departure, None
        if departure is not None:
            self.middle_wanted.emit(None)
        return departure

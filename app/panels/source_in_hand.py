"""The source facts are ticked against, and the words selected in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.panels.desk import Desk
from db.records import Selected, SourceId, SourceRecord
from widgets.status_line import StatusLine

if TYPE_CHECKING:
    from widgets.source_finder import SourceFinder


class SourceInHand(QObject):
    """One source or none; shown in the status line.

    ``selected`` gives the words selected in a source's details where they are on show, else nothing.

    Attributes: ``opened`` gives what is selected in the source opened beside the article.

    Signals: ``changed`` where another source is in hand.
    """

    changed = Signal()

    def __init__(
        self, desk: Desk, status: StatusLine, selected: Callable[[str], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._status = status
        self._selected = selected
        self.opened: Callable[[], Selected | None] = lambda: None
        self._id = ""
        self._recent: list[SourceId] = []
        desk.sources_changed.connect(self._on_sources_changed)

    @property
    def source(self) -> SourceRecord | None:
        """The source in hand."""
        return self._desk.sources.get(self._id)

    def take(self, source: str) -> None:
        """Take that source in hand, or none where it is not there."""
        known = self._desk.sources.get(source)
        if known is None and source in self._desk.sources:
            return
        if source != self._id:
            self._id = source if known else ""
            self._tell()

    def forget(self) -> None:
        """Put it down: another project is open."""
        self._id = ""
        self._recent.clear()
        self._tell()

    def note_used(self) -> None:
        """It was ticked against: it is offered first from now on."""
        known = self.source
        if known is not None:
            self._recent = [known.id, *(other for other in self._recent if other != known.id)]

    def passage(self) -> str:
        """The words selected in the source in hand."""
        selected = self.selected
        if selected is not None:
            return selected.passage
        return self._selected(self._id) if self._id else ""

    @property
    def selected(self) -> Selected | None:
        """What is selected in the source in hand, opened beside the article."""
        selected = self.opened()
        return selected if selected is not None and selected.source == self._id else None

    def fill(self, finder: SourceFinder) -> None:
        """Offer the project's sources, the last used first."""
        finder.set_sources(list(self._desk.sources.values()))
        for source in reversed(self._recent):
            finder.note_used(source)

    def _on_sources_changed(self) -> None:
        if self._id and self._id not in self._desk.sources:
            self._id = ""
        self._tell()

    def _tell(self) -> None:
        known = self.source
        self._status.set_in_hand(known.number if known else "")
        self.changed.emit()

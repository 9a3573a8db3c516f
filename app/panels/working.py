"""A change that takes longer than a second: how far it is, and Cancel, in the status line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from app.panels.desk import Desk
from app.session import Session
from widgets.status_line import StatusLine


class AtWork(Protocol):
    """A panel whose work takes long: ``words`` say what that is, blank while there is none."""

    @property
    def words(self) -> str: ...


class Working(QObject):
    """Shows what the session of the project on the desk is working at, where it takes long."""

    def __init__(
        self, desk: Desk, status: StatusLine, panels: Sequence[AtWork], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._status, self._panels = desk, status, list(panels)
        self._session: Session | None = None
        self._shown = False
        desk.project_changed.connect(self._follow)
        status.cancel_requested.connect(self._on_cancel)

    def add(self, panel: AtWork) -> None:
        """Hear of that one's work too."""
        self._panels.append(panel)

    def _follow(self) -> None:
        session = self._desk.session
        if session is self._session:
            return
        self._end()
        self._session = session
        if session is not None:
            session.working.connect(self._on_working)
            session.idle.connect(self._end)

    def _on_working(self, done: int, total: int) -> None:
        if not self._shown and not self._status.job.isHidden():
            # A sheet is being made: the line is taken.
            return
        self._shown = True
        words = next((panel.words for panel in self._panels if panel.words), "")
        self._status.job.show_share(words or self.tr("Making the change"), 100 * done // max(1, total))

    def _on_cancel(self) -> None:
        if self._shown and self._session is not None:
            self._session.stop()

    def _end(self) -> None:
        if self._shown:
            self._shown = False
            self._status.job.end()

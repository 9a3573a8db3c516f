"""What fills the window: the start screen, the page one waits at, or the desk of an open project."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.panels.desk import Desk


class WindowPages(QStackedWidget):
    """Shows one of them.

    Signals: ``first_seen`` when a project that was just opened is shown.
    """

    first_seen = Signal()

    def __init__(self, desk: Desk, start: QWidget, opening: QWidget) -> None:
        super().__init__()
        self._desk, self._start, self._opening = desk, start, opening
        self.work = QWidget()
        self.addWidget(start)
        self.addWidget(opening)
        self.addWidget(self.work)

    @property
    def at_work(self) -> bool:
        """Whether a project is shown."""
        return self.currentWidget() is self.work

    def wait(self) -> None:
        """Show the page one waits at."""
        self.setCurrentWidget(self._opening)

    def show_project(self, *, there: bool) -> None:
        """Show the project on the desk, or the start screen."""
        first = there and not self.updatesEnabled()
        self.setCurrentWidget(self.work if there else self._start)
        if first:
            # The first paint takes as long as filling what is painted.
            self._desk.in_own_turn(partial(self.setUpdatesEnabled, True))
            self.first_seen.emit()
        else:
            self.setUpdatesEnabled(True)

    def come_to_work(self) -> None:
        """Turn to the project that is on the desk, unless it is shown already."""
        if self._desk.project is not None and not self.at_work:
            # Laid out now, painted with the article, for which a long one has another turn: nobody sees it
            # half filled.
            self.setUpdatesEnabled(False)
            self.setCurrentWidget(self.work)

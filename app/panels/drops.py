"""What is let go anywhere over the window: on a claim it is cited there, elsewhere it is asked about."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.commands import attaching
from app.panels.attaching import Attaching
from app.panels.claims import ClaimsPanel
from app.panels.desk import Desk
from widgets.dropping import files_of, links_of, without_projects

_OVER = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class Drops(QObject):
    """Answers for every part of the window that takes no drop itself.

    Signals: ``projects_dropped(paths)`` of colleagues' copies, to be merged.
    """

    projects_dropped = Signal(list)

    def __init__(self, window: QWidget, desk: Desk, claims: ClaimsPanel, attaching: Attaching) -> None:
        super().__init__(window)
        self._window, self._desk, self._claims, self._attaching = window, desk, claims, attaching
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _OVER:
            over = cast(QDragMoveEvent, event)
            data = over.mimeData()
            if self._desk.session is not None and (files_of(data) or links_of(data)):
                over.acceptProposedAction()
                return True
        elif event.type() == QEvent.Type.Drop and self._desk.session is not None:
            drop = cast(QDropEvent, event)
            drop.acceptProposedAction()
            self._let_go(drop)
            return True
        return super().eventFilter(watched, event)

    def let_go_on_files(self, paths: list[str], offset: int) -> None:
        """Files let go on the article."""
        others = self._without_projects(paths)
        if others:
            self._attaching.let_go_at(offset, others, ())

    def let_go_on_links(self, links: list[str], offset: int) -> None:
        """Links let go on the article."""
        self._attaching.let_go_at(offset, (), links)

    def claim_at(self, point: QPoint) -> str:
        """The claim whose card, or whose page, stands at that point of the window; empty for none."""
        found = self._window.childAt(point)
        cards, level = self._claims.list.cards, self._claims.sidebar.level
        while found is not None and found is not self._window:
            if found is cards:
                return self._claims.list.claim_at(cards.viewport().mapFrom(self._window, point))
            if found is level:
                slot = level.slot_at(level.mapFrom(self._window, point))
                return slot.claim if slot is not None else ""
            if found is self._claims.inspector:
                return self._desk.claim or ""
            found = found.parentWidget()
        return ""

    def _without_projects(self, paths: list[str]) -> list[str]:
        projects, others = without_projects(paths)
        if projects:
            self.projects_dropped.emit(projects)
        return others

    def _let_go(self, drop: QDropEvent) -> None:
        paths, links = self._without_projects(files_of(drop.mimeData())), links_of(drop.mimeData())
        if not (paths or links):
            return
        claim = self.claim_at(drop.position().toPoint())
        if claim:
            self._attaching.cite(attaching.On(claim), paths, links)
        else:
            self._attaching.ask(paths, links)

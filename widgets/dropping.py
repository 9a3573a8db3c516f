"""A region onto which files can be dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from widgets.theme import theme_of


def files_of(data: QMimeData) -> list[str]:
    """The paths of the local files that are being dragged."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def links_of(data: QMimeData) -> list[str]:
    """The web addresses that are being dragged."""
    return [url.toString() for url in data.urls() if url.scheme() in ("http", "https")]


def without_projects(paths: Sequence[str]) -> tuple[list[str], list[str]]:
    """Those of the paths that are projects of ours, by their ending, and the others."""
    projects = [path for path in paths if path.lower().endswith(".tickmark")]
    return projects, [path for path in paths if path not in projects]


class _DropMark(QWidget):
    """The frame shown around a region while something is held over it."""

    def __init__(self, region: QWidget) -> None:
        super().__init__(region)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        ground = theme.tone("unrated").wash
        ground.setAlpha(110)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(theme.colour("focus"), 3))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))


class DropRegion(QWidget):
    """A widget that takes files.

    Signals: ``files_dropped(paths)`` with at least one path; ``links_dropped(addresses)`` where
    links are taken.
    """

    files_dropped = Signal(list)
    links_dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None, *, links: bool = False) -> None:
        super().__init__(parent)
        self._takes_links = links
        self._mark = _DropMark(self)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes(event.mimeData()):
            event.acceptProposedAction()
            self._mark.setGeometry(self.rect())
            self._mark.raise_()
            self._mark.show()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._takes(event.mimeData()):
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._mark.hide()

    def end_drag(self) -> None:
        """Nothing is held over it any more."""
        self._mark.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.end_drag()
        if not self._takes(event.mimeData()):
            return
        event.acceptProposedAction()
        files, links = files_of(event.mimeData()), links_of(event.mimeData())
        if files:
            self.files_dropped.emit(files)
        if links and self._takes_links:
            self.links_dropped.emit(links)

    def _takes(self, data: QMimeData) -> bool:
        return bool(files_of(data)) or (self._takes_links and bool(links_of(data)))

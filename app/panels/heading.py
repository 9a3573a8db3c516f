"""What stands over the article: the project's title, and how much of the article is accounted for."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.panels.desk import Desk
from widgets.top_bar import TopBar


class Heading(QObject):
    """Keeps the top bar and the window's title as the desk is."""

    def __init__(self, desk: Desk, top: TopBar, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._top, self._window = desk, top, window
        desk.project_changed.connect(self.show_project)
        desk.articles_changed.connect(self._show_ledger)
        desk.article_shown.connect(self._show_ledger)

    def show_project(self) -> None:
        """Show which project is open, if one is."""
        project = self._desk.project
        self._top.show_project(project)
        title = f"{project.title} – Tickmark" if project and project.title else "Tickmark"
        session = self._desk.session
        if project is not None and session is not None and session.password is not None:
            title = self.tr("{0} (protected)").format(title)
        self._window.setWindowTitle(title)

    def _show_ledger(self) -> None:
        article = self._desk.article
        self._top.show_ledger(article.ledger if article else None)

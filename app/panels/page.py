"""A page in the article's place: when it stands there, how it comes and goes, and who answers meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.panels.answering import Answering
from app.panels.desk import Desk
from app.session import Session
from db.records import record

if TYPE_CHECKING:
    from widgets.pages.page import Page


class PagePanel(QObject):
    """A panel with a page that a person works through in the article's place.

    It comes with ``_stand`` and goes with ``leave``; another article or project on the desk ends it. A panel
    of this kind makes its ``page``, and says ``why`` the article waits and what commands do in the page
    (``slots``). Signals: ``middle_wanted(QWidget or None)`` for the page in the article's place, None for the
    article; ``told(sentence)`` for a word in the status line; ``left`` when the keyboard should go back.
    """

    middle_wanted = Signal(object)
    told = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stands_in: Session | None = None
        self._over = ""
        self._said = False
        desk.article_shown.connect(self._on_another_article)
        desk.project_changed.connect(self._on_another_project)

    @cached_property
    def page(self) -> Page:
        """The page; made when first asked for."""
        raise NotImplementedError

    @property
    def active(self) -> bool:
        """Whether the page stands in the article's place, and no other one before it."""
        return self._stands_in is not None and not self.page.isHidden()

    @property
    def why(self) -> str:
        """Why nothing can be done with an article meanwhile."""
        return self.tr("Go back to the article with Esc first.")

    def slots(self) -> dict[str, Callable[[], object]]:
        """What commands of the article do in the page, by id."""
        return {}

    def leave(self) -> None:
        """Go back to the article."""
        if self._end():
            self.left.emit()

    def _stand(self, said: str = "") -> None:
        """Put the page in the article's place; ``said`` is told while it is there."""
        self._stands_in = self._desk.session
        self._over = self._desk.article.id if self._desk.article else ""
        self._said = bool(said)
        self.middle_wanted.emit(self.page)
        if said:
            self.told.emit(said)

    def _end(self) -> bool:
        """The page is over; False where it was not seen."""
        seen, self._stands_in = self.active, None
        if seen:
            if self._said:
                self.told.emit("")
            self.middle_wanted.emit(None)
        return seen

    def _on_another_article(self) -> None:
        article = self._desk.article
        if article is not None and article.id != self._over:
            self._end()

    def _on_another_project(self) -> None:
        if self._stands_in is not self._desk.session:
            self._end()


@record
class ArticlePlace:
    """The article's place in the window: what puts a page there, or the article again, who is told, and who
    answers commands of the article meanwhile."""

    put: Callable[[QWidget | None], None]
    say: Callable[[str], None]
    focus_article: Callable[[], None]
    answering: Answering

    def take(self, panel: PagePanel) -> None:
        """Let the page of that panel stand here."""
        panel.middle_wanted.connect(self.put)
        panel.told.connect(self.say)
        panel.left.connect(self.focus_article)
        self.answering.add(lambda: panel.active, panel.slots(), panel.why, first=True)

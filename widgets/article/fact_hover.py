"""What is known of a fact, told where the mouse rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from widgets.fact_words import standing

if TYPE_CHECKING:
    from widgets.article_view import ArticleView


class FactHover(QObject):
    """Answers for the facts of a view while it is asked to watch it."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view

    def watch(self, on: bool) -> None:
        """Begin or cease to answer."""
        self._view.viewport().removeEventFilter(self)
        if on:
            self._view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().eventFilter(watched, event)
        asked = cast(QHelpEvent, event)
        fact = self._view.facts.at(self._view.offset_at(asked.pos()))
        if fact is None:
            QToolTip.hideText()
        else:
            words = standing(fact, self._view.facts.check_words)
            QToolTip.showText(asked.globalPos(), words, self._view.viewport())
        return True

"""Asking which source to tick against, beside the words it is about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from app.panels.desk import Desk
from app.panels.new_source import add_named
from app.panels.source_in_hand import SourceInHand
from db.records import Changes
from widgets.article_view import ArticleView

if TYPE_CHECKING:
    from widgets.source_picker import SourcePicker

_BELOW = 8


def below_cursor(view: ArticleView) -> QPoint:
    """Just under the cursor, in the viewport's pixels."""
    below = view.cursorRect().bottomLeft()
    return QPoint(below.x(), below.y() + _BELOW)


class SourceAsked(QObject):
    """The picker of sources over the article, made when first asked for.

    Signals: ``picked(id)`` with a source that is there or was just added; ``ended`` where the keyboard goes
    back to the article, whatever became of it.
    """

    picked = Signal(str)
    ended = Signal()

    def __init__(
        self, desk: Desk, view: ArticleView, hand: SourceInHand, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._hand = hand
        self._picker: SourcePicker | None = None

    def ask(self, words: str) -> None:
        """Ask under that heading."""
        picker = self._picker
        if picker is None:
            from widgets.source_picker import SourcePicker

            picker = self._picker = SourcePicker(self._view)
            picker.picked.connect(self._on_picked)
            picker.unknown_picked.connect(self._on_unknown_picked)
            picker.given_up.connect(self.ended)
        self._hand.fill(picker.finder)
        picker.ask(words, self._view.viewport().mapTo(self._view, below_cursor(self._view)))

    def _on_picked(self, source: str) -> None:
        self.ended.emit()
        self.picked.emit(source)

    def _on_unknown_picked(self, text: str, kind: str) -> None:
        """Words that name no source yet become one."""
        self.ended.emit()
        if self._desk.session is not None:
            add_named(self._desk.session, text, kind, self._desk.revision, self._on_added)

    def _on_added(self, changes: Changes) -> None:
        self._desk.when_fresh(partial(self._on_picked, changes.focus))

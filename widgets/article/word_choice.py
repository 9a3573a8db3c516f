"""Words chosen by a double click, and by dragging on from it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from db.records import Span
from widgets.article.placed_text import PlacedText


class WordChoice(PlacedText):
    """Takes words as the text's language writes them, where Qt would take 580 of 44,580.

    Attributes: ``word_at(text, offset)`` answers with the word there, None between words; Qt's own idea of a
    word holds where nobody set it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word_at: Callable[[str, int], Span | None] | None = None
        self._from: Span | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = None
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = self._word(self.offset_at(event.position().toPoint()))
            if self._from is not None:
                self.setTextCursor(self._cursor(self._from.start, self._from.end))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        begun = self._from
        if begun is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        at = self.offset_at(event.position().toPoint())
        there = self._word(at) or Span(at, at)
        if at < begun.start:
            self.setTextCursor(self._cursor(begun.end, there.start))
        else:
            self.setTextCursor(self._cursor(begun.start, max(begun.end, there.end)))

    def _word(self, at: int) -> Span | None:
        return self.word_at(self._text.text, at) if self.word_at is not None else None

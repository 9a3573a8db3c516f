"""The gutter of a comparison: each paragraph's number and what became of it, as a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from db.records.comparing import ComparedParagraph, Turn
from widgets.article.geometry import baseline
from widgets.fonts import interface_font
from widgets.spoken_parts import speak_as
from widgets.theme import theme_of

if TYPE_CHECKING:
    from widgets.comparing.compared_text import ComparedText

_SIGN = 16


class ChangeSigns(QWidget):
    """Painted level with the lines of the column it belongs to."""

    def __init__(self, view: ComparedText) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Paragraph numbers and signs of change"))
        speak_as(self, QAccessible.Role.Graphic)

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view.held:
            return
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("paper"))
        if view.laid is None:
            return
        for item in view.shown(event.rect().top() - 8, event.rect().bottom() + 8):
            piece = view.places.pieces[item.number]
            paragraph = view.laid.paragraph_at(piece.start)
            if 0 not in item.lines or not piece.first or paragraph is None:
                continue
            middle = item.origin.y() + baseline(item.block.layout().lineAt(0)) - 5
            sign, ink = sign_of(paragraph)
            painter.setFont(interface_font(11))
            painter.setPen(theme.colour("faint"))
            self._draw(painter, QRect(0, middle - 9, self.width() - _SIGN - 8, 18), number_of(paragraph))
            painter.setFont(interface_font(14))
            painter.setPen(theme.colour(ink))
            self._draw(painter, QRect(self.width() - _SIGN - 6, middle - 9, _SIGN, 18), sign)

    def _draw(self, painter: QPainter, rect: QRect, words: str) -> None:
        if self.isRightToLeft():
            rect.moveLeft(self.width() - rect.right() - 1)
        painter.drawText(rect, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter, words)


def number_of(paragraph: ComparedParagraph) -> str:
    """The paragraph's number in the newer draft; of one that is not in it the old one, in brackets."""
    if paragraph.now:
        return str(paragraph.now)
    return f"({paragraph.before})" if paragraph.before else ""


def sign_of(paragraph: ComparedParagraph) -> tuple[str, str]:
    """A sign for what became of a paragraph, and the role it is drawn in; blank where it stayed."""
    turns = {run.turn for run in paragraph.runs if run.text.strip()}
    if turns <= {Turn.SAME}:
        return "", "soft"
    if turns == {Turn.OUT}:
        return "−", "danger"
    if turns == {Turn.IN}:
        return "+", "good"
    return ("↕", "focus") if turns <= {Turn.SAME, Turn.AWAY, Turn.HERE} else ("±", "warning")

"""One of a few values, chosen from a list that drops down."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from widgets.theme import theme_of

_ARROW = 20


class ChoiceBox(QComboBox):
    """A combo box that the wheel passes over: who scrolls a page past it changes nothing by that."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # Under a stylesheet Qt draws none.
        painter = QPainter(self)
        painter.setPen(theme_of(self).colour("soft" if self.isEnabled() else "faint"))
        left = 0 if self.isRightToLeft() else self.width() - _ARROW
        painter.drawText(QRect(left, 0, _ARROW, self.height()), Qt.AlignmentFlag.AlignCenter, "▾")

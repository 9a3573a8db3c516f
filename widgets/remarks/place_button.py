"""The words of the article something is about; pressing leads there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from db.records import PassageRecord

_ROOM = 10


class PlaceButton(QPushButton):
    """One line that gives way to an ellipsis.

    Signals: ``wanted(PassageRecord)`` when a person asks to see the words in the article.
    """

    wanted = Signal(object)

    def __init__(self, passage: PassageRecord) -> None:
        super().__init__()
        self._words = f"“{' '.join(passage.quote.split())}”"
        self.setProperty("look", "place")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("Show these words in the article"))
        self.setAccessibleName(self.tr("Show {0} in the article").format(self._words[:200]))
        self.clicked.connect(lambda: self.wanted.emit(passage))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = max(0, self.width() - _ROOM)
        short = QFontMetrics(self.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        # Isolated in either window, so that the quotation marks stay at their ends.
        self.setText(f"\u2068{short}\u2069")

"""The words of the article something is about; pressing leads there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from db.records import PassageRecord

_SHORT = 60


class PlaceButton(QWidget):
    """Signals: ``wanted(PassageRecord)`` when a person asks to see the words in the article."""

    wanted = Signal(object)

    def __init__(self, passage: PassageRecord) -> None:
        super().__init__()
        words = " ".join(passage.quote.split())
        short = words if len(words) <= _SHORT else words[:_SHORT].rsplit(" ", 1)[0] + "…"
        self.button = QPushButton(f"“\u2068{short}\u2069”")
        self.button.setProperty("look", "place")
        self.button.setToolTip(self.tr("Show these words in the article"))
        self.button.setAccessibleName(self.tr("Show “{0}” in the article").format(words[:200]))
        self.button.clicked.connect(lambda: self.wanted.emit(passage))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)
        layout.addStretch(1)

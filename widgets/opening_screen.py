"""What is seen in place of a project while it is being opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.labels import Label
from widgets.styling import follow_theme


class OpeningScreen(QWidget):
    """Names the project in the middle of an otherwise empty page."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Label(ink="soft", size=1.15)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 0, 40, 0)
        layout.addStretch(2)
        layout.addWidget(self._words)
        layout.addStretch(3)
        follow_theme(self)

    def show_name(self, name: str) -> None:
        """Say that this project is being opened; with no name the page stays empty."""
        self._words.setText(self.tr("Opening {0} …").format(name) if name else "")

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()

"""A small sheet over the article that asks for a source, the last used first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from widgets.labels import Label
from widgets.source_finder import SourceFinder
from widgets.styling import follow_theme

_WIDTH = 380


class SourcePicker(QFrame):
    """Asks once and goes away.

    Signals: ``picked(source)`` with an id; ``unknown_picked(text, kind)`` for words that are no source yet;
    ``given_up``.
    """

    picked = Signal(str)
    unknown_picked = Signal(str, str)
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setFixedWidth(_WIDTH)
        self.finder = SourceFinder()
        self.finder.line.setPlaceholderText(self.tr("Number, title or address of a source"))
        self.finder.line.setAccessibleName(self.tr("Source to tick against"))
        self._words = Label(self.tr("Tick against"), ink="soft", size=0.92)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(6)
        layout.addWidget(self._words)
        layout.addWidget(self.finder)
        self.finder.entered.connect(self._on_entered)
        self.finder.found.itemClicked.connect(self._on_clicked)
        self.finder.unknown_entered.connect(self._on_unknown)
        self.finder.grown.connect(self.adjustSize)
        follow_theme(self)
        self.hide()

    def ask(self, words: str, below: QPoint) -> None:
        """Come up at that point of the parent, with a line on what the source is for."""
        self._words.setText(words)
        self.finder.choose(None)
        self.show()
        self.raise_()
        self.finder.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.adjustSize()
        parent = self.parentWidget()
        assert parent is not None
        x = min(max(8, below.x()), max(8, parent.width() - self.width() - 24))
        y = min(below.y(), max(8, parent.height() - self.height() - 8))
        self.move(x, y)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.adjustSize()

    def _on_clicked(self) -> None:
        if self.finder.source is not None:
            self._on_entered()

    def _on_entered(self) -> None:
        source = self.finder.source
        if source is not None:
            self._leave()
            self.picked.emit(source.id)

    def _on_unknown(self, text: str, kind: str) -> None:
        self._leave()
        self.unknown_picked.emit(text, kind)

    def _leave(self) -> None:
        self.hide()

"""Keeps the layout of a long text from holding up the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextDocument

# Qt lays out a long document in steps, one each 10 ms, and doubles them from 1,000 to 200,000 characters; the
# last ones take over 50 ms. Any change of contents starts the doubling over: done every 60 ms, it keeps steps
# below 64,000.
_INTERVAL = 60
_LONG = 100_000


class LayoutPacer(QObject):
    """Starts Qt's growing layout steps over until the whole document is laid out."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._document: QTextDocument | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL)
        self._timer.timeout.connect(self._on_tick)

    def follow(self, document: QTextDocument) -> None:
        """Pace the layout of this document, and no longer that of another."""
        self._document = document
        self.resume()

    def resume(self) -> None:
        """Go on where there is something to pace."""
        if self._document is not None and self._document.characterCount() > _LONG:
            self._timer.start()

    def pause(self) -> None:
        """Stop: nobody is looking."""
        self._timer.stop()

    def _on_tick(self) -> None:
        document = self._document
        if document is None or document.lastBlock().layout().lineCount():
            self._timer.stop()
        else:
            document.markContentsDirty(0, 1)

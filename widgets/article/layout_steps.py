"""Lays a long text out in short steps, so that the window answers between them."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, QTimerEvent, Signal
from PySide6.QtGui import QTextBlock, QTextDocument

# Seconds after which a step ends with the block it is at.
STEP = 0.010


class LayoutSteps(QObject):
    """Takes the place of Qt's own steps, which double until they hold 200,000 characters.

    Qt's timer still drives the layout and ends with it. Whoever asks for the place of a word that is not laid
    out yet gets it all the same, at once.

    Signals: ``stepped()`` after every step.
    """

    stepped = Signal()

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        document.documentLayout().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QTimerEvent) or not self._is_layout_timer(watched, event.timerId()):
            return False
        block = self._document.findBlockByNumber(laid_out(self._document))
        if not block.isValid():
            return False
        self._step(block)
        self.stepped.emit()
        return True

    @staticmethod
    def _is_layout_timer(layout: QObject, timer: int) -> bool:
        # The other timer of the layout, which tells of a new height, has no interval.
        timers = QAbstractEventDispatcher.instance().registeredTimers(layout)
        return any(info.timerId == timer and info.interval > 0 for info in timers)

    def _step(self, block: QTextBlock) -> None:
        layout, end = self._document.documentLayout(), perf_counter() + STEP
        while block.isValid():
            layout.blockBoundingRect(block)
            block = block.next()
            if perf_counter() >= end:
                return


def laid_out(document: QTextDocument) -> int:
    """How many blocks from the top are laid out."""
    low, high = 0, document.blockCount()
    while low < high:
        middle = (low + high) // 2
        if document.findBlockByNumber(middle).layout().lineCount():
            low = middle + 1
        else:
            high = middle
    return low

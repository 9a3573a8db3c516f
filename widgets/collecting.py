"""What nothing refers to any more, in circles, goes in the window's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 1000
_GROWN = 4
"""All is searched only after what is old grew by this part of itself, as Python's own search does."""


class CollectedHere(QObject):
    """Searches memory for circles that can go, from the window's thread and between its turns.

    Left to itself Python searches in whichever thread makes a new object at that time. Where that is the
    project's thread and a window is in such a circle, Qt closes the window there and waits for the window's
    thread, which waits for Python's lock: both stand still for ever. What there is when this is made is left
    out of every search.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._old = 0
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Search what is new, and now and then what is older, as often as Python would."""
        counts, enough = gc.get_count(), gc.get_threshold()
        if counts[0] <= enough[0]:
            return
        oldest = 0
        while oldest < 2 and counts[oldest + 1] > enough[oldest + 1]:
            oldest += 1
        if oldest < 2:
            gc.collect(oldest)
        elif len(gc.get_objects(generation=2)) > self._old + self._old // _GROWN:
            gc.collect()
            self._old = len(gc.get_objects(generation=2))
        else:
            gc.collect(1)

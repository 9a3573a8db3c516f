"""What nothing refers to any more, in circles, goes in the window's thread alone, while nobody waits."""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS, _LOOK_SOON_MS = 250, 50
_MUCH = 4000
"""So many new objects make a search of them that one would soon notice: the next comes sooner."""
_LITTLE = 0.03
"""The part of the time that the window's thread may be at work while a person rests."""
_PAUSE_S, _AWAY_S = 2.0, 60.0
_FEW = 40_000
"""So many objects are searched in a pause; more wait until nobody has done anything for a minute."""
_ELSEWHERE_S = 0.1
"""What other threads make in so much time of the processor is put aside instead of being searched."""
_GROWN = 4
"""All is searched only after what is old grew by this part of itself, as Python's own search does."""


class CollectedHere(QObject):
    """Searches memory for circles that can go, from the window's thread and between its turns.

    Left to itself Python searches in whichever thread makes a new object at that time. Where that is the
    project's thread and a window is in such a circle, Qt closes the window there and waits for the window's
    thread, which waits for Python's lock: both stand still for ever. What there is when this is made is left
    out of every search.

    Only what is new is searched while a person works: with thousands of claims open, what has been there for
    a while takes 35 ms and more, and all 150. They wait for a pause, and until nobody has done anything for a
    minute. Where the project's thread is at work for long, as on 20,000 claims, even what is new takes 80 ms:
    it is put aside, with what is older, for the search of all. How much it is nobody tells without going
    through it: Python's count of what is new goes down whenever something old goes.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._old = 0
        self._aside = False
        self._looked, self._used = time.monotonic(), time.thread_time()
        self._elsewhere = time.process_time() - self._used
        self._resting_since = self._looked
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    def _on_timeout(self) -> None:
        now, used = time.monotonic(), time.thread_time()
        if used - self._used > _LITTLE * (now - self._looked):
            self._resting_since = now
        elsewhere = time.process_time() - used
        self.look(now - self._resting_since, elsewhere - self._elsewhere)
        self._looked, self._used = time.monotonic(), time.thread_time()
        self._elsewhere = elsewhere

    def look(self, rested: float, elsewhere: float = 0.0) -> None:
        """Search what is new, and what is older where nobody has done anything for that many seconds.

        ``elsewhere`` are the seconds of the processor that other threads had since the last look.
        """
        new, middle, old = gc.get_count()
        enough = gc.get_threshold()
        self._timer.setInterval(_LOOK_SOON_MS if new > _MUCH else _LOOK_EVERY_MS)
        if rested >= _AWAY_S and (self._aside or (old and self._grew())):
            if self._aside:
                gc.unfreeze()
                self._aside = False
            gc.collect()
            self._old = len(gc.get_objects(generation=2))
        elif elsewhere > _ELSEWHERE_S and rested < _AWAY_S:
            # Takes no time, however much it is.
            gc.freeze()
            self._aside = True
        elif rested >= _PAUSE_S and middle > enough[1] and _are_few(new, rested):
            gc.collect(1)
        elif new > enough[0]:
            gc.collect(0)

    def _grew(self) -> bool:
        return len(gc.get_objects(generation=2)) > self._old + self._old // _GROWN


def _are_few(new: int, rested: float) -> bool:
    """Whether what is new and what has been there for a while may be searched: few, or nobody there."""
    return rested >= _AWAY_S or new + len(gc.get_objects(generation=1)) <= _FEW

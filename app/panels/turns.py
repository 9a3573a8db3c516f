"""What the window does piece by piece, so that no piece keeps a person waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

_Act = Callable[[], object]


class Turns(QObject):
    """Acts that wait for a turn of the window's own: one each, keys and painting between them.

    Before each act lies a round of events without one, so that what is painted of what came before and the
    act do not keep a person waiting together.

    Attributes: ``held`` is asked before each turn; while it says yes none comes by itself.

    Signals: ``ended`` when the last of them is done.
    """

    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[_Act] = deque()
        self._soon: deque[_Act] = deque()
        self._acting = self._resting = False
        self.held: Callable[[], bool] = lambda: False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def waiting(self) -> bool:
        """Whether any act waits that others may wait for."""
        return bool(self._waiting)

    @property
    def idle(self) -> bool:
        """Whether none waits and none is under way."""
        return not (self._waiting or self._soon or self._acting)

    def add(self, *acts: _Act) -> None:
        """Do these after all others, each in a turn."""
        self._waiting.extend(acts)
        self._start()

    def add_first(self, acts: Iterable[_Act]) -> None:
        """Do these before all that wait already, each in a turn."""
        self._waiting.extendleft(reversed(list(acts)))
        self._start()

    def show_soon(self, act: _Act) -> None:
        """Do that in the next turn; it only shows what is known, so that no key has to wait for it."""
        self._soon.append(act)
        self._start()

    def act_behind(self, act: _Act) -> None:
        """Do that after everything that waits: at once where nothing does."""
        if self.idle:
            act()
        else:
            self.add(act)

    def take_one(self) -> bool:
        """Take the next turn now; False where none waits, or one is under way."""
        acts = self._soon or self._waiting
        if not acts or self._acting:
            return False
        self._acting = True
        try:
            acts.popleft()()
        finally:
            self._acting = False
        return True

    def forget(self, act: _Act) -> None:
        """Forget that act, as often as it waits."""
        self._waiting = deque(one for one in self._waiting if one != act)

    def clear(self) -> None:
        """Forget those that wait."""
        self._waiting.clear()
        self._soon.clear()

    def _start(self) -> None:
        if not self._timer.isActive():
            self._resting = True
            self._timer.start()

    def _on_timeout(self) -> None:
        if self.held():
            return
        self._resting = not self._resting and self.take_one()
        if not (self._waiting or self._soon):
            self._timer.stop()
            self._resting = False
            self.ended.emit()

"""What was asked of the project and is not shown yet, and what waits until it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.panels.turns import Turns
from app.session import Session

if TYPE_CHECKING:
    from db.project_file import Project

UNNOTICED_S = 0.045


class Asked:
    """Reads of the session of the open project, laid out in turns of the window's own.

    Attributes: ``turns`` is what waits for such a turn.
    """

    def __init__(self, parent: QObject) -> None:
        self.turns = Turns(parent)
        self.turns.ended.connect(self._run_waiting)
        self._session: Session | None = None
        self._reading = 0
        self._waiting: list[Callable[[], None]] = []
        self._untold: list[Callable[[], None]] = []

    def ask_of(self, session: Session | None) -> None:
        """Ask that session from now on; None forgets all that was asked."""
        if self._session is not None:
            self._session.idle.disconnect(self._run_waiting)
            self.turns.clear()
        self._session = session
        self._waiting, self._untold, self._reading = [], [], 0
        if session is not None:
            session.idle.connect(self._run_waiting)

    def read(self, ask: Callable[[Project], object], lay: Callable[..., None]) -> None:
        """Read that and lay out what came, with its revision, behind what was read before."""
        if self._session is not None:
            self._reading += 1
            self._session.read(ask, partial(self._on_read, self._session, lay))

    def read_parts(
        self,
        ask: Callable[[Project], Iterator[Any]],
        lay: Callable[[Any], None],
        done: Callable[[], None],
    ) -> None:
        """Read that and lay out each part in a turn of its own, then do what comes after all."""
        if self._session is not None:
            self._reading += 1
            self._session.read_parts(
                ask,
                lambda part, _: self.turns.add(partial(lay, part)),
                lambda: self.turns.add(partial(self._end_parts, done)),
            )

    def when_fresh(self, action: Callable[[], None]) -> None:
        """Do that once every change asked for so far is shown; at once where none is under way."""
        if not self._fresh:
            self._waiting.append(action)
        else:
            action()

    def when_told(self, action: Callable[[], None]) -> None:
        """Do that once every change asked for so far is told, though some of it may not be shown yet."""
        if not self._told:
            self._untold.append(action)
        else:
            action()

    def catch_up(self, seconds: float = UNNOTICED_S) -> bool:
        """Wait for every change asked for so far to be told, not longer than that.

        False where the disk takes longer. What only shows what is known may have its turn later.
        """
        until = time.monotonic() + seconds
        while self._session is not None and not self._told:
            left = until - time.monotonic()
            if left <= 0:
                return False
            if not self.turns.take_one() and not self._session.catch_up(left):
                return False
        return True

    @property
    def _fresh(self) -> bool:
        return self._session is None or not (self._session.busy or self._reading or not self.turns.idle)

    @property
    def _told(self) -> bool:
        return self._session is None or not (self._session.busy or self._reading or self.turns.waiting)

    def _on_read(self, session: Session, lay: Callable[..., None], value: object, revision: int) -> None:
        if session is self._session:
            self.turns.act_behind(partial(self._lay, lay, value, revision))

    def _lay(self, lay: Callable[..., None], value: object, revision: int) -> None:
        self._reading -= 1
        lay(value, revision)
        self._run_waiting()

    def _end_parts(self, done: Callable[[], None]) -> None:
        self._reading -= 1
        done()

    def _run_waiting(self) -> None:
        while self._untold and self._told:
            self._untold.pop(0)()
        while self._waiting and self._fresh:
            self._waiting.pop(0)()

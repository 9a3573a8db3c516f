"""What the first window is seen without, made piece by piece after it, or at once where somebody needs it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QWindow

from app.panels.desk import Desk

_DEEDS = frozenset(
    (
        QEvent.Type.ShortcutOverride,
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.Wheel,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
        QEvent.Type.Close,
    )
)


class Making(QObject):
    """Pieces of a window in their order, each in a turn of its own.

    What is read of a project waits for those that come ``first``; the ``later`` ones wait until somebody
    calls ``go_on``. What a person does in the window makes all of them first, so that no key and no click
    finds a menu, a field or a button less than it will have. Signals: ``made`` after the last.
    """

    made = Signal()

    def __init__(
        self,
        desk: Desk,
        first: Sequence[Callable[[], object]],
        later: Sequence[Callable[[], object]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pieces = deque((*first, *later))
        self._later = len(later)
        self._under_way = self._watching = False
        desk.in_own_turn(*(self._make_next for _ in first))

    @property
    def done(self) -> bool:
        """Whether everything is made."""
        return not (self._pieces or self._under_way)

    def go_on(self) -> None:
        """Make what comes later, in turns as well."""
        count, self._later = self._later, 0
        if self._pieces:
            self._desk.in_own_turn(*(self._make_next for _ in range(count)))

    def finish(self) -> bool:
        """Make now what is not made yet; False where that is asked for by a piece that is being made."""
        if self._under_way:
            return False
        while self._pieces:
            self._make_next()
        return True

    def finish_for_deeds(self, window: QWindow) -> None:
        """Have whatever a person does in that window make the rest first."""
        if not (self.done or self._watching):
            self._watching = True
            window.installEventFilter(self)
            self.made.connect(lambda: window.removeEventFilter(self))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DEEDS:
            self.finish()
        return False

    def _make_next(self) -> None:
        if not self._pieces or self._under_way:
            return
        self._under_way = True
        try:
            self._pieces.popleft()()
        finally:
            self._under_way = False
        # Dressed one by one before they are placed, widgets would be dressed again where they come to lie.
        QCoreApplication.removePostedEvents(None, QEvent.Type.PolishRequest.value)  # pyright: ignore[reportArgumentType]
        if not self._pieces:
            self._desk.forget_turns(self._make_next)
            self.made.emit()

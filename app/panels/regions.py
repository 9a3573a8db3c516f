"""The parts of the window the keyboard goes round: F6 from part to part, Tab through all that is in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QStackedWidget, QWidget

from widgets.notice import Notice
from widgets.spoken_parts import speak_as
from widgets.tab_order import tab_stops, take_keyboard


class Region(NamedTuple):
    """A part of the window; ``first`` are those of its widgets that get the keyboard, if they are there."""

    name: str
    part: QWidget
    first: Sequence[QWidget] = ()


class Regions(QObject):
    """Goes round the parts in their order, and within them in the order things stand on screen."""

    def __init__(self, regions: Sequence[Region], parent: QObject) -> None:
        super().__init__(parent)
        self._regions = regions
        for region in regions:
            if not region.part.accessibleName():
                region.part.setAccessibleName(region.name)
            # Texts and stacks Qt tells better, and what has a role of its own keeps it.
            if not isinstance(region.part, QStackedWidget | QAbstractScrollArea | Notice):
                speak_as(region.part, QAccessible.Role.Grouping)

    @property
    def current(self) -> Region | None:
        """The part the keyboard is in; None elsewhere, such as in a palette laid over the window."""
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        return next((r for r in self._regions if r.part is focus or r.part.isAncestorOf(focus)), None)

    def go_on(self) -> None:
        """Give the keyboard to the next part that can take it."""
        self._step(1)

    def go_back(self) -> None:
        """Give the keyboard to the part before."""
        self._step(-1)

    def tab(self, *, forward: bool) -> bool:
        """Give the keyboard to what stands next; false where it is in none of the parts."""
        current, focus = self.current, QApplication.focusWidget()
        if current is None or focus is None:
            return False
        stops = tab_stops(current.part)
        if focus not in stops:
            return False
        at = stops.index(focus) + (1 if forward else -1)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        if 0 <= at < len(stops):
            take_keyboard(stops[at], reason)
            return True
        for region in self._others(1 if forward else -1):
            beyond = tab_stops(region.part)
            if beyond:
                take_keyboard(beyond[0 if forward else -1], reason)
                return True
        return False

    def _others(self, step: int) -> list[Region]:
        """The parts from the one the keyboard is in, in that direction, and round to it again."""
        current = self.current
        at = self._regions.index(current) if current is not None else -1 if step > 0 else 0
        count = len(self._regions)
        return [self._regions[(at + step * n) % count] for n in range(1, count + 1)]

    def _step(self, step: int) -> None:
        for region in self._others(step):
            stops = tab_stops(region.part)
            if stops:
                take_keyboard(_entry(region, stops), Qt.FocusReason.OtherFocusReason)
                return


def _entry(region: Region, stops: Sequence[QWidget]) -> QWidget:
    """Where the keyboard was in it, else what it is there for, else its first stop."""
    wanted = (region.part.focusWidget(), *region.first)
    return next((widget for widget in wanted if widget in stops), stops[0])

"""The three columns of the window: what there is, what is read, what is claimed."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

FIRST, LAST = 236, 400
_LAST_LEAST = 300


class Widths(NamedTuple):
    """Pixels of the first and the last column; whether a person drew them; whether each is wished for.

    ``first_shown`` is None while the window may put the first column away where there is too little room.
    """

    first: int = FIRST
    last: int = LAST
    by_hand: bool = False
    first_shown: bool | None = None
    last_shown: bool = True


class DeskColumns(QSplitter):
    """Gives the middle the width at which it reads well before the columns beside it get theirs.

    Where the room is short the last column grows narrower first, then the first is put away. What a person
    drew or asked for is left as it is.

    Signals: ``shown_changed`` where a column was put away or brought back.
    """

    shown_changed = Signal()

    def __init__(self, first: QWidget, middle: QWidget, last: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._first, self._middle, self._last = first, middle, last
        self._widths = Widths()
        self._enough = self._beside = 0
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for part in (first, middle, last):
            self.addWidget(part)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setStretchFactor(2, 0)
        self.splitterMoved.connect(self._on_moved)

    @property
    def widths(self) -> Widths:
        """What is wished for, which is more than a narrow window can show."""
        return self._widths

    def set_widths(self, widths: Widths) -> None:
        """Wish for these widths."""
        self._widths = widths
        self._share()

    def set_enough(self, pixels: int) -> None:
        """The width at which the middle reads well."""
        if pixels != self._enough:
            self._enough = pixels
            self._share()

    def set_beside(self, pixels: int) -> None:
        """The width of what stands beside the text in the middle; 0 for nothing.

        While something does, the first column is put away where there is no room for all.
        """
        if pixels != self._beside:
            self._beside = pixels
            self._share()

    @property
    def first_shown(self) -> bool:
        """True while the first column is there."""
        return not self._first.isHidden()

    @property
    def last_shown(self) -> bool:
        """True while the last column is there."""
        return not self._last.isHidden()

    def switch_first(self) -> None:
        """Put the first column away, or bring it back, for good."""
        self.set_widths(self._widths._replace(first_shown=not self.first_shown))

    def switch_last(self) -> None:
        """Put the last column away, or bring it back, for good."""
        self.set_widths(self._widths._replace(last_shown=not self.last_shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _on_moved(self) -> None:
        first, _middle, last = self.sizes()
        self._widths = self._widths._replace(
            first=first or self._widths.first, last=last or self._widths.last, by_hand=True
        )

    def _share(self) -> None:
        wish, width = self._widths, self.width()
        first = max(wish.first, self._first.minimumSizeHint().width())
        last = wish.last if wish.last_shown else 0
        shown = wish.first_shown
        if wish.by_hand:
            shown = shown is not False
        else:
            least = min(last, _LAST_LEAST)
            if shown is None:
                shown = width - first - least >= self._enough
            last = max(least, min(last, width - self._enough - self._beside - (first if shown else 0)))
        if self._beside and wish.first_shown is not True:
            shown = shown and width - first - _LAST_LEAST >= self._enough + self._beside
        before = (self.first_shown, self.last_shown)
        for part, there in ((self._first, shown), (self._last, wish.last_shown)):
            held = QApplication.focusWidget()
            if not there and held is not None and part.isAncestorOf(held):
                # Qt would pass the keyboard on to whatever comes next in the window.
                self._middle.setFocus(Qt.FocusReason.OtherFocusReason)
            part.setVisible(there)
        first = first if shown else 0
        self.setSizes([first, max(1, width - first - last), last])
        if before != (self.first_shown, self.last_shown):
            self.shown_changed.emit()

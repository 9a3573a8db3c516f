"""Type to find among choices: people, tags, the values of a filter."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from widgets.styling import follow_theme

_KEY_ROLE = int(Qt.ItemDataRole.UserRole)
_ROWS = 9
# More than anybody reads; typing finds the rest.
_MOST = 200


class Held(Enum):
    """How many of the claims it is about have a choice already: a box before its words tells."""

    ALL = Qt.CheckState.Checked
    SOME = Qt.CheckState.PartiallyChecked
    NONE = Qt.CheckState.Unchecked


class Choice(NamedTuple):
    """One thing to pick; ``note`` stands behind its words."""

    key: str
    words: str
    note: str = ""
    held: Held = Held.NONE


class Picker(QFrame):
    """A line to type in over the choices that match, opened at a button. Up and Down move, Enter picks.

    Signals: ``picked(key)``; ``worded(text)`` on Enter with words that are no choice yet, where ``fresh``
    words for that were given.
    """

    picked = Signal(str)
    worded = Signal(str)

    def __init__(self, parent: QWidget, name: str, *, fresh: str = "", stays: bool = False) -> None:
        """``fresh`` is the pattern that offers new words; one that ``stays`` is not closed by picking."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._fresh, self._stays = fresh, stays
        self._choices: list[Choice] = []
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.line = QLineEdit(placeholderText=name)
        self.line.setAccessibleName(name)
        self.line.installEventFilter(self)
        self.found = QListWidget()
        self.found.setAccessibleName(name)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.line)
        layout.addWidget(self.found)
        self.line.textChanged.connect(self._fill)
        self.found.itemClicked.connect(self._pick)
        follow_theme(self)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these, keeping what is typed."""
        self._choices = list(choices)
        self._fill()

    def open_at(self, button: QWidget) -> None:
        """Open under or over that button, or in it where it is large, with nothing typed."""
        self.line.clear()
        self._fill()
        self.setFixedWidth(min(max(240, button.width()), 360))
        self.adjustSize()
        below = button.mapToGlobal(QPoint(0, button.height() + 2))
        room = button.screen().availableGeometry()
        if below.y() + self.height() > room.bottom():
            top = button.mapToGlobal(QPoint(0, 0)).y()
            above = top - self.height() - 2
            below.setY(above if above >= room.top() else max(room.top(), top + 24))
        below.setX(max(room.left(), min(below.x(), room.right() - self.width())))
        self.move(below)
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched is self.line:
            key = cast(QKeyEvent, event).key()
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if key == Qt.Key.Key_Down else -1
                row = self.found.currentRow() + step
                self.found.setCurrentRow(min(max(0, row), self.found.count() - 1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pick(self.found.currentItem())
                return True
            if key == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        text = self.line.text().strip()
        tokens = text.casefold().split()
        at = max(0, self.found.currentRow()) if self._stays else 0
        self.found.clear()
        hits = [c for c in self._choices if all(token in c.words.casefold() for token in tokens)]
        for choice in hits[:_MOST]:
            # Isolates keep a right-to-left name from reordering what stands beside it.
            item = QListWidgetItem(f"\u2068{choice.words}\u2069  {choice.note}".rstrip())
            item.setData(_KEY_ROLE, choice.key)
            # A row is picked as a whole, not by its box alone.
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(choice.held.value)
            self.found.addItem(item)
        if self._fresh and text and all(text.casefold() != c.words.casefold() for c in self._choices):
            self.found.addItem(QListWidgetItem(self._fresh.format(text)))
        self.found.setCurrentRow(min(at, self.found.count() - 1))
        rows = min(max(1, self.found.count()), _ROWS)
        row = self.found.sizeHintForRow(0) if self.found.count() else self.line.sizeHint().height()
        self.found.setFixedHeight(rows * row + 8)
        if self.isVisible():
            self.adjustSize()

    def _pick(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        key, text = item.data(_KEY_ROLE), self.line.text().strip()
        if not self._stays:
            self.close()
        if key is None:
            self.worded.emit(text)
        else:
            self.picked.emit(key)

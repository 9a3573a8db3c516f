"""The search of everything: a line over the top of the window, and what is found as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from widgets.labels import Label
from widgets.overlay import EDGE, Overlay
from widgets.searching.found_list import FoundList, FoundRow

_WIDE = 760
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


class _Line(QLineEdit):
    """Signals: ``moved(rows)``, ``entered``."""

    moved = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.moved.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class SearchSheet(Overlay):
    """Keeps the words of the last search, selected, so that typing begins another.

    Signals: ``typed(words)`` as they change; ``chosen(key)`` of a row, after it is away and the keyboard is
    where it was; ``more_wanted(key)`` of a row that stands for the rest of its group.
    """

    typed = Signal(str)
    chosen = Signal(str)
    more_wanted = Signal(str)

    def __init__(self, window: QWidget) -> None:
        content = QWidget()
        self.line = _Line(placeholderText=_tr("Articles, claims, evidence, sources and their words"))
        self.line.setAccessibleName(_tr("Search everything"))
        self.found = FoundList(_tr("Found"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.none = Label(ink="soft")
        self.foot = Label(ink="soft", size=0.88)
        for label in (self.none, self.foot):
            label.setContentsMargins(12, 4, 12, 4)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self.none)
        column.addWidget(self.found, 1)
        column.addWidget(self.foot)
        super().__init__(window, _tr("Search everything"), content, self.line, _WIDE)
        self.line.textChanged.connect(self.typed)
        self.line.moved.connect(self.found.go)
        self.line.entered.connect(self._on_entered)
        self.found.chosen.connect(self._on_chosen)
        self.found.selectionModel().currentChanged.connect(self._on_current)

    def open(self, toggle: Sequence[str] = ()) -> None:
        """Show it with the words sought last; a key of ``toggle`` puts it away again."""
        self.line.selectAll()
        self.come(toggle)

    def show_found(self, rows: Sequence[FoundRow], none: str, foot: str) -> None:
        """Show what was found, or ``none``; ``foot`` says how far all of it can be searched by now."""
        self.found.show_rows(rows)
        self.found.setVisible(bool(rows))
        self.none.setText(none)
        self.none.setVisible(not rows and bool(none))
        self.foot.setText(foot)
        self.foot.setVisible(bool(foot))
        self.fit()

    def content_height(self) -> int:
        room = self._window.height() - 2 * EDGE
        high = self.line.sizeHint().height()
        wide = self.width() - 2 * EDGE
        for label in (self.none, self.foot):
            if not label.isHidden():
                high += 6 + max(label.heightForWidth(wide), label.sizeHint().height())
        return high + (6 + self.found.height_for(room) if not self.found.isHidden() else 0)

    def _on_entered(self) -> None:
        row = self.found.current
        if row is not None and not self.found.isHidden():
            self._on_chosen(row.key)

    def _on_chosen(self, key: str) -> None:
        row = next((row for row in self.found.rows if row.key == key), None)
        if row is not None and row.more:
            self.more_wanted.emit(key)
        elif row is not None:
            self.put_away()
            self.chosen.emit(key)

    def _on_current(self) -> None:
        # The keyboard stays in the line, so what is stood on has to be said from there.
        row = self.found.current
        said = row.spoken if row is not None else ""
        self.line.setAccessibleDescription(said)
        if said and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, said))


def _tr(words: str) -> str:
    # Before the widget is there, which has a tr of its own.
    return QCoreApplication.translate("SearchSheet", words)

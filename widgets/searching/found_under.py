"""Passages found in the words of sources, under the list that was searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.labels import CapsLabel, Hairline, Label
from widgets.layouts import set_sides
from widgets.searching.found_list import FoundList, FoundRow


class FoundUnder(QWidget):
    """A heading with how many there are, the passages, and how far all of them can be searched."""

    def __init__(self) -> None:
        super().__init__()
        self._title = CapsLabel("")
        self.list = FoundList(self.tr("Found in the words of sources"))
        self.standing = Label(ink="soft", size=0.88)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        head = QVBoxLayout()
        set_sides(self, head, 12, 8, 8, 2)
        head.addWidget(self._title)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        set_sides(self, foot, 12, 4, 8, 6)
        foot.addWidget(self.standing)
        column.addLayout(foot)

    def show_rows(self, rows: Sequence[FoundRow], standing: str) -> None:
        """Show these; nothing at all where there is nothing to say."""
        self._title.setText(self.tr("In the words of sources: {0}").format(len(rows)))
        self.list.show_rows(rows, stand=False)
        self.list.setVisible(bool(rows))
        self.standing.setText(standing)
        self.standing.setVisible(bool(standing))
        self.setVisible(bool(rows or standing))

    def take_keyboard(self) -> None:
        """Stand on the first, or where one stood before."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.list.current is None:
            self.list.go(1)

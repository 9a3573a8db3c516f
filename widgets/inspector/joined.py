"""The claims that are joined into the one shown: their numbers, what they said, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records import JoinedRecord
from widgets.buttons import button
from widgets.labels import Label
from widgets.layouts import clear
from widgets.remarks.wishes import Part


class JoinedList(QWidget):
    """Signals: ``wished(Part)`` to have one as a claim of its own again."""

    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[JoinedRecord, ...] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.hide()

    def show_joined(self, joined: Sequence[JoinedRecord], number: str) -> None:
        """Show these, joined into the claim of that number; hidden where there are none."""
        self.setVisible(bool(joined))
        if tuple(joined) == self._shown:
            return
        self._shown = tuple(joined)
        clear(self._rows)
        for one in joined:
            self._rows.addWidget(self._row(one, number))

    def _row(self, one: JoinedRecord, number: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = self.tr("{0} (by {1}), joined into {2}: “{3}”")
        said = words.format(one.number, one.created_by, number, one.wording or one.quote)
        line.addWidget(Label(said, ink="soft", size=0.92), 1)
        part = button(self.tr("Part again"), look="quiet", name=self.tr("Part {0} again").format(one.number))
        part.setToolTip(self.tr("Make it a claim of its own, with what was put on it"))
        part.clicked.connect(partial(self.wished.emit, Part(one.id)))
        line.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        return row

"""What a source is used for: each claim it is cited on and all words ticked against it, a press away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import UseRecord
from widgets.labels import CapsLabel, ElidedLabel, Label
from widgets.layouts import clear

_MOST = 60


class UseList(QWidget):
    """Signals: ``claim_wanted(claim, article)`` and ``words_wanted(article, start)`` to go there."""

    claim_wanted = Signal(str, str)
    words_wanted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[UseRecord, ...] | None = None
        self._title = CapsLabel(self.tr("Used for"))
        self._none = Label(self.tr("Nothing yet."), ink="soft", size=0.95)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._none)
        layout.addLayout(self._rows)

    def show_uses(self, uses: Sequence[UseRecord]) -> None:
        """Show these."""
        if tuple(uses) == self._shown:
            return
        self._shown = tuple(uses)
        clear(self._rows)
        self._none.setVisible(not uses)
        for use in uses[:_MOST]:
            self._rows.addWidget(self._row(use))
        if len(uses) > _MOST:
            more = self.tr("and {0} more").format(len(uses) - _MOST)
            self._rows.addWidget(Label(more, ink="soft", size=0.92))

    def _row(self, use: UseRecord) -> QWidget:
        row = QWidget()
        go = QPushButton(use.number or "✓")
        go.setProperty("look", "number")
        named = self.tr("Go to claim {0}").format(use.number) if use.claim else self.tr("Go to the tick")
        go.setAccessibleName(f"{named}: {use.words}")
        go.setToolTip(named)
        if use.claim:
            go.clicked.connect(partial(self.claim_wanted.emit, use.claim, use.article))
        elif use.start < 0:
            go.setEnabled(False)
            go.setToolTip(self.tr("These words are not in the draft that is read."))
        else:
            go.clicked.connect(partial(self.words_wanted.emit, use.article, use.start))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(go)
        line.addWidget(ElidedLabel(use.words.replace("\n", " "), size=0.95), 1)
        return row

"""Everything edited apart in two copies, in one place until someone decides."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.commands import conflicts
from app.panels.desk import Desk
from widgets.labels import BOLD, Label
from widgets.layouts import scrolled
from widgets.styling import follow_theme

if TYPE_CHECKING:
    from widgets.inspector.conflicts import ConflictList


class ConflictsPanel(QObject):
    """Shows conflicts on anything and settles them.

    Signals: ``in_hand(QWidget)`` where they should be seen; ``draft_requested(article, draft)`` to read one
    of several new drafts, ``compare_requested(article, one, other)`` to compare two; ``told(sentence)`` for a
    word in the status line.
    """

    in_hand = Signal(object)
    draft_requested = Signal(str, str)
    compare_requested = Signal(str, str, str)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: QWidget | None = None
        self._list: ConflictList | None = None
        desk.refreshed.connect(self._on_refreshed)

    def show(self) -> None:
        """Show all of them, or say that there are none."""
        if not self._desk.conflicts:
            self.told.emit(self.tr("Nothing in this project was edited apart."))
            return
        if self._page is None:
            from widgets.inspector.conflicts import ConflictList

            self._page, self._list = QWidget(), ConflictList()
            column = scrolled(self._page)
            column.addWidget(Label(self.tr("Edited apart in two copies"), size=1.25, weight=BOLD))
            column.addWidget(self._list)
            column.addStretch(1)
            follow_theme(self._page)
            self._list.settled.connect(self.settle)
            self._list.draft_requested.connect(self.draft_requested)
            self._list.compare_requested.connect(self.compare_requested)
        self._fill()
        self.in_hand.emit(self._page)

    def settle(self, entity: str, field: str, txn: str) -> None:
        """Keep that version."""
        if self._desk.session is not None:
            command = partial(
                conflicts.settle, entity=entity, field=field, txn=txn, revision=self._desk.revision
            )
            self._desk.session.run(command)

    def _fill(self) -> None:
        if self._list is not None:
            self._list.show_conflicts(self._desk.conflicts, 0, self._desk.things)

    def _on_refreshed(self, _changes: object) -> None:
        self._fill()

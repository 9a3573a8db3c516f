"""What a claim's fields were, newest first, each to be had again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import FieldChange
from widgets.field_sheet import moment
from widgets.inspector.field_names import field_name
from widgets.labels import BOLD, Label
from widgets.layouts import clear
from widgets.remarks.wishes import Restore

_FIRST, _LONG = 8, 240


class PastList(QWidget):
    """Signals: ``wished(Restore)`` to have a value again."""

    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._changes: tuple[FieldChange, ...] = ()
        self._whose: dict[str, str] = {}
        self._mine: frozenset[str] = frozenset()
        self._shown = _FIRST
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._marked = Label(ink="soft", size=0.88)
        self.more_button = QPushButton(self.tr("Show older"))
        self.more_button.setProperty("look", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._rows)
        line = QHBoxLayout()
        line.addWidget(self.more_button)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self._marked)
        self.more_button.clicked.connect(self._on_more)

    def show_past(
        self, changes: Sequence[FieldChange], whose: Mapping[str, str], fixed: frozenset[str], marked: str
    ) -> None:
        """Show these; ``whose`` names what each is a field of, by entity, where it is not the claim itself;
        nothing of the entities in ``fixed`` is offered again. ``marked`` tells how the claim began."""
        self._marked.setText(marked)
        if (tuple(changes), dict(whose), fixed) == (self._changes, self._whose, self._mine):
            return
        self._changes, self._whose, self._mine = tuple(changes), dict(whose), fixed
        self._fill()

    def _fill(self) -> None:
        clear(self._rows)
        for change in self._changes[: self._shown]:
            self._rows.addWidget(self._row(change))
        self.more_button.setVisible(len(self._changes) > self._shown)

    def _row(self, change: FieldChange) -> QWidget:
        row = QWidget()
        names = filter(None, (self._whose.get(change.entity, ""), field_name(change.field)))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Label(" · ".join(names), weight=BOLD, size=0.92), 1)
        deed = self.tr("undone by {0}") if change.undo else self.tr("{0}")
        by = f"{deed.format(change.person_name)} · {moment(change.at)}"
        restore = QPushButton(self.tr("Restore"))
        restore.setProperty("look", "quiet")
        restore.setAccessibleName(self.tr("Restore “{0}”").format(_short(change.after)))
        restore.setToolTip(self.tr("Have this value again; an ordinary change that can be undone"))
        if not change.txn or change.stands or change.after_gone or change.entity in self._mine:
            restore.hide()
        restore.clicked.connect(lambda: self.wished.emit(Restore(change.entity, change.field, change.txn)))
        head.addWidget(restore)
        blank = self.tr("(blank)")
        words = QVBoxLayout(row)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        words.addLayout(head)
        words.addWidget(Label(by, ink="soft", size=0.88))
        if change.before:
            before, after = _short(change.before), _short(change.after) or blank
            words.addWidget(Label(self.tr("{0} → {1}").format(before, after), size=0.95))
        else:
            words.addWidget(Label(_short(change.after) or blank, size=0.95))
        return row

    def _on_more(self) -> None:
        self._shown += 4 * _FIRST
        self._fill()


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"

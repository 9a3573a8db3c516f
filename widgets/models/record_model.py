"""Articles or sources as a one-column table, in the order they are given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.records import ArticleRecord, SourceRecord
from widgets.draft_words import drafts_told
from widgets.ledger_words import standing

RECORD_ROLE = int(Qt.ItemDataRole.UserRole) + 1

Entry = ArticleRecord | SourceRecord
_Index = QModelIndex | QPersistentModelIndex


class RecordModel(QAbstractTableModel):
    """The record under ``RECORD_ROLE``, its title as text, how an article's ledger stands in its tooltip."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: list[Entry] = []

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._records)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self._records):
            return None
        record = self._records[index.row()]
        if role == RECORD_ROLE:
            return record
        if role == Qt.ItemDataRole.DisplayRole:
            return _named(record)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            told = [record.title] if role == Qt.ItemDataRole.ToolTipRole else [_named(record)]
            if isinstance(record, ArticleRecord):
                told += [*drafts_told(record), standing(record.ledger)]
            return "\n".join(told)
        return None

    def set_records(self, records: Sequence[Entry]) -> None:
        """Show these; where only their contents differ, the place in the list stays."""
        fresh = list(records)
        if [r.id for r in fresh] == [r.id for r in self._records]:
            before, self._records = self._records, fresh
            for row, (old, new) in enumerate(zip(before, fresh, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
            return
        self.beginResetModel()
        self._records = fresh
        self.endResetModel()

    def record(self, row: int) -> Entry:
        return self._records[row]

    def row_of(self, key: str | None) -> int | None:
        """The row of the record with that id."""
        return next((row for row, record in enumerate(self._records) if record.id == key), None)


def _named(record: Entry) -> str:
    number = record.number if isinstance(record, SourceRecord) else ""
    return f"{number} {record.title}".strip()

"""The claims as a one-column table: filtered and sorted here, because a proxy is ten times slower."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from db.records import ClaimId, ClaimRecord, Scale
from widgets.claims.index import ClaimIndex
from widgets.claims.succession import Heading, Row, Succession
from widgets.claims.traits import Facet, Filter, Order
from widgets.spoken_claim import spoken_claim

CLAIM_ROLE = int(Qt.ItemDataRole.UserRole) + 1
HEADING_ROLE = CLAIM_ROLE + 1

# Above this many changes one reset is cheaper than moving rows singly.
_RESET_OVER = 64
# Fewer claims are prepared unnoticed when a filter first needs it.
_PREPARE_OVER = 1_000
_QUIET_MS = 150

_Index = QModelIndex | QPersistentModelIndex
_LEFT_OUT = ~Qt.ItemFlag.ItemIsSelectable & ~Qt.ItemFlag.ItemIsEnabled


class ClaimModel(QAbstractTableModel):
    """Claims that pass the filter, in order; one column, the record under ``CLAIM_ROLE``.

    With titles given the claims of each article stand together under its title, a row that cannot be chosen.

    Signals: ``prepared`` some turns of the event loop after thousands of claims were set.
    """

    prepared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index = ClaimIndex()
        self._all = Succession()
        self._shown: list[Row] = []
        # Where claims are shown, made when many are asked for; None once something moved.
        self._rows: dict[ClaimId, int] | None = None
        # The rows that are titles, looked for when asked for; None likewise.
        self._titled: list[int] | None = None
        self._filter = Filter()
        self._kept: ClaimId | None = None
        self._scale: Scale | None = None
        self._preparing = QTimer(self)
        self._preparing.timeout.connect(self._on_prepare)

    # -- what a view asks

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._shown[index.row()]
        if isinstance(row, Heading):
            if role == HEADING_ROLE:
                return row
            return row.title if role == Qt.ItemDataRole.DisplayRole else None
        if role == CLAIM_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_claim(row, self._scale)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.number} {row.wording or row.words}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.row() < len(self._shown):
            return flags & _LEFT_OUT if isinstance(self._shown[index.row()], Heading) else flags
        return flags

    # -- what a panel gives

    def set_claims(self, claims: Sequence[ClaimRecord]) -> None:
        """Replace every claim; articles without a title keep the order in which they first occur."""
        self.beginResetModel()
        self._index = ClaimIndex({claim.id: claim for claim in claims}.values())
        self._all.forget_articles()
        self._all.sort(self._index)
        self._fill()
        self.endResetModel()
        self._prepare()

    def set_scale(self, scale: Scale) -> None:
        """The scale whose ratings are named to screen readers."""
        self._scale = scale

    def set_titles(self, titles: Mapping[str, str]) -> None:
        """Group the claims under the titles of their articles, in that order; without titles do not."""
        if titles != self._all.titles or list(titles) != list(self._all.titles):
            self._all.set_titles(titles)
            self._all.sort(self._index)
            self._refill()

    def update_claims(self, changed: Iterable[ClaimRecord], removed: Iterable[ClaimId] = ()) -> None:
        """Add or replace the changed claims and drop the removed ones, moving as few rows as possible."""
        changed, gone = list(changed), list(dict.fromkeys(removed))
        if len(changed) + len(gone) <= _RESET_OVER:
            for claim in gone:
                self._take_row(claim)
                self._forget(claim)
            for record in changed:
                self._replace(record)
            return
        if not gone and (self._replace_unmoved(changed) or self._add_together(changed)):
            return
        self.beginResetModel()
        fresh = {claim.id: claim for claim in changed}
        if len(fresh) + len(gone) > len(self._index) // 8:
            # Making it anew costs less than putting so many claims into it one by one.
            left = {claim.id: claim for claim in self._index.there()} | fresh
            for claim in gone:
                left.pop(claim, None)
            self._index = ClaimIndex(left.values())
            self._all.sort(self._index)
        else:
            for claim in gone:
                self._index.drop(claim)
            for record in fresh.values():
                self._index.put(record)
            self._all.move({*gone, *fresh}, fresh.values(), self._index)
        self._fill()
        self.endResetModel()
        self._prepare()

    def set_filter(self, filter: Filter) -> None:
        """Show the claims that pass."""
        self._filter, self._kept = filter, None
        self._refill()

    def set_order(self, order: Order) -> None:
        """Sort so, within each article where they stand under titles."""
        self._all.set_order(order)
        self._all.sort(self._index)
        self._refill()

    def keep(self, claim: ClaimId | None) -> None:
        """Let this claim stay in view although an edit makes it fail the filter, until another is kept."""
        before = self._kept
        self._kept = claim if claim is not None and self.row_of(claim) is not None else None
        if before is None or before == self._kept:
            return
        record = self._index.get(before)
        if record is not None and not self._index.passes(record, self._filter):
            self._take_row(before)

    # -- questions

    @property
    def preparing(self) -> bool:
        """Whether counting claims by their traits would take time yet that nobody should wait for."""
        return self._preparing.isActive()

    @property
    def filter(self) -> Filter:
        """What is shown."""
        return self._filter

    @property
    def order(self) -> Order:
        """How it is sorted."""
        return self._all.order

    @property
    def total(self) -> int:
        """How many claims there are, shown or not."""
        return len(self._index)

    @property
    def shown_count(self) -> int:
        """How many claims are shown."""
        return len(self._shown) - len(self.headings())

    def ids(self, first: int, last: int) -> list[ClaimId]:
        """The claims from that row to that one, both among them."""
        return [row.id for row in self._shown[first : last + 1] if isinstance(row, ClaimRecord)]

    @property
    def claims(self) -> list[ClaimRecord]:
        """The claims shown, from top to bottom."""
        return [row for row in self._shown if isinstance(row, ClaimRecord)]

    def counts(self, facet: Facet) -> dict[str, int]:
        """How many claims each value of that facet would show, beside what is chosen of other facets."""
        return self._index.counts(facet, self._filter)

    def counts_of_all(self, facet: Facet) -> dict[str, int]:
        """How many claims have each value of that facet, shown or not."""
        return self._index.counts(facet, Filter())

    def row(self, row: int) -> ClaimRecord | Heading:
        """What stands in that row."""
        return self._shown[row]

    def claim(self, row: int) -> ClaimRecord | None:
        """The claim in that row; None for a heading."""
        found = self._shown[row]
        return None if isinstance(found, Heading) else found

    def record(self, claim: ClaimId) -> ClaimRecord | None:
        """That claim, shown or not; None for one that is not here."""
        return self._index.get(claim)

    def row_of(self, claim: ClaimId) -> int | None:
        """The row that shows the claim, or None where it is unknown or filtered out."""
        if self._rows is not None:
            return self._rows.get(claim)
        record = self._index.get(claim)
        if record is None:
            return None
        row = self._all.place(self._shown, record)
        if row < len(self._shown):
            found = self._shown[row]
            if isinstance(found, ClaimRecord) and found.id == claim:
                return row
        return None

    def rows_of(self, claims: Iterable[ClaimId]) -> list[int]:
        """The rows that show these claims, from top to bottom; those not shown are left out."""
        wanted = list(claims)
        if len(wanted) <= _RESET_OVER:
            return sorted(row for row in map(self.row_of, wanted) if row is not None)
        among = set(wanted)
        rows = enumerate(self._shown)
        return [row for row, there in rows if isinstance(there, ClaimRecord) and there.id in among]

    def headings(self) -> list[int]:
        """The rows that are titles."""
        if not self._all.titles:
            return []
        if self._titled is None:
            starts, rows = self._all.starts(self._shown), self._shown
            self._titled = [row for row in starts if row < len(rows) and isinstance(rows[row], Heading)]
        return self._titled

    def below(self, row: int) -> int:
        """How many claims stand under the heading in that row."""
        return self._all.below(self._shown, row)

    # -- inside

    def _replace_unmoved(self, changed: Sequence[ClaimRecord]) -> bool:
        """Replace many claims that all stay where they are; False, with nothing done, where one does not."""
        filtered = bool(self._filter)
        for claim in changed:
            before = self._index.get(claim.id)
            if before is None or self._all.key(before) != self._all.key(claim):
                return False
            if filtered and self._index.passes(before, self._filter) != self._index.passes(
                claim, self._filter
            ):
                return False
        self._all.replace(changed)
        rows = self._rows_by_claim()
        for claim in changed:
            self._index.replace(claim)
            if claim.id in rows:
                self._shown[rows[claim.id]] = claim
        seen = [rows[claim.id] for claim in changed if claim.id in rows]
        if seen:
            self.dataChanged.emit(self.index(min(seen), 0), self.index(max(seen), 0))
        # Where they come in parts, what they are counted by is told after the last of them.
        self._prepare()
        return True

    def _rows_by_claim(self) -> dict[ClaimId, int]:
        if self._rows is None:
            shown = enumerate(self._shown)
            self._rows = {there.id: row for row, there in shown if isinstance(there, ClaimRecord)}
        return self._rows

    def _add_together(self, added: Sequence[ClaimRecord]) -> bool:
        """Add many claims that come to stand together; False, with nothing done, where they would not."""
        fresh = sorted({claim.id: claim for claim in added}.values(), key=self._all.key)
        if any(claim.id in self._index.slots for claim in fresh):
            return False
        at = self._all.gap(fresh)
        if at is None:
            return False
        for claim in fresh:
            self._index.put(claim)
        self._all.insert_at(at, fresh, self._index)
        passing = (
            [claim for claim in fresh if self._index.passes(claim, self._filter)] if self._filter else fresh
        )
        if passing:
            self._show_together(passing)
        self._prepare()
        return True

    def _show_together(self, claims: Sequence[ClaimRecord]) -> None:
        rows: list[Row] = list(claims)
        at = self._all.place(self._shown, claims[0])
        heading = self._all.heading(claims[0].article)
        if self._all.titles:
            # The title stands before all of its article's claims: there already, or here, before the first.
            there = self._all.place(self._shown, heading)
            if there == len(self._shown) or self._shown[there] != heading:
                rows.insert(0, heading)
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self._rows = self._titled = None
        self._shown[at:at] = rows
        self.endInsertRows()

    def _forget(self, claim: ClaimId) -> None:
        record = self._index.get(claim)
        if record is not None:
            self._all.take(record)
            self._index.drop(claim)

    def _fill(self) -> None:
        passing = self._index.shown(self._index.passing(self._filter)) if self._filter else None
        self._shown = self._all.rows(passing)
        self._rows = self._titled = None

    def _refill(self) -> None:
        self.beginResetModel()
        self._fill()
        self.endResetModel()

    def _replace(self, claim: ClaimRecord) -> None:
        before = self._index.get(claim.id)
        row = self.row_of(claim.id)
        moved = before is None or self._all.key(before) != self._all.key(claim)
        if row is not None and moved:
            self._take_row(claim.id)
        self._forget(claim.id)
        self._index.put(claim)
        self._all.insert(claim, self._index.slots[claim.id])
        passes = self._index.passes(claim, self._filter)
        stays = passes or claim.id == self._kept
        if row is not None and not moved and stays:
            self._shown[row] = claim
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        elif row is not None and not moved:
            self._take_row(claim.id)
        elif passes or (row is not None and stays):
            self._put_row(claim)

    def _put_row(self, claim: ClaimRecord) -> None:
        if self._all.titles:
            heading = self._all.heading(claim.article)
            at = self._all.place(self._shown, heading)
            if at == len(self._shown) or self._shown[at] != heading:
                self._insert(at, heading)
        self._insert(self._all.place(self._shown, claim), claim)

    def _insert(self, at: int, row: Row) -> None:
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows = self._titled = None
        self._shown.insert(at, row)
        self.endInsertRows()

    def _take_row(self, claim: ClaimId) -> None:
        row = self.row_of(claim)
        if row is None:
            return
        alone = row and isinstance(self._shown[row - 1], Heading) and not self.below(row - 1) - 1
        first = row - 1 if alone else row
        self.beginRemoveRows(QModelIndex(), first, row)
        self._rows = self._titled = None
        del self._shown[first : row + 1]
        self.endRemoveRows()

    def _prepare(self) -> None:
        if len(self._index) > _PREPARE_OVER:
            # Where claims come in parts, not before the last of them.
            self._preparing.start(_QUIET_MS)

    def _on_prepare(self) -> None:
        # A first keystroke must not wait for the words of thousands of claims.
        self._preparing.setInterval(0)
        if not self._index.prepare():
            self._preparing.stop()
            self.prepared.emit()

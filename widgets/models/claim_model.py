"""The claims as a one-column table: filtered and sorted here, because a proxy is ten times slower."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.records import ClaimId, ClaimRecord, ClaimStatus

CLAIM_ROLE = int(Qt.ItemDataRole.UserRole) + 1

# Above this many changes one reset is cheaper than moving rows singly.
_RESET_OVER = 64

_Index = QModelIndex | QPersistentModelIndex
_Key = tuple[object, ...]


class Show(StrEnum):
    """Which claims the list shows."""

    ALL = "all"
    OPEN = "open"
    RATED = "rated"
    CLOSED = "closed"
    DIFFER = "differ"


class Order(StrEnum):
    """How the list is sorted."""

    PLACE = "place"
    NUMBER = "number"


_STATUS_OF = {ClaimStatus.OPEN: Show.OPEN, ClaimStatus.RATED: Show.RATED, ClaimStatus.CLOSED: Show.CLOSED}


def _haystack(claim: ClaimRecord) -> str:
    words = [claim.number, claim.wording, claim.quote, claim.speaker, claim.through, claim.close_reason]
    words += [verdict.rationale for verdict in claim.verdicts]
    return "\n".join(words).casefold()


def _number_key(number: str) -> tuple[str, int]:
    """MC9 before MC14: the initials, then the serial as a number."""
    parts = re.fullmatch(r"(.*?)(\d{1,18})", number)
    return (parts[1], int(parts[2])) if parts else (number, 0)


class ClaimModel(QAbstractTableModel):
    """Claims that pass the filter, in order; one column, the record under ``CLAIM_ROLE``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._claims: dict[ClaimId, ClaimRecord] = {}
        self._words: dict[ClaimId, str] = {}
        self._keys: dict[ClaimId, _Key] = {}
        self._articles: dict[str, int] = {}
        self._shown: list[ClaimRecord] = []
        self._counts: Counter[Show] = Counter()
        self._tokens: tuple[str, ...] = ()
        self._show = Show.ALL
        self._order = Order.PLACE
        self._kept: ClaimId | None = None

    # -- what a view asks

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        claim = self._shown[index.row()]
        if role == CLAIM_ROLE:
            return claim
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{claim.number} {claim.wording or claim.quote}"
        return None

    # -- what a panel gives

    def set_claims(self, claims: Sequence[ClaimRecord]) -> None:
        """Replace every claim; articles keep the order in which they first occur."""
        self.beginResetModel()
        self._articles = {}
        self._claims = {claim.id: claim for claim in claims}
        self._words = {}
        self._keys = {claim.id: self._key(claim) for claim in claims}
        self._counts = Counter(_STATUS_OF[claim.status] for claim in self._claims.values())
        self._counts[Show.DIFFER] = sum(claim.difference for claim in self._claims.values())
        self._fill()
        self.endResetModel()

    def update_claims(self, changed: Iterable[ClaimRecord], removed: Iterable[ClaimId] = ()) -> None:
        """Add or replace the changed claims and drop the removed ones, moving as few rows as possible."""
        changed, removed = list(changed), [gone for gone in dict.fromkeys(removed) if gone in self._claims]
        if len(changed) + len(removed) > _RESET_OVER:
            left = {key: claim for key, claim in self._claims.items() if key not in set(removed)}
            self.set_claims(list((left | {claim.id: claim for claim in changed}).values()))
            return
        for gone in removed:
            self._take_row(gone)
            self._counts.subtract(self._kinds(self._claims.pop(gone)))
            self._words.pop(gone, None)
            del self._keys[gone]
        for claim in changed:
            self._replace(claim)

    def set_filter(self, text: str, show: Show) -> None:
        """Show the claims of that status that hold every word of the text, wherever it stands in them."""
        self._tokens, self._show, self._kept = tuple(text.casefold().split()), show, None
        self._refill()

    def set_order(self, order: Order) -> None:
        """Sort by place in the text or by number."""
        self._order = order
        self._keys = {claim.id: self._key(claim) for claim in self._claims.values()}
        self._refill()

    def keep(self, claim: ClaimId | None) -> None:
        """Let this claim stay in view although an edit makes it fail the filter, until another is kept."""
        before = self._kept
        self._kept = claim if claim is not None and self.row_of(claim) is not None else None
        if before is None or before == self._kept or before not in self._claims:
            return
        if not self._passes(before):
            self._take_row(before)

    # -- questions

    def count(self, show: Show) -> int:
        """How many claims that chip would show without words in the filter."""
        return len(self._claims) if show is Show.ALL else self._counts[show]

    def claim(self, row: int) -> ClaimRecord:
        return self._shown[row]

    def row_of(self, claim: ClaimId) -> int | None:
        """The row that shows the claim, or None where it is unknown or filtered out."""
        key = self._keys.get(claim)
        if key is None:
            return None
        row = bisect_left(self._shown, key, key=self._key_of)
        return row if row < len(self._shown) and self._shown[row].id == claim else None

    # -- inside

    def _key_of(self, claim: ClaimRecord) -> _Key:
        return self._keys[claim.id]

    def _key(self, claim: ClaimRecord) -> _Key:
        article = self._articles.setdefault(claim.article, len(self._articles))
        if self._order is Order.NUMBER:
            return (_number_key(claim.number), claim.id)
        return (article, claim.start, claim.end, claim.number, claim.id)

    @staticmethod
    def _kinds(claim: ClaimRecord) -> list[Show]:
        return [_STATUS_OF[claim.status], *([Show.DIFFER] if claim.difference else [])]

    def _passes(self, claim: ClaimId) -> bool:
        record = self._claims[claim]
        kind = self._show is Show.ALL or self._show in self._kinds(record)
        return kind and all(token in self._words_of(record) for token in self._tokens)

    def _words_of(self, claim: ClaimRecord) -> str:
        # Made when first searched: for 20,000 claims that is 60 ms which showing them need not wait for.
        words = self._words.get(claim.id)
        if words is None:
            words = self._words[claim.id] = _haystack(claim)
        return words

    def _fill(self) -> None:
        chosen: Iterable[ClaimRecord] = self._claims.values()
        if self._show is Show.DIFFER:
            chosen = [claim for claim in chosen if claim.difference]
        elif self._show is not Show.ALL:
            chosen = [claim for claim in chosen if _STATUS_OF[claim.status] is self._show]
        for token in self._tokens:
            chosen = [claim for claim in chosen if token in self._words_of(claim)]
        self._shown = sorted(chosen, key=self._key_of)

    def _refill(self) -> None:
        self.beginResetModel()
        self._fill()
        self.endResetModel()

    def _replace(self, claim: ClaimRecord) -> None:
        before = self._claims.get(claim.id)
        row = self.row_of(claim.id)
        key = self._key(claim)
        if before is not None:
            self._counts.subtract(self._kinds(before))
        self._counts.update(self._kinds(claim))
        moved = before is None or key != self._keys[claim.id]
        if row is not None and moved:
            self._take_row(claim.id)
        self._claims[claim.id], self._keys[claim.id] = claim, key
        self._words.pop(claim.id, None)
        stays = claim.id == self._kept or self._passes(claim.id)
        if row is not None and not moved and stays:
            self._shown[row] = claim
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        elif row is not None and not moved:
            self._take_row(claim.id)
        elif stays and (row is not None or self._passes(claim.id)):
            self._put_row(claim)

    def _put_row(self, claim: ClaimRecord) -> None:
        row = bisect_left(self._shown, self._keys[claim.id], key=self._key_of)
        self.beginInsertRows(QModelIndex(), row, row)
        self._shown.insert(row, claim)
        self.endInsertRows()

    def _take_row(self, claim: ClaimId) -> None:
        row = self.row_of(claim)
        if row is None:
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._shown[row]
        self.endRemoveRows()

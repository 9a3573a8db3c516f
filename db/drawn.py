"""What all that is drawn shares: what is being drawn, what follows from it, and what was edited apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from db.drafts import Drafts
from db.drawing import Entity
from db.entering import Fresh
from db.kinds import kind_of
from db.rows import Row
from db.written_rows import WrittenRows

IN_LEDGER = {
    "claim": ("draft", "start", "end", "status", "made_on"),
    "fix": ("draft", "start", "end", "state", "made_on", "claim"),
    "query": ("draft", "start", "end", "resolved", "made_on", "claim"),
}
"""What the ledger knows of what stands on words: nothing else of it needs a recount."""


class Drawn:
    """One connection's tables on their way to be drawn; the caller holds the transaction.

    Attributes: ``touched`` maps a kind to the ids that are drawn, or something beside them.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self.touched: dict[str, set[str]] = {}
        self._rows = WrittenRows(conn)
        self._drafts = Drafts(conn)
        self._fresh: Fresh | None = None
        self._stretches: dict[str, list[tuple[int, int]]] = {}
        self._texts: set[str] = set()
        self._redrafted: set[str] = set()
        self._worked_on: set[str] = set()
        self._roots: dict[str, str] = {}
        self._moved: set[str] = set()
        self._whole: set[str] = set()
        self._only: Mapping[str, AbstractSet[str]] = {}
        self._apart: dict[str, list[Row]] = {}

    def _follow(self, old: Row | None, row: Row | None, *columns: str) -> None:
        """Draw again what this entity hangs on, where it did and where it does."""
        for one in (old, row):
            if one is not None:
                for column in columns:
                    if owner := one[column]:
                        self.touched[kind_of(owner)].add(owner)

    def _old(self, table: str, entities: Sequence[Entity]) -> dict[str, Row]:
        found = self._rows.old(table, "id", [entity.id for entity in entities])
        return {id: rows[0] for id, rows in found.items()}

    def _conflicts(self, entity: Entity, there: bool, claim: str = "", more: Iterable[str] = ()) -> int:
        """Note what of it was edited apart, and what else is undecided about it; how many that are."""
        several = entity.conflicts() if there else []
        before = self._apart.get(entity.id, [])
        if not (several or more or before or entity.ghost):
            return 0
        fields = {*several, *more} if there else set[str]()
        if entity.ghost:
            fields.add("exists")
        self._note_apart(entity.id, before, fields, claim)
        return len(fields)

    def _note_apart(self, id: str, before: Sequence[Row], fields: AbstractSet[str], claim: str) -> None:
        if {(row["field"], row["claim"]) for row in before} != {(field, claim) for field in fields}:
            self._rows.delete("conflict", "entity", id)
            for field in sorted(fields):
                self._rows.put("conflict", {"entity": id, "field": field, "claim": claim})

    def _stretch_words(self, kind: str, old: Row | None, row: Row | None) -> None:
        """The ledger is counted again where this stood and where it stands."""
        if old is not None and row is not None and all(old[c] == row[c] for c in IN_LEDGER[kind]):
            return
        for place in (old, row):
            if place is not None and place["draft"]:
                self._stretch(place["draft"], place["start"], place["end"])

    def _stretch_text(self, text: str, start: int, end: int) -> None:
        for (draft,) in self.conn.execute("SELECT id FROM draft WHERE text = ?", (text,)).fetchall():
            self._stretch(draft, start, end)

    def _stretch(self, draft: str, start: int, end: int) -> None:
        self._stretches.setdefault(draft, []).append((start, end))

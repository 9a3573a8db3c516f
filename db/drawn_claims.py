"""Claims drawn: wholly, or judged anew where only what hangs on them or is said of them changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from db import joining, numbering, rows
from db.batch import Batch
from db.drawing import Entity
from db.drawn import IN_LEDGER, Drawn
from db.judging import JUDGED, JUDGED_BY, Hanging, judge
from db.rows import Row

_TOLD_OF_JOINED: Row = {
    "initials": "",
    "serial": 0,
    "wording": "",
    "quote": "",
    "created_by": "",
    "created_at": 0,
}

_JUDGED_FROM = (
    *("id", "article", *IN_LEDGER["claim"], *JUDGED_BY, *JUDGED),
    *(column for columns in rows.SAID_OF_CLAIM.values() for column in columns),
)
"""What of a claim's row is read to judge it anew."""


class DrawnClaims(Drawn):
    """The part of drawing that concerns claims."""

    def _said_only(self, fields: Mapping[str, AbstractSet[str]]) -> dict[str, AbstractSet[str]]:
        """The claims that were there and of which only fields were set that concern nothing else."""
        fresh: Mapping[str, object] = self._fresh.values if self._fresh is not None else {}
        return {
            id: fields[id]
            for id in self.touched["claim"]
            if id in fields
            and id not in fresh
            and id not in self._roots
            and id not in self._moved
            and fields[id] <= rows.SAID_OF_CLAIM.keys()
        }

    def _judged(self, ids: list[str]) -> list[str]:
        """Judge anew the claims of which nothing else can have changed but what is said of them.

        Returns those to be drawn wholly.
        """
        hung = [id for id in ids if id not in self._whole]
        if not hung:
            return ids
        before = self._rows.old("claim", "id", hung, _JUDGED_FROM)
        apart = self._rows.old("conflict", "entity", list(before))
        # One that was deleted by somebody who had not seen all of it is there for what hangs on it.
        for id, known in apart.items():
            if any(row["field"] == "exists" for row in known) and not joining.is_there(self.conn, id):
                del before[id]
        said = self._said({id: self._only[id] for id in before if id in self._only}, before)
        before = {id: found for id, found in before.items() if id not in self._only or id in said}
        hanging = Hanging(self.conn, list(before))
        for id, (old,) in before.items():
            undecided: AbstractSet[str] = {row["field"] for row in apart.get(id, ())}
            new: Row = {"id": id}
            if id in said:
                new |= said[id][0]
                undecided = (undecided - self._only[id]) | said[id][1]
                self._note_apart(id, apart.get(id, ()), undecided, id)
            judged = judge({**old, **new}, len(undecided), hanging)
            self._rows.put("claim", new | judged, old)
            if old["article"]:
                self.touched["article"].add(old["article"])
            if judged["status"] != old["status"]:
                self._stretch_words("claim", old, None)
        self._rows.flush()
        return [id for id in ids if id not in before]

    def _said(
        self, wanted: Mapping[str, AbstractSet[str]], before: Mapping[str, Sequence[Row]]
    ) -> dict[str, tuple[Row, set[str]]]:
        """What is said of these claims now, and which of these fields were set apart.

        Without those that only all their fields tell when they were last changed.
        """
        if not wanted:
            return {}
        batch = Batch(self.conn, list(wanted), self._fresh, wanted)
        found: dict[str, tuple[Row, set[str]]] = {}
        for id, fields in wanted.items():
            entity = Entity(self.conn, id, batch, "claim")
            changed = entity.changed_at()
            if changed < before[id][0]["own_changed_at"]:
                continue
            told = rows.said_of_claim(entity.shown(), entity.say)
            row = {column: told[column] for field in fields for column in rows.SAID_OF_CLAIM[field]}
            found[id] = {**row, "own_changed_at": changed}, set(entity.conflicts())
        return found

    def _claims(self, entities: list[Entity]) -> None:
        before = self._old("claim", entities)
        joined = self._old("joined", entities)
        hanging = Hanging(self.conn, [entity.id for entity in entities])
        drawn: list[tuple[Row | None, Row | None]] = []
        for entity in entities:
            old = before.get(entity.id)
            root = self._roots.get(entity.id, "")
            row = rows.claim_row(entity, self._drafts) if entity.exists() else None
            own = self._conflicts(entity, row is not None, root or entity.id)
            drawn += self._joined(joined.get(entity.id), row if root else None)
            row = None if root else row
            if row is None:
                self._rows.delete("claim", "id", entity.id)
            else:
                row["number"] = old["number"] if old is not None else numbering.plain(row)
                row |= judge(row, own, hanging)
                self._rows.put("claim", row, old)
            drawn.append((old, row))
            self._follow(old, row, "article")
            self._stretch_words("claim", old, row)
        self._rows.flush()
        self.touched["claim"] |= numbering.label(self.conn, "claim", drawn)

    def _joined(self, known: Row | None, row: Row | None) -> list[tuple[Row | None, Row | None]]:
        """Tell of a claim that is joined into another what it was; of one that stands by itself nothing."""
        if known is None:
            return []
        told = {name: row[name] if row else blank for name, blank in _TOLD_OF_JOINED.items()}
        if row:
            # As somebody marked it: where these words are in later drafts is no more told of it.
            told["quote"] = row["was"] or row["quote"]
        told["number"] = known["number"] if row and known["number"] else numbering.plain(row) if row else ""
        self._rows.put("joined", {**known, **told}, known)
        return [(known, {**known, **told})]

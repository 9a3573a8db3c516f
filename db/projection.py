"""The readable tables drawn from the log: entity by entity after a change, or all from nothing.

Both ways run the same code over the same registers, so that incremental and rebuilt are one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter

from db import (
    annotations,
    blobs,
    facts,
    independence,
    inheriting,
    joining,
    ledger,
    numbering,
    rows,
    source_rows,
)
from db.batch import Batch
from db.drafts import Drafts
from db.drawing import CHILDREN, Entity, layout_of
from db.entering import Fresh
from db.judging import JUDGED, JUDGED_BY, Hanging, judge
from db.kinds import KINDS, kind_of
from db.log import Progress
from db.replacing import replace_claims
from db.rows import Row
from db.written_rows import WrittenRows

ORDER = (
    "person",
    "project",
    "text",
    "draft",
    "annotation",
    "span",
    "tick",
    "fact",
    "sighting",
    "evidence",
    "message",
    "fix",
    "query",
    "note",
    "tag",
    "contact",
    "dependence",
    "source",
    "verdict",
    "decision",
    "pair",
    "claim",
    "article",
)
"""What is drawn first is what others look up."""

_ROWS: dict[str, Callable[[Entity], Row]] = {
    "person": rows.person_row,
    "project": rows.project_row,
    "draft": rows.draft_row,
    "source": source_rows.source_row,
    "evidence": source_rows.evidence_row,
    "article": rows.article_row,
    "contact": source_rows.contact_row,
    "dependence": source_rows.dependence_row,
    "tick": source_rows.tick_row,
    "message": rows.message_row,
    "note": rows.note_row,
    "tag": rows.tag_row,
    "pair": rows.pair_row,
}

_VERSIONED: dict[str, Callable[[Entity], list[Row]]] = {
    "verdict": rows.verdict_rows,
    "decision": rows.decision_rows,
}
"""What stands in a row for each version that was written apart."""

_PLACED: dict[str, Callable[[Entity, Drafts], Row]] = {"fix": rows.fix_row, "query": rows.query_row}
"""What stands on words of a draft, and is followed to the current one."""

_OWNERS = {
    "evidence": ("claim", "source"),
    "draft": ("article",),
    "tick": ("fact", "source"),
    "contact": ("source",),
    "dependence": ("source", "origin"),
    "fix": ("claim",),
    "query": ("claim",),
    "message": ("query",),
    "note": ("claim",),
    "tag": ("claim",),
}
"""What is drawn again with an entity, by the column that names it."""

_STANDING = (
    "SELECT o.entity FROM json_each(?) j CROSS JOIN op o ON o.entity = j.value AND o.field = 'exists' "
    "WHERE o.head = 1 AND o.value = 'true'"
)
"""Those of these that are there whatever hangs on them."""

_UNSEEN = ("note", "tag")
"""What stands beside a claim's row and not in it: one that is there anyway needs no drawing for it."""


LOT = 500
"""So many entities are read, drawn and written together."""


_TOLD_OF_JOINED: Row = {
    "initials": "",
    "serial": 0,
    "wording": "",
    "quote": "",
    "created_by": "",
    "created_at": 0,
}

_IN_LEDGER = {
    "claim": ("draft", "start", "end", "status", "made_on"),
    "fix": ("draft", "start", "end", "state", "made_on", "claim"),
    "query": ("draft", "start", "end", "resolved", "made_on", "claim"),
}
"""What the ledger knows of what stands on words: nothing else of it needs a recount."""


_JUDGED_FROM = (
    *("id", "article", *_IN_LEDGER["claim"], *JUDGED_BY, *JUDGED),
    *(column for columns in rows.SAID_OF_CLAIM.values() for column in columns),
)
"""What of a claim's row is read to judge it anew."""


class Projection:
    """Draws the tables of one connection; the caller holds the transaction.

    Attributes: ``touched`` maps a kind to the ids the last ``draw`` drew, or drew something beside;
    ``recounted`` a draft to the numbers of the sentences it set anew in its ledger.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self._rows = WrittenRows(conn)
        self._stretches: dict[str, list[tuple[int, int]]] = {}
        self._texts: set[str] = set()
        self._redrafted: set[str] = set()
        self._worked_on: set[str] = set()
        self._drafts = Drafts(conn)
        self._as_before: set[str] = set()
        self._whole: set[str] = set()
        self._only: dict[str, AbstractSet[str]] = {}
        self._fresh: Fresh | None = None
        self._roots: dict[str, str] = {}
        self._moved: set[str] = set()
        self._apart: dict[str, list[Row]] = {}
        self._alone: dict[str, Callable[[Entity], None]] = {
            "text": self._text,
            "draft": self._draft,
            "annotation": self._annotation,
            "span": self._span,
            "fact": self._fact,
        }
        self.touched: dict[str, set[str]] = {}
        self.recounted: dict[str, set[int]] = {}

    def draw(
        self,
        entities: Iterable[str],
        progress: Progress | None = None,
        fresh: Fresh | None = None,
        *,
        fields: Mapping[str, AbstractSet[str]] | None = None,
    ) -> None:
        """Draw these entities and whatever follows from them.

        ``fresh`` is what need not be read for it; ``fields`` which fields of an entity were set, where nothing
        else of it can have changed.
        """
        self._fresh = fresh
        self.touched = {kind: set() for kind in ORDER}
        self._stretches = {}
        self._texts = set()
        self._redrafted = set()
        self._worked_on = set()
        self._drafts.forget()
        self._as_before = set()
        for entity in entities:
            self.touched[kind_of(entity)].add(entity)
        self._join()
        self._only = self._said_only(fields or {})
        self._whole = self.touched["claim"] - self._only.keys()
        done = 0
        for kind in ORDER:
            for lot in self._lots(kind):
                if progress is not None:
                    progress(done, sum(map(len, self.touched.values())))
                self._draw(kind, lot)
                done += len(lot)
            if kind == "draft":
                self._settle_drafts()
            elif kind == "fact":
                self._inherit()
            elif kind == "dependence":
                self._rest()
        self._fresh = None
        self.touched["claim"] |= self._as_before
        self.recounted = {
            draft: ledger.recount(self.conn, draft, stretches) for draft, stretches in self._stretches.items()
        }

    def _said_only(self, fields: Mapping[str, AbstractSet[str]]) -> dict[str, AbstractSet[str]]:
        """The claims that were there and of which only fields were set that concern nothing else."""
        fresh = self._fresh.values if self._fresh is not None else {}
        return {
            id: fields[id]
            for id in self.touched["claim"]
            if id in fields
            and id not in fresh
            and id not in self._roots
            and id not in self._moved
            and fields[id] <= rows.SAID_OF_CLAIM.keys()
        }

    def _lots(self, kind: str) -> Iterator[list[str]]:
        """What is drawn of a kind, some at once: what is joined into other claims, or was, before those."""
        entities = sorted(self.touched[kind])
        first_of_all = self._roots.keys() | self._moved
        joined = [entity for entity in entities if entity in first_of_all]
        rest = [entity for entity in entities if entity not in first_of_all]
        for some in (joined, rest):
            for first in range(0, len(some), LOT):
                yield some[first : first + LOT]

    def _join(self) -> None:
        """Find which claims are shown for which; what hangs on those where that changes is drawn again."""
        moved = joining.settle(self.conn, self.touched["claim"])
        self._roots = joining.roots(self.conn)
        self._moved = set(moved)
        for claim, (before, after) in moved.items():
            self.touched["claim"] |= {claim, before, after} - {""}
            made_for = "" if before in ("", claim) else claim
            for table, column in CHILDREN["claim"]:
                rows = self.conn.execute(
                    f"SELECT DISTINCT id FROM {table} WHERE {column} = ? AND made_for = ?",
                    (before or claim, made_for),
                )
                self.touched[table] |= {child for (child,) in rows}
        self.touched["claim"] |= {self._roots[id] for id in self.touched["claim"] if id in self._roots}

    def _hang(self, row: Row) -> Row:
        """The row with the claim that is shown for the one it was made for."""
        made_for = row["claim"]
        root = self._roots.get(made_for)
        row["claim"], row["made_for"] = root or made_for, made_for if root else ""
        return row

    def _draw(self, kind: str, ids: list[str]) -> None:
        """Draw some entities of a kind, read at once; written at once too where none needs another's rows."""
        if kind == "claim":
            ids = self._judged(ids)
        batch = Batch(self.conn, ids, self._fresh)
        entities = [Entity(self.conn, id, batch, kind) for id in ids]
        self._apart = self._rows.old("conflict", "entity", ids)
        draw = self._alone.get(kind)
        if draw is not None:
            for entity in entities:
                draw(entity)
                self._rows.flush()
        elif kind in _VERSIONED:
            self._versions(kind, entities)
        elif kind == "sighting":
            self._sightings(entities)
        elif kind == "claim":
            self._claims(entities)
        else:
            self._plain(kind, entities)
        self._rows.flush()

    def _plain(self, kind: str, entities: list[Entity]) -> None:
        """Entities that are a row each."""
        before = self._old(kind, entities)
        drawn: list[tuple[Row | None, Row | None]] = []
        for entity in entities:
            old = before.get(entity.id)
            row = self._plain_row(kind, entity, old)
            drawn.append((old, row))
            rivals = self._drafts.lineage(entity.id).rivals if kind == "article" else ()
            also = ("current",) if rivals else ()
            self._conflicts(entity, row is not None, (row or {}).get("claim", ""), also)
            if kind in _PLACED:
                self._stretch_words(kind, old, row)
            if kind in _UNSEEN and (claim := self._standing_claim(old, row)):
                self._as_before.add(claim)
                continue
            self._follow(old, row, *_OWNERS.get(kind, ()))
        self._rows.flush()
        if kind == "source":
            self.touched["source"] |= numbering.label(self.conn, "source", drawn)
        if kind == "evidence":
            source_rows.draw_holding(
                self.conn,
                {
                    entity.id: None if row is None else row["passage"]
                    for entity, (_, row) in zip(entities, drawn, strict=True)
                },
            )

    def _plain_row(self, kind: str, entity: Entity, old: Row | None) -> Row | None:
        """The row as it is to be, and to be written; None where the entity is not there."""
        there = entity.exists() if "exists" in KINDS[kind] else kind != "person" or entity.named()
        if not there:
            self._rows.delete(kind, "id", entity.id)
            return None
        row = _PLACED[kind](entity, self._drafts) if kind in _PLACED else _ROWS[kind](entity)
        if "claim" in row:
            row = self._hang(row)
        if kind == "source":
            row["number"] = old["number"] if old is not None else numbering.plain(row)
        elif kind == "draft" and old is not None:
            row |= {"n": old["n"], "current": old["current"]}
        self._rows.put(kind, row, old)
        return row

    def _draft(self, entity: Entity) -> None:
        old = self._old("draft", [entity]).get(entity.id)
        row = self._plain_row("draft", entity, old)
        self._conflicts(entity, row is not None)
        self._rows.flush()
        self._lay_out(entity.id, old, row)
        self._follow(old, row, *_OWNERS["draft"])

    def _standing_claim(self, old: Row | None, row: Row | None) -> str:
        """The claim both rows hang on, where it is there whatever hangs on it; else blank."""
        owners = {r["claim"] for r in (old, row) if r is not None}
        found = self.conn.execute(
            "SELECT 1 FROM op o JOIN claim c ON c.id = o.entity "
            "WHERE o.entity = ? AND o.field = 'exists' AND o.head = 1 AND o.value = 'true'",
            (next(iter(owners), ""),),
        )
        return owners.pop() if len(owners) == 1 and found.fetchone() else ""

    def _follow(self, old: Row | None, row: Row | None, *columns: str) -> None:
        """Draw again what this entity hangs on, where it did and where it does."""
        for column in columns:
            for owner in {r[column] for r in (old, row) if r is not None and r[column]}:
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

    def _text(self, entity: Entity) -> None:
        body = blobs.get(self.conn, entity.id.partition(":")[2])
        self._rows.put("text", {"id": entity.id, "body": (body or b"").decode("utf-8", "replace")})
        self.conn.execute("DELETE FROM block WHERE text = ?", (entity.id,))
        layout = layout_of(self.conn, entity.id)
        for n, (block, paragraph) in enumerate(layout.numbered()):
            self._rows.put(
                "block",
                {
                    "text": entity.id,
                    "n": n,
                    "start": block.start,
                    "end": block.end,
                    "kind": block.kind,
                    "level": block.level,
                    "paragraph": paragraph,
                },
            )
        self._conflicts(entity, True)
        self._rows.flush()
        self.touched["fact"] |= facts.draw_found(self.conn, entity.id)
        drafts = self.conn.execute("SELECT id FROM draft WHERE text = ?", (entity.id,))
        self.touched["draft"] |= {draft for (draft,) in drafts}
        self._texts.add(entity.id)

    def _lay_out(self, draft: str, old: Row | None, row: Row | None) -> None:
        """The sentences and annotations of a draft."""
        text = row["text"] if row is not None else ""
        self._redrafted |= {r["article"] for r in (old, row) if r is not None and r["article"]}
        annotations.draw_annotations(self.conn, draft)
        if row is not None and text == (old["text"] if old is not None else "") and text not in self._texts:
            return
        self.conn.execute("DELETE FROM sentence WHERE draft = ?", (draft,))
        if not text:
            return
        layout = layout_of(self.conn, text)
        for n, (start, end, part, paragraph) in enumerate(layout.entries(), 1):
            self._rows.put(
                "sentence",
                {
                    "draft": draft,
                    "n": n,
                    "start": start,
                    "end": end,
                    "aside": 0,
                    "reason": "",
                    "state": "unread",
                    "facts": 0,
                    "settled": 0,
                    "part": part,
                    "paragraph": paragraph,
                    "fresh": 0,
                    "suggestion": "",
                },
            )
        self._stretch(draft, 0, layout.sentences[-1][1] if layout.sentences else 0)

    def _settle_drafts(self) -> None:
        """Say of each draft which it is; what stands on an article's words is drawn where they are now."""
        for article in sorted(self._redrafted | self.touched["article"]):
            lineage = self._drafts.lineage(article)
            now = [(draft, n, int(draft == lineage.current)) for n, draft in enumerate(lineage.drafts, 1)]
            was = self.conn.execute(
                "SELECT id, n, current FROM draft WHERE article = ? ORDER BY created_at, id", (article,)
            ).fetchall()
            if sorted(now) == sorted(was) and article not in self._redrafted:
                continue
            self._redrafted.add(article)
            self.touched["article"].add(article)
            self.conn.executemany(
                "UPDATE draft SET n = ?, current = ? WHERE id = ?",
                [(n, current, id) for id, n, current in now],
            )
            replaced = replace_claims(self.conn, self._drafts, article)
            self.touched["claim"] |= replaced.other
            self._whole |= replaced.other
            self._as_before |= replaced.moved
            for stretch in replaced.stretches:
                self._stretch(*stretch)
            for kind in ("fix", "query"):
                rows = self.conn.execute(f"SELECT id FROM {kind} WHERE article = ?", (article,))
                self.touched[kind] |= {id for (id,) in rows}

    def _inherit(self) -> None:
        """Draw what newer drafts have from older ones, where either was drawn or worked on."""
        fresh = {draft for article in self._redrafted for draft in self._drafts.lineage(article).drafts}
        fresh |= self.touched["draft"] | inheriting.descendants(self.conn, self._worked_on)
        for draft in sorted(fresh, key=lambda draft: (len(self._drafts.ancestors(draft)), draft)):
            stretches, places = inheriting.inherit(self.conn, self._drafts, draft)
            for start, end in stretches:
                self._stretch(draft, start, end)
            for text, start, end in places:
                self._stretch_text(text, start, end)
            self.touched["text"] |= {text for text, _, _ in places}

    def _annotation(self, entity: Entity) -> None:
        self._conflicts(entity, True)
        draft = annotations.draw_taken(self.conn, entity)
        if draft:
            self.touched["draft"].add(draft)

    def _span(self, entity: Entity) -> None:
        of = entity.lasting("of")
        if of is None:
            return
        self._worked_on.add(of["text"])
        self._conflicts(entity, True)
        if of["kind"] != "aside" or entity.value("aside") is None:
            self.conn.execute("DELETE FROM aside WHERE id = ?", (entity.id,))
        else:
            self._rows.put(
                "aside",
                {
                    "id": entity.id,
                    "text": of["text"],
                    "start": of["start"],
                    "end": of["end"],
                    "reason": entity.part("aside", "reason"),
                    "aside": int(entity.part("aside", "aside", False)),
                },
            )
        self._stretch_text(of["text"], of["start"], of["end"])

    def _fact(self, entity: Entity) -> None:
        self._conflicts(entity, True)
        place = facts.draw_fact(self.conn, entity)
        if place is not None:
            self._worked_on.add(place[0])
            self._stretch_text(*place)

    def _stretch_text(self, text: str, start: int, end: int) -> None:
        for (draft,) in self.conn.execute("SELECT id FROM draft WHERE text = ?", (text,)).fetchall():
            self._stretch(draft, start, end)

    def _stretch(self, draft: str, start: int, end: int) -> None:
        self._stretches.setdefault(draft, []).append((start, end))

    def _versions(self, kind: str, entities: list[Entity]) -> None:
        before = self._rows.old(kind, "id", [entity.id for entity in entities])
        for entity in entities:
            found = [self._hang(row) for row in _VERSIONED[kind](entity)]
            known = sorted(before.get(entity.id, []), key=itemgetter("version"))
            if found != known:
                if known:
                    self._rows.delete(kind, "id", entity.id)
                for row in found:
                    self._rows.put(kind, row)
            of = entity.lasting("of")
            if of is not None:
                made_for: str = of["claim"]
                claim = self._roots.get(made_for, made_for)
                self._conflicts(entity, True, claim)
                self.touched["claim"].add(claim)

    def _sightings(self, entities: list[Entity]) -> None:
        for entity in entities:
            row = source_rows.sighting_row(entity)
            self._rows.delete("sighting", "id", entity.id)
            if row is not None:
                self._rows.put("sighting", row)
            of = entity.lasting("of")
            if of is not None:
                claim = Entity(self.conn, of["evidence"]).of("claim")
                self._conflicts(entity, True, self._roots.get(claim, claim))
                self.touched["evidence"].add(of["evidence"])

    def _rest(self) -> None:
        """Draw again the claims whose evidence is from sources that rest on others now, or no longer."""
        sources = [Entity(self.conn, id).lasting("of")["source"] for id in self.touched["dependence"]]
        for source in independence.resting_on(self.conn, sources):
            rows = self.conn.execute("SELECT DISTINCT claim FROM evidence WHERE source = ?", (source,))
            self.touched["claim"] |= {claim for (claim,) in rows}

    def _judged(self, ids: list[str]) -> list[str]:
        """Judge anew the claims of which nothing else can have changed but what is said of them.

        Returns those to be drawn wholly.
        """
        hung = [id for id in ids if id not in self._whole]
        if not hung:
            return ids
        asked = json.dumps(hung)
        standing = {id for (id,) in self.conn.execute(_STANDING, (asked,))}
        before = self._rows.old("claim", "id", [id for id in hung if id in standing], _JUDGED_FROM)
        apart = self._rows.old("conflict", "entity", list(before))
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
        batch = Batch(
            self.conn, list(wanted), self._fresh, {field for set_ in wanted.values() for field in set_}
        )
        found: dict[str, tuple[Row, set[str]]] = {}
        for id, fields in wanted.items():
            entity = Entity(self.conn, id, batch, "claim")
            entity.values = {field: leaves for field, leaves in entity.values.items() if field in fields}
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

    def _stretch_words(self, kind: str, old: Row | None, row: Row | None) -> None:
        """The ledger is counted again where this stood and where it stands."""
        if old is not None and row is not None and all(old[c] == row[c] for c in _IN_LEDGER[kind]):
            return
        for place in (old, row):
            if place is not None and place["draft"]:
                self._stretch(place["draft"], place["start"], place["end"])

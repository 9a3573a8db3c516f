"""The readable tables drawn from the log: entity by entity after a change, or all from nothing.

Both ways run the same code over the same registers, so that incremental and rebuilt are one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from db import annotations, blobs, facts, independence, inheriting, ledger, numbering, rows, source_rows
from db.drafts import Drafts
from db.drawing import Entity, layout_of
from db.judging import judge
from db.kinds import KINDS, kind_of
from db.log import TOLD_EVERY, Progress
from db.readable import READABLE
from db.replacing import replace_claims
from db.rows import Row

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
}

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

_UNSEEN = ("note", "tag")
"""What stands beside a claim's row and not in it: one that is there anyway needs no drawing for it."""


_IN_LEDGER = {
    "claim": ("draft", "start", "end", "status", "made_on"),
    "fix": ("draft", "start", "end", "state", "made_on", "claim"),
    "query": ("draft", "start", "end", "resolved", "made_on", "claim"),
}
"""What the ledger knows of what stands on words: nothing else of it needs a recount."""


class Projection:
    """Draws the tables of one connection; the caller holds the transaction.

    Attributes: ``touched`` maps a kind to the ids the last ``draw`` drew, or drew something beside.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self._sql = {name: _upsert(name) for name in READABLE}
        self._stretches: dict[str, list[tuple[int, int]]] = {}
        self._texts: set[str] = set()
        self._redrafted: set[str] = set()
        self._worked_on: set[str] = set()
        self._drafts = Drafts(conn)
        self._as_before: set[str] = set()
        self.touched: dict[str, set[str]] = {}

    @property
    def recounted(self) -> frozenset[str]:
        """Drafts in whose ledger the last ``draw`` set sentences anew."""
        return frozenset(self._stretches)

    def draw(self, entities: Iterable[str], progress: Progress | None = None) -> None:
        """Draw these entities and whatever follows from them."""
        self.touched = {kind: set() for kind in ORDER}
        self._stretches = {}
        self._texts = set()
        self._redrafted = set()
        self._worked_on = set()
        self._drafts.forget()
        self._as_before = set()
        for entity in entities:
            self.touched[kind_of(entity)].add(entity)
        done = 0
        for kind in ORDER:
            for entity in sorted(self.touched[kind]):
                if progress is not None and done % TOLD_EVERY == 0:
                    progress(done, sum(map(len, self.touched.values())))
                done += 1
                self._draw(kind, Entity(self.conn, entity))
            if kind == "draft":
                self._settle_drafts()
            elif kind == "fact":
                self._inherit()
            elif kind == "dependence":
                self._rest()
        self.touched["claim"] |= self._as_before
        for draft, stretches in self._stretches.items():
            ledger.recount(self.conn, draft, stretches)

    def _draw(self, kind: str, entity: Entity) -> None:
        if kind == "text":
            self._text(entity)
        elif kind == "span":
            self._span(entity)
        elif kind == "fact":
            self._fact(entity)
        elif kind == "annotation":
            self._annotation(entity)
        elif kind == "verdict":
            self._verdict(entity)
        elif kind == "sighting":
            self._sighting(entity)
        elif kind == "claim":
            self._claim(entity)
        else:
            self._plain(kind, entity)

    def _plain(self, kind: str, entity: Entity) -> None:
        old = self._old(kind, entity.id)
        there = entity.exists() if "exists" in KINDS[kind] else kind != "person" or entity.named()
        if not there:
            self.conn.execute(f"DELETE FROM {kind} WHERE id = ?", (entity.id,))
            row = None
        else:
            row = _PLACED[kind](entity, self._drafts) if kind in _PLACED else _ROWS[kind](entity)
            if kind == "source":
                row["number"] = old["number"] if old is not None else ""
            elif kind == "draft" and old is not None:
                row |= {"n": old["n"], "current": old["current"]}
            self._put(kind, row, old)
        rivals = self._drafts.lineage(entity.id).rivals if kind == "article" else ()
        self._conflicts(entity, row is not None, (row or {}).get("claim", ""), ("current",) if rivals else ())
        if kind == "source":
            self.touched["source"] |= numbering.label(self.conn, "source", old, row)
        if kind == "draft":
            self._draft(entity.id, old, row)
        if kind == "evidence":
            source_rows.draw_holding(self.conn, entity.id, row["passage"] if row is not None else None)
        if kind in _PLACED:
            self._stretch_words(kind, old, row)
        if kind in _UNSEEN and (claim := self._standing_claim(old, row)):
            self._as_before.add(claim)
            return
        self._follow(old, row, *_OWNERS.get(kind, ()))

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

    def _old(self, table: str, id: str) -> Row | None:
        cursor = self.conn.execute(f"SELECT * FROM {table} WHERE id = ?", (id,))
        found = cursor.fetchone()
        return None if found is None else dict(zip((c[0] for c in cursor.description), found, strict=True))

    def _put(self, table: str, row: Row, old: Row | None = None) -> None:
        """Write the row; of one that was there only what differs, so that no index is touched in vain."""
        if old is None:
            self.conn.execute(self._sql[table], row)
            return
        changed = [column for column, value in row.items() if value != old[column]]
        if changed:
            set_to = ", ".join(f'"{column}" = :{column}' for column in changed)
            self.conn.execute(f"UPDATE {table} SET {set_to} WHERE id = :id", row)

    def _conflicts(self, entity: Entity, there: bool, claim: str = "", more: Iterable[str] = ()) -> int:
        """Note what of it was edited apart, and what else is undecided about it; how many that are."""
        self.conn.execute("DELETE FROM conflict WHERE entity = ?", (entity.id,))
        fields = sorted({*entity.conflicts(), *more}) if there else []
        if entity.ghost and "exists" not in fields:
            fields.append("exists")
        for field in fields:
            self._put("conflict", {"entity": entity.id, "field": field, "claim": claim})
        return len(fields)

    def _text(self, entity: Entity) -> None:
        body = blobs.get(self.conn, entity.id.partition(":")[2])
        self._put("text", {"id": entity.id, "body": (body or b"").decode("utf-8", "replace")})
        self.conn.execute("DELETE FROM block WHERE text = ?", (entity.id,))
        layout = layout_of(self.conn, entity.id)
        for n, (block, paragraph) in enumerate(layout.numbered()):
            self._put(
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
        self.touched["fact"] |= facts.draw_found(self.conn, entity.id)
        drafts = self.conn.execute("SELECT id FROM draft WHERE text = ?", (entity.id,))
        self.touched["draft"] |= {draft for (draft,) in drafts}
        self._texts.add(entity.id)

    def _draft(self, draft: str, old: Row | None, row: Row | None) -> None:
        text = row["text"] if row is not None else ""
        self._redrafted |= {r["article"] for r in (old, row) if r is not None and r["article"]}
        annotations.draw_annotations(self.conn, draft)
        if row is not None and text == (old["text"] if old is not None else "") and text not in self._texts:
            return
        self.conn.execute("DELETE FROM sentence WHERE draft = ?", (draft,))
        if not text:
            return
        layout = layout_of(self.conn, text)
        self.conn.executemany(
            self._sql["sentence"],
            [
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
                }
                for n, (start, end, part, paragraph) in enumerate(layout.entries(), 1)
            ],
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
            self._put(
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

    def _verdict(self, entity: Entity) -> None:
        self.conn.execute("DELETE FROM verdict WHERE id = ?", (entity.id,))
        for row in rows.verdict_rows(entity):
            self._put("verdict", row)
        of = entity.lasting("of")
        if of is not None:
            self._conflicts(entity, True, of["claim"])
            self.touched["claim"].add(of["claim"])

    def _sighting(self, entity: Entity) -> None:
        row = source_rows.sighting_row(entity)
        self.conn.execute("DELETE FROM sighting WHERE id = ?", (entity.id,))
        if row is not None:
            self._put("sighting", row)
        of = entity.lasting("of")
        if of is not None:
            self._conflicts(entity, True, Entity(self.conn, of["evidence"]).part("of", "claim"))
            self.touched["evidence"].add(of["evidence"])

    def _rest(self) -> None:
        """Draw again the claims whose evidence is from sources that rest on others now, or no longer."""
        sources = [Entity(self.conn, id).lasting("of")["source"] for id in self.touched["dependence"]]
        for source in independence.resting_on(self.conn, sources):
            rows = self.conn.execute("SELECT DISTINCT claim FROM evidence WHERE source = ?", (source,))
            self.touched["claim"] |= {claim for (claim,) in rows}

    def _claim(self, entity: Entity) -> None:
        old = self._old("claim", entity.id)
        row: Row | None = None
        if entity.exists():
            row = rows.claim_row(entity, self._drafts)
        own = self._conflicts(entity, row is not None, entity.id)
        if row is None:
            self.conn.execute("DELETE FROM claim WHERE id = ?", (entity.id,))
        else:
            row["number"] = old["number"] if old is not None else ""
            judge(entity, row, own)
            self._put("claim", row, old)
        self.touched["claim"] |= numbering.label(self.conn, "claim", old, row)
        self._follow(old, row, "article")
        self._stretch_words("claim", old, row)

    def _stretch_words(self, kind: str, old: Row | None, row: Row | None) -> None:
        """The ledger is counted again where this stood and where it stands."""
        if old is not None and row is not None and all(old[c] == row[c] for c in _IN_LEDGER[kind]):
            return
        for place in (old, row):
            if place is not None and place["draft"]:
                self._stretch(place["draft"], place["start"], place["end"])


def _upsert(name: str) -> str:
    columns: list[Any] = list(READABLE[name].columns)
    spelled = ", ".join(f'"{column}"' for column in columns)
    named = ", ".join(f":{column}" for column in columns)
    return f"INSERT OR REPLACE INTO {name}({spelled}) VALUES ({named})"

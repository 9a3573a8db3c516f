"""The readable tables drawn from the log: entity by entity after a change, or all from nothing.

Both ways run the same code over the same registers, so that incremental and rebuilt are one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from operator import itemgetter

from db import (
    independence,
    inheriting,
    joining,
    ledger,
    numbering,
    oneself,
    people,
    rows,
    source_rows,
)
from db.batch import Batch
from db.drafts import Drafts
from db.drawing import CHILDREN, Entity
from db.drawn_claims import DrawnClaims
from db.drawn_texts import DrawnTexts
from db.entering import Fresh
from db.kinds import KINDS, kind_of
from db.log import Progress
from db.replacing import replace_claims
from db.rows import Row

ORDER = (
    "person",
    "alias",
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
    "erasure",
    "answer",
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
    "erasure": rows.erasure_row,
    "answer": rows.answer_row,
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

_UNSEEN = ("note", "tag")
"""What stands beside a claim's row and not in it: one that is there anyway needs no drawing for it."""


LOT = 500
"""So many entities are read, drawn and written together."""


class Projection(DrawnClaims, DrawnTexts):
    """Draws the tables of one connection; the caller holds the transaction.

    Attributes: ``touched`` maps a kind to the ids the last ``draw`` drew, or drew something beside;
    ``recounted`` a draft to the numbers of the sentences it set anew in its ledger; ``renamed`` says that
    somebody is told by another name now, wherever that stands.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        super().__init__(conn)
        self._as_before: set[str] = set()
        self._alone: dict[str, Callable[[Entity], None]] = {
            "text": self._text,
            "draft": self._draft,
            "annotation": self._annotation,
            "span": self._span,
            "fact": self._fact,
        }
        self._parted = False
        self.renamed = False
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

        ``fresh`` is what need not be read for it; ``fields`` which fields of an entity were set, where
        nothing else of it can have changed.
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
            if kind == "alias":
                self._settle_people()
            elif kind == "draft":
                self._settle_drafts()
            elif kind == "fact":
                self._inherit()
            elif kind == "dependence":
                self._rest()
            elif kind == "verdict":
                oneself.settle(self.conn, self.touched["claim"], parted=self._parted or bool(self._moved))
        self._fresh = None
        self.touched["claim"] |= self._as_before
        self.recounted = {
            draft: ledger.recount(self.conn, draft, stretches) for draft, stretches in self._stretches.items()
        }

    def _settle_people(self) -> None:
        """Say who is who; the verdicts of those who count as another than before are drawn again."""
        settled = people.settle(self.conn, self.touched["person"] | self.touched["alias"])
        self.renamed = settled.renamed
        self._parted = bool(settled.moved)
        if settled.moved:
            self.touched["verdict"] |= oneself.verdicts_of(self.conn, settled.moved)

    def _lots(self, kind: str) -> Iterator[list[str]]:
        """What is drawn of a kind, some at once: what is joined into other claims before those, and what was
        before what it was part of."""
        entities = sorted(self.touched[kind])
        joined = [entity for entity in entities if entity in self._roots]
        parted = [entity for entity in entities if entity in self._moved and entity not in self._roots]
        told = self._roots.keys() | self._moved
        rest = [entity for entity in entities if entity not in told]
        for some in (joined, parted, rest):
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
        if kind == "alias":
            # Who is one with whom is told in the rows of the two.
            return
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
        elif kind == "person" and old is not None:
            row |= {name: old[name] for name in ("name", "one", "speaks")}
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
        if len(owners) != 1:
            return ""
        owner = owners.pop()
        found = self.conn.execute("SELECT 1 FROM claim WHERE id = ?", (owner,)).fetchone()
        return owner if found and joining.is_there(self.conn, owner) else ""

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

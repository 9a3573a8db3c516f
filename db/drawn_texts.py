"""Texts drawn: their blocks and sentences, and what was said of stretches of them."""

from __future__ import annotations

from db import annotations, blobs, facts
from db.drawing import Entity, layout_of
from db.drawn import Drawn
from db.rows import Row


class DrawnTexts(Drawn):
    """The part of drawing that concerns texts."""

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

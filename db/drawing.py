"""How one entity's registers become the row of a readable table."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, cast

from db import registers, words
from db.canon import Json, canon
from db.kinds import PROJECT, kind_of
from db.registers import Leaf

Row = dict[str, Any]

_NOTHING: Mapping[tuple[str, str], AbstractSet[str]] = {}

CHILDREN: dict[str, tuple[tuple[str, str], ...]] = {
    "article": (("draft", "article"), ("claim", "article")),
    "claim": (("verdict", "claim"), ("evidence", "claim")),
    "source": (("evidence", "source"),),
}
"""What hangs on an entity: deleting it must not hide what its author had not seen there."""


class Entity:
    """One entity's registers, read once: current values with their words."""

    def __init__(self, conn: sqlite3.Connection, id: str) -> None:
        self.conn = conn
        self.id = id
        self.kind = kind_of(id)
        self.values = registers.values(conn, id)
        self.ghost = False
        self._all_set: dict[str, str] = {}

    def exists(self) -> bool:
        """Whether it is there: created and not deleted, or deleted by someone who had not seen all of it.

        What others only refer to, and nobody ever said anything of, is not.
        """
        if not self.values:
            return False
        leaves = self.values.get("exists", [])
        if any(leaf.value is True for leaf in leaves):
            return True
        seen = {txn for leaf in leaves for txn in leaf.value["gone"]}
        self.ghost = bool(unseen(self.conn, self.id, seen))
        return self.ghost

    def leaves(self, field: str) -> list[Leaf]:
        """Current values, oldest first; for what was taken back yet built upon, the last one set."""
        found = self.values.get(field, [])
        return registers.last_set(self.conn, self.id, field) if not found and self.ghost else found

    def fact(self, field: str) -> Json:
        """A value that cannot change and so stays known even where the step that wrote it was taken back."""
        leaves = self.values.get(field) or registers.last_set(self.conn, self.id, field)
        return leaves[-1].value if leaves else None

    def value(self, field: str) -> Json:
        """The value to show: the newest of those that stand."""
        leaves = self.leaves(field)
        return leaves[-1].value if leaves else None

    def words(self, field: str) -> str:
        return words.get(self.conn, self.value(field))

    def part(self, field: str, name: str, blank: Json = "") -> Json:
        """One part of a compound value, with its words; ``blank`` where the field was never set."""
        value = self.value(field)
        if value is None:
            return blank
        inner: Json = value[name]
        if isinstance(inner, dict):
            reference = cast("dict[str, str]", inner)
            return reference["b"] if "b" in reference else words.get(self.conn, reference)
        return inner

    def conflicts(self) -> list[str]:
        """Fields whose current values differ; equal ones written apart agree."""
        return [field for field in sorted(self.values) if len(self.distinct(field)) > 1]

    def distinct(self, field: str) -> list[Leaf]:
        """The values that stand, one of each, oldest first, equal ones by their newest."""
        leaves = self.leaves(field)
        if len(leaves) < 2:
            return leaves
        if field == "exists":
            return leaves if self.ghost or len({leaf.value is True for leaf in leaves}) > 1 else leaves[-1:]
        newest = {canon(words.resolve(self.conn, leaf.value)): leaf for leaf in leaves}
        return sorted(newest.values(), key=lambda leaf: leaf.order)


def unseen(conn: sqlite3.Connection, entity: str, seen: set[str]) -> set[str]:
    """Transactions that hold a value of the entity, or of what hangs on it, and are not in ``seen``."""
    return held(conn, entity) - seen


def held(
    conn: sqlite3.Connection, entity: str, without: Mapping[tuple[str, str], AbstractSet[str]] = _NOTHING
) -> set[str]:
    """Transactions whose values of an entity, or of what hangs on it, now stand.

    ``without`` names, by register, transactions that are about to be replaced there.
    """
    found = registers.standing(conn, entity, without)
    for table, column in CHILDREN.get(kind_of(entity), ()):
        rows = conn.execute(f"SELECT DISTINCT id FROM {table} WHERE {column} = ?", (entity,))
        for (child,) in rows.fetchall():
            found |= held(conn, child, without)
    return found


def project_row(entity: Entity) -> Row:
    return {
        "id": PROJECT,
        "title": entity.words("title"),
        "scale": entity.value("scale") or "",
        "language": entity.value("language") or "",
        "demonstration": int(entity.value("demonstration") or 0),
    }


def person_row(entity: Entity) -> Row:
    return {"id": entity.id, "name": entity.words("name"), "initials": entity.words("initials")}


def article_row(entity: Entity) -> Row:
    by, at = registers.created(entity.conn, entity.id)
    plain = ("title", "url", "archive_url", "outlet", "byline", "published")
    return {
        "id": entity.id,
        **{name: entity.words(name) for name in plain},
        "captured_at": entity.part("captured", "at", 0),
        "captured_by": entity.part("captured", "by"),
        "language": entity.value("language") or "",
        "original_sha": entity.part("original", "file"),
        "original_name": entity.part("original", "name"),
        "original_size": entity.part("original", "size", 0),
        "media_type": entity.part("original", "media_type"),
        "encoding": entity.part("original", "encoding"),
        "finding_title": entity.part("finding", "title"),
        "finding_standfirst": entity.part("finding", "standfirst"),
        "finding_rating": entity.part("finding", "rating", None),
        "created_by": by,
        "created_at": at,
    }


def draft_row(entity: Entity) -> Row:
    by, at = registers.created(entity.conn, entity.id)
    return {
        "id": entity.id,
        "article": entity.part("of", "article"),
        "text": entity.part("of", "text"),
        "based_on": entity.part("of", "based_on", None) or "",
        "created_by": by,
        "created_at": at,
    }


def source_row(entity: Entity) -> Row:
    by, at = registers.created(entity.conn, entity.id)
    plain = ("title", "url", "archive_url", "author", "publisher", "published", "note")
    return {
        "id": entity.id,
        "initials": entity.part("number", "prefix"),
        "serial": entity.part("number", "n", 0),
        "number": "",
        "kind": entity.value("kind") or "note",
        **{name: entity.words(name) for name in plain},
        "sha": entity.part("file", "file"),
        "name": entity.part("file", "name"),
        "size": entity.part("file", "size", 0),
        "media_type": entity.part("file", "media_type"),
        "created_by": by,
        "created_at": at,
    }


def evidence_row(entity: Entity) -> Row:
    by, at = registers.created(entity.conn, entity.id)
    return {
        "id": entity.id,
        "claim": entity.part("of", "claim"),
        "source": entity.part("of", "source"),
        "question": entity.value("question") or "so",
        "stance": entity.value("stance") or "context",
        "passage": entity.words("passage"),
        "locator": entity.words("locator"),
        "created_by": by,
        "created_at": at,
    }


def verdict_rows(entity: Entity) -> list[Row]:
    """One row for each version of a verdict that stands: two where it was edited apart."""
    of = entity.fact("of")
    if of is None:
        return []
    rows: list[Row] = []
    for version, leaf in enumerate(entity.distinct("verdict")):
        if leaf.value is None:
            continue
        spoken = words.resolve(entity.conn, leaf.value)
        rows.append(
            {
                "id": entity.id,
                "version": version,
                "claim": of["claim"],
                "question": of["question"],
                "person": of["person"],
                "scale": spoken["scale"],
                "scale_version": spoken["version"],
                "rating": spoken["rating"],
                "rationale": spoken["rationale"],
                "as_of": spoken["as_of"],
                "fix": spoken["fix"],
                "at": leaf.ms,
            }
        )
    return rows


def claim_row(entity: Entity) -> Row:
    """A claim's own fields; what follows from its verdicts and evidence is added by the projection."""
    by, at = registers.created(entity.conn, entity.id)
    anchor: dict[str, Json] = entity.value("anchor") or {"draft": "", "start": 0, "end": 0, "words": None}
    prefix, quote, suffix = words.unpack(words.get(entity.conn, anchor["words"]))
    return {
        "id": entity.id,
        "initials": entity.part("number", "prefix"),
        "serial": entity.part("number", "n", 0),
        "number": "",
        "article": entity.value("article") or "",
        "draft": anchor["draft"],
        "start": anchor["start"],
        "end": anchor["end"],
        "quote": quote,
        "prefix": prefix,
        "suffix": suffix,
        "paragraph": _paragraph(entity.conn, anchor["draft"], anchor["start"]),
        "wording": entity.words("wording"),
        "speaker": entity.part("attribution", "speaker"),
        "through": entity.part("attribution", "through"),
        "act": entity.part("attribution", "act"),
        "kind": entity.value("kind") or "",
        "assignee": entity.value("assignee") or "",
        "close_reason": entity.part("closing", "reason"),
        "created_by": by,
        "created_at": at,
    }


def _paragraph(conn: sqlite3.Connection, draft: str, start: int) -> int:
    row = conn.execute(
        "SELECT b.paragraph FROM draft d JOIN block b ON b.text = d.text "
        "WHERE d.id = ? AND b.start <= ? ORDER BY b.start DESC LIMIT 1",
        (draft, start),
    ).fetchone()
    return row[0] if row else 0


def standing(
    reported: bool,
    closed: bool,
    reason: str,
    verdicts: Sequence[sqlite3.Row | Row],
    cited: set[str],
    conflicts: int,
) -> tuple[str, bool, list[str]]:
    """Status, difference, and what closing still needs, from a claim's verdicts and evidence.

    A rated claim closes when every question asked has a rating, a rationale and evidence, or a stated
    reason for what is missing; it is not closed while checkers differ or a conflict is unsettled.
    """
    missing: list[str] = []
    difference = False
    rated = True
    for question in ("said", "so") if reported else ("so",):
        mine = [v for v in verdicts if v["question"] == question]
        ratings = {(v["scale"], v["rating"]) for v in mine if v["rating"] is not None}
        rated = rated and bool(ratings)
        difference = difference or len(ratings) > 1
        if not ratings:
            missing.append(f"{question}-rating")
        if not any(v["rationale"].strip() for v in mine):
            missing.append(f"{question}-rationale")
        if question not in cited:
            missing.append(f"{question}-evidence")
    if closed and (not missing or reason.strip()) and not difference and not conflicts:
        return "closed", difference, missing
    return ("rated" if rated else "open"), difference, missing

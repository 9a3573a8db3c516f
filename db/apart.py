"""What was edited apart and is not decided: all versions of it, and what they all began from."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from db import oneself, registers, words
from db.drafts import Drafts
from db.drawing import Entity, hanging, unseen
from db.kinds import KINDS, kind_of
from db.people import one_of
from db.records import ConflictRecord, FieldEdit, Version
from db.registers import Leaf
from db.shapes import words as words_shape

_PARTS = {"verdict": "rationale", "closing": "reason", "outcome": "text", "finding": "standfirst"}
"""The part of a value of several that is words somebody may write anew."""
_MOST_EDITS = 20


def conflicts(conn: sqlite3.Connection) -> list[ConflictRecord]:
    """Everything edited apart and not yet decided, each with all its versions, oldest first."""
    names: dict[str, str] = dict(conn.execute("SELECT id, name FROM person"))
    found: list[ConflictRecord] = []
    rows = conn.execute("SELECT entity, field, claim FROM conflict ORDER BY claim, entity, field").fetchall()
    for id, field, claim in rows:
        entity = Entity(conn, id)
        entity.exists()
        versions = _rival_drafts(conn, id) if field == "current" else ()
        leaves = oneself.answers(conn, id) if field == "verdict" else entity.distinct(field)
        versions = versions or tuple(_version(conn, names, leaf) for leaf in leaves)
        if field == "exists":
            versions += _kept(conn, names, entity, versions)
        found.append(ConflictRecord(id, claim, field, versions))
    return found


def base(conn: sqlite3.Connection, entity: str, field: str) -> Version | None:
    """The value that all versions of a field began from; None where they have none in common."""
    if field == "verdict" and len(oneself.beside(conn, entity)) > 1:
        return None
    history = registers.history(conn, entity)
    above = {tno: write.above.get(field, ()) for tno, write in history.items()}
    lines = [_ancestors(above, head.tno) for head in registers.heads(conn, entity, field)]
    common = set[int].intersection(*lines) if lines else set[int]()
    nearest = common - {older for one in common for older in _ancestors(above, one) - {one}}
    leaves = {leaf for tno in nearest for leaf in history[tno].brought(field)}
    found = sorted((history[leaf].leaf(field) for leaf in leaves), key=lambda leaf: leaf.order)
    names: dict[str, str] = dict(conn.execute("SELECT id, name FROM person"))
    return _version(conn, names, found[-1]) if found else None


def _ancestors(above: Mapping[int, Sequence[int]], tno: int) -> set[int]:
    """A write and all that it replaced, at any distance."""
    found, more = set[int](), {tno}
    while more:
        found |= more
        more = {parent for one in more for parent in above.get(one, ())} - found
    return found


def has_words(entity: str, field: str) -> bool:
    """Whether a version of that field is words, or has words in it, that somebody may write anew."""
    return field in _PARTS or KINDS[kind_of(entity)].get(field) is words_shape


def words_part(field: str) -> str:
    """The part of the field's value that is its words; blank where all of it is."""
    return _PARTS.get(field, "")


def unseen_edits(conn: sqlite3.Connection, entity: str) -> set[str]:
    """Ids of the changes that nobody who deleted the thing had before their eyes."""
    seen = {
        txn
        for leaf in Entity(conn, entity).values.get("exists", [])
        if leaf.value is not True
        for txn in leaf.value["gone"]
    }
    return unseen(conn, entity, seen)


def spoken(value: Any) -> str:
    """A value as versions and the history spell it: words as they are, a value of several as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and "gone" in value:
        return "deleted"
    if value is True:
        return "kept"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _version(conn: sqlite3.Connection, names: dict[str, str], leaf: Leaf) -> Version:
    said = spoken(words.resolve(conn, leaf.value))
    return Version(said, names.get(leaf.person, ""), leaf.ms, leaf.txn, person=one_of(conn, leaf.person))


def _kept(
    conn: sqlite3.Connection, names: dict[str, str], entity: Entity, versions: Iterable[Version]
) -> tuple[Version, ...]:
    """What was edited that whoever deleted it had not seen, as the other version: to keep it."""
    if any(version.value == "kept" for version in versions):
        return ()
    edits = sorted(_edits(conn, entity.id, unseen_edits(conn, entity.id)), key=lambda edit: edit[0].order)
    if not edits:
        return ()
    newest = edits[-1][0]
    told = tuple(
        FieldEdit(id, field, spoken(words.resolve(conn, leaf.value)), names.get(leaf.person, ""), leaf.ms)
        for leaf, id, field in edits[:_MOST_EDITS]
        if field != "of"
    )
    return (Version("kept", names.get(newest.person, ""), newest.ms, newest.txn, told),)


def _edits(conn: sqlite3.Connection, entity: str, txns: set[str]) -> list[tuple[Leaf, str, str]]:
    """Values of the entity, and of what hangs on it, that those changes wrote and that stand."""
    found = [
        (leaf, entity, field)
        for field, leaves in registers.values(conn, entity).items()
        if field != "exists"
        for leaf in leaves
        if leaf.txn in txns
    ]
    for child in hanging(conn, entity):
        found += _edits(conn, child, txns)
    return found


def _rival_drafts(conn: sqlite3.Connection, article: str) -> tuple[Version, ...]:
    """The newest drafts of an article nobody decided between, the current one last; none where there is one.

    Such a version was not written into a register: its ``txn`` is the draft's id.
    """
    lineage = Drafts(conn).lineage(article)
    newest = json.dumps([*lineage.rivals, lineage.current]) if lineage.rivals else "[]"
    rows = conn.execute(
        "SELECT d.id, d.n, coalesce(p.name, ''), d.created_at FROM draft d "
        "LEFT JOIN person p ON p.id = d.created_by "
        "WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY d.created_at, d.id",
        (newest,),
    )
    return tuple(
        Version(spoken({"draft": draft, "number": n}), name, at, draft) for draft, n, name, at in rows
    )

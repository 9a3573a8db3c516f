"""Restoring: a field is given a value it had before, as a step like any other."""

from __future__ import annotations

from app.commands.checks import myself, read_at
from app.commands.claims import reopening
from db import erasing, queries, registers
from db.drawing import Entity
from db.errors import KnownError
from db.kinds import references
from db.past import restorable
from db.project_file import Project
from db.records import ClaimStatus
from db.step import Edit, Step


def restore(project: Project, *, entity: str, field: str, txn: str, revision: int | None = None) -> Step:
    """Give the field the value which that change gave it.

    A verdict is its person's alone; restoring it opens a closed claim, as any change of it does. Raises
    KnownError where the field is not one of those, the thing is gone, the change never set it, or its words
    were erased.
    """
    conn = project.conn
    thing = Entity(conn, entity)
    kind = entity.partition(":")[0]
    if field == "exists":
        return _brought_back(project, thing, kind, revision)
    there = thing.lasting("of") is not None if kind == "verdict" else thing.exists()
    if not there or not restorable(entity, field):
        raise KnownError("That cannot be restored: it is not in the project (any more).")
    said = [one for one in registers.history(conn, entity).values() if one.txn == txn]
    if not said or field not in said[0].said or field in said[0].leaves:
        raise KnownError("That change set no such value; look again at the history.")
    value = said[0].said[field]
    if erasing.marked(conn).intersection(references(value, "w")):
        raise KnownError("Those words were erased for good; nothing brings them back.")
    edits = [Edit(entity, field, value)]
    if kind == "verdict":
        edits += _on_verdict(project, entity)
    return Step("field.restore", tuple(edits), read_at(project, revision), focus=_claim_of(thing, kind))


def _brought_back(project: Project, thing: Entity, kind: str, revision: int | None) -> Step:
    """Something deleted is there again, with all that hung on it."""
    if not restorable(thing.id, "exists") or not thing.values.get("exists"):
        raise KnownError("That cannot be brought back.")
    edits = () if thing.exists() else (Edit(thing.id, "exists", True),)
    return Step("field.restore", edits, read_at(project, revision), focus=_claim_of(thing, kind))


def _on_verdict(project: Project, verdict: str) -> list[Edit]:
    of: dict[str, str] = Entity(project.conn, verdict).lasting("of")
    conn = project.conn
    me = myself(project)
    if queries.one_of(conn, of["person"]) != me:
        raise KnownError("That verdict is another person’s; only they can change it.")
    claim = queries.root_of(conn, of["claim"])
    found = queries.claims(conn, ids=[claim])
    closed = bool(found) and found[0].status is ClaimStatus.CLOSED
    mine = (v for v in queries.verdicts(conn, [claim]) if v.person == me and v.question == of["question"])
    others = dict.fromkeys(v.id for v in mine if v.id != verdict)
    return [*(Edit(other, "verdict", None) for other in others), *([reopening(claim)] if closed else [])]


def _claim_of(thing: Entity, kind: str) -> str:
    if kind in ("verdict", "evidence"):
        of: dict[str, str] = thing.lasting("of")
        return of["claim"]
    return thing.value("claim") or thing.id if kind in ("fix", "query") else thing.id

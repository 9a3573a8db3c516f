"""Conflicts: one thing edited apart in two copies, settled by a person who names the version to keep."""

from __future__ import annotations

from app.commands.checks import read_at
from app.commands.drafts import choose
from db import queries
from db.drawing import Entity
from db.errors import KnownError
from db.project_file import Project
from db.step import Edit, Step


def settle(project: Project, *, entity: str, field: str, txn: str, revision: int | None = None) -> Step:
    """Keep the version that change wrote; the others stay in the history.

    Of several new drafts of an article (field ``current``) ``txn`` names the one that is the article's.

    Raises KnownError where that version does not stand (any more).
    """
    if field == "current" and txn.startswith("draft:"):
        return choose(project, article=entity, draft=txn, revision=revision)
    standing = Entity(project.conn, entity)
    standing.exists()
    leaf = next((leaf for leaf in standing.distinct(field) if leaf.txn == txn), None)
    if leaf is None:
        raise KnownError("That version does not stand any more; look again at what does.")
    value = leaf.value
    if field == "exists" and value is not True:
        value = {"gone": queries.seen_of(project.conn, entity)}
    known = next((c for c in queries.conflicts(project.conn) if (c.entity, c.field) == (entity, field)), None)
    focus = (known.claim if known is not None else "") or entity
    return Step("conflict.settle", (Edit(entity, field, value),), read_at(project, revision), focus=focus)

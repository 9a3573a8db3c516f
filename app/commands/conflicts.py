"""Conflicts: one thing edited apart in two copies, settled by a person: one version, both, or a third."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import cast

from app.commands.checks import myself, read_at
from app.commands.drafts import choose
from db import apart, oneself, people, queries
from db.canon import Json
from db.drawing import Entity
from db.errors import KnownError
from db.project_file import Project
from db.records import ConflictRecord, Version
from db.registers import Leaf
from db.step import Edit, Step, new_id
from db.words import Words

_STOOD = "That version does not stand any more; look again at what does."


def settle(project: Project, *, entity: str, field: str, txn: str, revision: int | None = None) -> Step:
    """Keep the version that change wrote; the others stay in the history.

    Of several new drafts of an article (field ``current``) ``txn`` names the one that is the article's. Of
    something deleted that others edited (``exists``) it is a deletion, or an edit: then it is kept.

    Raises KnownError where that version does not stand (any more).
    """
    if field == "current" and txn.startswith("draft:"):
        return choose(project, article=entity, draft=txn, revision=revision)
    return _settled(project, entity, field, _value_of(project, entity, field, txn), revision)


def keep_both(project: Project, *, entity: str, field: str, txn: str, revision: int | None = None) -> Step:
    """Keep that version in its field, and each other one as a shared note on the claim, saying whose it was.

    Raises KnownError where it does not stand (any more), or is no claim's or has no words to make a note of.
    """
    known = _known(project, entity, field)
    if not apart.has_words(entity, field) or not known.claim:
        raise KnownError("That cannot be kept both ways: choose one version, or write a third.")
    others = [version for version in known.versions if version.txn != txn]
    step = settle(project, entity=entity, field=field, txn=txn, revision=revision)
    edits = list(step.edits)
    for version in others:
        words = _as_note(field, version)
        if words:
            edits += _note(known.claim, words)
    return Step("conflict.both", tuple(edits), step.read_at, focus=step.focus)


def write(
    project: Project, *, entity: str, field: str, txn: str, text: str, revision: int | None = None
) -> Step:
    """Put words of one's own in the place of all versions; of a value with more in it than words, such as
    a verdict, the rest is as in the version that change wrote.

    Raises KnownError where it does not stand (any more), has no words, or the words are blank.
    """
    if not apart.has_words(entity, field):
        raise KnownError("That has no words to be written anew: choose one version.")
    if not text.strip():
        raise KnownError("There are no words in that; nothing was settled.")
    value = _value_of(project, entity, field, txn)
    part = apart.words_part(field)
    words = Words(text.strip())
    new: Json = {**cast("dict[str, Json]", value), part: words} if part and value else words
    return _settled(project, entity, field, new, revision)


def why_not(project: Project, *, entity: str, field: str) -> str:
    """Why this person cannot settle that conflict; blank where they can.

    What one human answered differently on several machines is for them alone to settle.
    """
    if field != "verdict" or len(oneself.beside(project.conn, entity)) < 2:
        return ""
    whose = oneself.whose(project.conn, entity)
    if whose == myself(project):
        return ""
    named = people.names(project.conn).get(whose, "one person")
    return f"All are {named}’s own, from several machines: only they can say which holds."


def _value_of(project: Project, entity: str, field: str, txn: str) -> Json:
    standing = Entity(project.conn, entity)
    standing.exists()
    leaves = oneself.answers(project.conn, entity) if field == "verdict" else standing.distinct(field)
    leaf: Leaf | None = next((leaf for leaf in leaves if leaf.txn == txn), None)
    if leaf is not None:
        gone = field == "exists" and leaf.value is not True
        return {"gone": queries.seen_of(project.conn, entity)} if gone else leaf.value
    if field == "exists" and txn in apart.unseen_edits(project.conn, entity):
        return True
    raise KnownError(_STOOD)


def _settled(project: Project, entity: str, field: str, value: Json, revision: int | None) -> Step:
    focus = _known(project, entity, field).claim or entity
    if refusal := why_not(project, entity=entity, field=field):
        raise KnownError(refusal)
    edits = [Edit(entity, field, value)]
    if field == "verdict":
        # What the same human answered as another person, on another machine, is taken back.
        others = [one for one in oneself.beside(project.conn, entity) if one != entity]
        edits += [Edit(one, "verdict", None) for one in others]
    return Step("conflict.settle", tuple(edits), read_at(project, revision), focus=focus)


def _known(project: Project, entity: str, field: str) -> ConflictRecord:
    found = (one for one in queries.conflicts(project.conn) if (one.entity, one.field) == (entity, field))
    known = next(found, None)
    if known is None:
        raise KnownError("That is settled already; look again at what is not.")
    return known


def _as_note(field: str, version: Version) -> str:
    """A version's words as a note, with whose they were."""
    part = apart.words_part(field)
    words = (
        json.loads(version.value).get(part, "") if part and version.value.startswith("{") else version.value
    )
    day = datetime.fromtimestamp(version.at / 1000, UTC).date().isoformat()
    return f"{version.person_name}, {day}: {words}" if words else ""


def _note(claim: str, text: str) -> list[Edit]:
    note = new_id("note")
    return [
        Edit(note, "exists", True),
        Edit(note, "of", {"claim": claim}),
        Edit(note, "shared", Words(text)),
    ]

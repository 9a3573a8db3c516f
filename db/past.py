"""What happened in a project, step by step, and what was edited apart and is not decided."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from db import words
from db.drawing import Entity
from db.records import ConflictRecord, HistoryRecord, Version


def conflicts(conn: sqlite3.Connection) -> list[ConflictRecord]:
    """Everything edited apart and not yet decided, each with all its versions, oldest first."""
    names: dict[str, str] = dict(conn.execute("SELECT id, name FROM person"))
    found: list[ConflictRecord] = []
    rows = conn.execute("SELECT entity, field, claim FROM conflict ORDER BY claim, entity, field").fetchall()
    for id, field, claim in rows:
        entity = Entity(conn, id)
        entity.exists()
        versions = tuple(
            Version(
                _spoken(words.resolve(conn, leaf.value)),
                names.get(leaf.person, ""),
                leaf.ms,
                leaf.txn,
            )
            for leaf in entity.distinct(field)
        )
        found.append(ConflictRecord(id, claim, field, versions))
    return found


def _spoken(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and "gone" in value:
        return "deleted"
    if value is True:
        return "kept"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def history(conn: sqlite3.Connection, limit: int = -1) -> list[HistoryRecord]:
    """Steps, newest first; ``undone`` where an undo of it is in force."""
    rows = conn.execute(
        "SELECT s.\"group\", max(s.tno), min(s.ms), coalesce(p.name, ''), s.label, s.undoes, "
        "EXISTS (SELECT 1 FROM arrival a JOIN txn t ON t.id = a.id WHERE t.tno = s.tno) "
        'FROM step s LEFT JOIN person p ON p.id = s.person GROUP BY s."group" '
        "ORDER BY min(s.ms) DESC, s.counter DESC, max(s.tno) DESC LIMIT ?",
        (limit,),
    ).fetchall()
    turns = dict(conn.execute('SELECT "group", undoes FROM step WHERE undoes IS NOT NULL'))
    taken_back = _taken_back(conn)
    return [
        HistoryRecord(
            group=group,
            revision=tno,
            at=ms,
            person_name=name,
            label=_deed(undoes, turns) + label,
            undone=group in taken_back,
            arrived=bool(arrived),
            entities=tuple(_entities(conn, group)),
        )
        for group, tno, ms, name, label, undoes, arrived in rows
    ]


def _deed(undoes: str | None, turns: dict[str, str]) -> str:
    """Blank for a change, ``undo:`` for one taken back, ``redo:`` for one brought again."""
    turned = 0
    at: str | None = undoes
    while at is not None:
        turned += 1
        at = turns.get(at)
    return ("", "undo:", "redo:")[0 if not turned else 2 - turned % 2]


def _taken_back(conn: sqlite3.Connection) -> set[str]:
    """Groups whose undoing is itself not undone, newest first decided."""
    pairs = conn.execute(
        'SELECT "group", undoes FROM step WHERE undoes IS NOT NULL ORDER BY tno DESC'
    ).fetchall()
    undone: set[str] = set()
    for group, undoes in pairs:
        if group not in undone:
            undone.add(undoes)
    return undone


def _entities(conn: sqlite3.Connection, group: str) -> list[str]:
    rows = conn.execute('SELECT t.body FROM step s JOIN txn t ON t.tno = s.tno WHERE s."group" = ?', (group,))
    return list(dict.fromkeys(e for (body,) in rows for e in json.loads(body)["e"]))

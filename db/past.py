"""What happened in a project, step by step."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from db import registers, words
from db.apart import spoken
from db.joining import joined_in
from db.kinds import references
from db.records import SOURCE_WORDS, FieldChange, HistoryRecord


def history(conn: sqlite3.Connection) -> Iterator[HistoryRecord]:
    """Steps, newest first, each read when it is asked for; ``undone`` where an undo of it is in force."""
    turns = dict(conn.execute('SELECT "group", undoes FROM step WHERE undoes IS NOT NULL'))
    gone = taken_back(conn)
    # Of a step in several parts the first says who and when; there are few.
    rest: dict[str, int] = dict(conn.execute('SELECT "group", max(tno) FROM step WHERE place > 0 GROUP BY 1'))
    rows = conn.execute(
        "SELECT s.\"group\", s.tno, s.ms, coalesce(p.name, ''), s.label, s.undoes, t.body, "
        "EXISTS (SELECT 1 FROM arrival a WHERE a.id = t.id) "
        "FROM step s JOIN txn t ON t.tno = s.tno LEFT JOIN person p ON p.id = s.person WHERE s.place = 0 "
        "ORDER BY s.ms DESC, s.counter DESC, s.tno DESC"
    )
    for group, tno, ms, name, label, undoes, body, arrived in rows:
        yield HistoryRecord(
            group=group,
            revision=max(tno, rest.get(group, 0)),
            at=ms,
            person_name=name,
            label=deed(undoes, turns) + label,
            undone=group in gone,
            arrived=bool(arrived),
            entities=tuple(_entities(conn, group) if group in rest else json.loads(body.decode())["e"]),
        )


def deed(undoes: str | None, turns: dict[str, str]) -> str:
    """Blank for a change, ``undo:`` for one taken back, ``redo:`` for one brought again."""
    turned = 0
    at: str | None = undoes
    while at is not None:
        turned += 1
        at = turns.get(at)
    return ("", "undo:", "redo:")[0 if not turned else 2 - turned % 2]


def taken_back(conn: sqlite3.Connection) -> set[str]:
    """Groups whose undoing is itself not undone, newest first decided."""
    pairs = conn.execute(
        'SELECT "group", undoes FROM step WHERE undoes IS NOT NULL ORDER BY +tno DESC'
    ).fetchall()
    undone: set[str] = set()
    for group, undoes in pairs:
        if group not in undone:
            undone.add(undoes)
    return undone


def _entities(conn: sqlite3.Connection, group: str) -> list[str]:
    rows = conn.execute('SELECT t.body FROM step s JOIN txn t ON t.tno = s.tno WHERE s."group" = ?', (group,))
    return list(dict.fromkeys(e for (body,) in rows for e in json.loads(body)["e"]))


_TRACED = {
    "claim": ("wording", "attribution", "kind", "assignee", "closing"),
    "verdict": ("verdict",),
    "evidence": ("stance", "question", "passage", "locator"),
    "fix": ("text", "why", "outcome"),
    "query": ("to", "resolved"),
}
"""What the history of a claim tells: fields that were given a value more than once may be given it again."""


_ALSO = {
    "claim": ("exists",),
    "evidence": ("exists",),
    "fix": ("exists",),
    "query": ("exists",),
    "source": ("exists", *SOURCE_WORDS, "status", "confidential"),
    "article": ("title", "url", "archive_url", "outlet", "byline", "published", "language", "finding"),
    "contact": ("exists", "at", "how", "put", "answer", "due"),
    "message": ("exists", "text"),
    "note": ("exists", "shared"),
    "project": ("title",),
}
"""What else may be given an earlier value on its own."""


def restorable(entity: str, field: str) -> bool:
    """Whether a value of that field can be given to it again on its own."""
    kind = entity.partition(":")[0]
    return field in (*_TRACED.get(kind, ()), *_ALSO.get(kind, ()))


def claim_history(conn: sqlite3.Connection, claim: str) -> list[FieldChange]:
    """Every value that a field of a claim, or of what hangs on it, was given, newest first."""
    names: dict[str, str] = dict(conn.execute("SELECT id, name FROM person"))
    found: list[tuple[tuple[int, int, str], FieldChange]] = []
    for entity in (claim, *joined_in(conn, claim), *hanging_on(conn, claim)):
        history = registers.history(conn, entity)
        for field in _TRACED.get(entity.partition(":")[0], ()):
            found += [turn[1:] for turn in _told_turns(conn, names, entity, field, history)]
    return [change for _, change in sorted(found, key=lambda turn: turn[0], reverse=True)]


def hanging_on(conn: sqlite3.Connection, claim: str) -> list[str]:
    """What hangs on a claim, by id."""
    found: list[str] = []
    for table in ("verdict", "decision", "evidence", "fix", "query", "note", "tag"):
        rows = conn.execute(f"SELECT DISTINCT id FROM {table} WHERE claim = ? ORDER BY id", (claim,))
        found += [id for (id,) in rows]
    return found


def field_turns(
    conn: sqlite3.Connection, names: dict[str, str], entity: str, field: str
) -> list[tuple[int, FieldChange]]:
    """Every value a field was given, each with the local number of the change that gave it."""
    history = registers.history(conn, entity)
    return [(tno, change) for tno, _, change in _told_turns(conn, names, entity, field, history)]


def _told_turns(
    conn: sqlite3.Connection, names: dict[str, str], entity: str, field: str, history: registers.History
) -> list[tuple[int, tuple[int, int, str], FieldChange]]:
    standing = {history[tno].txn for tno in registers.standing_in(history).get(field, ())}
    given = {
        tno: [history[at].leaf(field) for at in write.brought(field)]
        for tno, write in history.items()
        if field in write.said
    }
    turns: list[tuple[int, tuple[int, int, str], FieldChange]] = []
    for tno, values in given.items():
        write = history[tno]
        undo = field in write.leaves
        before = [one for parent in sorted(write.above.get(field, ())) for one in given[parent]]
        after = values[-1:]
        change = FieldChange(
            entity=entity,
            field=field,
            txn=after[0].txn if after else "",
            at=write.ms,
            person_name=names.get(write.person, ""),
            undo=undo,
            before=_told(conn, before[-1:]),
            before_txn=before[-1].txn if before else "",
            after=_told(conn, after),
            stands=bool(after) and after[0].txn in standing and (not undo or len(standing) == 1),
            before_gone=_gone(conn, before[-1:]),
            after_gone=_gone(conn, after),
        )
        turns.append((tno, (write.ms, write.counter, write.txn), change))
    return turns


def _gone(conn: sqlite3.Connection, leaves: list[registers.Leaf]) -> str:
    """The erasure by which words of the value are gone; blank where none are."""
    for key in references(leaves[0].value, "w") if leaves else ():
        row = conn.execute("SELECT erasure FROM erased WHERE hash = ?", (bytes.fromhex(key),)).fetchone()
        if row is not None:
            return row[0]
    return ""


def _told(conn: sqlite3.Connection, leaves: list[registers.Leaf]) -> str:
    value = words.resolve(conn, leaves[0].value) if leaves else None
    return "" if value is None else spoken(value)

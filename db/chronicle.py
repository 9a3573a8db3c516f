"""Who did what when, newest first, page by page: all of it, or by person, stretch of time, or claim."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from db.decoding import decode
from db.joining import joined_in
from db.past import deed, field_turns, hanging_on, taken_back
from db.people import all_of
from db.records import ChroniclePage, ChronicleStep, FieldChange

_NAMED = 12
"""So many things that a step was about are told with it; the step itself has them all."""

MOST_CHANGES = 60


def chronicle(
    conn: sqlite3.Connection,
    *,
    person: str = "",
    start: int = 0,
    end: int = 0,
    claim: str = "",
    after: tuple[int, int, int] | None = None,
    limit: int = 100,
) -> ChroniclePage:
    """The steps of the log, newest first, at most ``limit`` of them, behind ``after`` (a page's ``last``).

    ``person`` is an id: those who are one with them count too. ``start`` and ``end`` are ms, the end not
    included, 0 for none; ``claim`` an id: what hangs on it counts. Takes time in proportion to the number of
    steps on the page, of one person or claim in proportion to what others did besides, and of all undos.
    """
    wanted, said = ["s.place = 0"], dict[str, Any]()
    if person:
        wanted.append("s.person IN (SELECT value FROM json_each(:persons))")
        said["persons"] = json.dumps(all_of(conn, person))
    if start:
        wanted.append("s.ms >= :start")
    if end:
        wanted.append("s.ms < :end")
    if claim:
        wanted.append('s."group" IN (SELECT value FROM json_each(:groups))')
        said["groups"] = json.dumps(_groups(conn, (claim, *joined_in(conn, claim), *hanging_on(conn, claim))))
    if after is not None:
        wanted.append("(s.ms, s.counter, s.tno) < (:ms, :counter, :tno)")
        said |= dict(zip(("ms", "counter", "tno"), after, strict=True))
    # Which steps a page has is found first: nothing else is looked up for those that are on none.
    rows = conn.execute(
        f"WITH page AS MATERIALIZED (SELECT s.* FROM step s WHERE {' AND '.join(wanted)} "
        "ORDER BY s.ms DESC, s.counter DESC, s.tno DESC LIMIT :limit) "
        "SELECT s.\"group\", s.tno, s.ms, s.counter, coalesce(p.one, s.person), coalesce(p.name, ''), "
        "s.label, s.undoes, "
        "coalesce((SELECT a.merge FROM txn t JOIN arrival a ON a.id = t.id WHERE t.tno = s.tno), '') "
        "FROM page s LEFT JOIN person p ON p.id = s.person ORDER BY s.ms DESC, s.counter DESC, s.tno DESC",
        {"start": start, "end": end, "limit": limit + 1, **said},
    ).fetchall()
    turns = dict(conn.execute('SELECT "group", undoes FROM step WHERE undoes IS NOT NULL'))
    gone = taken_back(conn)
    steps = tuple(
        ChronicleStep(
            group=group,
            at=ms,
            person=who,
            person_name=name,
            label=deed(undoes, turns) + label,
            undone=group in gone,
            merge=merge,
            entities=tuple(_entities(conn, tno)),
        )
        for group, tno, ms, _, who, name, label, undoes, merge in rows[:limit]
    )
    last = (rows[limit - 1][2], rows[limit - 1][3], rows[limit - 1][1]) if len(rows) > limit else None
    return ChroniclePage(steps, last)


def changes_of(conn: sqlite3.Connection, group: str) -> list[FieldChange]:
    """What a step gave which fields, and what these had before: the first 60 in its order.

    What a thing is for good (``of``) is not told.
    """
    names: dict[str, str] = dict(conn.execute("SELECT id, name FROM person"))
    found: list[FieldChange] = []
    rows = conn.execute(
        'SELECT t.tno, t.body FROM step s JOIN txn t ON t.tno = s.tno WHERE s."group" = ? ORDER BY s.place',
        (group,),
    )
    for tno, data in rows:
        for op in decode(data).ops:
            if op.field == "of":
                continue
            found += [change for at, change in field_turns(conn, names, op.entity, op.field) if at == tno]
            if len(found) >= MOST_CHANGES:
                return found
    return found


def people(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """Everybody who did anything here, by id, with their names, in the order of these; each human once."""
    return conn.execute(
        "SELECT DISTINCT coalesce(p.one, s.person), coalesce(p.name, '') "
        "FROM (SELECT DISTINCT person FROM step) s LEFT JOIN person p ON p.id = s.person ORDER BY 2, 1"
    ).fetchall()


def _entities(conn: sqlite3.Connection, tno: int) -> list[str]:
    (data,) = conn.execute("SELECT body FROM txn WHERE tno = ?", (tno,)).fetchone()
    return json.loads(data)["e"][:_NAMED]


def _groups(conn: sqlite3.Connection, entities: Iterable[str]) -> list[str]:
    rows = conn.execute(
        'SELECT DISTINCT s."group" FROM json_each(?) j CROSS JOIN op o ON o.entity = j.value '
        "JOIN step s ON s.tno = o.tno",
        (json.dumps(list(entities)),),
    )
    return [group for (group,) in rows]

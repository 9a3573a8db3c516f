"""Undoing a merge: what it brought is set aside in this file, and comes back when it is asked for.

Nothing is written that travels. What is set aside lies in a table of this file alone, outside the log: it is
not drawn, not in the fingerprint, not in a copy that is shared.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable

from db import log, schema
from db.body import Body
from db.errors import KnownError
from db.records import MergeRecord, RestingStep

_NAMED = re.compile(rb'"((?!project:|person:)[a-z]+:[0-9a-f]{32,64})"')
"""Entities a body speaks of, but for those that need nobody to have made them."""
_PARENTS = re.compile(rb'"p":\[([^\]]*)\]')
_HASH = re.compile(rb"[0-9a-f]{64}")
_GROUP = re.compile(rb'"g":\["([0-9a-f]{32})"')

_MOVED = (
    "INSERT INTO set_aside SELECT t.id, t.tno, t.body, ?1, coalesce(a.merge, ''), coalesce(a.at, 0), "
    "coalesce(p.name, '') FROM json_each(?2) j CROSS JOIN txn t ON t.tno = j.value "
    "LEFT JOIN arrival a ON a.id = t.id LEFT JOIN step s ON s.tno = t.tno "
    "LEFT JOIN person p ON p.id = s.person"
)
_ARRIVED = (
    "SELECT a.merge, max(a.at), count(*), json_group_array(DISTINCT coalesce(p.name, '')) "
    "FROM arrival a JOIN txn t ON t.id = a.id JOIN step s ON s.tno = t.tno "
    "LEFT JOIN person p ON p.id = s.person GROUP BY a.merge"
)
_ASIDE = (
    "SELECT merge, max(at), count(*), json_group_array(DISTINCT name) FROM set_aside "
    "WHERE came_by <> '' GROUP BY merge"
)


def merges(conn: sqlite3.Connection) -> list[MergeRecord]:
    """The merges of this file, newest first, those set aside too; one that brought nothing is none."""
    found = [
        MergeRecord(merge, at, tuple(sorted(filter(None, json.loads(names)))), count, aside)
        for sql, aside in ((_ARRIVED, False), (_ASIDE, True))
        for merge, at, count, names in conn.execute(sql).fetchall()
    ]
    return sorted(found, key=lambda merge: (-merge.at, merge.id))


def known(conn: sqlite3.Connection, merge: str) -> MergeRecord:
    """The merge of that id, or the only one whose id begins so; raises KnownError for none or several."""
    found = [one for one in merges(conn) if merge and one.id.startswith(merge)]
    if len(found) != 1:
        many = "no merge" if not found else f"{len(found)} merges"
        raise KnownError(f"There is {many} “{merge}” in this file; nothing was changed.")
    return found[0]


def resting(conn: sqlite3.Connection, merge: str) -> set[int]:
    """Local numbers of what a merge brought and of all that rests on it, whoever wrote it since.

    That is what replaces or takes back one of these values, speaks of a thing that nothing else made, or is
    part of a step of which another part goes.
    """
    going = {
        tno
        for (tno,) in conn.execute(
            "SELECT t.tno FROM arrival a JOIN txn t ON t.id = a.id WHERE a.merge = ?", (merge,)
        )
    }
    if not going:
        return going
    later = conn.execute(
        "SELECT tno, id, body FROM txn WHERE tno >= ? ORDER BY tno", (min(going),)
    ).fetchall()
    told = [
        (tno, id.hex().encode(), _first(_GROUP, body), set(_HASH.findall(_first(_PARENTS, body))), body)
        for tno, id, body in later
    ]
    before = 0
    while len(going) > before:
        before = len(going)
        lost = _lost(conn, going)
        ids: set[bytes] = set()
        groups: set[bytes] = set()
        for tno, id, group, parents, body in told:
            if tno not in going and (
                group in groups or parents & ids or not lost.isdisjoint(_NAMED.findall(body))
            ):
                going.add(tno)
            if tno in going:
                ids.add(id)
                groups.add(group)
    return going


def _first(pattern: re.Pattern[bytes], body: bytes) -> bytes:
    found = pattern.search(body)
    return found.group(1) if found else b""


def _lost(conn: sqlite3.Connection, going: set[int]) -> set[bytes]:
    """The entities that nothing but these transactions made, or, where nothing makes them, speaks of."""
    rows = conn.execute(
        "WITH going(tno) AS (SELECT value FROM json_each(?)) SELECT DISTINCT e.entity FROM op e "
        "WHERE e.tno IN going AND NOT EXISTS "
        "(SELECT 1 FROM op o WHERE o.entity = e.entity AND o.tno NOT IN going AND ("
        "json_type(o.said, '$.exists') IS NOT NULL OR NOT EXISTS (SELECT 1 FROM op m "
        "WHERE m.entity = e.entity AND json_type(m.said, '$.exists') IS NOT NULL)))",
        (json.dumps(sorted(going)),),
    )
    return {entity.encode() for (entity,) in rows}


def rests_on(conn: sqlite3.Connection, merge: str) -> list[RestingStep]:
    """Steps set aside with a merge though it did not bring them: own ones first, then by age."""
    rows = conn.execute(
        "SELECT s.\"group\", s.label, coalesce(p.name, ''), min(s.ms), max(a.id IS NULL), "
        "group_concat(s.tno) FROM json_each(?) j CROSS JOIN step s ON s.tno = j.value "
        "JOIN txn t ON t.tno = s.tno LEFT JOIN arrival a ON a.id = t.id "
        "LEFT JOIN person p ON p.id = s.person WHERE a.merge IS NOT ? "
        'GROUP BY s."group" ORDER BY 5 DESC, min(s.tno)',
        (json.dumps(sorted(resting(conn, merge))), merge),
    ).fetchall()
    return [
        RestingStep(group, label, name, at, bool(own), tuple(_entities(conn, tnos)))
        for group, label, name, at, own, tnos in rows
    ]


def _entities(conn: sqlite3.Connection, tnos: str) -> list[str]:
    bodies = conn.execute(f"SELECT body FROM txn WHERE tno IN ({tnos}) ORDER BY tno").fetchall()
    return list(dict.fromkeys(entity for (body,) in bodies for entity in json.loads(body)["e"]))


def put_aside(conn: sqlite3.Connection, merge: str) -> int:
    """Move a merge and what rests on it out of the log; how many transactions went.

    The caller holds the commit and draws anew.
    """
    going = json.dumps(sorted(resting(conn, merge)))
    moved = conn.execute(_MOVED, (merge, going)).rowcount
    conn.execute("DELETE FROM arrival WHERE id IN (SELECT id FROM set_aside)")
    # The log is append-only to everybody; this alone may take out what is kept beside it.
    conn.execute("DROP TRIGGER txn_delete")
    conn.execute("DELETE FROM txn WHERE tno IN (SELECT value FROM json_each(?))", (going,))
    conn.execute(schema.TRUTH["txn_delete"])
    return moved


Txns = list[tuple[str, bytes, Body]]


def returning(conn: sqlite3.Connection, merges: Iterable[str], without: Iterable[str] = ()) -> Txns:
    """What comes back with these merges, and with those these rest on, in order; but for what comes anyway.

    Raises BadBody where what lies aside is not what was put there.
    """
    wanted: set[str] = set()
    more = set(merges)
    while more:
        wanted |= more
        rows = conn.execute(
            "SELECT id, body FROM set_aside WHERE merge IN (SELECT value FROM json_each(?)) ORDER BY tno",
            (json.dumps(sorted(wanted)),),
        ).fetchall()
        above = {key.decode() for _, body in rows for key in _HASH.findall(_first(_PARENTS, body))}
        more = merges_of(conn, above) - wanted
        if not more:
            coming = set(without)
            return [txn for txn in log.checked(rows) if txn[0] not in coming]
    return []


def merges_of(conn: sqlite3.Connection, txns: Iterable[str]) -> set[str]:
    """The merges set aside with which these transactions went."""
    rows = conn.execute("SELECT hex(id), merge FROM set_aside").fetchall()
    wanted = set(txns)
    return {merge for id, merge in rows if id.lower() in wanted}


def put_back(conn: sqlite3.Connection, txns: Iterable[str]) -> None:
    """Note that these are in the log again: as arrived as they were before."""
    if not conn.execute("SELECT EXISTS (SELECT 1 FROM set_aside)").fetchone()[0]:
        return
    ids = [(bytes.fromhex(txn),) for txn in txns]
    conn.executemany(
        "INSERT OR IGNORE INTO arrival SELECT id, came_by, at FROM set_aside WHERE id = ? AND came_by <> ''",
        ids,
    )
    conn.executemany("DELETE FROM set_aside WHERE id = ?", ids)

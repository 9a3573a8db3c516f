"""One human's verdicts on one question: given on several machines, or on claims that were joined since.

They count once. Where they say the same the newest is told; where they do not, that is a conflict of one
person and no difference between checkers. It stands on the verdict with the first id.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from db.canon import canon
from db.drawing import Entity
from db.records import VerdictRecord
from db.registers import Leaf

_OF_CLAIMS = (
    "SELECT v.id, v.claim, v.question, coalesce(p.one, v.person), v.scale, v.scale_version, v.rating, "
    "v.rationale, v.as_of FROM json_each(?) j CROSS JOIN verdict v ON v.claim = j.value "
    "LEFT JOIN person p ON p.id = v.person"
)
_APART = (
    "SELECT c.entity, c.claim FROM json_each(?) j CROSS JOIN conflict c ON c.claim = j.value "
    "WHERE c.field = 'verdict'"
)
_GROUP = (
    "SELECT DISTINCT w.id FROM verdict v LEFT JOIN person p ON p.id = v.person "
    "JOIN verdict w ON w.claim = v.claim AND w.question = v.question "
    "LEFT JOIN person q ON q.id = w.person "
    "WHERE v.id = ? AND coalesce(q.one, w.person) = coalesce(p.one, v.person) ORDER BY w.id"
)


def verdicts_of(conn: sqlite3.Connection, persons: Iterable[str]) -> set[str]:
    """Every verdict these persons gave."""
    rows = conn.execute(
        "SELECT DISTINCT id FROM verdict WHERE person IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(persons)),),
    )
    return {id for (id,) in rows}


def beside(conn: sqlite3.Connection, verdict: str) -> list[str]:
    """A verdict and all that stand for the same human's answer to the same question, by id."""
    return [id for (id,) in conn.execute(_GROUP, (verdict,))] or [verdict]


def whose(conn: sqlite3.Connection, verdict: str) -> str:
    """The id of the human who gave that verdict; blank where it is not drawn."""
    row = conn.execute(
        "SELECT coalesce(p.one, v.person) FROM verdict v LEFT JOIN person p ON p.id = v.person "
        "WHERE v.id = ?",
        (verdict,),
    ).fetchone()
    return row[0] if row else ""


def answers(conn: sqlite3.Connection, verdict: str) -> list[Leaf]:
    """The values that stand for that human's answer to that question, one of each, oldest first."""
    newest: dict[bytes, Leaf] = {}
    for id in beside(conn, verdict):
        entity = Entity(conn, id)
        newest |= {canon(entity.spoken(leaf.value)): leaf for leaf in entity.distinct("verdict")}
    return sorted(newest.values(), key=lambda leaf: leaf.order)


def settle(conn: sqlite3.Connection, claims: Iterable[str], *, parted: bool) -> None:
    """Say on which of these claims somebody contradicts themselves; all verdicts on them are drawn.

    ``parted`` says that people, or claims, may have counted as one that do no longer.
    """
    if not (parted or _any_are_one(conn)):
        return
    asked = (json.dumps(list(claims)),)
    groups: dict[tuple[str, str, str], dict[str, set[tuple[Any, ...]]]] = {}
    for id, claim, question, one, *value in conn.execute(_OF_CLAIMS, asked):
        groups.setdefault((claim, question, one), {}).setdefault(id, set()).add(tuple(value))
    apart = {
        min(given): claim
        for (claim, _, _), given in groups.items()
        if len(given) > 1 and len(set[tuple[Any, ...]]().union(*given.values())) > 1
    }
    told = dict(conn.execute(_APART, asked).fetchall())
    for verdict in told.keys() - apart.keys():
        if "verdict" not in Entity(conn, verdict).conflicts():
            conn.execute("DELETE FROM conflict WHERE entity = ? AND field = 'verdict'", (verdict,))
    conn.executemany(
        "INSERT INTO conflict(entity, field, claim) VALUES (?, 'verdict', ?)",
        [(verdict, claim) for verdict, claim in apart.items() if verdict not in told],
    )


def _any_are_one(conn: sqlite3.Connection) -> bool:
    row = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM person WHERE one <> id) OR EXISTS (SELECT 1 FROM joined)"
    )
    return bool(row.fetchone()[0])


def once(verdicts: Sequence[VerdictRecord]) -> tuple[VerdictRecord, ...]:
    """The verdicts on a claim, of those by one human that say the same only the newest."""
    if len({(v.question, v.person) for v in verdicts}) == len(verdicts):
        return tuple(verdicts)
    newest: dict[tuple[object, ...], VerdictRecord] = {}
    for v in verdicts:
        value = (v.question, v.person, v.scale, v.scale_version, v.rating, v.rationale, v.as_of)
        newest[value] = max((newest.get(value, v), v), key=lambda one: (one.at, one.txn))
    kept = {id(v) for v in newest.values()}
    return tuple(v for v in verdicts if id(v) in kept)

"""Claims joined into others: two people marked the same words, and somebody made one claim of the two.

What hangs on a joined claim is drawn with the one it is joined into; nothing of it is moved in the log. So a
colleague's evidence on it, made before they knew, arrives there too, and taking the joining back parts them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from db import registers


def roots(conn: sqlite3.Connection) -> dict[str, str]:
    """The claims that are joined into others, each with the one that is shown for it."""
    return dict(conn.execute("SELECT id, root FROM joined WHERE root <> id"))


def root_of(conn: sqlite3.Connection, claim: str) -> str:
    """The claim that is shown for that one: itself, unless it is joined into another."""
    row = conn.execute("SELECT root FROM joined WHERE id = ?", (claim,)).fetchone()
    return row[0] if row else claim


def joined_in(conn: sqlite3.Connection, claim: str) -> list[str]:
    """The claims joined into that one."""
    rows = conn.execute("SELECT id FROM joined WHERE root = ? AND root <> id ORDER BY id", (claim,))
    return [id for (id,) in rows]


def settle(conn: sqlite3.Connection, touched: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Draw anew which claim is shown for which, after these were touched.

    Returns those for which another is shown now, with the one before and the one now. A claim joined into one
    that is not there (any more) stands by itself. Joined in a circle, by several people apart, all stand in
    the one that was made first.
    """
    ids = list(touched)
    asked = json.dumps(ids)
    found = conn.execute(
        "SELECT DISTINCT o.entity FROM json_each(?) j CROSS JOIN op o ON o.entity = j.value "
        "WHERE instr(o.said, '\"joined\":')",
        (asked,),
    ).fetchall()
    known: dict[str, tuple[str, str]] = {
        id: (wanted, root) for id, wanted, root in conn.execute("SELECT id, wanted, root FROM joined")
    }
    met = set(ids)
    if not found and not any(id in met or wanted in met for id, (wanted, _) in known.items()):
        return {}
    wanted = {id: into for id, (into, _) in known.items()}
    for (id,) in found:
        leaves = registers.values(conn, id).get("joined", [])
        into = leaves[-1].value if leaves else None
        wanted.pop(id, None)
        if isinstance(into, str) and into != id:
            wanted[id] = into
    there = {one: is_there(conn, one) for one in {*wanted, *wanted.values()}}
    wanted_now = {id: into for id, into in wanted.items() if there[id]}
    now = {id: _followed(conn, id, wanted_now, there) for id in wanted_now}
    changed: dict[str, tuple[str, str]] = {}
    for id in known.keys() | now.keys():
        before, after = known.get(id, ("", id))[1], now.get(id, id)
        if before != after:
            changed[id] = (before, after)
        if id not in now:
            conn.execute("DELETE FROM joined WHERE id = ?", (id,))
        elif known.get(id) != (wanted_now[id], after):
            conn.execute(
                "INSERT INTO joined(id, wanted, root, initials, serial, number, wording, quote, created_by, "
                "created_at) VALUES (?, ?, ?, '', 0, '', '', '', '', 0) "
                "ON CONFLICT(id) DO UPDATE SET wanted = excluded.wanted, root = excluded.root",
                (id, wanted_now[id], after),
            )
    return changed


def is_there(conn: sqlite3.Connection, claim: str) -> bool:
    """Whether somebody made it and nobody deleted it, seen or unseen what hung on it."""
    return any(leaf.value is True for leaf in registers.values(conn, claim).get("exists", []))


def _followed(conn: sqlite3.Connection, id: str, wanted: dict[str, str], there: dict[str, bool]) -> str:
    way = [id]
    while (into := wanted.get(way[-1], "")) and there[into]:
        if into in way:
            circle = way[way.index(into) :]
            return min(circle, key=lambda one: (registers.created(conn, one)[1], one))
        way.append(into)
    return way[-1]

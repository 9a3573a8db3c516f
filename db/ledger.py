"""The sentence ledger: where each sentence of a draft stands, derived from what people did.

Unread until somebody did something to it; *nothing to check* only by hand; closed when every claim
touching it is closed; anything else touched is open. What is set aside is outside the count.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from db.drawing import Entity
from db.kinds import span_id

BULK = 40
"""From so many stretches on, one sweep over the draft is cheaper than looking each one up."""


def recount(conn: sqlite3.Connection, draft: str, stretches: Sequence[tuple[int, int]]) -> None:
    """Set the state of every sentence that touches one of the stretches (code points)."""
    found = conn.execute("SELECT text FROM draft WHERE id = ?", (draft,)).fetchone()
    if found is None:
        return
    start, end = min(s for s, _ in stretches), max(e for _, e in stretches)
    if len(stretches) < BULK:
        places = {
            row
            for s, e in stretches
            for row in conn.execute(
                'SELECT n, start, "end" FROM sentence WHERE draft = ? AND start < ? AND "end" > ?',
                (draft, max(e, s + 1), s),
            )
        }
    else:
        places = set(
            conn.execute(
                'SELECT n, start, "end" FROM sentence WHERE draft = ? AND start < ? AND "end" > ?',
                (draft, max(end, start + 1), start),
            )
        )
    _settle(conn, draft, found[0], sorted(places))


def _settle(conn: sqlite3.Connection, draft: str, text: str, places: list[tuple[int, int, int]]) -> None:
    if not places:
        return
    first, last = places[0][1], max(end for _, _, end in places)
    claims = conn.execute(
        'SELECT start, "end", status FROM claim WHERE draft = ? AND start < ? AND "end" > ? ORDER BY start',
        (draft, last, first),
    ).fetchall()
    asides = conn.execute(
        'SELECT start, "end" FROM aside WHERE text = ? AND aside = 1 AND start < ? AND "end" > ?',
        (text, last, first),
    ).fetchall()
    dismissed = _dismissed(conn, text, places)
    begun = 0
    live: list[tuple[int, int, str]] = []
    rows: list[tuple[int, str, str, str, int]] = []
    for n, start, end in places:
        while begun < len(claims) and claims[begun][0] < end:
            live.append(claims[begun])
            begun += 1
        live = [claim for claim in live if claim[1] > start]
        statuses = {status for _, _, status in live}
        aside = any(s <= start and end <= e for s, e in asides)
        reason = dismissed.get((start, end), "")
        if statuses:
            state = "closed" if statuses == {"closed"} else "open"
        else:
            state = "nothing" if reason else "unread"
        rows.append((int(aside), reason, state, draft, n))
    conn.executemany("UPDATE sentence SET aside = ?, reason = ?, state = ? WHERE draft = ? AND n = ?", rows)


def _dismissed(
    conn: sqlite3.Connection, text: str, places: Sequence[tuple[int, int, int]]
) -> dict[tuple[int, int], str]:
    """Which of these sentences a person marked as having nothing to check, and why."""
    if len(places) < BULK:
        spans = [span_id(text, start, end, "sentence") for _, start, end in places]
    else:
        # By what was dismissed anywhere, not by asking for thousands of sentences one after another.
        rows = conn.execute(
            "SELECT DISTINCT entity FROM op "
            "WHERE entity BETWEEN 'span:' AND 'span:~' AND field = 'nothing' AND head = 1"
        )
        spans = [span for (span,) in rows.fetchall()]
    found: dict[tuple[int, int], str] = {}
    for span in spans:
        entity = Entity(conn, span)
        reason, of = entity.value("nothing"), entity.fact("of")
        if reason and of and of["text"] == text and of["kind"] == "sentence":
            found[of["start"], of["end"]] = reason
    return found

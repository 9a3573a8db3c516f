"""The sentence ledger: where each sentence of a draft stands, derived from what people did.

Unread until somebody did something to it; *nothing to check* only by hand, until a claim, a fact marked by
hand or an undecided fix or query says otherwise; closed when every claim touching it is closed, every fact in
it is ticked, covered by a closed claim, or dismissed, and every fix and query on its words is decided;
anything else touched is open. Fixes and queries on a claim are the claim's. What is set aside is outside the
count.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from db.inheriting import said_of, spoken_of
from db.kinds import span_id

DISMISSED, TICKED, KEPT = 0, 1, 2
"""What a person did to a fact; none of these where nobody did anything."""

BULK = 40
"""From so many stretches on, one sweep over the draft is cheaper than looking each one up."""


def recount(conn: sqlite3.Connection, draft: str, stretches: Sequence[tuple[int, int]]) -> set[int]:
    """Set the state of every sentence that touches one of the stretches (code points); their numbers."""
    found = conn.execute("SELECT text FROM draft WHERE id = ?", (draft,)).fetchone()
    if found is None:
        return set()
    start, end = min(s for s, _ in stretches), max(e for _, e in stretches)
    if len(stretches) < BULK:
        places = {
            row
            for s, e in stretches
            for row in conn.execute(
                'SELECT n, start, "end", fresh FROM sentence WHERE draft = ? AND start < ? AND "end" > ?',
                (draft, max(e, s + 1), s),
            )
        }
    else:
        places = set(
            conn.execute(
                'SELECT n, start, "end", fresh FROM sentence WHERE draft = ? AND start < ? AND "end" > ?',
                (draft, max(end, start + 1), start),
            )
        )
    _settle(conn, draft, found[0], sorted(places))
    return {n for n, *_ in places}


Place = tuple[int, int, Any, Any]
"""A stretch (code points) with two things known of it there."""
_Row = tuple[int, str, str, int, int, str, str, int]
_UNSPOKEN = ("", False, "")
_Entry = tuple[int, int, int, int]
"""A sentence: its number, start and end, and the number of the draft that changed it."""


class _Sweep:
    """Places in order of their start, asked for those that touch one sentence after another."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._begun = 0
        self._live: list[Place] = []

    def touching(self, start: int, end: int) -> list[Place]:
        places, begun = self._places, self._begun
        while begun < len(places) and places[begun][0] < end:
            self._live.append(places[begun])
            begun += 1
        self._begun = begun
        if self._live:
            self._live = [place for place in self._live if place[1] > start]
        return self._live


def stood(
    conn: sqlite3.Connection, draft: str, claims: Sequence[Place], remarks: Sequence[Place]
) -> dict[int, tuple[str, int]]:
    """Where the sentences of a draft beside the current one stand, and how many facts in it are settled.

    By number. What stands on its words is given, in order: claims with whether they are closed, fixes and
    queries with whether they are decided, each with the number of the draft it was put on.
    """
    text = conn.execute("SELECT text FROM draft WHERE id = ?", (draft,)).fetchone()
    places = conn.execute('SELECT n, start, "end", fresh FROM sentence WHERE draft = ? ORDER BY n', (draft,))
    rows = _stand(conn, draft, text[0], places.fetchall(), claims, remarks) if text is not None else []
    return {n: (state, settled) for _, _, state, _, settled, _, _, n in rows}


def _settle(conn: sqlite3.Connection, draft: str, text: str, places: list[_Entry]) -> None:
    if not places:
        return
    first, last = places[0][1], max(place[2] for place in places)
    numbers: dict[str, int] = dict(conn.execute("SELECT id, n FROM draft"))
    rows = _within(conn, "claim", "status = 'closed', made_on", "draft = ?", (draft, last, first))
    claims = [(start, end, closed, numbers.get(made_on)) for start, end, closed, made_on in rows]
    rows = _stand(conn, draft, text, places, claims, _remarks(conn, draft, last, first))
    if len(rows) >= BULK:
        before = set(
            conn.execute(
                "SELECT aside, reason, state, facts, settled, suggestion, draft, n FROM sentence "
                "WHERE draft = ?",
                (draft,),
            )
        )
        rows = [row for row in rows if row not in before]
    conn.executemany(
        "UPDATE sentence SET aside = ?, reason = ?, state = ?, facts = ?, settled = ?, suggestion = ? "
        "WHERE draft = ? AND n = ?",
        rows,
    )


def _stand(
    conn: sqlite3.Connection,
    draft: str,
    text: str,
    places: Sequence[_Entry],
    on_words: Sequence[Place],
    said_of_words: Sequence[Place],
) -> list[_Row]:
    """The rows of these sentences as the rules have them."""
    if not places:
        return []
    first, last = places[0][1], max(place[2] for place in places)
    claims, remarks = _Sweep(on_words), _Sweep(said_of_words)
    facts = _Sweep(
        _within(
            conn,
            "fact",
            f"CASE WHEN coalesce(kept, was_kept) = 0 THEN {DISMISSED} WHEN ticks + was_ticks THEN {TICKED} "
            f"WHEN coalesce(kept, was_kept) = 1 THEN {KEPT} END, kept IS NOT NULL OR ticks > 0",
            "text = ? AND (found OR kept IS NOT NULL OR ticks OR was_kept IS NOT NULL OR was_ticks)",
            (text, last, first),
        )
    )
    asides = _within(conn, "aside", "1, 0", "text = ? AND aside = 1", (text, last, first))
    spoken = _spoken(conn, draft, text, places)
    rows: list[_Row] = []
    for n, start, end, fresh in places:
        aside = bool(asides) and any(s <= start and end <= e for s, e, _, _ in asides)
        reason, rechecked, suggestion = spoken.get((start, end), _UNSPOKEN)
        touching = claims.touching(start, end)
        own = facts.touching(start, end)
        said = remarks.touching(start, end)
        if not (touching or own or said):
            state = "nothing" if reason else "unread"
            rows.append((int(aside), reason, state, 0, 0, suggestion, draft, n))
            continue
        if not (own or said or touching[0][2]):
            rows.append((int(aside), reason, "open", 0, 0, suggestion, draft, n))
            continue
        decided = all(done for _, _, done, _ in said)
        live = [fact for fact in own if fact[2] != DISMISSED]
        settled = sum(fact[2] == TICKED or _covered(fact, touching) for fact in live)
        whole = settled == len(live) and all(closed for _, _, closed, _ in touching) and decided
        # What was closed for other words is looked at again, whatever of it still stands in the new ones.
        looked = (
            not fresh
            or rechecked
            or any(n >= fresh for *_, n in (*touching, *said))
            or any(now for *_, now in own)
        )
        worked = any(done == KEPT or (done is not None and not reason) for _, _, done, _ in own)
        if touching or worked or not decided or (said and not reason):
            state = "closed" if whole and looked else "open"
        else:
            state = "nothing" if reason else "unread"
        rows.append((int(aside), reason, state, len(live), settled, suggestion, draft, n))
    return rows


def _within(
    conn: sqlite3.Connection, table: str, what: str, condition: str, key: tuple[str, int, int]
) -> list[Place]:
    return conn.execute(
        f'SELECT start, "end", {what} FROM {table} WHERE {condition} AND start < ? AND "end" > ? '
        "ORDER BY start",
        key,
    ).fetchall()


def _remarks(conn: sqlite3.Connection, draft: str, last: int, first: int) -> list[Place]:
    """Fixes and queries on words alone, each with whether it is decided and the number of its draft."""
    return sorted(
        row
        for table, decided in (("fix", "state <> 'proposed'"), ("query", "resolved"))
        for row in conn.execute(
            f'SELECT start, "end", {decided}, coalesce((SELECT d.n FROM draft d WHERE d.id = made_on), 0) '
            f"FROM {table} WHERE article = (SELECT article FROM draft WHERE id = ?) AND draft = ? "
            "AND claim = '' AND start < ? AND \"end\" > ?",
            (draft, draft, last, first),
        )
    )


def _covered(fact: Place, claims: Sequence[Place]) -> bool:
    """Whether a closed claim stands over the whole fact."""
    start, end, _, _ = fact
    return any(s <= start and end <= e and closed for s, e, closed, _ in claims)


def _spoken(
    conn: sqlite3.Connection, draft: str, text: str, places: Sequence[_Entry]
) -> dict[tuple[int, int], tuple[str, bool, str]]:
    """Why a person said of a sentence that there is nothing to check, whether it was looked at again, and
    what became of what was suggested there.

    What was said of the same words in an older draft holds until somebody says something of these.
    """
    if len(places) < BULK:
        spans = [span_id(text, start, end, "sentence") for _, start, end, _ in places]
        said = [known[1] for span in spans if (known := said_of(conn, span)) is not None]
    else:
        # By what was said of any, not by asking for thousands of sentences one after another.
        said = spoken_of(conn).get(text, [])
    rows = conn.execute(
        'SELECT start, "end", reason, rechecked, suggestion FROM inherited WHERE draft = ?', (draft,)
    )
    found = {
        (start, end): (reason, bool(again), suggestion) for start, end, reason, again, suggestion in rows
    }
    for start, end, reason, again, suggestion in said:
        was = found.get((start, end), _UNSPOKEN)
        found[start, end] = (
            was[0] if reason is None else reason,
            was[1] or again,
            was[2] if suggestion is None else suggestion,
        )
    return found

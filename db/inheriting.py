"""What was done on older drafts and holds for the same words in a newer one: ticks, and nothing to check.

It is read from what persons did on each older draft itself, never from what that draft inherited, so it is
the same whatever came first; words that changed inherit nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from db.drafts import SAME, Drafts
from db.drawing import Entity
from db.kinds import fact_id
from db.records import Outcome, Span

Stretch = tuple[int, int]
"""Start and end in code points of a draft."""
Place = tuple[str, int, int]
"""A stretch of a text."""

_DONE = "(kept IS NOT NULL OR ticks > 0)"


def descendants(conn: sqlite3.Connection, texts: Iterable[str]) -> set[str]:
    """The drafts made from drafts of these texts, at any depth."""
    found: set[str] = set()
    fresh = {
        draft
        for text in texts
        for (draft,) in conn.execute(
            "SELECT c.id FROM draft d JOIN draft c ON c.based_on = d.id WHERE d.text = ?", (text,)
        )
    }
    while fresh:
        found |= fresh
        fresh = {
            child
            for draft in fresh
            for (child,) in conn.execute("SELECT id FROM draft WHERE based_on = ?", (draft,))
        } - found
    return found


def inherit(conn: sqlite3.Connection, drafts: Drafts, draft: str) -> tuple[set[Stretch], set[Place]]:
    """Draw anew what a draft inherits, nothing where it is gone.

    Returns the stretches of it, and those of any draft of a text, whose ledger that may change.
    """
    fresh = _mark_fresh(conn, drafts, draft)
    return fresh | _inherit_spans(conn, drafts, draft), _inherit_facts(conn, drafts, draft)


def _older(conn: sqlite3.Connection, drafts: Drafts, draft: str) -> list[tuple[tuple[str, ...], str]]:
    """The way from each older draft of another text to this one, nearest first, and that older text."""
    line = drafts.ancestors(draft)
    texts = [
        conn.execute("SELECT text FROM draft WHERE id = ?", (ancestor,)).fetchone()[0] for ancestor in line
    ]
    return [
        (line[place:], texts[place]) for place in range(len(line) - 2, -1, -1) if texts[place] != texts[-1]
    ]


def _mark_fresh(conn: sqlite3.Connection, drafts: Drafts, draft: str) -> set[Stretch]:
    """Note of each sentence the number of the draft that changed or brought it; 0 if the first one had it."""
    line = drafts.ancestors(draft)
    before: dict[Stretch, int] = {
        (start, end): fresh
        for start, end, fresh in conn.execute(
            'SELECT start, "end", fresh FROM sentence WHERE draft = ?', (draft,)
        )
    }
    now = dict.fromkeys(before, 0)
    if len(line) > 1:
        number: int = conn.execute("SELECT n FROM draft WHERE id = ?", (draft,)).fetchone()[0]
        now = dict.fromkeys(before, number)
        rows = conn.execute('SELECT start, "end", fresh FROM sentence WHERE draft = ?', (line[-2],))
        for start, end, fresh in rows.fetchall():
            at = drafts.stays(line[-2:], start, end)
            if at is not None and (at.start, at.end) in now:
                now[at.start, at.end] = fresh
        _mark_again(conn, drafts, line, now, number)
    changed = {place for place, fresh in now.items() if before[place] != fresh}
    conn.executemany(
        'UPDATE sentence SET fresh = ? WHERE draft = ? AND start = ? AND "end" = ?',
        [(now[place], draft, *place) for place in sorted(changed)],
    )
    return changed


def _mark_again(
    conn: sqlite3.Connection, drafts: Drafts, line: Sequence[str], now: dict[Stretch, int], number: int
) -> None:
    """A sentence that changed and changed back is as fresh as it was, nearest draft first."""
    body = drafts.text(line[-1])
    for place in range(len(line) - 3, -1, -1):
        changed = {body[start:end] for (start, end), fresh in now.items() if fresh == number}
        if not changed:
            return
        older = drafts.text(line[place])
        rows = conn.execute('SELECT start, "end", fresh FROM sentence WHERE draft = ?', (line[place],))
        for start, end, fresh in rows.fetchall():
            if older[start:end] not in changed:
                continue
            at = drafts.stays(line[place:], start, end)
            if at is not None and now.get((at.start, at.end)) == number:
                now[at.start, at.end] = fresh


def _inherit_spans(conn: sqlite3.Connection, drafts: Drafts, draft: str) -> set[Stretch]:
    before = set(
        conn.execute(
            'SELECT start, "end", reason, rechecked, suggestion FROM inherited WHERE draft = ?', (draft,)
        ).fetchall()
    )
    entries = set(conn.execute('SELECT start, "end" FROM sentence WHERE draft = ?', (draft,)).fetchall())
    found: dict[Stretch, tuple[str | None, bool, str | None]] = {}
    older = _older(conn, drafts, draft)
    spoken = spoken_of(conn) if older else {}
    for way, text in older:
        for start, end, reason, rechecked, suggestion in spoken.get(text, ()):
            at = drafts.stays(way, start, end)
            if at is not None and (at.start, at.end) in entries:
                was = found.get((at.start, at.end), (None, False, None))
                found[at.start, at.end] = (
                    reason if was[0] is None else was[0],
                    was[1] or rechecked,
                    suggestion if was[2] is None else was[2],
                )
    now = {
        (*place, reason or "", int(again), suggestion or "")
        for place, (reason, again, suggestion) in found.items()
        if reason or again or suggestion
    }
    if now != before:
        conn.execute("DELETE FROM inherited WHERE draft = ?", (draft,))
        conn.executemany("INSERT INTO inherited VALUES (?,?,?,?,?,?)", [(draft, *row) for row in sorted(now)])
    return {(start, end) for start, end, *_ in before ^ now}


Said = tuple[int, int, str | None, bool, str | None]
"""The place of a sentence; why there is nothing to check in it; whether it was looked at again; and what
became of what was suggested there. None where nobody said either way."""


def spoken_of(conn: sqlite3.Connection) -> dict[str, list[Said]]:
    """Every sentence somebody said something of, by its text."""
    spans = conn.execute(
        "SELECT DISTINCT entity FROM op WHERE entity BETWEEN 'span:' AND 'span:~' ORDER BY entity"
    ).fetchall()
    found: dict[str, list[Said]] = {}
    for (span,) in spans:
        said = said_of(conn, span)
        if said is not None:
            found.setdefault(said[0], []).append(said[1])
    return found


def said_of(conn: sqlite3.Connection, span: str) -> tuple[str, Said] | None:
    """The text of a sentence, and what stands of it; None for no sentence."""
    entity = Entity(conn, span)
    of = entity.lasting("of")
    if of is None or of["kind"] != "sentence":
        return None
    said = entity.leaves("nothing")
    reason = (said[-1].value or "") if said else None
    answers = {code: entity.value(code) for code in ("accepted", "dismissed")}
    answered = any(value is not None for value in answers.values())
    suggestion = next((code for code, value in answers.items() if value), "") if answered else None
    return of["text"], (of["start"], of["end"], reason, bool(entity.value("rechecked")), suggestion)


def _inherit_facts(conn: sqlite3.Connection, drafts: Drafts, draft: str) -> set[Place]:
    row = conn.execute("SELECT text FROM draft WHERE id = ?", (draft,)).fetchone()
    text = row[0] if row is not None else ""
    before = set(conn.execute("SELECT fact, of FROM heir WHERE draft = ?", (draft,)).fetchall())
    now: dict[tuple[str, str], tuple[int, int, str, int]] = {}
    for way, old_text in _older(conn, drafts, draft):
        rows = conn.execute(
            f'SELECT id, start, "end", kind FROM fact WHERE text = ? AND {_DONE}', (old_text,)
        )
        for id, start, end, kind in rows.fetchall():
            at = drafts.follow(way, start, end)
            if at.outcome == Outcome.LOST:
                at = drafts.back(way, Span(start, end))
            elif at.outcome not in SAME:
                at = None
            if at is not None:
                now[fact_id(text, at.start, at.end, kind), id] = (at.start, at.end, kind, len(way) - 1)
    if before == now.keys() and not now:
        return set()
    conn.execute("DELETE FROM heir WHERE draft = ?", (draft,))
    conn.executemany(
        "INSERT INTO heir VALUES (?,?,?,?)",
        [(fact, of, draft, place[3]) for (fact, of), place in sorted(now.items())],
    )
    places = {fact: place[:3] for (fact, _), place in now.items()}
    conn.executemany(
        'INSERT OR IGNORE INTO fact(id, text, start, "end", kind, found, kept, ticks, was_kept, was_ticks) '
        "VALUES (?,?,?,?,?,0,NULL,0,NULL,0)",
        [(fact, text, *place) for fact, place in sorted(places.items())],
    )
    changed: set[Place] = set()
    for fact in sorted({fact for fact, _ in before} | places.keys()):
        changed |= settle(conn, fact)
    return changed


def settle(conn: sqlite3.Connection, fact: str) -> set[Place]:
    """Write what a fact has from older drafts, or remove it where nothing speaks of it any more."""
    row = conn.execute(
        'SELECT text, start, "end", found, kept, ticks, was_kept, was_ticks FROM fact WHERE id = ?', (fact,)
    ).fetchone()
    if row is None:
        return set()
    text, start, end, found, kept, ticks, was_kept, was_ticks = row
    older = conn.execute(
        "SELECT g.kept, g.ticks FROM heir h JOIN fact g ON g.id = h.of WHERE h.fact = ? "
        "GROUP BY g.id ORDER BY min(h.depth), g.id",
        (fact,),
    ).fetchall()
    said = next((old for old, _ in older if old is not None), None)
    count = sum(old for _, old in older)
    if not found and kept is None and not ticks and not older:
        conn.execute("DELETE FROM fact WHERE id = ?", (fact,))
    else:
        conn.execute("UPDATE fact SET was_kept = ?, was_ticks = ? WHERE id = ?", (said, count, fact))
        if (said, count) == (was_kept, was_ticks):
            return set()
    return {(text, start, end)}

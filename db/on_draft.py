"""What stood on the words of a draft, older or put aside: each claim at its place there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

from db import words
from db.alignment import Outcome
from db.drafts import Drafts, Standing
from db.drawing import Entity
from db.ledger import stood
from db.past import taken_back
from db.records import ClaimRecord, ClaimStatus, DraftId, Span
from db.rows import CONTEXT

_Anchors = dict[str, dict[str, Any]]
_NOWHERE = frozenset({Outcome.LOST.value, Outcome.AMBIGUOUS.value})


def stood_on(conn: sqlite3.Connection, draft: str, claims: Iterable[ClaimRecord]) -> list[ClaimRecord]:
    """Those of the claims that have a place on the draft, each with that place, in reading order.

    A claim is where it was last put on that draft, else where it is carried to from the nearest draft before
    on which it was put; one that was lost on the way, or is of a later draft, has no place there. ``carried``
    and ``was`` tell of the way to this draft; all else is as it is today.
    """
    found = list(claims)
    drafts = Drafts(conn)
    line = drafts.ancestors(draft)
    anchors = _anchors(conn, [claim.id for claim in found])
    placed = [_placed(conn, drafts, line, claim, anchors.get(claim.id, {})) for claim in found]
    there = [claim for claim in placed if claim is not None]
    return sorted(there, key=lambda c: (c.start, -c.end, c.created_at, c.id))


def told_apart(conn: sqlite3.Connection, claims: list[ClaimRecord]) -> list[ClaimRecord]:
    """The claims, those made on a draft that the current one was not made from with its number."""
    lost = [claim for claim in claims if claim.carried == Outcome.LOST.value]
    drafts = Drafts(conn)
    others: dict[str, dict[str, int]] = {}
    for article in {claim.article for claim in lost}:
        rows = conn.execute("SELECT id, n, current FROM draft WHERE article = ?", (article,)).fetchall()
        line = {id for draft, _, current in rows if current for id in drafts.ancestors(draft)}
        others[article] = {id: n for id, n, _ in rows if id not in line}
    if not any(others.values()):
        return claims
    apart = {claim.id: others[claim.article].get(claim.made_on, 0) for claim in lost}
    return [replace(claim, apart=apart.get(claim.id, 0)) for claim in claims]


def _anchors(conn: sqlite3.Connection, entities: Sequence[str]) -> dict[str, _Anchors]:
    """By entity and draft the place it was last given there, by whomever; what was taken back is left out."""
    gone = taken_back(conn)
    rows = conn.execute(
        "SELECT o.entity, json_extract(o.said, '$.anchor'), s.\"group\" FROM json_each(?) j "
        "CROSS JOIN op o ON o.entity = j.value JOIN step s ON s.tno = o.tno JOIN txn t ON t.tno = o.tno "
        "WHERE json_type(o.said, '$.anchor') = 'object' ORDER BY s.ms, s.counter, t.id",
        (json.dumps(list(entities)),),
    )
    found: dict[str, _Anchors] = {}
    for entity, value, group in rows:
        anchor = json.loads(value)
        if group not in gone:
            found.setdefault(entity, {})[anchor["draft"]] = anchor
    return found


def changed_in(
    conn: sqlite3.Connection, article: str, kind: Literal["claim", "fix"] = "claim"
) -> dict[str, tuple[int, ...]]:
    """By claim (or fix) the numbers of the drafts that did something to its words since it was put there.

    Of what was lost or is in doubt the last is the draft that did so; those that stay are left out.
    """
    drafts = Drafts(conn)
    chain, numbers = drafts.lineage(article).chain, drafts.numbers(article)
    rows = conn.execute(
        f"SELECT id, made_on, made_start, made_end FROM {kind} "
        "WHERE article = ? AND carried NOT IN (?, ?, '')",
        (article, Outcome.UNCHANGED.value, Outcome.MOVED.value),
    )
    found: dict[str, tuple[int, ...]] = {}
    for id, made_on, start, end in rows.fetchall():
        way = chain[chain.index(made_on) :] if made_on in chain else ()
        changed = tuple(numbers[draft] for draft in drafts.changed_by(way, start, end))
        if changed:
            found[id] = changed
    return found


def places_on(conn: sqlite3.Connection, draft: str, entities: Sequence[str]) -> dict[str, Span]:
    """Where fixes and queries stand on the draft, by id; those without a place there are not in it."""
    drafts = Drafts(conn)
    line = drafts.ancestors(draft)
    found = _anchors(conn, entities)
    placed = {id: _followed(drafts, line, found.get(id, {})) for id in entities}
    return {id: Span(at[1].start, at[1].end) for id, at in placed.items() if at is not None}


def ledger_on(
    conn: sqlite3.Connection, draft: str, claims: Sequence[ClaimRecord]
) -> dict[int, tuple[str, int]]:
    """How the ledger of a draft that is not the current one stands (``ledger.stood``), with the claims on it.

    A claim is closed there if a person closed it, whatever a later draft made of its words.
    """
    numbers = dict(conn.execute("SELECT id, n FROM draft"))
    on_words = [(c.start, c.end, _closed(conn, c), numbers.get(c.made_on, 0)) for c in claims]
    remarks = conn.execute(
        "SELECT id, state <> 'proposed', made_on FROM fix WHERE claim = '' AND article = "
        "(SELECT article FROM draft WHERE id = ?1) UNION ALL SELECT id, resolved, made_on FROM query "
        "WHERE claim = '' AND article = (SELECT article FROM draft WHERE id = ?1)",
        (draft,),
    ).fetchall()
    places = places_on(conn, draft, [id for id, *_ in remarks])
    said = [
        (places[id].start, places[id].end, decided, numbers.get(made_on, 0))
        for id, decided, made_on in remarks
        if id in places
    ]
    return stood(conn, draft, sorted(on_words), sorted(said))


def _closed(conn: sqlite3.Connection, claim: ClaimRecord) -> bool:
    if claim.status is ClaimStatus.CLOSED or not claim.recheck:
        return claim.status is ClaimStatus.CLOSED
    closing = Entity(conn, claim.id).value("closing")
    settled = not (claim.difference or claim.conflicts)
    return (
        bool(closing and closing["closed"])
        and settled
        and (set(claim.missing) <= {"recheck"} or bool(claim.close_reason.strip()))
    )


def _placed(
    conn: sqlite3.Connection, drafts: Drafts, line: Sequence[str], claim: ClaimRecord, anchors: _Anchors
) -> ClaimRecord | None:
    found = _followed(drafts, line, anchors)
    return _there(conn, drafts, claim, *found) if found is not None else None


def _followed(
    drafts: Drafts, line: Sequence[str], anchors: _Anchors
) -> tuple[dict[str, Any], Standing] | None:
    """The anchor nearest to the last draft of the line, and where it stands there; None where it does not."""
    nearest = next((n for n in range(len(line) - 1, -1, -1) if line[n] in anchors), None)
    if nearest is None:
        return None
    anchor = anchors[line[nearest]]
    at = drafts.follow(line[nearest:], anchor["start"], anchor["end"])
    return None if at.draft != line[-1] or at.outcome in _NOWHERE else (anchor, at)


def _there(
    conn: sqlite3.Connection, drafts: Drafts, claim: ClaimRecord, anchor: dict[str, Any], at: Standing
) -> ClaimRecord:
    before, put_on, behind = words.unpack(words.get(conn, anchor["words"]))
    quote, body = put_on, drafts.text(at.draft)
    if body:
        quote = body[at.start : at.end]
        before, behind = body[max(0, at.start - CONTEXT) : at.start], body[at.end : at.end + CONTEXT]
    return replace(
        claim,
        draft=DraftId(at.draft),
        start=at.start,
        end=at.end,
        quote=quote,
        prefix=before,
        suffix=behind,
        paragraph=drafts.paragraph(at.draft, at.start),
        made_on=DraftId(anchor["draft"]),
        carried=at.outcome,
        was=put_on if put_on != quote else "",
        candidates=at.candidates,
        apart=0,
    )

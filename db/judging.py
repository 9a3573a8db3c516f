"""Where a claim stands: what follows from its verdicts, its evidence and what is undecided about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from db.drafts import RECHECK
from db.drawing import Entity
from db.independence import independent, origins_of
from db.rows import Row

_HANGING = (
    "SELECT (SELECT count(*) FROM conflict WHERE claim = :claim AND entity <> :claim), "
    "(SELECT count(*) FROM fix WHERE claim = :claim AND state = 'proposed'), "
    "(SELECT count(*) FROM query WHERE claim = :claim AND resolved = 0)"
)


def judge(entity: Entity, row: Row, own: int) -> None:
    """Fill in what follows from the claim's verdicts and evidence; ``own`` counts conflicts of its fields."""
    cursor = entity.conn.execute(
        "SELECT question, scale, rating, rationale, at FROM verdict WHERE claim = ?", (entity.id,)
    )
    names = [column[0] for column in cursor.description]
    verdicts = [dict(zip(names, found, strict=True)) for found in cursor.fetchall()]
    cited = entity.conn.execute(
        "SELECT question, created_at, stance, source FROM evidence WHERE claim = ?", (entity.id,)
    ).fetchall()
    apart, fixes, queries = entity.conn.execute(_HANGING, {"claim": entity.id}).fetchone()
    closing = entity.value("closing")
    status, difference, missing = standing(
        reported=bool(row["speaker"]),
        closed=bool(closing and closing["closed"]),
        reason=row["close_reason"],
        recheck=row["carried"] in RECHECK,
        verdicts=verdicts,
        cited={question for question, *_ in cited},
        conflicts=own + apart,
    )
    row |= {
        "status": status,
        "difference": int(difference),
        "conflicts": own + apart,
        "evidence": len(cited),
        **_sources(
            entity.conn, [(question, source) for question, _, stance, source in cited if stance == "supports"]
        ),
        "missing": " ".join(missing),
        "fixes": fixes,
        "queries": queries,
        "changed_at": max(row["changed_at"], *(v["at"] for v in verdicts), *(at for _, at, *_ in cited), 0),
    }


def _sources(conn: sqlite3.Connection, supporting: Sequence[tuple[str, str]]) -> Row:
    """How many sources support each question, and how many of them stand on their own."""
    row: Row = {}
    for question in ("said", "so"):
        sources = {source for asked, source in supporting if asked == question}
        own = len(sources)
        if own > 1:
            own = independent(sources, origins_of(conn, sources))
        row |= {f"{question}_sources": len(sources), f"{question}_independent": own}
    return row


def standing(
    reported: bool,
    closed: bool,
    reason: str,
    recheck: bool,
    verdicts: Sequence[sqlite3.Row | Row],
    cited: set[str],
    conflicts: int,
) -> tuple[str, bool, list[str]]:
    """Status, difference, and what closing still needs, from a claim's verdicts and evidence.

    A rated claim closes when every question asked has a rating, a rationale and evidence, or a stated
    reason for what is missing; it is not closed while checkers differ, a conflict is unsettled, or its words
    are to be looked at again because a new draft changed them.
    """
    missing = ["recheck"] if recheck else []
    difference = False
    rated = True
    for question in ("said", "so") if reported else ("so",):
        mine = [v for v in verdicts if v["question"] == question]
        ratings = {(v["scale"], v["rating"]) for v in mine if v["rating"] is not None}
        rated = rated and bool(ratings)
        difference = difference or len(ratings) > 1
        if not ratings:
            missing.append(f"{question}-rating")
        if not any(v["rationale"].strip() for v in mine):
            missing.append(f"{question}-rationale")
        if question not in cited:
            missing.append(f"{question}-evidence")
    if closed and (not missing or reason.strip()) and not (recheck or difference or conflicts):
        return "closed", difference, missing
    return ("rated" if rated else "open"), difference, missing

"""Where a claim stands: what follows from its verdicts, its evidence and what is undecided about it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from functools import lru_cache

from db.drafts import RECHECK
from db.independence import independent, origins_of
from db.people import counted_as
from db.rows import Row

_COUNTS = {
    "apart": "conflict t ON t.claim = j.value AND t.entity <> j.value",
    "fixes": "fix t ON t.claim = j.value AND t.state = 'proposed'",
    "queries": "query t ON t.claim = j.value AND t.resolved = 0",
}
_VERDICTS = (
    "SELECT v.claim, v.question, v.scale, v.rating, v.rationale, v.at, v.txn, v.person FROM json_each(?) j "
    "CROSS JOIN verdict v ON v.claim = j.value"
)
_DECIDED = (
    "SELECT d.claim, d.question, d.over, d.id FROM json_each(?) j CROSS JOIN decision d ON d.claim = j.value"
)
_CITED = (
    "SELECT e.claim, e.question, e.created_at, e.stance, e.source FROM json_each(?) j "
    "CROSS JOIN evidence e ON e.claim = j.value"
)

JUDGED = (
    *("status", "difference", "conflicts", "evidence", "said_sources", "said_independent", "so_sources"),
    *("so_independent", "missing", "fixes", "queries", "changed_at"),
)
"""What is judged of a claim."""
JUDGED_BY = ("speaker", "said_closed", "close_reason", "carried", "own_changed_at")
"""What of its own row decides that."""

_NONE: frozenset[str] = frozenset()

_Verdict = tuple[str, str, int | None, str, int, str, str]
_Citing = tuple[str, int, str, str]


class Hanging:
    """What hangs on claims, as far as it decides where they stand, read for many of them at once."""

    def __init__(self, conn: sqlite3.Connection, claims: Sequence[str]) -> None:
        self._conn = conn
        asked = (json.dumps(claims),)
        self.verdicts: dict[str, list[_Verdict]] = {}
        counted = counted_as(conn)
        for row in conn.execute(_VERDICTS, asked):
            person: str = row[-1]
            self.verdicts.setdefault(row[0], []).append((*row[1:-1], counted.get(person, person)))
        self.cited: dict[str, list[_Citing]] = {}
        for row in conn.execute(_CITED, asked):
            self.cited.setdefault(row[0], []).append(row[1:])
        self.decided: dict[str, list[tuple[str, str, str]]] = {}
        for claim, question, over, id in conn.execute(_DECIDED, asked):
            self.decided.setdefault(claim, []).append((question, over, id))
        self.counts: dict[str, dict[str, int]] = {
            what: dict(
                conn.execute(
                    f"SELECT j.value, count(*) FROM json_each(?) j CROSS JOIN {there} GROUP BY j.value", asked
                )
            )
            for what, there in _COUNTS.items()
        }
        self._resting = bool(conn.execute("SELECT EXISTS (SELECT 1 FROM dependence)").fetchone()[0])

    def independent(self, sources: set[str]) -> int:
        """How many of the sources stand on their own."""
        if len(sources) < 2 or not self._resting:
            return len(sources)
        return independent(sources, origins_of(self._conn, sources))


def judge(row: Row, own: int, hanging: Hanging) -> Row:
    """What follows from the claim's verdicts and evidence; ``own`` counts conflicts of its fields."""
    id: str = row["id"]
    verdicts = hanging.verdicts.get(id, [])
    cited = hanging.cited.get(id, [])
    undecided = own + hanging.counts["apart"].get(id, 0)
    status, difference, missing = _standing(
        bool(row["speaker"]),
        bool(row["said_closed"]),
        bool(row["close_reason"].strip()),
        row["carried"] in RECHECK,
        _told(verdicts),
        decided(verdicts, decisions) if (decisions := hanging.decided.get(id)) else _NONE,
        frozenset([citing[0] for citing in cited]),
        bool(undecided),
    )
    judged: Row = {
        "status": status,
        "difference": int(difference),
        "conflicts": undecided,
        "evidence": len(cited),
        "said_sources": 0,
        "said_independent": 0,
        "so_sources": 0,
        "so_independent": 0,
        "missing": missing,
        "fixes": hanging.counts["fixes"].get(id, 0),
        "queries": hanging.counts["queries"].get(id, 0),
        "changed_at": row["own_changed_at"],
    }
    if cited:
        for question in ("said", "so"):
            sources = {
                source for asked, _, stance, source in cited if asked == question and stance == "supports"
            }
            judged[f"{question}_sources"] = len(sources)
            judged[f"{question}_independent"] = hanging.independent(sources)
    if cited or verdicts:
        judged["changed_at"] = max([row["own_changed_at"], *[v[4] for v in verdicts], *[c[1] for c in cited]])
    return judged


def decided(verdicts: Sequence[_Verdict], decisions: Sequence[tuple[str, str, str]]) -> frozenset[str]:
    """The questions on which one decision stands, made between exactly the ratings that stand."""
    found: set[str] = set()
    ids = [id for *_, id in decisions]
    for question in ("said", "so"):
        rated = {verdict[5] for verdict in verdicts if verdict[0] == question and verdict[2] is not None}
        over = [
            names
            for asked, names, id in decisions
            if asked == question and ids.count(id) == 1 and set(names.split()) == rated
        ]
        if len(over) == 1:
            found.add(question)
    return frozenset(found)


def _told(verdicts: Sequence[_Verdict]) -> tuple[tuple[str, str, int | None, bool, int], ...]:
    """Of verdicts what decides where a claim stands; whose they are by a number, that claims may be alike."""
    checkers: dict[str, int] = {}
    return tuple(
        [
            (question, scale, rating, bool(why.strip()), checkers.setdefault(person, len(checkers)))
            for question, scale, rating, why, _, _, person in verdicts
        ]
    )


@lru_cache(maxsize=4096)
def _standing(
    reported: bool,
    closed: bool,
    reason: bool,
    recheck: bool,
    verdicts: tuple[tuple[str, str, int | None, bool, int], ...],
    decided: frozenset[str],
    cited: frozenset[str],
    undecided: bool,
) -> tuple[str, bool, str]:
    """Status, difference, and what closing still needs, from a claim's verdicts and evidence.

    Of verdicts as ``_told`` has them. A rated claim closes when
    every question asked has a rating, a rationale and evidence, or a stated reason for what is missing; it is
    not closed while checkers differ, a conflict is unsettled, or its words are to be looked at again because
    a new draft changed them.
    """
    missing = ["recheck"] if recheck else []
    difference = False
    rated = True
    for question in ("said", "so") if reported else ("so",):
        mine = [verdict for verdict in verdicts if verdict[0] == question]
        ratings = {(scale, rating) for _, scale, rating, *_ in mine if rating is not None}
        checkers = {checker for _, _, rating, _, checker in mine if rating is not None}
        rated = rated and bool(ratings)
        # Where one person contradicts themselves that is a conflict.
        differ = len(ratings) > 1 and len(checkers) > 1
        difference = difference or (differ and question not in decided)
        if not ratings:
            missing.append(f"{question}-rating")
        if not any(why for *_, why, _ in mine):
            missing.append(f"{question}-rationale")
        if question not in cited:
            missing.append(f"{question}-evidence")
    if closed and (not missing or reason) and not (recheck or difference or undecided):
        return "closed", difference, " ".join(missing)
    return ("rated" if rated else "open"), difference, " ".join(missing)

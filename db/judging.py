"""Where a claim stands: what follows from its verdicts, its evidence and what is undecided about it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from db.drafts import RECHECK
from db.independence import independent, origins_of
from db.people import counted_as
from db.rows import Row

_HANGING = (
    "SELECT j.value, (SELECT count(*) FROM conflict WHERE claim = j.value AND entity <> j.value), "
    "(SELECT count(*) FROM fix WHERE claim = j.value AND state = 'proposed'), "
    "(SELECT count(*) FROM query WHERE claim = j.value AND resolved = 0) FROM json_each(?) j"
)
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

_Verdict = tuple[str, str, int | None, str, int, str, str]
_Citing = tuple[str, int, str, str]


class Hanging:
    """What hangs on claims, as far as it decides where they stand, read for many of them at once."""

    def __init__(self, conn: sqlite3.Connection, claims: Sequence[str]) -> None:
        self._conn = conn
        asked = (json.dumps(claims),)
        self.verdicts: dict[str, list[_Verdict]] = {}
        counted = counted_as(conn)
        for claim, *verdict in conn.execute(_VERDICTS, asked):
            if verdict[-1] in counted:
                verdict[-1] = counted[verdict[-1]]
            self.verdicts.setdefault(claim, []).append(tuple(verdict))
        self.cited: dict[str, list[_Citing]] = {}
        for claim, *cited in conn.execute(_CITED, asked):
            self.cited.setdefault(claim, []).append(tuple(cited))
        self.decided: dict[str, list[tuple[str, str, str]]] = {}
        for claim, question, over, id in conn.execute(_DECIDED, asked):
            self.decided.setdefault(claim, []).append((question, over, id))
        self.counts: dict[str, tuple[int, int, int]] = {
            claim: (apart, fixes, queries)
            for claim, apart, fixes, queries in conn.execute(_HANGING, asked).fetchall()
        }
        self._resting = bool(conn.execute("SELECT EXISTS (SELECT 1 FROM dependence)").fetchone()[0])

    def independent(self, sources: set[str]) -> int:
        """How many of the sources stand on their own."""
        if len(sources) < 2 or not self._resting:
            return len(sources)
        return independent(sources, origins_of(self._conn, sources))


def judge(row: Row, own: int, hanging: Hanging) -> None:
    """Fill in what follows from the claim's verdicts and evidence; ``own`` counts conflicts of its fields."""
    id: str = row["id"]
    verdicts = hanging.verdicts.get(id, [])
    cited = hanging.cited.get(id, [])
    apart, fixes, queries = hanging.counts[id]
    status, difference, missing = standing(
        reported=bool(row["speaker"]),
        closed=bool(row["said_closed"]),
        reason=row["close_reason"],
        recheck=row["carried"] in RECHECK,
        verdicts=verdicts,
        decided=decided(verdicts, hanging.decided.get(id, [])),
        cited={question for question, *_ in cited},
        conflicts=own + apart,
    )
    row["status"] = status
    row["difference"] = int(difference)
    row["conflicts"] = own + apart
    row["evidence"] = len(cited)
    for question in ("said", "so"):
        sources = {source for asked, _, stance, source in cited if asked == question and stance == "supports"}
        row[f"{question}_sources"] = len(sources)
        row[f"{question}_independent"] = hanging.independent(sources)
    row["missing"] = " ".join(missing)
    row["fixes"] = fixes
    row["queries"] = queries
    row["changed_at"] = max([row["own_changed_at"], *[v[4] for v in verdicts], *[c[1] for c in cited]])


def decided(verdicts: Sequence[_Verdict], decisions: Sequence[tuple[str, str, str]]) -> set[str]:
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
    return found


def standing(
    reported: bool,
    closed: bool,
    reason: str,
    recheck: bool,
    verdicts: Sequence[_Verdict],
    decided: set[str],
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
        mine = [verdict for verdict in verdicts if verdict[0] == question]
        ratings = {(scale, rating) for _, scale, rating, *_ in mine if rating is not None}
        checkers = {checker for _, _, rating, *_, checker in mine if rating is not None}
        rated = rated and bool(ratings)
        # Where one person contradicts themselves that is a conflict.
        differ = len(ratings) > 1 and len(checkers) > 1
        difference = difference or (differ and question not in decided)
        if not ratings:
            missing.append(f"{question}-rating")
        if not any(verdict[3].strip() for verdict in mine):
            missing.append(f"{question}-rationale")
        if question not in cited:
            missing.append(f"{question}-evidence")
    if closed and (not missing or reason.strip()) and not (recheck or difference or conflicts):
        return "closed", difference, missing
    return ("rated" if rated else "open"), difference, missing

"""What a merge brings, found by looking at the project before and after it."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from db import log, merge
from db.joining import roots
from db.kinds import kind_of
from db.place import Identity
from db.records import (
    ArticleId,
    ClaimId,
    ComingArticle,
    ComingJoin,
    ComingSource,
    Contribution,
    MergeReport,
    NewConflict,
    PersonId,
    SourceId,
)

_TITLES = (
    "SELECT number || ' ' || CASE WHEN wording = '' THEN quote ELSE wording END FROM claim WHERE id = ?",
    "SELECT number || ' ' || CASE WHEN title = '' THEN name ELSE title END FROM source WHERE id = ?",
    "SELECT title FROM article WHERE id = ?",
    "SELECT quote FROM fix WHERE id = ?",
    "SELECT quote FROM query WHERE id = ?",
    "SELECT name FROM person WHERE id = ?",
)


class Before:
    """A project as it is before some arrivals are entered.

    Attributes: ``there`` are the entities they speak of that it knows.
    """

    def __init__(
        self,
        conn: sqlite3.Connection,
        arrivals: merge.Arrivals,
        coming: Mapping[str, int],
        me: Identity,
        touched: AbstractSet[str],
        there: AbstractSet[str],
    ) -> None:
        """``coming`` are the kept files that are not here, by SHA-256, with their sizes."""
        self._conn = conn
        self._arrivals = arrivals
        self._me = me
        self._touched = touched
        self.there = there
        self._conflicts = self._in_conflict()
        self._differing = self._where_checkers_differ()
        self._joined = roots(conn)
        self._people = {person for (person,) in conn.execute("SELECT DISTINCT person FROM step")}
        self._texts = {text for (text,) in conn.execute("SELECT DISTINCT text FROM draft")}
        self._articles_here = {id for (id,) in conn.execute("SELECT id FROM article")}
        self._coming = coming
        aside = {id.hex() for (id,) in conn.execute("SELECT id FROM set_aside")}
        self._aside = aside.intersection(txn for txn, _, _ in arrivals.txns)

    def report(self, named: str) -> MergeReport:
        """What has come, once it is drawn; ``named`` is the merge's id."""
        new = self._touched - self.there
        # One that is told of another claim now, joined or parted, is none that is new.
        known = {conflict[:2] for conflict in self._conflicts}
        conflicts = sorted(conflict for conflict in self._in_conflict() if conflict[:2] not in known)
        return MergeReport(
            merge=named,
            transactions=len(self._arrivals.txns),
            returning=len(self._aside),
            new=_tally(new),
            changed=_tally(self._touched & self.there),
            people=tuple(self._contributions()),
            conflicts=tuple(self._titled(*conflict) for conflict in conflicts),
            differing=tuple(ClaimId(id) for id in sorted(self._where_checkers_differ() - self._differing)),
            sources=tuple(self._sources(new)),
            articles=tuple(self._articles(new)),
            mine=sum(
                body.replica == self._me.replica and txn not in self._aside
                for txn, _, body in self._arrivals.txns
            ),
            fingerprint=log.fingerprint_now(self._conn),
            joins=tuple(self._joins()),
        )

    def _in_conflict(self) -> set[tuple[str, str, str]]:
        return set(self._conn.execute("SELECT entity, field, claim FROM conflict"))

    def _where_checkers_differ(self) -> set[str]:
        return {id for (id,) in self._conn.execute("SELECT id FROM claim WHERE difference = 1")}

    def _contributions(self) -> Iterable[Contribution]:
        by: dict[str, set[str]] = {}
        count: dict[str, int] = {}
        for _, _, body in self._arrivals.txns:
            spoken_of = by.get(body.person)
            if spoken_of is None:
                spoken_of = by[body.person] = set()
            spoken_of.update([op[0] for op in body.ops])
            count[body.person] = count.get(body.person, 0) + 1
        names = {
            id: (name, initials)
            for id, name, initials in self._conn.execute("SELECT id, name, initials FROM person")
        }
        ones: dict[str, str] = dict(self._conn.execute("SELECT id, one FROM person"))
        found = [
            Contribution(
                person=PersonId(person),
                name=names.get(person, ("", ""))[0],
                initials=names.get(person, ("", ""))[1],
                joined=person not in self._people,
                mine=person != self._me.person and ones.get(person) == ones.get(self._me.person, ""),
                transactions=count[person],
                new=_tally(entities - self.there),
                changed=_tally(entities & self.there),
            )
            for person, entities in by.items()
        ]
        return sorted(found, key=lambda one: (one.name, one.person))

    def _joins(self) -> Iterable[ComingJoin]:
        before, now = self._joined, roots(self._conn)
        ids = sorted(id for id in {**before, **now} if before.get(id) != now.get(id))
        for id in ids:
            asked = "SELECT number, wording, quote FROM {0} WHERE id = ?"
            row = self._conn.execute(asked.format("joined" if id in now else "claim"), (id,)).fetchone()
            into = self._conn.execute("SELECT number FROM claim WHERE id = ?", (now.get(id, ""),)).fetchone()
            # What is gone, with the one it was part of or by itself, is told as deleted.
            if row is not None and (into is not None or id not in now):
                yield ComingJoin(ClaimId(id), row[0], into[0] if into else "", row[1] or row[2])

    def _titled(self, entity: str, field: str, claim: str) -> NewConflict:
        asked = claim or entity
        title = ""
        for sql in _TITLES:
            row = self._conn.execute(sql, (asked,)).fetchone()
            title = title or (row[0] if row else "")
        return NewConflict(entity, field, ClaimId(claim) if claim else None, title)

    def _sources(self, new: AbstractSet[str]) -> Iterable[ComingSource]:
        rows = self._conn.execute(
            "SELECT s.id, s.number, CASE WHEN s.title = '' THEN s.name ELSE s.title END, s.sha, "
            "s.confidential FROM json_each(?) j CROSS JOIN source s ON s.id = j.value "
            "ORDER BY s.serial, s.number",
            (json.dumps(sorted(id for id in new if kind_of(id) == "source")),),
        )
        for id, number, title, sha, confidential in rows.fetchall():
            yield ComingSource(SourceId(id), number, title, self._coming.get(sha, 0), bool(confidential))

    def _articles(self, new: AbstractSet[str]) -> Iterable[ComingArticle]:
        rows = self._conn.execute(
            "SELECT a.id, a.title, json_group_array(d.text) FROM json_each(?) j "
            "CROSS JOIN draft d ON d.id = j.value JOIN article a ON a.id = d.article "
            "GROUP BY a.id ORDER BY a.title, a.id",
            (json.dumps(sorted(id for id in new if kind_of(id) == "draft")),),
        )
        for id, title, texts in rows.fetchall():
            if id in self._articles_here:
                how = "draft"
            else:
                how = "new" if self._texts.isdisjoint(json.loads(texts)) else "same-text"
            yield ComingArticle(ArticleId(id), title, how)


def that_stand(conn: sqlite3.Connection, reports: Sequence[MergeReport]) -> list[MergeReport]:
    """The reports of files taken in one after the other, each without what a later one settled.

    What several of them made anew is told with the last of these.
    """
    if len(reports) < 2:
        return list(reports)
    conflicts = set(conn.execute("SELECT entity, field FROM conflict"))
    differing = {id for (id,) in conn.execute("SELECT id FROM claim WHERE difference = 1")}
    joined = roots(conn).keys()
    told = list[MergeReport]()
    for report in reversed(reports):
        now = replace(
            report,
            conflicts=tuple(one for one in report.conflicts if (one.entity, one.field) in conflicts),
            differing=tuple(id for id in report.differing if id in differing),
            joins=tuple(one for one in report.joins if bool(one.into) == (one.claim in joined)),
        )
        conflicts -= {(one.entity, one.field) for one in now.conflicts}
        differing -= set(now.differing)
        told.append(now)
    return told[::-1]


def nothing_new(conn: sqlite3.Connection) -> MergeReport:
    """Of a file that holds nothing that is not here."""
    return MergeReport("", 0, 0, {}, {}, (), (), (), (), (), 0, log.fingerprint_now(conn))


def _tally(entities: Iterable[str]) -> dict[str, int]:
    found = Counter([entity.partition(":")[0] for entity in entities])
    return {kind: found[kind] for kind in sorted(found)}

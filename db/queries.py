"""Reading a project: records from the drawn tables. Every function takes the project's connection."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from db import drawing, erasing, registers
from db.apart import base as base
from db.apart import conflicts as conflicts
from db.asking import among, named_rows, places
from db.drafts import Drafts
from db.drawing import Entity, held
from db.joining import root_of as root_of
from db.kinds import SUGGESTED
from db.on_draft import ledger_on, stood_on, told_apart
from db.oneself import once
from db.past import claim_history as claim_history
from db.past import history as history
from db.people import counted_as
from db.people import names as names
from db.people import names_given as names_given
from db.people import one_of as one_of
from db.people import persons as persons
from db.records import (
    AnnotationRecord,
    ArticleId,
    ArticleRecord,
    ArticleText,
    AsideRecord,
    BlockRecord,
    ClaimId,
    ClaimRecord,
    ClaimStatus,
    DecisionRecord,
    DraftId,
    DraftRecord,
    EmphasisRecord,
    JoinedRecord,
    LedgerCount,
    LedgerGap,
    ProjectRecord,
    Question,
    SentenceRecord,
    SentenceState,
    TextId,
    VerdictRecord,
)
from db.remarks import facts as facts
from db.remarks import fixes as fixes
from db.remarks import notes as notes
from db.remarks import open_queries as open_queries
from db.remarks import tags as tags
from db.remarks import threads as threads
from db.remarks import ticks as ticks
from db.sourced import contacts as contacts
from db.sourced import evidence as evidence
from db.sourced import sources as sources
from db.sourced import used_for as used_for
from db.sourced import uses as uses

ALIKE = 0.6
"""Two claims on so much of the same words, of all words of either, may be one."""
MOST_GAPS = 9
"""So many places of each kind are named with an article; the ledger itself has them all."""
_STATUS = {status.value: status for status in ClaimStatus}
_STATE = {state.value: state for state in SentenceState}
_QUESTION = {question.value: question for question in Question}


def project(conn: sqlite3.Connection) -> ProjectRecord:
    row = conn.execute(
        "SELECT title, scale, language, demonstration, sign_off, coalesce(p.one, sign_off_person), "
        "suggestions FROM project LEFT JOIN person p ON p.id = sign_off_person"
    ).fetchone()
    revision = conn.execute("SELECT coalesce(max(tno), 0) FROM txn").fetchone()[0]
    suggestions = row[6] or SUGGESTED[0]
    title, scale, language, demonstration, rule, whose, _ = row
    return ProjectRecord(
        title, scale, language, bool(demonstration), revision, rule, whose, suggestions, tuple(persons(conn))
    )


def scratch(conn: sqlite3.Connection) -> dict[str, str]:
    """Text typed and not made a change of, by its key: after a crash, what was being typed."""
    return dict(conn.execute("SELECT key, data FROM scratch ORDER BY key").fetchall())


def articles(conn: sqlite3.Connection, ids: Iterable[str] | None = None) -> list[ArticleRecord]:
    """Articles in the order they were added, each with its newest draft and its ledger's count."""
    condition, params = among("a.id", ids)
    found = list(
        named_rows(
            conn,
            f"SELECT a.*, p.name AS by_name, (SELECT count(*) FROM claim c WHERE c.article = a.id) AS claims "
            f"FROM article a LEFT JOIN person p ON p.id = a.captured_by WHERE {condition} "
            f"ORDER BY a.created_at, a.id",
            params,
        )
    )
    return [_article(conn, row) for row in found]


def _article(conn: sqlite3.Connection, row: dict[str, Any]) -> ArticleRecord:
    drafts = conn.execute(
        "SELECT d.id, d.text, d.n, d.created_at, coalesce(p.name, '') FROM draft d "
        "LEFT JOIN person p ON p.id = d.created_by WHERE d.article = ? ORDER BY d.current, d.n",
        (row["id"],),
    ).fetchall()
    draft, text, number, came_at, came_by = drafts[-1] if drafts else ("", "", 0, 0, "")
    undecided = conn.execute(
        "SELECT 1 FROM conflict WHERE entity = ? AND field = 'current'", (row["id"],)
    ).fetchone()
    return ArticleRecord(
        id=ArticleId(row["id"]),
        title=row["title"],
        draft=DraftId(draft),
        text=TextId(text),
        drafts=len(drafts),
        language=row["language"],
        url=row["url"],
        archive_url=row["archive_url"],
        outlet=row["outlet"],
        byline=row["byline"],
        published=row["published"],
        captured_at=row["captured_at"],
        captured_by=row["by_name"] or "",
        **(_original(conn, draft) if number > 1 else {name: row[name] for name in _ORIGINAL}),
        finding_title=row["finding_title"],
        finding_standfirst=row["finding_standfirst"],
        finding_rating=row["finding_rating"],
        claims=row["claims"],
        ledger=ledger_count(conn, draft),
        rivals=tuple(DraftId(rival) for rival in Drafts(conn).lineage(row["id"]).rivals) if undecided else (),
        number=number,
        came_at=came_at if number > 1 else row["captured_at"],
        came_by=came_by if number > 1 else row["by_name"] or "",
    )


_ORIGINAL = {
    "original_sha": "file",
    "original_name": "name",
    "original_size": "size",
    "media_type": "media_type",
    "encoding": "encoding",
}


def _original(conn: sqlite3.Connection, draft: str) -> dict[str, Any]:
    """The file a draft came as."""
    entity = Entity(conn, draft)
    return {
        name: entity.part("original", part, 0 if part == "size" else "") for name, part in _ORIGINAL.items()
    }


def ledger_count(conn: sqlite3.Connection, draft: str) -> LedgerCount:
    """How many sentences of a draft stand where; what is set aside is not counted."""
    counted = dict(
        conn.execute(
            "SELECT state, count(*) FROM sentence WHERE draft = ? AND aside = 0 GROUP BY state", (draft,)
        )
    )
    claims = conn.execute(
        "SELECT count(*) FROM claim WHERE status <> 'closed' AND article = "
        "(SELECT article FROM draft WHERE id = ?)",
        (draft,),
    ).fetchone()[0]
    return LedgerCount(
        total=sum(counted.values()),
        unread=counted.get("unread", 0),
        nothing=counted.get("nothing", 0),
        open=counted.get("open", 0),
        closed=counted.get("closed", 0),
        claims_open=claims,
        gaps=(*_gaps(conn, draft, SentenceState.UNREAD), *_gaps(conn, draft, SentenceState.OPEN)),
    )


def _gaps(conn: sqlite3.Connection, draft: str, state: SentenceState) -> list[LedgerGap]:
    """The first lines with something in that state, each at the first such place in it."""
    found: list[LedgerGap] = []
    while len(found) < MOST_GAPS:
        row = conn.execute(
            "SELECT start, part, paragraph FROM sentence WHERE draft = ? AND aside = 0 AND state = ? "
            "AND paragraph > ? ORDER BY paragraph, n LIMIT 1",
            (draft, state.value, found[-1].paragraph if found else -1),
        ).fetchone()
        if row is None:
            break
        found.append(LedgerGap(state, row[1], row[2], row[0]))
    return found


def article_text(conn: sqlite3.Connection, text: str) -> ArticleText:
    """A draft's text with its structure; blank where the text is withheld."""
    found = conn.execute("SELECT body FROM text WHERE id = ?", (text,)).fetchone()
    blocks = conn.execute(
        'SELECT start, "end", kind, level, paragraph FROM block WHERE text = ? ORDER BY n', (text,)
    )
    return ArticleText(
        id=TextId(text),
        text=found[0] if found else "",
        blocks=tuple(BlockRecord(*row) for row in blocks),
        emphasis=tuple(
            EmphasisRecord(e.start, e.end, e.kind, e.data) for e in drawing.emphasis_of(conn, text)
        ),
        asides=tuple(asides(conn, text)),
        erased=bool(text) and not (found and found[0]) and text.partition(":")[2] in erasing.marked(conn),
    )


def asides(conn: sqlite3.Connection, text: str) -> list[AsideRecord]:
    """Stretches set aside or brought back, in reading order."""
    rows = conn.execute(
        'SELECT id, start, "end", reason, aside FROM aside WHERE text = ? ORDER BY start', (text,)
    )
    return [AsideRecord(id, start, end, reason, bool(aside)) for id, start, end, reason, aside in rows]


def sentences(
    conn: sqlite3.Connection, draft: str, numbers: Iterable[int] | None = None
) -> list[SentenceRecord]:
    """The ledger of a draft in reading order, without what is set aside; ``n`` counts from 1 over all.

    Of those numbers only, where they are given.
    """
    some = "" if numbers is None else "AND n IN (SELECT value FROM json_each(?)) "
    found = conn.execute(
        'SELECT n, start, "end", state, reason, facts, settled, part, paragraph, fresh, suggestion '
        f"FROM sentence WHERE draft = ? AND aside = 0 {some}ORDER BY n",
        (draft,) if numbers is None else (draft, json.dumps(sorted(numbers))),
    )
    return [SentenceRecord(row[0], row[1], row[2], _STATE[row[3]], *row[4:]) for row in found]


def claims(
    conn: sqlite3.Connection, article: str | None = None, ids: Iterable[str] | None = None
) -> list[ClaimRecord]:
    """Claims in reading order: all, those of one article, or those of the ids that (still) exist."""
    condition, params = among("c.id", ids)
    if article is not None:
        # Of a few all of the article are not gone through: the sign keeps its index out of it.
        own = "c.article" if ids is None else "+c.article"
        condition, params = f"{condition} AND {own} = ?", [*params, article]
    rows = conn.execute(
        f"SELECT {_CLAIM} FROM claim c LEFT JOIN person p ON p.id = c.created_by "
        f"LEFT JOIN person q ON q.id = c.assignee WHERE {condition} "
        "ORDER BY c.article, c.start, c.end DESC, c.created_at, c.id",
        params,
    ).fetchall()
    # Of the whole project all at once; else what hangs on these claims, however many others there are.
    wanted = None if article is None and ids is None else [row[0] for row in rows]
    given = verdicts(conn, wanted)
    by_claim: dict[str, list[VerdictRecord]] = {}
    for verdict in given:
        by_claim.setdefault(verdict.claim, []).append(verdict)
    tagged = tags(conn, wanted)
    decided = _decided(conn, wanted, by_claim)
    joined = joined_into(conn, wanted)
    every = [
        _claim(
            row,
            once(by_claim.get(row[0], ())),
            tagged.get(row[0], ()),
            decided.get(row[0], ()),
            joined.get(row[0], ()),
        )
        for row in rows
    ]
    return told_apart(conn, every)


# In the order of the record's fields: by place and not by name, for a long article waits for its claims.
_CLAIM = (
    'c.id, c.number, c.article, c.draft, c.start, c."end", c.quote, c.prefix, c.suffix, c.paragraph, '
    "c.wording, c.speaker, c.through, c.act, c.kind, coalesce(q.name, ''), c.status, c.close_reason, "
    "NULL, c.evidence, c.difference, c.conflicts, c.missing, coalesce(p.name, ''), c.created_at, "
    "coalesce(q.one, c.assignee), c.fixes, c.queries, c.changed_at, NULL, c.made_on, c.carried, c.was, "
    "c.candidates, c.said_sources, c.said_independent, c.so_sources, c.so_independent"
)


def _claim(
    row: Sequence[Any],
    given: tuple[VerdictRecord, ...],
    tagged: tuple[str, ...],
    decided: tuple[DecisionRecord, ...],
    joined: tuple[JoinedRecord, ...],
) -> ClaimRecord:
    cells = list(row)
    cells[16] = _STATUS[cells[16]]
    cells[18] = given
    cells[20] = bool(cells[20])
    cells[22] = tuple(cells[22].split())
    cells[29] = tagged
    cells[33] = places(cells[33])
    return ClaimRecord(*cells, decisions=decided, joined=joined)


def claims_on_draft(conn: sqlite3.Connection, draft: str) -> list[ClaimRecord]:
    """The claims that have a place on a draft, the current one or another, each with that place, in order."""
    row = conn.execute("SELECT article FROM draft WHERE id = ?", (draft,)).fetchone()
    return stood_on(conn, draft, claims(conn, row[0])) if row else []


def sentences_on_draft(
    conn: sqlite3.Connection, draft: str, there: Sequence[ClaimRecord]
) -> list[SentenceRecord]:
    """The ledger of a draft other than the current one, with the claims that have a place on it."""
    stand = ledger_on(conn, draft, there)
    return [
        replace(one, state=_STATE[stand[one.n][0]], settled=stand[one.n][1]) if one.n in stand else one
        for one in sentences(conn, draft)
    ]


def drafts(conn: sqlite3.Connection, article: str) -> list[DraftRecord]:
    """The drafts of an article, in the order they were made."""
    rows = conn.execute(
        "SELECT d.id, d.article, d.n, d.current, d.text, d.based_on, "
        "coalesce(nullif(d.original_name, ''), CASE d.n WHEN 1 THEN a.original_name ELSE '' END), "
        "coalesce(p.name, ''), d.created_at FROM draft d JOIN article a ON a.id = d.article "
        "LEFT JOIN person p ON p.id = d.created_by WHERE d.article = ? ORDER BY d.n",
        (article,),
    )
    return [
        DraftRecord(DraftId(id), ArticleId(of), n, bool(current), TextId(text), DraftId(before), name, by, at)
        for id, of, n, current, text, before, name, by, at in rows
    ]


def author_annotations(conn: sqlite3.Connection, draft: str) -> list[AnnotationRecord]:
    """What the author put beside a draft's words, in reading order."""
    rows = conn.execute(
        'SELECT draft, n, start, "end", kind, author, text, taken FROM annotation WHERE draft = ? ORDER BY n',
        (draft,),
    )
    return [AnnotationRecord(*row) for row in rows]


def verdicts(conn: sqlite3.Connection, claims: Iterable[str] | None = None) -> list[VerdictRecord]:
    """Verdicts on claims that are there, oldest first; one edited apart comes once for each version."""
    condition, params = among("v.claim", claims)
    rows = conn.execute(
        "SELECT v.id, v.claim, v.question, coalesce(p.one, v.person), coalesce(p.name, ''), v.scale, "
        "v.scale_version, v.rating, v.rationale, v.as_of, v.at, v.txn "
        "FROM verdict v JOIN claim c ON c.id = v.claim "
        f"LEFT JOIN person p ON p.id = v.person WHERE {condition} "
        "ORDER BY v.question, v.at, v.id, v.version",
        params,
    )
    return [_verdict(row) for row in rows]


def _verdict(row: Sequence[Any]) -> VerdictRecord:
    cells = list(row)
    cells[2] = _QUESTION[cells[2]]
    return VerdictRecord(*cells)


def decisions(
    conn: sqlite3.Connection, claims: Iterable[str] | None = None
) -> list[tuple[DecisionRecord, frozenset[str]]]:
    """Decisions where checkers differed, oldest first, each with the ``txn`` of the verdicts it was between.

    One taken apart in two copies comes once for each version.
    """
    condition, params = among("d.claim", claims)
    rows = conn.execute(
        "SELECT d.id, d.claim, d.question, d.scale, d.scale_version, d.rating, d.why, d.rule, "
        "coalesce(p.one, d.person), coalesce(p.name, ''), d.at, d.over "
        f"FROM decision d LEFT JOIN person p ON p.id = d.person WHERE {condition} "
        "ORDER BY d.at, d.id, d.version",
        params,
    )
    return [
        (DecisionRecord(row[0], row[1], _QUESTION[row[2]], *row[3:-1]), frozenset(row[-1].split()))
        for row in rows
    ]


def _decided(
    conn: sqlite3.Connection, claims: Iterable[str] | None, given: Mapping[str, Sequence[VerdictRecord]]
) -> dict[str, tuple[DecisionRecord, ...]]:
    """By claim, the decisions that hold: alone on their question, and between exactly what is rated now."""
    taken: dict[tuple[str, Question], list[tuple[DecisionRecord, frozenset[str]]]] = {}
    for one, over in decisions(conn, claims):
        taken.setdefault((one.claim, one.question), []).append((one, over))
    found: dict[str, tuple[DecisionRecord, ...]] = {}
    ids = [one.id for versions in taken.values() for one, _ in versions]
    for (claim, question), all_versions in taken.items():
        rated = frozenset(
            v.txn for v in given.get(claim, ()) if v.question is question and v.rating is not None
        )
        versions = [one for one in all_versions if ids.count(one[0].id) == 1 and one[1] == rated]
        if len(versions) == 1:
            found[claim] = (*found.get(claim, ()), versions[0][0])
    return found


def joined_into(
    conn: sqlite3.Connection, claims: Iterable[str] | None = None
) -> dict[str, tuple[JoinedRecord, ...]]:
    """By claim, those joined into it, oldest first."""
    condition, params = among("j.root", claims)
    rows = conn.execute(
        "SELECT j.root, j.id, j.number, j.wording, j.quote, coalesce(p.name, ''), j.created_at FROM joined j "
        f"LEFT JOIN person p ON p.id = j.created_by WHERE j.root <> j.id AND {condition} "
        "ORDER BY j.created_at, j.id",
        params,
    )
    found: dict[str, tuple[JoinedRecord, ...]] = {}
    for root, *told in rows:
        found[root] = (*found.get(root, ()), JoinedRecord(*told))
    return found


def twice(conn: sqlite3.Connection) -> list[tuple[ClaimId, ClaimId]]:
    """Claims of different people on largely the same words, the earlier made first, in reading order.

    Of those that somebody said are two nothing is told. Takes time in proportion to the number of claims.
    """
    apart = set(conn.execute("SELECT one, other FROM pair WHERE apart = 1"))
    counted = counted_as(conn)
    rows = conn.execute(
        'SELECT id, draft, start, "end", created_by, created_at FROM claim WHERE "end" > start '
        'ORDER BY draft, start, "end", id'
    )
    found: list[tuple[ClaimId, ClaimId]] = []
    open_ones: list[tuple[Any, ...]] = []
    for row in rows:
        id, draft, start, end, by, _at = row
        whose = counted.get(by, by)
        open_ones = [one for one in open_ones if one[1] == draft and one[3] > start]
        for other in open_ones:
            same = min(end, other[3]) - start
            whole = max(end, other[3]) - other[2]
            if (
                whose == counted.get(other[4], other[4])
                or same < ALIKE * whole
                or tuple(sorted((id, other[0]))) in apart
            ):
                continue
            first, second = sorted((row, other), key=lambda one: (one[5], one[0]))
            found.append((first[0], second[0]))
        open_ones.append(row)
    return found


def seen_of(conn: sqlite3.Connection, entity: str) -> list[str]:
    """Ids of the transactions a person deleting the entity has before their eyes, sorted."""
    return sorted(held(conn, entity))


def next_serial(conn: sqlite3.Connection, kind: str, prefix: str) -> int:
    """The next number of that prefix; one that was ever given is never given again."""
    row = conn.execute("SELECT last FROM serial WHERE prefix = ?", (f"{kind}:{prefix}",)).fetchone()
    return (row[0] if row else 0) + 1


def closing_of(conn: sqlite3.Connection, claim: str) -> bool:
    """Whether a person closed the claim, met or not what closing needs."""
    leaves = registers.values(conn, claim).get("closing", [])
    return bool(leaves and leaves[-1].value["closed"])

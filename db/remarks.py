"""Reading what people did beside verdicts: facts and ticks, fixes, queries, notes, tags."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from db.asking import among, named_rows, places
from db.people import one_of
from db.records import (
    ArticleId,
    ClaimId,
    DraftId,
    FactId,
    FactKind,
    FactRecord,
    FixId,
    FixRecord,
    FixState,
    MessageRecord,
    NoteId,
    NoteRecord,
    PassageRecord,
    PersonId,
    QueryId,
    QueryRecord,
    TickRecord,
)
from db.sourced import columns_of, place

_THERE = "({0}.claim = '' OR EXISTS (SELECT 1 FROM claim c WHERE c.id = {0}.claim))"
"""What is about a claim goes, and comes back, with it."""


def facts(
    conn: sqlite3.Connection, text: str | None = None, ids: Iterable[str] | None = None
) -> list[FactRecord]:
    """Facts in reading order, dismissed ones too: all, those of one text, or those of the ids."""
    condition, params = among("f.id", ids)
    if text is not None:
        condition, params = f"{condition} AND f.text = ?", [*params, text]
    found = conn.execute(
        f'SELECT f.id, f.start, f."end", f.kind, f.found, coalesce(f.kept, f.was_kept), '
        f"f.ticks + f.was_ticks FROM fact f WHERE {condition} "
        'ORDER BY f.start, f."end" DESC, f.kind',
        params,
    ).fetchall()
    ticked = ticks(conn, [row[0] for row in found if row[6]])
    return [
        FactRecord(FactId(id), start, end, FactKind(kind), not found, kept == 0, tuple(ticked.get(id, ())))
        for id, start, end, kind, found, kept, _ in found
    ]


def ticks(conn: sqlite3.Connection, facts: Iterable[str]) -> dict[str, list[TickRecord]]:
    """The ticks of these facts, oldest first, by fact: also those given to the same words in older drafts."""
    condition, params = among("f.fact", facts)
    found: dict[str, list[TickRecord]] = {}
    for fact, *row in conn.execute(
        "WITH f(fact, of) AS (SELECT id, id FROM fact WHERE ticks > 0 "
        "UNION ALL SELECT DISTINCT fact, of FROM heir) "
        "SELECT f.fact, t.id, t.fact, t.source, coalesce(s.number, ''), coalesce(s.title, ''), t.words, "
        "t.passage, t.locator, coalesce(p.one, t.created_by), coalesce(p.name, ''), t.created_at, "
        f"t.confidential, coalesce(s.confidential, 0), {columns_of('t')} "
        "FROM f JOIN tick t ON t.fact = f.of "
        "LEFT JOIN source s ON s.id = t.source LEFT JOIN person p ON p.id = t.created_by "
        f"WHERE {condition} ORDER BY t.created_at, t.id",
        params,
    ):
        tick = TickRecord(
            *row[:11],
            place=place(row[13:]),
            confidential=bool(row[11]),
            source_confidential=bool(row[12]),
        )
        found.setdefault(fact, []).append(tick)
    return found


def fixes(
    conn: sqlite3.Connection, article: str | None = None, ids: Iterable[str] | None = None
) -> list[FixRecord]:
    """Fixes in reading order: all, those of one article, or those of the ids that (still) are there."""
    return [
        FixRecord(
            id=FixId(row["id"]),
            passage=_passage(row),
            text=row["text"],
            why=row["why"],
            state=FixState(row["state"]),
            outcome_text=row["outcome_text"],
            outcome_why=row["outcome_why"],
            outcome_by=row["settled_by"] or "",
            outcome_at=row["outcome_at"],
            person=PersonId(row["by_one"] or row["created_by"]),
            person_name=row["by_name"] or "",
            at=row["created_at"],
            seen=row["seen"],
        )
        for row in _on_passages(conn, "fix", "outcome_by", article, ids)
    ]


def open_queries(
    conn: sqlite3.Connection, article: str | None = None, ids: Iterable[str] | None = None
) -> list[QueryRecord]:
    """Queries that nobody resolved, in reading order; as ``threads`` otherwise."""
    return [query for query in threads(conn, article, ids) if not query.resolved]


def threads(
    conn: sqlite3.Connection, article: str | None = None, ids: Iterable[str] | None = None
) -> list[QueryRecord]:
    """Queries with their messages in reading order: all, those of one article, or those of the ids."""
    found = list(_on_passages(conn, "query", "resolved_by", article, ids))
    said = _messages(conn, [row["id"] for row in found])
    return [
        QueryRecord(
            id=QueryId(row["id"]),
            passage=_passage(row),
            role=row["role"],
            name=row["name"],
            resolved=bool(row["resolved"]),
            resolved_why=row["resolved_why"],
            resolved_by=row["settled_by"] or "",
            resolved_at=row["resolved_at"],
            messages=tuple(said.get(row["id"], ())),
            person=PersonId(row["by_one"] or row["created_by"]),
            person_name=row["by_name"] or "",
            at=row["created_at"],
        )
        for row in found
    ]


def _on_passages(
    conn: sqlite3.Connection, table: str, settled_by: str, article: str | None, ids: Iterable[str] | None
) -> Iterable[dict[str, Any]]:
    condition, params = among("x.id", ids)
    if article is not None:
        condition, params = f"{condition} AND x.article = ?", [*params, article]
    return named_rows(
        conn,
        f"SELECT x.*, p.name AS by_name, p.one AS by_one, q.name AS settled_by FROM {table} x "
        f"LEFT JOIN person p ON p.id = x.created_by LEFT JOIN person q ON q.id = x.{settled_by} "
        f'WHERE {condition} AND {_THERE.format("x")} ORDER BY x.article, x.start, x."end", '
        "x.created_at, x.id",
        params,
    )


def _passage(row: dict[str, Any]) -> PassageRecord:
    return PassageRecord(
        article=ArticleId(row["article"]),
        draft=DraftId(row["draft"]),
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        prefix=row["prefix"],
        suffix=row["suffix"],
        claim=ClaimId(row["claim"]) if row["claim"] else None,
        made_on=DraftId(row["made_on"]),
        carried=row["carried"],
        was=row["was"],
        candidates=places(row["candidates"]),
    )


def _messages(conn: sqlite3.Connection, queries: Iterable[str]) -> dict[str, list[MessageRecord]]:
    condition, params = among("m.query", queries)
    found: dict[str, list[MessageRecord]] = {}
    for row in conn.execute(
        "SELECT m.id, m.query, m.speaker, m.text, coalesce(p.one, m.created_by), coalesce(p.name, ''), "
        f"m.created_at FROM message m LEFT JOIN person p ON p.id = m.created_by WHERE {condition} "
        "ORDER BY m.created_at, m.id",
        params,
    ):
        message = MessageRecord(row[0], QueryId(row[1]), row[2], row[3], PersonId(row[4]), *row[5:])
        found.setdefault(message.query, []).append(message)
    return found


def notes(conn: sqlite3.Connection, me: str, claims: Iterable[str] | None = None) -> list[NoteRecord]:
    """Notes on claims that are there, oldest first: everybody's shared ones and my own private ones.

    ``me`` is a person's id: also what they wrote as another person, on another machine, is their own.
    """
    condition, params = among("n.claim", claims)
    found = conn.execute(
        "SELECT n.id, n.claim, CASE WHEN n.shared = '' THEN n.private ELSE n.shared END, n.shared = '', "
        "coalesce(p.one, n.created_by), coalesce(p.name, ''), n.created_at "
        "FROM note n JOIN claim c ON c.id = n.claim "
        f"LEFT JOIN person p ON p.id = n.created_by WHERE {condition} "
        "AND (n.shared <> '' OR coalesce(p.one, n.created_by) = ?) ORDER BY n.created_at, n.id",
        [*params, one_of(conn, me)],
    )
    return [
        NoteRecord(NoteId(id), ClaimId(claim), text, bool(private), PersonId(by), name, at)
        for id, claim, text, private, by, name, at in found
    ]


def tags(conn: sqlite3.Connection, claims: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """The distinct tags of claims that have any, in alphabetical order, by claim."""
    condition, params = among("claim", claims)
    found: dict[str, list[str]] = {}
    for claim, name in conn.execute(
        f"SELECT DISTINCT claim, name FROM tag WHERE {condition} ORDER BY name COLLATE NOCASE, name", params
    ):
        found.setdefault(claim, []).append(name)
    return {claim: tuple(names) for claim, names in found.items()}

"""Reading sources: what they are, what they say on claims, who was asked, what rests on what."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from db.asking import among, named_rows
from db.records import (
    Capture,
    ClaimId,
    ContactId,
    ContactRecord,
    EvidenceRecord,
    Place,
    Question,
    SourceId,
    SourceKind,
    SourcePerson,
    SourceRecord,
    Stance,
    TickId,
    UseRecord,
)

_QUESTION = {question.value: question for question in Question}
_STANCE = {stance.value: stance for stance in Stance}

_PLACE = ("file", "page", "start", "end", "boxes", "cells", "from_ms", "to_ms")

_WANTED: dict[str, tuple[str, ...]] = {
    SourceKind.DOCUMENT: ("title", "file", "author", "published"),
    SourceKind.PAGE: ("title", "url", "file", "archive_url", "author", "published", "accessed"),
    SourceKind.IMAGE: ("title", "file", "author", "published", "url", "licence"),
    SourceKind.RECORDING: ("title", "file", "author", "published", "url"),
    SourceKind.PERSON: ("name", "role", "contact", "record", "date", "words"),
    SourceKind.DATASET: ("title", "file", "author", "published", "url", "accessed", "licence"),
    SourceKind.NOTE: ("words",),
}
"""What a careful desk notes of a source of each kind."""


def evidence(conn: sqlite3.Connection, claims: Iterable[str] | None = None) -> list[EvidenceRecord]:
    """Evidence on claims that are there, in the order it was attached: all, or on these claims."""
    condition, params = among("e.claim", claims)
    seen: dict[str, list[str]] = {}
    for id, name in conn.execute(
        "SELECT g.evidence, coalesce(p.name, '') FROM sighting g JOIN evidence e ON e.id = g.evidence "
        f"LEFT JOIN person p ON p.id = g.person WHERE g.holds = 1 AND {condition} ORDER BY g.at, g.id",
        params,
    ):
        if name not in (names := seen.setdefault(id, [])):
            names.append(name)
    rows = conn.execute(
        "SELECT e.id, e.claim, e.source, coalesce(s.number, ''), coalesce(s.title, ''), e.question, "
        "e.stance, e.passage, e.locator, coalesce(p.name, ''), e.created_at, e.confidential, "
        f"coalesce(s.confidential, 0), {columns_of('e')} "
        "FROM evidence e JOIN claim c ON c.id = e.claim LEFT JOIN person p ON p.id = e.created_by "
        "LEFT JOIN source s ON s.id = e.source "
        f"WHERE {condition} ORDER BY e.created_at, e.id",
        params,
    )
    return [_evidence(row, tuple(seen.get(row[0], ()))) for row in rows]


def ticked_passages(conn: sqlite3.Connection) -> list[tuple[TickId, SourceId, str, Place | None]]:
    """What ticks quote: the tick, its source, the passage and where it stands; of those that quote any."""
    rows = conn.execute(
        f"SELECT t.id, t.source, t.passage, {columns_of('t')} FROM tick t WHERE t.passage <> '' ORDER BY t.id"
    )
    return [(TickId(id), SourceId(source), passage, place(cells)) for id, source, passage, *cells in rows]


def columns_of(table: str) -> str:
    """The columns that ``place`` reads, of a table by its name in the query."""
    return ", ".join(f"{table}.place_{part}" for part in _PLACE)


def place(cells: Sequence[Any]) -> Place | None:
    """The place of its columns' values; None where there is none."""
    file, page, start, end, boxes, sheet, from_ms, to_ms = cells
    if not file:
        return None
    corners = tuple((left, top, right, bottom) for left, top, right, bottom in json.loads(boxes or "[]"))
    return Place(file, page, start, end, corners, sheet, from_ms, to_ms)


def _evidence(row: Sequence[Any], seen_by: tuple[str, ...]) -> EvidenceRecord:
    cells = list(row[:11])
    cells[5], cells[6] = _QUESTION[cells[5]], _STANCE[cells[6]]
    return EvidenceRecord(
        *cells,
        place=place(row[13:]),
        confidential=bool(row[11]),
        source_confidential=bool(row[12]),
        seen_by=seen_by,
    )


def sources(conn: sqlite3.Connection, ids: Iterable[str] | None = None) -> list[SourceRecord]:
    """Sources by number."""
    condition, params = among("s.id", ids)
    found = named_rows(
        conn,
        "SELECT s.*, p.name AS by_name, "
        "(SELECT count(*) FROM evidence e JOIN claim c ON c.id = e.claim WHERE e.source = s.id) AS cited, "
        "(SELECT count(*) FROM tick t WHERE t.source = s.id) AS ticks, "
        "EXISTS (SELECT 1 FROM contact k WHERE k.source = s.id AND k.answer <> '') AS answered "
        f"FROM source s LEFT JOIN person p ON p.id = s.created_by WHERE {condition} "
        "ORDER BY s.serial, s.number",
        params,
    )
    origins, dependents = _resting(conn)
    return [
        _source(row, tuple(origins.get(row["id"], ())), tuple(dependents.get(row["id"], ()))) for row in found
    ]


def _resting(conn: sqlite3.Connection) -> tuple[dict[str, list[SourceId]], dict[str, list[SourceId]]]:
    """What each source rests on and what rests on it, of those that are there, by number."""
    origins: dict[str, list[SourceId]] = {}
    dependents: dict[str, list[SourceId]] = {}
    for source, origin in conn.execute(
        "SELECT d.source, d.origin FROM dependence d JOIN source s ON s.id = d.source "
        "JOIN source o ON o.id = d.origin ORDER BY s.serial, s.number, o.serial, o.number"
    ):
        origins.setdefault(source, []).append(origin)
        dependents.setdefault(origin, []).append(source)
    return origins, dependents


def _source(
    row: dict[str, Any], origins: tuple[SourceId, ...], dependents: tuple[SourceId, ...]
) -> SourceRecord:
    person = SourcePerson(*(row[f"person_{part}"] for part in ("name", "role", "contact", "record", "date")))
    captured = row["capture_at"]
    return SourceRecord(
        id=SourceId(row["id"]),
        number=row["number"],
        kind=row["kind"],
        title=row["title"],
        url=row["url"],
        archive_url=row["archive_url"],
        author=row["author"],
        publisher=row["publisher"],
        published=row["published"],
        note=row["note"],
        sha=row["sha"],
        size=row["size"],
        media_type=row["media_type"],
        original_name=row["name"],
        added_by=row["by_name"] or "",
        added_at=row["created_at"],
        cited=row["cited"],
        ticks=row["ticks"],
        accessed=row["accessed"],
        licence=row["licence"],
        reliability=row["reliability"],
        status=row["status"],
        confidential=bool(row["confidential"]),
        kept_at=row["kept_at"],
        origin=row["origin"],
        modified=row["modified"] or 0,
        person=person,
        capture=Capture(row["capture_url"], row["capture_headers"], row["capture_status"], captured)
        if captured
        else None,
        origins=origins,
        dependents=dependents,
        missing=_missing(row, person),
    )


def _missing(row: dict[str, Any], person: SourcePerson) -> tuple[str, ...]:
    there = {
        **{name: row[name] for name in ("title", "url", "archive_url", "published", "accessed", "licence")},
        "file": row["sha"],
        # Of a press release or a statistic the publisher is who wrote it.
        "author": row["author"] or row["publisher"],
        "name": person.name,
        "role": person.role,
        "contact": person.contact,
        "record": person.record,
        "date": person.date,
        "words": row["note"] or row["sha"] or row["answered"],
    }
    return tuple(name for name in _WANTED.get(row["kind"], ()) if not there[name])


def contacts(conn: sqlite3.Connection, sources: Iterable[str] | None = None) -> list[ContactRecord]:
    """Attempts to reach people, in the order they were written down: all, or of these sources."""
    condition, params = among("k.source", sources)
    rows = conn.execute(
        "SELECT k.id, k.source, k.at, k.how, k.put, k.answer, k.due, coalesce(p.name, ''), k.created_at "
        "FROM contact k JOIN source s ON s.id = k.source LEFT JOIN person p ON p.id = k.created_by "
        f"WHERE {condition} ORDER BY k.created_at, k.id",
        params,
    )
    return [ContactRecord(ContactId(row[0]), SourceId(row[1]), *row[2:]) for row in rows]


def uses(conn: sqlite3.Connection, ids: Iterable[str] | None = None) -> dict[str, tuple[ClaimId, ...]]:
    """The claims each source is cited on, in the order of their numbers, by source."""
    condition, params = among("e.source", ids)
    found: dict[str, list[ClaimId]] = {}
    for source, claim in conn.execute(
        "SELECT DISTINCT e.source, c.id FROM evidence e JOIN claim c ON c.id = e.claim "
        f"WHERE {condition} ORDER BY e.source, c.initials, c.serial, c.number",
        params,
    ):
        found.setdefault(source, []).append(claim)
    return {source: tuple(claims) for source, claims in found.items()}


def used_for(conn: sqlite3.Connection, source: str) -> list[UseRecord]:
    """The claims that source is cited on, by number, then the words ticked against it, as they stand."""
    claims = conn.execute(
        "SELECT DISTINCT c.id, c.number, CASE WHEN c.wording <> '' THEN c.wording ELSE c.quote END, "
        "c.article, c.start, c.initials, c.serial FROM evidence e JOIN claim c ON c.id = e.claim "
        "WHERE e.source = ? ORDER BY c.initials, c.serial, c.number",
        (source,),
    )
    # Where words stand in the draft that is read; what went with an older draft is nowhere in it.
    ticks = conn.execute(
        "WITH f(fact, of) AS (SELECT id, id FROM fact WHERE ticks > 0 "
        "UNION ALL SELECT DISTINCT fact, of FROM heir), "
        "here(tick, article, start) AS (SELECT t.id, d.article, k.start FROM tick t JOIN f ON f.of = t.fact "
        "JOIN fact k ON k.id = f.fact JOIN draft d ON d.text = k.text WHERE d.current = 1) "
        "SELECT DISTINCT '', '', t.words, coalesce(h.article, ''), coalesce(h.start, -1) "
        "FROM tick t LEFT JOIN here h ON h.tick = t.id WHERE t.source = ? ORDER BY 4, 5",
        (source,),
    )
    return [UseRecord(*row[:5]) for row in (*claims, *ticks)]

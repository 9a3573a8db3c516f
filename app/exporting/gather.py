"""Gathers a project's records into what leaves it: the same for the window and the headless command."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence

from app.exporting.build_sheet import ArticleMaterial, build_sheet
from app.exporting.confidential_words import ConfidentialWords
from app.exporting.held_back import check_names, hold_back, still_held
from app.exporting.mentions import mentions_on, words_held_back
from app.exporting.sheet_data import SheetData
from app.scales import scales
from db import queries
from db.errors import KnownError
from db.kinds import is_private
from db.on_draft import changed_in
from db.project_file import Project
from db.records import ArticleRecord, ClaimId, EvidenceRecord, record
from db.records.checks import CheckRecord
from db.records.leaving import HeldItem, Mention


@record
class Leaving:
    """A sheet without what is confidential, what of it was held back, and where it still tells of it."""

    sheet: SheetData
    items: tuple[HeldItem, ...]
    mentions: tuple[Mention, ...]


def gather(
    project: Project,
    *,
    article: str | None = None,
    facts: bool = False,
    issued_at: int | None = None,
    checks: Mapping[str, CheckRecord] | None = None,
    released: Collection[str] = (),
) -> Leaving:
    """The sheet of all articles, or of one; ``issued_at`` is in ms since 1970 UTC, None means now.

    ``facts`` has it list the facts of each article with their ticks; ``checks`` are the quote checks. What is
    confidential is not in it, save for what is ``released`` by name.

    Raises KnownError where the project has no article to make a sheet of or a released source is not there.
    """
    conn = project.conn
    articles = queries.articles(conn, None if article is None else [article])
    if not articles:
        raise KnownError("There is no article in the project yet, so there is no sheet to make.")
    sources = queries.sources(conn)
    check_names(released, sources)
    # Private words of one's own two laptops may be edited apart: nobody else's business.
    conflicts = [one for one in queries.conflicts(conn) if not is_private(one.entity, one.field)]
    passed = hold_back(_materials(project, articles, facts), sources, conflicts, released)
    sheet = build_sheet(
        queries.project(conn),
        passed.articles,
        scales=scales(),
        sources=passed.sources,
        conflicts=passed.conflicts,
        persons=queries.persons(conn),
        fingerprint=project.fingerprint,
        issued_at=time.time_ns() // 1_000_000 if issued_at is None else issued_at,
        issued_by=queries.names(conn).get(project.me.person, project.me.name),
        checks=checks,
        hidden=passed.hidden,
    )
    return Leaving(sheet, passed.items, mentions_on(sheet, confidential_words(project, released)))


def confidential_words(project: Project, released: Collection[str] = ()) -> ConfidentialWords:
    """The words of the whole project that must not be said in what leaves it."""
    conn = project.conn
    sources = [source for source in queries.sources(conn) if source.confidential]
    facts = conn.execute(
        "SELECT DISTINCT t.fact FROM tick t LEFT JOIN source s ON s.id = t.source "
        "WHERE t.confidential = 1 OR s.confidential = 1"
    ).fetchall()
    ticks = queries.ticks(conn, [fact for (fact,) in facts])
    evidence = [one for one in queries.evidence(conn) if one.held_back]
    numbers: dict[ClaimId, str] = dict(conn.execute("SELECT id, number FROM claim"))
    passages = [*evidence, *(tick for found in ticks.values() for tick in found)]
    return words_held_back(
        sources,
        still_held(passages, numbers, released),
        queries.contacts(conn, [source.id for source in sources]),
        released,
    )


def _materials(project: Project, articles: Sequence[ArticleRecord], facts: bool) -> list[ArticleMaterial]:
    conn = project.conn
    evidence: dict[ClaimId, list[EvidenceRecord]] = {}
    for item in queries.evidence(conn):
        evidence.setdefault(item.claim, []).append(item)
    return [
        ArticleMaterial(
            article=article,
            text=queries.article_text(conn, article.text),
            sentences=queries.sentences(conn, article.draft),
            claims=queries.claims(conn, article.id),
            evidence=evidence,
            fixes=queries.fixes(conn, article.id),
            queries=queries.open_queries(conn, article.id),
            # Nobody's private notes, not even one's own.
            notes=queries.notes(conn, ""),
            facts=queries.facts(conn, article.text) if facts else None,
            changed_in=changed_in(conn, article.id) if article.drafts > 1 else {},
        )
        for article in articles
    ]

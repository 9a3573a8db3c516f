"""Gathers a project's records into one SheetData: the same for the window and the headless command."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from app.exporting.build_sheet import ArticleMaterial, build_sheet
from app.exporting.sheet_data import SheetData
from app.scales import scales
from db import queries
from db.errors import KnownError
from db.kinds import is_private
from db.project_file import Project
from db.records import ArticleRecord, ClaimId, EvidenceRecord
from db.records.checks import CheckRecord


def gather(
    project: Project,
    *,
    article: str | None = None,
    facts: bool = False,
    issued_at: int | None = None,
    checks: Mapping[str, CheckRecord] | None = None,
) -> SheetData:
    """The sheet of all articles, or of one; ``issued_at`` is in ms since 1970 UTC, None means now.

    ``facts`` has it list the facts of each article with their ticks; ``checks`` are the quote checks.

    Raises KnownError where the project has no article to make a sheet of.
    """
    conn = project.conn
    articles = queries.articles(conn, None if article is None else [article])
    if not articles:
        raise KnownError("There is no article in the project yet, so there is no sheet to make.")
    return build_sheet(
        queries.project(conn),
        _materials(project, articles, facts),
        scales=scales(),
        sources=queries.sources(conn),
        # Private words of one's own two laptops may be edited apart: nobody else's business.
        conflicts=[one for one in queries.conflicts(conn) if not is_private(one.entity, one.field)],
        persons=queries.persons(conn),
        fingerprint=project.fingerprint,
        issued_at=time.time_ns() // 1_000_000 if issued_at is None else issued_at,
        issued_by=project.me.name,
        checks=checks,
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
        )
        for article in articles
    ]

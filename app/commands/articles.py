"""Articles: adding, provenance, finding; the ledger by hand; setting aside and bringing back."""

from __future__ import annotations

import time
from collections.abc import Mapping

from app.commands.checks import article_of, read_at
from app.commands.drafts import first_draft, original
from app.importing.article import ImportedArticle
from app.scales import load_scale
from db import queries
from db.errors import KnownError
from db.kinds import PROJECT, span_id
from db.project_file import Project
from db.step import Edit, Step, new_id
from db.words import Words

PROVENANCE = ("title", "url", "archive_url", "outlet", "byline", "published")
"""What a person can write about where an article is from; blanks stay visible."""

NOTHING = ("opinion", "prediction", "rhetoric", "not-checkable")
"""Why a sentence has nothing to check; always set by a person."""


def add(
    project: Project,
    imported: ImportedArticle,
    *,
    provenance: Mapping[str, str] | None = None,
    revision: int | None = None,
) -> Step:
    """An article with its first draft; its id is the step's focus.

    Where nobody said its language it is told from its words, for a person to correct.
    """
    from app.spotting.languages import language_of

    article = new_id("article")
    made = first_draft(project, imported, article)
    known = {**imported.provenance, **(provenance or {})}
    edits = (
        Edit(article, "exists", True),
        Edit(article, "title", Words(known.pop("title", "") or imported.title)),
        *(
            Edit(article, field, Words(value))
            for field, value in known.items()
            if value and field in PROVENANCE
        ),
        Edit(article, "captured", {"at": time.time_ns() // 1_000_000, "by": project.me.person}),
        Edit(article, "language", imported.language or language_of(imported.text)),
        Edit(article, "original", original(imported)),
        *made.edits,
    )
    return Step("article.add", edits, read_at(project, revision), made.pieces, focus=article)


def set_field(project: Project, *, article: str, field: str, value: str, revision: int | None = None) -> Step:
    """Write one of ``PROVENANCE``, or the article's language as a code; raises KnownError for another."""
    known = article_of(project, article)
    if field == "language":
        edits = (Edit(article, "language", value.strip().lower()),)
    elif field in PROVENANCE:
        same = getattr(known, field) == value.strip()
        edits = () if same else (Edit(article, field, Words(value.strip())),)
    else:
        raise KnownError(f"An article has no “{field}”.")
    return Step("article.edit", edits, read_at(project, revision), focus=article)


def set_finding(
    project: Project,
    *,
    article: str,
    title: str,
    standfirst: str,
    rating: int | None,
    revision: int | None = None,
) -> Step:
    """The overall finding on an article, as one value."""
    known = article_of(project, article)
    scale = load_scale(queries.project(project.conn).scale)
    if rating is not None and scale.rating(rating) is None:
        raise KnownError(f"The scale “{scale.name}” has no step {rating}; it has 1 to {len(scale.ratings)}.")
    new = (title.strip(), standfirst.strip(), rating)
    if (known.finding_title, known.finding_standfirst, known.finding_rating) == new:
        return Step("article.finding", (), read_at(project, revision), focus=article)
    value = {
        "title": Words(title.strip()),
        "standfirst": Words(standfirst.strip()),
        "rating": rating,
        "scale": scale.id,
        "version": scale.version,
    }
    return Step(
        "article.finding", (Edit(article, "finding", value),), read_at(project, revision), focus=article
    )


def set_nothing(
    project: Project, *, draft: str, start: int, end: int, reason: str | None, revision: int | None = None
) -> Step:
    """Mark a sentence as having nothing to check, with why; None takes that back.

    Raises KnownError where there is no such sentence, or a claim or a fact marked by hand waits in it.
    """
    if reason is not None and reason not in NOTHING:
        raise KnownError(f"“{reason}” is no reason for nothing to check; use one of {', '.join(NOTHING)}.")
    row = project.conn.execute("SELECT text FROM draft WHERE id = ?", (draft,)).fetchone()
    there = project.conn.execute(
        'SELECT 1 FROM sentence WHERE draft = ? AND start = ? AND "end" = ? AND aside = 0',
        (draft, start, end),
    ).fetchone()
    if row is None or there is None:
        raise KnownError("There is no such sentence in the article.")
    touching = project.conn.execute(
        'SELECT number FROM claim WHERE draft = ? AND start < ? AND "end" > ? ORDER BY start LIMIT 1',
        (draft, end, start),
    ).fetchone()
    if reason is not None and touching:
        raise KnownError(f"{touching[0]} is on this sentence, so there is something to check in it.")
    waiting = project.conn.execute(
        'SELECT 1 FROM fact WHERE text = ? AND kept = 1 AND ticks = 0 AND start < ? AND "end" > ? LIMIT 1',
        (row[0], end, start),
    ).fetchone()
    if reason is not None and waiting:
        raise KnownError("A fact marked by hand waits in this sentence; tick or dismiss it first.")
    span = span_id(row[0], start, end, "sentence")
    edits = [Edit(span, "nothing", reason)]
    if not project.knows(span):
        edits.insert(0, Edit(span, "of", {"text": row[0], "start": start, "end": end, "kind": "sentence"}))
    return Step("sentence.nothing", tuple(edits), read_at(project, revision))


def set_aside(project: Project, *, span: str, aside: bool, revision: int | None = None) -> Step:
    """Bring a set-aside stretch back into the article, or set it aside again."""
    row = project.conn.execute("SELECT reason, aside FROM aside WHERE id = ?", (span,)).fetchone()
    if row is None:
        raise KnownError("There is no such stretch in the article.")
    edits = () if bool(row[1]) == aside else (Edit(span, "aside", {"aside": aside, "reason": row[0]}),)
    return Step("article.aside", edits, read_at(project, revision))


def set_scale(project: Project, *, scale: str, revision: int | None = None) -> Step:
    """The scale new verdicts are given on; those given keep the scale they were given on."""
    load_scale(scale)
    same = queries.project(project.conn).scale == scale
    return Step("project.scale", () if same else (Edit(PROJECT, "scale", scale),), read_at(project, revision))


def set_title(project: Project, *, title: str, revision: int | None = None) -> Step:
    """The project's title."""
    same = queries.project(project.conn).title == title.strip()
    edits = () if same else (Edit(PROJECT, "title", Words(title.strip())),)
    return Step("project.title", edits, read_at(project, revision))

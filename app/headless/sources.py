"""Sources: added, and looked into for the words an article quotes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.commands import adding, sources
from app.commands.checks import source_of
from app.finding_things import find_article, find_source
from app.headless.printing import open_project, show, tabbed
from app.listing import Rows
from app.settings import read_settings
from db import queries
from db.errors import KnownError
from db.keeping import finished
from db.project_file import Project
from db.step import Step

if TYPE_CHECKING:
    from app.capture import Captured


def add_sources(asked: Namespace) -> int:
    """``add PROJECT --source FILE...``, ``--url``, ``--person``, ``--note``: one step for each of these."""
    if asked.files and not asked.source:
        raise KnownError("Files beside --url, --person or --note are sources: say so with --source.")
    if not (asked.files or asked.url or asked.capture or asked.person or asked.note):
        raise KnownError("Say what to add as a source: files, or --url, --person or --note.")
    if asked.title and len(asked.files) > 1:
        raise KnownError("--title names one source: add the files one by one to give them titles.")
    limit = read_settings().source_limit if asked.limit_mb is None else asked.limit_mb * 1024 * 1024
    captured = _captured(asked.capture) if asked.capture else None
    with open_project(asked) as project:
        before = {source.id for source in queries.sources(project.conn)}
        files: list[Step] = []
        if asked.files:
            files.append(finished(adding.add_files(project, paths=asked.files, limit=limit)))
        try:
            with project.together():
                for step in (*files, *_said(project, asked)):
                    project.run(step)
                if captured is not None:
                    _keep_captured(project, asked, captured)
                found = [source for source in queries.sources(project.conn) if source.id not in before]
                if asked.title and files:
                    file = next(source.id for source in found if source.sha)
                    project.run(sources.set_field(project, source=file, field="title", value=asked.title))
                if asked.confidential:
                    for source in found:
                        project.run(sources.set_confidential(project, source=source.id, confidential=True))
        except KnownError:
            project.drop(kept for step in files for kept in step.kept)
            raise
        found = [source_of(project, source.id) for source in found]
    rows: Rows = [
        {
            "id": source.id,
            "number": source.number,
            "kind": source.kind,
            "title": source.title,
            "status": source.status,
            "confidential": source.confidential,
            "sha256": source.sha,
        }
        for source in found
    ]
    show(asked, rows, (f"{source.number}  {source.title}" for source in found))
    return 0


def _captured(url: str) -> Captured:
    from app.capture import AGENT, capture

    return capture(url, agent=AGENT)


def _keep_captured(project: Project, asked: Namespace, captured: Captured) -> None:
    source = project.run(adding.add_link(project, url=asked.capture, title=asked.title)).focus
    step = adding.attach_capture(
        project,
        source=source,
        data=captured.data,
        url=captured.url,
        headers=captured.headers,
        status=captured.status,
    )
    project.run(step)


def _said(project: Project, asked: Namespace) -> Iterator[Step]:
    """The page, person or note told on the command line, each when the one before is in the project."""
    if asked.url:
        yield adding.add_link(project, url=asked.url, title=asked.title)
    if asked.person:
        yield adding.add_person(
            project,
            name=asked.person,
            role=asked.role,
            contact=asked.contact,
            record=asked.record,
            date=asked.date,
            note=asked.note or "",
        )
    elif asked.note:
        yield adding.add_note(project, title=asked.title, text=asked.note)


def quotes(asked: Namespace) -> int:
    """``quotes PROJECT ARTICLE SOURCE``: status 1 where one does not stand in the source as it is quoted."""
    from app.exporting.check_words import difference
    from app.sources.checking import quotations_against
    from app.sources.extracted import Extracted
    from app.sources.kept_texts import text_of
    from app.sources.media import Kind

    with open_project(asked) as project:
        article = find_article(project, asked.article)
        source = find_source(project, asked.source)
        if source is None:
            raise KnownError(f"There is no source “{asked.source}” in the project.")
        read = text_of(project, source) if source.sha else Extracted(Kind.TEXT, source.note)
        if not read.text.strip():
            raise KnownError(
                read.note
                or f"No words of {source.number} are kept here, so nothing can be looked for in them."
            )
        text = queries.article_text(project.conn, article.text)
    rows: Rows = [
        {
            "start": span.start,
            "end": span.end,
            "quotation": text.text[span.start : span.end],
            "check": quote.outcome.value,
            "difference": difference(tuple((run.turn.value, run.text) for run in quote.parts)),
            "found_start": quote.start,
            "found_end": quote.end,
        }
        for span, quote in quotations_against(text, read)
    ]
    show(asked, rows, (tabbed(row) for row in rows))
    return 1 if any(row["check"] != "exact" for row in rows) else 0

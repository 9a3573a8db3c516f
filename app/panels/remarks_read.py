"""What the window reads of fixes, queries, notes and a claim's past; all runs in the database thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.panels.conflict_words import name_thing, value_words
from app.panels.erased_words import ErasedWords
from db import queries
from db.records import FixRecord, QueryRecord, record

if TYPE_CHECKING:
    from app.exporting.for_author import Memo
    from db.project_file import Project
    from db.records.leaving import Mention
    from widgets.inspector.beside import Beside

Remark = FixRecord | QueryRecord
_MOST = 200


@record
class Remarks:
    """Fixes and queries in reading order, of one article or of all; ``titles`` name the articles, by id."""

    remarks: tuple[Remark, ...]
    titles: dict[str, str]


def read_remarks(project: Project, *, article: str | None) -> Remarks:
    """Those of that article, or of every article in the order of the articles."""
    conn = project.conn
    found: list[Remark] = [*queries.fixes(conn, article), *queries.threads(conn, article)]
    articles = queries.articles(conn) if article is None else []
    order = {one.id: at for at, one in enumerate(articles)}

    def place(one: Remark) -> tuple[int, int, int, int]:
        return order.get(one.passage.article, 0), one.passage.start, one.passage.end, one.at

    found.sort(key=place)
    return Remarks(tuple(found), {one.id: one.title for one in articles})


def read_beside(project: Project, *, claim: str, past: bool) -> Beside:
    """What lies beside the verdicts of a claim; ``past`` with its history, which takes longest."""
    from widgets.inspector.beside import Beside

    conn, me = project.conn, queries.one_of(project.conn, project.me.person)
    row = conn.execute("SELECT article FROM claim WHERE id = ?", (claim,)).fetchone()
    if row is None:
        return Beside()
    remarks = [one for one in read_remarks(project, article=row[0]).remarks if one.passage.claim == claim]
    changes = queries.claim_history(conn, claim)[:_MOST] if past else []
    others = {change.entity for change in changes} - {claim}
    whose = {entity: name_thing(project, entity) for entity in others}
    mine = {verdict.id for verdict in queries.verdicts(conn, [claim]) if verdict.person == me}
    names = queries.names(conn)
    erased = ErasedWords(project)
    told = (
        replace(
            change,
            before=erased.told(value_words(change.field, change.before, names), change.before_gone),
            after=erased.told(value_words(change.field, change.after, names), change.after_gone),
        )
        for change in changes
    )
    return Beside(
        tuple(remarks),
        tuple(queries.notes(conn, me, [claim])),
        tuple(told),
        whose,
        frozenset(entity for entity in others if entity.startswith("verdict:") and entity not in mine),
        tuple(queries.persons(conn)),
    )


def read_memo(project: Project, *, article: str) -> tuple[Memo, tuple[Mention, ...]] | None:
    """What goes to that article’s author, and where it tells of what is confidential; None where gone."""
    from app.exporting.for_author import author_memo
    from app.exporting.gather import confidential_words
    from app.exporting.mentions import mentions_in

    found = queries.articles(project.conn, [article])
    if not found:
        return None
    memo = author_memo(project, found[0])
    parts = [(part.partition("\n")[0], part) for part in memo.plain.split("\n\n")]
    return memo, mentions_in(parts, confidential_words(project))

"""What the window reads of a project; every function runs in the database thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

from app.panels.conflict_words import in_words, name_things
from db import queries
from db.records import (
    ArticleRecord,
    ArticleText,
    Changes,
    ClaimRecord,
    ConflictRecord,
    EvidenceRecord,
    ProjectRecord,
    SentenceRecord,
    SourceRecord,
    TextId,
    record,
)

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.project_file import Project

NO_TEXT = ArticleText(TextId(""), "", (), (), ())
Evidence = dict[str, tuple[EvidenceRecord, ...]]
MANY_CLAIMS = 200
"""From so many on, reading and showing them takes time that one notices."""
_PART = 400
_FEW = 500
"""More sentences than these are read sooner with all others than one by one."""
_AsOf: TypeAlias = "tuple[str, Connection, int]"
_read_last: WeakKeyDictionary[Project, tuple[_AsOf, list[Part]]] = WeakKeyDictionary()
"""By project what ``read_claims`` found, with the article and how many rows were written until then: the one
connection writes them all. Revisions are not enough, for they come again after a merge was set aside."""
_IN_ORDER = 'SELECT id FROM claim WHERE article = ? ORDER BY start, "end", id'


@record
class Part:
    """Some of an article's claims, in reading order, with their evidence."""

    claims: list[ClaimRecord]
    evidence: Evidence


@record
class Opened:
    """One article with all that is shown of it; where ``whole`` is False its claims come after, in parts.

    ``stood`` is where the person stands in this draft, coming from another; None where that cannot be told.
    """

    article: ArticleRecord | None
    text: ArticleText
    sentences: list[SentenceRecord]
    claims: list[ClaimRecord]
    evidence: Evidence
    whole: bool = True
    stood: Stood | None = None


@record
class Stood:
    """Where a person stands in a draft: the first offset in view and that of the text cursor."""

    draft: str = ""
    top: int = 0
    cursor: int = 0


@record
class All:
    """A project with the article that is read in it; ``things`` names what conflicts are about, by
    entity; ``leftovers`` is typing left behind, by its key."""

    project: ProjectRecord
    articles: list[ArticleRecord]
    sources: list[SourceRecord]
    opened: Opened
    conflicts: list[ConflictRecord]
    things: dict[str, str]
    leftovers: dict[str, str]


@record
class News:
    """What one change touched of what is shown; None where it was not touched.

    ``counted`` are the numbers of the sentences that were set anew in the ledger, ``sentences`` those of
    them that are in it, and others where they are many.
    """

    project: ProjectRecord | None
    articles: list[ArticleRecord]
    sources: list[SourceRecord]
    claims: list[ClaimRecord]
    evidence: Evidence
    conflicts: list[ConflictRecord]
    things: dict[str, str]
    counted: frozenset[int]
    sentences: list[SentenceRecord]
    text: ArticleText | None


def nothing_opened() -> Opened:
    """What is read where there is no article."""
    return Opened(None, NO_TEXT, [], [], {})


def read_all(project: Project, *, article: str = "", stood: Stood | None = None) -> All:
    """Everything shown of the project, with that article opened, or the first where it is not there."""
    conn = project.conn
    articles = queries.articles(conn)
    conflicts = [in_words(one) for one in queries.conflicts(conn)]
    wanted = next((a for a in articles if a.id == article), articles[0] if articles else None)
    opened = read_article(project, article=wanted.id) if wanted else nothing_opened()
    if wanted is not None and stood is not None and stood.draft != wanted.draft:
        opened = replace(opened, stood=followed(project, stood, wanted.draft))
    return All(
        project=queries.project(conn),
        articles=articles,
        sources=queries.sources(conn),
        opened=opened,
        conflicts=conflicts,
        things=name_things(project, conflicts),
        leftovers=queries.scratch(conn),
    )


def followed(project: Project, stood: Stood, draft: str) -> Stood | None:
    """The same place in a later draft: where its sentences went, or where they were of those that are lost.

    None where the draft was not made from the other one, or how is not known.
    """
    from db.drafts import SAME, Drafts

    drafts = Drafts(project.conn)
    line = drafts.ancestors(draft)
    if stood.draft not in line:
        return None
    way = line[line.index(stood.draft) :]
    if any(drafts.alignment(later) is None for later in way[1:]):
        return None
    last = len(drafts.text(draft))
    found: list[int] = []
    for offset in (stood.top, stood.cursor):
        row = project.conn.execute(
            'SELECT start, "end" FROM sentence WHERE draft = ? AND start <= ? ORDER BY start DESC LIMIT 1',
            (stood.draft, offset),
        ).fetchone()
        start, end = row or (0, 0)
        at = drafts.follow(way, start, end)
        within = offset - start if at.outcome in SAME else 0
        places = at.candidates if at.draft != draft else ()
        began = places[0].start if places else at.start
        found.append(min(began + within, last))
    return Stood(draft, *found)


def read_article(project: Project, *, article: str) -> Opened:
    """One article with its text and ledger, and its claims where they are few; nothing where it is gone."""
    conn = project.conn
    found = queries.articles(conn, [article])
    if not found:
        return nothing_opened()
    many = found[0].claims > MANY_CLAIMS
    claims = [] if many else queries.claims(conn, article)
    return Opened(
        article=found[0],
        text=queries.article_text(conn, found[0].text),
        sentences=queries.sentences(conn, found[0].draft),
        claims=claims,
        evidence=_evidence(project, claims),
        whole=not many,
    )


def read_claims(project: Project, *, article: str, wanted: Callable[[], bool]) -> Iterator[Part]:
    """The claims of an article in parts, in reading order, as long as they are ``wanted``.

    Those of the article read last are kept, for whoever comes back to it before anything was changed.
    """
    as_of = (article, project.conn, project.conn.total_changes)
    before = _read_last.get(project)
    if before is not None and before[0] == as_of:
        yield from before[1]
        return
    _read_last.pop(project, None)
    parts: list[Part] = []
    for claims in read_claim_parts(project, article=article, wanted=wanted):
        parts.append(Part(claims, _evidence(project, claims)))
        yield parts[-1]
    if wanted():
        # None is missing: reading ends early only where they are wanted no more.
        _read_last[project] = (as_of, parts)


def read_claim_parts(
    project: Project, *, article: str, wanted: Callable[[], bool]
) -> Iterator[list[ClaimRecord]]:
    """As ``read_claims``, without their evidence."""
    ids = [id for (id,) in project.conn.execute(_IN_ORDER, (article,))]
    for at in range(0, len(ids), _PART):
        if not wanted():
            return
        yield queries.claims(project.conn, ids=ids[at : at + _PART])


def _evidence(project: Project, claims: Iterable[ClaimRecord]) -> Evidence:
    by_claim: dict[str, list[EvidenceRecord]] = {c.id: [] for c in claims}
    if not by_claim:
        return {}
    for one in queries.evidence(project.conn, by_claim):
        by_claim[one.claim].append(one)
    return {claim: tuple(found) for claim, found in by_claim.items()}


def read_news(project: Project, *, changes: Changes, article: ArticleRecord | None) -> News:
    """What those changes touched, ``article`` being the one that is read now."""
    conn = project.conn
    articles = set(changes.articles) | _articles_of(project, changes.ledgers)
    claims: list[ClaimRecord] = []
    if article is not None and changes.claims:
        claims = queries.claims(conn, article.id, ids=changes.claims)
    conflicts = [in_words(one) for one in queries.conflicts(conn)]
    text: ArticleText | None = None
    counted: frozenset[int] = frozenset()
    sentences: list[SentenceRecord] = []
    if article is not None and article.draft in changes.ledgers:
        counted = frozenset(n for draft, n in changes.sentences if draft == article.draft)
        sentences = queries.sentences(conn, article.draft, counted if len(counted) <= _FEW else None)
        if changes.label == "article.aside":
            text = queries.article_text(conn, article.text)
    return News(
        project=queries.project(conn) if changes.project else None,
        articles=queries.articles(conn, articles) if articles else [],
        sources=queries.sources(conn, changes.sources) if changes.sources else [],
        claims=claims,
        evidence=_evidence(project, claims),
        conflicts=conflicts,
        things=name_things(project, conflicts),
        counted=counted,
        sentences=sentences,
        text=text,
    )


def _articles_of(project: Project, drafts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for draft in sorted(drafts):
        found |= {a for (a,) in project.conn.execute("SELECT article FROM draft WHERE id = ?", (draft,))}
    return found

"""What of a project can be searched: its articles, claims, evidence, sources and the words of their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from app.sources.kept_texts import READER, text_of
from db import queries
from db.errors import KnownError
from db.records import ArticleRecord, ClaimRecord, EvidenceRecord, SourceRecord
from db.records.search import SearchItem

if TYPE_CHECKING:
    from db.project_file import Project


def search_items(project: Project, words_of: Callable[[SourceRecord], str]) -> list[SearchItem]:
    """All there is to search; ``words_of`` gives the text of a kept file, and is asked when it is indexed."""
    conn = project.conn
    items = [
        _article(article, lambda text=article.text: queries.article_text(conn, text).text)
        for article in queries.articles(conn)
    ]
    claims = queries.claims(conn)
    numbers = {claim.id: claim.number for claim in claims}
    items += map(_claim, claims)
    items += [_evidence(one, numbers.get(one.claim, "")) for one in queries.evidence(conn)]
    for source in queries.sources(conn):
        items.append(_source(source))
        if source.sha:
            items.append(
                SearchItem(
                    "text",
                    source.id,
                    _titled(source.number, source.title),
                    f"{source.sha}/{READER}",
                    lambda source=source: words_of(source),
                )
            )
    return items


def words_of_kept(project: Project, source: SourceRecord) -> str:
    """The words of a source's kept file, read in a child process; blank where it has none to be read."""
    try:
        return text_of(project, source).text
    except (KnownError, OSError):
        return ""


def _titled(number: str, title: str) -> str:
    return f"{number} {title}".strip()


def _article(article: ArticleRecord, words: Callable[[], str]) -> SearchItem:
    return SearchItem("article", article.id, article.title, article.text, words)


def _claim(claim: ClaimRecord) -> SearchItem:
    said = [claim.quote, claim.wording, claim.speaker, claim.through, claim.close_reason, *claim.tags]
    said += [verdict.rationale for verdict in claim.verdicts]
    return _of_words("claim", claim.id, claim.number, said)


def _evidence(evidence: EvidenceRecord, number: str) -> SearchItem:
    title = _titled(number, f"{evidence.source_number} {evidence.source_title}")
    return _of_words("evidence", evidence.id, title, [evidence.passage, evidence.locator])


def _source(source: SourceRecord) -> SearchItem:
    return _of_words("source", source.id, _titled(source.number, source.title), _details(source))


def _details(source: SourceRecord) -> Iterator[str]:
    yield from (source.note, source.author, source.publisher, source.url, source.archive_url)
    yield from (source.original_name, source.published, source.licence, source.reliability)
    yield from (source.person.name, source.person.role, source.person.contact)


def _of_words(kind: str, id: str, title: str, said: list[str] | Iterator[str]) -> SearchItem:
    words = "\n".join(dict.fromkeys(part for part in said if part))
    mark = sha256(words.encode("utf-8", "replace")).hexdigest()
    return SearchItem(kind, id, title, mark, lambda: words)

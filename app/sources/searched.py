"""What of a project can be searched: its articles, claims, evidence, sources and the words of their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from app.jobs.job import Job, run_job
from app.jobs.limits import MIB, Limits
from app.sources.extracted import Extracted
from app.sources.kept_texts import READER, known_text, text_of
from app.sources.media import Kind
from db import queries
from db.errors import KnownError
from db.records import ArticleRecord, ClaimRecord, EvidenceRecord, SourceRecord, record
from db.records.search import TEXT, Indexed, SearchItem

if TYPE_CHECKING:
    from app.jobs.worker import Work
    from db.project_file import Project
    from db.sealing import Password

_TOLD_EVERY = 5


@record
class TextItem:
    """The words of a source's kept file, to be indexed: plain data for a child."""

    source: str
    title: str
    sha: str

    @classmethod
    def of(cls, item: SearchItem) -> TextItem:
        """The same of an item of ``search_items`` of that kind."""
        return cls(item.id, item.title, item.mark.partition("/")[0])

    @property
    def item(self) -> SearchItem:
        """What is searched, with the words as the cache has them."""
        reading = _Reading(lambda: known_text(self.sha) or Extracted(Kind.OTHER, ""))
        mark = f"{self.sha}/{READER}"
        return SearchItem(TEXT, self.source, self.title, mark, reading.words, reading.parts)


def search_items(
    project: Project, words_of: Callable[[SourceRecord], Extracted], article_words: Callable[[str], str]
) -> list[SearchItem]:
    """All there is to search; ``words_of`` gives the text of a kept file, ``article_words`` that of an
    article by its text's id, and both are asked when it is indexed."""
    conn = project.conn
    items = [
        _article(article, lambda text=article.text: article_words(text)) for article in queries.articles(conn)
    ]
    claims = queries.claims(conn)
    numbers = {claim.id: claim.number for claim in claims}
    items += map(_claim, claims)
    items += [_evidence(one, numbers.get(one.claim, "")) for one in queries.evidence(conn)]
    for source in queries.sources(conn):
        items.append(_source(source))
        if source.sha:
            reading = _Reading(lambda source=source: words_of(source))
            title, mark = _titled(source.number, source.title), f"{source.sha}/{READER}"
            items.append(SearchItem(TEXT, source.id, title, mark, reading.words, reading.parts))
    return items


def words_of_kept(project: Project, source: SourceRecord) -> Extracted:
    """The words of a source's kept file, read in a child process; blank where it has none to be read."""
    try:
        return text_of(project, source)
    except (KnownError, OSError):
        return Extracted(Kind.OTHER, "")


def article_words(project: Project, text: str) -> str:
    """The words of an article's text."""
    return queries.article_text(project.conn, text).text


def start_indexing(index: Path, texts: Sequence[TextItem], password: Password | None = None) -> Job:
    """Begin to index texts that the cache has, in a child; its phases are how many are done.

    With the password of a protected project, which goes down the pipe.
    """
    limits = Limits(
        subject="Making the sources searchable",
        cpu_seconds=3600,
        wall_seconds=7200,
        memory_bytes=2048 * MIB,
        answer_bytes=MIB,
    )
    return run_job("app.sources.searched:index_texts", (str(index), tuple(texts), password), limits=limits)


def index_texts(asked: tuple[str, tuple[TextItem, ...], Password | None], work: Work) -> None:
    """The child's side."""
    from db.search import SearchIndex

    path, texts, password = asked
    told = 0

    def tell(indexed: Indexed) -> None:
        nonlocal told
        if indexed.done >= told + _TOLD_EVERY:
            told = indexed.done
            work.phase(str(told))

    index = SearchIndex(Path(path), password)
    try:
        index.add([text.item for text in texts], progress=tell)
    finally:
        index.close()


class _Reading:
    """Words and where their parts begin, read once for both."""

    def __init__(self, read: Callable[[], Extracted]) -> None:
        self._read = read
        self._parts: tuple[int, ...] = ()

    def words(self) -> str:
        text = self._read()
        self._parts = tuple(start for start, _ in text.pages) or text.paragraphs
        return text.text

    def parts(self) -> tuple[int, ...]:
        parts, self._parts = self._parts, ()
        return parts


def _titled(number: str, title: str) -> str:
    return f"{number} {title}".strip()


def _article(article: ArticleRecord, words: Callable[[], str]) -> SearchItem:
    return SearchItem("article", article.id, article.title, article.text, words)


def _claim(claim: ClaimRecord) -> SearchItem:
    said = [claim.quote, claim.wording, claim.speaker, claim.through, claim.close_reason, *claim.tags]
    said += [verdict.rationale for verdict in claim.verdicts]
    # A number is for life: under that of a claim joined into it, it is found too.
    said += [words for one in claim.joined for words in (one.number, one.wording)]
    return _of_words("claim", claim.id, claim.number, said, claim.article)


def _evidence(evidence: EvidenceRecord, number: str) -> SearchItem:
    title = f"{number} · {evidence.source_number} {evidence.source_title}".strip()
    said = [evidence.passage, evidence.locator]
    return _of_words("evidence", evidence.id, title, said, evidence.claim)


def _source(source: SourceRecord) -> SearchItem:
    return _of_words("source", source.id, _titled(source.number, source.title), _details(source))


def _details(source: SourceRecord) -> Iterator[str]:
    yield from (source.note, source.author, source.publisher, source.url, source.archive_url)
    yield from (source.original_name, source.published, source.licence, source.reliability)
    yield from (source.person.name, source.person.role, source.person.contact)


def _of_words(
    kind: str, id: str, title: str, said: list[str] | Iterator[str], within: str = ""
) -> SearchItem:
    words = "\n".join(dict.fromkeys(part for part in said if part))
    mark = sha256(words.encode("utf-8", "replace")).hexdigest()
    return SearchItem(kind, id, title, mark, lambda: words, within=within)

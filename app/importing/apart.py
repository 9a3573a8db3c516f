"""Reading a file in a child process that may crash, hang or run out of memory without harm.

Files are made by others: everything that is not small plain text or Markdown is parsed there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.importing.article import ArticleNotRead, ImportedArticle
from app.importing.file_bytes import LIMIT_BYTES, bytes_of_file, shown_name, size_words
from app.importing.formats import TEXT_FORMATS
from app.importing.from_bytes import article_clipped, article_from, article_pasted
from app.jobs.job import Job, run_job
from app.jobs.limits import MIB, Limits
from db.errors import KnownError

if TYPE_CHECKING:
    from app.jobs.worker import Work

SMALL = 200_000
"""Up to so many bytes plain text and Markdown are read where they are asked for: a child takes longer."""
READING = "reading"
_WHOLE = 0.8
_TEXT_SUFFIXES = frozenset(suffix for format in TEXT_FORMATS for suffix in format.suffixes)


@dataclass(frozen=True, slots=True)
class Request:
    """What the child is to read: the file at ``path``, or ``data`` where its bytes are at hand.

    Attributes: ``name`` is the file's; ``encoding`` is one a person chose; ``pasted`` is ``text`` or ``html``
    for what comes from the clipboard, in UTF-8, and ``plain`` is what the clipboard has beside HTML.
    """

    name: str
    path: str = ""
    data: bytes | None = None
    encoding: str | None = None
    limit_bytes: int = LIMIT_BYTES
    pasted: str = ""
    plain: str = ""
    title: str = ""

    @property
    def is_small_text(self) -> bool:
        """Whether it is read faster than a child starts, as far as its name and size tell."""
        if self.data is not None:
            return self.pasted == "text" and len(self.data) <= SMALL
        return Path(self.path).suffix.lower() in _TEXT_SUFFIXES and _size_of(self.path) <= SMALL


def file_request(path: Path, *, encoding: str | None = None, limit_bytes: int = LIMIT_BYTES) -> Request:
    """To read that file."""
    return Request(path.name or str(path), str(path), encoding=encoding, limit_bytes=limit_bytes)


def data_request(name: str, data: bytes, *, encoding: str) -> Request:
    """To read the bytes of a file of that name once more, in an encoding that a person chose."""
    return Request(name, data=data, encoding=encoding)


def pasted_request(
    text: str, markup: str = "", title: str = "", *, limit_bytes: int = LIMIT_BYTES
) -> Request:
    """To read a clipboard: its HTML where it has some, with its words as plain text beside.

    Raises ArticleNotRead for one over the limit.
    """
    kind, words = ("html", markup) if markup.strip() else ("text", text)
    data = words.encode("utf-8", "surrogatepass")
    if len(data) > limit_bytes:
        raise ArticleNotRead(
            f"The pasted text is {size_words(len(data))}, over the limit of {size_words(limit_bytes)}; "
            "nothing was imported."
        )
    return Request("The clipboard", data=data, pasted=kind, plain=text if markup else "", title=title)


def start_reading(request: Request) -> Job:
    """Begin to read it; the job's result is an ImportedArticle, its errors are sentences naming the file."""
    return run_job("app.importing.apart:read_request", request, limits=limits_of(request))


def read_apart(request: Request) -> ImportedArticle:
    """Read it and wait; raises ArticleNotRead."""
    try:
        return start_reading(request).wait()
    except KnownError as error:
        raise ArticleNotRead(str(error)) from error


def read_request(request: Request, work: Work) -> ImportedArticle:
    """The child's side: the article with the facts in it, so that nothing long is left to do."""
    work.phase(READING)
    try:
        return with_facts(_pasted(request) if request.pasted else _file(request))
    except (ArticleNotRead, MemoryError):
        raise
    except RecursionError:
        name = shown_name(request.name)
        raise ArticleNotRead(f"“{name}” is nested too deep to be read, so nothing was imported.") from None
    except Exception as error:
        # A broken file makes its format's library raise anything; our own readers never expect to.
        raise ArticleNotRead(
            f"“{shown_name(request.name)}” could not be read: it is damaged or not what it says it is "
            f"({type(error).__name__}); nothing was imported."
        ) from error


def _file(request: Request) -> ImportedArticle:
    data = request.data
    if data is None:
        data = bytes_of_file(Path(request.path), request.limit_bytes)
    return article_from(data, request.name, request.encoding)


def _pasted(request: Request) -> ImportedArticle:
    words = (request.data or b"").decode("utf-8", "surrogatepass")
    if request.pasted == "text":
        return article_pasted(words, request.title)
    try:
        article = article_clipped(words, request.title)
    except ArticleNotRead:
        if not request.plain.strip():
            raise
        return article_pasted(request.plain, request.title)
    # A clipboard's HTML may be a picture of its words, or torn.
    whole = len(article.text.split()) >= _WHOLE * len(request.plain.split())
    return article if whole else article_pasted(request.plain, request.title)


def with_facts(article: ImportedArticle) -> ImportedArticle:
    """The article with the facts that the rules find in it; where nobody said its language, as told from
    it."""
    from app.spotting.facts import find_facts
    from app.spotting.languages import language_of
    from db.facts import write_found

    if not article.language:
        article = replace(article, language=language_of(article.text))
    spans = [(s.start, s.end) for s in article.sentences]
    found = find_facts(article.text, spans, article.language)
    return replace(article, facts=write_found([(f.start, f.end, f.kind) for f in found]))


def limits_of(request: Request) -> Limits:
    """A large file takes longer and more memory without any ill will."""
    size = len(request.data) if request.data is not None else min(request.limit_bytes, _size_of(request.path))
    seconds = 60 + 6 * size // MIB
    return Limits(
        subject=f"Reading “{shown_name(request.name)}”",
        cpu_seconds=seconds,
        wall_seconds=3 * seconds,
        memory_bytes=1536 * MIB + 40 * size,
    )


def _size_of(path: str) -> int:
    """0 for what cannot be asked: whoever reads it will tell why."""
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return 0

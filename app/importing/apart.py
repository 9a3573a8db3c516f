"""Reading a file in a child process that may crash, hang or run out of memory without harm.

Files are made by others: everything that is not small plain text or Markdown is parsed there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.importing.article import ArticleNotRead, ImportedArticle
from app.importing.file_bytes import bytes_of_file, shown_name
from app.importing.from_bytes import article_from, article_pasted
from app.jobs.job import Job, run_job
from app.jobs.limits import MIB, Limits

if TYPE_CHECKING:
    from app.jobs.worker import Work

SMALL = 200_000
"""Up to so many bytes plain text and Markdown are read where they are asked for: a child takes longer."""
READING = "reading"


@dataclass(frozen=True, slots=True)
class Request:
    """What the child is to read: a file, or its bytes where they are at hand; ``pasted`` is an HTML clipping.

    Attributes: ``name`` is the file's; ``encoding`` is one a person chose.
    """

    name: str
    path: str = ""
    data: bytes | None = None
    encoding: str | None = None
    limit_bytes: int = 0
    pasted: bool = False
    title: str = ""


def start_reading(request: Request) -> Job:
    """Begin to read it; the job's result is an ImportedArticle, its errors are sentences naming the file."""
    return run_job("app.importing.apart:read_request", request, limits=_limits(request))


def read_apart(request: Request) -> ImportedArticle:
    """Read it and wait; raises ArticleNotRead."""
    from db.errors import KnownError

    try:
        return start_reading(request).wait()
    except KnownError as error:
        raise ArticleNotRead(str(error)) from error


def read_request(request: Request, work: Work) -> ImportedArticle:
    """The child's side."""
    work.phase(READING)
    data = request.data
    if data is None:
        data = bytes_of_file(Path(request.path), request.limit_bytes)
    name = shown_name(request.name)
    try:
        if request.pasted:
            return article_pasted(data.decode("utf-8", "surrogatepass"), request.title)
        return article_from(data, request.name, request.encoding)
    except RecursionError:
        raise ArticleNotRead(f"“{name}” is nested too deep to be read, so nothing was imported.") from None
    except MemoryError:
        raise
    except ArticleNotRead:
        raise
    except Exception as error:
        # A broken file makes its format's library raise anything; our own readers never expect to.
        raise ArticleNotRead(
            f"“{name}” could not be read: it is damaged or not what it says it is "
            f"({type(error).__name__}); nothing was imported."
        ) from error


def _limits(request: Request) -> Limits:
    """A large file takes longer and more memory without any ill will."""
    size = len(request.data) if request.data is not None else request.limit_bytes
    if request.data is None:
        try:
            size = min(size, Path(request.path).stat().st_size)
        except (OSError, ValueError):
            size = 0
    seconds = 60 + 6 * size // MIB
    return Limits(
        subject=f"Reading “{shown_name(request.name)}”",
        cpu_seconds=seconds,
        wall_seconds=3 * seconds,
        memory_bytes=1536 * MIB + 40 * size,
    )

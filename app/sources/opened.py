"""Opening a kept file for a viewer: a child reads it and answers what the viewer asks, within limits."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.importing.file_bytes import shown_name
from app.jobs.conversation import Conversation
from app.jobs.limits import MIB, Limits
from app.sources.media import Kind
from app.sources.not_read import NotAsked, SourceNotRead, damaged
from db.errors import KnownError
from db.records import record

if TYPE_CHECKING:
    from app.jobs.worker import Work

T = TypeVar("T")


@record
class SourceFile:
    """A file to open.

    Attributes: ``path`` is where its bytes are now; ``name`` is what people call it; ``kind`` is what
    ``media_of`` says of it.
    """

    path: str
    name: str
    kind: Kind


class Source(Protocol):
    """An open file, in the child."""

    def answer(self, question: object) -> object:
        """Raises SourceNotRead for what cannot be given, NotAsked for what is no question to it."""
        ...


def open_source(file: SourceFile) -> Conversation:
    """A conversation about the file; its questions and answers are in the module of its kind.

    PDF: ``pages``; image: ``images``; table: ``tables``; text: ``texts``. Close it when the viewer closes.
    """
    return Conversation("app.sources.opened:opened", named(file), limits_of(file))


def named(file: SourceFile) -> SourceFile:
    """The file with a name that can be shown, whatever it is made of."""
    return replace(file, name=shown_name(file.name) or "The source")


def limits_of(file: SourceFile) -> Limits:
    """What a question about the file may take: a page is drawn in far less than a second, most texts are."""
    return Limits(
        subject=f"Reading “{named(file).name}”",
        cpu_seconds=30,
        wall_seconds=90,
        memory_bytes=1536 * MIB,
        answer_bytes=192 * MIB,
    )


def opened(file: SourceFile, _work: Work) -> Callable[[object], object]:
    """The child's side: what answers questions about the file."""
    pass_over_warnings()
    source = told(file.name, lambda: source_of(file))
    return lambda question: told(file.name, lambda: source.answer(question))


def pass_over_warnings() -> None:
    """Libraries warn of every oddity of a file on the terminal, where nobody reads it; for a child only."""
    warnings.simplefilter("ignore")


def told(name: str, reading: Callable[[], T]) -> T:
    """What the reading gives; whatever a broken file makes a library raise becomes one sentence."""
    try:
        return reading()
    except (KnownError, MemoryError, NotAsked):
        raise
    except RecursionError:
        raise SourceNotRead(f"“{name}” is nested too deep to be read, so it cannot be shown.") from None
    except Exception as error:
        raise damaged(name, type(error).__name__) from error


def source_of(file: SourceFile) -> Source:
    """The file opened in this process, whatever that takes; raises SourceNotRead, or anything at all."""
    if file.kind is Kind.PDF:
        from app.sources.pdf import PdfSource

        return PdfSource(file.path, file.name)
    if file.kind is Kind.IMAGE:
        from app.sources.image import ImageSource

        return ImageSource(file.path, file.name)
    if file.kind is Kind.TABLE:
        from app.sources.table import TableSource

        return TableSource(file.path, file.name)
    if file.kind is Kind.TEXT:
        from app.sources.text import TextSource

        return TextSource(file.path, file.name)
    raise SourceNotRead(f"“{file.name}” is of a kind that cannot be shown here; its bytes are kept.")

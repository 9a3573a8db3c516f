"""The words of any source as one text: for quote checks, search and likeness; made in a child of its own."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path
from typing import TYPE_CHECKING

from app.importing.pdf import page_ranges
from app.jobs.job import Job, run_job
from app.jobs.limits import MIB, Limits
from app.sources.media import Kind
from app.sources.opened import SourceFile, named, pass_over_warnings, told
from db.records import record

if TYPE_CHECKING:
    from app.jobs.worker import Work

MAX_CHARS = 8_000_000
READING = "reading"


@record
class Extracted:
    """What a machine can read of a source.

    Attributes: ``pages`` are the stretches of ``text`` that are a PDF's pages or a table's sheets, in order;
    none for the rest; ``paragraphs`` is where those of a text begin. ``scanned`` are the pages (from 0)
    that are pictures. ``note`` tells in sentences what could not be read, blank where all was. ``said`` is
    what the file says of itself: a text's by the names of ``PROVENANCE``, others' as (name, value) for
    people. ``likeness`` is an image's (``likeness.distance``).
    """

    kind: Kind
    text: str
    pages: tuple[tuple[int, int], ...] = ()
    scanned: tuple[int, ...] = ()
    note: str = ""
    title: str = ""
    said: tuple[tuple[str, str], ...] = ()
    likeness: int | None = None
    paragraphs: tuple[int, ...] = ()

    def page_at(self, place: int) -> tuple[int, int]:
        """The page (from 0) of a place in the text, and the place within that page's own text."""
        number = max(0, bisect_right(self.pages, (place, len(self.text))) - 1)
        return (number, place - self.pages[number][0]) if self.pages else (0, place)


def start_extracting(file: SourceFile) -> Job:
    """Begin to read the words of a file; the job's result is Extracted, its errors one sentence each."""
    file = named(file)
    return run_job("app.sources.extracted:extracted", file, limits=limits_of_reading(file))


def limits_of_reading(file: SourceFile) -> Limits:
    """What reading all the words of a file may take."""
    return Limits(
        subject=f"Reading “{file.name}”",
        cpu_seconds=300,
        wall_seconds=900,
        memory_bytes=1536 * MIB,
        answer_bytes=256 * MIB,
    )


def extract(file: SourceFile, timeout: float = 900) -> Extracted:
    """Read it and wait; raises KnownError."""
    return start_extracting(file).wait(timeout)


def extracted(file: SourceFile, work: Work) -> Extracted:
    """The child's side."""
    pass_over_warnings()
    work.phase(READING)
    return told(file.name, lambda: extracted_here(file))


def extracted_here(file: SourceFile) -> Extracted:
    """The same in the process that calls, whatever that takes; raises SourceNotRead, or anything at all."""
    reading = {Kind.PDF: _pdf, Kind.IMAGE: _image, Kind.TABLE: _table, Kind.TEXT: _text}.get(file.kind)
    if reading is not None:
        return reading(file)
    what = "is a recording" if file.kind is Kind.RECORDING else "is of a kind that cannot be read here"
    return Extracted(file.kind, "", note=f"“{file.name}” {what}; it cannot be checked by machine.")


def _pdf(file: SourceFile) -> Extracted:
    from app.sources.pages import AskPages
    from app.sources.pdf import PdfSource
    from db.records.viewing import Pages

    source = PdfSource(file.path, file.name)
    facts = source.answer(AskPages())
    said = facts.facts if isinstance(facts, Pages) else ()
    left_out = facts.left_out if isinstance(facts, Pages) else 0
    writing = _Writing()
    scanned: list[int] = []
    broken: list[int] = []
    for number in range(source.shown):
        page = source.text_or_none(number)
        scanned += [number] if page is not None and page.scanned else []
        broken += [number] if page is None else []
        writing.add(page.text if page is not None else "")
    notes = [
        _counted(scanned, "is an image", "are images") + "; {} cannot be checked by machine.",
        _counted(broken, "is damaged", "are damaged") + "; {} cannot be checked by machine.",
    ]
    told_of = [
        note.format("they" if len(pages) > 1 else "it")
        for note, pages in zip(notes, (scanned, broken), strict=True)
        if pages
    ]
    if left_out:
        told_of.append(f"The last {left_out:,} pages are not read.")
    title = dict(said).get("Title", "")
    return writing.extracted(file.kind, told_of, scanned=tuple(scanned), title=title, said=said)


def _counted(pages: list[int], one: str, many: str) -> str:
    words = page_ranges([page + 1 for page in pages])
    return f"Pages {words} {many}" if len(pages) > 1 else f"Page {words} {one}"


def _image(file: SourceFile) -> Extracted:
    from app.sources.image import ImageSource

    facts = ImageSource(file.path, file.name).facts()
    note = f"“{file.name}” is an image; it cannot be checked by machine."
    return Extracted(file.kind, "", note=note, said=facts.facts, likeness=facts.likeness)


def _table(file: SourceFile) -> Extracted:
    from app.sources.table import TableSource

    source = TableSource(file.path, file.name)
    writing = _Writing()
    notes: dict[str, None] = {}
    for number, sheet in enumerate(source.reading.sheets.sheets):
        rows = ("\t".join(row) for _, row in source.all_rows(number))
        writing.add("\n".join([*([sheet.name] if sheet.name else []), *rows]))
        notes |= dict.fromkeys(source.reading.rows(number, 0, 0).notes)
        if writing.full:
            break
    return writing.extracted(file.kind, list(notes))


def _text(file: SourceFile) -> Extracted:
    from app.sources.text import read_text

    read = read_text(Path(file.path), file.name, thorough=True)
    paragraphs = tuple(block.start for block in read.blocks)
    return Extracted(file.kind, read.text, title=read.title, said=read.said, paragraphs=paragraphs)


class _Writing:
    """The text of pages, one after the other, up to a length."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._pages: list[tuple[int, int]] = []
        self._length = 0
        self.full = False

    def add(self, text: str) -> None:
        text = text[: max(0, MAX_CHARS - self._length)] if self._length + len(text) > MAX_CHARS else text
        self.full = self.full or self._length + len(text) >= MAX_CHARS
        if self._written:
            self._written.append("\n\n")
            self._length += 2
        self._pages.append((self._length, self._length + len(text)))
        self._written.append(text)
        self._length += len(text)

    def extracted(
        self,
        kind: Kind,
        notes: list[str],
        *,
        scanned: tuple[int, ...] = (),
        title: str = "",
        said: tuple[tuple[str, str], ...] = (),
    ) -> Extracted:
        if self.full:
            notes = [*notes, f"Only the first {MAX_CHARS:,} characters are read."]
        pages = tuple(self._pages)
        return Extracted(kind, "".join(self._written), pages, scanned, " ".join(notes), title, said)

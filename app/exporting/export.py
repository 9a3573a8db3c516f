"""Writes a sheet to a file, in a child process; the window and the headless command come in here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.exporting.sheet_data import SheetData
from app.jobs.job import Job, run_job
from app.jobs.output_file import cannot_write, write_durably
from app.jobs.worker import Work
from db.errors import KnownError


class UnknownFormat(KnownError):
    """A file name whose ending is none that can be written."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the file, its size in bytes, and in whole sentences what is not as it should be."""

    file: str
    size: int
    notes: tuple[str, ...] = ()


def export_project(data: SheetData, out: Path, kind: str = "") -> Exported:
    """Write the sheet to ``out`` as ``.pdf`` or ``.csv`` (``kind``, by default the name's ending) and wait.

    A CSV of a sheet that lists the facts is the table of these, in place of the claims.
    The file appears whole or not at all; what stood in its place stays until then.
    Raises UnknownFormat, CannotWrite or another KnownError.
    """
    return start_export(data, out, kind).wait()


def start_export(data: SheetData, out: Path, kind: str = "") -> Job:
    """Begin the same as a job whose result is an Exported; phases: starting, typesetting, writing.

    Raises UnknownFormat; everything else is the job's error.
    """
    return run_job("app.exporting.export:write", (data, str(out), format_of(out, kind)), [out])


def format_of(out: Path, kind: str = "") -> str:
    """``pdf`` or ``csv``; raises UnknownFormat with what there is."""
    ending = (kind or out.suffix).lower().lstrip(".")
    if ending not in FORMATS:
        known = " and ".join(f".{name}" for name in FORMATS)
        raise UnknownFormat(f"A sheet cannot be written as “{out.name}”; it can end in {known}.")
    return ending


def write(payload: tuple[SheetData, str, str], work: Work) -> Exported:
    """The child's part: make the bytes, then write them where ``work`` says."""
    data, target, kind = payload
    work.phase("typesetting" if kind == "pdf" else "writing")
    content, notes = FORMATS[kind](data)
    work.phase("writing")
    try:
        write_durably(work.outputs[0], content)
    except OSError as error:
        raise cannot_write(Path(target), error) from error
    return Exported(target, len(content), notes)


def _pdf(data: SheetData) -> tuple[bytes, tuple[str, ...]]:
    from app.exporting.pdf import render

    rendered = render(data)
    return rendered.content, rendered.notes


def _csv(data: SheetData) -> tuple[bytes, tuple[str, ...]]:
    from app.exporting import csv_facts, csv_rows

    return (csv_facts if data.facts_listed else csv_rows).csv_bytes(data), ()


FORMATS: dict[str, Callable[[SheetData], tuple[bytes, tuple[str, ...]]]] = {"pdf": _pdf, "csv": _csv}

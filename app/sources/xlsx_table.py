"""Workbooks: values as they were saved, formulas as notes; nothing is ever worked out.

openpyxl reads a sheet from its beginning, row after row; what was read is kept for the next question.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice, repeat
from pathlib import Path
from typing import Any

from app.importing.package import MAX_RATIO
from app.sources.not_read import SourceNotRead, damaged, locked
from app.sources.table_limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, limit_notes
from db.records.viewing import Formula, Rows, Sheet, Sheets

MAX_UNPACKED = 512 * 1024 * 1024
MAX_MEMBERS = 5_000
MAX_SHEETS = 256
_RATIO_FROM = 1024 * 1024
_HEAD = 4_096
_CHUNK = 1024 * 1024
_ENCRYPTED = 0x1
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY", b"<\0!\0D\0", b"\0<\0!\0D")


class Workbook:
    """An XLSX file; raises SourceNotRead, naming it, for one that is damaged or unpacks to too much."""

    def __init__(self, path: str, name: str) -> None:
        from openpyxl import load_workbook  # pyright: ignore[reportMissingModuleSource]

        self._name = name
        data = Path(path).read_bytes()
        has_formulas = looked_through(data, name)
        load: Any = load_workbook
        values = load(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        formulas = load(io.BytesIO(data), read_only=True, keep_links=False) if has_formulas else None
        opened = list(values.worksheets)[: MAX_SHEETS + 1]
        if not opened:
            raise damaged(name)
        self._read = [
            _Sheet(sheet, formulas[sheet.title] if formulas else None, name) for sheet in opened[:MAX_SHEETS]
        ]
        over = [f"Only the first {MAX_SHEETS} sheets are shown."] if len(opened) > MAX_SHEETS else []
        notes = (*over, "Values are as they were saved; formulas are not worked out.")
        self._sheets = Sheets(tuple(read.sheet for read in self._read), notes)

    @property
    def sheets(self) -> Sheets:
        return self._sheets

    def rows(self, sheet: int, first: int, count: int) -> Rows:
        return self._read[sheet].rows(first, count)


class _Sheet:
    """One sheet, read as far as somebody asked."""

    def __init__(self, values: Any, formulas: Any, name: str) -> None:
        self._name = name
        rows, columns = values.max_row, values.max_column
        # What it says of its own size may be wrong, and rows behind it would be missed.
        values.reset_dimensions()
        if formulas:
            formulas.reset_dimensions()
        self.sheet = Sheet(
            values.title,
            min(int(rows or 0), MAX_ROWS),
            min(int(columns or 0), MAX_COLUMNS),
            values.sheet_state != "visible",
        )
        self._known: list[tuple[str, ...]] = []
        self._noted: dict[int, list[Formula]] = {}
        self._ended = False
        self._wide = self._cut = False
        self._coming = self._reading(values, formulas)

    def rows(self, first: int, count: int) -> Rows:
        last = min(first + count, MAX_ROWS)
        missing = last - len(self._known)
        if missing > 0 and not self._ended:
            self._known += islice(self._coming, missing)
            self._ended = len(self._known) < last
        full = len(self._known) == MAX_ROWS and not self._ended
        return Rows(
            first,
            tuple(self._known[first:last]),
            tuple(note for row in range(first, last) for note in self._noted.get(row, ())),
            len(self._known) if self._ended or full else None,
            tuple(limit_notes(more=full, wide=self._wide, cut=self._cut)),
        )

    def _reading(self, values: Any, formulas: Any) -> Iterator[tuple[str, ...]]:
        try:
            beside = formulas.iter_rows() if formulas else repeat(())
            for number, (row, said) in enumerate(zip(values.iter_rows(), beside, strict=False)):
                self._wide = self._wide or any(cell.value is not None for cell in row[MAX_COLUMNS:])
                cells = [_words(cell) for cell in row[:MAX_COLUMNS]]
                self._cut = self._cut or any(len(words) > MAX_CELL for words in cells)
                noted = [
                    Formula(number, column, _formula(cell.value))
                    for column, cell in enumerate(said[:MAX_COLUMNS])
                    if cell.data_type == "f"
                ]
                if noted:
                    self._noted[number] = noted
                while cells and not cells[-1]:
                    cells.pop()
                yield tuple(words[:MAX_CELL] for words in cells)
        except (MemoryError, SourceNotRead):
            raise
        except Exception as error:
            # openpyxl raises anything on a broken sheet.
            raise damaged(self._name, type(error).__name__) from error


def _words(cell: Any) -> str:
    """A value as people write it; a share is shown in percent where the workbook shows it so."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        percent = isinstance(cell.number_format, str) and "%" in cell.number_format
        return (
            f"{value * 100:.15g}%" if percent else f"{value:.15g}" if isinstance(value, float) else str(value)
        )
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.time):
        return value.isoformat("seconds")
    return str(value).replace("\r\n", "\n").replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _formula(value: Any) -> str:
    """A formula's words; those of arrays are objects that have them."""
    return str(getattr(value, "text", None) or getattr(value, "ref", None) or value)[:MAX_CELL]


def looked_through(data: bytes, name: str) -> bool:
    """Whether there are formulas in it.

    Raises SourceNotRead for what is no archive, locked, unpacks to too much or declares entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            swollen = any(
                m.file_size > _RATIO_FROM and m.file_size > MAX_RATIO * max(1, m.compress_size)
                for m in members
            )
            if unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS or swollen:
                raise SourceNotRead(
                    f"“{name}” unpacks to far more than a workbook has ({unpacked / 1024 / 1024:,.0f} MiB), "
                    "so it cannot be shown; it is kept as it is."
                )
            if any(member.flag_bits & _ENCRYPTED for member in members):
                raise locked(name)
            parts = [member for member in members if member.filename.endswith((".xml", ".rels"))]
            for member in parts:
                with archive.open(member) as part:
                    head = part.read(_HEAD)
                    if any(sign in head for sign in _DECLARED):
                        raise damaged(name)
            return any(
                _has_formulas(archive, member) for member in parts if "/worksheets/" in member.filename
            )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise damaged(name) from None


def _has_formulas(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with archive.open(member) as part:
        before = b""
        while chunk := part.read(_CHUNK):
            if _FORMULA.search(before + chunk):
                return True
            before = chunk[-8:]
    return False

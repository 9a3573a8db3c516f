"""OpenDocument spreadsheets: values as they were saved, formulas as notes, as workbooks are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.importing.article import ArticleNotRead
from app.importing.odt_styles import SPACES
from app.importing.package import Package
from app.sources.not_read import SourceNotRead, damaged, locked
from app.sources.table_limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, limit_notes
from db.records.viewing import Formula, Rows, Sheet, Sheets

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_BYTES = 64 * 1024 * 1024
MAX_SHEETS = 256
_NESTING = ("table|table-row-group", "table|table-header-rows", "table|table-rows")
_CELLS = ("table|table-cell", "table|covered-table-cell")
_MOST_SPACES = 1_000
_REFERENCE = re.compile(r"\[\.?([^\]]*)\]")
_MIDNIGHT = re.compile(r"T00:00(:00(\.0+)?)?\Z")
_Row = tuple[str, ...]


class Spreadsheet:
    """An ODS file, read whole; raises SourceNotRead, naming it, for one that is damaged or too large."""

    def __init__(self, path: str, name: str) -> None:
        root = _content(path, name)
        book = root.find("office|body/office|spreadsheet")
        tables = [] if book is None else book.findall("table|table")
        if not tables:
            raise damaged(name)
        hidden = _hidden_styles(root)
        self._read = [_Read(table, hidden) for table in tables[:MAX_SHEETS]]
        over = [f"Only the first {MAX_SHEETS} sheets are shown."] if len(tables) > MAX_SHEETS else []
        notes = (*over, "Values are as they were saved; formulas are not worked out.")
        self._sheets = Sheets(tuple(read.sheet for read in self._read), notes)

    @property
    def sheets(self) -> Sheets:
        return self._sheets

    def rows(self, sheet: int, first: int, count: int, /) -> Rows:
        read = self._read[sheet]
        last = first + count
        formulas = tuple(one for one in read.formulas if first <= one.row < last)
        return Rows(first, tuple(read.rows[first:last]), formulas, len(read.rows), read.limits)


class _Read:
    """One sheet; a row that is said to be repeated is one tuple in several places."""

    def __init__(self, table: Element, hidden: frozenset[str]) -> None:
        self.rows: list[_Row] = []
        self.formulas: list[Formula] = []
        self._wide = self._cut = False
        more = False
        blank = 0
        for row in _rows_of(table):
            times = _times(row, "table|number-rows-repeated")
            cells = self._cells(row, len(self.rows) + blank)
            if not cells:
                blank += times
                continue
            # What is blank counts only where something stands behind it.
            more = len(self.rows) + blank + times > MAX_ROWS
            self.rows += [()] * min(blank, MAX_ROWS - len(self.rows))
            self.rows += [cells] * min(times, MAX_ROWS - len(self.rows))
            blank = 0
            if more:
                break
        self.limits = tuple(limit_notes(more=more, wide=self._wide, cut=self._cut))
        self.sheet = Sheet(
            table.get("table|name", ""),
            len(self.rows),
            max(map(len, self.rows), default=0),
            table.get("table|style-name", "") in hidden,
        )

    def _cells(self, row: Element, number: int) -> _Row:
        cells: list[str] = []
        blank = 0
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            times = _times(cell, "table|number-columns-repeated")
            words = _words(cell)
            formula = cell.get("table|formula")
            if formula and number < MAX_ROWS and len(cells) + blank < MAX_COLUMNS:
                self.formulas.append(Formula(number, len(cells) + blank, _formula(formula)))
            if not words:
                blank += times
                continue
            self._wide = self._wide or len(cells) + blank + times > MAX_COLUMNS
            self._cut = self._cut or len(words) > MAX_CELL
            cells += [""] * min(blank, MAX_COLUMNS - len(cells))
            cells += [words[:MAX_CELL]] * min(times, MAX_COLUMNS - len(cells))
            blank = 0
        while cells and not cells[-1]:
            cells.pop()
        return tuple(cells)


def _content(path: str, name: str) -> Element:
    with Path(path).open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceNotRead(f"“{name}” is over 64 MB, more than is shown of a table; it is kept as it is.")
    try:
        package = Package(data, name)
        if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
            raise locked(name)
        root = package.tree("content.xml", SPACES)
    except ArticleNotRead as error:
        raise _as_table(error, name) from None
    if root is None:
        raise damaged(name)
    return root


def _as_table(error: ArticleNotRead, name: str) -> SourceNotRead:
    if "unpacks to far more" in str(error):
        return SourceNotRead(
            f"“{name}” unpacks to far more than a spreadsheet has, so it cannot be shown; "
            "it is kept as it is."
        )
    return locked(name) if "password" in str(error) else damaged(name)


def _hidden_styles(root: Element) -> frozenset[str]:
    return frozenset(
        style.get("style|name", "")
        for style in root.iterfind("office|automatic-styles/style|style")
        for said in style.iterfind("style|table-properties")
        if said.get("table|display") == "false"
    )


def _rows_of(table: Element) -> Iterator[Element]:
    for part in table:
        if part.tag == "table|table-row":
            yield part
        elif part.tag in _NESTING:
            yield from _rows_of(part)


def _times(part: Element, name: str) -> int:
    said = part.get(name, "1")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 8 else 1


def _words(cell: Element) -> str:
    """A value as people write it, as that of a workbook is."""
    kind, value = cell.get("office|value-type", ""), cell.get("office|value", "")
    if kind in ("float", "currency", "percentage") and value:
        try:
            number = float(value)
        except ValueError:
            return value
        return f"{100 * number:.15g}%" if kind == "percentage" else f"{number:.15g}"
    if kind == "date" and (day := cell.get("office|date-value")):
        return _MIDNIGHT.sub("", day).replace("T", " ")
    if kind == "boolean" and (truth := cell.get("office|boolean-value")):
        return truth.upper()
    shown = "\n".join(_text(part) for part in cell if part.tag == "text|p")
    return shown or cell.get("office|string-value", "")


def _text(part: Element) -> str:
    """The words of a paragraph, without those of a comment on it."""
    words = [part.text or ""]
    for inner in part:
        if inner.tag == "text|s":
            words.append(" " * min(_times(inner, "text|c"), _MOST_SPACES))
        elif inner.tag == "text|tab":
            words.append("\t")
        elif inner.tag == "text|line-break":
            words.append("\n")
        elif inner.tag != "office|annotation":
            words.append(_text(inner))
        words.append(inner.tail or "")
    return "".join(words)


def _formula(said: str) -> str:
    """As a spreadsheet shows it: ``of:=SUM([.B2:.B3])`` is ``=SUM(B2:B3)``."""
    whole = said[said.index("=") :] if "=" in said else said
    return _REFERENCE.sub(lambda found: found[1].replace(":.", ":"), whole)[:MAX_CELL]

"""Tables for a viewer: sheets and cells as words, formulas beside them, ranges, and what is too much."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.sources import csv_table, table, table_limits, xlsx_table
from app.sources.extracted import extracted_here
from app.sources.media import Kind, media_of
from app.sources.not_read import SourceNotRead
from app.sources.opened import SourceFile, open_source
from app.sources.table import TableSource
from app.sources.table_limits import MAX_ROWS
from app.sources.tables import AskCellHits, AskCells, AskRows, AskSheets
from db.errors import KnownError
from db.records.cells import CellRange, cells_words, column_letters, column_number, read_cells
from db.records.viewing import CellHits, Formula, Rows, Sheet, Sheets

FILES = Path(__file__).parents[2] / "files" / "sources"


def opened(path: Path) -> TableSource:
    return TableSource(str(path), path.name)


def csv_of(tmp_path: Path, data: bytes) -> TableSource:
    (tmp_path / "x.csv").write_bytes(data)
    return opened(tmp_path / "x.csv")


def sheets(source: TableSource) -> Sheets:
    answer = source.answer(AskSheets())
    assert isinstance(answer, Sheets)
    return answer


def rows(source: TableSource, sheet: int = 0, first: int = 0, count: int = 100) -> Rows:
    answer = source.answer(AskRows(sheet, first, count))
    assert isinstance(answer, Rows)
    return answer


def saved(tmp_path: Path, book: Workbook) -> Path:
    path = tmp_path / "x.xlsx"
    book.save(path)
    book.close()
    return path


def test_a_workbook_of_another_program_shows_values_with_formulas_beside_them() -> None:
    source = opened(FILES / "ferries.xlsx")
    assert [(s.name, s.rows, s.columns) for s in sheets(source).sheets] == [
        ("Year 2024", 4, 4),
        ("Notes", 3, 3),
    ]
    shown = rows(source)
    assert shown.rows == (
        ("Ferry", "Passengers", "Late", "First trip"),
        ("Ålesund, “north”", "48230", "12.5%", "2024-03-05"),
        ("Veldhaven", "1200.5", "7%", "2024-11-30"),
        ("All", "49430.5"),
    )
    assert shown.formulas == (Formula(3, 1, "=SUM(B2:B3)"),)
    assert shown.ended == 4
    assert rows(source, 1).rows == ((), (), ("", "1", "counted by hand"))


def test_values_are_written_as_people_write_them_and_nothing_is_worked_out(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([1, 0.1 + 0.2, -3.5, True, "  x\ny ", None, date(2026, 1, 2)])
    sheet.append([datetime(2026, 1, 2, 3, 4, 5), time(6, 7), "=1+1", '=HYPERLINK("http://x")'])  # noqa: DTZ001
    hidden = book.create_sheet("Secret")
    hidden.sheet_state = "hidden"
    source = opened(saved(tmp_path, book))
    shown = rows(source)
    assert shown.rows == (
        ("1", "0.3", "-3.5", "TRUE", "  x\ny ", "", "2026-01-02"),
        ("2026-01-02 03:04:05", "06:07:00"),
    )
    assert [formula.words for formula in shown.formulas] == ["=1+1", '=HYPERLINK("http://x")']
    assert [sheet.hidden for sheet in sheets(source).sheets] == [False, True]


def test_rows_are_read_in_any_order_and_a_size_told_wrong_hides_nothing(tmp_path: Path) -> None:
    book = Workbook()
    for n in range(1200):
        book.worksheets[0].append([n, f"row {n}"])
    path = saved(tmp_path, book)
    parts = zipfile.ZipFile(path)
    with parts, zipfile.ZipFile(tmp_path / "y.xlsx", "w") as lying:
        for name in parts.namelist():
            lying.writestr(name, parts.read(name).replace(b'ref="A1:B1200"', b'ref="A1:A3"'))
    source = opened(tmp_path / "y.xlsx")
    assert sheets(source).sheets == (Sheet("Sheet", 3, 1),)
    assert rows(source, 0, 1100, 2).rows == (("1100", "row 1100"), ("1101", "row 1101"))
    assert rows(source, 0, 1100, 2).ended is None
    assert rows(source, 0, 5, 1).rows == (("5", "row 5"),)
    assert (rows(source, 0, 1190, 50).ended, len(rows(source, 0, 1190, 50).rows)) == (1200, 10)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"name;count\nA, B;1\nC;2\n", "Read as utf-8, cells between semicolons."),
        ("name\tcount\nA, B\t1\nC\t2\n".encode("utf-16"), "Read as utf-16, cells between tabs."),
        ('\ufeffname,count\r\n"A, B",1\r\nC,2\r\n'.encode(), "Read as utf-8, cells between commas."),
        (b"sep=|\nname|count\nA, B|1\nC|2", "Read as utf-8, cells between bars."),
    ],
)
def test_the_separator_and_the_encoding_are_found_and_told(tmp_path: Path, data: bytes, told: str) -> None:
    source = csv_of(tmp_path, data)
    assert rows(source).rows == (("name", "count"), ("A, B", "1"), ("C", "2"))
    assert told in sheets(source).notes


def test_quotes_line_ends_in_cells_and_old_encodings_are_read(tmp_path: Path) -> None:
    source = csv_of(tmp_path, 'a,b\n"two\nlines","say ""x"""\nCafé £,3\n'.encode("cp1252"))
    assert rows(source).rows == (("a", "b"), ("two\nlines", 'say "x"'), ("Café £", "3"))
    assert sheets(source).notes[0].startswith("Read as cp1252")


def test_more_than_is_shown_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 50)
    for module in (table_limits, csv_table, xlsx_table):
        monkeypatch.setattr(module, "MAX_ROWS", 50)
        monkeypatch.setattr(module, "MAX_COLUMNS", 3)
        monkeypatch.setattr(module, "MAX_CELL", 10)
    book = Workbook()
    for n in range(60):
        book.worksheets[0].append([n, "x" * 11, "c", "d"])
    told = {
        "Only the first 50 rows are shown.",
        "Only the first 3 columns are shown.",
        "Only the first 10 characters of a cell are shown.",
    }
    shown = rows(opened(saved(tmp_path, book)), 0, 0, 60)
    assert (len(shown.rows), shown.rows[0], shown.ended) == (50, ("0", "x" * 10, "c"), 50)
    assert set(shown.notes) == told
    source = csv_of(tmp_path, b"1,xxxxxxxxxxx,c,d\n" * 60)
    assert len(rows(source, 0, 0, 60).rows) == 50
    assert told <= set(sheets(source).notes)


def test_a_range_of_cells_is_cited_as_words_and_words_are_found() -> None:
    source = opened(FILES / "ferries.xlsx")
    assert (
        source.answer(AskCells(CellRange("Year 2024", 1, 0, 2, 1)))
        == "Ålesund, “north”\t48230\nVeldhaven\t1200.5"
    )
    assert source.answer(AskCells(CellRange("", 3, 1, 3, 1))) == "49430.5"
    with pytest.raises(SourceNotRead, match="has no sheet named “2025”"):
        source.answer(AskCells(CellRange("2025", 0, 0, 0, 0)))
    assert source.answer(AskCellHits("alesund")) == CellHits(((0, 1, 0),), False)
    assert source.answer(AskCellHits("BY HAND")) == CellHits(((1, 2, 2),), False)
    assert source.answer(AskCellHits(" ")) == CellHits((), False)


@given(
    st.text(min_size=0, max_size=20).filter(lambda s: "\0" not in s),
    st.lists(st.integers(0, 16_000), min_size=4),
)
def test_a_range_that_is_written_is_read_back(name: str, at: list[int]) -> None:
    top, bottom = sorted(at[:2])
    left, right = sorted(at[2:4])
    cells = CellRange(name, top, left, bottom, right)
    assert read_cells(cells_words(cells)) == cells
    assert column_number(column_letters(left)) == left


def test_ranges_are_written_as_spreadsheets_do() -> None:
    assert cells_words(CellRange("Sheet1", 1, 1, 3, 2)) == "Sheet1!B2:C4"
    assert cells_words(CellRange("Year 2024", 1, 26, 1, 26)) == "'Year 2024'!AA2"
    assert cells_words(CellRange("", 0, 0, 0, 0)) == "A1"
    assert read_cells("$B$2:A1") == CellRange("", 0, 0, 1, 1)
    for nothing in ("", "p. 2", "A0", "1A", "Sheet1!", "A1:B"):
        assert read_cells(nothing) is None


def workbook_with(tmp_path: Path, part: str, content: bytes) -> Path:
    path = saved(tmp_path, Workbook())
    parts = zipfile.ZipFile(path)
    with parts, zipfile.ZipFile(tmp_path / "bad.xlsx", "w", zipfile.ZIP_DEFLATED) as bad:
        for name in parts.namelist():
            bad.writestr(name, content if name == part else parts.read(name))
    return tmp_path / "bad.xlsx"


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "entities": (SHEET, b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'),
    "bomb": (SHEET, b"<worksheet>" + b" " * 5_000_000),
    "torn": (SHEET, b"<worksheet><sheetData><row r='1'><c r='A1'><v>1</v>"),
    "no book": ("xl/workbook.xml", b"<html/>"),
}


@pytest.mark.parametrize("which", HOSTILE)
def test_a_hostile_workbook_is_one_sentence(tmp_path: Path, which: str) -> None:
    path = workbook_with(tmp_path, *HOSTILE[which])
    talk = open_source(SourceFile(str(path), path.name, Kind.TABLE))
    try:
        with pytest.raises(KnownError, match=r"“bad\.xlsx” .*it is kept as it is\."):
            talk.ask(AskRows(0, 0, 10), 60)
    finally:
        talk.close()


def test_what_is_no_table_is_one_sentence(tmp_path: Path) -> None:
    for data in (b"PK\x03\x04" + b"xl/workbook.xml" * 9, b"\x00\x01\x02\x03" * 99, b"%PDF-1.4\n"):
        with pytest.raises(SourceNotRead, match=r"“x\.csv” "):
            csv_of(tmp_path, data)


def spreadsheet(tmp_path: Path, content: bytes, name: str = "book.ods", manifest: bytes = b"") -> Path:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest or b"<manifest/>")
    return path


def test_a_spreadsheet_of_opendocument_is_shown_as_the_workbook_made_of_it(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path, (FILES / "ferries.fods").read_bytes())
    assert media_of(path).kind is Kind.TABLE
    source, workbook = opened(path), opened(FILES / "ferries.xlsx")
    assert [s.name for s in sheets(source).sheets] == ["Year 2024", "Notes"]
    for sheet in (0, 1):
        # A workbook has a truth as a number, shown as one where no format says otherwise.
        same = [tuple(cell.replace("TRUE", "1") for cell in row) for row in rows(source, sheet).rows]
        assert same == list(rows(workbook, sheet).rows)
        assert rows(source, sheet).formulas == rows(workbook, sheet).formulas
    assert "48230" in extracted_here(SourceFile(str(path), path.name, Kind.TABLE)).text


def test_what_a_spreadsheet_says_is_repeated_is_not_written_out_without_end(tmp_path: Path) -> None:
    book = (FILES / "ferries.fods").read_text("utf-8")
    row = '<table:table-row table:number-rows-repeated="9000000">'
    cell = '<table:table-cell table:number-columns-repeated="9000000"'
    full = f"{row}{cell}><text:p>x</text:p></table:table-cell></table:table-row>"
    blank = f"{row}{cell}/></table:table-row>"
    end = book.index("</table:table>")
    source = opened(spreadsheet(tmp_path, (book[:end] + blank + book[end:]).encode()))
    assert rows(source).ended == 4
    source = opened(spreadsheet(tmp_path, (book[:end] + full + book[end:]).encode()))
    assert rows(source).ended == MAX_ROWS
    assert "Only the first 100,000 rows are shown." in rows(source).notes
    assert "Only the first 500 columns are shown." in rows(source).notes


def test_a_hostile_spreadsheet_is_one_sentence(tmp_path: Path) -> None:
    cases = {
        "entities": (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', b"", "is damaged"),
        "bomb": (b"<x>" + b" " * 20_000_000, b"", "unpacks to far more than a spreadsheet"),
        "torn": (b"<x><y>", b"", "is damaged"),
        "no book": (b"<x/>", b"", "is damaged"),
        "locked": (b"<x/>", b"<m><encryption-data/></m>", "password"),
    }
    for name, (content, manifest, said) in cases.items():
        path = spreadsheet(tmp_path, content, f"{name}.ods", manifest)
        with pytest.raises(SourceNotRead, match=f"“{name}.ods” .*{said}"):
            opened(path)

"""The sheet as rows: nothing runs, nothing is lost, everything comes back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exporting.csv_rows import COLUMNS, NotOurCsv, csv_bytes, csv_text, guard, read_csv, rows, unguard
from tests.app.exporting import material

_STARTS = "=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20"
_CELLS = st.text(st.characters(codec="utf-8"), max_size=40)
_RISKY_CELLS = st.builds(str.__add__, st.text(_STARTS, max_size=3), _CELLS)


@given(_CELLS | _RISKY_CELLS)
def test_unguard_takes_back_what_guard_did(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@given(_RISKY_CELLS)
def test_a_guarded_cell_never_begins_like_a_formula_unless_it_is_a_plain_number(cell: str) -> None:
    shown = guard(cell)
    assert shown[:1] not in set(_STARTS) - {"'"} or shown.lstrip("+-").replace(".", "", 1).isdecimal()


@given(_RISKY_CELLS, _RISKY_CELLS)
def test_two_cells_never_become_one(one: str, other: str) -> None:
    assert (guard(one) == guard(other)) == (one == other)


@pytest.mark.parametrize("number", ["-5", "+3", "-12.50", "0042"])
def test_plain_numbers_are_left_alone(number: str) -> None:
    assert guard(number) == number


@given(st.lists(st.lists(_CELLS | _RISKY_CELLS, min_size=3, max_size=3), max_size=5))
def test_a_table_comes_back_cell_for_cell(table: Sequence[Sequence[str]]) -> None:
    names = ["a", "b", "c"]
    written = [dict(zip(names, line, strict=True)) for line in table]
    assert read_csv(csv_text(written, names).encode("utf-8-sig")) == written


def test_the_file_has_a_byte_order_mark_quoted_cells_and_crlf() -> None:
    content = csv_bytes(material.rich_sheet())
    assert content.startswith(b'\xef\xbb\xbf"project","demonstration"')
    assert content.endswith(b'"\r\n')


def test_a_sheet_comes_back_as_its_rows() -> None:
    data = material.rich_sheet()
    assert read_csv(csv_bytes(data)) == rows(data)
    assert tuple(rows(data)[0]) == COLUMNS or set(rows(data)[0]) == set(COLUMNS)


def test_both_questions_have_columns_of_their_own() -> None:
    row = next(row for row in rows(material.rich_sheet()) if row["claim"] == "IM2")
    assert row["said: verdict"] == "Mostly false"
    assert row["so: verdict"] == "Ilse Marrant: Cannot be verified; Tobin Ekwe: False"
    assert row["so: as of"] == "Ilse Marrant: 2026-11-12; Tobin Ekwe: 2026-11-14"
    assert row["difference"] == "checkers differ, unresolved: so"


def test_fixes_open_queries_and_shared_notes_stand_with_their_claim_and_other_words_get_rows() -> None:
    table = rows(material.rich_sheet())
    by_claim = {row["claim"]: row for row in table if row["claim"]}
    assert "· Accepted (Tobin Ekwe, " in by_claim["IM2"]["fixes"]
    assert "Reworded as “one of the tallest on the coast”" in by_claim["IM3"]["fixes"]
    assert "(these words to be struck)" in by_claim["IM5"]["fixes"]
    assert by_claim["IM5"]["fixes"].endswith(": It was read out.")
    assert "Odd Venn: Ask the board." in by_claim["IM5"]["open queries"]
    assert by_claim["IM3"]["notes"].startswith("Karsund’s crane was measured twice. (Tobin Ekwe, ")
    loose = [(row["quoted text"], row["status"]) for row in table if not row["claim"]]
    assert loose == [("4.2 million", "passage"), ("310 tonnes", "passage")]
    assert "SECRET WORDS" not in csv_bytes(material.rich_sheet()).decode("utf-8-sig")


def test_a_question_nobody_asked_is_told_from_one_nobody_rated() -> None:
    table = {row["claim"]: row for row in rows(material.rich_sheet())}
    assert table["IM1"]["said: verdict"] == "not asked"
    assert table["IM5"]["said: verdict"] == "not rated"


def test_evidence_and_conflicts_are_there_in_full() -> None:
    table = {row["claim"]: row for row in rows(material.rich_sheet())}
    lines = table["IM2"]["evidence"].splitlines()
    assert [line[:9] for line in lines] == ["1. [said]", "2. [so] c", "3. [so] c"]
    assert "“The fund may have been drawn on; we do not know.” · paragraph 2" in lines[0]
    assert "link only" in lines[0]
    assert "kept copy SHA-256 " in lines[1]
    assert "No ship has used the crane’s berth since 1998." in table["IM4"]["conflicts"]


def test_a_lone_surrogate_does_not_stop_the_file() -> None:
    assert "\ufffd" in csv_text([{"a": "x\ud800"}], ["a"])


@pytest.mark.parametrize("content", [b"", b'"a","b"\r\n"1"\r\n', b"\xff\xfe\x00", b'"a\r\n'])
def test_something_else_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(NotOurCsv, match=r"not a CSV of claims"):
        read_csv(content)

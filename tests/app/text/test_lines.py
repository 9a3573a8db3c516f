"""Lines are what Qt makes blocks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from app.text.lines import PARAGRAPH_BREAKS, line_spans

BREAKS = "\n\u2029\ufdd0\ufdd1\u2028\x0b\x0c\x85\x1c\x1d\x1e"


@pytest.mark.parametrize("char", BREAKS)
def test_qt_begins_a_block_at_exactly_the_same_characters(qtbot: QtBot, char: str) -> None:
    document = QTextDocument()
    document.setPlainText(f"a{char}b")
    assert document.blockCount() == 1 + (char in PARAGRAPH_BREAKS)
    assert document.characterCount() == 4


def test_blank_lines_separate_and_are_no_lines() -> None:
    text = "  one \n\n \t\u2028 \ntwo\n"
    assert [text[s.start : s.end] for s in line_spans(text)] == ["  one ", "two"]


def test_a_part_of_a_text_keeps_its_offsets() -> None:
    assert [(s.start, s.end) for s in line_spans("one\ntwo\nthree", 2, 9)] == [(2, 3), (4, 7), (8, 9)]


@given(st.text("ab \xa0\t" + BREAKS))
def test_all_that_is_not_white_space_lies_in_one_line(text: str) -> None:
    spans = list(line_spans(text))
    inside = [False] * len(text)
    last = -1
    for span in spans:
        assert last < span.start < span.end
        last = span.end
        line = text[span.start : span.end]
        assert not line.isspace()
        assert not set(line) & set(PARAGRAPH_BREAKS)
        inside[span.start : span.end] = [True] * len(line)
    outside = (char for char, within in zip(text, inside, strict=True) if not within)
    assert all(char.isspace() or char in PARAGRAPH_BREAKS for char in outside)

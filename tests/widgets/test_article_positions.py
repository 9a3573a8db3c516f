from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from db.records import BlockRecord
from widgets.article.positions import LONGEST_PIECE, PIECE, TextMap, displayed

# Everything Qt treats in a way of its own, and what takes two UTF-16 units or no width.
ODD = (
    "\u00a0\u2028\x0b\x0c\r\x85\t\u200d\u0301"
    "\ufffc\ufeff\u202e\u2067\ufffe\x00\x1c\ud800\udfff😀𝒎👩🏽‍🔧אשمलाि한"
)
LETTERS = st.one_of(st.sampled_from(ODD + "\n\u2029\ufdd0\ufdd1ab "), st.characters())
TEXTS = st.text(LETTERS, max_size=60)


def blocks_of(text: str) -> list[BlockRecord]:
    """A block for each line that carries more than white space, as an import finds them."""
    lines = (m for m in re.finditer("[^\n\u2029\ufdd0\ufdd1]+", text) if not m[0].isspace())
    return [BlockRecord(m.start(), m.end(), "paragraph", 0, n) for n, m in enumerate(lines, 1)]


def first_unit(character: str) -> str:
    """What Qt holds for a character: the character, or the first half of its surrogate pair."""
    return character if ord(character) < 0x10000 else chr(0xD800 + ((ord(character) - 0x10000) >> 10))


@settings(deadline=None, max_examples=300)
@given(TEXTS)
@example("\ud83d\ude00 two lone surrogates are not one character")
@example("")
def test_every_character_stands_in_the_document_where_the_map_says(text: str) -> None:
    places = TextMap(text, blocks_of(text))
    document = QTextDocument()
    document.setPlainText(places.display())
    assert document.blockCount() == len(places.pieces)
    shown = displayed(text)
    for number, piece in enumerate(places.pieces):
        assert document.findBlockByNumber(number).position() == piece.at
        for offset in range(piece.start, piece.end):
            position = places.to_document(offset)
            assert document.characterAt(position) in (first_unit(shown[offset]), shown[offset])
            assert places.to_offset(position) == offset


@settings(deadline=None)
@given(TEXTS)
def test_no_word_is_left_out_even_where_no_block_covers_it(text: str) -> None:
    places = TextMap(text, blocks_of(text)[::2])
    covered = {offset for piece in places.pieces for offset in range(piece.start, piece.end)}
    assert all(
        text[offset].isspace() or text[offset] in "\ufdd0\ufdd1" for offset in set(range(len(text))) - covered
    )


@settings(deadline=None)
@given(TEXTS)
def test_what_is_displayed_has_as_many_characters_as_what_is_stored(text: str) -> None:
    assert len(displayed(text)) == len(text)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_stretches_cover_exactly_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    places = TextMap(text, blocks_of(text))
    covered = [
        offset
        for number, low, high in places.stretches(start, end)
        for offset in range(places.offset_in(number, low), places.offset_in(number, high))
    ]
    in_pieces = [o for piece in places.pieces for o in range(piece.start, piece.end) if start <= o < end]
    assert covered == in_pieces


def test_a_position_inside_a_surrogate_pair_is_that_of_its_character() -> None:
    places = TextMap("a😀b", blocks_of("a😀b"))
    assert [places.to_offset(position) for position in range(5)] == [0, 1, 1, 2, 3]


def test_a_very_long_line_is_laid_out_in_portions_that_lose_nothing() -> None:
    text = "word " * (PIECE * 3 // 5 + 1_000)
    places = TextMap(text, blocks_of(text))
    assert len(places.pieces) == 4
    assert "".join(text[piece.start : piece.end] for piece in places.pieces) == text
    assert [piece.first for piece in places.pieces] == [True, False, False, False]
    assert [piece.last for piece in places.pieces] == [False, False, False, True]


def test_a_long_line_without_spaces_is_cut_between_characters() -> None:
    text = "e\u0301" * LONGEST_PIECE
    places = TextMap(text, blocks_of(text))
    assert len(places.pieces) > 1
    assert all(text[piece.start] == "e" for piece in places.pieces)
    assert sum(piece.end - piece.start for piece in places.pieces) == len(text)


def test_trimming_leaves_nothing_of_a_span_of_blanks() -> None:
    places = TextMap("a  b", blocks_of("a  b"))
    assert places.trimmed(1, 3) is None
    trimmed = places.trimmed(0, 3)
    assert trimmed is not None
    assert (trimmed.start, trimmed.end) == (0, 1)

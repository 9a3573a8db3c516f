"""The stored form of an alignment, what is carried by it, and what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.alignment import (
    Alignment,
    Carried,
    Doubt,
    Kind,
    Outcome,
    Pair,
    Piece,
    after,
    fits,
    read_alignment,
    write_alignment,
)
from db.canon import canon
from db.errors import BadBody
from db.records import Span

SAME, ALIKE, REWORDED, REPLACED = Kind
INSERTED = Alignment(20, 24, (Piece(0, 10, 0, 10, SAME), Piece(10, 20, 14, 24, SAME)))
KINDS = st.sampled_from(list(Kind))


@st.composite
def alignments(draw: st.DrawFn) -> Alignment:
    """Any alignment that may be stored, with pieces in any order of the new draft."""
    shapes = draw(
        st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(0, 5), KINDS), max_size=8)
    )
    order = draw(st.permutations(range(len(shapes))))
    new_starts: dict[int, int] = {}
    at = 0
    for index in order:
        size, other, gap, kind = shapes[index]
        new_starts[index] = at + gap
        at += gap + (size if kind is SAME else other)
    pieces: list[Piece] = []
    old = 0
    for index, (size, other, gap, kind) in enumerate(shapes):
        new = new_starts[index]
        length = size if kind is SAME else other
        pieces.append(Piece(old + gap, old + gap + size, new, new + length, kind, draw(st.booleans())))
        old += gap + size
    return Alignment(old + draw(st.integers(0, 4)), at + draw(st.integers(0, 4)), tuple(pieces))


@given(alignments(), st.data())
def test_whatever_is_carried_stays_inside_the_new_draft(alignment: Alignment, data: st.DataObject) -> None:
    if alignment.old_length:
        start = data.draw(st.integers(0, alignment.old_length - 1))
        end = data.draw(st.integers(start + 1, alignment.old_length))
        for found in (alignment.carry(start, end), alignment.sentence(start, end)):
            assert 0 <= found.start <= found.end <= alignment.new_length
            assert all(0 <= s.start <= s.end <= alignment.new_length for s in found.candidates)
            assert (found.start == found.end) == (found.outcome in (Outcome.LOST, Outcome.AMBIGUOUS))


@given(alignments())
def test_what_is_stored_comes_back(alignment: Alignment) -> None:
    assert read_alignment(write_alignment(alignment)) == alignment


def test_before_an_insertion_nothing_moves_and_behind_it_all_does() -> None:
    assert INSERTED.carry(2, 10) == Carried(Outcome.UNCHANGED, 2, 10)
    assert INSERTED.carry(10, 15) == Carried(Outcome.UNCHANGED, 14, 19)
    assert INSERTED.carry(8, 12) == Carried(Outcome.CHANGED, 8, 16)


def test_what_went_is_lost_at_the_place_where_it_stood() -> None:
    cut = Alignment(20, 10, (Piece(0, 5, 0, 5, SAME), Piece(15, 20, 5, 10, SAME)))
    assert cut.carry(6, 14) == Carried(Outcome.LOST, 5, 5)
    assert cut.carry(0, 20).outcome is Outcome.CHANGED


def test_a_whole_sentence_between_two_parts_splits_what_held_them() -> None:
    come = Alignment(20, 24, INSERTED.pieces, come=(Span(10, 14),))
    assert come.carry(6, 14) == Carried(Outcome.SPLIT, 6, 10, (Span(6, 10), Span(14, 18)))


def test_words_of_others_are_never_taken_in() -> None:
    crossed = Alignment(
        30, 30, (Piece(0, 10, 0, 10, SAME), Piece(10, 20, 20, 30, SAME), Piece(20, 30, 10, 20, SAME, True))
    )
    assert crossed.carry(0, 20) == Carried(Outcome.SPLIT, 0, 10, (Span(0, 10), Span(20, 30)))
    assert crossed.carry(22, 28) == Carried(Outcome.MOVED, 12, 18)


def test_a_doubt_gives_its_choices_cut_to_what_was_asked() -> None:
    choices = ((Piece(0, 10, 0, 10, SAME),), (Piece(0, 10, 15, 25, SAME),))
    doubt = Alignment(10, 30, doubts=(Doubt(0, 10, choices),))
    assert doubt.carry(2, 5) == Carried(Outcome.AMBIGUOUS, 0, 0, (Span(2, 5), Span(17, 20)))
    assert read_alignment(write_alignment(doubt)) == doubt


def test_a_few_words_in_doubt_do_not_make_a_lost_sentence_a_choice() -> None:
    doubt = Doubt(0, 4, ((Piece(0, 4, 6, 10, SAME),),))
    assert Alignment(20, 30, doubts=(doubt,)).carry(0, 20).outcome is Outcome.LOST
    assert Alignment(20, 30, doubts=(doubt,)).carry(0, 8).outcome is Outcome.AMBIGUOUS


def test_what_may_be_others_words_parts_a_stretch() -> None:
    choice = ((Piece(20, 24, 10, 14, SAME),),)
    promised = Alignment(24, 24, INSERTED.pieces, (Doubt(20, 24, choice),))
    assert promised.carry(6, 14) == Carried(Outcome.SPLIT, 6, 10, (Span(6, 10), Span(14, 18)))


def test_a_sentence_is_told_by_its_pairs() -> None:
    pieces = (Piece(0, 10, 0, 10, SAME), Piece(11, 20, 14, 23, SAME))
    split = Alignment(20, 23, pieces, pairs=(Pair(0, 20, 0, 10), Pair(0, 20, 14, 23)))
    assert split.sentence(0, 20) == Carried(Outcome.SPLIT, 0, 23, (Span(0, 10), Span(14, 23)))
    merged = Alignment(20, 23, pieces, pairs=(Pair(0, 10, 0, 23), Pair(11, 20, 0, 23)))
    assert merged.sentence(0, 10) == Carried(Outcome.MERGED, 0, 23)
    assert merged.carry(0, 10) == Carried(Outcome.MERGED, 0, 10)


def test_over_two_steps_the_graver_outcome_stands() -> None:
    assert after(Outcome.MOVED, Outcome.UNCHANGED) is Outcome.MOVED
    assert after(Outcome.CHANGED, Outcome.MOVED) is Outcome.CHANGED
    back = Alignment(24, 20, (Piece(0, 10, 0, 10, SAME), Piece(14, 24, 10, 20, SAME)))
    assert back.onward(INSERTED.carry(8, 12)) == Carried(Outcome.CHANGED, 8, 12)
    assert back.onward(INSERTED.carry(12, 16)) == Carried(Outcome.UNCHANGED, 12, 16)
    gone = Alignment(24, 0)
    assert gone.onward(INSERTED.carry(8, 12)) == Carried(Outcome.LOST, 0, 0)


def test_an_alignment_of_other_texts_is_told() -> None:
    assert fits(INSERTED, "a" * 20, "a" * 24)
    assert not fits(INSERTED, "a" * 20, "a" * 23 + "b")
    assert not fits(INSERTED, "a" * 21, "a" * 24)
    alike = Alignment(3, 3, (Piece(0, 3, 0, 3, ALIKE),))
    assert fits(alike, "Yes", "yes")
    assert not fits(alike, "Yes", "not")


def changed(**parts: Any) -> bytes:
    value = json.loads(write_alignment(INSERTED))
    return canon(value | parts)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b"\xff", b"null",
        changed(version=9),
        changed(old=-1),
        changed(new=3),
        changed(new=True),
        changed(pieces=[[0, 10, 0, 10, 0]]),
        changed(pieces=[[0, 10, 0, 9, 0, False]]),
        changed(pieces=[[0, 10, 0, 10, 4, False]]),
        changed(pieces=[[0, 10, 0, 10, 0, 0]]),
        changed(pieces=[[0, 21, 0, 21, 0, False]]),
        changed(pieces=[[5, 5, 6, 6, 1, False]]),
        changed(pieces=[[0, 10, 0, 10, 0, False], [5, 15, 12, 22, 0, False]]),
        changed(pieces=[[0, 10, 0, 10, 0, False], [10, 20, 5, 15, 0, False]]),
        changed(pieces=[[10, 20, 0, 10, 0, False], [0, 10, 10, 20, 0, False]]),
        changed(pieces=[None]), changed(pieces=7), changed(pieces=[[]]),
        changed(doubts=[[0, 5, []]], pieces=[]),
        changed(doubts=[[0, 5, [[]]]], pieces=[]),
        changed(doubts=[[0, 5, [[[0, 5, 0, 5, 0, False]]]]]),
        changed(doubts=[[0, 5, [[[0, 6, 0, 6, 0, False]]]]], pieces=[]),
        changed(doubts=[[0, 5, [[[0, 5, 0, 5, 0, False]]] * 13]], pieces=[]),
        changed(pairs=[[0, 10, 0, 25]]),
        changed(pairs=[[0, 10, 0, 10], [5, 15, 10, 20]]),
        changed(come=[[3, 9], [8, 12]]),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_is_refused(data: bytes) -> None:
    with pytest.raises(BadBody):
        read_alignment(data)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 21)])
def test_a_stretch_outside_the_draft_is_our_own_mistake(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no stretch"):
        INSERTED.carry(start, end)


def test_a_choice_of_several_pieces_is_offered_for_a_phrase_in_its_first() -> None:
    choice = (Piece(0, 20, 40, 60, SAME), Piece(20, 21, 60, 61, ALIKE), Piece(21, 40, 61, 80, SAME))
    doubt = Doubt(0, 40, (choice,))
    assert Alignment(40, 80, doubts=(doubt,)).carry(2, 12).candidates == (Span(42, 52),)


def test_what_is_left_of_a_sentence_cut_short_stands_if_it_is_several_words_in_their_place() -> None:
    pair = Pair(0, 100, 0, 21)
    cut = Alignment(100, 21, (Piece(0, 20, 0, 20, SAME),), pairs=(pair,))
    assert cut.carry(0, 100) == Carried(Outcome.CHANGED, 0, 21)
    assert cut.carry(0, 100, grown=False) == Carried(Outcome.CHANGED, 0, 20)
    few = Alignment(100, 21, (Piece(0, 9, 0, 9, SAME),), pairs=(pair,))
    assert few.carry(0, 100).outcome is Outcome.LOST
    moved = Alignment(100, 21, (Piece(0, 20, 0, 20, SAME, True),), pairs=(pair,))
    assert moved.carry(0, 100).outcome is Outcome.LOST

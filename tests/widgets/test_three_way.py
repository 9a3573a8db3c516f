"""What several people changed in the words they began from, and where their changes meet."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rounds import rounds
from widgets.deciding.three_way import Stretch, three_way
from widgets.remarks.word_diff import Change

words = st.lists(st.sampled_from(["one", "two", "three", "zwei", "drei,", "41,200"]), max_size=9).map(
    " ".join
)


@settings(max_examples=rounds(60))
@given(began=words, sides=st.lists(words, min_size=2, max_size=3))
def test_the_stretches_make_every_side_and_what_it_began_from(began: str, sides: list[str]) -> None:
    told = three_way(began, sides)
    for side, stretches in zip(sides, told.sides, strict=True):
        assert "".join(s.text for s in stretches if s.change is not Change.IN) == began
        assert "".join(s.text for s in stretches if s.change is not Change.OUT) == side
    assert "".join(s.text for s in told.began) == began
    meets = any(s.meets for stretches in told.sides for s in stretches)
    assert meets == (told.places > 0)


def test_changes_of_the_same_words_are_marked_and_others_are_not() -> None:
    told = three_way(
        "the red boat left at noon", ["the blue boat left at noon", "the old boat left at night"]
    )
    assert told.places == 1
    assert Stretch(Change.IN, "blue", True) in told.sides[0]
    assert Stretch(Change.IN, "old", True) in told.sides[1]
    assert Stretch(Change.IN, "night", False) in told.sides[1]
    assert Stretch(Change.OUT, "red", True) in told.began
    assert Stretch(Change.OUT, "noon", False) in told.began


def test_the_same_change_made_by_both_meets_nowhere() -> None:
    assert three_way("the red boat", ["the blue boat", "the blue boat"]).places == 0

"""Words that are back are found where they are the same, and short ones by their neighbours alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from db.records import Span
from db.seeking import places_again

OLD = "Rent in Bergen\t44,850\t12 %\nRent in Oslo\t51,200\t9 %\nThe price of a flat fell by 12 % in March."


def found(words: str, sentence: str, new: str) -> list[int]:
    whole = OLD.index(sentence)
    at = OLD.index(words, whole)
    spans = places_again(OLD, Span(at, at + len(words)), Span(whole, whole + len(sentence)), new)
    assert all(new[span.start : span.end] == words for span in spans)
    return [span.start for span in spans]


def test_a_cell_is_found_by_what_stands_beside_it_and_no_other_of_its_words() -> None:
    new = "Flats: 44,850 of them, 144,850 in all.\n" + OLD
    assert found("44,850", "44,850", new) == [new.index("44,850\t")]
    assert found("44,850", "44,850", "Flats: 44,850 of them.") == []
    assert found("12 %", "The price of a flat fell by 12 % in March.", new) == [new.rindex("12 %")]


def test_a_sentence_that_stands_twice_is_two_places() -> None:
    line = "The price of a flat fell by 12 % in March."
    assert found("fell", line, f"{line} And {line}") == [20, 67]


@settings(max_examples=60)
@given(st.text("ab 1.\n", max_size=40), st.text("ab 1.\n", max_size=60), st.data())
def test_nothing_is_found_but_the_very_words(old: str, new: str, data: st.DataObject) -> None:
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    for span in places_again(old, Span(start, end), Span(0, len(old)), new):
        assert new[span.start : span.end] == old[start:end]

"""Quoted words found again."""

from hypothesis import given
from hypothesis import strategies as st

from app.text.anchors import context, find_quote, locate, occurrences
from db.records import Span

WORDS = st.text("ab \n\xa0'’\"“😀.", max_size=60)


def found(quote: str, text: str) -> list[str]:
    return [text[s.start : s.end] for s in find_quote(quote, text)]


def test_a_quote_that_stands_once_is_located() -> None:
    assert locate("the ferry", "All of the ferry, sold.") == Span(7, 16)


def test_a_missing_or_empty_quote_is_not_located() -> None:
    assert locate("a boat", "the ferry") is None
    assert locate("", "the ferry") is None


def test_a_quote_that_stands_twice_needs_its_surroundings() -> None:
    text = "He said yes. She said yes."
    assert locate("said yes", text) is None
    assert locate("said yes", text, prefix="She ") == Span(17, 25)
    assert locate("said yes", text, suffix=". She") == Span(3, 11)
    assert locate("said yes", text, prefix="They ") is None


def test_with_an_offset_the_quote_must_stand_there() -> None:
    text = "yes and yes"
    assert locate("yes", text, at=8) == Span(8, 11)
    assert locate("yes", text, at=7) is None
    assert locate("yes", text, at=-3) is None


def test_overlapping_occurrences_all_count() -> None:
    assert occurrences("aa", "aaa") == [Span(0, 2), Span(1, 3)]
    assert occurrences("", "aaa") == []


def test_typed_quotes_match_curly_ones_and_any_white_space() -> None:
    text = "seized by a “friendly”\n\xa0 country, Russia’s ally"
    assert found('  a "friendly" country, Russia\'s ', text) == ["a “friendly”\n\xa0 country, Russia’s"]


def test_letters_must_agree() -> None:
    assert found("Friendly", "a friendly country") == []
    assert found("a.b", "axb") == []


def test_every_place_is_found_so_that_the_caller_can_refuse() -> None:
    assert len(find_quote("it's", "it’s what it‘s and it's")) == 1
    assert len(find_quote("it's", "it’s what it‘s")) == 2
    assert find_quote(" \n", "some text ") == []


def test_a_long_run_of_blanks_does_not_slow_the_search() -> None:
    assert find_quote("a b", ("a" + " " * 1_000) * 1_000) == []


@given(WORDS, st.data())
def test_any_stretch_is_located_and_is_among_its_occurrences(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    prefix, suffix = context(text, start, end)
    assert (prefix + quote + suffix) in text
    assert max(len(prefix), len(suffix)) <= 32
    if quote:
        assert locate(quote, text, at=start) == Span(start, end)
        assert Span(start, end) in occurrences(quote, text)
        assert locate(quote, text, text[:start], text[end:]) == Span(start, end)
        assert all(text[s.start : s.end] == quote for s in occurrences(quote, text))


@given(WORDS, st.data())
def test_a_stretch_typed_plainly_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    plain = {"’": "'", "“": '"', "\xa0": " ", "\n": " "}
    typed = "".join(plain.get(char, char) for char in text[start:end])
    places = find_quote(typed, text)
    assert bool(places) == bool(typed.strip())
    for place in places:
        stored = "".join(plain.get(char, char) for char in text[place.start : place.end])
        assert stored.split() == typed.split()

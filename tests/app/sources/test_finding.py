"""Words are found as a reader would find them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sources.finding import folded


def found(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in folded(text).find(words)]


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("Straße, STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Ærø and Ålborg", "alborg", ["Ålborg"]),
        ("the “re-\nmarkable” well-\nknown end", '"remarkable" well-known', ["“re-\nmarkable” well-\nknown"]),
        ("one\u00a0two\n three", "one two three", ["one\u00a0two\n three"]),
        ("from −5 to 1950–1953", "1950-1953", ["1950–1953"]),
        ("ﬁve eﬀects", "five effects", ["ﬁve eﬀects"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("서울의 가격", "서울", ["서울"]),
        ("fünf", "fuenf", []),
    ],
)
def test_words_are_found_however_they_are_set(text: str, words: str, hits: list[str]) -> None:
    assert found(text, words) == hits


_TEXTS = st.text(st.sampled_from("abÄß ﬁ-\n’“é\u0301\u00ad1."), max_size=40)


@given(_TEXTS, st.integers(0, 40), st.integers(1, 12))
def test_what_stands_in_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    words = text[start : start + length]
    hits = list(folded(text).find(words))
    assert all(0 <= a < b <= len(text) for a, b in hits)
    assert [a for a, _ in hits] == sorted({a for a, _ in hits})
    whole = start == 0 and length >= len(text)
    assert hits or not folded(words).words.strip() or not whole

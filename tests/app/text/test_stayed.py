"""What stands for words that went stands for them alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.aligning.stayed import own_words
from app.text.aligning.tokens import Vocabulary
from app.text.aligning.units import Likeness, Side, keys, units
from app.text.aligning.words import Instead
from app.text.drafts import AlignedText, align

SIZE = 12


def side(text: str, vocabulary: Vocabulary) -> Side:
    tokens = vocabulary.tokens(text)
    cut = units(tokens, [(0, len(text))])
    return Side(text, tokens, cut, keys(tokens, cut, {}))


ranges = st.tuples(st.integers(0, SIZE - 1), st.integers(1, 4)).map(lambda r: (r[0], min(SIZE, sum(r))))
insteads = st.lists(st.tuples(ranges, ranges).map(lambda r: Instead(*r[0], *r[1], False)), max_size=6)


@given(insteads)
@settings(max_examples=60)
def test_nothing_stands_for_two_and_for_nothing_stand_two(instead: list[Instead]) -> None:
    vocabulary = Vocabulary()
    old = side(" ".join(f"old{chr(97 + n)}" for n in range(SIZE)), vocabulary)
    new = side(" ".join(f"new{chr(97 + n)}" for n in range(SIZE)), vocabulary)
    free = [True] * SIZE
    found = own_words(instead, Likeness(old, new), [], free, free)
    for low, high in ((0, 1), (2, 3)):
        taken = [n for one in found for n in range(one[low], one[high])]
        assert len(taken) == len(set(taken))
    assert found == sorted(found)
    assert not instead or found


def test_of_a_word_that_stands_twice_the_one_that_stands_as_it_stood_has_stayed() -> None:
    old = "He was given more by knowledge, when and do increasingly, what is to be done told them all."
    new = old.replace("knowledge, when and do", "when, when the do")
    texts = (AlignedText(text, [(0, len(text))]) for text in (old, new))
    words = "when and do increasingly, what is to be done"
    found = align(*texts).carry(old.index(words), old.index(words) + len(words))
    assert new[found.start : found.end] == "when the do increasingly, what is to be done"

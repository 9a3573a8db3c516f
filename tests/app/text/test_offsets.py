"""Code points to UTF-16 and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.offsets import Utf16Map

TEXTS = st.text(st.characters(exclude_categories=("Cs",))) | st.text("ae\u0301\u200d😀👩🇺𝒜\ufffd")


@given(TEXTS)
def test_every_offset_agrees_with_the_encoded_length(text: str) -> None:
    utf16 = Utf16Map(text)
    assert (utf16.length, utf16.utf16_length) == (len(text), len(text.encode("utf-16-le")) // 2)
    for offset in range(len(text) + 1):
        units = len(text[:offset].encode("utf-16-le")) // 2
        assert utf16.to_utf16(offset) == units
        assert utf16.to_code_point(units) == offset


@given(TEXTS)
def test_an_offset_inside_a_pair_is_that_of_its_character(text: str) -> None:
    utf16 = Utf16Map(text)
    for offset, char in enumerate(text):
        if char > "\uffff":
            assert utf16.to_code_point(utf16.to_utf16(offset) + 1) == offset


@pytest.mark.parametrize("offset", [-1, 5])
def test_an_offset_outside_the_text_is_refused(offset: int) -> None:
    utf16 = Utf16Map("a😀b")
    with pytest.raises(ValueError, match="outside"):
        utf16.to_code_point(offset)
    with pytest.raises(ValueError, match="outside"):
        utf16.to_utf16(offset)

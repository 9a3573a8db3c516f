"""The one change ever made to a text."""

from hypothesis import given
from hypothesis import strategies as st

from app.text.normalise import Normalised, Note, normalise

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text(
    "a\r\n\0\ufeff\ud800\udc00\u2028\xa0e\u0301😀"
)


def test_line_ends_become_lf_and_a_leading_mark_goes() -> None:
    assert normalise("\ufeffone\r\ntwo\rthree\n").text == "one\ntwo\nthree\n"


def test_nuls_and_surrogates_become_replacement_characters_and_are_counted() -> None:
    normal = normalise("a\0b\0\ud83dc\udc00")
    assert normal.text == "a\ufffdb\ufffd\ufffdc\ufffd"
    assert normal.notes == (Note("nul-replaced", 2), Note("surrogates-replaced", 2))


def test_nothing_else_changes() -> None:
    text = "caf\u0065\u0301 1\xa0000 a\u2028b\u2029c \x0b\x0c\x85 \u200d😀 \ufeff \ufdd0 \t  x  \n\n\n"
    assert normalise(text) == Normalised(text, ())


@given(ANY_TEXT)
def test_normalising_twice_is_normalising_once(raw: str) -> None:
    once = normalise(raw).text
    assert normalise(once).text == once
    assert normalise(once).notes == ()
    once.encode("utf-8")

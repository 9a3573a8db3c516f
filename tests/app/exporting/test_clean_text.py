"""Words made fit for a page."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from app.exporting.clean_text import BOX, LONGEST_RUN, MOST_MARKS, Cleaning, break_long_runs

_ANY = st.text(max_size=200)
_NASTY = st.text(st.sampled_from("ab\u0301\u200d\u202e\x00\ue000\ufffd\U0001f469 \n"), max_size=200)


@given(_ANY | _NASTY)
def test_nothing_a_page_cannot_carry_is_left(text: str) -> None:
    out = Cleaning().text(text)
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd\ufeff\u202a-\u202e]", out
    )


@given(_ANY | _NASTY)
def test_no_run_is_longer_than_a_line_can_break_unless_it_cannot_be_broken(text: str) -> None:
    for run in re.split(r"[\s\u200b]+", Cleaning().text(text)):
        breakable = sum(unicodedata.category(c)[0] not in "MC" for c in run)
        assert breakable <= 2 * LONGEST_RUN


@given(_ANY)
def test_break_points_change_nothing_but_add_themselves(text: str) -> None:
    assert break_long_runs(text).replace("\u200b", "") == text.replace("\u200b", "")


def test_marks_are_not_torn_from_their_letters() -> None:
    run = "e\u0301" * 60
    assert "\u200b\u0301" not in break_long_runs(run)


def test_stacked_marks_are_capped() -> None:
    assert Cleaning().text("e" + "\u0301" * 30) == "e" + "\u0301" * MOST_MARKS


def test_what_was_left_out_and_replaced_is_remembered() -> None:
    cleaning = Cleaning(unprintable={"한"})
    assert cleaning.text("a\x07b한\ue000") == f"ab{BOX}{BOX}"
    assert set(cleaning.dropped) == {"\x07"}
    assert set(cleaning.replaced) == {"한", "\ue000"}


def test_a_fingerprint_stays_whole() -> None:
    assert Cleaning().text("9f" * 32) == "9f" * 32


def test_every_way_to_end_a_line_becomes_one() -> None:
    assert Cleaning().text("a\r\nb\rc\u2028d\u2029e\x85f") == "a\nb\nc\nd\ne\nf"

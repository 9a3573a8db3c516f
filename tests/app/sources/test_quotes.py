"""Quote check: what differs in a word, number, name, sign or mark is never exact; words set otherwise are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sources.quotes import check, check_quotations, find_among
from app.sources.text_index import TextIndex
from db.records import Span
from db.records.comparing import Turn
from db.records.quotes import Folding, QuoteOutcome, QuoteRecord

EXACT, NEAR, ABSENT = QuoteOutcome.EXACT, QuoteOutcome.NEAR, QuoteOutcome.ABSENT

REPORT = """The mayor said on Monday that “seven people died” in the fire — the worst since 1998 — and that
damage came to $5.2 million. He did not resign, as non-profit groups in the US asked us to report. The infor-
mation came from a well-
known source. It was -5 degrees; about 12 500 people fled from 10² rooms. The boat is 5' 10" long.
他不是学生，他是老师。У Києві загинули сім людей. قال الوزير إن سبعة أشخاص ماتوا.
"""
TEXT = TextIndex(REPORT)


def _differences(quote: QuoteRecord) -> list[tuple[str, str]]:
    return [(part.turn.value, part.text.strip()) for part in quote.parts if part.turn is not Turn.SAME]


@pytest.mark.parametrize(
    ("passage", "foldings"),
    [
        ("He did not resign", ()),
        ('"He did not resign"', (Folding.QUOTES,)),
        ('that "seven people died" in', (Folding.QUOTES,)),
        ("the fire - the worst since 1998", (Folding.DASHES,)),
        ("The information came", (Folding.HYPHENATION,)),
        ("a well-known source", (Folding.HYPHENATION,)),
        ("It was −5 degrees", (Folding.DASHES,)),
        ("about 12\u00a0500  people", (Folding.SPACES,)),
        ("Ｈｅ ｄｉｄ not resign", (Folding.FORMS,)),
        ("他是老师", ()),
        ("загинули сім людей", ()),
        ("إن سبعة أشخاص", ()),
    ],
)
def test_the_same_words_set_otherwise_are_exact_and_it_says_how(
    passage: str, foldings: tuple[Folding, ...]
) -> None:
    quote = check(passage, TEXT)
    assert (quote.outcome, quote.likeness, quote.count) == (EXACT, 1.0, 1)
    assert quote.foldings == foldings


@pytest.mark.parametrize(
    ("passage", "differences"),
    [
        ("that nine people died in", None),
        ("He did resign, as", [("in", "not")]),
        ("groups in the us asked us", [("out", "us"), ("in", "US")]),
        ("damage came to $52 million", [("out", "52"), ("in", "5.2")]),
        ("damage came to 5.2 million", [("in", "$")]),
        ("It was 5 degrees", [("out", "5"), ("in", "-5")]),
        ("fled from 102 rooms", [("out", "102"), ("in", "10²")]),
        ("The boat is 5\" 10' long", None),
        ("500 people fled from", [("in", "12")]),
        ("profit groups in the US", [("in", "non-")]),
        ("The information came from a wellknown Source", [("out", "Source"), ("in", "source")]),
        ("他是学生，他", [("in", "不")]),
        ("загинули вісім людей", [("out", "вісім"), ("in", "сім")]),
    ],
)
def test_another_word_number_sign_or_case_is_near_and_shown(
    passage: str, differences: list[tuple[str, str]] | None
) -> None:
    quote = check(passage, TEXT)
    assert quote.outcome is NEAR
    assert differences is None or _differences(quote) == differences
    assert "".join(part.text for part in quote.parts if part.turn is not Turn.IN) == passage


def test_what_differs_is_told_of_the_nearest_words_not_of_the_same_ones_standing_before_or_behind() -> None:
    memo = TextIndex(
        "Memo of the ministry\n\nThe ministry counted 4,120 rockets on 14 July.\n\nIn July it ended."
    )
    near = check("The ministry counted 4,120 rockets on 15 July.", memo)
    assert _differences(near) == [("out", "15"), ("in", "14")]
    assert memo.text[near.start : near.end] == "The ministry counted 4,120 rockets on 14 July."
    behind = check("counted 4,210 rockets on 14 July", memo)
    assert _differences(behind) == [("out", "4,210"), ("in", "4,120")]
    assert memo.text[behind.start : behind.end] == "counted 4,120 rockets on 14 July"


@pytest.mark.parametrize(
    "passage",
    ["", " ", "…", "“”", "[…]", "Nobody was ever told of kings", "wholly", "\0", "\ud800", "(" * 300],
)
def test_what_is_not_there_is_absent(passage: str) -> None:
    assert check(passage, TEXT) == QuoteRecord(ABSENT)


@pytest.mark.parametrize(
    ("passage", "left_out"),
    [
        ("The mayor said … the worst since 1998", ["on Monday that “seven people died” in the fire —"]),
        ("He did not resign [...] The information", [", as non-profit groups in the US asked us to report."]),
        ("[H]e did not resign", []),
        ("The information came from a [local] source", ["well-\nknown"]),
        ("…did not resign.…", []),
    ],
)
def test_an_ellipsis_or_brackets_stand_for_what_is_left_out(passage: str, left_out: list[str]) -> None:
    quote = check(passage, TEXT)
    assert quote.outcome is EXACT
    assert {Folding.ELLIPSIS, Folding.BRACKETS} & set(quote.foldings)
    found = [REPORT[span.start : span.end].strip() for span in quote.left_out]
    assert found == left_out or not left_out


def test_stretches_out_of_order_or_changed_or_far_apart_are_not_exact() -> None:
    assert check("the worst since 1998 … The mayor said on", TEXT).outcome is not EXACT
    changed = check("The mayor said on Monday … the worst since 1999", TEXT)
    assert (changed.outcome, _differences(changed)) == (NEAR, [("out", "1999"), ("in", "1998")])
    far = TextIndex("It began here. " + "Other words stand between. " * 200 + "There it ended.")
    assert check("It began here … There it ended", far).outcome is not EXACT


def test_brackets_of_the_source_are_not_taken_for_the_quoters() -> None:
    text = TextIndex("It was shown before [see Table 10] that mice [3] can read.")
    assert check("shown before [see Table 10] that mice [3] can read", text).outcome is EXACT
    for passage in (
        "shown before [see Table 11] that mice",
        "that mice [4] can read",
        "before [see Table 12]",
    ):
        assert check(passage, text).outcome is not EXACT


def test_all_places_of_a_word_are_counted() -> None:
    text = TextIndex("the art of party art; partly, the Art " * 700)
    quote = check("art", text)
    assert (quote.count, len(quote.places), quote.places[1]) == (1400, 1000, Span(17, 20))


def test_a_running_head_and_page_number_between_two_pages_are_passed_over() -> None:
    pages = [
        "THE REPORT 1\nThe ferry left at nine\nand a storm\ncame up that\nbroke the dam-\n4\n",
        "THE REPORT 2\naged mast and\nthe bow. Then\nit was\nnever seen by\n5\n",
        "THE REPORT 3\nanybody again.\nNobody knows\nwhere\nit went.\n6\n",
    ]
    text = TextIndex("\f".join(pages))
    over = check("that broke the damaged mast and the bow", text)
    assert (over.outcome, Folding.PAGE_BREAK in over.foldings) == (EXACT, True)
    assert check("was never seen by\n5\n\fTHE REPORT 3\nanybody again", text).outcome is EXACT
    assert check("it was never seen by anybody knows where", text).outcome is not EXACT


def test_a_line_of_the_text_at_a_page_s_edge_is_not_passed_over() -> None:
    text = TextIndex("One line.\nA second line\nof twelve people\n\fwere not hurt\nat all here.\nLast.\n")
    assert check("A second line of twelve people were not hurt", text).outcome is EXACT
    assert check("A second line were not hurt", text).outcome is not EXACT


def test_it_is_found_in_another_source_exactly_before_nearly() -> None:
    texts = {
        "S1": TextIndex("Nothing of the sort stands here."),
        "S2": TextIndex("On Monday nine people died in the fire."),
        "S3": TEXT,
    }
    found = find_among("“seven people died” in the fire", texts)
    assert [(key, quote.outcome) for key, quote in found] == [("S3", EXACT), ("S2", NEAR)]


def test_quotations_of_an_article_are_checked_with_marks_or_without() -> None:
    article = "“It was −5 degrees,” she said. ‘He did resign.’ Then: «Nobody was ever told of kings»"
    spans = [Span(*match.span()) for match in re.finditer("“.*?”|‘.*?’|«.*?»", article)]
    found = [quote.outcome for _, quote in check_quotations(article, spans, TEXT)]
    assert found == [EXACT, NEAR, ABSENT]


# Laws

_SAID = (
    "the mayor of Bergen said 41 people 3.5 million not never well-known don’t “we” — (they) office £7 US us"
)
_WORDS = st.sampled_from(_SAID.split())
_PASSAGES = st.lists(_WORDS, min_size=5, max_size=25).filter(lambda words: any(map(str.isalnum, words)))


def _filled(words: list[str]) -> str:
    return f"It begins otherwise here. {' '.join(words)}; and it ends otherwise there."


_STYLES = [
    ("“", '"'),
    ("”", "«"),
    ("’", "'"),
    ("—", "-"),
    (" ", "\n"),
    (" ", "\u00a0 "),
    ("ffi", "ﬃ"),
    ("o", "\u00ado"),
]


@settings(max_examples=40, deadline=None)
@given(_PASSAGES, st.lists(st.sampled_from(_STYLES), max_size=5))
def test_any_passage_set_otherwise_is_exact(words: list[str], styles: list[tuple[str, str]]) -> None:
    text = TextIndex(_filled(words))
    passage = " ".join(words)
    for old, new in styles:
        passage = passage.replace(old, new)
    assert check(passage, text).outcome is EXACT


@settings(max_examples=40, deadline=None)
@given(_PASSAGES, st.data())
def test_any_passage_with_one_word_changed_dropped_or_put_in_is_not_exact(
    words: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(words) - 2))
    new = data.draw(st.sampled_from([[], ["umbrella"], [words[at], "no"], [words[at].swapcase() + "x"]]))
    changed = [*words[:at], *new, *words[at + 1 :]]
    text = TextIndex(_filled(words))
    quote = check(" ".join(changed), text)
    if " ".join(changed) not in text.text:
        assert quote.outcome is not EXACT
    if quote.outcome is NEAR:
        assert _differences(quote)
        assert "".join(part.text for part in quote.parts if part.turn is not Turn.IN) == " ".join(changed)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=200))
def test_no_words_raise_anything_and_places_lie_in_the_text(passage: str, text: str) -> None:
    quote = check(passage, TextIndex(text))
    assert 0 <= quote.start <= quote.end <= len(text)
    found = check(text, TextIndex(text))
    assert found.outcome is EXACT or not any(map(str.isalnum, text))

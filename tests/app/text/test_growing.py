from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.clauses import clauses, word_at, words
from app.text.growing import Unit, grown
from app.text.sentences import sentences
from db.records import SentenceRecord, SentenceState, Span

TEXT = (
    "In 2019, the board had promised that the boat would cost 4,200 crowns, not a penny more. However, it"
    " sank; the mayor (who signed) left."
)


def told(text: str, parts: list[Span]) -> list[str]:
    return [text[part.start : part.end] for part in parts]


def ledger(text: str) -> list[SentenceRecord]:
    spans = sentences(text, [Span(0, len(text))] if text else [])
    return [SentenceRecord(n, s.start, s.end, SentenceState.UNREAD) for n, s in enumerate(spans, 1)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "In 2019, the board had promised that the boat would cost 4,200 crowns, not a penny more.",
            [
                "In 2019",
                "the board had promised",
                "that the boat would cost 4,200 crowns",
                "not a penny more",
            ],
        ),
        ("However, it sank; nobody drowned.", ["However, it sank", "nobody drowned"]),
        (
            "The mayor (who signed it) left—and came back.",
            ["The mayor", "who signed it", "left—and came back"],
        ),
        ("قال الوزير، الذي وقّع العقد، إنه لا يعرف.", ["قال الوزير", "الذي وقّع العقد", "إنه لا يعرف"]),
        ("市長は署名し，議会は反対した。", ["市長は署名し", "議会は反対した"]),
        ("“We paid it,” she said, “in May.”", ["We paid it", "she said", "in May"]),
        ("No.", ["No"]),
        ("…", []),
    ],
)
def test_a_sentence_parts_at_commas_dashes_brackets_and_joining_words(text: str, parts: list[str]) -> None:
    assert told(text, clauses(text, 0, len(text))) == parts


def test_words_are_without_punctuation_and_a_letter_each_where_none_is_written_between() -> None:
    text = "“Don’t”, said 港口's U.S. chief — 4.2% of नौका!"
    assert told(text, words(text, 0, len(text))) == [
        "Don’t", "said", "港", "口", "s", "U.S", "chief", "4.2%", "of", "नौका",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "word",
    [
        "44,580",
        "148.620,50",
        "44\u00a0580",
        "1\u202f234\u202f567",
        "-7\u00a0%",
        "4.2%",
        "$1.2bn",
        "€\u00a020",
        ".5",
        "12/05/2024",
        "10:30",
        "٤٤٬٥٨٠٫٥٪",
        "२,३४,५६७",
        "l’île-d’Yeu",
        "well-known",
        "me.you+1@x-y.org",
        "https://a.org/b_(c)/?q=1,2",
        "nrk.no/12-3/",
    ],
)
def test_a_number_an_address_and_a_word_with_signs_in_it_are_one_word(word: str) -> None:
    for text in (f"It was {word}, they say.", f"“{word}”!", f"(It: {word})."):
        start = text.index(word)
        for at in range(start, start + len(word) + 1):
            assert word_at(text, at) == Span(start, start + len(word)), text


def test_between_words_and_at_either_side_of_a_dash_there_is_no_longer_word() -> None:
    text = "pay 1914–18 and/or 300 200\nnext"
    assert word_at(text, len(text)) == Span(27, 31)
    assert told(text, words(text, 0, len(text))) == ["pay", "1914", "18", "and", "or", "300", "200", "next"]
    assert word_at("a  b", 2) is None
    assert word_at("", 0) is None


def press(text: str, *steps: tuple[Unit, bool] | tuple[Unit, bool, bool], at: int = 0) -> str:
    span: Span | None = None
    for unit, more, *front in steps:
        found = grown(text, ledger(text), span, at, unit, more=more, front=bool(front and front[0]))
        span = found or span
    return text[span.start : span.end] if span else ""


W, C, S = Unit.WORD, Unit.CLAUSE, Unit.SENTENCE


@pytest.mark.parametrize(
    ("steps", "selected"),
    [
        ([(W, True)], "In"),
        ([(W, True), (W, True)], "In 2019"),
        ([(W, False)], "In 2019, the board had promised that the boat would cost 4,200 crowns, not a penny"),
        ([(C, True), (C, True)], "In 2019, the board had promised"),
        ([(C, False)], "In 2019, the board had promised that the boat would cost 4,200 crowns"),
        ([(C, True), (C, True), (W, False)], "In 2019, the board had"),
        ([(C, True), (C, True), (W, False, True)], "2019, the board had promised"),
        ([(C, True), (C, True), (W, False, True), (W, True, True)], "In 2019, the board had promised"),
        ([(S, True), (S, True)], TEXT[:-1] + "."),
        ([(S, True), (S, True), (S, False)], TEXT.partition(" However")[0]),
        ([(W, True), (W, False)], "In"),
    ],
)
def test_a_selection_grows_and_shrinks(steps: list[tuple[Unit, bool]], selected: str) -> None:
    assert press(TEXT, *steps) == selected


def test_it_starts_at_the_word_stood_in() -> None:
    at = TEXT.index("romised")
    assert press(TEXT, (W, True), at=at) == "promised"
    assert press(TEXT, (C, True), at=at) == "the board had promised"
    assert press(TEXT, (S, True), at=TEXT.index("sank")).startswith("However")


@given(
    st.text(st.sampled_from("ab ,.;—(者، \n\u0301क\u200d9"), max_size=60),
    st.integers(0, 60),
    st.lists(st.tuples(st.sampled_from(list(Unit)), st.booleans(), st.booleans()), max_size=6),
)
def test_a_selection_is_always_some_words_of_the_text_and_more_takes_more(
    text: str, at: int, steps: list[tuple[Unit, bool, bool]]
) -> None:
    known, span = ledger(text), None
    for unit, more, front in steps:
        found = grown(text, known, span, at, unit, more=more, front=front)
        if found is None:
            continue
        assert 0 <= found.start < found.end <= len(text)
        if span is not None:
            (small, large) = (span, found) if more else (found, span)
            assert large.start <= small.start
            assert small.end <= large.end
            assert large != small
        span = found

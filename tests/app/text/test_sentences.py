"""Sentences by rules."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.lines import line_spans
from app.text.sentences import sentences
from benchmarks.hostile_text import HOSTILE
from benchmarks.sentences import Score, conllu, rules
from db.records import Span

DATA = Path(__file__).parents[4] / "shared" / "data"


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, line_spans(text))]


@pytest.mark.parametrize(
    "marked",
    [
        "It sailed.|It sank.",
        "Mr. Park met Dr. Lee at 5 p.m. on Monday.|He left.",
        "He lives in the U.S.|She does not.",
        "The U.S. Army said so.",
        "He fell ill.|Doctors came in the sun.|Police saw ten reps.|Rep. Smith left.",
        "J. R. R. Tolkien wrote it.|It sold.",
        "It rose 3.5 per cent to £4.2m.|Shares fell.",
        "See p. 55 and Fig. 3.|No. 10 agreed.",
        "“We won.”|“They lost.”",
        "“Why?” Mr Park asked.",
        "“Why?” he asked.|Nobody knew.",
        "Well... perhaps not.|Then again...|Yes.",
        "He paused . . . and left.",
        "It was late (very late).|(It rained.)|They went.",
        "It closed in 1991.|In 1992 it opened.",
        "It fell.[12]|It rose. [3]|It fell.",
        "The Yahoo! Finance page was down.|Why?!|Nobody said.",
        "1. The first point.|It matters.",
        "They own Acme Inc.|The rest is theirs.",
        "Er kam am 3. Oktober, z. B. mit „Lust.“|Dann ging er.",
        "« Bonjour. »|Il part.",
        "„Pilsen“ řekl.|Konec.",
        "これは文です。|次の文です。",
        "「そうだ。」と言った。|はい。",
        "यह है।|वह है।",
        "هل هذا صحيح؟|نعم.",
        "iPhones sell.|iPads do not.",
        "It costs “£3”.|eBay knows.",
    ],
)
def test_a_line_is_cut_where_its_sentences_end(marked: str) -> None:
    parts = marked.split("|")
    glue = "" if marked[0] in "これ「य" else " "
    assert split(glue.join(parts)) == parts


@pytest.mark.parametrize("char", "\n\u2028\u2029\x0b\x0c\x85")
def test_no_sentence_crosses_a_line_break_of_any_kind(char: str) -> None:
    assert split(f"one {char} two") == ["one", "two"]


def test_sentences_keep_to_the_given_stretches() -> None:
    assert sentences("One. Two. Three.", [Span(0, 9)]) == [Span(0, 4), Span(5, 9)]
    assert sentences("One. Two.", [Span(0, 6), Span(6, 9)]) == [Span(0, 4), Span(5, 6), Span(6, 9)]


@given(st.text("aA1 .?!…\"”“'’)([]。।」\xa0»\n\u2028\t😀ß") | st.text())
def test_sentences_share_out_all_that_is_not_white_space(text: str) -> None:
    blocks = list(line_spans(text))
    spans = sentences(text, blocks)
    inside = [False] * len(text)
    last = 0
    for span in spans:
        assert last <= span.start < span.end
        last = span.end
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        assert any(b.start <= span.start and span.end <= b.end for b in blocks)
        inside[span.start : span.end] = [True] * (span.end - span.start)
    for block in blocks:
        assert all(inside[i] or text[i].isspace() for i in range(block.start, block.end))


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_is_shared_out_too(unit: str) -> None:
    text = unit * (3_000 // len(unit))
    spans = sentences(text, [Span(0, len(text))])
    inside = "".join(text[s.start : s.end] for s in spans)
    assert "".join(inside.split()) == "".join(text.split())


@pytest.mark.skipif(not DATA.exists(), reason="no gold sentences in ../shared/data")
@pytest.mark.parametrize(
    ("path", "least"),
    [("ud_english_gum/en_gum-ud-dev.conllu", 0.94), ("ud_english_ewt/en_ewt-ud-dev.conllu", 0.79)],
)
def test_exact_spans_of_gold_sentences_are_found(path: str, least: float) -> None:
    score = Score()
    for document in conllu(DATA / path):
        score.add(document)
    assert score.f1 > least


@pytest.mark.skipif(not DATA.exists(), reason="no gold sentences in ../shared/data")
def test_most_of_the_golden_rules_for_english_hold() -> None:
    score = Score()
    for language, document in rules(DATA / "pysbd_rules" / "rules.jsonl"):
        if language == "en":
            score.add(document)
    assert score.whole / score.documents > 0.75

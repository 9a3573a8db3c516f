from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.spotting.attribution import attribute
from app.spotting.cue_words import LANGUAGES
from app.spotting.records import Attribution
from app.text.lines import line_spans
from app.text.sentences import sentences


def found(text: str, language: str = "en") -> list[list[Attribution]]:
    spans = [(one.start, one.end) for one in sentences(text, line_spans(text))]
    return [list(one) for one in attribute(text, spans, language)]


def told(text: str, one: Attribution) -> list[str]:
    return [text[start:end] for start, end in one.content]


@pytest.mark.parametrize(
    ("text", "source", "cue", "act", "content"),
    [
        ("Ann Oduya said the bridge would open in May.", "Ann Oduya", "said", "asserts", "the bridge"),
        (
            "“It is safe,” said Ann Oduya, the engineer.",
            "Ann Oduya, the engineer",
            "said",
            "asserts",
            "“It is",
        ),
        (
            "The bridge is safe, the mayor said on Monday.",
            "the mayor",
            "said",
            "asserts",
            "The bridge is safe",
        ),
        (
            "According to the audit, two piers are cracked.",
            "the audit",
            "According to",
            "asserts",
            "two piers",
        ),
        (
            "The ministry has suggested that the arms were sold.",
            "The ministry",
            "suggested",
            "suggests",
            "that",
        ),
        (
            "Lund has accused Veld of selling arms, a charge.",
            "Lund",
            "accused",
            "accuses",
            "Veld of selling arms",
        ),
        ("Both Lund and Veld denied selling arms.", "Both Lund and Veld", "denied", "denies", "selling arms"),
        (
            "The mayor promised to close the bridge.",
            "The mayor",
            "promised",
            "promises",
            "to close the bridge",
        ),
        ("The bank predicted that prices would fall.", "The bank", "predicted", "predicts", "that prices"),
    ],
)
def test_one_cue_has_its_source_act_and_content(
    text: str, source: str, cue: str, act: str, content: str
) -> None:
    ((one,),) = found(text)
    assert (one.source, one.cue, one.act) == (source, cue, act)
    assert told(text, one)[0].startswith(content)
    assert text[slice(*one.source_span)] == one.source
    assert text[slice(*one.cue_span)] == one.cue


@pytest.mark.parametrize(
    ("text", "source", "through"),
    [
        ("The ministry said officials told reporters the plant was closed.", "officials", "The ministry"),
        ("Police say witnesses told them the driver had fled.", "witnesses", "Police"),
        ("He told the court his doctor said the pills were lost.", "his doctor", "He"),
        ("Clerks told reporters the ministry believed the plant was closed.", "the ministry", "Clerks"),
    ],
)
def test_what_one_says_another_said_is_a_chain_without_a_that(text: str, source: str, through: str) -> None:
    inner = attribute(text, [(0, len(text))], "en")[0][-1]
    assert (inner.source, inner.through) == (source, (through,))


def test_what_is_told_through_another_says_so_and_keeps_its_hedges() -> None:
    text = "According to a report, soldiers have been using rockets that they claim were allegedly seized."
    ((report, soldiers),) = found(text)
    assert report.speaker == "a report"
    assert soldiers.through == ("a report",)
    assert soldiers.speaker == "soldiers"
    assert soldiers.hedges == ("allegedly",)


def test_a_pronoun_carries_on_from_the_sentence_before() -> None:
    text = "A report by the auditors says that Ann Oduya said nothing. She said it was late."
    named, pronoun = found(text)[:2]
    assert named[0].source == "A report by the auditors"
    assert (pronoun[0].source, pronoun[0].speaker) == ("She", "Ann Oduya")


def test_a_quotation_goes_on_over_the_sentences_of_its_paragraph() -> None:
    text = "“It was dark,” Oduya said. “We saw nothing. Nobody came.”\nThe bridge is closed."
    first, *others = found(text)
    assert told(text, first[0]) == ["“It was dark,”", "“We saw nothing. Nobody came.”"]
    assert first[0].quoted
    assert not any(others)


def test_a_quotation_in_the_paragraph_after_a_colon_belongs_to_the_cue_before_it() -> None:
    text = "The mayor said:\n“The bridge is safe. It will open.”"
    ((one,), *_) = found(text)
    assert told(text, one) == ["“The bridge is safe. It will open.”"]


def test_adjectives_and_plain_nouns_are_no_cues() -> None:
    for text in ("The alleged arms arrived.", "Two states signed.", "The report was long.", "It rained."):
        assert found(text) == [[]]


def test_not_and_denying_are_told() -> None:
    ((one,),) = found("The mayor did not say that the bridge was safe.")
    assert one.negated


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("es", "La alcaldesa Ana Ruiz dijo que el puente es seguro.", "Ana Ruiz"),
        ("fr", "Selon Anne Morel, le pont est sûr.", "Anne Morel"),
        ("de", "„Die Brücke ist sicher“, sagte Anna Weber am Montag.", "Anna Weber"),
        ("uk", "За словами Анни Коваль, міст безпечний.", "Анни Коваль"),
    ],
)
def test_other_languages_have_cue_words(language: str, text: str, source: str) -> None:
    ((one, *_),) = found(text, language)
    assert source in one.source


def test_a_language_without_cue_words_has_no_attributions() -> None:
    assert found("Hon sade att bron är säker.", "sv") == [[]]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ann",
                "said",
                "that",
                ",",
                "“",
                "”",
                '"',
                "''",
                "according",
                "to",
                ":",
                ".",
                "\n",
                "they",
                "and",
                "accused",
                "of",
                "by",
                "was",
                "who",
                "the",
                "asked",
                "saying",
                "alleged",
                "’s",
                "—",
                "dijo",
                "قال",
            ]
        ),
        max_size=60,
    ),
    st.sampled_from(LANGUAGES),
)
def test_spans_stay_in_the_text_whatever_it_is(words: list[str], language: str) -> None:
    text = " ".join(words)
    for sentence in found(text, language):
        for one in sentence:
            for start, end in (one.source_span, one.cue_span, *one.content):
                assert 0 <= start <= end <= len(text)

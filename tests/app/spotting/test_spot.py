from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.jobs.job import run_job
from app.jobs.worker import Work
from app.spotting.check_worthiness import shipped
from app.spotting.languages import language_of
from app.spotting.records import SpottedArticle, SpottedSentence
from app.spotting.spot import LANGUAGE, MODEL, SCORES, missing, spot, spot_article
from app.text.lines import line_spans
from app.text.sentences import sentences


def spans_of(text: str) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in sentences(text, line_spans(text))]


def spotted(text: str, language: str = "en") -> list[SpottedSentence]:
    scorer = shipped() if language == "en" else None
    return [one for batch in spot(text, spans_of(text), language, scorer) for one in batch]


def article(text: str, language: str = "", model: str | None = None) -> SpottedArticle:
    return spot_article((text, spans_of(text), language, model, ""), Work((), lambda _: None))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("What do you think we should do about it?", "question"),
        ("We must not give up hope.", "opinion"),
        ("It will be crucial to watch what happens next.", "opinion"),
        ("The ferry will return soon.", "prediction"),
        ("This gesture indicates the deepening ties between the two harbours.", "opinion"),
        ("This study shows a deepening of the two harbours.", ""),
        ("This gesture indicates that 40 ferries were lost.", ""),
        ("Thank you all very much.", "rhetoric"),
        ("The ferry carried 41,200 people last year.", ""),
        ("Did 300 people drown?", ""),
        ("The mayor said the ferry will return.", ""),
        ("They believed it would rain.", ""),
    ],
)
def test_what_has_nothing_to_check_is_told_with_its_words(text: str, why: str) -> None:
    (one,) = spotted(text)
    assert one.no_check == why
    assert bool(one.no_check_words) == bool(why)
    assert one.no_check_words in text
    assert not (one.no_check and one.suggested)


def test_a_claim_is_suggested_with_reasons_speaker_and_facts() -> None:
    (one,) = spotted("The ministry said unemployment fell by 12 percent in 2012, the lowest since 1973.")
    assert one.suggested
    assert one.kind == "reported"
    assert one.attributions[0].speaker == "The ministry"
    assert {fact.kind for fact in one.facts} >= {"number", "date"}
    assert {reason.code for reason in one.reasons} & {"percent", "report", "attributed"}


def test_two_numbers_for_the_same_count_contradict_one_another() -> None:
    text = (
        "The storm sank 14 ferries in Harbour Bay on Monday.\nNobody was hurt.\n"
        "In Harbour Bay the storm had sunk 17 ferries."
    )
    first, middle, last = spotted(text)
    assert first.contradicts == ((last.start, "14 / 17 ferries"),)
    assert last.contradicts == ((first.start, "14 / 17 ferries"),)
    assert not middle.contradicts


def test_two_origins_of_these_contradict_one_another() -> None:
    text = (
        "Soldiers were using rockets that were seized by a friendly country.\n"
        "The ministry has suggested that these arms were captured by Russian forces."
    )
    first, second = spotted(text)
    assert first.contradicts[0][0] == second.start
    assert second.suggested


def test_counts_of_different_things_and_the_same_count_twice_do_not_contradict() -> None:
    text = (
        "The storm sank 14 ferries in Harbour Bay.\nThe storm closed 17 schools in Harbour Bay.\n"
        "Harbour Bay lost 14 ferries in the storm."
    )
    assert not any(one.contradicts for one in spotted(text))


def test_a_sentence_that_says_the_same_again_names_the_first() -> None:
    text = (
        "The operator carried forty thousand passengers across Harbour Bay.\nIt rained.\n"
        "Across Harbour Bay the operator carried forty thousand passengers."
    )
    first, _, last = spotted(text)
    assert last.repeats == (first.start,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The bridge is safe and it will open in May, said the mayor of the town.", "en"),
        ("El puente es seguro y se abrirá en mayo, dijo la alcaldesa de la ciudad.", "es"),
        ("Le pont est sûr et il sera ouvert en mai, a dit la maire de la ville.", "fr"),
        ("Die Brücke ist sicher und wird im Mai geöffnet, sagte die Leiterin der Stadt.", "de"),
        ("Міст безпечний, і його відкриють у травні, сказала мерка.", "uk"),
        ("Мост безопасен, и его откроют в мае, сказала мэр этого города.", "ru"),
        ("الجسر آمن وسيفتح في مايو، قالت رئيسة البلدية.", "ar"),
        ("橋は安全です。", "ja"),
        ("12 34 56", ""),
        ("", ""),
        ("Xyzzy plugh foo qux corge grault.", ""),
    ],
)
def test_the_language_is_told_by_script_and_small_words(text: str, code: str) -> None:
    assert language_of(text) == code


def test_what_is_not_available_is_told() -> None:
    assert missing("en") == ()
    assert SCORES in missing("de")
    assert LANGUAGE in missing("")
    assert article("Xyzzy plugh foo qux corge grault.").missing[0] == LANGUAGE


def test_a_broken_model_takes_the_scores_and_nothing_else(tmp_path: Path) -> None:
    broken = tmp_path / "model.json.z"
    broken.write_bytes(b"none")
    found = article("The mayor said the bridge is safe and it will open.", model=str(broken))
    assert found.missing == (MODEL,)
    assert found.sentences[0].attributions[0].source == "The mayor"
    assert not found.sentences[0].suggested


def test_an_empty_text_and_one_endless_sentence_are_read() -> None:
    assert article("").sentences == ()
    text = "the mayor said that " * 5000
    (one,) = article(text).sentences
    assert one.end == len(text.rstrip())


def test_it_runs_in_a_child_and_tells_how_far_it_is() -> None:
    text = "The mayor said the bridge is safe. " * 3
    found = run_job("app.spotting.spot:spot_article", (text, spans_of(text), "", None, "")).wait(60)
    assert (found.language, len(found.sentences)) == ("en", 3)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_each_sentence_once(text: str) -> None:
    assert [(one.start, one.end) for one in article(text, "en").sentences] == spans_of(text)

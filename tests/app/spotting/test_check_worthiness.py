from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from app.spotting.check_worthiness import MODEL, ModelUnusable, Scorer, load, shipped
from app.spotting.words_seen import CODES, code_of

CLAIM = "Unemployment fell from 8.1 percent in 2012 to 5 percent last year, the lowest rate since 1973."
GREETING = "Thank you all very much, and good evening."


def test_a_claim_with_figures_ranks_above_talk_and_a_headline_above_a_greeting() -> None:
    scores = shipped().scores(
        [
            CLAIM,
            "Both countries have denied selling any weapons since the war began.",
            "What do you think we should do about it?",
            GREETING,
        ]
    )
    assert scores[0] >= shipped().weights.threshold
    assert scores[0] > scores[1] > max(scores[2:])


@pytest.mark.parametrize("name", ["Ann Nwosu", "Kovacs", "Obama", "Trump", "the Okavango Party"])
def test_who_is_named_changes_nothing(name: str) -> None:
    said = "Last year {} cut spending on roads by 12 percent."
    assert shipped().score(said.format(name)) == shipped().score(
        said.format("the Miners" if name.startswith("the ") else "Smith")
    )


def test_reasons_name_words_of_the_sentence_the_loudest_first() -> None:
    reasons = shipped().reasons(CLAIM)
    assert reasons
    assert all(reason.words in CLAIM for reason in reasons)
    assert [abs(reason.weight) for reason in reasons] == sorted(
        (abs(reason.weight) for reason in reasons), reverse=True
    )
    assert {"percent", "comparison"} & {reason.code for reason in reasons if reason.weight > 0}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_gets_a_score_and_reasons_out_of_its_own_words(text: str) -> None:
    assert 0 <= shipped().score(text) <= 1000
    for reason in shipped().reasons(text):
        assert reason.words in text
        assert -1000 <= reason.weight <= 1000


@pytest.mark.parametrize("text", ["", "   ", "…", "?!", "—", "\n"])
def test_a_sentence_without_words_scores_nought_for_no_reason(text: str) -> None:
    assert shipped().score(text) == 0
    assert shipped().reasons(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "growth fell 3 percent " * 5_000,
        "a" * 300_000,
        "Ж" * 50_000,
        "1" * 100_000 + "%",
        "A." * 60_000,
        "以色列星期二表示将增加军费开支百分之五。" * 500,
        "Der Umsatz ist im Jahr 2022 um 12 Prozent gestiegen.",
    ],
    ids=["20,000 words", "one word", "Cyrillic", "digits", "initials", "Chinese", "German"],
)
def test_long_and_foreign_sentences_are_scored(text: str) -> None:
    assert 0 <= shipped().score(text) <= 1000
    assert len(shipped().reasons(text)) <= 6


def test_the_order_sentences_come_in_changes_no_score() -> None:
    forward = Scorer(shipped().weights).scores([CLAIM, GREETING])
    assert forward == Scorer(shipped().weights).scores([GREETING, CLAIM])[::-1]


def test_reasons_have_codes_that_are_told_beforehand() -> None:
    assert {code_of(rule) for rule in shipped().weights.rules} <= set(CODES)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not packed",
        zlib.compress(b"[1, 2]"),
        zlib.compress(b"{}"),
        zlib.compress(b"[" * 100_000),
        zlib.compress(json.dumps({"format": 99}).encode()),
        zlib.compress(b" " * 30_000_000),
    ],
    ids=["empty", "text", "a list", "nothing in it", "nested", "another format", "a bomb"],
)
def test_a_broken_model_is_told_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.z"
    path.write_bytes(content)
    with pytest.raises(ModelUnusable, match=r"^Sentences cannot be scored: the model model\.z is missing or"):
        load(path)


def test_half_a_model_and_no_model_are_told_alike(tmp_path: Path) -> None:
    whole = resources.path(MODEL).read_bytes()
    (tmp_path / "half.z").write_bytes(whole[: len(whole) // 2])
    for name in ("half.z", "none.z"):
        with pytest.raises(ModelUnusable):
            load(tmp_path / name)


def test_weights_that_are_not_numbers_are_refused(tmp_path: Path) -> None:
    model = json.loads(zlib.decompress(resources.path(MODEL).read_bytes()))
    model["rules"]["weights"][0] = "1"
    (tmp_path / "odd.z").write_bytes(zlib.compress(json.dumps(model).encode()))
    with pytest.raises(ModelUnusable):
        load(tmp_path / "odd.z")

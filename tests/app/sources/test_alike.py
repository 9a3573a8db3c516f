"""Texts that are largely the same words are pointed out; one that quotes another is not."""

from __future__ import annotations

import random

import pytest

from app.sources.alike import alike, groups, shingles
from db.records.alike import AlikeRecord
from db.records.ids import SourceId


def _story(seed: int, words: int) -> list[str]:
    chance = random.Random(seed)
    known = [
        f"{a}{b}" for a in ("ba", "re", "mi", "no", "lu", "ta") for b in ("kor", "len", "sim", "vat", "dun")
    ]
    return [chance.choice(known) + str(chance.randrange(40)) for _ in range(words)]


def _found(*texts: str) -> list[AlikeRecord]:
    return alike({SourceId(f"S{n}"): shingles(text) for n, text in enumerate(texts, 1)})


STORY = _story(1, 600)


def _edited(words: list[str], every: int) -> list[str]:
    return [word if n % every else f"changed{n}" for n, word in enumerate(words)]


@pytest.mark.parametrize(
    "other",
    [
        " ".join(["Another", "headline", *STORY[6:]]),
        " ".join(STORY).upper().replace(" ", ", "),
        " ".join(_edited(STORY, 12)),
        " ".join(STORY[300:] + STORY[:300]),
    ],
)
def test_a_wire_story_set_or_edited_otherwise_is_pointed_out(other: str) -> None:
    (pair,) = _found(" ".join(STORY), " ".join(_story(2, 500)), other)
    assert (pair.one, pair.other) == ("S1", "S3")
    assert pair.share_of_one > 0.6
    assert pair.contained is None


@pytest.mark.parametrize("long", [600, 4000])
def test_a_shortened_one_is_contained_in_the_long_one(long: int) -> None:
    story = _story(3, long)
    (pair,) = _found(" ".join(story), " ".join(story[:200]))
    assert pair.contained == "S2"
    assert pair.share_of_other == 1.0
    assert pair.words == 200


def test_the_same_paragraph_in_two_stories_is_not_pointed_out() -> None:
    paragraph = _story(4, 90)
    assert not _found(" ".join(STORY + paragraph), " ".join(_story(5, 500) + paragraph))


def test_nothing_is_said_of_short_or_empty_texts_or_of_a_form_all_have() -> None:
    assert not _found("", "one two", "one two", " ".join(STORY[:30]), " ".join(STORY[:30]))
    form = " ".join(_story(6, 60))
    assert not _found(*(f"{form} {' '.join(_story(seed, 400))}" for seed in range(10, 40)))


def test_those_that_hang_together_are_one_group() -> None:
    other = _story(7, 300)
    texts = [STORY, _story(8, 300), STORY[:400], other, STORY[200:], other[5:]]
    assert groups(_found(*map(" ".join, texts))) == [{"S1", "S3", "S5"}, {"S4", "S6"}]


def test_scripts_without_spaces_are_compared_by_their_characters() -> None:
    chance = random.Random(9)
    chinese = "".join(chr(0x4E00 + chance.randrange(900)) for _ in range(400))
    (pair,) = _found(chinese, chinese[:120] + "他" + chinese[121:])
    assert pair.share_of_one > 0.95

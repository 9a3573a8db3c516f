"""The scales shipped with the program."""

from __future__ import annotations

import pytest

from app.scales import UnknownScale, load_scale, scales
from db.records import Scale

TONES = {"true", "mostly", "mixed", "misleading", "false", "unknown"}


@pytest.mark.parametrize("scale", scales(), ids=lambda scale: scale.id)
def test_a_scale_can_be_told_without_colour(scale: Scale) -> None:
    assert [r.value for r in scale.ratings] == list(range(1, len(scale.ratings) + 1))
    assert len({r.sign for r in scale.ratings}) == len(scale.ratings)
    assert len({r.label for r in scale.ratings}) == len(scale.ratings)
    assert all(len(r.sign) == 1 and r.meaning and r.tone in TONES for r in scale.ratings)


def test_the_house_scales_are_there() -> None:
    assert [s.id for s in scales()] == ["magazine", "truth-six"]
    assert [r.label for r in load_scale("magazine").ratings] == [
        "Right",
        "Fix",
        "Open question",
        "On author",
        "Cannot verify",
    ]


def test_an_unknown_scale_names_those_there_are() -> None:
    with pytest.raises(UnknownScale, match="magazine, truth-six"):
        load_scale("stars")

"""What scrapers leave behind."""

import pytest

from app.importing.debris import find_asides
from app.importing.plain import plain_blocks
from db.layout import Block


def aside(text: str) -> list[str]:
    return [text[a.start : a.end] for a in find_asides(text, plain_blocks(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[ad_1]\nText.\n[ad_2]\nSource link", ["[ad_1]", "[ad_2]", "Source link"]),
        ("[ad_1] Text.[ad_2]Source link\n", ["[ad_1]", "[ad_2]", "Source link"]),
        ("[ad_1][AD_12]\nText. [ad_2] [ad_3]", ["[ad_1]", "[AD_12]", "[ad_2]", "[ad_3]"]),
        ("Text.\n[ad_2]\n\n source LINK \nRelated", ["[ad_2]", "source LINK"]),
        ("Text.\nSource link\n", ["Source link"]),
        ("Source link\nText.", []),
        ("They follow the source link", []),
        ("The mark [ad_1] stands for an advertisement.", []),
        ("Advertisement\nRead more: this\nShare this", []),
        ("[ad_x] text [ad]", []),
    ],
)
def test_only_the_unmistakable_is_set_aside(text: str, found: list[str]) -> None:
    assert aside(text) == found


def test_code_is_left_alone() -> None:
    assert find_asides("[ad_1]", [Block(0, 6, "code", 0)]) == ()


def test_a_line_full_of_marks_keeps_them() -> None:
    assert aside("x " + "[ad_1] " * 1_000 + "x") == []

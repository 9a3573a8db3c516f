"""Two texts are drafts of one article where they share enough sentences that say something."""

from __future__ import annotations

import pytest

from app.text.lines import line_spans
from app.text.same_article import Telling, likeness, telling
from app.text.sentences import sentences

BRIDGE = [f"In the year {1000 + n} the bridge had {n} lamps that burned all night." for n in range(12)]
FERRY = [f"The ferry of the year {1000 + n} carried {n} people over the water." for n in range(12)]


def known(lines: list[str]) -> Telling:
    text = "\n".join(lines)
    return telling(text, [(s.start, s.end) for s in sentences(text, line_spans(text))])


@pytest.mark.parametrize(
    ("lines", "alike"),
    [
        (BRIDGE, True),
        ([line.upper().replace(".", " !") for line in BRIDGE], True),
        (BRIDGE[:3] + FERRY[:9], True),
        (BRIDGE[:2] + FERRY[:4], False),
        (BRIDGE[:2] + FERRY[:10], False),
        (FERRY, False),
        (["Yes.", "No."], False),
        (BRIDGE[:2], False),
    ],
)
def test_a_quarter_of_the_sentences_and_three_at_least_make_a_draft(lines: list[str], alike: bool) -> None:
    assert bool(likeness(known(BRIDGE), known(lines))) is alike


def test_of_a_short_article_all_its_sentences_are_enough() -> None:
    assert likeness(known(BRIDGE[:2]), known(BRIDGE[:2] + FERRY[:3])) == 1
    assert not likeness(known([]), known(BRIDGE))

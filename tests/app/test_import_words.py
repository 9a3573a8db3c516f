"""What an import says about itself."""

from __future__ import annotations

from app.importing.read import read_pasted
from app.panels.import_words import import_words


def test_a_title_from_the_right_does_not_turn_the_sentence_round_it() -> None:
    title = "قال الوزير"
    what, _ = import_words(read_pasted(f"{title}\n\nوصلت السفينة. وصلت متأخرة.\n"))
    assert what == f"Imported “\u2068{title}\u2069”: 3 sentences."


def test_what_was_set_aside_is_named() -> None:
    _, more = import_words(read_pasted("[ad_1]\nThe ferry came.\nSource link\n"))
    assert "\u2068[ad_1]\u2069" in more
    assert "\u2068Source link\u2069" in more

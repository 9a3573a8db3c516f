"""What an import says about itself."""

from __future__ import annotations

from dataclasses import replace

from app.importing.article import Aside
from app.importing.read import read_pasted
from app.panels.import_words import import_words


def test_a_title_from_the_right_does_not_turn_the_sentence_round_it() -> None:
    title = "قال الوزير"
    what, _ = import_words(read_pasted(f"{title}\n\nوصلت السفينة. وصلت متأخرة.\n"))
    assert what == f"Imported “\u2068{title}\u2069”: 3 sentences."


def test_what_was_set_aside_is_named_with_why() -> None:
    read = read_pasted("[ad_1]\nThe ferry came.\nThe Post\nIt left.\nThe Post\nSource link\n")
    heads = [at for at in range(len(read.text)) if read.text.startswith("The Post", at)]
    running = [Aside(at, at + 8, "running-head") for at in heads]
    _, more = import_words(replace(read, asides=(*read.asides, *running)))
    assert more.endswith(
        "Set aside, and struck out in the text: place of an advertisement “\u2068[ad_1]\u2069”; "
        "left by a scraper “\u2068Source link\u2069”; running head “\u2068The Post\u2069” (×2)."
    )


def test_one_sentence_is_called_one() -> None:
    what, _ = import_words(read_pasted("It sank and nobody said so.\n", "Ferry"))
    assert what.endswith(": 1 sentence.")

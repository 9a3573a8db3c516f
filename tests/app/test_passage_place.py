"""Where a cited passage is opened."""

from __future__ import annotations

from app.panels.passage_place import goes_on
from db.records import Place


def test_a_passage_that_goes_on_on_the_next_page_is_known_by_where_it_begins() -> None:
    place = Place("0" * 64, 0, 4, 14)
    page = "And then nobo-"

    assert goes_on(page, "then nobody knew it", place)
    assert not goes_on(page, "when nobody knew it", place)

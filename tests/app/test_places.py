from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from app.places import ReadingPlace, ReadingPlaces, WindowPlace, read_window, write_window
from db.place import places_file, read_state, window_file, write_state


def test_a_place_is_found_again_by_its_draft(tmp_path: Path) -> None:
    project = tmp_path / "p.tickmark"
    ReadingPlaces(project).keep("draft:1", ReadingPlace(120, 150, "claim:7"))
    ReadingPlaces(project).keep("draft:2", ReadingPlace(3, 4))
    again = ReadingPlaces(project)
    assert again.of("draft:1") == ReadingPlace(120, 150, "claim:7")
    assert again.of("draft:2") == ReadingPlace(3, 4)
    assert again.of("draft:3") is None
    assert ReadingPlaces(tmp_path / "q.tickmark").of("draft:1") is None
    assert not list(tmp_path.iterdir())


def test_only_the_articles_read_last_are_remembered(tmp_path: Path) -> None:
    # As many as it holds, in the file at once: each that is kept writes them all.
    full = {f"draft:{n}": asdict(ReadingPlace(n, n)) for n in range(500)}
    write_state(places_file(tmp_path / "p.tickmark"), full)
    places = ReadingPlaces(tmp_path / "p.tickmark")
    for n in range(500, 510):
        places.keep(f"draft:{n}", ReadingPlace(n, n))
    again = ReadingPlaces(tmp_path / "p.tickmark")
    assert again.of("draft:9") is None
    assert again.of("draft:10") == ReadingPlace(10, 10)
    assert again.of("draft:509") == ReadingPlace(509, 509)


@pytest.mark.parametrize(
    "words", ["", "[]", '{"draft:1": 5}', '{"draft:1": {"top": -1}}', '{"draft:1": {"top": "x"}}']
)
def test_a_spoilt_file_of_places_is_as_none(tmp_path: Path, words: str) -> None:
    places_file(tmp_path / "p.tickmark").write_text(words, "utf-8")
    assert ReadingPlaces(tmp_path / "p.tickmark").of("draft:1") is None


def test_the_window_is_found_as_it_was_left() -> None:
    assert read_window() == WindowPlace()
    left = WindowPlace(1400, 900, maximized=True, first=240, last=410, by_hand=True, last_parts=(200, 500))
    write_window(left)
    assert read_window() == left
    window_file().write_text('{"width": "wide", "height": 700, "first_parts": [1], "strange": 1}', "utf-8")
    assert read_window() == WindowPlace(height=700)


def test_state_that_cannot_be_written_leaves_what_was_there_and_nothing_beside(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    write_state(file, {"kept": 1})
    with pytest.raises(UnicodeEncodeError):
        write_state(file, {"half": "\ud800"})
    assert read_state(file) == {"kept": 1}
    assert list(tmp_path.iterdir()) == [file]

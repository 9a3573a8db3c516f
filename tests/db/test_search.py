"""Searching a project's words: what is found and where; nothing typed and nothing on the disk breaks it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.place import search_file
from db.records.search import Indexed, SearchItem
from db.search import SearchIndex

REPORT = (
    "The mayor said “seven people died” in Zürich. The infor-\nmation "
    "of a well-\nknown man came late; don't ask.\n\n"
    "他不是学生，他是老师。東京都で火事。У Києві загинули сім людей. हिन्दी भाषा مُحَمَّد\n"
)


def item(id: str, title: str, words: str, kind: str = "source") -> SearchItem:
    return SearchItem(kind, id, title, f"{title}|{words}", lambda: words)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    made = SearchIndex(tmp_path / "search.sqlite")
    yield made
    made.close()


ITEMS = [
    item("S1", "Report on a fire", REPORT),
    item("S2", "Seven hills", "Rome was built on them, people say."),
    item("A1", "The fire", "Nobody was hurt in the fire.", "article"),
    item("S3", "A picture", ""),
]


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("mayor", ["mayor"]),
        ("MAY", ["may"]),
        ("zurich", ["Zürich"]),
        ("ZÜRI", ["Züri"]),
        ("information", ["infor-\nmation"]),
        ("known", ["known"]),
        ("don't", ["don't"]),
        ("mayor died", ["mayor", "died"]),
        ('"people died"', ["people died"]),
        ("老师", ["老师"]),
        ("不是学", ["不是学"]),
        ("東京", ["東京"]),
        ("києв", ["Києв"]),
        ("हिन्दी", ["हिन्दी"]),
        ("محمد", ["مُحَمَّد"]),
    ],
)
def test_words_are_found_however_they_are_written_and_marked_where_they_stand(
    index: SearchIndex, query: str, marked: list[str]
) -> None:
    assert index.catch_up(ITEMS) == Indexed(4, 4)
    (hit,) = [hit for hit in index.find(query) if hit.marks]
    shown = [hit.snippet[mark.start : mark.end] for mark in hit.marks]
    assert [word.lower() for word in shown] == [word.replace("\n", " ").lower() for word in marked]
    assert (hit.kind, hit.id) == ("source", "S1")
    assert REPORT[hit.start : hit.end].lower() == marked[0].lower()


def test_a_title_counts_more_than_words_and_all_words_more_than_some(index: SearchIndex) -> None:
    index.catch_up(ITEMS)
    assert {hit.id for hit in index.find("fire")[:2]} == {"S1", "A1"}
    assert [hit.id for hit in index.find("seven hills people")] == ["S2", "S1"]
    assert [hit.id for hit in index.find("picture")] == ["S3"]
    assert not index.find('"people seven"')


def test_a_long_text_is_found_in_its_passages_a_few_at_most(index: SearchIndex) -> None:
    book = "".join(f"Paragraph {n} tells of harbours and more harbours. {'x' * 300}\n" for n in range(400))
    index.catch_up([item("S1", "Book", book + "At the end stands umbrella."), item("S2", "", "harbours too")])
    found = index.find("harbours")
    assert [hit.id for hit in found].count("S1") == 5
    assert "S2" in [hit.id for hit in found]
    (hit,) = index.find("umbrella")
    assert (book + "At the end stands umbrella.")[hit.start : hit.end] == "umbrella"
    assert len(hit.snippet) < 200


def test_what_changed_is_found_anew_and_what_is_gone_no_more(index: SearchIndex) -> None:
    index.catch_up(ITEMS)
    asked: list[str] = []

    def read() -> str:
        asked.append("read")
        return "Nobody died at all."

    changed = [*ITEMS[1:], SearchItem("source", "S1", "Report on a fire", "new", read)]
    assert index.catch_up(changed) == Indexed(4, 4)
    assert index.catch_up(changed) == Indexed(4, 4)
    assert asked == ["read"]
    assert not index.find("mayor")
    assert [hit.id for hit in index.find("died")] == ["S1"]
    assert index.catch_up([]) == Indexed(0, 0)
    assert not index.find("died fire seven")


def test_it_stops_when_asked_and_goes_on_from_there(index: SearchIndex) -> None:
    items = [item(f"S{n}", "", f"word{n}") for n in range(20)]
    said: list[Indexed] = []
    index.catch_up(items[:5], progress=said.append)
    assert said[-1] == Indexed(5, 5)
    assert index.catch_up(items, cancelled=lambda: True) == Indexed(5, 20)
    assert index.catch_up(items) == Indexed(20, 20)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=500))
def test_nothing_a_person_types_is_an_error(query: str) -> None:
    index = SearchIndex(Path(os.devnull) / "nowhere")
    index.catch_up(ITEMS)
    for hit in index.find(query):
        assert all(0 <= mark.start < mark.end <= len(hit.snippet) for mark in hit.marks)
    index.close()


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        "a AND",
        "NEAR(a b)",
        "*",
        "^x",
        "{",
        "col : x",
        "-",
        "\0",
        "\ud800",
        "(" * 9000,
        "a " * 9000,
        "_",
    ],
)
def test_signs_a_search_engine_knows_are_signs(index: SearchIndex, query: str) -> None:
    index.catch_up(ITEMS)
    assert isinstance(index.find(query), list)
    assert index.find("mayor")


def test_signs_no_text_should_have_are_indexed_without_moving_the_rest(index: SearchIndex) -> None:
    words = "one\0two \ud800 three"
    index.catch_up([item("S1", "\ud800\0", words)])
    (hit,) = index.find("three")
    assert words[hit.start : hit.end] == "three"


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 400, None])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "search.sqlite"
    first = SearchIndex(path)
    first.catch_up(ITEMS)
    first.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:5000] + b"\x55" * (len(whole) - 5000) if damage is None else damage)
    index = SearchIndex(path)
    index.find("mayor")
    assert index.catch_up(ITEMS) == Indexed(4, 4)
    assert [hit.id for hit in index.find("mayor")] == ["S1"]
    index.close()


def test_two_windows_may_have_it_open(tmp_path: Path) -> None:
    one, other = SearchIndex(tmp_path / "s.sqlite"), SearchIndex(tmp_path / "s.sqlite")
    one.catch_up(ITEMS)
    assert other.find("mayor")
    other.catch_up(ITEMS[1:])
    assert not one.find("mayor")
    assert one.catch_up(ITEMS) == Indexed(4, 4)
    assert len(other.find("mayor")) == 1
    one.close()
    other.close()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are told otherwise there")
def test_it_lies_in_the_user_s_own_place_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = search_file(tmp_path / "work.tickmark")
    SearchIndex(path).close()
    assert not list(tmp_path.iterdir())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_without_a_place_for_a_file_it_is_kept_in_memory() -> None:
    index = SearchIndex(Path(os.devnull) / "nowhere" / "search.sqlite")
    assert index.catch_up(ITEMS) == Indexed(4, 4)
    assert index.find("mayor")
    index.close()


def test_a_hit_tells_the_part_it_stands_in_and_other_kinds_are_left_out(index: SearchIndex) -> None:
    pages = [
        f"Page {n}. " + "Nothing here. " * 90 + ("A heron stood there." if n in (2, 5) else "")
        for n in range(7)
    ]
    words = "\n\n".join(pages)
    starts = [words.index(f"Page {n}.") for n in range(7)]
    paged = SearchItem("text", "S1", "S1 Birds", "1", lambda: words, lambda: starts)
    index.catch_up([paged, item("S1", "S1 Birds", "Of herons."), item("MC1", "MC1", "A heron.", "claim")])
    hits = index.find("heron", kinds=["text"])
    assert [(hit.kind, hit.part) for hit in hits] == [("text", 2), ("text", 5)]
    assert all(words[hit.start : hit.end] == "heron" for hit in hits)
    assert {hit.part for hit in index.find("heron", kinds=["claim", "source"])} == {None}


def test_texts_are_added_without_forgetting_the_rest(index: SearchIndex) -> None:
    index.catch_up(ITEMS)
    late = [item("S9", "Late", "A cormorant."), item("S1", "Report on a fire", "It says nothing now.")]
    assert index.lacking([*ITEMS, late[0]]) == [late[0]]
    index.add(late)
    assert [hit.id for hit in index.find("cormorant")] == ["S9"]
    assert not index.find("mayor")
    assert [hit.id for hit in index.find("hills")] == ["S2"]

"""Of many sources those wanted: by words, by what they are, in the order wished for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records import SourcePerson, SourceRecord
from widgets.gallery import sidebar_samples as samples
from widgets.source_list import SourceList
from widgets.sources.traits import SourceFilter, chosen, counted

SOURCES = (
    samples.source("S1", "Minutes of the council", published="2026-10-27", cited=4),
    samples.source("S2", "Ferry line cut", "page", url="https://example.org/wire"),
    replace(
        samples.source("S3", "Source A", "person"),
        person=SourcePerson(name="Mr Aalto"),
        status="requested",
        confidential=True,
    ),
    replace(samples.source("S4", "Accounts 2025", "dataset"), ticks=2, added_at=2**50, missing=("licence",)),
)


def found(**wanted: object) -> list[str]:
    chips = wanted.pop("chips", ())
    assert isinstance(chips, tuple)
    words, order = str(wanted.pop("words", "")), str(wanted.pop("order", "number"))
    return [one.number for one in chosen(SOURCES, SourceFilter(words, frozenset(chips), order))]


def test_every_word_must_be_found_in_what_is_noted_of_a_source() -> None:
    assert found(words="ferry EXAMPLE.org") == ["S2"]
    assert found(words="aalto") == ["S3"]
    assert found(words="ferry minutes") == []
    assert found() == ["S1", "S2", "S3", "S4"]


def test_kinds_add_up_and_other_traits_narrow() -> None:
    assert found(chips=("kind:page", "kind:person")) == ["S2", "S3"]
    assert found(chips=("kind:page", "kind:person", "confidential")) == ["S3"]
    assert found(chips=("unused",)) == ["S2", "S3"]
    assert found(chips=("status:requested",)) == ["S3"]
    assert "S4" in found(chips=("missing",))


def test_the_order_is_by_number_unless_another_is_wished_for() -> None:
    assert found(order="title")[0] == "S4"
    assert found(order="latest")[0] == "S4"
    assert found(order="used")[:2] == ["S1", "S4"]


def test_only_what_there_is_is_offered_with_how_many_have_it() -> None:
    offered = dict(counted(SOURCES))
    assert offered["unused"] == 2
    assert offered["kind:person"] == 1
    assert "status:wanted" not in offered


def shown(qtbot: QtBot, sources: tuple[SourceRecord, ...] = SOURCES) -> SourceList:
    made = SourceList()
    qtbot.addWidget(made)
    made.resize(236, 700)
    made.set_sources(sources)
    with qtbot.waitExposed(made):
        made.show()
    return made


def rows(made: SourceList) -> list[str]:
    return [str(made.model.record(row).id) for row in range(made.model.rowCount())]


def test_typing_narrows_the_list_and_escape_gives_all_back(qtbot: QtBot) -> None:
    made = shown(qtbot)
    made.search()
    qtbot.keyClicks(made.filter.line, "ferry")
    assert rows(made) == ["S2"]
    with qtbot.waitSignal(made.activated) as told:
        qtbot.keyClick(made.filter.line, Qt.Key.Key_Return)
    assert told.args == ["S2"]
    qtbot.keyClicks(made.filter.line, "xyz")
    assert rows(made) == []
    assert "No source is like that" in made.empty.words
    qtbot.keyClick(made.filter.line, Qt.Key.Key_Escape)
    assert rows(made) == ["S1", "S2", "S3", "S4"]


def test_a_chip_narrows_and_a_source_gone_to_is_shown_whatever_was_left_out(qtbot: QtBot) -> None:
    made = shown(qtbot)
    made.filter.open_chips()
    made.filter.chips.chip("unused").click()
    assert rows(made) == ["S2", "S3"]
    made.go_to("S1")
    assert rows(made) == ["S1", "S2", "S3", "S4"]
    assert made.view.currentIndex().row() == 0


def test_a_filter_holds_while_sources_come_and_goes_with_what_it_asked_for(qtbot: QtBot) -> None:
    made = shown(qtbot)
    made.filter.chips.chip("confidential").click()
    assert rows(made) == ["S3"]
    made.set_sources(tuple(replace(one, confidential=False) for one in SOURCES))
    assert rows(made) == ["S1", "S2", "S3", "S4"]


def test_two_thousand_sources_are_narrowed_key_by_key(qtbot: QtBot) -> None:
    many = tuple(samples.source(f"S{n}", f"Protokoll Nr. {n}") for n in range(1, 2001))
    made = shown(qtbot, many)
    qtbot.keyClicks(made.filter.line, "199")
    assert rows(made) == ["S199", "S1199", *(f"S{n}" for n in range(1990, 2000))]

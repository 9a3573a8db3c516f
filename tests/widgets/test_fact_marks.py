"""Facts shown under the words: which reach into a stretch, which is meant at a place, how many are left."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from db.records import FactId, FactKind, FactRecord, PersonId, SourceId, TickId, TickRecord
from widgets.article.fact_marks import FactMarks
from widgets.fact_list import FactList, FactModel, FactRow

TICK = TickRecord(
    TickId("tick:1"), FactId(""), SourceId("s"), "S1", "Report", "", "", "p. 1", PersonId("p"), "A. B.", 0
)


def fact(start: int, end: int, kind: FactKind = FactKind.NAME, state: str = "left") -> FactRecord:
    ticks = (TICK,) if state == "ticked" else ()
    return FactRecord(
        FactId(f"fact:{start}-{end}-{kind}"), start, end, kind, False, state == "dismissed", ticks
    )


made = st.builds(
    lambda start, length, kind, state: fact(start, start + length, kind, state),
    st.integers(0, 60),
    st.integers(1, 20),
    st.sampled_from(FactKind),
    st.sampled_from(["left", "ticked", "dismissed"]),
)


def unique(facts: list[FactRecord]) -> list[FactRecord]:
    return list({one.id: one for one in facts}.values())


@settings(max_examples=80, deadline=None)
@given(st.lists(made, max_size=20).map(unique), st.integers(0, 80), st.integers(1, 20))
def test_what_reaches_into_a_stretch_is_what_a_look_at_every_fact_finds(
    facts: list[FactRecord], start: int, length: int
) -> None:
    marks = FactMarks()
    marks.set_facts(facts)
    wanted = {one.id for one in facts if one.start < start + length and one.end > start}
    assert {one.id for one in marks.between(start, start + length)} == wanted


@settings(max_examples=80, deadline=None)
@given(st.lists(made, max_size=12).map(unique), st.lists(made, max_size=6).map(unique), st.data())
def test_counts_follow_every_change(
    facts: list[FactRecord], changed: list[FactRecord], data: st.DataObject
) -> None:
    marks = FactMarks()
    marks.set_facts(facts)
    if facts:
        ahead = data.draw(st.sampled_from(facts))
        marks.pend(ahead)
        assert marks.is_ticked(ahead)
        marks.update([ahead])
    removed = [one.id for one in facts[:2]]
    marks.update(changed, [id for id in removed if id not in {one.id for one in changed}])
    marks.update(changed)
    live = [one for one in marks.facts if not one.dismissed]
    assert +marks.there == Counter(one.kind for one in live)
    assert +marks.left == Counter(one.kind for one in live if not one.ticks)
    assert marks.facts == sorted(marks.facts, key=lambda f: (f.start, -f.end, f.kind))


def test_the_shortest_fact_is_meant_and_a_pass_shows_one_kind() -> None:
    marks = FactMarks()
    whole, number = fact(0, 30, FactKind.QUOTATION), fact(5, 9, FactKind.NUMBER)
    marks.set_facts([whole, number, fact(5, 9, FactKind.DATE, "dismissed")])
    assert marks.at(6) == number
    assert marks.at(20) == whole
    marks.kind = FactKind.QUOTATION
    assert marks.at(6) == whole


def test_the_list_tells_a_sentence_and_a_source_and_filters_by_state(qtbot: QtBot) -> None:
    shown = FactList()
    qtbot.addWidget(shown)
    tester = QAbstractItemModelTester(shown.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [
        FactRow(fact(0, 4, state="ticked"), "Anna", 1),
        FactRow(fact(5, 9), "Bert", 1),
        FactRow(fact(10, 14, state="dismissed"), "Carl", 2),
    ]
    shown.show_facts(rows)
    model: QAbstractItemModel = shown.model
    assert isinstance(model, FactModel)
    assert model.rowCount() == 3
    line = str(model.index(0, 0).data())
    assert all(part in line for part in ("✓", "Anna", "sentence 1", "S1"))
    shown.chips.chip("left").click()
    assert [model.row(n).words for n in range(model.rowCount())] == ["Bert"]
    del tester

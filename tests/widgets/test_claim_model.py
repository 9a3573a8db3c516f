"""The claims as rows: filtered, sorted, changed in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from db.records import ClaimId, ClaimRecord, ClaimStatus
from widgets.gallery.sidebar_samples import claim, claims
from widgets.models.claim_model import ClaimModel, Order, Show

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[ClaimModel]:
    made = ClaimModel()
    tester = QAbstractItemModelTester(made, FATAL)
    made.set_claims(claims())
    yield made
    del tester


def numbers(model: ClaimModel) -> list[str]:
    return [model.claim(row).number for row in range(model.rowCount())]


def test_claims_stand_in_the_order_of_the_text(model: ClaimModel) -> None:
    assert numbers(model) == ["MC1", "MC2", "MC3", "JR1", "JR2", "MC4"]


def test_sorting_by_number_counts_as_people_do(model: ClaimModel) -> None:
    model.update_claims([claim("MC10", "ten", start=1), claim("MC9", "nine", start=2)])
    model.set_order(Order.NUMBER)
    assert numbers(model) == ["JR1", "JR2", "MC1", "MC2", "MC3", "MC4", "MC9", "MC10"]


def test_every_word_of_the_filter_must_occur_somewhere_in_the_claim(model: ClaimModel) -> None:
    model.set_filter("MINISTRY suggested", Show.ALL)
    assert numbers(model) == ["MC2"]
    model.set_filter("ministry herring", Show.ALL)
    assert numbers(model) == []


def test_the_filter_reads_rationales_and_other_scripts(model: ClaimModel) -> None:
    model.set_filter("a week later", Show.ALL)
    assert numbers(model) == ["MC1"]
    model.set_filter("وزارة", Show.ALL)
    assert numbers(model) == ["JR2"]


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        (Show.OPEN, ["MC3", "JR1"]),
        (Show.RATED, ["MC2", "JR2"]),
        (Show.CLOSED, ["MC1", "MC4"]),
        (Show.DIFFER, ["MC2"]),
    ],
)
def test_a_chip_shows_its_kind_and_counts_it(model: ClaimModel, show: Show, expected: list[str]) -> None:
    model.set_filter("", show)
    assert numbers(model) == expected
    assert model.count(show) == len(expected)


def test_a_changed_claim_changes_one_row_without_a_reset(model: ClaimModel, qtbot: QtBot) -> None:
    changed = replace(claims()[2], wording="Reworded.")
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as told:
        model.update_claims([changed])
    assert told.args is not None
    assert told.args[0].row() == 2
    assert model.claim(2).wording == "Reworded."


def test_a_claim_that_is_kept_stays_in_view_when_an_edit_fails_the_filter(model: ClaimModel) -> None:
    model.set_filter("", Show.OPEN)
    model.keep(ClaimId("MC3"))
    model.update_claims([replace(claims()[2], status=ClaimStatus.RATED)])
    assert numbers(model) == ["MC3", "JR1"]
    model.keep(ClaimId("JR1"))
    assert numbers(model) == ["JR1"]


def test_removed_claims_are_gone_and_no_longer_counted(model: ClaimModel) -> None:
    model.update_claims([], [ClaimId("MC2"), ClaimId("never seen")])
    assert "MC2" not in numbers(model)
    assert model.count(Show.DIFFER) == 0


STATES = st.sampled_from(list(ClaimStatus))
CHANGES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 4), STATES, st.booleans(), st.booleans()), max_size=25
)


@given(
    changes=CHANGES,
    show=st.sampled_from(list(Show)),
    order=st.sampled_from(list(Order)),
    text=st.sampled_from(["", "1"]),
)
def test_changing_row_by_row_ends_where_starting_afresh_does(
    qapp: object, changes: list[tuple[int, int, ClaimStatus, bool, bool]], show: Show, order: Order, text: str
) -> None:
    stepwise = ClaimModel()
    tester = QAbstractItemModelTester(stepwise, FATAL)
    stepwise.set_claims([])
    stepwise.set_order(order)
    stepwise.set_filter(text, show)
    left: dict[str, ClaimRecord] = {}
    for number, start, status, differ, gone in changes:
        record = claim(f"MC{number}", "words", start=start, end=9, status=status, difference=differ)
        if gone:
            left.pop(record.id, None)
            stepwise.update_claims([], [record.id])
        else:
            left[record.id] = record
            stepwise.update_claims([record])
    afresh = ClaimModel()
    afresh.set_claims(list(left.values()))
    afresh.set_order(order)
    afresh.set_filter(text, show)
    assert numbers(stepwise) == numbers(afresh)
    assert [stepwise.count(kind) for kind in Show] == [afresh.count(kind) for kind in Show]
    for row in range(afresh.rowCount()):
        assert stepwise.row_of(afresh.claim(row).id) == row
    del tester

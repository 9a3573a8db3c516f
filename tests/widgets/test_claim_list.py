"""The list of claims as a person uses it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from db.records import ClaimId
from widgets.claim_list import ClaimList
from widgets.gallery.sidebar_samples import claims, scale
from widgets.labels import EmptyState
from widgets.models.claim_model import Show


@pytest.fixture
def shown(qtbot: QtBot) -> ClaimList:
    made = ClaimList()
    qtbot.addWidget(made)
    made.resize(380, 700)
    made.set_scale(scale())
    made.set_claims(claims())
    with qtbot.waitExposed(made):
        made.show()
    return made


def cards(shown: ClaimList) -> QTableView:
    found = shown.findChild(QTableView)
    assert found is not None
    return found


def empty_state(shown: ClaimList) -> EmptyState:
    found = shown.findChild(EmptyState)
    assert found is not None
    return found


def card_of(shown: ClaimList, row: int) -> QPoint:
    return cards(shown).visualRect(shown.model.index(row, 0)).center()


def test_a_click_goes_to_the_claim_once(shown: ClaimList, qtbot: QtBot) -> None:
    told: list[str] = []
    shown.claim_activated.connect(told.append)
    qtbot.mouseClick(cards(shown).viewport(), Qt.MouseButton.LeftButton, pos=card_of(shown, 1))
    assert told == ["MC2"]
    qtbot.mouseClick(cards(shown).viewport(), Qt.MouseButton.LeftButton, pos=card_of(shown, 1))
    assert told == ["MC2", "MC2"]


def test_the_arrow_keys_go_from_claim_to_claim(shown: ClaimList, qtbot: QtBot) -> None:
    shown.set_current(ClaimId("MC1"))
    with qtbot.waitSignal(shown.claim_activated) as told:
        qtbot.keyClick(cards(shown), Qt.Key.Key_Down)
    assert told.args == ["MC2"]


def test_being_told_the_current_claim_tells_nobody(shown: ClaimList, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(shown.claim_activated):
        shown.set_current(ClaimId("JR1"))
    assert cards(shown).currentIndex().row() == 3


def test_a_change_keeps_the_place_and_tells_nobody(shown: ClaimList, qtbot: QtBot) -> None:
    shown.set_current(ClaimId("JR1"))
    with qtbot.assertNotEmitted(shown.claim_activated):
        shown.update_claims([replace(claims()[3], wording="Anders.")], [ClaimId("MC1")])
    assert cards(shown).currentIndex().row() == 2


def test_hovering_names_the_claim_and_leaving_names_none(shown: ClaimList, qtbot: QtBot) -> None:
    told: list[str] = []
    shown.claim_hovered.connect(told.append)
    qtbot.mouseMove(cards(shown).viewport(), card_of(shown, 2))
    qtbot.waitUntil(lambda: told == ["MC3"])
    cards(shown).pointer_left.emit()  # type: ignore[attr-defined]
    assert told == ["MC3", ""]


def test_typing_filters_and_showing_all_brings_everything_back(shown: ClaimList, qtbot: QtBot) -> None:
    qtbot.keyClicks(shown.findChild(QLineEdit), "herring")
    assert shown.shown == []
    empty = empty_state(shown)
    assert empty.isVisible()
    empty.wanted.emit()
    assert len(shown.shown) == 6


def test_a_chip_shows_only_its_claims_and_says_how_many(shown: ClaimList, qtbot: QtBot) -> None:
    chip = shown._chips.chip(Show.DIFFER)
    assert chip.text() == "Differ 1"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert shown.shown == ["MC2"]


def test_with_no_claims_it_says_how_to_mark_one(qtbot: QtBot) -> None:
    empty = ClaimList()
    qtbot.addWidget(empty)
    assert "press H" in empty_state(empty).words


def test_letters_pressed_in_the_list_are_left_to_the_window(shown: ClaimList, qtbot: QtBot) -> None:
    shown.set_current(ClaimId("MC1"))
    with qtbot.assertNotEmitted(shown.claim_activated):
        qtbot.keyClick(cards(shown), Qt.Key.Key_J)

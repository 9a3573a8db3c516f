"""The list of claims as a person uses it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from db.records import ClaimId, ClaimRecord
from widgets.claim_card import ClaimCard
from widgets.claim_list import ClaimList
from widgets.claims.picker import Picker
from widgets.gallery.sidebar_samples import claims, scale
from widgets.labels import EmptyState

_CTRL = Qt.KeyboardModifier.ControlModifier


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


def test_a_claim_pointed_at_in_the_text_shows_in_the_list_until_it_no_longer_is(shown: ClaimList) -> None:
    def picture() -> object:
        return cards(shown).viewport().grab().toImage()

    before = picture()
    shown.show_hovered("MC3")
    assert picture() != before
    shown.show_hovered("no claim of this list")
    assert picture() == before


def test_typing_filters_and_showing_all_brings_everything_back(shown: ClaimList, qtbot: QtBot) -> None:
    qtbot.keyClicks(shown.findChild(QLineEdit), "herring")
    assert shown.shown == []
    empty = empty_state(shown)
    assert empty.isVisible()
    empty.wanted.emit()
    assert len(shown.shown) == 6


def test_a_chip_shows_only_its_claims_and_says_how_many(shown: ClaimList, qtbot: QtBot) -> None:
    chips = shown.bar.chips
    qtbot.mouseClick(chips.chip("more"), Qt.MouseButton.LeftButton)
    differ = chips.chip("differ=there")
    assert differ.text().replace("\u2068", "").replace("\u2069", "") == "≠ checkers differ 1"
    qtbot.mouseClick(differ, Qt.MouseButton.LeftButton)
    assert shown.shown == ["MC2"]
    assert shown.bar.told.text() == "1 of 6"
    qtbot.mouseClick(shown.bar.clear_button, Qt.MouseButton.LeftButton)
    assert len(shown.shown) == 6


def test_chips_that_would_leave_nothing_out_are_not_there(shown: ClaimList, qtbot: QtBot) -> None:
    qtbot.mouseClick(shown.bar.chips.chip("more"), Qt.MouseButton.LeftButton)
    keys = shown.bar.chips.keys
    assert {"status=open", "so", "said", "speaker", "conflict=there", "no evidence=there"} <= set(keys)
    # No claim here has a kind, a tag, a query or a fix, and none is assigned.
    assert not {"kind", "tag", "assignee", "query=there", "fix=there", "scope"} & set(keys)


def test_chips_are_worked_with_the_arrow_keys(shown: ClaimList, qtbot: QtBot) -> None:
    shown.focus_chips()
    assert shown.bar.chips.chip("status=open").hasFocus()
    qtbot.keyClick(shown.bar.chips.chip("status=open"), Qt.Key.Key_Right)
    qtbot.keyClick(shown.bar.chips.chip("status=rated"), Qt.Key.Key_Space)
    assert shown.shown == ["MC2", "JR2"]


def test_what_is_chosen_stays_chosen_while_the_list_is_filtered_and_changed(
    shown: ClaimList, qtbot: QtBot
) -> None:
    shown.set_current(ClaimId("MC1"))
    told: list[str] = []
    shown.claim_activated.connect(told.append)
    for _ in range(2):
        qtbot.keyClick(shown.cards, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(
        shown.cards.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ControlModifier,
        card_of(shown, 4),
    )
    assert shown.lot == ["MC1", "MC2", "MC3", "JR2"]
    assert told == []
    assert shown.bulk.isVisible()
    shown.update_claims([replace(claims()[0], wording="Anders.")])
    qtbot.keyClicks(shown.bar.line, "r")
    shown.set_claims(claims())
    assert shown.lot == ["MC1", "MC2", "MC3", "JR2"]
    qtbot.keyClick(shown.cards, Qt.Key.Key_Escape)
    assert shown.lot == []
    assert not shown.bulk.isVisible()


def test_all_is_what_the_filter_shows_without_the_titles(shown: ClaimList, qtbot: QtBot) -> None:
    shown.set_titles({"a-ferry": "Ferry"})
    qtbot.keyClicks(shown.bar.line, "ministry")
    shown.bar.clear()
    qtbot.keyClick(shown.cards, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(shown.lot) == 6
    assert "6" in shown.bulk._words.text()


def test_closing_several_asks_for_one_reason_first(shown: ClaimList, qtbot: QtBot) -> None:
    shown.choose_all()
    shown.begin_close()
    assert shown.bulk.reason.hasFocus()
    assert not shown.bulk.confirm.isEnabled()
    qtbot.keyClicks(shown.bulk.reason, " ")
    with qtbot.assertNotEmitted(shown.close_requested):
        qtbot.keyClick(shown.bulk.reason, Qt.Key.Key_Return)
    qtbot.keyClicks(shown.bulk.reason, "withdrawn")
    with qtbot.waitSignal(shown.close_requested) as told:
        qtbot.keyClick(shown.bulk.reason, Qt.Key.Key_Return)
    assert told.args == [["MC1", "MC2", "MC3", "JR1", "JR2", "MC4"], "withdrawn"]


def test_a_tag_all_have_is_taken_away_and_any_other_put_on(shown: ClaimList, qtbot: QtBot) -> None:
    records = [replace(claim, tags=("money", "urgent")[: n % 2 + 1]) for n, claim in enumerate(claims())]
    shown.set_claims(records)
    shown.choose_all()
    for typed, signal in (
        ("money", shown.untag_requested),
        ("urg", shown.tag_requested),
        ("legal", shown.tag_requested),
    ):
        shown.begin_tag()
        shown.offer_tags(["money", "urgent"])
        picker = shown.findChildren(Picker)[-1]
        qtbot.keyClicks(picker.line, typed)
        with qtbot.waitSignal(signal) as told:
            qtbot.keyClick(picker.line, Qt.Key.Key_Return)
        assert told.args == [shown.lot, "urgent" if typed == "urg" else typed]


def test_with_no_claims_it_says_how_to_mark_one(qtbot: QtBot) -> None:
    empty = ClaimList()
    qtbot.addWidget(empty)
    assert "press H" in empty_state(empty).words


def test_letters_pressed_in_the_list_are_left_to_the_window(shown: ClaimList, qtbot: QtBot) -> None:
    shown.set_current(ClaimId("MC1"))
    with qtbot.assertNotEmitted(shown.claim_activated):
        qtbot.keyClick(cards(shown), Qt.Key.Key_J)


def test_a_claim_that_moves_while_ctrl_is_held_is_chosen_alone(shown: ClaimList, qtbot: QtBot) -> None:
    shown.set_current(ClaimId("JR1"))
    QTest.keyPress(shown.windowHandle(), Qt.Key.Key_Control, _CTRL)
    try:
        assert QApplication.keyboardModifiers() & _CTRL
        shown.update_claims([replace(claims()[3], start=0, end=5)])
        shown.update_claims([claims()[3]])
        shown.set_current(ClaimId("MC2"))
    finally:
        QTest.keyRelease(shown.windowHandle(), Qt.Key.Key_Control)
    assert shown.cards.chosen == ["MC2"]


def test_several_passages_of_one_source_are_not_called_several_sources(qtbot: QtBot) -> None:
    card = ClaimCard()
    claim = replace(claims()[0], evidence=3, speaker="")
    assert card._foot_words(claim, 900).startswith("3 citations · ")  # pyright: ignore[reportPrivateUsage]
    once = replace(claim, evidence=1)
    assert card._foot_words(once, 900).startswith("1 citation · ")  # pyright: ignore[reportPrivateUsage]


class CountedCard(ClaimCard):
    """Knows which claims it painted, and not only showed again."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[str] = []

    def paint_card(self, painter: QPainter, option: QStyleOptionViewItem, claim: ClaimRecord) -> None:
        self.painted.append(claim.id)
        super().paint_card(painter, option, claim)


def test_a_card_is_painted_anew_only_where_it_looks_another_way(shown: ClaimList, qapp: QApplication) -> None:
    card = CountedCard()
    card.set_scale(scale())
    shown.cards.setItemDelegate(card)
    view = shown.cards.viewport()
    before = view.grab().toImage()
    assert len(card.painted) == len(set(card.painted)) > 3
    card.painted.clear()
    assert view.grab().toImage() == before
    assert card.painted == []
    one = next(claim for claim in claims() if claim.id == "MC2")
    shown.update_claims([replace(one, wording="Other words.")])
    after = view.grab().toImage()
    assert card.painted == ["MC2"]
    assert after != before
    shown.set_current(ClaimId("MC2"))
    assert view.grab().toImage() != after
    assert card.painted == ["MC2", "MC2"]
    # What is kept is what would be painted.
    card.set_scale(scale())
    anew = view.grab().toImage()
    assert len(card.painted) > 5
    assert view.grab().toImage() == anew

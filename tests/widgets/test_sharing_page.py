"""The page of sharing: what is chosen by keys, and that nothing goes before it was looked at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.records import SourceId
from db.records.fingerprints import spoken_fingerprint
from db.records.leaving import HeldItem, Mention, Telling
from db.records.sharing import CopyCounts, Nameable, ShareOffer
from widgets.sharing.page import CHANGES, READING, WHOLE, SharePage

ITEM = HeldItem("S2", SourceId("s2"), "S2", "Kassandra Vogt", True, 3, False)
TOLD = Mention("S2", Telling.NAME, "claim MC4", "VOGT", "VOGT saw the papers.")
COUNTS = CopyCounts(412, 12, 3_100_000, 3_420_000, 31, 2)


@pytest.fixture
def page(qtbot: QtBot) -> SharePage:
    made = SharePage()
    qtbot.addWidget(made)
    known = (Nameable("S4", "Minutes", "source"), Nameable("MC9", "Boats at dawn", "claim"))
    made.begin(ShareOffer("Harbour", "", (("Ilse", 1),), known, 3, 2, 99), "Harbour", "Choose")
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_only_what_somebody_was_not_sent_can_be_chosen_for_who_was_sent_something(page: SharePage) -> None:
    assert not page.kinds[CHANGES].isEnabled()
    page.to.setText("  ilse ")
    assert page.kinds[CHANGES].isEnabled()
    page.kinds[CHANGES].click()
    assert (page.choice.to, page.choice.kind) == ("ilse", CHANGES)
    page.to.setText("Idris")
    assert page.choice.kind == WHOLE
    page.kinds[READING].click()
    assert page.choice.kind == READING


def test_something_is_left_out_by_typing_and_taken_back_with_a_press(page: SharePage, qtbot: QtBot) -> None:
    out = page.left_out
    QTest.keyClicks(out.line, "no such thing")
    QTest.keyClick(out.line, Qt.Key.Key_Return)
    assert page.choice.without == ()
    QTest.keyClick(out.line, Qt.Key.Key_Escape)
    assert not out.finding
    with qtbot.waitSignal(page.changed):
        QTest.keyClicks(out.line, "m")
        QTest.keyClick(out.line, Qt.Key.Key_Down)
        QTest.keyClick(out.line, Qt.Key.Key_Return)
    assert page.choice.without == ("MC9",)
    assert not page.go_button.isEnabled()
    QTest.keyClicks(out.line, "boats")
    assert [row.heading for row in out.found.rows] == [True]
    page.deleted.click()
    assert page.choice.without_deleted


def test_what_tells_of_what_stays_is_looked_at_before_anything_goes(page: SharePage, qtbot: QtBot) -> None:
    gone: list[bool] = []
    page.go_requested.connect(lambda: gone.append(True))
    page.go()
    assert not gone
    page.show_copy((ITEM,), (TOLD,), COUNTS)
    assert page.choice.released == ()
    page.go()
    assert not gone
    assert page.leave_button.hasFocus()
    # Chosen anew with the same places: they were looked at.
    page.show_copy((ITEM,), (TOLD,), COUNTS)
    page.go()
    assert gone == [True]
    other = Mention("S2", Telling.TITLE, "claim MC5", "Minutes", "The Minutes say so.")
    page.show_copy((ITEM,), (TOLD, other), COUNTS)
    page.go()
    assert gone == [True]
    page.boxes["S2"].click()
    assert page.choice.released == ("S2",)
    page.show_refused("Ilse has everything already.")
    page.go()
    assert gone == [True]


def test_a_password_is_typed_twice_before_anything_goes(page: SharePage) -> None:
    gone: list[bool] = []
    page.go_requested.connect(lambda: gone.append(True))
    page.show_copy((), (), COUNTS)
    protection = page.protection
    protection.tick.click()
    page.go()
    QTest.keyClicks(protection.first, "tern")
    QTest.keyClicks(protection.again, "turn")
    page.go()
    assert not gone
    assert protection.first.hasFocus()
    protection.again.setText("tern")
    page.go()
    assert (gone, protection.words) == ([True], "tern")
    protection.tick.click()
    assert protection.words == ""


def test_a_fingerprint_is_read_out_in_groups_of_four() -> None:
    assert spoken_fingerprint("3f2a91bc07de55aa" + "0" * 48) == "3f2a 91bc 07de 55aa"
    assert spoken_fingerprint("") == ""

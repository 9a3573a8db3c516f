"""The right side of the window: who gets the height."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from widgets.claim_list import ClaimList
from widgets.claims.sidebar import LIST_SHARE, Sidebar
from widgets.gallery.sidebar_samples import claims, many_claims


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    made = Sidebar(ClaimList())
    made.hand.addWidget(QWidget())
    qtbot.addWidget(made)
    made.resize(380, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_list_takes_what_its_claims_fill_and_not_more_than_its_share(sidebar: Sidebar) -> None:
    sidebar.list.set_claims(claims()[:1])
    few = sidebar.sizes()[0]
    assert few == max(130, sidebar.list.sizeHint().height()) < 800 * LIST_SHARE
    sidebar.list.set_claims(many_claims(40))
    assert abs(sidebar.sizes()[0] - 800 * LIST_SHARE) <= 2


def test_turned_to_while_nothing_is_in_hand_the_list_has_the_room_until_something_is(
    sidebar: Sidebar,
) -> None:
    held = False
    sidebar.ask_whether_held(lambda: held)
    sidebar.list.set_claims(many_claims(40))
    usual = sidebar.sizes()[0]
    sidebar.list.bar.line.setText("a")
    assert sidebar.sizes()[0] > 2 * usual
    held = True
    sidebar.renew()
    narrow = sidebar.sizes()[0]
    assert narrow <= usual + 60
    # Going on in the text to where no claim is changes nothing.
    held = False
    sidebar.renew()
    assert sidebar.sizes()[0] == narrow
    sidebar.list.focus_filter()
    sidebar.list.focus_cards()
    assert sidebar.sizes()[0] > 2 * usual


def test_what_a_person_drew_is_wished_for_also_where_few_claims_fill_less(
    sidebar: Sidebar, qtbot: QtBot
) -> None:
    sidebar.list.set_claims(many_claims(40))
    handle = sidebar.handle(1)
    start = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(handle, start.__class__(start.x(), start.y() + 200))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=start)
    drawn = sidebar.sizes()[0]
    assert drawn > 800 * LIST_SHARE + 100
    sidebar.list.set_claims(claims()[:1])
    assert sidebar.sizes()[0] < drawn
    assert abs(sidebar.wished[0] - drawn) <= 2
    sidebar.list.set_claims(many_claims(40))
    assert abs(sidebar.sizes()[0] - drawn) <= 2


def test_level_with_the_text_the_claims_have_all_the_height_until_something_is_in_hand(
    sidebar: Sidebar, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(sidebar.level_switched):
        sidebar.switch()
    assert not sidebar.hand.isVisible()
    sidebar.show_hand()
    assert sidebar.hand.isVisible()
    sidebar.put_hand_away()
    assert not sidebar.hand.isVisible()
    sidebar.switch()
    assert sidebar.hand.isVisible()
    sidebar.put_hand_away()
    assert sidebar.hand.isVisible()

"""The review of a draft: what is listed, walked through by keys, and wished for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.records import ClaimStatus
from widgets.claims.traits import VALUES, Facet
from widgets.gallery import sidebar_samples as samples
from widgets.gallery.reviews import review
from widgets.inspector.closing import Closing
from widgets.inspector.redrafted import Redrafted
from widgets.remarks.diff_label import DiffLabel
from widgets.review.card import ReviewCard
from widgets.review.items import Review
from widgets.review.page import ReviewPage
from widgets.review.wishes import FixMade, LookedAt, LooksRight, PutAt, PutOnSelected, ReadDraft
from widgets.spoken_claim import spoken_claim


@pytest.fixture
def page(qtbot: QtBot) -> ReviewPage:
    made = ReviewPage()
    qtbot.addWidget(made)
    made.resize(380, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_review(review())
    made.begin()
    return made


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def current(page: ReviewPage) -> ReviewCard:
    card = page.current
    assert card is not None
    return card


def at(page: ReviewPage, key: str) -> ReviewCard:
    """Walk to that item."""
    while current(page).item.key != key:
        press(Qt.Key.Key_Down)
    return current(page)


def test_enter_wishes_for_what_each_item_asks_and_goes_on(page: ReviewPage, qtbot: QtBot) -> None:
    wishes: list[object] = []
    page.wished.connect(wishes.append)
    for key in ("c1", "c3", "s1", "f1"):
        at(page, key)
        press(Qt.Key.Key_Return)
        assert current(page).item.key != key
        assert current(page).hasFocus()
    looked = next(item for item in review().items if item.key == "s1")
    assert wishes == [
        LooksRight("c1"),
        LooksRight("c3"),
        LookedAt(looked.start, looked.end),
        FixMade("f1"),
    ]


def test_what_is_ambiguous_is_chosen_among_its_places_each_shown_first(
    page: ReviewPage, qtbot: QtBot
) -> None:
    wishes: list[object] = []
    places: list[tuple[int, int]] = []
    page.wished.connect(wishes.append)
    card = at(page, "c2")
    page.place_wanted.connect(lambda start, end: places.append((start, end)))
    press(Qt.Key.Key_Return)
    assert card.choices[0].hasFocus()
    assert wishes == []
    press(Qt.Key.Key_Down)
    assert places == [(310, 335), (820, 845)]
    press(Qt.Key.Key_Space)
    assert wishes == [PutAt("c2", 820, 845)]


def test_only_the_item_in_hand_shows_what_can_be_decided(page: ReviewPage) -> None:
    assert [card.item.key for card in page.cards if card.buttons()] == ["c1"]
    card = at(page, "c3")
    assert [card.item.key for card in page.cards if card.buttons()] == ["c3"]
    wishes: list[object] = []
    page.wished.connect(wishes.append)
    card.put_button.click()
    assert wishes == [PutOnSelected("c3")]


def test_an_item_that_was_settled_goes_and_the_keyboard_stays_where_it_was(page: ReviewPage) -> None:
    at(page, "c3")
    left = tuple(item for item in review().items if item.key != "c3")
    page.show_review(Review(2, left))
    assert current(page).item.key == "c4"
    assert current(page).hasFocus()
    page.show_review(Review(2))
    assert page.cards == []
    assert page.holds_keyboard
    # Taken back, it is the one at hand again.
    page.show_review(Review(2, left))
    page.begin()
    page.show_review(review(), to_returned=True)
    assert current(page).item.key == "c3"
    assert current(page).hasFocus()


def test_the_chips_leave_what_is_of_their_outcome(page: ReviewPage, qtbot: QtBot) -> None:
    page.chips.chip("changed").click()
    assert {card.item.key for card in page.cards} == {"c1", "q1", "c6"}
    assert page.chips.chip("changed").text().endswith("3")
    left = tuple(item for item in review().items if item.outcome != "changed")
    page.show_review(Review(2, left))
    assert page.chips.key == "all"
    assert len(page.cards) == len(left)


def test_a_claim_whose_words_changed_says_so_wherever_it_is_shown(qtbot: QtBot) -> None:
    claim = samples.claims()[0]
    changed = replace(claim, carried="changed", was="The old words", missing=("recheck",))
    told = Redrafted()
    closing = Closing()
    qtbot.addWidget(told)
    qtbot.addWidget(closing)
    told.show_claim(changed)
    assert "look again" in told.words
    assert "Shift+R" in told.words
    told.show_claim(claim)
    assert told.words == ""
    closing.show_claim(replace(changed, status=ClaimStatus.RATED))
    assert "look at them first" in closing.words
    assert not closing.close_button.isEnabled()
    assert VALUES[Facet.RECHECK](changed)
    assert not VALUES[Facet.RECHECK](claim)
    assert "Its words changed in a new draft" in spoken_claim(changed, samples.scale())
    apart = replace(changed, carried="lost", apart=3)
    told.show_claim(apart)
    assert "made on draft 3" in told.words
    assert "not found" not in told.words
    closing.show_claim(replace(apart, status=ClaimStatus.RATED))
    assert "changed" not in closing.words
    assert "Made on draft 3" in spoken_claim(apart, samples.scale())


def test_places_that_read_the_same_are_told_by_paragraph_and_by_the_words_beside_them(
    page: ReviewPage,
) -> None:
    first, second = at(page, "c2").choices
    assert first.accessibleName() != second.accessibleName()
    assert first.accessibleName().startswith("paragraph 4: … on a boat that nobody had ordered.")
    assert second.accessibleName().startswith("paragraph 17: … again in the autumn")


def test_what_changed_beside_a_claims_own_words_is_shown_and_spoken(page: ReviewPage) -> None:
    assert [label.isVisible() for label in at(page, "c3").findChildren(DiffLabel)] == [True, False]
    card = at(page, "c7")
    assert "[in: , which few]" in card.accessibleName()
    beside = [label for label in card.findChildren(DiffLabel) if label.isVisible()]
    assert [len(label.pieces) > 1 for label in beside] == [False, True]


def test_the_draft_beside_on_which_a_claim_was_made_is_asked_for(page: ReviewPage, qtbot: QtBot) -> None:
    card = at(page, "c8")
    assert "made on draft 3, not shown" in card.accessibleName()
    with qtbot.waitSignal(page.wished) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == [ReadDraft("draft:3")]
    assert current(page) is card
    assert card.isEnabled()


def test_of_an_article_not_read_yet_nothing_is_said_of_its_drafts(page: ReviewPage) -> None:
    def words() -> str:
        return " ".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())

    page.show_review(Review())
    assert "one draft" not in words()
    page.show_review(Review(1))
    assert "one draft" in words()

"""Cards level with the text: none over another, each as near its sentence as the others allow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.records import ClaimId
from widgets.article_view import ArticleView
from widgets.claims.level import LevelCards
from widgets.claims.stacking import Wish, stack
from widgets.gallery.samples import claim_at, long_text, scale

GAP = 4
WISHES = st.lists(
    st.tuples(st.integers(-200, 900), st.sampled_from([26, 94])).map(lambda pair: Wish(*pair)), max_size=30
).map(sorted)


@settings(max_examples=80)
@given(wishes=WISHES, data=st.data())
def test_no_card_lies_over_another_and_the_one_in_focus_stands_where_it_wishes(
    wishes: list[Wish], data: st.DataObject
) -> None:
    focus = data.draw(st.sampled_from([None, *range(len(wishes))]))
    tops = stack(wishes, focus, gap=GAP)
    for at in range(len(wishes) - 1):
        assert tops[at] + wishes[at].height + GAP <= tops[at + 1]
    if focus is not None:
        assert tops[focus] == wishes[focus].top
    for at, (top, wish) in enumerate(zip(tops, wishes, strict=True)):
        if focus is not None and at < focus:
            # It gave way upwards, and only as far as the card under it made it.
            assert top == min(wish.top, tops[at + 1] - GAP - wish.height)
        elif at and at != focus:
            assert top == max(wish.top, tops[at - 1] + wishes[at - 1].height + GAP)


@pytest.fixture
def beside(qtbot: QtBot) -> QWidget:
    both = QWidget()
    qtbot.addWidget(both)
    row = QHBoxLayout(both)
    view, cards = ArticleView(), LevelCards()
    cards.set_view(view)
    view.show_text(long_text(2_000))
    view.set_scale(scale())
    row.addWidget(view, 2)
    row.addWidget(cards, 1)
    both.resize(1200, 700)
    with qtbot.waitExposed(both):
        both.show()
    return both


def parts(beside: QWidget) -> tuple[ArticleView, LevelCards]:
    view, cards = beside.findChild(ArticleView), beside.findChild(LevelCards)
    assert view is not None
    assert cards is not None
    return view, cards


def height_of(view: ArticleView, cards: LevelCards, offset: int) -> int:
    """Where the line of that offset begins, as the cards count."""
    rect = view.cursorRect(view._cursor(offset, offset))
    return cards.mapFromGlobal(view.viewport().mapToGlobal(rect.topLeft())).y()


def test_cards_are_level_with_their_sentences_and_stay_so_while_the_article_scrolls(
    beside: QWidget, qtbot: QtBot
) -> None:
    view, cards = parts(beside)
    text = view.article_text
    starts = [text.text.index("\n", n) + 1 for n in (0, 1200, 2400)]
    claims = [claim_at(text, n, start, start + 40) for n, start in enumerate(starts)]
    view.set_claims(claims)
    for scrolled in (0, 150, 333):
        view.verticalScrollBar().setValue(scrolled)
        slots = {slot.claim: slot for slot in cards.slots}
        for claim in claims:
            if claim.id in slots:
                # The caret is a little less high than the line.
                level = height_of(view, cards, claim.start)
                assert abs(slots[claim.id].rect.top() - level) <= 12
        assert slots


def test_sixty_claims_on_one_line_are_all_reached(beside: QWidget, qtbot: QtBot) -> None:
    view, cards = parts(beside)
    text = view.article_text
    claims = [claim_at(text, n, 100, 100 + n + 1) for n in range(60)]
    view.set_claims(claims)
    cards.grab()
    slots = cards.slots
    assert 2 <= len(slots) <= 8
    assert not any(a.rect.intersects(b.rect) for a in slots for b in slots if a is not b)
    seen: set[str] = {slot.claim for slot in slots if slot.claim}
    cards.claim_activated.connect(view.set_focus)
    for _ in range(60):
        cards.grab()
        more = next(slot for slot in cards.slots if slot.more)
        qtbot.mouseClick(cards, Qt.MouseButton.LeftButton, pos=more.rect.center())
        seen.add(view.focus_claim)
    assert len(seen) == 60


def test_the_card_in_focus_is_whole_and_what_changed_is_painted_anew(beside: QWidget, qtbot: QtBot) -> None:
    view, cards = parts(beside)
    text = view.article_text
    claims = [claim_at(text, n, 100 + n * 30, 120 + n * 30) for n in range(6)]
    view.set_claims(claims)
    view.set_focus("c3")
    before = cards.grab().toImage()
    whole = {slot.claim for slot in cards.slots if slot.whole}
    assert "c3" in whole
    view.update_claims([replace(claims[3], wording="Said anew.")])
    assert cards.grab().toImage() != before


def test_the_arrow_keys_go_from_claim_to_claim_and_enter_opens_it(beside: QWidget, qtbot: QtBot) -> None:
    view, cards = parts(beside)
    text = view.article_text
    view.set_claims([claim_at(text, n, 100 + n * 60, 150 + n * 60) for n in range(3)])
    cards.claim_activated.connect(view.set_focus)
    cards.setFocus()
    for expected in ("c0", "c1", "c2"):
        qtbot.keyClick(cards, Qt.Key.Key_Down)
        assert view.focus_claim == ClaimId(expected)
    with qtbot.waitSignal(cards.claim_entered) as told:
        qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert told.args == ["c2"]
    cards.grab()
    first = next(slot for slot in cards.slots if slot.claim == "c0")
    qtbot.mouseClick(cards, Qt.MouseButton.LeftButton, pos=first.rect.topLeft() + QPoint(20, 5))
    assert view.focus_claim == "c0"

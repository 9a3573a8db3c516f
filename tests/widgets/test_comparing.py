"""Two drafts in one column: every change is marked, named and reached, whatever is left out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records import ClaimId, Outcome
from db.records.comparing import ComparedParagraph, Comparison, RunRecord, TouchedClaim, Turn
from widgets.comparing.laid import lay, said
from widgets.comparing.page import ComparePage
from widgets.gallery.drafts import comparison, three_drafts


@pytest.fixture
def page(qtbot: QtBot) -> ComparePage:
    page = ComparePage()
    qtbot.addWidget(page)
    page.resize(720, 800)
    page.show_drafts(three_drafts(), "d1", "d3")
    page.show_comparison(comparison())
    page.show()
    return page


def form_of(page: ComparePage, words: str) -> QTextCharFormat:
    at = page.view.article_text.text.index(words)
    cursor = QTextCursor(page.view.document())
    cursor.setPosition(page.view.places.to_document(at) + 1)
    return cursor.charFormat()


def test_no_change_is_told_by_colour_alone(page: ComparePage) -> None:
    assert form_of(page, "4.2 million").fontStrikeOut()
    assert form_of(page, "4.6 million").fontUnderline()
    text = page.view.article_text.text.replace("\u00a0", " ")
    assert text.count("moved to ¶ 5:\u2069 In 2019") == text.count("moved from ¶ 2:\u2069 In 2019") == 1
    assert not form_of(page, "for its new ferry").fontStrikeOut()
    assert not form_of(page, "for its new ferry").fontUnderline()


def test_paragraphs_left_out_are_counted_and_come_back(page: ComparePage) -> None:
    assert "The old ferry carried" not in page.view.article_text.text
    assert page.view.article_text.text.count("paragraph unchanged") == 2
    assert "2 paragraphs unchanged" in page.view.article_text.text
    changes = len(page.view.laid.changes) if page.view.laid else 0
    page.all_box.click()
    assert "The old ferry carried" in page.view.article_text.text
    assert "unchanged" not in page.view.article_text.text
    assert page.view.laid is not None
    assert len(page.view.laid.changes) == changes


def test_every_change_is_come_to_once_each_way(page: ComparePage) -> None:
    on: list[int] = []
    page.view.change_shown.connect(on.append)
    while page.view.next_sentence():
        assert len(on) < 20
    while page.view.previous_sentence():
        assert len(on) < 20
    assert page.view.laid is not None
    count = len(page.view.laid.changes)
    assert on == [*range(1, count + 1), *range(count - 1, 0, -1)]


def test_claims_stand_at_their_words_with_what_became_of_them(page: ComparePage, qtbot: QtBot) -> None:
    page.all_box.click()
    chips = {chip.claim.number: chip.words for chip in page.view.margin.chips()}
    assert chips == {
        "MC1": "MC1 Δ changed",
        "MC4": "MC4 Δ changed",
        "MC2": "MC2 ↕ moved",
        "MC3": "MC3 ✗ lost",
    }
    assert page.view.laid is not None
    text = page.view.article_text.text
    places = {claim.number: text[offset:][:9] for offset, claim in page.view.laid.claims}
    assert (places["MC2"], places["MC3"]) == ("In 2019 t", "By next s")
    told: list[str] = []
    page.view.claim_activated.connect(told.append)
    chip = next(chip for chip in page.view.margin.chips() if chip.claim.number == "MC3")
    qtbot.mouseClick(page.view.margin, Qt.MouseButton.LeftButton, pos=chip.rect.center())
    assert told == ["c3"]


def test_what_is_copied_says_in_words_what_changed() -> None:
    told = said(comparison(), changed_only=True)
    assert "Saltmouth will pay [out: 4.2 million][in: 4.6 million] for its new ferry" in told
    assert "[moved to ¶ 5: In 2019 the board" in told
    assert "took office [in: in May 2021]." in told
    assert "The old ferry" not in told


def test_drafts_without_changes_say_so_and_lead_nowhere(page: ComparePage) -> None:
    same = ComparedParagraph("paragraph", 0, 1, 1, (RunRecord(Turn.SAME, "Nothing new."),))
    page.show_comparison(Comparison((same,)))
    assert not page.view.next_sentence()
    assert not page.view.next_claim()
    assert lay(Comparison((same,)), changed_only=True).text.text == "⋯ 1 paragraph unchanged\n"


def test_a_claim_in_cells_that_changed_is_kept_at_its_words() -> None:
    runs = (RunRecord(Turn.SAME, "Ferry\t"), RunRecord(Turn.OUT, "310"), RunRecord(Turn.IN, "900"))
    row = ComparedParagraph("table-row", 0, 1, 1, runs)
    claim = TouchedClaim(ClaimId("c"), "MC1", "310", Outcome.CHANGED, 0, 6)
    laid = lay(Comparison((row,), (claim,)), changed_only=True)
    assert laid.text.text == "Ferry │ 310\u2009900\n"
    assert laid.text.text[laid.claims[0][0] :].startswith("310")


def test_a_claim_scrolled_out_of_sight_is_not_beside_other_words(page: ComparePage) -> None:
    margin, bar = page.view.margin, page.view.verticalScrollBar()
    page.resize(720, 260)
    QApplication.processEvents()
    bar.setValue(0)
    before = {chip.claim.number: chip.rect.top() for chip in margin.chips()}
    first, second, *_ = before
    bar.setValue(before[first] + 40)
    now = {chip.claim.number: chip.rect.top() for chip in margin.chips()}
    assert first not in now
    assert now[second] == before[second] - bar.value()

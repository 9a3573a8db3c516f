"""An older draft stays readable with its marks, and nothing can be done to it by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.commands import drafts
from app.importing.read import read_pasted
from tests.journeys.hands import Mouse
from tests.journeys.window import Worked
from widgets.article_view import ArticleView

FIRST = """The new bridge

The bridge is 240 metres long. It was opened in 1998.

The mayor says it cost 14 million. Nobody counted the cars.
"""
SECOND = FIRST.replace("14 million", "15 million").replace(" It was opened in 1998.", "")


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Worked]:
    """Two claims marked on the first draft, and a second one that changed one of them and lost the other."""
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "job.tickmark")
    article = tmp_path / "bridge.txt"
    article.write_text(FIRST, encoding="utf-8")
    worked.import_article(article)
    for words in ("It was opened in 1998.", "The mayor says it cost 14 million."):
        start = worked.desk.text.text.index(words)
        worked.window.reading.view.go_to(start)
        worked.press("H")
        worked.saved()
    worked.window.reading.view.go_to(0)
    revise(worked, SECOND)
    yield worked
    if worked.desk.session is not None:
        worked.close()


def revise(worked: Worked, words: str, based_on: str = "") -> None:
    """The next draft, as it comes once its file has been read."""
    article, session = worked.desk.article, worked.desk.session
    assert article is not None
    assert session is not None
    imported = read_pasted(words, "Bridge")
    session.run(partial(drafts.revise, article=article.id, imported=imported, based_on=based_on))
    worked.saved()


def do(worked: Worked, id: str) -> None:
    """Choose that command where the window lists it just now."""
    found = next(entry for entry, _ in worked.window.menus.listed() if entry.id == id)
    worked.window.menus.do(found)


def read_first(worked: Worked) -> ArticleView:
    worked.until(lambda: len(worked.window.middle.drafts) == 2)
    do(worked, "view.draft.1")
    worked.until(lambda: worked.window.middle.older.active)
    assert worked.window.middle.older.view.hasFocus()
    return worked.window.middle.older.view


def test_the_old_draft_is_read_with_its_marks_and_left_with_escape(worked: Worked) -> None:
    view = read_first(worked)
    quotes = {claim.number: claim.quote for claim in view.index.claims.values()}
    assert list(quotes.values()) == ["It was opened in 1998.", "The mayor says it cost 14 million."]
    assert view.article_text.text == FIRST

    worked.press("Escape")
    assert worked.window.reading.view.hasFocus()
    assert "15 million" in worked.window.reading.view.article_text.text


def test_its_sentences_and_claims_are_gone_through_by_the_same_keys(worked: Worked) -> None:
    view = read_first(worked)
    worked.press("Shift+J")
    assert worked.claim.quote == "It was opened in 1998."
    worked.press("J")
    stood = view.current_sentence()
    assert stood is not None
    assert view.article_text.text[stood.start :].startswith("The mayor")
    assert worked.claim.quote.endswith("15 million."), "what is in hand is the claim as it is now"
    worked.press("1")
    worked.saved()
    assert view.index.claims[worked.claim.id].verdicts[0].rating == 1
    assert view.index.claims[worked.claim.id].quote.endswith("14 million.")


def test_marking_and_ticking_say_why_they_wait(worked: Worked) -> None:
    read_first(worked)
    said: list[str] = []
    worked.window.menus.told.connect(said.append)
    before = len(worked.desk.claims)
    worked.press("H", "N", "U", "F", "Ctrl+Shift+T")
    worked.saved()
    assert len(said) == 5
    assert all("press Esc to go back" in words for words in said)
    assert len(worked.desk.claims) == before


def test_the_list_of_claims_leads_to_where_each_stood_there(worked: Worked) -> None:
    view = read_first(worked)
    for claim in worked.desk.claims.values():
        worked.window.claims.place_requested.emit(claim.id)
        stands = view.index.claims[claim.id]
        assert view.position() == stands.start
        assert worked.desk.claim == claim.id


def test_the_next_new_draft_brings_the_reader_to_it(worked: Worked) -> None:
    read_first(worked)
    revise(worked, SECOND.replace("Nobody counted", "Nobody ever counted"))
    worked.until(lambda: not worked.window.middle.older.active)
    assert "ever counted" in worked.window.reading.view.article_text.text


def test_the_cards_level_with_the_text_follow_the_draft_that_is_read(worked: Worked) -> None:
    level = worked.window.claims.sidebar.level
    worked.press("V")
    assert len(level.slots) == 1, "one claim is lost in the current draft"
    read_first(worked)
    assert len(level.slots) == 2
    worked.press("Escape")
    assert len(level.slots) == 1


def test_the_details_of_the_article_offer_its_drafts(worked: Worked) -> None:
    worked.until(lambda: len(worked.window.middle.drafts) == 2)
    worked.press("I")
    offered = worked.window.library.article_details.drafts
    first = offered.itemAt(0)
    assert offered.count() == 2
    assert first is not None
    button = first.widget()
    assert isinstance(button, QPushButton)
    button.click()
    worked.until(lambda: worked.window.middle.older.active)
    assert worked.window.middle.older.view.article_text.text == FIRST


def compared(worked: Worked) -> list[str]:
    """What the comparison shows, paragraph by paragraph, as it is copied."""
    page = worked.window.middle.comparing.page
    page.copy_button.click()
    return QApplication.clipboard().text().strip().split("\n\n")


def begin_to_compare(worked: Worked) -> None:
    worked.until(lambda: len(worked.window.middle.drafts) > 1)
    worked.press("Ctrl+Shift+D")
    worked.until(lambda: worked.window.middle.comparing.page.comparison is not None)


def test_two_drafts_are_compared_and_the_changes_gone_through_by_keys(worked: Worked) -> None:
    begin_to_compare(worked)
    view = worked.window.middle.comparing.view
    assert compared(worked) == [
        "The bridge is 240 metres long. [out: It was opened in 1998.]",
        "The mayor says it cost [out: 14][in: 15] million. Nobody counted the cars.",
    ]
    assert view.hasFocus()
    words = []
    for _ in range(3):
        worked.press("J")
        words.append(view.textCursor().selectedText())
    assert [each.strip() for each in words[:2]] == ["It was opened in 1998.", "14\u200915"]
    assert words[2] == words[1], "the last one is kept"
    worked.press("K")
    assert view.textCursor().selectedText() == words[0]

    worked.press("Shift+J")
    assert worked.claim.quote.startswith("It was opened in 1998")
    worked.press("Shift+J")
    assert worked.claim.was.endswith("14 million.")
    worked.press("Escape")
    assert worked.window.reading.view.hasFocus()


def test_drafts_of_which_neither_was_made_from_the_other_are_laid_side_by_side_anew(
    worked: Worked,
) -> None:
    revise(worked, SECOND.replace("15 million", "16 million"))
    worked.until(lambda: len(worked.window.middle.drafts) == 3)
    first, _, third = (draft.id for draft in worked.window.middle.drafts)
    worked.window.middle.compare_drafts(third, first)
    page = worked.window.middle.comparing.page
    worked.until(lambda: page.comparison is not None)
    assert (page.old_box.currentData(), page.new_box.currentData()) == (first, third)
    assert "[out: 14][in: 16] million" in compared(worked)[-1]

    page.new_box.setCurrentIndex(1)
    worked.until(lambda: "[in: 15]" in compared(worked)[-1])
    page.all_box.setChecked(True)
    assert compared(worked)[0] == "The new bridge"


def test_two_new_drafts_made_apart_are_told_read_compared_and_one_is_chosen(
    worked: Worked, tmp_path: Path
) -> None:
    first = worked.window.middle.drafts[0].id
    revise(worked, FIRST.replace("14 million", "16 million"), based_on=first)
    worked.until(lambda: len(worked.window.middle.drafts) == 3)
    _, second, third = (draft.id for draft in worked.window.middle.drafts)
    window = worked.window
    banner = window.notices.banner
    worked.until(lambda: "2 new drafts that were made apart" in banner.words)
    entry = window.library.articles.model.index(0, 0)
    assert "⚠" in entry.data(Qt.ItemDataRole.ToolTipRole)
    banner.first.click()
    page = window.claims.sidebar.hand
    assert any("2 new drafts were made apart" in label.text() for label in page.findChildren(QLabel))

    mouse = Mouse(worked)
    mouse.button("Read Draft 2")
    worked.until(lambda: window.middle.older.active)
    assert window.middle.older.shown == second
    assert "15 million" in window.middle.older.view.article_text.text
    mouse.button("Read Draft 3")
    worked.until(lambda: not window.middle.older.active)
    assert "16 million" in window.reading.view.article_text.text

    mouse.button("Compare the two…")
    worked.until(lambda: window.middle.comparing.page.comparison is not None)
    assert "[out: 15][in: 16] million" in compared(worked)[-1]
    mouse.button("Draft 2 is the article’s")
    worked.saved()
    assert worked.desk.conflicts == []
    assert banner.isHidden()
    assert "⚠" not in entry.data(Qt.ItemDataRole.ToolTipRole)
    worked.until(lambda: "15 million" in window.reading.view.article_text.text)
    assert not window.middle.comparing.active
    assert third != worked.desk.draft == second

    worked.focus_article()
    worked.press("Ctrl+Z")
    worked.saved()
    worked.open(tmp_path / "job.tickmark")
    worked.until(lambda: banner.isVisible() and "made apart" in banner.words)

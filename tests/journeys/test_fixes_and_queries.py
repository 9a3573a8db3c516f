"""Fixes, queries, notes and history by keys: proposed, typed, decided, asked, resolved, copied, restored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db import queries
from db.place import identity
from db.project_file import Project
from db.records import FixRecord, FixState, QueryRecord
from tests.journeys.window import Worked
from widgets.remarks.fix_card import FixCard
from widgets.remarks.place_button import PlaceButton
from widgets.remarks.query_card import QueryCard

ARTICLE = (
    "The harbour bridge\n\n"
    "The bridge is 240 metres long and opened in 1931. The mayor says it cost 14 million.\n\n"
    "Repairs will begin in May.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "bridge.tickmark"


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, project: Path, tmp_path: Path) -> Iterator[Worked]:
    article = tmp_path / "bridge.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    worked = Worked(qtbot, qapp)
    worked.window.remarks.told.connect(worked._on_told)
    worked.make(project)
    worked.import_article(article)
    yield worked
    if worked.desk.session is not None:
        worked.close()


def marked(worked: Worked) -> None:
    worked.press("J", "J", "H")
    worked.until(lambda: worked.desk.claim is not None)
    worked.saved()


def select(worked: Worked, words: str) -> None:
    at = worked.desk.text.text.index(words)
    worked.window.reading.view.select(at, at + len(words))


def fixes(worked: Worked) -> list[FixRecord]:
    return [one for one in worked.window.remarks.remarks if isinstance(one, FixRecord)]


def asked(worked: Worked) -> list[QueryRecord]:
    return [one for one in worked.window.remarks.remarks if isinstance(one, QueryRecord)]


def card(worked: Worked) -> FixCard | QueryCard:
    """The card the keyboard is in."""
    widget: QWidget | None = worked.focused
    while widget is not None and not isinstance(widget, FixCard | QueryCard):
        widget = widget.parentWidget()
    assert widget is not None
    return widget


def to_button(worked: Worked, words: str) -> None:
    """Tab to the button with these words and press it."""
    for _ in range(12):
        worked.press("Tab")
        now = worked.focused
        if isinstance(now, QPushButton) and now.text() == words:
            worked.press("Space")
            return
    raise AssertionError(words)


def test_a_fix_is_proposed_typed_and_decided_by_keys_and_undone_step_by_step(worked: Worked) -> None:
    marked(worked)
    worked.press("F")
    field = card(worked).text
    assert field.plain() == worked.claim.quote
    worked.press("End")
    worked.type(" It was widened.")
    assert field.draft.unsent
    worked.press("Ctrl+Return")
    worked.until(lambda: len(fixes(worked)) == 1)
    assert worked.window.reading.view.hasFocus()
    assert fixes(worked)[0].text.endswith("14 million. It was widened.")
    assert worked.claim.fixes == 1
    worked.press("F")
    worked.until(lambda: isinstance(card(worked), FixCard))
    assert len(fixes(worked)) == 1
    to_button(worked, "Stet…")
    worked.type("The plan is right.")
    worked.press("Return")
    worked.until(lambda: fixes(worked)[0].state is FixState.STET)
    assert fixes(worked)[0].outcome_why == "The plan is right."
    worked.focus_article()
    worked.press("Ctrl+Z")
    worked.until(lambda: fixes(worked)[0].open)
    worked.press("Ctrl+Z")
    worked.until(lambda: fixes(worked) == [])


def test_undo_in_the_fields_of_a_fix_takes_back_typing_and_not_a_step(worked: Worked) -> None:
    marked(worked)
    worked.press("F")
    field = card(worked).text
    worked.type("x")
    worked.press("Ctrl+Z")
    assert field.plain() == worked.claim.quote
    assert worked.desk.claims


def test_selected_words_beside_any_claim_get_a_fix_and_a_query_on_the_page_of_all(worked: Worked) -> None:
    select(worked, "14 million")
    worked.press("F")
    worked.type("17 million")
    worked.press("Ctrl+Return")
    worked.until(lambda: len(fixes(worked)) == 1)
    assert (fixes(worked)[0].passage.quote, fixes(worked)[0].passage.claim) == ("14 million", None)
    select(worked, "in May")
    worked.press("Q")
    worked.type("Which year?")
    worked.press("Ctrl+Return")
    worked.until(lambda: len(asked(worked)) == 1)
    worked.press("Ctrl+Shift+Q")
    page = worked.window.remarks._page
    assert page is not None
    worked.until(lambda: [one.passage.quote for one in page.list.cards] == ["14 million", "in May"])
    starts = [worked.desk.text.text.index(words) for words in ("14 million", "in May")]
    assert worked.window.reading.view.remarks == (starts[:1], starts[1:])
    page.list.cards[1].findChildren(PlaceButton)[0].click()
    assert worked.window.reading.view.position() == worked.desk.text.text.index("in May")


def test_without_a_claim_or_selected_words_a_query_is_about_the_sentence_stood_in(worked: Worked) -> None:
    worked.press("J", "Q")
    worked.type("Which plan?")
    worked.press("Ctrl+Return")
    worked.until(lambda: len(asked(worked)) == 1)
    assert asked(worked)[0].passage.quote == "The bridge is 240 metres long and opened in 1931."
    assert worked.desk.claims == {}


def test_a_query_is_answered_and_resolved_and_copied_for_the_author_while_open(worked: Worked) -> None:
    marked(worked)
    worked.press("Shift+N")
    worked.type("SECRET NAME")
    worked.press("Ctrl+Return")
    worked.press("F")
    worked.type("The bridge is 241 metres long.")
    worked.press("Ctrl+Return")
    worked.press("Q")
    worked.type("Which plan?")
    worked.press("Ctrl+Return")
    worked.until(lambda: len(asked(worked)) == 1 and len(fixes(worked)) == 1)
    worked.press("Ctrl+Shift+M")
    worked.until(lambda: worked.said.startswith("Copied"))
    assert worked.said == "Copied for the author: fixes 1, questions 1."
    data = QApplication.clipboard().mimeData()
    for copied in (data.text(), data.html()):
        assert "The bridge is 241 metres long." in copied
        assert "Which plan?" in copied
        assert "SECRET" not in copied
    thread = worked.window.claims.inspector.folds.remarks.cards[-1]
    assert isinstance(thread, QueryCard)
    thread.reply_button.click()
    worked.type("That of 1931.")
    worked.press("Tab")
    worked.type("Linnea Vaske")
    worked.press("Ctrl+Return")
    worked.until(lambda: len(asked(worked)[0].messages) == 2)
    assert asked(worked)[0].messages[1].speaker == "Linnea Vaske"
    thread.resolve_button.click()
    worked.press("Return")
    worked.until(lambda: asked(worked)[0].resolved)
    assert worked.claim.queries == 0


def test_an_earlier_wording_is_restored_as_a_step_of_its_own(worked: Worked) -> None:
    marked(worked)
    for words in ("First.", "Second."):
        worked.press("W")
        worked.press("Ctrl+A")
        worked.type(words)
        worked.press("Escape")
        worked.saved()
    folds = worked.window.claims.inspector.folds
    folds.parts["past"].button.click()
    worked.until(lambda: any(b.text() == "Restore" for b in folds.past.findChildren(QPushButton)))
    restore = next(
        b for b in folds.past.findChildren(QPushButton) if b.accessibleName() == "Restore “First.”"
    )
    restore.setFocus()
    QTest.keyClick(restore, Qt.Key.Key_Space)
    worked.saved()
    assert worked.claim.wording == "First."
    worked.focus_article()
    worked.press("Ctrl+Z")
    worked.saved()
    assert worked.claim.wording == "Second."


def test_a_fix_being_typed_is_saved_when_the_window_closes_and_comes_back_after_a_crash(
    worked: Worked, project: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    marked(worked)
    worked.press("F")
    worked.type("Not yet a change")
    claim = worked.claim
    worked.close()
    with Project.open(project, identity()) as opened:
        assert [fix.text for fix in queries.fixes(opened.conn)] == ["Not yet a change"]
        key = f"{claim.id}/fix:{'ab' * 16}.text@{claim.start}-{claim.end}"
        opened.set_scratch(key, "half a fix")
    again = Worked(qtbot, qapp)
    again.open(project)
    again.focus_article()
    again.press("Shift+J")
    folds = again.window.claims.inspector.folds
    again.until(lambda: any(c.text.plain() == "half a fix" for c in folds.remarks.cards))
    again.close()
    with Project.open(project, identity()) as opened:
        assert "half a fix" in [fix.text for fix in queries.fixes(opened.conn)]
        assert queries.scratch(opened.conn) == {}

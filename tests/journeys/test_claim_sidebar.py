"""The claims beside the article, worked with the mouse and with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.commands import articles, claims
from app.importing.read import read_pasted
from db import queries
from db.place import identity
from db.project_file import Project
from db.records import ClaimStatus
from tests.journeys.window import Worked

WORDS = ("bridge", "mayor", "ferry", "harbour", "tariff")
LEFT = Qt.MouseButton.LeftButton


def lines(title: str) -> str:
    return f"{title}\n\n" + "\n\n".join(f"The {word} was finished in 19{n}1." for n, word in enumerate(WORDS))


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Worked]:
    path = tmp_path / "job.tickmark"
    with Project.create(path, identity(), title="Harbour") as project:
        for title in ("First", "Second"):
            project.run(articles.add(project, read_pasted(lines(title))))
        for article in queries.articles(project.conn):
            text = queries.article_text(project.conn, article.text).text
            for word in WORDS:
                start = text.index(word)
                step = claims.mark(
                    project, article=article.id, draft=article.draft, start=start, end=start + len(word)
                )
                project.run(step)
        first = queries.claims(project.conn, queries.articles(project.conn)[0].id)[0]
        project.run(claims.close(project, claim=first.id, reason="Seen."))
    worked = Worked(qtbot, qapp)
    worked.open(path)
    worked.until(lambda: len(worked.window.claims.list.shown) == 5)
    yield worked
    worked.close()


def closed(worked: Worked) -> list[bool]:
    shown = sorted(worked.desk.claims.values(), key=lambda claim: claim.start)
    return [claim.status is ClaimStatus.CLOSED for claim in shown]


def click_card(worked: Worked, row: int, *held: Qt.KeyboardModifier) -> None:
    cards = worked.window.claims.list.cards
    index = worked.window.claims.list.model.index(row, 0)
    cards.scrollTo(index)
    modifiers = held[0] if held else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(cards.viewport(), LEFT, modifiers, cards.visualRect(index).topLeft() + QPoint(30, 10))


def test_with_the_mouse_claims_are_filtered_chosen_closed_with_a_reason_and_opened_again(
    worked: Worked,
) -> None:
    shown = worked.window.claims.list
    QTest.mouseClick(shown.bar.chips.chip("status=open"), LEFT)
    assert len(shown.shown) == 4
    assert shown.bar.told.text() == "4 of 5"
    click_card(worked, 0)
    click_card(worked, 2, Qt.KeyboardModifier.ShiftModifier)
    click_card(worked, 1, Qt.KeyboardModifier.ControlModifier)
    assert len(shown.lot) == 2
    QTest.mouseClick(shown.bulk.close_button, LEFT)
    worked.type("Withdrawn by the author.")
    QTest.mouseClick(shown.bulk.confirm, LEFT)
    worked.saved()
    assert closed(worked) == [True, True, False, True, False]
    assert "Closed 2 claims" in worked.said
    worked.window.menus.undo.trigger()
    worked.saved()
    assert closed(worked) == [True, False, False, False, False]


def test_with_the_keyboard_alone_the_same(worked: Worked) -> None:
    shown = worked.window.claims.list
    worked.focus_article()
    worked.press("Shift+C")
    while not shown.bar.chips.chip("status=open").hasFocus():
        worked.press("Right")
    worked.press("Space")
    assert len(shown.shown) == 4
    worked.press("C", "Down", "Shift+Down", "Shift+Down", "Ctrl+Return")
    worked.type("Withdrawn by the author.")
    worked.press("Return")
    worked.saved()
    assert closed(worked) == [True, True, True, True, False]
    assert shown.cards.hasFocus()
    worked.press("Ctrl+Z")
    worked.saved()
    assert sum(closed(worked)) == 1


def test_choosing_all_where_one_claim_is_listed_takes_it_in_hand(worked: Worked) -> None:
    shown = worked.window.claims.list
    worked.focus_article()
    worked.window.desk.choose_claim(None)
    worked.until(lambda: worked.desk.record is None)
    only = shown.model.claims[2]
    shown.bar.line.setText(only.number)
    worked.until(lambda: shown.shown == [only.id])
    shown.focus_cards()
    worked.press("Ctrl+A")
    worked.saved()
    assert worked.claim.id == only.id
    worked.press("G")
    worked.until(lambda: QApplication.activePopupWidget() is not None)
    worked.press("Escape")


def test_what_cannot_be_closed_is_named_and_stays(worked: Worked) -> None:
    window = worked.window
    window.claims.choose_all()
    worked.press("Ctrl+Return")
    worked.type("Withdrawn.")
    worked.press("Return")
    worked.saved()
    assert all(closed(worked))
    first = min(worked.desk.claims.values(), key=lambda claim: claim.start)
    assert first.close_reason == "Seen."
    words = window.notices.banner.words
    assert "Closed 4 claims" in words
    assert first.number in words
    assert "closed already" in words
    worked.press("Ctrl+Z")
    worked.saved()
    assert sum(closed(worked)) == 1
    worked.until(lambda: not window.notices.banner.isVisible())


def test_claims_are_tagged_and_assigned_by_keys_and_found_by_it(worked: Worked) -> None:
    shown = worked.window.claims.list
    worked.focus_article()
    worked.press("C", "Down", "Shift+Down", "G")
    worked.until(lambda: QApplication.activePopupWidget() is not None)
    worked.type("legal")
    worked.press("Return")
    worked.saved()
    assert [claim.tags for claim in shown.model.claims] == [("legal",), ("legal",), (), (), ()]
    worked.window.activateWindow()
    shown.focus_cards()
    worked.press("A")
    worked.until(lambda: QApplication.activePopupWidget() is not None)
    worked.press("Return")
    worked.saved()
    assert [bool(claim.assignee_id) for claim in shown.model.claims] == [True, True, False, False, False]
    worked.window.activateWindow()
    shown.focus_filter()
    worked.type("legal")
    assert len(shown.shown) == 2


def test_the_claims_of_every_article_are_listed_and_lead_to_it(worked: Worked) -> None:
    window, shown = worked.window, worked.window.claims.list
    QTest.mouseClick(shown.bar.chips.chip("scope"), LEFT)
    worked.until(lambda: len(shown.shown) == 10)
    assert shown.model.headings() == [0, 6]
    click_card(worked, 8)
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.title == "Second")
    worked.until(lambda: worked.desk.claim == shown.model.row(8).id)  # type: ignore[union-attr]
    assert len(shown.shown) == 10
    window.claims.list_every_article()
    worked.until(lambda: len(shown.shown) == 5)
    assert {claim.article for claim in shown.model.claims} == {worked.desk.draft and worked.desk.article.id}  # type: ignore[union-attr]


def test_level_with_the_text_a_key_rates_and_the_inspector_comes_only_when_called(worked: Worked) -> None:
    sidebar = worked.window.claims.sidebar
    worked.focus_article()
    worked.press("V")
    assert sidebar.levelled
    assert not worked.window.claims.inspector.isVisible()
    worked.focus_article()
    worked.press("Shift+J")
    assert not worked.window.claims.inspector.isVisible()
    worked.press("2")
    worked.saved()
    assert [v.rating for v in worked.claim.verdicts] == [2]
    assert worked.window.claims.inspector.isVisible()
    worked.press("Escape")
    worked.press("Escape")
    assert not worked.window.claims.inspector.isVisible()
    worked.press("V")
    assert not sidebar.levelled
    assert worked.window.claims.inspector.isVisible()

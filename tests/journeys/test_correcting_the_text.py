"""Typos are corrected in their paragraphs and become one new draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.place import identity
from db.project_file import Project
from tests.journeys.window import Worked

ARTICLE = (
    "The harbor bridge\n\nThe bridge is\u00a0240 metres long. It cost 14 million.\n\n"
    "Nobody counted teh cars.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "bridge.tickmark"


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, project: Path, tmp_path: Path) -> Iterator[Worked]:
    (tmp_path / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    worked = Worked(qtbot, qapp)
    worked.make(project)
    worked.import_article(tmp_path / "bridge.txt")
    yield worked
    if worked.desk.session is not None:
        worked.close()


def stand(worked: Worked, words: str) -> None:
    worked.window.reading.view.go_to(worked.desk.text.text.index(words))


def insert_at_cursor(worked: Worked, words: str) -> None:
    panel = worked.window.corrections
    before = len(panel.made)
    worked.type(words)
    panel.flush()
    worked.until(lambda: len(panel.made) >= before)


def test_corrections_are_gathered_survive_the_window_and_become_one_draft(
    worked: Worked, qtbot: QtBot, qapp: QApplication, project: Path
) -> None:
    stand(worked, "million")
    worked.press("H")
    worked.saved()
    stand(worked, "r bridge")
    worked.press("Shift+T")
    field = worked.window.corrections.page.field
    worked.until(field.hasFocus)
    insert_at_cursor(worked, "u")
    assert worked.window.corrections.made == [("The harbor bridge", "The harbour bridge")]
    worked.press("Ctrl+Return")
    worked.until(worked.window.reading.view.hasFocus)
    assert worked.desk.text.text.startswith("The harbor bridge")

    stand(worked, " long")
    worked.press("Shift+T")
    worked.until(field.hasFocus)
    insert_at_cursor(worked, " and more")
    assert worked.window.corrections.made[1][1].startswith("The bridge is\u00a0240 metres and more long.")
    worked.close()

    again = Worked(qtbot, qapp)
    again.open(project)
    again.until(lambda: len(again.window.corrections.made) == 2)
    assert again.window.status.message.startswith("Corrections of this article that are not yet a draft: 2")
    again.focus_article()
    stand(again, "teh")
    again.press("Shift+T")
    page = again.window.corrections.page
    again.until(page.field.hasFocus)
    page.field.moveCursor(QTextCursor.MoveOperation.End)
    again.press("Escape")
    again.until(again.window.reading.view.hasFocus)
    assert "Make draft 2 of these 2 corrections" in page.draft_button.text()
    page.draft_button.setFocus()
    page.draft_button.click()
    again.until(lambda: again.desk.article is not None and again.desk.article.drafts == 2)
    again.saved()
    assert again.window.reading.view.hasFocus()
    again.until(lambda: again.desk.text.text.startswith("The harbour bridge"))
    assert "240 metres and more long. It cost 14 million." in again.desk.text.text
    assert not again.window.corrections.made
    claim = next(iter(again.desk.claims.values()))
    assert (claim.quote, claim.draft) == ("It cost 14 million.", again.desk.draft)
    again.close()
    with Project.open(project, identity()) as opened:
        assert opened.verify() == []
        assert not opened.conn.execute("SELECT key FROM scratch").fetchall()


def test_a_correction_is_taken_back(worked: Worked) -> None:
    stand(worked, "teh")
    worked.press("Shift+T")
    page = worked.window.corrections.page
    worked.until(page.field.hasFocus)
    insert_at_cursor(worked, "x")
    assert len(worked.window.corrections.made) == 1
    start = worked.desk.text.text.index("Nobody")
    page.taken_back.emit(start)
    assert not worked.window.corrections.made
    assert page.field.plain() == "Nobody counted teh cars."
    assert page.draft_button.isHidden()


def test_a_long_text_is_corrected_in_a_child_while_the_window_is_used(worked: Worked, tmp_path: Path) -> None:
    lines = (
        f"In the year {1000 + n} the bridge had {n} lamps, and the mayor of the town paid for all."
        for n in range(800)
    )
    (tmp_path / "lamps.txt").write_text("Lamps\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")
    there = set(worked.desk.articles)
    worked.import_article(tmp_path / "lamps.txt")
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.id not in there)
    stand(worked, "In the year 1500")
    worked.press("Shift+T")
    page = worked.window.corrections.page
    worked.until(page.field.hasFocus)
    insert_at_cursor(worked, "So ")
    worked.press("Ctrl+Return")
    worked.until(worked.window.reading.view.hasFocus)
    page.draft_button.click()
    drafts = worked.window.new_drafts
    worked.until(lambda: drafts.running)
    # Meanwhile one reads on, and is told that one draft is made at a time.
    worked.press("J")
    stood = worked.window.reading.view.current_sentence()
    assert stood is not None
    page.draft_button.click()
    assert worked.desk.article is not None
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.drafts == 2)
    worked.saved()
    assert "So In the year 1500" in worked.desk.text.text
    assert not worked.window.corrections.made
    assert worked.window.reading.view.position() == stood.start + len("So ")

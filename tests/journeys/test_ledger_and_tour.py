"""Through what is left of an article by keys, and the tour of the sample."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.panels import projects
from app.settings import read_settings
from db.records import SentenceState
from tests.journeys.window import Worked

ARTICLE = """# Sold!

The ferry cost four million. It sank twice.

| Year | Trips |
|---|---|
| 2023 | 61 |

![The quay](quay.jpg)
"""


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication) -> Worked:
    return Worked(qtbot, qapp)


def here(worked: Worked) -> str:
    sentence = worked.window.reading.view.current_sentence()
    assert sentence is not None
    return worked.desk.text.text[sentence.start : sentence.end]


def dismiss(worked: Worked) -> None:
    worked.press("N")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_O)
    worked.saved()
    worked.focus_article()


def test_what_is_unread_or_open_is_stepped_through_and_never_called_done_before(
    worked: Worked, tmp_path: Path
) -> None:
    path = tmp_path / "ferry.md"
    path.write_text(ARTICLE, "utf-8")
    worked.make(tmp_path / "ferry.tickmark")
    worked.import_article(path)
    ledger = worked.window.top.ledger
    assert ledger.text() == "0 of 8 accounted for"
    assert "headline" in ledger.toolTip()
    dismiss(worked)
    seen: list[str] = []
    for _ in range(8):
        worked.press("U")
        seen.append(here(worked))
    words = ["The ferry cost four million.", "It sank twice.", "Year", "Trips", "2023", "61", "The quay"]
    assert seen == [*words, words[0]]
    assert "round to the first" in worked.window.status.message
    worked.press("H")
    worked.saved()
    worked.press("U", "O")
    assert here(worked) == words[0]
    assert worked.window.status.message == "The only one open: ¶2"
    assert worked.desk.record is not None
    for _ in words[1:]:
        worked.press("U")
        dismiss(worked)
    worked.press("U")
    assert worked.window.status.message == "Nothing is unread; open: 1 (O)"
    assert ledger.text() == "7 of 8 accounted for"
    lines = [action.text() for action in worked.window.ledger.menu().actions() if action.text()]
    assert lines[-1].startswith("¶2  The ferry cost four million.\t")
    worked.desk.choose_claim(next(iter(worked.desk.claims)))
    worked.window.claims.delete_claim()
    worked.saved()
    worked.press("U")
    assert here(worked) == words[0]
    dismiss(worked)
    assert ledger.text() == "Done: 8 of 8"
    states = {sentence.state for sentence in worked.desk.sentences}
    assert states == {SentenceState.NOTHING}
    worked.close()


def test_the_tour_comes_with_the_sample_until_it_was_left_and_when_it_is_called(
    worked: Worked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projects, "documents", lambda: tmp_path)
    window = worked.window

    def running() -> bool:
        return window.tour.running

    worked.make(tmp_path / "own.tickmark")
    assert not running()
    window.projects.open_sample()
    worked.until(running)
    before = dict(worked.desk.claims)
    worked.press("Enter", "Enter", "Enter")
    assert running()
    worked.press("Enter")
    assert not running()
    assert worked.desk.claims == before
    worked.until(window.reading.view.hasFocus)
    assert read_settings().tour_seen
    window.projects.open_sample()
    worked.until(lambda: worked.desk.article is not None)
    assert not running()
    (tour,) = (entry for entry in window.menus.commands if entry.id == "help.tour")
    window.menus.do(tour)
    assert running()
    worked.press("Escape")
    assert not running()
    worked.close()


def test_what_cannot_be_taken_in_leaves_a_word_on_what_was_kept(worked: Worked, tmp_path: Path) -> None:
    worked.make(tmp_path / "ferry.tickmark")
    (tmp_path / "other.tickmark").write_bytes(b"not a project")
    worked.window.merging.merge([tmp_path / "other.tickmark"])
    worked.until(worked.window.notices.banner.isVisible)
    assert "the project is as it was" in worked.window.notices.banner.words
    worked.close()

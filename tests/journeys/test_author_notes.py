"""The author's footnotes and comments become sources and queries with one key each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import queries
from db.place import identity
from db.project_file import Project
from tests.journeys.window import Worked

WORD = Path(__file__).resolve().parent.parent / "files" / "articles" / "harbour.docx"


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Worked]:
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "notes.tickmark")
    worked.import_article(WORD)
    worked.until(lambda: bool(worked.window.author_notes.notes))
    yield worked
    if worked.desk.session is not None:
        worked.close()


def became(worked: Worked) -> list[str]:
    return [note.annotation.taken for note in worked.window.author_notes.notes]


def test_notes_are_gone_through_decided_on_and_taken_back_by_keys(worked: Worked, tmp_path: Path) -> None:
    count = len(became(worked))
    assert count > 2
    worked.press("Shift+A")
    page = worked.window.author_notes.page
    worked.until(lambda: page.holds_keyboard)
    assert len(page.cards) == count
    assert worked.window.reading.view.selected_span() is not None

    worked.press("E")
    worked.until(lambda: became(worked)[0] == "source")
    assert len(worked.desk.sources) == 1
    assert page.holds_keyboard
    worked.press("Q")
    worked.until(lambda: became(worked)[1] == "query")
    worked.until(lambda: len(worked.window.remarks.remarks) == 1)
    worked.press("X")
    worked.until(lambda: became(worked)[2] == "ignored")

    worked.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    worked.until(lambda: not any(became(worked)))
    assert not worked.desk.sources
    worked.until(lambda: not worked.window.remarks.remarks)
    worked.press("J", "J", "K")
    worked.saved()
    assert page.current is page.cards[1]
    worked.press("E")
    worked.until(lambda: became(worked)[1] == "source")
    worked.press("Escape")
    worked.until(worked.window.reading.view.hasFocus)
    worked.press("E")
    worked.saved()
    assert became(worked).count("source") == 1
    worked.close()
    with Project.open(tmp_path / "notes.tickmark", identity()) as project:
        assert len(queries.sources(project.conn)) == 1

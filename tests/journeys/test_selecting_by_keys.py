"""Marking a part of a sentence without the mouse."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.window import Worked

WORDS = (
    "In 2019, the board had promised that the boat would cost 4,200 crowns. It sank.\n\n"
    "قال الوزير، الذي وقّع العقد، إنه لا يعرف."
)


def test_alt_and_arrows_select_a_clause_and_h_marks_it(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    (tmp_path / "a.txt").write_text(WORDS, "utf-8")
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "p.tickmark")
    worked.import_article(tmp_path / "a.txt")
    view = worked.window.reading.view

    def selected() -> str:
        span = view.selected_span()
        return WORDS[span.start : span.end] if span else ""

    worked.press("Alt+Down", "Alt+Down", "Alt+Left")
    assert selected() == "In 2019, the board had"
    worked.press("Alt+Right", "Alt+Shift+Right", "Alt+Shift+Right")
    assert selected() == "the board had promised"
    assert "the board had promised" in worked.said
    worked.press("H")
    worked.saved()
    assert worked.claim.quote == "the board had promised"
    first = worked.claim.id
    worked.press("Alt+Down", "Alt+Down", "H")
    worked.saved()
    assert worked.claim.quote != "the board had promised"
    second = worked.claim.id
    worked.press("Period")
    assert worked.claim.id == first
    worked.press("Period")
    assert worked.claim.id == second

    view.go_to(WORDS.index("قال"))
    worked.press("Alt+Left", "Alt+Left")
    assert selected() == "قال الوزير"
    worked.press("Alt+Shift+Down", "Alt+Up")
    assert selected().endswith("العقد")
    worked.close()

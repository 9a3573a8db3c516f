"""Marking a part of a sentence without the mouse."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
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


def test_a_double_click_takes_a_whole_number_and_dragging_on_whole_words(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    (tmp_path / "a.txt").write_text(WORDS, "utf-8")
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "p.tickmark")
    worked.import_article(tmp_path / "a.txt")
    view = worked.window.reading.view

    def on(words: str, letter: int) -> QPoint:
        view.go_to(WORDS.index(words) + letter)
        return view.cursorRect().center() + QPoint(2, 0)

    def selected() -> str:
        span = view.selected_span()
        return WORDS[span.start : span.end] if span else ""

    left, port = Qt.MouseButton.LeftButton, view.viewport()
    for words, letter in (("4,200", 0), ("4,200", 3), ("2019", 1)):
        at = on(words, letter)
        qtbot.mouseClick(port, left, pos=at)
        qtbot.mouseDClick(port, left, pos=at)
        assert selected() == words
    crowns, cost, at = on("crowns", 3), on("cost", 2), on("4,200", 3)
    qtbot.mouseDClick(port, left, pos=at)
    _drag(port, at + QPoint(1, 0))
    assert selected() == "4,200"
    _drag(port, crowns)
    assert selected() == "4,200 crowns"
    _drag(port, cost)
    assert selected() == "cost 4,200"
    worked.close()


def _drag(port: QWidget, end: QPoint) -> None:
    """The mouse moved with its button held, after a double click."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(end),
        port.mapToGlobal(QPointF(end)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(port, event)

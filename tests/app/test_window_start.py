"""The window as it first comes up."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import window_start
from app.main_window import MainWindow
from app.session import OUR_MISTAKE
from app.window_start import show_within
from widgets.theme import ThemeChoice, ThemeFollower


@pytest.mark.parametrize(
    ("room", "maximised"),
    [
        (QSize(1920, 1080), False),
        (QSize(1280, 800), True),
        (QSize(1366, 740), True),
        (QSize(1024, 900), True),
    ],
)
def test_a_window_that_would_not_fit_with_its_frame_is_maximised(
    qtbot: QtBot, room: QSize, maximised: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    show_within(window, room)
    assert window.isMaximized() is maximised


def test_mistakes_of_ours_are_one_calm_notice_and_stand_in_the_log(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    window = MainWindow(ThemeFollower(qapp, ThemeChoice.LIGHT))
    qtbot.addWidget(window)
    window_start.tell_mistakes(window)
    shown: list[str] = []
    monkeypatch.setattr(window.notices.banner, "show_notice", lambda _kind, what, *_: shown.append(what))
    with caplog.at_level(logging.CRITICAL, "app"):
        for n in range(3):
            try:
                raise RuntimeError(f"in a slot {n}")
            except RuntimeError as error:
                sys.excepthook(type(error), error, error.__traceback__)
    assert [record.exc_info is not None for record in caplog.records] == [True] * 3
    assert shown == [OUR_MISTAKE]
    assert "Traceback" not in shown[0]


def test_a_path_where_nothing_is_makes_no_project_and_says_so(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    window = MainWindow(ThemeFollower(qapp, ThemeChoice.LIGHT))
    qtbot.addWidget(window)
    window.show()
    window_start.begin(window, tmp_path / "missing.txt")
    qtbot.waitUntil(lambda: "nothing was created" in window.notices.banner.words, timeout=20_000)
    assert list(tmp_path.iterdir()) == []

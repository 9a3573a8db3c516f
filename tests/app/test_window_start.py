"""The window as it first comes up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.window_start import show_within


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

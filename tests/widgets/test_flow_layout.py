"""Widgets side by side that go on in the next line."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from widgets.layouts import FlowLayout


def _flow(page: QWidget, count: int) -> tuple[FlowLayout, list[QPushButton]]:
    flow, buttons = FlowLayout(page), [QPushButton("word") for _ in range(count)]
    for button in buttons:
        button.setFixedSize(80, 20)
        flow.addWidget(button)
    return flow, buttons


def test_the_height_asked_for_follows_what_is_shown_added_and_resized(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow, buttons = _flow(page, 3)
    assert (flow.heightForWidth(100), flow.heightForWidth(300)) == (68, 20)
    buttons[1].hide()
    assert flow.heightForWidth(100) == 44
    assert flow.sizeHint().width() == 164
    buttons[1].show()
    assert flow.heightForWidth(100) == 68
    more = QPushButton("word")
    more.setFixedSize(80, 20)
    flow.addWidget(more)
    assert flow.heightForWidth(100) == 92
    more.setFixedSize(80, 40)
    assert flow.heightForWidth(100) == 112
    flow.takeAt(3)
    assert flow.heightForWidth(100) == 68

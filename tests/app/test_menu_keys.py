"""A menu's keys where a text field has the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from app.panels.menus.fields import KeysInFields


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[QLineEdit]:
    window = QMainWindow()
    qtbot.addWidget(window)
    line = QLineEdit("words")
    window.setCentralWidget(line)
    # A key that a field takes for itself on every system.
    taken = window.menuBar().addMenu("Menu").addAction("Export")
    taken.setShortcut(QKeySequence("Ctrl+A"))
    taken.triggered.connect(line.clear)
    KeysInFields(lambda: {"Ctrl+A"}, window)
    window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    yield line
    window.close()


def test_a_key_of_the_menu_acts_also_where_a_field_would_take_it(field: QLineEdit, qtbot: QtBot) -> None:
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""


def test_other_keys_stay_the_field_s(field: QLineEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert field.selectedText() == "wordsa"

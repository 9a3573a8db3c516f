"""What a person does before the window is made to the end, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.commands import articles
from app.importing.read import read_pasted
from app.main_window import MainWindow
from app.panels.desk import Desk
from app.panels.making import Making
from db.place import identity
from db.project_file import Project
from widgets.fonts import apply_fonts
from widgets.keys_help import KeysHelp
from widgets.theme import ThemeChoice, ThemeFollower


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """A window of which only what the first paint needs is made."""
    apply_fonts(qapp)
    window = MainWindow(ThemeFollower(qapp, ThemeChoice.LIGHT))
    qtbot.addWidget(window)
    assert "top" not in vars(window)
    yield window
    window.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.tickmark"
    with Project.create(path, identity()) as made:
        made.run(articles.add(made, read_pasted("The ferry cost 4.2 million. It was cold.")))
    return path


def _seen(window: MainWindow, qtbot: QtBot) -> None:
    """Show the window, with the keyboard in it and nothing made yet."""
    window.desk.hold_turns_while(lambda: True)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_a_key_pressed_before_its_menu_is_there_acts_all_the_same(window: MainWindow, qtbot: QtBot) -> None:
    _seen(window, qtbot)
    assert "menus" not in vars(window)

    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F1)

    assert "menus" in vars(window)
    qtbot.waitUntil(lambda: any(shown.isVisible() for shown in window.findChildren(KeysHelp)))


def test_a_menu_pressed_before_it_is_filled_opens_filled(window: MainWindow, qtbot: QtBot) -> None:
    _seen(window, qtbot)
    bar = window.menuBar()
    project = bar.actions()[0]
    at = bar.mapTo(window, bar.actionGeometry(project).center())

    QTest.mousePress(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    opened = QApplication.activePopupWidget()
    assert opened is not None
    assert len(opened.actions()) > 5
    QTest.mouseRelease(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    opened.close()


def test_left_alone_a_window_is_made_to_the_end_in_turns_and_then_read_into(
    window: MainWindow, qtbot: QtBot, project: Path
) -> None:
    window.projects.open(project)
    told: list[bool] = []
    window.when_made(lambda: told.append("menus" in vars(window)))
    window.show()

    qtbot.waitUntil(lambda: bool(told) and window.desk.article is not None)

    assert told == [True]
    assert window.top.isVisible()
    # They heard of the project before they were made.
    assert window.menus.export_pdf.isEnabled()
    # What can be undone may be told before the menus are there.
    qtbot.waitUntil(window.menus.undo.isEnabled)


def test_what_can_be_undone_is_in_menus_that_are_made_after_it_was_read(
    window: MainWindow, qtbot: QtBot, project: Path
) -> None:
    window.projects.open(project)
    window.show()
    qtbot.waitUntil(lambda: "menus" in vars(window) and window.desk.article is not None)
    article = window.desk.article
    assert article is not None

    window.reading.mark()

    qtbot.waitUntil(lambda: window.menus.undo.isEnabled())


def test_pieces_of_which_one_needs_a_later_one_say_so_instead_of_going_round(qtbot: QtBot) -> None:
    desk, made = Desk(), list[str]()
    making = Making(desk, [lambda: made.append(str(making.finish()))], [lambda: made.append("later")], desk)

    assert making.finish()

    assert made == ["False", "later"]
    assert making.done

"""A window worked with real keys on real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.panels.desk import Desk
from app.settings import change_settings
from db.records import ClaimRecord
from widgets.fonts import apply_fonts
from widgets.theme import ThemeChoice, ThemeFollower

_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


class Worked:
    """The window and the person at it."""

    def __init__(self, qtbot: QtBot, app: QApplication, *, spots: bool = False) -> None:
        """``spots``: articles are read for claims when they are opened, as they are unless somebody turns it
        off."""
        self._qtbot = qtbot
        if not spots:
            change_settings(lambda settings: settings.with_look_for_claims(on=False))
        apply_fonts(app)
        self.window = MainWindow(ThemeFollower(app, ThemeChoice.LIGHT))
        qtbot.addWidget(self.window)
        self.said = ""
        for panel in (self.window.history, self.window.claims, self.window.reading):
            panel.told.connect(self._on_told)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def _on_told(self, sentence: str) -> None:
        self.said = sentence

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to be so."""
        self._qtbot.waitUntil(true)

    def make(self, path: Path) -> None:
        """Make a new project there."""
        with self._qtbot.waitSignal(self.window.projects.shown):
            self.window.projects.make(path)

    def open(self, path: Path) -> None:
        """Open a project."""
        with self._qtbot.waitSignal(self.window.projects.shown):
            self.window.projects.open(path)

    def import_article(self, path: Path) -> None:
        """Import a file as the dialog and a drop do, as it is where it is shown first."""
        there = set(self.desk.articles)
        self.window.library.import_files([str(path)])
        previews = self.window.previews
        self.until(lambda: previews.showing or bool(self.desk.articles.keys() - there))
        if previews.showing:
            previews.page.import_button.click()
        self.until(lambda: self.desk.article is not None and bool(self.desk.sentences))
        self.focus_article()

    def focus_article(self) -> None:
        """Have the keyboard in the article."""
        # Without a screen nobody gives the keyboard back when a menu closes.
        self.window.activateWindow()
        self.window.reading.focus()
        self.until(self.window.reading.view.hasFocus)

    def press(self, *keys: str) -> None:
        """Press keys such as ``J``, ``Shift+J``, ``Ctrl+Z`` wherever the keyboard is."""
        for combination in keys:
            *modifiers, name = combination.split("+")
            held = Qt.KeyboardModifier.NoModifier
            for modifier in modifiers:
                held |= _MODIFIERS[modifier]
            QTest.keyClick(self.focused, getattr(Qt.Key, f"Key_{name}"), held)

    def type(self, words: str) -> None:
        """Type words wherever the keyboard is."""
        QTest.keyClicks(self.focused, words)

    def saved(self) -> None:
        """Wait until everything asked for is in the file and on screen."""
        session = self.desk.session
        assert session is not None
        self.until(lambda: not session.unsaved)
        fresh: list[bool] = []
        self.desk.when_fresh(lambda: fresh.append(True))
        self.until(lambda: bool(fresh))

    def close(self) -> None:
        """Close the window as a person does."""
        assert self.window.close()
        self.until(lambda: self.desk.session is None)

    @property
    def focused(self) -> QWidget:
        """Where the keyboard is."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    @property
    def desk(self) -> Desk:
        """What the window has read."""
        return self.window.desk

    @property
    def claim(self) -> ClaimRecord:
        """The claim in hand."""
        record = self.desk.record
        assert record is not None
        return record

"""The theme chosen in the window reaches every part of it, also what is dressed in a stylesheet."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.window import Worked
from widgets.theme import theme_of


def test_dark_and_light_chosen_in_the_menu_reach_all_that_is_seen(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "p.tickmark")
    article = tmp_path / "a.txt"
    article.write_text("The bridge is 240 metres long.\n", encoding="utf-8")
    worked.import_article(article)
    worked.press("J", "H")
    worked.saved()
    actions = {
        action.text().replace("&", ""): action for action in worked.window.menuBar().findChildren(QAction)
    }
    # A transparent background has no theme of its own to tell.
    parts = [part for part in worked.window.findChildren(QWidget) if part.isVisible() and not dark(part)]
    assert len(parts) > 50
    for name in ("Dark", "Light", "Dark"):
        actions[name].trigger()
        qtbot.waitUntil(lambda name=name: {dark(part) for part in parts} == {name == "Dark"})
    worked.close()


def test_the_text_stays_where_it_is_when_the_theme_changes(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "p.tickmark")
    article = tmp_path / "a.txt"
    article.write_text("The bridge is 240 metres long. It opened late.\n\n" * 90, encoding="utf-8")
    worked.import_article(article)
    view = worked.window.reading.view
    view.verticalScrollBar().setValue(1003)
    for name in ("dark", "light"):
        worked.window.appearance.choose_theme(name)
        qtbot.waitUntil(lambda name=name: dark(view) == (name == "dark"))
        qapp.processEvents()
        assert view.verticalScrollBar().value() == 1003
    worked.close()


def test_a_claim_chosen_elsewhere_stays_in_hand_when_theme_or_size_change(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "p.tickmark")
    article = tmp_path / "a.txt"
    article.write_text("The bridge is 240 metres long. It opened late. It is red.\n", encoding="utf-8")
    worked.import_article(article)
    worked.press("J", "H")
    worked.saved()
    (claim,) = worked.desk.claims
    worked.press("J")
    worked.saved()
    assert worked.desk.claim is None
    worked.desk.choose_claim(claim)
    view = worked.window.reading.view
    dark, light = (partial(worked.window.appearance.choose_theme, name) for name in ("dark", "light"))
    for change in (dark, view.zoom_in, view.zoom_reset, light):
        change()
        qapp.processEvents()
        worked.saved()
        assert worked.desk.claim == claim
    worked.press("K", "K")
    assert worked.desk.claim is None
    worked.close()


def dark(widget: QWidget) -> bool:
    return theme_of(widget).dark

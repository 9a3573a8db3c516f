"""Commands by their keys and by their names, keys that were changed, and a mirrored window."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QKeyCombination, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.panels.menus.fields import is_bare
from app.panels.menus.keymap import belongs, canonical
from app.panels.menus.mnemonics import letter_of
from app.settings import settings_file
from tests.journeys.window import Worked
from widgets.command_list import CommandList
from widgets.keys_change import KeysChange
from widgets.palette import Palette


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Worked]:
    article = tmp_path / "a.txt"
    article.write_text("The bridge is 240 metres long. It opened late. Nobody knows why.\n", encoding="utf-8")
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "p.tickmark")
    worked.import_article(article)
    yield worked
    worked.close()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def palette(worked: Worked) -> CommandList:
    worked.press("Ctrl+Shift+P")
    over = worked.window.findChild(Palette)
    assert over is not None
    return over.list


def changing(worked: Worked, command: str) -> KeysChange:
    """Press F1 and Enter, and find that command by typing."""
    worked.press("F1", "Return")
    page = worked.window.findChild(KeysChange)
    assert page is not None
    worked.type(command)
    return page


def ids(worked: Worked) -> list[str]:
    return [entry.id for entry in worked.window.menus.commands]


def give_keys(worked: Worked, keys: dict[str, list[str]]) -> None:
    """Have these keys as if a person had chosen them one by one."""
    worked.window.keys._store(keys, "")
    worked.press("Escape", "Escape")
    worked.focus_article()


def test_a_command_is_done_by_typing_its_name_and_stands_first_afterwards(worked: Worked) -> None:
    worked.press("J")
    view = worked.window.reading.view
    before = view.current_sentence()
    found = palette(worked)
    assert worked.focused is found.line
    worked.type("next sent")
    assert found.listed[0].id == "article.next_sentence"
    worked.press("Return")
    assert view.current_sentence() != before
    assert view.hasFocus()
    palette(worked)
    assert found.listed[0].id == "article.next_sentence"
    assert len(found.listed) > 40
    worked.press("Escape")
    assert view.hasFocus()


def test_the_palette_says_why_a_command_can_do_nothing_and_does_not_do_it(worked: Worked) -> None:
    found = palette(worked)
    worked.type("rationale")
    row = found.current
    assert row is not None
    assert (row.id, row.keys) == ("claim.rationale", ("R",))
    assert row.off.startswith("No claim is in hand")
    assert row.off in found.line.accessibleDescription()
    worked.press("Return")
    assert found.isVisible()
    worked.press("Ctrl+W", "Ctrl+Shift+P")
    assert worked.desk.session is not None
    assert not found.isVisible()


def test_the_palette_goes_when_a_menu_is_opened_or_something_else_is_clicked(
    worked: Worked, qtbot: QtBot
) -> None:
    found = palette(worked)
    menu = worked.window.menuBar().findChild(QMenu)
    assert menu is not None
    menu.popup(QPoint(0, 0))
    qtbot.waitUntil(lambda: not found.isVisible())
    menu.close()
    worked.focus_article()
    palette(worked)
    field = worked.window.claims.list.findChild(QLineEdit)
    assert field is not None
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    assert not found.isVisible()
    assert field.hasFocus()


def test_the_palette_is_read_out_loud(worked: Worked) -> None:
    found = palette(worked)
    line, view = (QAccessible.queryAccessibleInterface(part) for part in (found.line, found.view))
    assert (line.role(), line.text(QAccessible.Text.Name)) == (QAccessible.Role.EditableText, "Command")
    assert view.role() == QAccessible.Role.List
    assert view.child(0).text(QAccessible.Text.Name) == "Next sentence, J, Article"
    worked.press("Down", "Down", "Up")
    assert found.line.accessibleDescription() == "Previous sentence, K, Article"
    worked.press("Escape")


def test_a_changed_key_is_told_what_it_takes_and_works_after_a_restart(
    worked: Worked, qtbot: QtBot, qapp: QApplication
) -> None:
    page = changing(worked, "next sentence")
    worked.press("Return", "Tab")
    assert "text fields" in page.catcher.words.text()
    worked.press("H")
    assert "Mark a claim" in page.catcher.words.text()
    worked.press("Escape", "Return", "H", "H")
    assert "“Mark a claim on the selection or sentence” has no key now" in page.said.text()
    worked.press("Escape", "Escape")
    worked.close()
    again = Worked(qtbot, qapp)
    assert again.window.menus.keys_of("article.mark") == ()
    assert again.window.menus.keys_of("article.next_sentence") == ("H",)
    again.make(settings_file().parent / "q.tickmark")
    again.window.library.import_files([str(settings_file().parent.parent / "none.txt")])
    page = changing(again, "next sentence")
    assert page.reset.isEnabled()
    page.reset.click()
    assert again.window.menus.keys_of("article.mark") == ("H",)
    assert again.window.menus.keys_of("article.next_sentence") == ("J",)
    again.press("Escape", "Escape")
    again.close()


def test_a_changed_key_acts_at_once_and_the_old_one_no_more(worked: Worked) -> None:
    page = changing(worked, "export sheet")
    worked.press("Return", "Ctrl+Alt+F9")
    assert worked.window.menus.export_pdf.toolTip() == "Export sheet as PDF (Ctrl+Alt+F9)"
    worked.press("Escape", "Escape")
    page = changing(worked, "mark a claim")
    free = next(
        key for key in ("Alt+Z", "Alt+Y") if (key,) not in map(worked.window.menus.keys_of, ids(worked))
    )
    worked.press("Return", free)
    assert page.list.current is not None
    assert page.list.current.keys == (free,)
    worked.press("Escape", "Escape")
    worked.focus_article()
    worked.press("J", "H")
    worked.saved()
    assert not worked.desk.claims
    (rationale,) = (entry for entry in worked.window.menus.commands if entry.id == "claim.rationale")
    assert f"press {free} on a sentence" in worked.window.menus.lacks(rationale)
    worked.press(free)
    worked.saved()
    assert len(worked.desk.claims) == 1
    assert (free, "Mark a claim on the selection or sentence") in worked.window.menus.keys


def test_changed_keys_of_another_version_are_named_and_kept(qtbot: QtBot, qapp: QApplication) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text('[keys]\n"claim.bless" = "Ctrl+B"\n"edit.find" = "no key"\n', "utf-8")
    worked = Worked(qtbot, qapp)
    assert "claim.bless, edit.find" in worked.window.notices.banner.words
    assert worked.window.menus.keys_of("edit.find") == ("Ctrl+F",)
    page = changing(worked, "find in the article")
    worked.press("Return", "Ctrl+Alt+F9")
    assert worked.window.menus.keys_of("edit.find") == ("Ctrl+Alt+F9",)
    page.reset_all.click()
    worked.press("Escape", "Escape")
    assert tomllib.loads(settings_file().read_text("utf-8"))["keys"] == {"claim.bless": "Ctrl+B"}
    worked.close()


def test_no_two_commands_share_a_key_or_a_name_in_the_settings(worked: Worked) -> None:
    menus = worked.window.menus
    keys = [key for entry in menus.commands for key in map(canonical, entry.keys)]
    assert sorted(keys) == sorted(set(keys))
    assert all(keys)
    # Where no text is written, pasting is for the claim in hand.
    assert [key for key in keys if belongs(key, menus.titles)] == ["Ctrl+V"]
    listed = [entry.id for entry, _menu in menus.listed()]
    assert len(listed) == len(set(listed))
    assert all(menus.keys_of(entry.id) == tuple(map(canonical, entry.keys)) for entry in menus.commands)


def test_every_entry_of_every_menu_has_a_letter_of_its_own(worked: Worked) -> None:
    bar = worked.window.menuBar()
    menus = [bar, *bar.findChildren(QMenu)]
    seen = 0
    for menu in menus:
        if isinstance(menu, QMenu):
            menu.aboutToShow.emit()
        letters = [letter_of(action.text()) for action in menu.actions() if not action.isSeparator()]
        assert len(set(letters)) == len(letters), letters
        assert all(letters) or len(letters) > 30, letters
        seen += len(letters)
    assert seen > 50


def test_a_key_without_ctrl_never_acts_in_a_text_field(worked: Worked) -> None:
    give_keys(worked, {"article.next_claim": ["Return", "Alt+Left", "Space"]})
    worked.press("J", "H")
    worked.saved()
    done: list[str] = []
    menus = worked.window.menus
    for action in worked.window.menuBar().findChildren(QAction):
        action.triggered.connect(partial(done.append, action.text()))
    worked.press("W")
    assert len(done) == 1
    done.clear()
    for field in (worked.focused, *worked.window.findChildren(QLineEdit)):
        if field.isVisible():
            for keys in filter(is_bare, (key for id in ids(worked) for key in menus.keys_of(id))):
                field.setFocus()
                pressed: QKeyCombination = QKeySequence(keys)[0]  # pyright: ignore[reportIndexIssue]
                QTest.keyClick(worked.focused, pressed.key(), pressed.keyboardModifiers())
    assert done == []


def test_words_typed_for_a_field_that_did_not_open_change_nothing(worked: Worked) -> None:
    desk, status = worked.desk, worked.window.status
    revision = desk.sentences
    worked.press("Shift+N")
    assert status.message.startswith("No claim is in hand")
    worked.type("private note here, 1 of 2 ")
    assert "goes nowhere" in status.message
    worked.press("Backspace", "Return")
    worked.saved()
    assert desk.sentences == revision
    assert not desk.claims
    # Enter ended it, and an arrow and a pause do.
    worked.press("H")
    worked.until(lambda: len(desk.claims) == 1)
    worked.press("Ctrl+Z")
    worked.until(lambda: not desk.claims)
    worked.saved()
    worked.press("Shift+N", "H", "Down", "H")
    worked.until(lambda: len(desk.claims) == 1)
    worked.press("Ctrl+Z")
    worked.until(lambda: not desk.claims)
    worked.saved()
    worked.press("Shift+N", "H")
    worked.until(lambda: not worked.window.menus.typing_unheard)
    worked.press("H")
    worked.until(lambda: len(desk.claims) == 1)


def test_letters_typed_in_a_box_of_choices_choose_in_it(worked: Worked) -> None:
    worked.press("J", "H")
    worked.saved()
    worked.press("S")
    worked.type("Runa Hallvick")
    worked.press("Tab")
    box = worked.focused
    assert isinstance(box, QComboBox)
    worked.type("pred")
    worked.press("Shift+S")
    assert QApplication.focusWidget() is box
    assert worked.window.isActiveWindow()
    worked.saved()
    assert worked.claim.act in ("predicts", "suggests")
    assert len(worked.desk.claims) == 1
    assert not worked.window.status.message.startswith("No field")


def test_a_key_that_works_buttons_is_a_command_s_in_the_article_only(worked: Worked, qtbot: QtBot) -> None:
    give_keys(worked, {"article.next_sentence": ["Space"]})
    view = worked.window.reading.view
    worked.press("Space")
    first = view.current_sentence()
    button = next(b for b in worked.window.library.articles.findChildren(QPushButton) if b.isVisible())
    button.clicked.disconnect()
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed
    assert view.current_sentence() == first
    worked.focus_article()
    worked.press("Space")
    assert view.current_sentence() != first


def test_a_mirrored_window_has_its_claims_at_the_left_and_stays_so(
    worked: Worked, qtbot: QtBot, qapp: QApplication
) -> None:
    def left_of(widget: QWidget) -> int:
        return widget.mapTo(worked.window, QPoint(0, 0)).x()

    window = worked.window
    assert left_of(window.library.articles) < left_of(window.reading.view) < left_of(window.claims.list)
    worked.press("Ctrl+Shift+P")
    worked.type("right to left")
    worked.press("Return")
    qtbot.waitUntil(lambda: left_of(window.claims.list) < left_of(window.reading.view))
    assert left_of(window.reading.view) < left_of(window.library.articles)
    assert 'direction = "right-to-left"' in settings_file().read_text("utf-8")
    other = Worked(qtbot, qapp)
    assert other.window.isRightToLeft()
    other.close()

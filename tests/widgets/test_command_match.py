"""Finding a command by typing."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from widgets.command_list import CommandList, CommandRow
from widgets.command_match import match

ROWS = [
    CommandRow("a", "Nothing to close", "Article"),
    CommandRow("b", "Disclose", "Project"),
    CommandRow("c", "Close claim", "Claim", ("Ctrl+Return",)),
    CommandRow("d", "Dark", "View ▸ Light or dark"),
    CommandRow("e", "Schließen", "Über"),
    CommandRow("f", "Référence ✓ ajoutée", "Édition"),
    CommandRow("g", "إغلاق الادّعاء"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", "abcdefg"),
        ("close", "cab"),
        ("CLO", "cab"),
        ("claim cl", "c"),
        ("clcl", "c"),
        ("light da", "d"),
        ("reference", "f"),
        ("réf aj", "f"),
        ("schliess", "e"),
        ("الادعاء", "g"),
        ("zzz", ""),
    ],
)
def test_what_begins_with_it_comes_first_then_words_then_letters_in_order(
    qtbot: QtBot, typed: str, found: str
) -> None:
    commands = CommandList("Command", "")
    qtbot.addWidget(commands)
    commands.show_rows(ROWS)
    commands.line.setText(typed)
    assert "".join(row.id for row in commands.listed) == found
    assert commands.none.isHidden() == bool(found)


def test_letters_close_together_fit_better() -> None:
    near, far = match("mk", "make"), match("mk", "a mild dark")
    assert near is not None
    assert far is not None
    assert near < far
    assert match("mk", "dark mood") is None

"""Typing reaches the project by itself, and nothing from outside overwrites it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets import fields
from widgets.fields import DraftLine, DraftText

Field = DraftLine | DraftText


@pytest.fixture(params=[DraftLine, DraftText])
def field(request: pytest.FixtureRequest, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Field]:
    monkeypatch.setattr(fields, "KEEP_AFTER_MS", 20)
    monkeypatch.setattr(fields, "COMMIT_AFTER_MS", 60)
    make: Callable[[str], Field] = request.param
    window = QWidget()
    qtbot.addWidget(window)
    made, other = make("Wording"), DraftLine("Other")
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    layout.addWidget(other)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    made.draft.reset("stored")
    end = Qt.Key.Key_End
    qtbot.keyClick(made, end)
    yield made
    made.draft.flush()


def test_typing_is_kept_before_it_is_committed(field: Field, qtbot: QtBot) -> None:
    with qtbot.waitSignals([field.draft.typing, field.draft.committed], order="strict"):
        qtbot.keyClicks(field, " words")
    assert field.draft.text == "stored words"


def test_leaving_the_field_commits_at_once_and_only_once(field: Field, qtbot: QtBot) -> None:
    told: list[str] = []

    def take(text: str) -> None:
        told.append(text)
        field.draft.note_sent()

    field.draft.committed.connect(take)
    qtbot.keyClicks(field, "!")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert told == ["stored!"]
    field.draft.flush()
    assert told == ["stored!"]


def test_leaving_an_untouched_field_commits_nothing(field: Field, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.draft.committed):
        qtbot.keyClick(field, Qt.Key.Key_Tab)


def test_news_does_not_overwrite_what_is_being_typed(field: Field, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, " and more")
    field.draft.show("from elsewhere")
    assert field.draft.text == "stored and more"
    assert field.draft.unsent


def test_news_is_shown_where_nothing_was_typed(field: Field) -> None:
    field.draft.show("from elsewhere")
    assert field.draft.text == "from elsewhere"


def test_a_record_read_before_the_commit_arrived_does_not_bring_back_the_old_text(
    field: Field, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field, "!")
    field.draft.note_sent()
    field.draft.show("stored")
    assert field.draft.text == "stored!"
    field.draft.show("stored!")
    assert not field.draft.unsent


def test_typing_on_after_a_commit_survives_the_record_of_that_commit(field: Field, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, "1")
    field.draft.note_sent()
    qtbot.keyClicks(field, "2")
    field.draft.show("stored1")
    assert field.draft.text == "stored12"
    assert field.draft.unsent


def test_an_undo_elsewhere_shows_the_earlier_text(field: Field, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, "!")
    field.draft.note_sent()
    field.draft.show("stored!")
    field.draft.show("stored")
    assert field.draft.text == "stored"


def test_an_undo_that_overtakes_the_record_of_the_commit_is_shown_when_asked_for(
    field: Field, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field, "!")
    field.draft.note_sent()
    field.draft.forget_sent()
    field.draft.show("stored")
    assert field.draft.text == "stored"


def test_a_trimmed_space_does_not_jump_away_under_the_cursor(field: Field, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, "! ")
    field.draft.note_sent()
    field.draft.show("stored!")
    assert field.draft.text == "stored! "
    assert not field.draft.unsent


def test_the_field_owns_undo_only_while_it_has_unsent_typing(field: Field, qtbot: QtBot) -> None:
    undone: list[bool] = []
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), field.window())
    shortcut.activated.connect(lambda: undone.append(True))
    qtbot.keyClicks(field, "!")
    qtbot.keySequence(field, "Ctrl+Z")
    assert undone == []
    assert field.draft.text == "stored"
    qtbot.keySequence(field, "Ctrl+Z")
    assert undone == [True]
    qtbot.keyClicks(field, "?")
    field.draft.note_sent()
    qtbot.keySequence(field, "Ctrl+Z")
    assert undone == [True, True]
    assert field.draft.text == "stored?"


def test_kept_typing_put_back_counts_as_typed(field: Field, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.draft.committed) as told:
        field.draft.restore("from before the crash")
    assert told.args == ["from before the crash"]


def test_a_field_of_several_lines_grows_with_its_text(qtbot: QtBot) -> None:
    field = DraftText("Rationale")
    qtbot.addWidget(field)
    field.resize(200, 30)
    field.show()
    low = field.height()
    field.draft.reset("word " * 60)
    assert field.height() > low * 3

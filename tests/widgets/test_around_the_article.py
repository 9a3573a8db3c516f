"""Start screen, status line, notices and the list of keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from widgets.key_caps import KeyCaps
from widgets.keys_help import KeysHelp
from widgets.labels import Label
from widgets.notice import Notice, NoticeKind
from widgets.start_screen import RecentProject, StartScreen
from widgets.status_line import StatusLine, clock


def test_a_recent_project_is_opened_or_forgotten(qtbot: QtBot) -> None:
    screen = StartScreen()
    qtbot.addWidget(screen)
    screen.set_recent(
        [RecentProject("/a.tickmark", "A", 1), RecentProject("/b.tickmark", "B", 1, missing=True)]
    )
    here, gone = screen.rows()
    with qtbot.waitSignal(screen.recent_requested) as told:
        here.button.click()
    assert told.args == ["/a.tickmark"]
    assert not gone.button.isEnabled()
    with qtbot.waitSignal(screen.forget_requested) as told:
        gone.forget.click()
    assert told.args == ["/b.tickmark"]


def test_the_first_start_points_to_the_sample(qtbot: QtBot) -> None:
    screen = StartScreen()
    qtbot.addWidget(screen)
    assert "sample" in screen._first.text()
    with qtbot.waitSignal(screen.sample_requested):
        screen.sample_button.click()


def test_saved_is_said_only_when_told(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show_saving()
    assert "Saving" in line.saving_words
    line.show_not_saved("the disk is full")
    assert line.saving_words == "✗ Not saved: the disk is full"
    line.show_saved()
    assert line.saving_words == "● Saved"


def test_what_happened_is_said_for_a_while_and_then_no_more(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.say("Undid: the mark.")
    line._fading.setInterval(0)
    qtbot.waitUntil(lambda: line.message == "", timeout=10_000)
    line.say("Redid: the mark.")
    assert line.message == "Redid: the mark."


def test_a_job_shows_its_phase_and_can_be_cancelled_once(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.job.show_job("PDF sheet", "typesetting", 3, 9)
    assert line.job.words == "PDF sheet: typesetting 3/9"
    cancel = next(b for b in line.job.findChildren(QPushButton))
    with qtbot.waitSignal(line.cancel_requested):
        cancel.click()
    assert not cancel.isEnabled()
    line.job.end()
    assert line.job.isHidden()
    line.job.show_job("CSV")
    assert cancel.isEnabled()
    line.job.end()


def test_elapsed_time_reads_as_minutes_and_seconds() -> None:
    assert clock(61_900) == "1:01"


def test_a_notice_is_answered_or_dismissed(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.show_notice(NoticeKind.ERROR, "The disk is full.", "Nothing was lost.", [("again", "Try again")])
    assert notice.words == "The disk is full. Nothing was lost."
    assert notice.second.isHidden()
    with qtbot.waitSignal(notice.answered) as told:
        notice.first.click()
    assert told.args == ["again"]
    assert notice.isHidden()


def test_a_notice_offers_no_third_action(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    with pytest.raises(ValueError, match="two"):
        notice.show_notice(NoticeKind.NEWS, "So.", actions=[("a", "A"), ("b", "B"), ("c", "C")])


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1])
def test_the_keys_lie_over_the_window_and_give_the_keyboard_back(qtbot: QtBot, key: Qt.Key) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    window.resize(900, 600)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    keys = KeysHelp(window)
    keys.show_keys([("H", "mark a claim"), ("Ctrl++ / Ctrl+-", "larger, smaller")])
    assert keys.geometry() == window.rect()
    qtbot.waitUntil(keys.hasFocus)
    with qtbot.waitSignal(keys.closed):
        qtbot.keyClick(keys, key)
    assert field.hasFocus()
    window.resize(500, 400)
    keys.show_keys([("H", "mark a claim")])
    assert keys.geometry() == window.rect()


def test_a_plus_can_be_a_key_itself(qtbot: QtBot) -> None:
    caps = KeyCaps("Ctrl++ / Ctrl+-")
    qtbot.addWidget(caps)
    shown = [label.text() for label in caps.findChildren(Label) if label.property("cap") == "true"]
    assert shown == ["Ctrl", "+", "Ctrl", "-"]


def test_the_first_list_of_keys_is_as_high_as_what_it_holds(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 1000)
    with qtbot.waitExposed(window):
        window.show()
    keys = KeysHelp(window)
    keys.show_keys([(f"Ctrl+{n}", "What it does") for n in range(36)])
    (area,) = keys.findChildren(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0, timeout=1000)

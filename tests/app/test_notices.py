"""What is said above the article: the newest first, and nothing unanswered lost."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.panels.notices import Notices
from widgets.notice import NoticeKind

NEWS, WARNING, ERROR = NoticeKind.NEWS, NoticeKind.WARNING, NoticeKind.ERROR


@pytest.fixture
def notices(qtbot: QtBot) -> Notices:
    made = Notices()
    qtbot.addWidget(made.banner)
    return made


def dismiss(notices: Notices) -> None:
    (cross,) = (b for b in notices.banner.findChildren(QPushButton) if b.text() == "×")
    cross.click()


def test_what_was_said_last_is_seen_at_once_and_what_it_covered_comes_back(notices: Notices) -> None:
    notices.say(WARNING, "The first file is empty.")
    notices.say(ERROR, "The second is no text.")
    assert notices.banner.words.startswith("The second is no text.")
    dismiss(notices)
    assert notices.banner.words.startswith("The first file is empty.")
    dismiss(notices)
    notices.say(NEWS, "Imported.")
    assert notices.banner.words.startswith("Imported.")


def test_news_does_not_come_back(notices: Notices) -> None:
    notices.say(NEWS, "Imported.")
    notices.say(WARNING, "The file is empty.")
    dismiss(notices)
    assert notices.banner.isHidden()


def test_the_same_sentence_twice_needs_one_answer(notices: Notices) -> None:
    for _ in range(2):
        notices.say(WARNING, "The file is empty.")
    dismiss(notices)
    assert notices.banner.isHidden()


def test_the_newest_on_a_topic_replaces_the_old_also_where_it_waits(notices: Notices) -> None:
    notices.say(ERROR, "The disk is full.", topic="saving")
    notices.say(WARNING, "The file is empty.")
    notices.say(ERROR, "The disk is gone.", topic="saving")
    assert notices.banner.words.startswith("The disk is gone.")
    notices.withdraw("saving")
    assert notices.banner.words.startswith("The file is empty.")
    dismiss(notices)
    assert notices.banner.isHidden()

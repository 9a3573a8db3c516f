"""A conversation heard by the window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.jobs.conversation import Conversation
from app.jobs.limits import Limits
from app.jobs.qt_conversation import QtConversation

TALK = "tests.app.jobs.tasks:talk"


@pytest.fixture
def talk(qtbot: QtBot) -> Iterator[QtConversation]:
    del qtbot
    conversation = QtConversation(Conversation(TALK, None, Limits("Reading “x”", wall_seconds=60)))
    yield conversation
    conversation.close()


def test_answers_come_with_their_number_in_the_windows_thread(qtbot: QtBot, talk: QtConversation) -> None:
    heard: list[tuple[int, object, bool]] = []
    talk.answered.connect(
        lambda number, answer: heard.append(
            (number, answer, threading.current_thread() is threading.main_thread())
        )
    )
    first, second = talk.ask(("double", 2)), talk.ask(("double", "a"))
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=60_000)
    assert heard == [(first, 4, True), (second, "aa", True)]
    assert talk.awaited == 0


def test_a_refusal_is_one_sentence_and_a_mistake_of_ours_is_told_apart(
    qtbot: QtBot, talk: QtConversation
) -> None:
    with qtbot.waitSignal(talk.failed, timeout=60_000) as told:
        refused = talk.ask(("refuse", None))
    assert told.args == [refused, "The disk is full; nothing was changed."]
    with qtbot.waitSignal(talk.broke, timeout=60_000) as told:
        talk.ask(("blunder", None))
    assert told.args is not None
    assert "ZeroDivisionError" in told.args[1]


def test_a_page_scrolled_past_is_not_told(qtbot: QtBot, talk: QtConversation, tmp_path: Path) -> None:
    heard: list[int] = []
    talk.answered.connect(lambda number, _answer: heard.append(number))
    talk.failed.connect(lambda number, _sentence: heard.append(-number))
    sign = tmp_path / "sign"
    busy = talk.ask(("wait for", str(sign)), "page")
    qtbot.waitUntil(lambda: not talk._conversation._waiting, timeout=60_000)
    talk.ask(("double", 1), "page")
    last = talk.ask(("double", 2), "page")
    sign.touch()
    qtbot.waitUntil(lambda: talk.awaited == 0, timeout=60_000)
    assert heard == [busy, last]


def test_closing_at_an_answer_tells_nothing_more(qtbot: QtBot, talk: QtConversation) -> None:
    heard: list[int] = []

    def close(number: int, _answer: object) -> None:
        heard.append(number)
        talk.close()

    talk.answered.connect(close)
    first = talk.ask(("double", 1))
    talk.ask(("double", 2))
    talk.ask(("double", 3))
    qtbot.waitUntil(lambda: talk.awaited == 0, timeout=60_000)
    assert heard == [first]

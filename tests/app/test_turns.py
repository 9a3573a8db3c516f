"""What the window does in turns: painting and keys come between, and what only shows holds nobody up."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.panels.turns import Turns


def test_before_each_act_lies_a_round_without_one(qtbot: QtBot) -> None:
    turns, done = Turns(), list[str]()
    rounds = QTimer(interval=0)
    rounds.timeout.connect(partial(done.append, "round"))
    rounds.start()
    turns.add(*(partial(done.append, name) for name in ("first", "second")))
    qtbot.waitUntil(lambda: turns.idle, timeout=5_000)
    rounds.stop()
    first, second = done.index("first"), done.index("second")
    assert "round" in done[:first]
    assert "round" in done[first:second]


def test_what_only_shows_comes_next_and_is_not_waited_for(qtbot: QtBot) -> None:
    turns, done = Turns(), list[str]()
    turns.add(partial(done.append, "read"))
    turns.show_soon(partial(done.append, "shown"))
    qtbot.waitUntil(lambda: turns.idle, timeout=5_000)
    assert done == ["shown", "read"]
    turns.show_soon(partial(done.append, "shown again"))
    assert not turns.waiting
    assert not turns.idle
    assert turns.take_one()
    assert done[-1] == "shown again"

"""Choosing a claim: the article moves first, the inspector a turn later, and no key means another claim."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.window import Worked


@pytest.fixture
def sample(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Worked]:
    worked = Worked(qtbot, qapp)
    with qtbot.waitSignal(worked.window.projects.shown, timeout=20_000):
        worked.window.projects.open_sample(tmp_path)
    worked.until(lambda: bool(worked.desk.claims))
    worked.press("Escape")
    worked.focus_article()
    worked.press("Shift+J")
    worked.saved()
    yield worked
    worked.close()


class Painted(QObject):
    """Notes which claim was in hand and which the inspector showed whenever the article was painted."""

    def __init__(self, worked: Worked) -> None:
        super().__init__()
        self._worked = worked
        self.seen: list[tuple[str | None, str | None]] = []
        worked.window.reading.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.seen.append((self._worked.desk.claim, self._worked.window.claims.inspector.claim))
        return super().eventFilter(watched, event)


def test_the_article_is_painted_first_and_a_key_between_means_the_claim_just_chosen(sample: Worked) -> None:
    desk, inspector = sample.desk, sample.window.claims.inspector
    first = sample.claim
    assert inspector.claim == first.id
    painted = Painted(sample)
    sample.press("Shift+J")
    second = sample.claim
    sample.saved()
    assert inspector.claim == second.id != first.id
    assert (second.id, first.id) in painted.seen
    sample.press("Shift+J")
    third = sample.claim
    assert inspector.claim == second.id
    sample.press("Delete")
    sample.until(lambda: third.id not in desk.claims)
    sample.saved()
    assert desk.claims[second.id] == second
    sample.press("Ctrl+Z")
    sample.until(lambda: third.id in desk.claims)
    sample.saved()
    assert inspector.claim == desk.claim == third.id


def test_what_is_done_to_a_claim_waits_while_another_may_come_into_hand(sample: Worked) -> None:
    desk, menus = sample.desk, sample.window.menus
    known, done = set(desk.claims), list[str]()
    desk.refreshed.connect(lambda changes: done.append(changes.label))
    # As where the disk takes longer over a new claim than a person notices.
    menus.hold_single_keys(True)
    sample.press("U", "H", "Delete")
    sample.saved()
    assert set(desk.claims) == known
    menus.hold_single_keys(False)
    sample.until(lambda: len(done) == 2)
    sample.saved()
    assert done == ["claim.mark", "claim.delete"]
    assert set(desk.claims) == known

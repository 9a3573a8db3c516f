"""What the window says of the claim in hand: once for every change, whatever the change leads to."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.commands import claims
from db.records import ClaimStatus
from tests.journeys.window import Worked

WORDS = "The mayor opened the bridge. It cost four million. Nobody was asked."


def test_a_change_and_what_takes_it_back_tell_the_claim_in_hand_once(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    article = tmp_path / "bridge.txt"
    article.write_text(WORDS, encoding="utf-8")
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "bridge.tickmark")
    worked.import_article(article)
    desk, inspector = worked.desk, worked.window.claims.inspector
    told: list[str | None] = []
    desk.claim_shown.connect(lambda: told.append(desk.claim))

    def told_by(*keys: str) -> list[tuple[str | None, str | None]]:
        """The claims told of, each with the one that the inspector shows in the end."""
        told.clear()
        worked.press(*keys)
        worked.saved()
        return [(claim, inspector.claim) for claim in told]

    worked.press("J", "H")
    worked.saved()
    first = worked.claim.id
    assert told_by("2") == [(first, first)]
    assert told_by("Ctrl+Z") == [(first, first)]
    assert told_by("Ctrl+Shift+Z") == [(first, first)]
    assert worked.claim.verdicts[0].rating == 2
    worked.focus_article()
    worked.press("J")
    worked.saved()
    (marked,) = told_by("H")
    second = worked.claim.id
    assert marked == (second, second) != (first, first)
    # Its mark goes with it, and with that the hand is empty.
    assert told_by("Ctrl+Z") == [(None, None)]
    assert told_by("Ctrl+Shift+Z") == [(second, second)]
    # A second claim on the first sentence goes while the person stands elsewhere: the other one is met there.
    assert desk.session is not None
    mark = partial(claims.mark, article=worked.claim.article, draft=desk.draft, start=32, end=36)
    desk.session.run(mark)
    worked.saved()
    worked.focus_article()
    assert told_by("J") == [(second, second)]
    assert told_by("Ctrl+Z") == [(first, first)]
    worked.close()


def test_on_a_slow_disk_a_key_after_closing_is_not_typed_and_closes_no_other_claim(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    article = tmp_path / "bridge.txt"
    article.write_text(WORDS, encoding="utf-8")
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "bridge.tickmark")
    worked.import_article(article)
    desk = worked.desk
    worked.press("J", "H")
    worked.saved()
    other = worked.claim.id
    worked.focus_article()
    worked.press("J", "H")
    worked.saved()
    claim = worked.claim.id
    worked.press("1", "E")
    worked.type("minutes of the council")
    worked.press("Return")
    worked.saved()
    form = worked.window.claims.inspector.evidence.form
    worked.until(lambda: worked.focused is form.passage)
    form.button.click()
    worked.saved()
    worked.focus_article()
    worked.press("R")
    worked.type("The minutes say so")
    slow = Event()
    assert desk.session is not None
    desk.session.read(lambda _: slow.wait(20), lambda *_: None)
    worked.press("Ctrl+Return", "K")
    slow.set()
    worked.saved()
    closed, left = desk.claims[claim], desk.claims[other]
    assert [verdict.rationale for verdict in closed.verdicts] == ["The minutes say so"]
    assert (closed.status, left.status) == (ClaimStatus.CLOSED, ClaimStatus.OPEN)
    assert desk.claim == other
    worked.close()

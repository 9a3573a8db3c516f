"""What is said of undoing: nothing is refused before it is known."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.panels.desk import Desk
from app.panels.history import HistoryPanel
from app.panels.notices import Notices
from app.session import Session
from db.place import identity


def test_right_after_opening_undo_is_not_refused_until_it_is_known_that_there_is_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    notices = Notices()
    qtbot.addWidget(notices.banner)
    history = HistoryPanel(Desk(), notices)
    assert history.why_no_undo()
    session = Session(tmp_path / "desk.tickmark", identity("Mara Checker"))
    history.attend(session)
    assert not history.why_no_undo()
    assert not history.why_no_redo()
    session.stacks_changed.emit("claim.mark", "")
    assert not history.why_no_undo()
    assert history.why_no_redo() == "Nothing was undone."
    session.stacks_changed.emit("", "")
    assert history.why_no_undo() == "There is nothing of yours to take back."

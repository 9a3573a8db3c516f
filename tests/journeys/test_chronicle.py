"""The history of a project in the window: narrowed, walked by keys, and earlier values had again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli import run
from app.commands import claims
from tests.journeys.hands import Mouse
from tests.journeys.window import Worked


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "a.tickmark"
    (tmp_path / "harbour.txt").write_text("Harbour\n\nThe ferry carried 41,200. Boats come in.\n", "utf-8")
    monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / "state"))
    for words in (
        ("new", str(path), "--as", "Ada Lund"),
        ("add", str(path), str(tmp_path / "harbour.txt")),
        ("mark", str(path), "1", "The ferry carried", "--wording", "It carried 41,200"),
        ("mark", str(path), "--claim", "AL1", "--wording", "It carried 14,200"),
        ("mark", str(path), "1", "Boats come in"),
    ):
        assert run([*words]) == 0
    return path


def test_an_earlier_value_and_a_deleted_claim_are_had_again_from_the_history(
    project: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    worked = Worked(qtbot, qapp)
    worked.open(project)
    worked.until(lambda: len(worked.desk.claims) == 2)
    worked.focus_article()
    by_number = {claim.number: claim.id for claim in worked.desk.claims.values()}
    session = worked.desk.session
    assert session is not None
    session.run(lambda p: claims.delete(p, claim=by_number["AL2"]))
    worked.saved()
    worked.press("Ctrl+H")
    panel = worked.window.chronicle
    page = panel.page

    def stood(words: str) -> None:
        worked.until(lambda: panel._shown is not None and panel._shown.group == page.current)
        assert panel._shown is not None
        assert words in panel._shown.said

    worked.until(lambda: panel.active and bool(page.current))
    stood("Deleting a claim")
    restore = page.turned[0].buttons[0]
    assert "kept" in restore.accessibleName()
    restore.click()
    worked.saved()
    assert by_number["AL2"] in worked.desk.claims

    # The step that brought it back is the newest now; two on is the wording.
    worked.until(lambda: bool(page.list.rows) and "Restoring" in page.list.rows[0].title)
    page.take_keyboard()
    while "Wording" not in (page.list.current.title if page.list.current else ""):
        worked.press("J")
    stood("Wording")
    (row,) = page.turned
    before = len(page.list.rows)
    row.buttons[0].click()
    worked.saved()
    assert worked.desk.claims[by_number["AL1"]].wording == "It carried 41,200"
    worked.until(lambda: len(page.list.rows) == before + 1)
    assert page.list.rows[0].title.startswith("Restoring")

    # One day, one person; a day that is none says so and changes nothing.
    count = len(page.list.rows)
    page.day_field.setText("2001-02-03")
    page.day_field.editingFinished.emit()
    worked.until(lambda: not page.list.rows)
    assert not page.empty.isHidden()
    Mouse(worked).button("Show everything")
    worked.until(lambda: len(page.list.rows) == count)
    assert page.empty.isHidden()
    page.person_box.setCurrentIndex(1)
    worked.until(lambda: 0 < len(page.list.rows) <= count)
    page.take_keyboard()
    stood("Restoring")
    worked.press("Return")
    worked.until(lambda: not panel.active)
    worked.until(lambda: worked.desk.claim == by_number["AL1"])
    worked.press("Ctrl+Z")
    worked.saved()
    assert worked.desk.claims[by_number["AL1"]].wording == "It carried 14,200"
    worked.close()

"""A colleague's copy is looked at, merged, undone and brought back in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli import run
from app.commands import claims
from app.panels.merging import MergingPanel
from tests.journeys.hands import Mouse
from tests.journeys.window import Worked

ARTICLE = "Harbour\n\nThe ferry carried 41,200. Boats come in at dawn.\n"


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two people's copies of one project, both called *checker*, with opposite verdicts on its one claim."""
    mine, theirs = tmp_path / "mine.tickmark", tmp_path / "theirs.tickmark"
    (tmp_path / "harbour.txt").write_text(ARTICLE, "utf-8")

    def tool(machine: str, *words: str) -> None:
        monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / machine))
        assert run([*words, "--as", "checker"]) == 0

    tool("one", "new", str(mine))
    tool("one", "add", str(mine), str(tmp_path / "harbour.txt"))
    tool("one", "mark", str(mine), "1", "The ferry carried")
    theirs.write_bytes(mine.read_bytes())
    tool("two", "mark", str(theirs), "1", "Boats come in")
    for machine, path, verdict in (("two", theirs, "5"), ("one", mine, "1")):
        tool(machine, "mark", str(path), "--claim", "C1", "--verdict", verdict)
    return mine, theirs


def _words(panel: MergingPanel) -> list[str]:
    return [row.spoken for row in panel.page.list.rows]


def _let_go(worked: Worked, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    nothing, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    # Nothing is under way that Qt itself drags: the one who answers for the window gets it at once.
    drop = QDropEvent(QPointF(2, 2), Qt.DropAction.CopyAction, data, left, nothing)
    worked.window.drops.eventFilter(worked.window, drop)


def test_opposite_verdicts_under_one_name_are_told_before_merging_and_a_merge_is_undone_and_brought_back(
    copies: tuple[Path, Path], qtbot: QtBot, qapp: QApplication
) -> None:
    mine, theirs = copies
    worked = Worked(qtbot, qapp)
    worked.open(mine)
    worked.until(lambda: bool(worked.desk.claims))
    panel, banner = worked.window.merging, worked.window.notices.banner
    (claim,) = worked.desk.claims

    def differs() -> bool:
        return worked.desk.claims[claim].difference

    # Not now: nothing happened.
    _let_go(worked, theirs)
    worked.until(lambda: panel.active)
    words = _words(panel)
    assert "Checkers will differ: 1" in words
    assert any("The ferry carried" in row for row in words)
    assert any("checker (" in row and "not here before" in row and "verdicts 1" in row for row in words)
    worked.press("Escape")
    assert not panel.active
    assert worked.window.reading.view.hasFocus()
    assert not differs()

    # Looked at again, and merged.
    panel.look_at([theirs])
    worked.until(lambda: panel.active)
    worked.press("Return")
    worked.until(differs)
    worked.until(lambda: "Merged" in banner.words)
    assert sorted(verdict.rating or 0 for verdict in worked.desk.claims[claim].verdicts) == [1, 5]

    # The same file brings nothing.
    panel.look_at([theirs])
    worked.until(lambda: panel.active)
    assert "Nothing new" in panel.page.title.text()
    assert not panel.page.go_button.isVisible()
    worked.press("Escape")

    # Undone from the notice, brought back from the list of merges.
    Mouse(worked).button("Undo this merge")
    worked.until(lambda: not differs())
    worked.until(lambda: "undone" in banner.words)
    panel.show_merges()
    worked.until(lambda: panel.active)
    assert "set aside" in _words(panel)[0]
    worked.press("Return")
    worked.until(differs)

    # What was built on what it brought is shown before it goes too; leaving that leaves all as it is.
    (new,) = worked.desk.claims.keys() - {claim}
    assert worked.desk.session is not None
    worked.desk.session.run(lambda p: claims.set_wording(p, claim=new, wording="They come at dawn."))
    worked.saved()
    Mouse(worked).button("Undo this merge")
    worked.until(lambda: panel.active)
    assert _words(panel)[0] == "Made in this file: 1"
    assert "They come at dawn." in _words(panel)[1]
    worked.press("Escape")
    assert new in worked.desk.claims
    worked.window.merging.show_merges()
    worked.until(lambda: panel.active)
    worked.press("Return")
    worked.until(lambda: "goes with" in panel.page.title.text())
    worked.press("Return")
    worked.until(lambda: new not in worked.desk.claims)
    worked.saved()
    worked.close()

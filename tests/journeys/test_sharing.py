"""A copy is shared, worked in by somebody else and merged back, in the window and by keys."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.cli import run
from app.sharing import sent
from db import queries
from db.place import identity
from db.project_file import Project
from tests.journeys.window import Worked

ARTICLE = "Harbour\n\nThe ferry carried 41,200. Boats come in at dawn. Zsófia Quillfeather said so.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a confidential source whose name stands in the article, and two claims."""
    path = tmp_path / "harbour.tickmark"
    (tmp_path / "harbour.txt").write_text(ARTICLE, "utf-8")
    monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / "mine"))
    for words in (
        ("new", str(path), "--title", "Harbour"),
        ("add", str(path), str(tmp_path / "harbour.txt")),
        ("add", str(path), "--person", "Zsófia Quillfeather", "--confidential"),
        ("mark", str(path), "1", "The ferry carried"),
        ("mark", str(path), "1", "Boats come in"),
    ):
        assert run([*words, "--as", "Maren Colby"]) == 0
    return path


def test_a_copy_goes_out_by_keys_without_what_is_confidential_and_comes_back_with_a_verdict(
    project: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "for-idris.tickmark"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    worked = Worked(qtbot, qapp)
    worked.open(project)
    worked.until(lambda: bool(worked.desk.claims))
    panel, banner = worked.window.handing.sharing, worked.window.notices.banner
    worked.focus_article()
    worked.press("Ctrl+Shift+S")
    worked.until(lambda: panel.active and panel.page.go_button.isEnabled())
    page = panel.page

    # What is confidential stays, and where it is told of is shown first.
    assert [box.isChecked() for box in page.boxes.values()] == [False]
    assert "Zsófia Quillfeather" in next(iter(page.boxes.values())).text()
    assert not page.kinds["changes"].isEnabled()

    # A name, something else left out by typing, and off it goes.
    worked.type("Idris")
    for _ in range(10):
        if worked.focused is not page.left_out.line:
            worked.press("Tab")
    worked.type("boats")
    worked.press("Return")
    worked.until(lambda: page.go_button.isEnabled())
    (left_out,) = page.left_out.chosen
    worked.press("Ctrl+Return")
    assert panel.active, "what tells of the source was not looked at yet"
    worked.press("Ctrl+Return")
    worked.until(lambda: "for-idris.tickmark" in banner.words)
    assert not panel.active
    assert worked.window.reading.view.hasFocus()
    with closing(sqlite3.connect(out)) as copy:
        words = [data or "" for (data,) in copy.execute("SELECT data FROM value")]
    assert "Zsófia Quillfeather" not in words
    assert "Harbour" in words

    # Idris rates the other claim; it is merged back, and only that is news.
    monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / "theirs"))
    number = next(c.number for c in worked.desk.claims.values() if c.number != left_out)
    rated = ("mark", str(out), "--claim", number, "--verdict", "2", "--rationale", "Counted.")
    assert run([*rated, "--as", "Idris Vale"]) == 0
    monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / "mine"))
    worked.window.merging.look_at([out])
    worked.until(lambda: worked.window.merging.active)
    worked.press("Return")
    worked.until(lambda: any(claim.verdicts for claim in worked.desk.claims.values()))
    assert len(worked.desk.claims) == 2

    # The next time only what Idris was not sent goes, as a small package.
    worked.press("Ctrl+Shift+S")
    worked.until(lambda: panel.active and page.go_button.isEnabled())
    whole = page.counts.text()
    page.receiver_buttons[0].click()
    worked.until(lambda: page.go_button.isEnabled() and page.counts.text() != whole)
    assert (page.choice.to, page.choice.kind) == ("Idris", "changes")
    worked.press("Escape")
    assert not panel.active

    # Through a folder that both see: what Idris puts there is found and merged; then mine goes there.
    folder = tmp_path / "synced"
    folder.mkdir()
    shared = worked.window.handing.folder
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    worked.press("Ctrl+Shift+O")
    worked.until(lambda: shared.active)
    assert "not put there yet" in " ".join(row.spoken for row in shared.page.list.rows)
    worked.press("Escape")
    monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / "theirs"))
    rated = ("mark", str(out), "--claim", number, "--verdict", "3", "--rationale", "Counted twice.")
    assert run([*rated, "--as", "Idris Vale"]) == 0
    assert run(["share", str(out), str(folder), "--as", "Idris Vale"]) == 0
    monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / "mine"))
    worked.until(lambda: "Idris Vale’s copy are changes" in banner.words)
    banner.first.click()
    worked.until(lambda: worked.window.merging.active)
    worked.press("Return")
    worked.until(lambda: any(v.rating == 3 for c in worked.desk.claims.values() for v in c.verdicts))
    worked.until(lambda: "does not hold all you have" in banner.words)
    banner.first.click()
    worked.until(lambda: panel.active and page.go_button.isEnabled())
    worked.press("Ctrl+Return", "Ctrl+Return")
    mine = folder / "Maren Colby – Harbour.tickmark"
    worked.until(mine.exists)
    worked.until(lambda: mine.name in banner.words)
    worked.close()
    with Project.open(project, identity("Maren Colby")) as again:
        assert [one.name for one in sent.receivers(again)] == ["Idris"]
        assert len(queries.claims(again.conn)) == 2

"""Words are erased for good in the window and by keys; a colleague is asked, and answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.cli import run
from app.panels import project_making
from app.panels.project_making import Rewriting
from db import queries
from db.place import identity
from db.project_file import Project
from db.words import ERASED
from tests.journeys.window import Worked

NAME = "Zsófia Quillfeather-Maddox"
ARTICLE = f"Harbour\n\nThe ferry carried 41,200. {NAME} said so.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a claim whose wording names somebody, and a copy of it with a colleague."""
    folder = tmp_path / "mine"
    folder.mkdir()
    path = folder / "harbour.tickmark"
    (tmp_path / "harbour.txt").write_text(ARTICLE, "utf-8")
    monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / "state"))
    for words in (
        ("new", str(path), "--title", "Harbour"),
        ("add", str(path), str(tmp_path / "harbour.txt")),
        ("mark", str(path), "1", "The ferry carried", "--wording", f"{NAME} counted 41,200"),
        ("share", str(path), str(tmp_path / "for-ilse.tickmark"), "--to", "Ilse"),
    ):
        assert run([*words, "--as", "Maren Colby"]) == 0
    (folder / "harbour.before-merge-2026-11-20-101010.tickmark").write_bytes(path.read_bytes())
    return path


def _said(path: Path) -> bool:
    return f"{NAME} counted".encode() in path.read_bytes()


def _ask_to_erase(worked: Worked) -> None:
    """Through the list of every command."""
    worked.press("Ctrl+Shift+P")
    worked.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    worked.type("erase for good")
    worked.press("Return")


def test_words_are_erased_by_keys_and_a_colleague_who_is_asked_declines_and_then_accepts(
    project: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / "theirs" / "harbour.tickmark"
    theirs.parent.mkdir()
    shutil.copy(project, theirs)
    worked = Worked(qtbot, qapp)
    worked.open(project)
    worked.until(lambda: bool(worked.desk.claims))
    (number,) = (claim.number for claim in worked.desk.claims.values())
    banner, panel = worked.window.notices.banner, worked.window.handing.erasing

    # Named, looked over, and left: nothing has happened.
    _ask_to_erase(worked)
    worked.until(lambda: panel.active)
    page = panel.page
    worked.type(f"{number}/colour")
    worked.until(lambda: "colour" in page.counts.text())
    assert not page.go_button.isEnabled()
    worked.press("Escape")
    assert not panel.active
    assert worked.window.reading.view.hasFocus()

    # Cancelled while the file is written anew: nothing has happened either.
    monkeypatch.setattr(project_making, "_TELL_EVERY_S", 0)
    with monkeypatch.context() as patched:

        def leave(work: Rewriting) -> None:
            work.told = lambda _done, _total: work.stop()
            panel.rewriting.tell(work, 300, 1000)

        patched.setattr(panel.rewriting, "follow", leave)
        _ask_to_erase(worked)
        worked.until(lambda: panel.active)
        worked.type(f"{number}/wording")
        worked.until(lambda: "Pieces of words: 1" in page.counts.text())
        worked.press("Return")
        worked.type("She asked for it")
        worked.press("Ctrl+Return")
        worked.until(lambda: "stopped" in banner.words)
        worked.until(lambda: bool(worked.desk.claims))
    assert _said(project)
    worked.focus_article()

    # Named again; without a reason Ctrl+Enter does nothing, with one it is done.
    _ask_to_erase(worked)
    worked.until(lambda: panel.active)
    worked.type(f"{number}/wording")
    worked.until(lambda: "Pieces of words: 1" in page.counts.text())
    assert any("counted 41,200" in words for words in page.lines)
    assert any("before-merge" in words for words in page.lines)
    assert any("Ilse" in words for words in page.lines)
    worked.press("Return")
    assert worked.focused is page.reason
    worked.press("Ctrl+Return")
    assert panel.active
    page.drop.click()
    worked.type("She asked for it")
    worked.press("Ctrl+Return")
    worked.until(lambda: "Erased for good. Pieces of words: 1" in banner.words)
    worked.until(lambda: bool(worked.desk.claims))
    assert "Ilse" in banner.words
    assert [claim.wording for claim in worked.desk.claims.values()] == [ERASED]
    assert not _said(project)
    assert list(project.parent.glob("*before-merge*")) == []

    # Ctrl+Z says so and takes back what was before.
    worked.focus_article()
    worked.until(lambda: not worked.window.history.why_no_undo())
    worked.press("Ctrl+Z")
    worked.until(lambda: not worked.desk.claims)
    worked.until(lambda: "An erasure cannot be undone" in worked.said)
    worked.press("Ctrl+Y")
    worked.until(lambda: bool(worked.desk.claims))

    # The history tells who, when and why.
    worked.press("Ctrl+H")
    chronicle = worked.window.chronicle
    worked.until(lambda: chronicle.active and bool(chronicle.page.list.rows))
    assert any("Erasing" in row.spoken for row in chronicle.page.list.rows)
    worked.press("Escape")
    worked.close()

    # The colleague merges, is asked, looks, leaves it, declines; and accepts what another erased after that.
    monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / "ilse"))
    worked = Worked(qtbot, qapp)
    worked.open(theirs)
    worked.until(lambda: bool(worked.desk.claims))
    banner = worked.window.notices.banner
    worked.window.merging.look_at([project])
    worked.until(lambda: worked.window.merging.active)
    worked.press("Return")
    worked.until(lambda: "Erased for good in that copy" in banner.words)
    banner.first.click()
    conflicts = worked.window.conflicts
    worked.until(lambda: conflicts.active and conflicts.page.detail.item is not None)
    asked = conflicts.page.detail.item
    assert asked is not None
    assert "She asked for it" in asked.title
    assert "counted 41,200" in " ".join(asked.sides[0].edits)
    worked.press("2")
    worked.until(lambda: conflicts.page.detail.item is None)
    assert _said(theirs)
    worked.press("Escape")
    worked.focus_article()
    worked.until(lambda: not worked.window.history.why_no_undo())
    worked.press("Ctrl+Z")
    worked.until(lambda: "declining" in worked.said)
    worked.press("Ctrl+Shift+J")
    worked.until(lambda: conflicts.active and conflicts.page.detail.item is not None)
    worked.press("1")
    panel = worked.window.handing.erasing
    worked.until(lambda: panel.active and panel.page.go_button.isEnabled())
    worked.press("Ctrl+Return")
    worked.until(lambda: "Erased for good. Pieces of words: 1" in banner.words)
    worked.close()
    with Project.open(theirs, identity()) as there:
        assert [claim.wording for claim in queries.claims(there.conn)] == [ERASED]
        assert there.verify() == []
    assert not _said(theirs)

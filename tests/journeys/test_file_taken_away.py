"""The project's file is taken away under the open window: told at once, and nothing of the work is lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import queries
from db.place import identity
from db.project_file import Project
from tests.journeys.window import Worked

ARTICLE = "Harbour\n\nThe ferry carried 41,200. Boats come in at dawn.\n"


def test_a_file_replaced_while_words_are_typed_is_told_and_all_of_it_goes_on_elsewhere(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    path, there = tmp_path / "harbour.tickmark", tmp_path / "kept.tickmark"
    (tmp_path / "harbour.txt").write_text(ARTICLE, "utf-8")
    worked = Worked(qtbot, qapp)
    worked.make(path)
    worked.import_article(tmp_path / "harbour.txt")
    worked.press("J", "H")
    worked.saved()
    older = tmp_path / "older.tickmark"
    older.write_bytes(path.read_bytes())
    before = older.read_bytes()
    banner = worked.window.notices.banner

    # A program that keeps folders alike brings an older version; the window says so by itself.
    older.replace(path)
    worked.until(lambda: "took the place of harbour.tickmark" in banner.words)

    # What is done and typed from now on is held, and comes along.
    worked.press("4")
    worked.until(lambda: bool(worked.desk.session and worked.desk.session.unsaved))
    worked.press("R")
    worked.type("Counted at the gate")
    worked.window.handing.underneath.keep(there)
    worked.until(lambda: "kept as kept.tickmark" in banner.words)
    worked.until(lambda: bool(worked.desk.claims))
    (claim,) = worked.desk.claims.values()
    assert [(verdict.rating, verdict.rationale) for verdict in claim.verdicts] == [(4, "Counted at the gate")]
    assert path.read_bytes() == before

    # What the other file brings can be seen; it is the same project.
    banner.first.click()
    worked.until(lambda: worked.window.merging.active)
    assert "Nothing new" in worked.window.merging.page.title.text()
    worked.press("Escape")
    worked.close()
    with Project.open(there, identity()) as project:
        assert len(queries.claims(project.conn)) == 1
        assert project.verify() == []

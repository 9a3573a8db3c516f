"""An article with many claims: its words first, then its claims, and never another article's."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.commands import articles, claims
from app.importing.read import read_pasted
from app.panels import every_article
from app.panels.readings import MANY_CLAIMS
from db import queries
from db.errors import Stopped
from db.place import identity
from db.project_file import Project
from db.records import ClaimId
from db.step import Step
from tests.journeys.window import Worked
from widgets.claims.traits import words_of

WORDS = "".join(f"Sentence {n} says something. " for n in range(MANY_CLAIMS + 20))


def with_many_claims(path: Path) -> tuple[str, str]:
    """A project with two articles of the same words, claims on the first only; their ids."""
    with Project.create(path, identity()) as project, project.together():
        first, second = (project.run(articles.add(project, read_pasted(WORDS))).focus for _ in range(2))
        (article,) = queries.articles(project.conn, [first])
        for sentence in queries.sentences(project.conn, article.draft):
            start, end = sentence.start, sentence.end
            project.run(claims.mark(project, article=first, draft=article.draft, start=start, end=end))
    return first, second


def test_all_claims_are_shown_after_the_words_and_gone_with_them(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    path = tmp_path / "many.tickmark"
    first, second = with_many_claims(path)
    worked = Worked(qtbot, qapp)
    worked.open(path)
    view, listed = worked.window.reading.view, worked.window.claims.list
    worked.desk.open_article(first)
    worked.until(lambda: len(view.index.claims) == len(worked.desk.claims) == MANY_CLAIMS + 20)
    worked.until(lambda: listed.model.rowCount() == MANY_CLAIMS + 20)

    with qtbot.waitSignal(worked.desk.article_shown):
        worked.desk.open_article(second)
    assert not view.index.claims
    assert listed.model.rowCount() == 0

    worked.desk.open_article(first)
    worked.until(lambda: listed.model.rowCount() == MANY_CLAIMS + 20)
    worked.focus_article()
    worked.press("Shift+J", "2")
    worked.saved()
    assert worked.claim.verdicts[0].rating == 2
    worked.close()


def test_what_the_first_quote_check_finds_comes_to_the_claims_in_several_turns(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    path = tmp_path / "many.tickmark"
    first, _ = with_many_claims(path)
    worked = Worked(qtbot, qapp)
    worked.open(path)
    worked.desk.open_article(first)
    view, listed = worked.window.reading.view, worked.window.claims.list
    worked.until(lambda: listed.model.rowCount() == MANY_CLAIMS + 20)
    worked.saved()
    # What it finds by itself must not come between.
    worked.window.quotes.cancel()
    lots: list[int] = []
    worked.desk.claims_changed.connect(lambda changed, _: lots.append(len(changed)))

    worked.desk.take_doubts(dict.fromkeys(map(ClaimId, worked.desk.claims), 1))
    worked.saved()

    assert len(lots) > 1
    assert max(lots) <= MANY_CLAIMS
    assert {claim.doubts for claim in listed.model.claims} == {1}
    assert {claim.doubts for claim in view.index.claims.values()} == {1}
    worked.close()


def test_a_list_that_fills_in_turns_keeps_order_choice_and_filter(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(every_article, "_LISTED", 100)
    path = tmp_path / "many.tickmark"
    first, second = with_many_claims(path)
    worked = Worked(qtbot, qapp)
    worked.open(path)
    worked.desk.open_article(second)
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.id == second)
    worked.saved()
    listed = worked.window.claims.list
    totals: list[int] = []
    chosen: list[ClaimId] = []

    def look() -> None:
        starts = [claim.start for claim in listed.model.claims]
        assert starts == sorted(starts)
        if listed.model.total and not any(totals):
            QTimer.singleShot(0, work_on_it)
        totals.append(listed.model.total)

    def work_on_it() -> None:
        assert listed.model.total < MANY_CLAIMS
        listed.bar.line.setText("7 says")
        chosen.extend(listed.shown[1:3])
        listed.choose(chosen)

    listed.model.modelReset.connect(look)
    listed.model.rowsInserted.connect(look)
    worked.desk.open_article(first)
    worked.until(lambda: listed.model.total == MANY_CLAIMS + 20)
    worked.saved()
    assert len(set(totals)) > 4
    found = [c.id for c in worked.desk.claims.values() if "7" in words_of(c)]
    assert listed.shown == found
    assert listed.lot == chosen
    listed.clear_filter()
    assert listed.shown == list(worked.desk.claims)
    worked.close()


def test_a_change_that_takes_long_says_how_far_it_is_and_can_be_stopped(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "long.tickmark")
    job, session = worked.window.status.job, worked.desk.session
    assert session is not None
    revision = worked.desk.revision

    def endless(project: Project) -> Step:
        while project.progress is not None:
            project.progress(1, 4)
        raise AssertionError("nobody listens")

    session.run(endless)
    worked.until(job.isVisible)
    assert "25 %" in job.words
    with qtbot.waitSignal(session.failed) as failed:
        qtbot.mouseClick(job.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert failed.args is not None
    assert isinstance(failed.args[1], Stopped)
    worked.until(lambda: not job.isVisible())
    assert worked.desk.revision == revision
    session.run(lambda project: articles.add(project, read_pasted("One sentence.")))
    worked.until(lambda: worked.desk.revision > revision)
    worked.close()

"""An article with many claims: its words first, then its claims, and never another article's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.commands import articles, claims
from app.importing.read import read_pasted
from app.panels.readings import MANY_CLAIMS
from db import queries
from db.place import identity
from db.project_file import Project
from tests.journeys.window import Worked

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

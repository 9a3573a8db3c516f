"""Articles and claims of hard shapes, worked with as any other."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.commands import articles, claims
from app.importing.read import read_pasted
from db import queries
from db.place import identity
from db.project_file import Project
from db.records import Span
from tests.journeys.window import Worked

SENTENCE = "The harbour board met on {n} March and paid {n} thousand for the boat. "


def made(path: Path, text: str, spans: list[Span]) -> Path:
    """A project of one article with claims on those stretches."""
    with Project.create(path, identity()) as project, project.together():
        project.run(articles.add(project, read_pasted(text)))
        (article,) = queries.articles(project.conn)
        mark = partial(claims.mark, project, article=article.id, draft=article.draft)
        for span in spans:
            project.run(mark(start=span.start, end=span.end))
    return path


def paragraph() -> tuple[str, list[Span]]:
    text = "".join(SENTENCE.format(n=n % 28 + 1) for n in range(7_700)).strip()
    assert len(text.split()) > 100_000
    return text, [Span(at, at + 30) for at in range(0, len(text) - 50, 20_000)]


def three_hundred_on_one() -> tuple[str, list[Span]]:
    text = "".join(SENTENCE.format(n=n) for n in (1, 2, 3)) + "A last one says nothing of it."
    return text, [Span(n % 20, 30 + n % 35) for n in range(300)]


def long_claim() -> tuple[str, list[Span]]:
    text = "\n\n".join(SENTENCE.format(n=n) * 5 for n in range(1, 60))
    return text, [Span(100, 10_100)]


SHAPES = [paragraph, three_hundred_on_one, long_claim]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hard_shape_is_scrolled_marked_rated_and_undone(
    shape: partial[tuple[str, list[Span]]], tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    text, spans = shape()
    worked = Worked(qtbot, qapp)
    worked.open(made(tmp_path / "hard.tickmark", text, spans))
    worked.saved()
    view, known = worked.window.reading.view, len(spans)
    assert len(worked.desk.claims) == len(view.index.claims) == known

    # To its end and back: what is painted is what stands there.
    worked.focus_article()
    view.go_to(len(text) - 2)
    worked.until(lambda: not view.held)
    assert view.visible_offsets().end > len(text) - 40
    assert not view.grab().isNull()

    # The last sentence is marked and rated, its inspector shown; then both are taken back.
    worked.press("H")
    worked.saved()
    assert len(worked.desk.claims) == len(view.index.claims) == known + 1
    assert worked.claim.end >= len(text) - 1
    worked.press("2")
    worked.saved()
    assert worked.window.claims.inspector.isVisible()
    assert worked.claim.verdicts[0].rating == 2
    worked.window.menus.undo.trigger()
    worked.window.menus.undo.trigger()
    worked.saved()
    assert len(worked.desk.claims) == len(view.index.claims) == known

    # Every claim can be gone to.
    view.go_to(0)
    worked.press("Shift+J")
    worked.saved()
    assert worked.claim.start < len(text) // 2
    assert worked.window.claims.inspector.claim == worked.claim.id
    worked.close()


def test_an_article_without_words_is_read_without_a_mistake(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    # No article without words can be imported; one whose words are withheld is shown like this.
    path = made(tmp_path / "empty.tickmark", "Gone.", [])
    with Project.open(path, identity()) as project:
        project.conn.execute("UPDATE text SET body = ''")
        project.conn.execute("DELETE FROM block")
        project.conn.execute("DELETE FROM sentence")
    worked = Worked(qtbot, qapp)
    worked.open(path)
    worked.saved()
    assert worked.desk.text.text == ""
    worked.focus_article()
    worked.press("H", "J", "K", "N", "Shift+J", "2")
    worked.window.reading.view.find_words("boat")
    worked.window.reading.view.zoom_in()
    worked.saved()
    assert not worked.desk.claims
    assert not worked.window.grab().isNull()
    worked.close()

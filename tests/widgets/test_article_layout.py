"""The layout of a long text: in steps, and never in the way of asking where a word is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from widgets.article import layout_steps
from widgets.article.layout_steps import laid_out
from widgets.article_view import ArticleView
from widgets.gallery.samples import long_text, scale

LONG = long_text(30_000)


@pytest.fixture
def view(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ArticleView]:
    # As many steps as there can be, on any machine.
    monkeypatch.setattr(layout_steps, "STEP", 0)
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.set_scale(scale())
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


def characters(view: ArticleView) -> int:
    """How many characters are laid out."""
    block = view.document().findBlockByNumber(laid_out(view.document()))
    return block.position() if block.isValid() else view.document().characterCount()


def steps(view: ArticleView) -> layout_steps.LayoutSteps:
    found = view.document().findChild(layout_steps.LayoutSteps)
    assert found is not None
    return found


def test_steps_stay_small_until_the_whole_text_is_laid_out(view: ArticleView, qtbot: QtBot) -> None:
    view.show_text(LONG)
    view.viewport().repaint()
    reached = [characters(view)]
    steps(view).stepped.connect(lambda: reached.append(characters(view)))
    qtbot.waitUntil(lambda: laid_out(view.document()) == view.document().blockCount(), timeout=20_000)
    grown = [after - before for before, after in zip(reached, reached[1:], strict=False)]
    assert len(grown) > 4
    assert max(grown) < 40_000

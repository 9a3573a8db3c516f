"""The layout of a long text: in steps, and never in the way of asking where a word is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.records import ArticleText, Span
from widgets.article import layout_steps
from widgets.article.layout_steps import laid_out
from widgets.article_view import ArticleView
from widgets.gallery.samples import SHORT, claim_at, long_text, scale, text_of
from widgets.theme import load

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
    grown = [after - before for before, after in pairwise(reached)]
    assert len(grown) > 4
    assert max(grown) < 40_000


def far_word(text: ArticleText) -> Span:
    """A word near the end of the text."""
    start = text.text.index(" ", len(text.text) * 9 // 10) + 1
    return Span(start, text.text.index(" ", start))


def in_view(view: ArticleView, offset: int) -> bool:
    """Whether the word is on screen; unlike the view's own answers, asking moves nothing."""
    layout = view.document().documentLayout()
    block = view.document().findBlock(view.places.to_document(offset))
    line = block.layout().lineForTextPosition(view.places.to_document(offset) - block.position())
    top = layout.blockBoundingRect(block).y() + line.y() - view.verticalScrollBar().value()
    return 0 <= top < view.viewport().height()


def arrive(view: ArticleView, qtbot: QtBot) -> None:
    """Let the window work until the view is where it was sent."""
    qtbot.waitUntil(lambda: not view.held, timeout=20_000)


def test_a_far_place_is_stood_at_once_and_in_view_when_laid_out(view: ArticleView, qtbot: QtBot) -> None:
    view.show_text(LONG)
    word = far_word(LONG)
    before = laid_out(view.document())
    view.select(word.start, word.end)
    assert laid_out(view.document()) == before
    assert view.position() == word.end
    assert view.selected_span() == word
    assert view.textCursor().selectedText() == LONG.text[word.start : word.end]
    assert view.createMimeDataFromSelection().text() == LONG.text[word.start : word.end]
    arrive(view, qtbot)
    assert in_view(view, word.start)
    assert view.selected_span() == word
    assert view.viewport().updatesEnabled()


def test_asking_where_words_stand_arrives_at_once(view: ArticleView) -> None:
    view.show_text(LONG)
    word = far_word(LONG)
    view.go_to(word.start)
    assert view.viewport().rect().contains(view.cursorRect())
    seen = view.visible_offsets()
    assert seen.start <= word.start < seen.end


def test_a_key_pressed_on_the_way_acts_on_the_place_gone_to(view: ArticleView, qtbot: QtBot) -> None:
    view.show_text(LONG)
    word = far_word(LONG)
    view.go_to(word.start)
    keys = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(view, Qt.Key.Key_Right, keys)
    assert view.selected_span() == word
    assert in_view(view, word.start)


def test_claims_set_before_the_layout_is_done_lie_on_their_words(view: ArticleView, qtbot: QtBot) -> None:
    view.show_text(LONG)
    word = far_word(LONG)
    claim = claim_at(LONG, 1, word.start, word.end)
    view.set_claims([claim])
    view.reveal(claim.id)
    view.update_claims([claim])
    arrive(view, qtbot)
    left = view.cursorRect().center()
    middle = QPoint(left.x() + 6, left.y())
    assert view.claims_at(middle) == [claim.id]
    plain = view.viewport().grab().toImage()
    view.set_claims([])
    assert view.viewport().grab().toImage() != plain


def test_a_text_shown_on_the_way_to_a_place_is_shown_from_its_top(view: ArticleView, qtbot: QtBot) -> None:
    view.show_text(LONG)
    view.go_to(far_word(LONG).start)
    gone = steps(view)
    other = text_of(SHORT)
    with qtbot.waitSignal(gone.destroyed):
        view.show_text(other)
    assert not view.held
    assert (view.position(), view.visible_offsets().start) == (0, 0)
    assert view.article_text is other


def test_a_view_closed_on_the_way_leaves_nothing_running(qtbot: QtBot) -> None:
    view = ArticleView()
    view.resize(1000, 900)
    view.show()
    qtbot.waitExposed(view)
    view.show_text(LONG)
    view.go_to(far_word(LONG).start)
    running = steps(view)
    view.close()
    view.deleteLater()
    qtbot.waitUntil(lambda: not isValid(running) and not isValid(view))


def test_zooming_and_stepping_on_the_way_keep_the_place(view: ArticleView, qtbot: QtBot) -> None:
    view.show_text(LONG)
    word = far_word(LONG)
    view.select(word.start, word.end)
    view.zoom_in()
    view.zoom_in()
    arrive(view, qtbot)
    assert view.zoom == 1.25
    assert view.selected_span() == word
    assert in_view(view, word.start)


def test_zooming_far_down_keeps_the_first_line(view: ArticleView, qtbot: QtBot) -> None:
    view.show_text(LONG)
    view.go_to(far_word(LONG).start)
    arrive(view, qtbot)
    before = view.visible_offsets().start
    width = view.viewport().width()
    view.zoom_in()
    assert view.held
    arrive(view, qtbot)
    assert abs(view.visible_offsets().start - before) < 200
    assert view.viewport().width() > width


def test_another_text_starts_at_its_top_wherever_the_last_was_left(view: ArticleView) -> None:
    view.show_text(long_text(3_000))
    view.go_to(9_000)
    view.show_text(long_text(4_000))
    assert (view.position(), view.verticalScrollBar().value()) == (0, 0)


def test_a_short_text_is_never_held(view: ArticleView) -> None:
    text = long_text(4_000)
    view.show_text(text)
    view.go_to(len(text.text) - 5)
    assert not view.held
    view.zoom_in()
    assert not view.held
    QApplication.processEvents()
    assert in_view(view, len(text.text) - 5)


@pytest.mark.parametrize("words", [4_000, 30_000])
def test_a_narrower_column_keeps_the_first_line_where_the_words_in_hand_are_out_of_sight(
    view: ArticleView, qtbot: QtBot, words: int
) -> None:
    text = long_text(words)
    view.show_text(text)
    view.go_to(far_word(text).start)
    arrive(view, qtbot)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() - 1000)
    before = view.visible_offsets().start
    for width in (560, 480, 1000):
        view.resize(width, 900)
        QApplication.processEvents()
        assert abs(view.visible_offsets().start - before) < 200


@pytest.mark.parametrize("scrolled", [7, 301, 333, 1017, 70_011])
def test_another_theme_moves_no_line_by_a_pixel(view: ArticleView, qtbot: QtBot, scrolled: int) -> None:
    view.show_text(LONG)
    qtbot.waitUntil(lambda: laid_out(view.document()) == view.document().blockCount(), timeout=20_000)
    bar = view.verticalScrollBar()
    bar.setValue(scrolled)
    for name in ("dark", "light"):
        view.setPalette(load(name).palette)
        arrive(view, qtbot)
        QApplication.processEvents()
        assert bar.value() == scrolled


def test_a_view_shown_at_a_far_place_is_not_held_up_by_the_way_there(qtbot: QtBot) -> None:
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show_text(LONG)
    there = far_word(LONG).start
    made.stand_at(there, there + 20)
    assert laid_out(made.document()) < made.document().blockCount() // 2
    assert made.position() == there + 20
    assert made.left_at() == (there, there + 20)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: not made.held, timeout=20_000)
    seen = made.visible_offsets()
    assert seen.start <= there < seen.end
    assert made.position() == there + 20

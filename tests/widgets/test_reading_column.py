"""How wide the reading column is, and how the window shares itself out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from resources import path
from widgets.article.column import GUTTER, GUTTER_PLAIN, MARGIN_LEAST
from widgets.article.lettering import LEADINGS, Lettering
from widgets.article.text_column import ZOOM_STEPS
from widgets.article_view import ArticleView
from widgets.desk_columns import DeskColumns, Widths
from widgets.fonts import SANS, SERIF, reading_faces
from widgets.gallery.samples import long_text, text_of

_PROSE = " ".join(path("sample/article.md").read_text("utf-8").split())
# The strictest real text at hand: long names in it break lines early.
_NAMES = " ".join(["Representatives of intergovernmental organisations nevertheless", _PROSE[:4000]] * 2)


def lengths(view: ArticleView) -> list[int]:
    """The characters on every full line, without the space a line ends with."""
    layout = view.document().firstBlock().layout()
    view.document().documentLayout().blockBoundingRect(view.document().firstBlock())
    text = view.document().firstBlock().text()
    lines = [layout.lineAt(i) for i in range(layout.lineCount() - 1)]
    return [len(text[line.textStart() : line.textStart() + line.textLength()].rstrip()) for line in lines]


@pytest.mark.parametrize("zoom", ZOOM_STEPS)
def test_lines_hold_60_to_75_characters_in_every_typeface_and_at_every_width_that_has_the_room(
    qtbot: QtBot, zoom: float
) -> None:
    view = ArticleView()
    qtbot.addWidget(view)
    view.show_text(text_of([("paragraph", _PROSE)], "prose"))
    view.set_zoom(zoom)
    view.show()
    for face in reading_faces():
        view.set_lettering(Lettering(face))
        for width in (view.width_to_read(), view.width_to_read() + 90, 3200):
            view.resize(max(width, view.width_to_read()), 700)
            QApplication.processEvents()
            counted = lengths(view)
            assert 60 <= sum(counted) / len(counted) <= 75, (face, width)
            assert max(counted) <= 76, (face, width)


@pytest.mark.parametrize("width", [1000, 1180, 1280, 1440, 1920, 2560])
def test_a_window_of_any_width_gives_the_column_60_characters_first(qtbot: QtBot, width: int) -> None:
    view, first, last = ArticleView(), QWidget(), QWidget()
    first.setMinimumWidth(236)
    columns = DeskColumns(first, view, last)
    qtbot.addWidget(columns)
    columns.set_enough(view.width_to_read())
    columns.resize(width, 700)
    columns.show()
    view.show_text(text_of([("paragraph", _NAMES)], "names"))
    QApplication.processEvents()
    counted = lengths(view)
    assert 60 <= sum(counted) / len(counted) <= 75
    assert last.width() >= 300
    assert columns.first_shown == (width >= 1280)


def test_a_column_asked_for_stays_and_one_put_away_stays_away(qtbot: QtBot) -> None:
    view, first, last = ArticleView(), QWidget(), QWidget()
    columns = DeskColumns(first, view, last)
    qtbot.addWidget(columns)
    columns.set_enough(view.width_to_read())
    columns.resize(1000, 700)
    columns.show()
    QApplication.processEvents()
    assert not columns.first_shown
    columns.switch_first()
    assert columns.first_shown
    columns.switch_last()
    assert not columns.last_shown
    columns.resize(1900, 700)
    QApplication.processEvents()
    assert (columns.first_shown, columns.last_shown) == (True, False)
    assert columns.widths == Widths(first_shown=True, last_shown=False)


def test_leading_and_typeface_keep_the_place_and_the_numbers_can_go(qtbot: QtBot) -> None:
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(900, 700)
    text = long_text(3000)
    view.show_text(text)
    view.show()
    view.stand_at(len(text.text) // 2, len(text.text) // 2 + 40)
    QApplication.processEvents()
    before = view.visible_offsets().start
    heights: list[float] = []
    for leading in LEADINGS:
        view.set_lettering(Lettering(SERIF, leading))
        layout = view.document().findBlockByNumber(1).layout()
        heights.append(layout.lineAt(1).y() - layout.lineAt(0).y())
        assert abs(view.visible_offsets().start - before) < 200
    assert heights == sorted(heights)
    assert heights[0] < heights[-1]
    view.set_lettering(Lettering(SANS, "normal", numbers=False))
    assert view.document().defaultFont().families()[0] == SANS
    assert abs(view.visible_offsets().start - before) < 200
    view.resize(view.width_to_read(), 700)
    assert view.viewport().x() in (GUTTER_PLAIN, GUTTER)
    assert view.margin.width() >= MARGIN_LEAST


def test_an_article_is_left_and_found_again_at_the_same_word(qtbot: QtBot) -> None:
    text = long_text(4000)
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show_text(text)
    view.show()
    view.stand_at(len(text.text) // 3, len(text.text) // 3 + 100)
    QApplication.processEvents()
    left = view.left_at()
    again = ArticleView()
    qtbot.addWidget(again)
    again.resize(700, 500)
    again.show_text(text)
    again.show()
    again.stand_at(*left)
    QApplication.processEvents()
    assert again.visible_offsets().start <= left[0] < again.visible_offsets().end
    assert again.position() == left[1]


def test_the_words_in_hand_keep_their_height_when_the_column_gets_narrower_and_wider(qtbot: QtBot) -> None:
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(1300, 700)
    view.show()
    view.show_text(text_of([("paragraph", _PROSE[:900])] * 12, "prose"))
    bar = view.verticalScrollBar()
    view.go_to(5 * 902 + 600)
    bar.setValue(bar.value() - 250)
    before = view.cursorRect().top()
    assert before > 300

    for width in (560, 480, 1300):
        view.resize(width, 700)
        assert abs(view.cursorRect().top() - before) <= 2, width

    view.set_zoom(1.5)
    assert abs(view.cursorRect().top() - before) <= 2
    view.set_lettering(replace(view.lettering, leading="wide"))
    assert abs(view.cursorRect().top() - before) <= 2
    view.set_lettering(replace(view.lettering, family=SANS))
    assert abs(view.cursorRect().top() - before) <= 2

    bar.setValue(bar.value() + 2 * view.height())
    first = view.visible_offsets().start
    view.set_zoom(1.0)
    assert view.visible_offsets().start <= first < view.visible_offsets().start + 120

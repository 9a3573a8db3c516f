"""The reading column without anything to read, and under a right-to-left interface."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records import ArticleText, TextId
from widgets.article.empty_page import EmptyPage
from widgets.article_view import ArticleView
from widgets.gallery.samples import SHORT, claim_at, scale, sentences_of, short_claims, text_of
from widgets.labels import Label
from widgets.minimap import Minimap


@pytest.fixture
def view(qtbot: QtBot) -> ArticleView:
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(1000, 800)
    made.set_scale(scale())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_an_empty_column_says_what_to_do_and_does_it(view: ArticleView, qtbot: QtBot) -> None:
    page = view.findChild(EmptyPage)
    assert isinstance(page, EmptyPage)
    assert page.isVisible()
    with qtbot.waitSignal(view.import_requested):
        page.import_button.click()
    with qtbot.waitSignal(view.paste_requested):
        page.paste_button.click()
    view.show_text(text_of(SHORT))
    assert not page.isVisible()
    assert view.viewport().isVisible()
    view.show_text(ArticleText(TextId("blank"), "", (), (), ()))
    assert page.isVisible()
    assert not page.import_button.isVisible()
    view.show_text(text_of(SHORT))
    assert not page.isVisible()
    assert view.margin.isVisible()


def test_every_line_of_what_an_empty_column_says_is_seen(view: ArticleView) -> None:
    said = [label for label in view.findChildren(Label) if label.isVisible() and label.text()]
    assert any("choose a file" in label.text() for label in said)
    for label in said:
        assert label.height() >= label.heightForWidth(label.width()), label.text()


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(before)


@pytest.mark.usefixtures("mirrored")
def test_a_right_to_left_interface_mirrors_what_stands_beside_the_column(qtbot: QtBot) -> None:
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(1000, 800)
    view.set_scale(scale())
    text = text_of([("paragraph", "قالت هيئة الميناء إن العبّارة ستكلف 4.2 مليون"), *SHORT], "mirrored")
    view.show_text(text)
    view.set_sentences(sentences_of(text))
    view.set_claims([*short_claims(text), claim_at(text, 20, 5, 16, 5)])
    view.show()
    qtbot.waitExposed(view)
    strip = view.findChild(Minimap)
    assert isinstance(strip, Minimap)
    bar = view.verticalScrollBar().mapTo(view, QPoint(0, 0)).x()
    assert bar < strip.x() < view.margin.geometry().right() < view.viewport().x() + 1
    view.set_focus("c20")
    chips = view.margin.chips(0, 800)
    assert all(view.margin.rect().contains(chip.rect) for chip in chips)
    first = next(chip for chip in chips if chip.claim == "c20")
    # The first on a line stands next to the text.
    assert first.rect.right() >= max(chip.rect.right() for chip in chips) - 4
    arabic = next(i for i, letter in enumerate(text.text) if i > 5 and letter == "ا")
    rect = view.cursorRect(view.cursorForPosition(QPoint(view.viewport().width() - 40, 40)))
    assert rect.center().x() > view.viewport().width() // 2
    assert "c20" in view.index.at(arabic)

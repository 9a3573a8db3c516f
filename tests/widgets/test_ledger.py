"""How far an article is checked: the ring, its words, tables in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from db.records import ArticleText, BlockRecord, LedgerCount, LedgerGap, SentenceState, TextId
from widgets.article.tables import column_stops
from widgets.article_details import ArticleDetails
from widgets.article_list import ArticleList
from widgets.article_view import ArticleView
from widgets.fonts import reading_font
from widgets.gallery import sidebar_samples as samples
from widgets.labels import Label
from widgets.ledger_words import standing
from widgets.models.record_model import RECORD_ROLE
from widgets.ring import draw_ring
from widgets.theme import load
from widgets.top_bar import TopBar

UNREAD, OPEN = SentenceState.UNREAD, SentenceState.OPEN


def gap(state: SentenceState, paragraph: int, part: str = "paragraph") -> LedgerGap:
    return LedgerGap(state, part, paragraph, paragraph * 100)


def ring(ledger: LedgerCount, *, mirrored: bool = False) -> QImage:
    image = QImage(36, 36, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_ring(painter, QRectF(2, 2, 32, 32), ledger, load("light"), mirrored=mirrored)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def test_what_is_left_is_named_with_its_place() -> None:
    gaps = (gap(UNREAD, 1, "title"), gap(UNREAD, 4), gap(OPEN, 7, "table-row"), gap(OPEN, 9, "caption"))
    ledger = LedgerCount(total=43, unread=3, open=2, closed=30, nothing=8, claims_open=1, gaps=gaps)
    assert standing(ledger) == (
        "38 of 43 accounted for. Left: 3 unread (headline, ¶4), 2 open (table ¶7, caption ¶9), "
        "claims not closed: 1."
    )


def test_more_places_than_can_be_named_end_in_dots() -> None:
    ledger = LedgerCount(total=20, unread=20, gaps=tuple(gap(UNREAD, n) for n in range(1, 10)))
    assert standing(ledger).endswith("¶7, ¶8 …).")


@pytest.mark.parametrize(
    "ledger",
    [
        LedgerCount(total=1000, closed=999, unread=1),
        LedgerCount(total=1000, closed=999, open=1),
        LedgerCount(total=10, closed=10, claims_open=1),
        LedgerCount(),
    ],
)
def test_nothing_but_a_finished_article_is_shown_as_done(ledger: LedgerCount) -> None:
    done = LedgerCount(total=10, closed=6, nothing=4)
    assert standing(done) == "Done: 6 closed, 4 with nothing to check."
    assert "Done" not in standing(ledger)
    # A disc is filled in its middle, whatever the colours; a ring is not.
    assert ring(done).pixelColor(18, 10).lightness() < 200
    assert ring(ledger).pixelColor(18, 10).lightness() == 255


def test_the_ring_tells_done_open_and_unread_apart_without_colour_and_mirrors() -> None:
    ledger = LedgerCount(total=4, closed=1, open=1, unread=2)
    image, other = ring(ledger), ring(ledger, mirrored=True)

    def thickness(shown: QImage, across: Sequence[tuple[int, int]]) -> int:
        return sum(shown.pixelColor(x, y).lightness() < 230 for x, y in across)

    right_top = [(18 + n, 18 - n) for n in range(18)]
    right_bottom = [(18 + n, 18 + n) for n in range(18)]
    left_top = [(18 - n, 18 - n) for n in range(18)]
    closed, begun, unread = (thickness(image, across) for across in (right_top, right_bottom, left_top))
    assert closed > begun > unread > 0
    assert thickness(other, left_top) == pytest.approx(closed, abs=1)
    assert thickness(other, right_top) == pytest.approx(unread, abs=1)


def test_the_list_and_the_bar_say_what_is_left(qtbot: QtBot) -> None:
    shown, bar = ArticleList(), TopBar()
    qtbot.addWidget(shown)
    qtbot.addWidget(bar)
    ledger = LedgerCount(total=3, unread=1, closed=2, gaps=(gap(UNREAD, 2),))
    article = replace(samples.articles()[0], ledger=ledger)
    shown.set_articles([article])
    index = shown.model.index(0, 0)
    assert shown.model.data(index, RECORD_ROLE) == article
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert standing(ledger) in str(index.data(role))
    details = ArticleDetails()
    qtbot.addWidget(details)
    details.show_article(article, samples.scale())
    assert standing(ledger) in [label.text() for label in details.findChildren(Label)]
    bar.show_ledger(ledger)
    assert bar.ledger.text() == "2 of 3 accounted for"
    assert bar.ledger.accessibleDescription() == standing(ledger)
    with qtbot.waitSignal(bar.left_requested):
        bar.ledger.click()


def test_cells_stand_in_columns_and_the_last_takes_what_is_left(qtbot: QtBot) -> None:
    font = reading_font(16)
    stops = column_stops([["Year", "Sum"], ["A name that is longer", "3"]], font, 600)
    assert len(stops) == 1
    assert stops[0] < 300
    long = "words and " * 30
    first, second = column_stops([["Year", long, long], ["2023", "1", "2"]], font, 600)
    assert first < 100
    assert second <= 400


def test_a_table_is_shown_in_columns_whose_cells_are_under_each_other(qtbot: QtBot) -> None:
    rows = ["Year\tPassengers", "2023\t151,204"]
    text = "\n".join(rows)
    blocks = (
        BlockRecord(0, len(rows[0]), "table-row", 1, 1),
        BlockRecord(len(rows[0]) + 1, len(text), "table-row", 0, 2),
    )
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    qtbot.waitExposed(view)
    view.show_text(ArticleText(TextId("text:1"), text, blocks, (), ()))
    places = [view.document().findBlockByNumber(n).layout().lineAt(0) for n in range(2)]
    lefts = [line.cursorToX(row.index("\t") + 1) for line, row in zip(places, rows, strict=True)]  # type: ignore[arg-type]
    assert [x[0] if isinstance(x, tuple) else x for x in lefts] == pytest.approx(
        [lefts[0][0] if isinstance(lefts[0], tuple) else lefts[0]] * 2, abs=1
    )

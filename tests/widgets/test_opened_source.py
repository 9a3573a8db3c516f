"""The bodies of an opened source: where things stand, what is asked for, what is selected."""

from __future__ import annotations

import itertools
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records import Place
from db.records.page_text import WHOLE, PageText
from db.records.viewing import ImageFacts, Pages, Picture, Rows, Sheet, Sheets
from widgets.fonts import apply_fonts
from widgets.sources.image_body import ImageBody
from widgets.sources.page_selection import PageSelection, joined
from widgets.sources.page_stack import MOST, PageStack
from widgets.sources.pdf_body import PdfBody
from widgets.sources.table_body import LOT, TableBody
from widgets.sources.wants import WantsPicture, WantsRows, WantsText

A4 = (595.0, 842.0)
Body = TypeVar("Body", PdfBody, ImageBody, TableBody)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(20, 3000), st.floats(20, 3000)), min_size=1, max_size=5),
    st.floats(0.1, 8),
    st.sampled_from((1.0, 1.5, 2.0)),
)
def test_the_bands_of_a_page_cover_it_once_and_are_small(
    sizes: list[tuple[float, float]], scale: float, ratio: float
) -> None:
    stack = PageStack(sizes, scale, ratio)
    for page in range(len(sizes)):
        bands = stack.bands(page)
        places = [stack.band_place(page, band, 900) for band in bands]
        whole = stack.place(page, 900)
        assert places[0].top() == whole.top()
        assert all(one.bottom() + 1 == other.top() for one, other in itertools.pairwise(places))
        assert abs(places[-1].bottom() - whole.bottom()) <= 1
        pixels = [place.width() * place.height() * ratio * ratio for place in places]
        assert max(pixels) <= MOST * 1.1 + 4 * stack.widths[page]


def test_pages_seen_are_asked_for_before_their_words_and_those_scrolled_past_never(
    qtbot: QtBot, qapp: QApplication
) -> None:
    body = _shown(qtbot, qapp, PdfBody())
    body.show_pages(Pages((A4,) * 500, 0, ()))
    first = body.next_want()
    assert isinstance(first, WantsPicture)
    assert first.page == 0
    body.go_to_page(400)
    asked: list[int] = []
    for _ in range(30):
        want = body.next_want()
        if isinstance(want, WantsPicture):
            asked.append(want.page)
            body.take(want, Picture(1, 1, b"\xff" * 4, want.region))
        elif isinstance(want, WantsText):
            asked.append(want.page)
            body.take(want, PageText(want.page, "", ()))
        else:
            break
    assert asked
    assert min(asked) >= 398


def test_a_page_that_cannot_be_drawn_is_told_once_and_keeps_no_other_from_being_seen(
    qtbot: QtBot, qapp: QApplication
) -> None:
    body = _shown(qtbot, qapp, PdfBody())
    body.show_pages(Pages((A4, A4), 0, ()))
    want = body.next_want()
    assert want is not None
    with qtbot.waitSignal(body.told):
        body.take_failure(want, "Page 1 is broken.")
    following = body.next_want()
    assert isinstance(following, WantsPicture)
    assert following.page == 1


def test_words_divided_at_a_lines_end_are_whole_in_a_passage() -> None:
    assert joined("Twenty-three peo-\nple drowned \nthere, in 1953-\n1959") == (
        "Twenty-three people drowned there, in 1953-1959"
    )


def test_keys_move_by_character_word_and_line() -> None:
    text = PageText(0, "one two\nthree", ((0, 0, 0, 0),) * 13)
    selection = PageSelection()
    selection.set(0, 0, 0)
    selection.move(text, 1, by="word", select=True)
    assert selection.on(text) == (0, 3)
    selection.move(text, 1, by="line", select=True)
    assert selection.on(text) == (0, 11)
    selection.move(text, -1, by="character", select=False)
    assert selection.empty
    assert selection.head == 10


_PAGES = ("And then nobo-", "dy knew it", "")


def test_a_stretch_goes_on_over_the_end_of_a_page_and_stands_on_the_page_it_begins_on() -> None:
    pages = [PageText(n, words, ((0, 0, 0, 0),) * len(words)) for n, words in enumerate(_PAGES)]
    texts = {text.page: text for text in pages}
    selection = PageSelection()
    selection.set(0, 4, 4)
    assert [selection.move(pages[0], 1, by="word", select=True) for _ in range(4)] == [
        True,
        True,
        True,
        False,
    ]
    assert not selection.move(pages[0], 1, by="word", select=True)
    selection.turn_to(pages[1], 1, select=True)
    assert selection.move(pages[1], 1, by="word", select=True)

    assert [selection.on(text) for text in pages] == [(4, 14), (0, 2), (0, 0)]
    passage = selection.passage(texts)
    assert passage is not None
    assert (passage.words, passage.page, passage.start, passage.end, passage.last_page) == (
        "then nobody",
        0,
        4,
        14,
        1,
    )
    assert selection.passage({0: pages[0]}) is None

    selection.turn_to(pages[0], -1, select=False)
    assert selection.empty
    assert selection.pages == range(1)


@pytest.mark.parametrize("turns", range(4))
def test_a_part_of_an_image_is_told_of_the_upright_image_however_it_is_turned(
    qtbot: QtBot, qapp: QApplication, turns: int
) -> None:
    body = _shown(qtbot, qapp, ImageBody())
    body.show_image(ImageFacts("PNG", 300, 200, 1, (), None))
    for _ in range(turns):
        body.turn()
    want = body.next_want()
    assert isinstance(want, WantsPicture)
    assert want.turned == 90 * turns
    assert want.region == (0, 0, WHOLE, WHOLE)
    box = (1000, 2000, 3000, 6000)
    body.mark(Place("", boxes=(box,)))
    for _ in range(4 - turns):
        body.turn()
    assert body.marked == (0, (box,))


def test_rows_are_asked_for_as_they_are_seen_and_a_range_of_cells_is_a_passage(
    qtbot: QtBot, qapp: QApplication
) -> None:
    body = _shown(qtbot, qapp, TableBody())
    body.show_sheets(Sheets((Sheet("Ports", 100_000, 3),)))
    qapp.processEvents()
    want = body.next_want()
    assert want == WantsRows(0, 0, LOT)
    assert want is not None
    body.take(want, Rows(0, tuple((f"P{n}", str(n), "") for n in range(LOT))))
    model = body.grid.model()
    selection = QItemSelection(model.index(1, 0), model.index(2, 1))
    body.grid.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    passage = body.passage()
    assert passage is not None
    assert (passage.words, passage.cells) == ("P1\t1\nP2\t2", "Ports!A2:B3")
    selection = QItemSelection(model.index(0, 0), model.index(99_999, 1))
    body.grid.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    passage = body.passage()
    assert passage is not None
    assert passage.cells == "Ports!A1:B100000"
    assert passage.words.startswith("P0\t0\nP1\t1\n")
    assert passage.words.endswith("P199\t199\n[…]")
    assert model.rowCount() == 100_000


def _shown(qtbot: QtBot, qapp: QApplication, body: Body) -> Body:
    apply_fonts(qapp)
    qtbot.addWidget(body)
    body.resize(500, 600)
    body.show()
    qtbot.waitExposed(body)
    return body

"""A PDF opened beside the article: selected from, cited, ticked with, and found again later."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.commands import adding
from app.panels.passage_place import quoted
from db.records import SourceRecord
from db.records.page_text import WHOLE, PageText, line_boxes
from tests.journeys.window import Worked
from widgets.sources.pdf_body import PdfBody
from widgets.sources.text_body import TextBody

FILES = Path(__file__).parents[1] / "files"
PDF = FILES / "articles" / "saltway.pdf"
PASSAGE = "Twenty-three people drowned there between 1953 and 1959"

BY_KEYS = "no accident could happen in it. Twenty"


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Worked:
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "salt.tickmark")
    worked.import_article(FILES / "articles" / "harbour.docx")
    worked.window.library.add_source_files([str(PDF)])
    worked.until(lambda: bool(worked.desk.sources))
    return worked


def test_a_passage_on_page_2_is_cited_ticked_with_and_seen_marked_after_reopening(
    worked: Worked, tmp_path: Path
) -> None:
    source = _source(worked)
    worked.press("H")
    worked.until(lambda: worked.desk.record is not None)
    body = _open(worked, source)
    text = _page(worked, body, 1)
    start = text.text.index("Twenty-three")
    end = text.text.index("1959", start) + 4
    _drag(worked, body, text, start, end)
    selected = worked.window.viewer.selected()
    assert selected is not None
    assert (selected.passage, selected.locator) == (PASSAGE, "p. 2")
    assert selected.place is not None
    assert selected.place.boxes == line_boxes(text, start, end)

    worked.press("E")
    form = worked.window.claims.inspector.evidence.form
    worked.until(form.isVisible)
    worked.press("Return")
    worked.saved()
    claim = worked.claim.id
    (evidence,) = worked.desk.evidence[claim]
    assert (evidence.passage, evidence.locator, evidence.place) == (PASSAGE, "p. 2", selected.place)

    _select_by_keys(worked, body, "no accident could", words=4)
    chosen = worked.window.viewer.selected()
    assert chosen is not None
    assert (chosen.passage, chosen.locator) == (BY_KEYS, "p. 2")
    ticking = worked.window.ticking
    worked.press("Shift+F6")
    worked.until(worked.window.reading.view.hasFocus)
    worked.press("Space")
    worked.until(lambda: ticking.ready and ticking.focused is not None)
    fact = ticking.focused
    assert fact is not None
    worked.press("Space")
    worked.saved()
    marks = ticking._marks  # pyright: ignore[reportPrivateUsage]
    worked.until(lambda: (now := marks.fact(fact.id)) is not None and bool(now.ticks))
    ticked = marks.fact(fact.id)
    assert ticked is not None
    (tick,) = ticked.ticks
    assert (tick.source, tick.passage, tick.locator) == (source.id, BY_KEYS, "p. 2")

    worked.window.projects.close()
    worked.until(lambda: worked.desk.session is None)
    assert worked.window.viewer.source == ""
    worked.open(tmp_path / "salt.tickmark")
    worked.until(lambda: claim in worked.desk.claims)
    worked.desk.choose_claim(claim)
    worked.until(lambda: worked.desk.record is not None and bool(worked.desk.evidence.get(claim)))
    worked.focus_article()
    worked.press("Shift+B")
    viewer = worked.window.viewer
    worked.until(
        lambda: (now := _body(worked)) is not None and now.marked is not None and bool(now.marked[1])
    )
    shown = _body(worked)
    assert shown is not None
    assert shown.marked is not None
    assert shown.marked == (1, selected.place.boxes)
    assert 1 in shown.seen()
    worked.press("Escape")
    worked.until(lambda: viewer.source == "")
    assert worked.window.reading.view.hasFocus()


def test_a_damaged_pdf_is_told_of_in_one_sentence_and_the_next_source_opens(
    worked: Worked, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(PDF.read_bytes()[:3000])
    worked.window.library.add_source_files([str(broken)])
    worked.until(lambda: len(worked.desk.sources) == 2)
    whole, damaged = worked.desk.sources.values()
    viewer = worked.window.viewer
    viewer.open(damaged.id)
    worked.until(lambda: "broken.pdf" in viewer.viewer.instead.words)
    assert viewer.viewer.body is None
    assert _open(worked, whole).pages.sizes


def test_what_is_looked_for_is_found_on_every_page_and_pages_are_left_where_they_were(
    worked: Worked,
) -> None:
    source = _source(worked)
    body = _open(worked, source)
    worked.press("Ctrl+F")
    worked.until(body.find_bar.words.hasFocus)
    worked.type("the")
    worked.until(lambda: not body.found.searching and bool(body.found.hits))
    assert {hit.page for hit in body.found.hits} == {0, 1, 2}
    worked.press("Escape", "Escape")
    worked.until(lambda: worked.window.viewer.source == "")
    body = _open(worked, source)
    body.go_to_page(1)
    left = body.left_at()
    worked.window.viewer.close()
    assert _open(worked, source).left_at() == left


def test_a_passage_over_two_pages_is_cited_and_opens_where_it_begins(worked: Worked) -> None:
    source = _source(worked)
    worked.press("H")
    worked.until(lambda: worked.desk.record is not None)
    body = _open(worked, source)
    after, text = _page(worked, body, 1), _page(worked, body, 0)
    last = text.text.rstrip().rfind(" ")
    begun = text.text.rfind(" ", 0, last) + 1
    body.selection.set(0, begun, begun)
    worked.press("Ctrl+Shift+Right", "Ctrl+Shift+Right")
    while body.selection.head_page == 0:
        worked.press("Ctrl+Shift+Right")
    worked.press("Ctrl+Shift+Right")
    selected = worked.window.viewer.selected()
    assert selected is not None
    assert selected.passage.startswith(text.text[begun:last])
    assert selected.passage.endswith(after.text.split()[0].strip(",."))
    assert selected.locator == "pp. 1–2"
    assert selected.place is not None

    worked.press("E")
    worked.until(worked.window.claims.inspector.evidence.form.isVisible)
    worked.press("Return")
    worked.saved()
    (evidence,) = worked.desk.evidence[worked.claim.id]
    viewer = worked.window.viewer
    viewer.close()
    told: list[str] = []
    viewer.told.connect(told.append)
    viewer.open_at(quoted(replace(evidence, place=replace(selected.place, boxes=()))))
    worked.until(
        lambda: (now := _body(worked)) is not None and now.marked is not None and bool(now.marked[1])
    )
    shown = _body(worked)
    assert shown is not None
    assert shown.marked is not None
    assert (shown.marked[0], told) == (0, [])


def _source(worked: Worked) -> SourceRecord:
    return next(iter(worked.desk.sources.values()))


def _body(worked: Worked) -> PdfBody | None:
    viewer = worked.window.viewer
    body = viewer.viewer.body if viewer.source else None
    return body if isinstance(body, PdfBody) else None


def _open(worked: Worked, source: SourceRecord) -> PdfBody:
    worked.window.viewer.open(source.id)
    worked.until(lambda: _body(worked) is not None)
    body = _body(worked)
    assert body is not None
    worked.until(body.hasFocus)
    return body


def _page(worked: Worked, body: PdfBody, page: int) -> PageText:
    """The words of that page, once it is seen and can be selected from."""
    body.go_to_page(page)
    worked.until(lambda: body.text_of(page) is not None)
    text = body.text_of(page)
    assert text is not None
    return text


def _drag(worked: Worked, body: PdfBody, text: PageText, start: int, end: int) -> None:
    boxes = line_boxes(text, start, end)
    first, last = boxes[0], boxes[-1]
    one = _point(body, text.page, first[0] + 10, (first[1] + first[3]) // 2)
    other = _point(body, text.page, last[2] - 10, (last[1] + last[3]) // 2)
    view, left = body.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, pos=one)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(other),
        view.mapToGlobal(other),
        Qt.MouseButton.NoButton,
        left,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, move)
    QTest.mouseRelease(view, left, pos=other)


def _select_by_keys(worked: Worked, body: PdfBody, found: str, words: int) -> None:
    """From the article to the source, to words that are looked for, and so many words on."""
    worked.press("B")
    worked.until(body.hasFocus)
    worked.press("Ctrl+F")
    worked.until(body.find_bar.words.hasFocus)
    worked.type(found)
    worked.until(lambda: bool(body.found.hits) and worked.window.viewer.selected() is not None)
    worked.press("Escape")
    worked.until(body.hasFocus)
    worked.press(*["Ctrl+Shift+Right"] * words)


def _point(body: PdfBody, page: int, x: int, y: int) -> QPoint:
    place = body.place_of(page)
    return QPoint(place.left() + place.width() * x // WHOLE, place.top() + place.height() * y // WHOLE)


def test_the_words_of_a_note_are_read_beside_the_article_cited_and_gone_back_to(worked: Worked) -> None:
    session = worked.desk.session
    assert session is not None
    words = "Call at 14:10.\nShe counted 412 boats in May."
    session.run(partial(adding.add_note, title="Call with the harbour master", text=words))
    worked.until(lambda: len(worked.desk.sources) == 2)
    note = next(one for one in worked.desk.sources.values() if one.note)
    worked.focus_article()
    worked.press("H")
    worked.until(lambda: worked.desk.record is not None)
    viewer = worked.window.viewer

    viewer.open(note.id)
    body = viewer.viewer.body
    assert isinstance(body, TextBody)
    assert body.article_text.text == words
    cursor = body.textCursor()
    cursor.setPosition(body.places.to_document(words.index("412")))
    cursor.setPosition(body.places.to_document(words.index(" in May")), cursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    selected = viewer.selected()
    assert selected is not None
    assert (selected.passage, selected.locator, selected.place) == ("412 boats", "¶ 2", None)

    worked.press("E")
    worked.until(worked.window.claims.inspector.evidence.form.isVisible)
    worked.press("Return")
    worked.saved()
    (evidence,) = worked.desk.evidence[worked.claim.id]
    assert (evidence.source, evidence.passage) == (note.id, "412 boats")
    viewer.close()
    viewer.open_evidence(evidence.id)
    body = viewer.viewer.body
    assert isinstance(body, TextBody)
    assert body._marked == (words.index("412"), words.index(" in May"))

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, QPoint, QPointF, QRect, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeySequence,
    QPalette,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from db.records import ArticleText, AsideRecord, ClaimRecord, SentenceRecord, SentenceState, Span
from widgets.article.gutter import Gutter, in_columns
from widgets.article.lanes import rows_of
from widgets.article.patterns import STEP
from widgets.article_view import ArticleView
from widgets.gallery.samples import (
    SCRIPTS,
    SHORT,
    claim,
    claim_at,
    long_text,
    many_claims,
    scale,
    sentences_of,
    short_claims,
    text_of,
)
from widgets.minimap import Minimap
from widgets.theme import load


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ArticleView]:
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.set_scale(scale())
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


@pytest.fixture
def short(view: ArticleView) -> ArticleView:
    text = text_of(SHORT)
    view.show_text(text)
    view.set_sentences(sentences_of(text))
    view.set_claims(short_claims(text))
    return view


def box(view: ArticleView, start: int, end: int = 0) -> QRectF | None:
    """Where the glyphs of the characters between two offsets are drawn in the viewport, by Qt's runs."""
    position = view.places.to_document(start)
    block = view.document().findBlock(position)
    view.document().documentLayout().blockBoundingRect(block)
    layout, unit = block.layout(), position - block.position()
    line = layout.lineForTextPosition(unit)
    units = view.places.to_document(end or start + 1) - position
    boxes = [run.boundingRect().normalized() for run in line.glyphRuns(unit, units)]
    if len(boxes) != 1 or boxes[0].width() < 2:
        return None
    corner = layout.position()
    top = corner.y() + line.y() - view.verticalScrollBar().value()
    return QRectF(corner.x() + boxes[0].left(), top, boxes[0].width(), line.height())


def share_a_glyph(view: ArticleView, offset: int) -> bool:
    """Whether the character and the one before it are drawn as one glyph."""
    first, last = (view.places.to_document(at) for at in (offset - 1, offset + 1))
    block = view.document().findBlock(first)
    if last > block.position() + block.length():
        return False
    line = block.layout().lineForTextPosition(first - block.position())
    runs = line.glyphRuns(first - block.position(), last - first)
    return sum(len(run.glyphIndexes()) for run in runs) == 1


def glyphs(view: ArticleView) -> list[tuple[int, int]]:
    """What is drawn as one: a letter with its marks, a ligature, an emoji of several; in code points."""
    text = view.article_text.text
    found: list[tuple[int, int]] = []
    for offset, character in enumerate(text):
        joins = unicodedata.category(character).startswith("M") or character == "\u200d"
        tinted = "\U0001f3fb" <= character <= "\U0001f3ff"
        if found and (joins or tinted or text[offset - 1] in "\u200d\u094d" or share_a_glyph(view, offset)):
            found[-1] = (found[-1][0], offset + 1)
        else:
            found.append((offset, offset + 1))
    return found


ALPHABETS = (
    "abc fi",
    "ffi",
    "港口中文字",
    "カなふ",
    "สวัสดี",
    "כּבּשׁ",
    "لاﷲمَ",
    "👩\u200d🔧🏽👨",
    "\u2067\u2066\u2069\u202a\u202c",
    "क्षत्रि",
    "אבגשל",
    "مرحبا",
    "नमह",
    "한국",
    "éè",
    "12",
    "😀🚢",
    "\u00a0\u2028\t\x0b",
    "e\u0301",
    "\u200f\u202e",
)


@st.composite
def mixed_articles(draw: st.DrawFn) -> tuple[ArticleText, list[ClaimRecord]]:
    words = st.sampled_from(ALPHABETS).flatmap(lambda letters: st.text(letters, min_size=1, max_size=7))
    lines = draw(st.lists(st.lists(words, min_size=1, max_size=14).map(" ".join), min_size=1, max_size=4))
    text = text_of([("paragraph", line) for line in lines], key=repr(lines))
    length = len(text.text)
    spans = draw(st.lists(st.tuples(st.integers(0, length - 1), st.integers(1, 40)), min_size=1, max_size=6))
    return text, [
        claim_at(text, n, start, min(length, start + size)) for n, (start, size) in enumerate(spans)
    ]


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(article=mixed_articles())
def test_under_every_glyph_lie_the_claims_the_records_say(
    view: ArticleView, article: tuple[ArticleText, list[ClaimRecord]]
) -> None:
    text, claims = article
    view.show_text(text)
    view.set_claims(claims)
    view.shown(0, view.viewport().height())
    for start, end in glyphs(view):
        expected = {c.id for c in claims if c.start <= start and end <= c.end}
        if text.text[start].isspace() or expected != {
            c.id for c in claims if c.start < end and start < c.end
        }:
            continue  # a claim that parts a glyph may be shown on either side
        where = box(view, start, end)
        if where is None or not view.viewport().rect().contains(where.toRect()):
            continue
        middle = QPoint(int(where.center().x()), int(where.top() + where.height() * 0.5))
        assert set(view.claims_at(middle)) == expected, (start, text.text[start:end])


def test_a_wash_is_painted_on_its_letters_and_no_others_on_a_line_of_two_directions(
    view: ArticleView,
) -> None:
    text = text_of([("paragraph", "The mayor שלום עולם agreed")], "two directions")
    marked = text.text.index("עולם")
    view.show_text(text)
    view.set_claims([claim_at(text, 1, marked, marked + 4)])
    view.clearFocus()
    picture = view.viewport().grab().toImage()
    wash = load("light").tone("unrated").wash
    for offset, letter in enumerate(text.text):
        where = box(view, offset)
        if where is None or letter.isspace():
            continue
        top = int(where.top()) + 6
        colours = [picture.pixelColor(x, top) for x in range(int(where.left()) + 2, int(where.right()) - 1)]
        assert (wash in colours) == (marked <= offset < marked + 4), letter


@pytest.mark.parametrize("name", ["light", "dark"])
def test_overlaid_washes_do_not_blend_and_the_innermost_shows(view: ArticleView, name: str) -> None:
    view.setPalette(load(name).palette)
    text = text_of([("paragraph", "One two three four five six seven eight nine")], "three deep")
    view.show_text(text)
    spans = ((0, 40, 1), (4, 30, 3), (8, 18, 5))
    view.set_claims([claim_at(text, n, start, end, rating) for n, (start, end, rating) in enumerate(spans)])
    view.set_focus("c0")
    picture = view.viewport().grab().toImage()
    seen: list[QColor] = []
    for offset in (1, 5, 9):
        where = box(view, offset)
        assert where is not None
        seen.append(picture.pixelColor(int(where.left()) + 1, int(where.top()) + 5))
    tones = load(name).tones
    assert seen == [tones["true"].wash, tones["mixed"].wash, tones["false"].wash]


def test_more_lanes_than_fit_are_piled_and_the_one_in_focus_stays_told_apart(view: ArticleView) -> None:
    text = text_of([("paragraph", "One two three four five six seven eight nine ten")], "piled")
    view.show_text(text)
    view.set_claims([claim_at(text, n, n, len(text.text) - n, 5) for n in range(9)])
    view.clearFocus()
    line, wanted = load("light").tone("false").line, load("light").colour("soft")

    def below(offset: int) -> list[QColor]:
        where = box(view, offset)
        assert where is not None
        picture = view.viewport().grab().toImage()
        block = view.document().firstBlock()
        base = int(block.layout().position().y() + block.layout().lineAt(0).ascent())
        row = base + 3 + (rows_of(block).number - 1) * STEP
        return [
            picture.pixelColor(x, y) for x in range(int(where.left()), int(where.right()))
            for y in range(row, row + 3)
        ]  # fmt: skip

    middle = text.text.index("six")
    assert wanted in below(middle)
    assert line not in below(middle)
    view.set_focus("c8")
    assert line in below(middle)


def test_claims_never_change_the_document(short: ArticleView) -> None:
    revision = short.document().revision()
    text = short.article_text
    short.set_claims(many_claims(text, 40))
    short.update_claims([claim_at(text, 3, 5, 60, 2)], ["c4"])
    short.set_focus("c3")
    short.viewport().grab()
    assert short.document().revision() == revision
    assert not short.document().isUndoAvailable()


def test_a_changed_claim_is_drawn_in_its_new_tone_and_a_removed_one_not_at_all(short: ArticleView) -> None:
    assert short.tone("c8") == "unrated"
    changed = claim(short.article_text, 8, "We never exported that debt to the ratepayers", 5)
    short.update_claims([changed], ["c1"])
    assert short.tone("c8") == "false"
    assert short.index.at(short.article_text.text.index("4.2 million")) == []


@pytest.mark.parametrize(
    "key", ["J", "K", "H", "N", "Q", "F", "3", "Space", "Return", "Shift+J", "Ctrl+Return"]
)
def test_letters_and_digits_reach_the_windows_actions(qtbot: QtBot, key: str) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    view = ArticleView()
    window.setCentralWidget(view)
    action = QAction("wish", window)
    action.setShortcut(QKeySequence(key))
    window.addAction(action)
    view.show_text(text_of(SHORT))
    window.show()
    window.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    before = view.toPlainText()
    combination: QKeyCombination = action.shortcut()[0]  # pyright: ignore[reportIndexIssue]
    with qtbot.waitSignal(action.triggered):
        qtbot.keyClick(view, combination.key(), combination.keyboardModifiers())
    assert view.toPlainText() == before


def test_shift_and_arrows_select(short: ArticleView, qtbot: QtBot) -> None:
    start = short.article_text.text.index("Mayor")
    short.setFocus()
    short.go_to(start)
    qtbot.keyClick(
        short, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    )
    assert short.selected_span() == Span(start, start + 5)


def test_the_mouse_selects_what_it_is_drawn_over(short: ArticleView, qtbot: QtBot) -> None:
    text = short.article_text.text
    start = text.index("Mayor")
    left, right = box(short, start), box(short, start + 4)
    assert left is not None
    assert right is not None
    port = short.viewport()
    qtbot.mousePress(
        port, Qt.MouseButton.LeftButton, pos=QPoint(int(left.left()) + 1, int(left.center().y()))
    )
    qtbot.mouseMove(port, QPoint(int(right.right()), int(right.center().y())))
    qtbot.mouseRelease(
        port, Qt.MouseButton.LeftButton, pos=QPoint(int(right.right()), int(right.center().y()))
    )
    assert short.selected_span() == Span(start, start + 5)


def test_copying_gives_the_stored_text_and_not_what_stands_for_it(view: ArticleView) -> None:
    text = text_of([("paragraph", "one\u2028two\u00a0three\x0cfour 😀"), ("paragraph", "five")], "odd")
    view.show_text(text)
    view.select(0, len(text.text))
    assert view.createMimeDataFromSelection().text() == text.text


def drop(view: ArticleView, data: QMimeData) -> None:
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(QPoint(60, 60), action, data, button, keys))
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(60, 60), action, data, button, keys))


def test_dropped_text_edits_nothing(short: ArticleView) -> None:
    before = short.toPlainText()
    data = QMimeData()
    data.setText("slipped in")
    drop(short, data)
    assert short.toPlainText() == before


def test_dropped_files_are_passed_on(short: ArticleView, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/one.txt"), QUrl("https://example.org/two")])
    with qtbot.waitSignal(short.files_dropped) as dropped:
        drop(short, data)
    assert dropped.args is not None
    assert dropped.args[0] == ["/tmp/one.txt"]


def test_stepping_goes_through_the_sentences_and_stops_at_the_ends(short: ArticleView) -> None:
    seen: list[int] = []
    short.go_to(0)
    while True:
        sentence = short.current_sentence()
        assert sentence is not None
        seen.append(sentence.n)
        if not short.next_sentence():
            break
    assert seen == [s.n for s in short.sentences.all]
    for n in reversed(seen[:-1]):
        assert short.previous_sentence()
        sentence = short.current_sentence()
        assert sentence is not None
        assert sentence.n == n
    assert not short.previous_sentence()


def test_stepping_through_claims_activates_each_in_reading_order(short: ArticleView) -> None:
    seen: list[str] = []
    short.claim_activated.connect(seen.append)
    while short.next_claim():
        assert short.focus_claim == seen[-1]
    assert seen == short.index.in_order()
    assert short.previous_claim()
    assert seen[-1] == short.index.in_order()[-2]


def test_clicking_the_same_words_again_goes_through_the_claims_over_them(
    short: ArticleView, qtbot: QtBot
) -> None:
    where = box(short, short.article_text.text.index("never put to a vote") + 1)
    assert where is not None
    seen: list[str] = []
    short.claim_activated.connect(seen.append)
    for _ in range(4):
        qtbot.mouseClick(short.viewport(), Qt.MouseButton.LeftButton, pos=where.center().toPoint())
    assert seen == ["c5", "c4", "c3", "c5"]


def test_the_mouse_over_a_claim_tells_which(short: ArticleView, qtbot: QtBot) -> None:
    where = box(short, short.article_text.text.index("310"))
    assert where is not None
    with qtbot.waitSignal(short.claim_hovered) as hovered:
        qtbot.mouseMove(short.viewport(), where.center().toPoint())
    assert hovered.args == ["c9"]


def test_a_place_far_down_is_in_view_after_going_there(view: ArticleView) -> None:
    text = long_text(30_000)
    view.show_text(text)
    offset = len(text.text) * 4 // 5
    view.go_to(offset)
    assert view.position() == offset
    assert view.viewport().rect().contains(view.cursorRect())


def test_a_long_text_is_laid_out_to_its_end(view: ArticleView, qtbot: QtBot) -> None:
    view.show_text(long_text(30_000))
    qtbot.waitUntil(lambda: view.document().lastBlock().layout().lineCount() > 0, timeout=20_000)


def test_zoom_keeps_the_place_and_the_selection(view: ArticleView) -> None:
    text = long_text(5_000)
    view.show_text(text)
    offset = len(text.text) // 2
    view.select(offset, offset + 12)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 150)
    before = view.visible_offsets().start
    width = view.viewport().width()
    view.zoom_in()
    assert view.document().defaultFont().pixelSize() == 20
    assert abs(view.visible_offsets().start - before) < 200
    assert view.selected_span() == view.places.trimmed(offset, offset + 12)
    view.zoom_reset()
    assert (view.zoom, view.viewport().width()) == (1.0, width)


def test_control_and_the_wheel_zoom(short: ArticleView) -> None:
    event = QWheelEvent(QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(short.viewport(), event)
    assert short.zoom == 1.1


def test_the_column_holds_60_to_75_characters(view: ArticleView) -> None:
    view.show_text(long_text(400))
    layout = view.document().findBlockByNumber(1).layout()
    lengths = [layout.lineAt(i).textLength() for i in range(layout.lineCount() - 1)]
    assert 60 <= sum(lengths) / len(lengths) <= 75


def test_a_right_to_left_paragraph_is_laid_out_right_to_left(view: ArticleView) -> None:
    view.show_text(text_of(SCRIPTS, "scripts"))
    directions = [view.document().findBlockByNumber(n).textDirection() for n in (1, 2)]
    assert directions == [Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight]
    line = view.document().findBlockByNumber(1).layout().lineAt(0)
    first, later = box(view, len(SCRIPTS[0][1]) + 1), box(view, len(SCRIPTS[0][1]) + 20)
    assert first is not None
    assert later is not None
    assert first.left() > later.left()
    assert line.naturalTextRect().right() > view.viewport().width() - 30


def test_gutter_and_margin_change_sides_with_the_window(short: ArticleView) -> None:
    def gutter_left() -> bool:
        (gutter,) = short.findChildren(Gutter)
        return gutter.x() < short.viewport().x()

    assert gutter_left()
    short.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert not gutter_left()
    short.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert gutter_left()


def test_signs_of_remarks_leave_the_paragraph_s_number_as_it_is(short: ArticleView) -> None:
    short.set_sentences([replace(one, state=SentenceState.NOTHING) for one in sentences_of(text_of(SHORT))])
    first = short.article_text.blocks[2].start
    (gutter,) = short.findChildren(Gutter)

    def numbers() -> QImage:
        room = gutter.width() - 43
        return gutter.grab(QRect(0, 0, room, gutter.height())).toImage()

    bare = numbers()
    short.set_remarks([first], [first])
    assert numbers() == bare
    short.set_author_notes([first])
    assert numbers() == bare


def test_a_line_of_more_signs_than_columns_tells_how_many_more() -> None:
    opened, closed = SentenceState.OPEN, SentenceState.CLOSED
    assert in_columns([opened], ["?", "✎"]) == ([opened], ["?", "✎"])
    assert in_columns([opened, closed], ["?", "✎"]) == ([opened], ["?", "+2"])
    assert in_columns([opened] * 4, []) == ([opened, opened], ["+2"])
    assert in_columns([], ["?", "†", "✎"]) == ([], ["?", "†", "✎"])


def test_words_set_aside_are_struck_out_until_brought_back(short: ArticleView, qtbot: QtBot) -> None:
    text = short.article_text
    debris = text.asides[0]

    def struck() -> bool:
        cursor = short.textCursor()
        cursor.setPosition(short.places.to_document(debris.start) + 1)
        return cursor.charFormat().fontStrikeOut()

    assert struck()
    menu = short.context_menu(debris.start + 2)
    back = next(action for action in menu.actions() if "[ad_1]" in action.text())
    with qtbot.waitSignal(short.aside_toggled) as toggled:
        back.trigger()
    menu.deleteLater()
    assert toggled.args == [debris.id, False]
    brought = AsideRecord(debris.id, debris.start, debris.end, debris.reason, False)
    short.show_text(ArticleText(text.id, text.text, text.blocks, text.emphasis, (brought, *text.asides[1:])))
    assert not struck()
    assert short.index.claims


def test_finding_counts_marks_and_goes_round(short: ArticleView) -> None:
    assert short.find_words("HARBOUR board") == (1, 2)
    assert short.find_words("HARBOUR board") == (2, 2)
    assert short.find_words("HARBOUR board", forward=False) == (1, 2)
    assert short.find_words("HARBOUR board", forward=False) == (2, 2)
    span = short.selected_span()
    assert span is not None
    assert short.article_text.text[span.start : span.end] == "harbour board"
    assert short.find_words("no such words") == (0, 0)


def test_typed_quotation_marks_find_typographic_ones(short: ArticleView) -> None:
    assert short.find_words("town's  auditor")[1] == 1


def test_the_find_bar_is_not_dressed_with_a_view_nobody_sees_and_stands_in_its_corner_once_opened(
    short: ArticleView, qtbot: QtBot
) -> None:
    unseen = ArticleView()
    qtbot.addWidget(unseen)
    assert not unseen.find_bar.styleSheet()

    bar = short.find_bar
    short.open_find_bar()
    for width in (900, 640):
        short.resize(width, 480)
        assert short.contentsRect().contains(bar.geometry())
        assert bar.height() == bar.sizeHint().height()
        assert short.contentsRect().right() - bar.geometry().right() < 60


def test_the_find_bar_counts_while_typing_and_escape_closes_it(short: ArticleView, qtbot: QtBot) -> None:
    short.open_find_bar()
    bar = short.find_bar
    assert bar.isVisible()
    qtbot.keyClicks(bar.words, "harbour board")
    assert bar.count.text() == "1 of 2"
    qtbot.keyClick(bar.words, Qt.Key.Key_Return)
    assert bar.count.text() == "2 of 2"
    qtbot.keyClick(bar.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "1 of 2"
    qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert not short.found.spans
    assert short.selected_span() is not None


def test_an_empty_article_can_be_shown_and_walked(view: ArticleView) -> None:
    view.show_text(text_of([], "empty"))
    view.set_sentences(())
    view.set_claims(())
    assert not view.next_sentence()
    assert not view.next_claim()
    assert view.selected_span() is None
    assert view.find_words("anything") == (0, 0)
    view.grab()


def test_the_theme_can_change_while_reading(short: ArticleView, qtbot: QtBot) -> None:
    short.go_to(short.article_text.text.index("Mayor"))
    offset = short.position()
    short.setPalette(load("dark").palette)
    qtbot.waitUntil(lambda: short.palette().color(QPalette.ColorRole.Base) == load("dark").colour("paper"))
    assert short.position() == offset
    assert short.grab().toImage().pixelColor(3, 300) == load("dark").colour("paper")


def test_every_part_has_an_accessible_name(short: ArticleView) -> None:
    parts = [
        short,
        short.margin,
        short.find_bar.back,
        short.find_bar.on,
        short.find_bar.close_button,
        short.find_bar.words,
    ]
    assert all(part.accessibleName() for part in parts)


def test_the_margin_and_the_text_show_each_other(short: ArticleView, qtbot: QtBot) -> None:
    chips = {chip.claim: chip for chip in short.margin.chips(0, short.height())}
    assert set(chips) == set(short.index.claims)
    point = chips["c6"].rect.center()
    with qtbot.waitSignal(short.claim_hovered) as hovered:
        qtbot.mouseMove(short.margin, point)
    assert hovered.args == ["c6"]
    assert short.hovered_claim == "c6"
    with qtbot.waitSignal(short.claim_activated) as activated:
        qtbot.mouseClick(short.margin, Qt.MouseButton.LeftButton, pos=point)
    assert activated.args == ["c6"]
    QApplication.sendEvent(short.margin, QEvent(QEvent.Type.Leave))
    assert short.hovered_claim == ""


def test_a_reported_claim_shows_both_questions_in_the_margin(short: ArticleView) -> None:
    chips = {chip.claim: chip for chip in short.margin.chips(0, short.height())}
    assert short.look("c2").signs == "“✓” ✗"
    assert "said? ✓  so? ✗" in short.margin.describe(chips["c2"])
    assert short.look("c7").signs == "≠"
    assert short.look("c8").signs == "○ ‼"


def test_claims_without_room_in_the_margin_are_counted_and_can_be_reached(
    view: ArticleView, qtbot: QtBot
) -> None:
    text = text_of([("paragraph", "one two three four five six seven")], "dense")
    view.show_text(text)
    view.set_claims([claim_at(text, n, n, n + 5) for n in range(8)])
    for width in (720, 1000):
        view.resize(width, 500)
        QApplication.processEvents()
        view.set_focus("")
        chips = view.margin.chips(0, 500)
        more = chips[-1]
        assert {chip.claim for chip in chips} | set(more.more) >= set(view.index.claims)
        behind = {*more.more, more.claim} - {""}
        seen: list[str] = []
        for _ in behind:
            qtbot.mouseClick(view.margin, Qt.MouseButton.LeftButton, pos=more.rect.center())
            seen.append(view.focus_claim)
            chips = view.margin.chips(0, 500)
            assert view.focus_claim in {chip.claim for chip in chips}
            more = next(chip for chip in chips if chip.more)
        assert view.margin.describe(more).count("\n") == len(more.more) - (0 if more.claim else 1)
        if width == 720:
            assert set(seen) == behind


def test_the_claim_in_focus_opens_and_what_it_covers_stands_beneath(short: ArticleView) -> None:
    short.resize(1280, 900)
    QApplication.processEvents()
    closed = short.margin.chips(0, 900)
    short.set_focus("c3")
    chips = short.margin.chips(0, 900)
    opened = next(chip for chip in chips if chip.opened)
    assert opened.claim == "c3"
    assert opened.rect.height() > max(chip.rect.height() for chip in closed)
    assert {chip.claim for chip in chips} == {chip.claim for chip in closed}
    for chip in chips:
        assert chip is opened or not chip.rect.intersects(opened.rect)
    # Painting a strip of the margin meets the same chips as painting all of it.
    for top in range(0, 880, 20):
        strip = [c for c in short.margin.chips(top, top + 20) if c.rect.intersects(QRect(0, top, 999, 20))]
        assert strip == [c for c in chips if c.rect.intersects(QRect(0, top, 999, 20))]


def test_rows_of_chips_stand_clear_of_each_other_however_close_the_lines(view: ArticleView) -> None:
    view.show_text(long_text(900))
    view.set_zoom(0.5)
    view.set_claims(many_claims(view.article_text, 90))
    view.resize(1280, 900)
    QApplication.processEvents()
    rows = sorted({chip.rect.top() for chip in view.margin.chips(0, 900)})
    assert len(rows) > 5
    assert min(b - a for a, b in itertools.pairwise(rows)) >= 18


def test_a_short_article_is_not_stretched_in_the_minimap_and_a_click_there_goes_there(
    view: ArticleView, qtbot: QtBot
) -> None:
    strip = view.findChild(Minimap)
    assert isinstance(strip, Minimap)
    text = text_of([("paragraph", "One line only."), ("paragraph", "And one more.")], "short")
    view.show_text(text)
    assert strip.stretch().height < 100
    assert strip.offset_at(strip.height()) == len(text.text)
    long = long_text(8000)
    view.show_text(long)
    view.set_sentences(sentences_of(long))
    view.set_claims(many_claims(long, 50))
    assert strip.stretch() == (0, strip.height())
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, strip.height() * 3 // 4))
    assert abs(view.position() - len(long.text) * 3 // 4) < 400
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, strip.height() * 3 // 4))
    qtbot.mouseMove(strip, QPoint(5, strip.height() // 4))
    assert abs(view.position() - len(long.text) // 4) < 400
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton)
    assert "MC" in strip.describe(strip.height() // 2)


def test_claims_that_follow_in_parts_draw_the_minimap_as_all_at_once(view: ArticleView) -> None:
    long = long_text(8000)
    view.show_text(long)
    claims = many_claims(long, 60)
    strip = view.findChild(Minimap)
    assert isinstance(strip, Minimap)
    strip.grab()
    view.add_claims(claims[:20])
    strip.grab()
    view.add_claims(claims[20:])
    added = strip.grab().toImage()
    view.set_claims(claims)
    assert strip.grab().toImage() == added


def test_changing_one_claim_draws_the_minimap_as_drawing_it_anew(view: ArticleView) -> None:
    long = long_text(8000)
    view.show_text(long)
    claims = many_claims(long, 60)
    view.set_claims(claims)
    strip = view.findChild(Minimap)
    assert isinstance(strip, Minimap)
    strip.grab()
    changed = claim_at(long, 5, claims[4].start, claims[4].end, 5, 1)
    view.update_claims([changed], [claims[9].id])
    patched = strip.grab().toImage()
    strip.forget()
    assert strip.grab().toImage() == patched


def test_sentence_states_are_drawn_in_the_gutter(short: ArticleView) -> None:
    def gutter() -> object:
        short.viewport().repaint()
        return short.grab(short.rect().adjusted(0, 0, -short.width() + short.viewport().x(), 0)).toImage()

    first = gutter()
    opened = [SentenceRecord(s.n, s.start, s.end, SentenceState.UNREAD) for s in short.sentences.all]
    short.set_sentences(opened)
    assert gutter() != first

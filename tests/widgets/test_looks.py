"""What stands where, and nothing cut: things one sees at once and no other test looks at."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.records import LedgerCount, LedgerGap, SentenceState
from widgets.article_view import ArticleView
from widgets.buttons import keep_reading
from widgets.claim_list import ClaimList
from widgets.claims.sidebar import Sidebar
from widgets.desk_columns import DeskColumns
from widgets.direction import lay_out
from widgets.field_sheet import file_size, moment
from widgets.fields import DraftText
from widgets.fonts import interface_font
from widgets.gallery.samples import claim_at, scale, text_of
from widgets.gallery.sidebar_samples import many_claims
from widgets.key_caps import caps
from widgets.labels import Label
from widgets.layouts import set_sides
from widgets.ledger_words import standing
from widgets.notice import Notice, NoticeKind
from widgets.remarks.diff_label import DiffLabel
from widgets.styling import follow_theme, scaled_font
from widgets.top_bar import LedgerButton
from widgets.verdict_picker import VerdictPicker

_LONG = "The article is right about what the town decided, and puts the vote in the wrong week. " * 12


@pytest.fixture
def directions() -> Iterator[None]:
    yield
    lay_out("language")


def test_margins_change_sides_with_the_window(qtbot: QtBot, directions: None) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    layout = QHBoxLayout(widget)
    set_sides(widget, layout, 24, 1, 8, 2)
    sides = layout.contentsMargins()
    assert (sides.left(), sides.right()) == (24, 8)
    lay_out("right-to-left")
    sides = layout.contentsMargins()
    assert (sides.left(), sides.top(), sides.right(), sides.bottom()) == (8, 1, 24, 2)


def test_long_text_is_wrapped_beside_its_scroll_bar_also_in_a_field_filled_before_it_was_shown(
    qtbot: QtBot,
) -> None:
    pages, page = QStackedWidget(), QWidget()
    qtbot.addWidget(pages)
    follow_theme(pages)
    field = DraftText("Standfirst")
    layout = QVBoxLayout(page)
    layout.addWidget(field)
    layout.addStretch(1)
    pages.addWidget(QWidget())
    pages.addWidget(page)
    pages.resize(260, 400)
    with qtbot.waitExposed(pages):
        pages.show()
    field.draft.reset(_LONG)
    pages.setCurrentWidget(page)
    qtbot.waitUntil(field.verticalScrollBar().isVisible)
    lines = field.document().firstBlock().layout()
    widest = max(lines.lineAt(n).naturalTextWidth() for n in range(lines.lineCount()))
    assert widest <= field.viewport().width() - 2 * field.document().documentMargin()
    assert not field.horizontalScrollBar().isVisible()


def test_unfolded_chips_leave_a_card_in_sight_and_the_rest_is_for_what_is_in_hand(qtbot: QtBot) -> None:
    sidebar = Sidebar(ClaimList())
    sidebar.hand.addWidget(QWidget())
    qtbot.addWidget(sidebar)
    sidebar.resize(345, 709)
    with qtbot.waitExposed(sidebar):
        sidebar.show()
    sidebar.list.set_claims(many_claims(40))
    assert sidebar.sizes()[1] > 2 * sidebar.sizes()[0]
    folded = sidebar.list.cards.height()
    assert folded > sidebar.list.cards.sizeHintForRow(0)
    sidebar.list.bar.chips.chip("more").click()
    qtbot.waitUntil(lambda: sidebar.list.bar.height() > 120)
    qtbot.waitUntil(lambda: sidebar.list.cards.height() > sidebar.list.cards.sizeHintForRow(0))


def test_the_words_of_every_notice_begin_in_one_place(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.resize(900, 50)
    begin: set[int] = set()
    for kind in NoticeKind:
        notice.show_notice(kind, "The disk is full.")
        words = next(label for label in notice.findChildren(Label) if label.text() == "The disk is full.")
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        begin.add(words.x())
    assert len(begin) == 1


def test_the_ring_stands_off_its_figure_on_either_side(qtbot: QtBot, directions: None) -> None:
    button = LedgerButton()
    qtbot.addWidget(button)
    for direction in ("left-to-right", "right-to-left"):
        lay_out(direction)
        button.show_ledger(LedgerCount(total=4, unread=4))
        drawn = button.icon().pixmap(button.iconSize()).toImage()
        inner = 0 if direction == "right-to-left" else drawn.width() - 1
        assert all(drawn.pixelColor(inner, y).alpha() == 0 for y in range(drawn.height()))


def test_a_rating_in_long_words_is_whole_in_a_narrow_inspector(qtbot: QtBot) -> None:
    picker = VerdictPicker()
    qtbot.addWidget(picker)
    picker.set_scale(scale())
    picker.resize(244, 100)
    with qtbot.waitExposed(picker):
        picker.show()
    widths = [button.width() for button in picker.buttons]
    assert widths[1] > widths[0]
    small = QFontMetricsF(scaled_font(0.85))
    for button in picker.buttons:
        assert small.horizontalAdvance(button.rating.label) <= button.width() - 45


def test_a_narrow_margin_has_a_figure_whole_rather_than_a_sign_and_half_of_it(qtbot: QtBot) -> None:
    text = text_of([("paragraph", "one two three four five six seven eight nine ten")], "crowd")
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(640, 400)
    with qtbot.waitExposed(view):
        view.show()
    view.show_text(text)
    view.set_claims([claim_at(text, n, 0, 6 + n % 40) for n in range(300)])
    qtbot.waitUntil(lambda: bool(view.margin.chips(0, 300)))
    (chip,) = view.margin.chips(0, 300)
    words = view.margin._sign_words(chip.claim, len(chip.more))
    assert words.endswith("+299")
    assert (
        QFontMetrics(interface_font(12, QFont.Weight.DemiBold)).horizontalAdvance(words) <= chip.rect.width()
    )


def test_a_button_reads_its_own_way_in_a_mirrored_window_too(qtbot: QtBot, directions: None) -> None:
    button = QPushButton("Open a project…")
    qtbot.addWidget(button)
    keep_reading(button)
    assert button.text() == "Open a project…"
    lay_out("right-to-left")
    assert button.text() == "\u2068Open a project…\u2069"
    assert button.accessibleName() == "Open a project…"


def test_a_column_put_away_gives_the_keyboard_to_the_article(qtbot: QtBot) -> None:
    first, middle, last = QWidget(), QLineEdit(), QWidget()
    line = QLineEdit(last)
    columns = DeskColumns(first, middle, last)
    qtbot.addWidget(columns)
    columns.resize(1280, 400)
    with qtbot.waitExposed(columns):
        columns.show()
    columns.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    columns.switch_last()
    assert middle.hasFocus()


def test_what_goes_and_what_comes_do_not_read_as_one_figure(qtbot: QtBot) -> None:
    label = DiffLabel()
    qtbot.addWidget(label)
    label.show_change("on 22 September", "on 29 September")
    assert "</s><u" not in label.text()


def test_a_key_is_called_in_a_cap_as_in_sentences() -> None:
    assert [key for key, is_cap in caps("Ctrl+Return / Ctrl+Enter") if is_cap] == ["Ctrl", "Enter"]


def test_places_that_are_not_known_leave_no_empty_brackets() -> None:
    assert standing(LedgerCount(total=3, unread=3)) == "0 of 3 accounted for. Left: 3 unread."
    gap = LedgerGap(SentenceState.UNREAD, "text", 4, 0)
    assert "3 unread (¶4)" in standing(LedgerCount(total=3, unread=3, gaps=(gap,)))


def test_times_read_as_they_are_typed_and_sizes_without_jargon() -> None:
    assert moment(0) == ""
    assert re.fullmatch(r"2026-11-\d\d \d\d:\d\d", moment(1_794_999_999_000))
    assert file_size(0) == ""
    assert "iB" not in file_size(48_210)


def test_a_script_whose_font_came_later_is_measured_as_it_is_drawn() -> None:
    program = (
        "from PySide6.QtGui import QFont, QFontMetrics\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from widgets.fonts import apply_fonts, load_fonts_for\n"
        "from widgets.styling import scaled_font\n"
        "app = QApplication([])\n"
        "apply_fonts(app)\n"
        "words = 'एक पार की कीमत'\n"
        "QFontMetrics(scaled_font(1.0)).horizontalAdvance(words)\n"
        "QFontMetrics(app.font()).horizontalAdvance(words)\n"
        "load_fonts_for('كم')\n"
        "QFontMetrics(app.font()).horizontalAdvance(words)\n"
        "load_fonts_for(words)\n"
        "fresh = QFont(app.font().families())\n"
        "fresh.setPixelSize(13)\n"
        "assert QFontMetrics(scaled_font(1.0)).horizontalAdvance(words)"
        " == QFontMetrics(fresh).horizontalAdvance(words)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr

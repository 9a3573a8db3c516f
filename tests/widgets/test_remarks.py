"""Fixes, queries and notes as a person writes them: what is wished for, and nothing typed ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records import FixRecord, FixState, QueryRecord
from widgets.gallery import remark_samples
from widgets.gallery import sidebar_samples as samples
from widgets.inspector.notes import NoteList
from widgets.remarks.diff_label import DiffLabel
from widgets.remarks.page import RemarksPage
from widgets.remarks.remark_list import RemarkList
from widgets.remarks.wishes import (
    Ask,
    RemoveNote,
    Reply,
    Resolve,
    SettleFix,
    ShareNote,
    WriteFix,
    WriteNote,
    parse_typing,
    typing_key,
)
from widgets.remarks.word_diff import Change, word_diff

CLAIM = samples.claims()[0]
AT = remark_samples.passage(CLAIM)
FIX = next(one for one in remark_samples.remarks() if isinstance(one, FixRecord))
QUERY = next(one for one in remark_samples.remarks() if isinstance(one, QueryRecord))


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[RemarkList]:
    made = RemarkList(lambda passage: passage != AT)
    qtbot.addWidget(made)
    made.resize(360, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.flush()


@settings(max_examples=60)
@given(st.text(alphabet="ab 1,.’北京खी", max_size=40), st.text(alphabet="ab 1,.’北京खी", max_size=40))
def test_the_pieces_of_a_diff_make_both_wordings(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(p.text for p in pieces if p.change is not Change.IN) == before
    assert "".join(p.text for p in pieces if p.change is not Change.OUT) == after
    assert all(p.text for p in pieces)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("she carried 148,620 passengers", "she carried 143,620 passengers", [("148,620", "143,620")]),
        ("क्रेन की खरीद मार्च में", "क्रेन की बिक्री मार्च में", [("खरीद", "बिक्री")]),
        ("我们在北京见面", "我们在上海见面", [("北京", "上海")]),
        ("these words go", "", [("these words go", "")]),
    ],
)
def test_a_diff_goes_by_words_and_by_signs_where_none_part_them(
    before: str, after: str, changes: list[tuple[str, str]]
) -> None:
    pieces = word_diff(before, after)
    out = [p.text for p in pieces if p.change is Change.OUT]
    came = [p.text for p in pieces if p.change is Change.IN]
    assert [(o, c) for o, c in zip(out, came or [""], strict=True)] == changes


def test_a_long_passage_rewritten_whole_is_diffed_at_once() -> None:
    before, after = " ".join(map(str, range(4000))), " ".join(map(str, range(9000, 5000, -1)))
    assert [p.change for p in word_diff(before, after)] == [Change.OUT, Change.IN]


def test_a_diff_is_told_without_colour_and_read_out(qtbot: QtBot) -> None:
    label = DiffLabel()
    qtbot.addWidget(label)
    label.show_change("on <22> September", "on <29> September")
    assert "<s " in label.text()
    assert "<u " in label.text()
    assert "&lt;" in label.text()
    assert label.accessibleName() == "on < [out: 22] [in: 29] > September"
    label.show_change("لم تُعرض صور", "لم تُعرض وثائق")
    assert 'dir="rtl"' in label.text()


def test_a_new_fix_begins_with_the_words_and_wishes_for_nothing_until_they_differ(
    shown: RemarkList, qtbot: QtBot
) -> None:
    card = shown.begin_fix(AT)
    assert card.text.plain() == CLAIM.quote
    with qtbot.assertNotEmitted(shown.wished):
        shown.flush()
    qtbot.keyClicks(card.text, "Other words")
    with qtbot.waitSignal(shown.wished) as told:
        shown.flush()
    assert told.args == [WriteFix(card.id, AT, "Other words", "")]
    with qtbot.assertNotEmitted(shown.wished):
        shown.flush()


def test_typing_goes_on_while_the_new_fix_is_being_saved(shown: RemarkList, qtbot: QtBot) -> None:
    card = shown.begin_fix(AT)
    qtbot.keyClicks(card.text, "Other")
    card.flush()
    qtbot.keyClicks(card.text, " words")
    saved = replace(FIX, id=card.id, text="Other", why="", passage=AT)
    shown.show_remarks("", (saved,), samples.ME)
    assert shown.cards == [card]
    assert card.text.plain() == "Other words"
    with qtbot.waitSignal(shown.wished) as told:
        card.flush()
    assert told.args == [WriteFix(card.id, AT, "Other words", "")]


def test_a_fix_begun_before_the_list_is_read_keeps_the_keyboard_when_it_is(qtbot: QtBot) -> None:
    page = RemarksPage()
    qtbot.addWidget(page)
    page.resize(340, 300)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.begin_fix(AT)
    (card,) = page.list.cards
    qtbot.waitUntil(card.text.hasFocus)
    qtbot.keyClicks(card.text, "Ot")
    others = [replace(FIX, id=f"fix:{n}", passage=replace(FIX.passage, start=n)) for n in range(8)]
    page.show_remarks(AT.article, others, samples.ME, {})
    assert card.text.hasFocus()
    assert page.rect().contains(card.text.mapTo(page, card.text.rect().center()))
    assert card.text.plain() == "Ot"
    page.show_remarks("another article", others, samples.ME, {})
    assert card not in page.list.cards


def test_the_typing_of_a_fix_is_told_for_safe_keeping_and_put_back(shown: RemarkList, qtbot: QtBot) -> None:
    card = shown.begin_fix(AT)
    with qtbot.waitSignal(shown.typing, timeout=2000) as told:
        qtbot.keyClicks(card.text, "x")
    assert told.args == [typing_key(AT, card.id, "text"), "x", False]
    assert parse_typing(typing_key(AT, card.id, "text").partition("/")[2]) == (
        card.id,
        "text",
        AT.start,
        AT.end,
    )
    shown.restore("fix:" + "0" * 32, "text", AT, "kept")
    assert any(one.text.plain() == "kept" for one in shown.cards)


def test_ones_own_open_fix_on_the_same_words_is_gone_on_with(shown: RemarkList) -> None:
    shown.show_remarks("", (FIX,), samples.ME)
    assert shown.begin_fix(FIX.passage).id == FIX.id
    shown.show_remarks("", (replace(FIX, state=FixState.ACCEPTED),), samples.ME)
    assert shown.begin_fix(FIX.passage).id != FIX.id


def test_stet_needs_a_reason_and_rewording_other_words(shown: RemarkList, qtbot: QtBot) -> None:
    shown.show_remarks("", (FIX,), samples.ME)
    (card,) = shown.cards
    card.stet_button.click()  # type: ignore[union-attr]
    assert not card.decide_button.isEnabled()  # type: ignore[union-attr]
    qtbot.keyClicks(card.decided_why, "Read out so.")  # type: ignore[union-attr]
    with qtbot.waitSignal(shown.wished) as told:
        qtbot.keyClick(card.decided_why, Qt.Key.Key_Return)  # type: ignore[union-attr]
    assert told.args == [SettleFix(FIX.id, FIX.passage, FixState.STET, "", "Read out so.")]
    card.reword_button.click()  # type: ignore[union-attr]
    assert card.other_words.plain() == FIX.text  # type: ignore[union-attr]
    assert not card.decide_button.isEnabled()  # type: ignore[union-attr]


def test_a_decided_fix_tells_who_and_why(shown: RemarkList) -> None:
    stet = replace(FIX, state=FixState.STET, outcome_why="It was read out so.")
    shown.show_remarks("", (stet,), samples.ME)
    assert "Jonas Reyk" in shown.cards[0]._outcome.text()
    assert shown.cards[0]._outcome.text().endswith("It was read out so.")


def test_a_query_begins_with_its_question_and_goes_on_with_other_messages(
    shown: RemarkList, qtbot: QtBot
) -> None:
    card = shown.begin_query(AT)
    card.role.chip("editor").click()
    qtbot.keyClicks(card.text, "Who says so?")
    with qtbot.waitSignal(shown.wished) as told:
        card.flush()
    assert told.args is not None
    asked = told.args[0]
    assert isinstance(asked, Ask)
    assert (asked.role, asked.text, asked.passage) == ("editor", "Who says so?", AT)
    message = replace(QUERY.messages[0], id=asked.message, text="Who says so?")
    shown.show_remarks("", (replace(QUERY, id=card.id, messages=(message,), passage=AT),), samples.ME)
    card.end()
    card.reply_button.click()
    qtbot.keyClicks(card.text, "The clerk.")
    qtbot.keyClicks(card.speaker, "Ann")
    with qtbot.waitSignal(shown.wished) as told:
        card.flush()
    assert told.args is not None
    reply = told.args[0]
    assert isinstance(reply, Reply)
    assert (reply.query, reply.text, reply.speaker) == (card.id, "The clerk.", "Ann")
    assert reply.message != asked.message


def test_a_query_nobody_answered_is_resolved_only_with_a_reason(shown: RemarkList, qtbot: QtBot) -> None:
    alone = replace(QUERY, messages=QUERY.messages[:1])
    shown.show_remarks("", (alone,), samples.ME)
    (card,) = shown.cards
    card.resolve_button.click()  # type: ignore[union-attr]
    with qtbot.assertNotEmitted(shown.wished):
        qtbot.keyClick(card.why, Qt.Key.Key_Return)
    qtbot.keyClicks(card.why, "Dropped.")
    with qtbot.waitSignal(shown.wished) as told:
        qtbot.keyClick(card.why, Qt.Key.Key_Return)
    assert told.args == [Resolve(QUERY.id, QUERY.passage, "Dropped.")]


def test_a_card_begun_and_left_as_it_was_goes(shown: RemarkList) -> None:
    shown.begin_fix(AT)
    shown.begin_query(AT)
    shown.end()
    assert shown.cards == []


def test_other_things_first_tell_what_was_typed_for_the_ones_before(shown: RemarkList, qtbot: QtBot) -> None:
    card = shown.begin_fix(AT)
    qtbot.keyClicks(card.text, "Not lost")
    with qtbot.waitSignal(shown.wished) as told:
        shown.show_remarks("another claim", (), samples.ME)
    assert told.args == [WriteFix(card.id, AT, "Not lost", "")]
    assert shown.cards == []


def test_the_page_shows_what_is_open_in_reading_order_or_all(qtbot: QtBot) -> None:
    page = RemarksPage()
    qtbot.addWidget(page)
    records = remark_samples.remarks()
    page.show_remarks("a", records, samples.ME, {})
    assert [card.id for card in page.list.cards] == [
        one.id for one in records if not (isinstance(one, FixRecord) and not one.open)
    ]
    page.state.choose("all")
    page.show_remarks("a", records, samples.ME, {})
    assert len(page.list.cards) == len(records)


def test_nothing_makes_a_narrow_page_scroll_sideways(qtbot: QtBot) -> None:
    page = RemarksPage()
    qtbot.addWidget(page)
    page.state.choose("all")
    long = tuple(
        replace(one, passage=replace(one.passage, quote=one.passage.quote * 3), person_name="W" * 60)
        for one in remark_samples.remarks()
    )
    page.show_remarks("a", long, samples.ME, {})
    page.resize(300, 600)
    with qtbot.waitExposed(page):
        page.show()
    QApplication.processEvents()
    for card in page.list.cards:
        assert card.mapTo(page, QPoint(card.width(), 0)).x() <= page.width()


def test_a_note_is_private_unless_said_and_cannot_be_made_private_again(qtbot: QtBot) -> None:
    notes = NoteList()
    qtbot.addWidget(notes)
    notes.show_notes(CLAIM.id, (), samples.ME)
    qtbot.keyClicks(notes.text, "Ask him.")
    with qtbot.waitSignal(notes.wished) as told:
        notes.flush()
    assert told.args is not None
    written = told.args[0]
    assert isinstance(written, WriteNote)
    assert (written.text, written.private) == ("Ask him.", True)
    with qtbot.waitSignal(notes.wished) as told:
        notes.kind.chip("shared").click()
    assert told.args == [ShareNote(written.note)]
    with qtbot.assertNotEmitted(notes.wished):
        notes.kind.chip("private").click()
    assert notes.kind.key == "shared"


def test_only_ones_own_notes_can_be_changed(qtbot: QtBot) -> None:
    notes = NoteList()
    qtbot.addWidget(notes)
    mine, theirs = remark_samples.notes(CLAIM)
    notes.show_notes(CLAIM.id, (mine, theirs), samples.ME)
    assert notes.row(theirs.id).remove_button.isHidden()
    assert notes.row(theirs.id).share_button.isHidden()
    with qtbot.waitSignal(notes.wished) as told:
        notes.row(mine.id).remove_button.click()
    assert told.args == [RemoveNote(mine.id)]

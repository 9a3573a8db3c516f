"""Ticking facts in the window: by keys, against a source in hand, each where it was seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.commands import adding, claims
from app.commands.facts import tick
from app.panels.ticking import TickingPanel
from db import queries
from db.place import identity
from db.project_file import Project
from db.records import FactKind, FactRecord
from tests.journeys.window import Worked
from widgets.fields import DraftText

LINE = "On 3 May {0} the harbour board paid £{0}m for {1} barges, and Ann Hollis said “no more”."


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Worked:
    """A window with an article of a hundred facts and more, and two sources."""
    at_work = Worked(qtbot, qapp)
    at_work.make(tmp_path / "ticks.tickmark")
    article = tmp_path / "article.txt"
    article.write_text("\n".join(LINE.format(1990 + n, n + 2) for n in range(21)), encoding="utf-8")
    at_work.import_article(article)
    session = at_work.desk.session
    assert session is not None
    for title in ("Board minutes", "Port register"):
        session.run(lambda project, title=title: adding.add_note(project, title=title, text="p. 4: £1990m"))
    at_work.saved()
    at_work.focus_article()
    return at_work


def begin(worked: Worked) -> TickingPanel:
    ticking = worked.window.ticking
    worked.press("Ctrl+Shift+T")
    worked.until(lambda: ticking.ready)
    return ticking


def facts(worked: Worked) -> list[FactRecord]:
    """The facts as the file has them."""
    worked.saved()
    found: list[list[FactRecord]] = []
    session = worked.desk.session
    assert session is not None
    session.read(lambda project: queries.facts(project.conn), lambda value, _: found.append(value))
    worked.until(lambda: bool(found))
    return found[0]


def words(worked: Worked, fact: FactRecord) -> str:
    return worked.desk.text.text[fact.start : fact.end]


def test_ticking_a_hundred_facts_takes_little_more_than_a_hundred_keys(worked: Worked) -> None:
    ticking = begin(worked)
    presses = 1
    worked.press("Shift+Space")
    worked.type("register")
    worked.press("Return")
    presses += 1 + len("register") + 1
    for _ in range(99):
        worked.press("Space")
    presses += 99
    ticked = [fact for fact in facts(worked) if fact.ticks]
    assert len(ticked) == 100
    assert presses == 110
    assert {tick.source_number for fact in ticked for tick in fact.ticks} == {"S2"}
    assert all(tick.words == words(worked, fact) for fact in ticked for tick in fact.ticks)
    worked.until(lambda: ticking.focused is not None and not ticking.focused.ticks)


def test_a_tick_is_shown_at_once_and_keys_pressed_ahead_tick_what_was_in_focus(worked: Worked) -> None:
    ticking = begin(worked)
    ticking.hand.take(next(iter(worked.desk.sources)))
    marks = worked.window.reading.view.facts
    focused: list[str] = []
    # Without a turn of the window's own in between: the file knows of none of them yet.
    for _ in range(5):
        fact = ticking.focused
        assert fact is not None
        focused.append(fact.id)
        worked.press("Space")
        assert marks.is_ticked(fact)
        assert marks.focus != fact.id
    assert [fact.id for fact in facts(worked) if fact.ticks] == focused


def test_space_first_shows_the_facts_and_ticks_nothing_unseen(worked: Worked) -> None:
    worked.window.ticking.hand.take(next(iter(worked.desk.sources)))
    worked.press("Space", "Space", "Space")
    worked.until(lambda: worked.window.ticking.ready)
    assert not any(fact.ticks for fact in facts(worked))
    assert worked.window.ticking.focused is not None


def test_undo_and_backspace_go_back_to_the_fact_and_dismissing_goes_on(worked: Worked) -> None:
    ticking = begin(worked)
    ticking.hand.take(next(iter(worked.desk.sources)))
    first = ticking.focused
    assert first is not None
    worked.press("Space")
    worked.saved()
    worked.press("Ctrl+Z")
    worked.until(lambda: ticking.focused is not None and ticking.focused.id == first.id)
    assert not any(fact.ticks for fact in facts(worked))
    worked.press("Space", "Space", "Backspace")
    ticked = [fact.id for fact in facts(worked) if fact.ticks]
    assert ticked == [first.id]
    second = ticking.focused
    assert second is not None
    worked.press("X")
    assert [fact.id for fact in facts(worked) if fact.dismissed] == [second.id]
    worked.until(lambda: ticking.focused is not None and ticking.focused.id != second.id)
    worked.press("Ctrl+Z")
    worked.until(lambda: ticking.focused is not None and ticking.focused.id == second.id)


def test_a_pass_goes_through_one_kind_over_the_whole_article(worked: Worked) -> None:
    ticking = begin(worked)
    ticking.hand.take(next(iter(worked.desk.sources)))
    ticking.choose_pass(FactKind.DATE)
    for _ in range(21):
        worked.press("Space")
    there = facts(worked)
    assert {fact.kind for fact in there if fact.ticks} == {FactKind.DATE}
    assert all(fact.ticks for fact in there if fact.kind is FactKind.DATE)
    assert worked.window.status.message.startswith("Dates: all")
    worked.press("P")
    assert ticking.is_pass(FactKind.PLACE) or ticking.is_pass(FactKind.QUOTATION)


def test_tab_and_the_sentence_keys_move_the_focus_and_escape_leaves(worked: Worked) -> None:
    ticking = begin(worked)
    first = ticking.focused
    assert first is not None
    QTest.keyClick(worked.focused, Qt.Key.Key_Tab)
    second = ticking.focused
    assert second is not None
    assert second.start > first.start
    QTest.keyClick(worked.focused, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert ticking.focused == first
    worked.press("J")
    sentence = worked.window.reading.view.current_sentence()
    assert sentence is not None
    assert sentence.n == 2
    assert ticking.focused is not None
    assert ticking.focused.start >= sentence.start
    QTest.keyClick(worked.focused, Qt.Key.Key_Escape)
    assert not ticking.on
    assert ticking.place.isHidden()


def test_the_passage_selected_in_the_source_comes_along_with_the_place_in_it(worked: Worked) -> None:
    ticking = begin(worked)
    source = next(iter(worked.desk.sources))
    worked.window.library.show_source(source)
    ticking.hand.take(source)
    note = worked.window.library.source_details.sheet.fields["note"]
    assert isinstance(note, DraftText)
    cursor = note.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(4, cursor.MoveMode.KeepAnchor)
    note.setTextCursor(cursor)
    ticking.bar.locator.setText("p. 4")
    worked.focus_article()
    worked.press("Space")
    (ticked,) = [fact for fact in facts(worked) if fact.ticks]
    assert (ticked.ticks[0].passage, ticked.ticks[0].locator) == ("p. 4", "p. 4")


def test_selected_words_become_a_fact_by_hand_and_an_old_text_is_searched_when_asked(
    worked: Worked, tmp_path: Path
) -> None:
    ticking = begin(worked)
    at = worked.desk.text.text.index("barges")
    worked.window.reading.view.select(at, at + 6)
    worked.press("M")
    worked.until(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_N)
    worked.until(lambda: ticking.focused is not None and ticking.focused.by_hand)
    (own,) = [fact for fact in facts(worked) if fact.by_hand]
    assert (words(worked, own), own.kind) == ("barges", FactKind.NAME)
    worked.close()
    with Project.open(tmp_path / "ticks.tickmark", identity()) as project:
        assert not project.verify()


def test_selected_words_take_the_place_of_a_fact_they_overlap(worked: Worked) -> None:
    ticking = begin(worked)
    number = next(fact for fact in facts(worked) if words(worked, fact).startswith("£1990"))
    worked.window.reading.view.select(number.start, number.end + len(" for 1990"))
    worked.press("M")
    worked.until(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_E)
    worked.until(lambda: ticking.focused is not None and ticking.focused.end == number.end + 9)
    there = facts(worked)
    assert next(fact for fact in there if fact.id == number.id).dismissed
    (longer,) = [fact for fact in there if fact.by_hand]
    assert (longer.start, longer.kind) == (number.start, FactKind.NUMBER)
    worked.focus_article()
    worked.press("Ctrl+Z")
    worked.saved()
    assert not any(fact.by_hand or fact.dismissed for fact in facts(worked))


def test_what_becomes_of_claims_leaves_ticks_alone(worked: Worked) -> None:
    ticking = begin(worked)
    ticking.hand.take(next(iter(worked.desk.sources)))
    worked.press("Space", "Space", "H")
    worked.until(lambda: worked.desk.claim is not None)
    worked.saved()
    ticked = [fact for fact in facts(worked) if fact.ticks]
    assert len(ticked) == 2
    session = worked.desk.session
    assert session is not None
    claim = worked.claim.id
    session.run(lambda project: claims.delete(project, claim=claim))
    worked.saved()
    assert [fact for fact in facts(worked) if fact.ticks] == ticked


def test_two_people_tick_the_same_fact_and_a_merge_keeps_both(worked: Worked, tmp_path: Path) -> None:
    mine, theirs = tmp_path / "ticks.tickmark", tmp_path / "theirs.tickmark"
    worked.saved()
    theirs.write_bytes(mine.read_bytes())
    with Project.open(theirs, identity("Jo Other")) as other:
        first = queries.facts(other.conn)[0]
        (_, register) = queries.sources(other.conn)
        other.run(tick(other, fact=first.id, source=register.id))
    ticking = begin(worked)
    ticking.hand.take(next(iter(worked.desk.sources)))
    worked.press("Space")
    worked.saved()
    worked.window.merging.merge([theirs])
    worked.until(lambda: len(facts(worked)[0].ticks) == 2)
    both = facts(worked)[0]
    assert {(one.person_name, one.source_number) for one in both.ticks} >= {("Jo Other", "S2")}
    # Only one's own tick is taken back.
    worked.window.reading.view.go_to(both.start)
    worked.press("Backspace")
    worked.until(lambda: len(facts(worked)[0].ticks) == 1)
    assert facts(worked)[0].ticks[0].person_name == "Jo Other"


def test_the_status_line_forgets_the_fact_in_focus_with_the_ticking(worked: Worked) -> None:
    ticking = begin(worked)
    worked.until(lambda: ticking.focused is not None)
    worked.press("Shift+Space")
    worked.type("register")
    worked.press("Return")
    marks = worked.window.reading.view.facts
    worked.until(lambda: any(fact.ticks for fact in marks.facts))
    worked.press("Shift+D")
    assert "S2 Port register" in worked.window.status.message
    worked.press("Backspace")
    assert "Taken back" in worked.window.status.message
    worked.press("D")
    assert "not ticked yet" in worked.window.status.message
    worked.press("Escape")
    assert not ticking.on
    assert worked.window.status.message == ""


def test_the_key_that_takes_ticks_back_pressed_fast_takes_one_back_a_press(worked: Worked) -> None:
    begin(worked)
    worked.press("Shift+Space")
    worked.type("register")
    worked.press("Return", "Space", "Space", "Space")
    worked.saved()
    assert sum(bool(fact.ticks) for fact in facts(worked)) == 4
    worked.press("Backspace", "Backspace", "Backspace")
    worked.saved()
    assert sum(bool(fact.ticks) for fact in facts(worked)) == 1
    assert not worked.window.notices.banner.isVisible()

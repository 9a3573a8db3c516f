"""From an article to a checked claim by keys alone, closed and opened again."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import queries
from db.place import identity
from db.project_file import Project
from db.records import ClaimStatus, Question, SentenceState
from tests.journeys.window import Worked

ARTICLE = (
    "The harbour bridge\n\n"
    "The bridge is 240 metres long and opened in 1931. The mayor says it cost 14 million.\n"
    "It is the finest sight on the coast.\n\n"
    "Repairs will begin in May.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "bridge.tickmark"


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, project: Path, article: Path) -> Iterator[Worked]:
    worked = Worked(qtbot, qapp)
    worked.make(project)
    worked.import_article(article)
    yield worked
    if worked.desk.session is not None:
        worked.close()


def checked(worked: Worked) -> None:
    """Mark, word, attribute, rate both questions, cite and close, by keys."""
    worked.press("J", "J", "H")
    worked.until(lambda: worked.desk.claim is not None)
    worked.press("W")
    worked.type("The bridge cost 14 million.")
    worked.press("Escape", "S")
    worked.type("the mayor")
    worked.press("Return")
    worked.saved()
    worked.press("Escape", "2", "R")
    worked.type("The accounts say 17.")
    worked.press("Escape", "T", "1", "R")
    worked.type("She said it on tape.")
    worked.press("Escape")
    worked.saved()
    for words, question in (("Tape of 3 May", Question.SAID), ("Accounts 1931", Question.SO)):
        worked.window.claims.inspector.set_question(question)
        worked.press("E")
        worked.type(words)
        worked.press("Return")
        worked.saved()
        worked.until(lambda: worked.focused is worked.window.claims.inspector.evidence.form.passage)
        worked.type("as quoted")
        worked.window.claims.inspector.evidence.form.button.click()
        worked.saved()
        worked.focus_article()
    worked.press("Ctrl+Return")
    worked.saved()


def test_a_claim_is_marked_rated_cited_and_closed_by_keys_and_is_there_after_reopening(
    worked: Worked, project: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    checked(worked)
    assert worked.claim.status is ClaimStatus.CLOSED
    before, evidence = worked.claim, worked.desk.evidence[worked.claim.id]
    worked.close()

    again = Worked(qtbot, qapp)
    again.open(project)
    again.focus_article()
    again.press("Shift+J")
    assert again.claim == before
    assert again.claim.wording == "The bridge cost 14 million."
    assert again.claim.speaker == "the mayor"
    assert again.claim.rating(Question.SAID) == 1
    assert again.claim.rating(Question.SO) == 2
    assert {v.rationale for v in again.claim.verdicts} == {"She said it on tape.", "The accounts say 17."}
    assert again.desk.evidence[before.id] == evidence
    assert [(e.source_number, e.passage) for e in evidence] == [("S1", "as quoted"), ("S2", "as quoted")]
    again.close()


def test_undo_goes_to_and_names_what_it_took_back_and_redo_brings_it_again(worked: Worked) -> None:
    worked.press("J", "J", "H")
    worked.until(lambda: worked.desk.claim is not None)
    worked.press("3")
    worked.saved()
    assert worked.claim.rating(Question.SO) == 3
    worked.press("K", "K")
    assert worked.desk.claim is None
    worked.press("Ctrl+Z")
    worked.saved()
    assert worked.claim.rating(Question.SO) is None
    assert worked.said == "Undone: verdict."
    assert worked.window.reading.view.position() == worked.claim.start
    worked.press("Ctrl+Z")
    worked.saved()
    assert worked.desk.claims == {}
    worked.press("Ctrl+Shift+Z", "Ctrl+Shift+Z")
    worked.saved()
    assert worked.claim.rating(Question.SO) == 3


def test_a_number_pressed_right_after_marking_rates_the_new_claim(worked: Worked) -> None:
    worked.press("J", "J", "H")
    worked.until(lambda: worked.desk.claim is not None)
    first = worked.claim.id
    worked.press("J", "H", "4")
    worked.saved()
    assert worked.desk.claims[first].rating(Question.SO) is None
    assert worked.claim.id != first
    assert worked.claim.rating(Question.SO) == 4


def test_letters_in_a_field_are_words_and_not_commands(worked: Worked) -> None:
    worked.press("J", "J", "H")
    worked.until(lambda: worked.desk.claim is not None)
    worked.press("W")
    worked.type("hjkn 123")
    worked.press("Escape")
    worked.saved()
    assert worked.claim.wording == "hjkn 123"
    assert worked.claim.rating(Question.SO) is None
    assert len(worked.desk.claims) == 1


def test_selected_words_become_an_overlapping_claim_and_the_same_words_no_second_one(worked: Worked) -> None:
    worked.press("J", "H")
    worked.until(lambda: worked.desk.claim is not None)
    whole = worked.claim
    at = worked.desk.text.text.index("240 metres")
    worked.window.reading.view.select(at, at + len("240 metres"))
    worked.press("H")
    worked.saved()
    assert worked.claim.quote == "240 metres"
    assert whole.start < worked.claim.start
    assert worked.claim.end < whole.end
    worked.window.reading.view.select(at, at + len("240 metres"))
    worked.press("H")
    worked.saved()
    assert len(worked.desk.claims) == 2
    assert worked.focused is worked.window.reading.view


def test_a_sentence_with_nothing_to_check_is_counted_and_can_be_taken_back(worked: Worked) -> None:
    before = worked.desk.article
    assert before is not None
    assert before.ledger.done == 0
    worked.press("J", "J", "J", "N")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_N)
    worked.saved()
    after = worked.desk.article
    assert after is not None
    assert after.ledger.done == 1
    sentence = worked.window.reading.view.current_sentence()
    assert sentence is not None
    assert (sentence.state, sentence.reason) == (SentenceState.NOTHING, "opinion")
    worked.focus_article()
    worked.press("Ctrl+Z")
    worked.saved()
    assert worked.desk.article is not None
    assert worked.desk.article.ledger.done == 0


def test_a_deleted_claim_comes_back_whole_with_undo(worked: Worked) -> None:
    checked(worked)
    before = worked.claim
    worked.press("Delete")
    worked.saved()
    assert worked.desk.claims == {}
    worked.press("Ctrl+Z")
    worked.saved()
    assert worked.claim == before


def test_closing_the_window_saves_what_is_still_being_typed(
    worked: Worked, project: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    worked.press("J", "J", "H")
    worked.until(lambda: worked.desk.claim is not None)
    worked.press("R")
    worked.type("Not yet a change")
    worked.close()
    with Project.open(project, identity()) as opened:
        (claim,) = queries.claims(opened.conn)
        assert claim.verdicts[0].rationale == "Not yet a change"


def test_typing_left_by_a_crash_on_the_claim_left_in_hand_is_back_in_its_field(
    worked: Worked, project: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    worked.press("J", "J", "H")
    worked.until(lambda: worked.desk.claim is not None)
    claim = worked.claim
    worked.close()
    with Project.open(project, identity()) as opened:
        opened.set_scratch(f"{claim.id}/wording", "half a wor")
    again = Worked(qtbot, qapp)
    again.open(project)
    again.until(lambda: again.desk.claim == claim.id)
    assert again.window.claims.inspector.wording.plain() == "half a wor"
    assert claim.number in again.said
    # What is back already is not offered.
    assert not again.window.notices.banner.isVisible()
    again.saved()
    assert again.window.claims.inspector.wording.plain() == "half a wor"
    again.close()
    with Project.open(project, identity()) as opened:
        assert queries.claims(opened.conn)[0].wording == "half a wor"
        assert queries.scratch(opened.conn) == {}


def test_typing_left_by_a_crash_is_offered_and_put_back_into_its_field(
    worked: Worked, project: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    worked.press("J", "J", "H")
    worked.until(lambda: worked.desk.claim is not None)
    claim = worked.claim
    # Another is in hand: the one left in hand has its words back without being asked for.
    worked.press("J", "H")
    worked.until(lambda: worked.claim.id != claim.id)
    worked.close()
    with Project.open(project, identity()) as opened:
        opened.set_scratch(f"{claim.id}/wording", "half a wor")
        opened.set_scratch(f"{claim.id}/so.rationale", "half a rea")
    again = Worked(qtbot, qapp)
    again.open(project)
    assert claim.number in again.window.notices.banner.words
    again.window.notices.banner.first.click()
    inspector = again.window.claims.inspector
    assert inspector.wording.plain() == "half a wor"
    assert inspector.sections[Question.SO].rationale.plain() == "half a rea"
    again.close()
    with Project.open(project, identity()) as opened:
        typed, other = queries.claims(opened.conn)
        assert (typed.wording, other.wording) == ("half a wor", "")
        assert ([v.rationale for v in typed.verdicts], other.verdicts) == (["half a rea"], ())
        assert queries.scratch(opened.conn) == {}


def test_only_what_a_change_names_is_read_again(worked: Worked, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        worked.press("J", "H")
        worked.saved()
    asked: list[object] = []
    real = queries.claims

    def counted(conn: object, article: str | None = None, ids: object = None) -> object:
        asked.append(article if ids is None else ids)
        return real(conn, article, ids)  # type: ignore[arg-type]

    monkeypatch.setattr(import_module("db.queries"), "claims", counted)
    worked.press("2")
    worked.saved()
    assert asked
    assert all(isinstance(ids, frozenset | list) and len(list(ids)) == 1 for ids in asked)


def test_a_failed_import_is_one_sentence_and_leaves_the_project_as_it_was(
    worked: Worked, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.txt"
    picture.write_bytes(bytes(range(256)) * 40)
    worked.window.library.import_files([str(picture)])
    worked.until(lambda: "picture.txt" in worked.window.notices.banner.words)
    worked.window.library.import_files([str(tmp_path)])
    worked.until(lambda: tmp_path.name in worked.window.notices.banner.words)
    assert len(worked.desk.articles) == 1


def test_every_single_key_is_in_the_list_of_keys(worked: Worked) -> None:
    listed = {keys for keys, _ in worked.window.menus.keys}
    for key in ("J", "K", "Shift+J", "Shift+K", "H", "N", "T", "W", "S", "R", "F", "E", "Del", "Esc", "F1"):
        assert key in listed


def test_a_digit_never_rates_a_claim_one_no_longer_stands_on(worked: Worked) -> None:
    worked.press("J", "J", "H")
    worked.until(lambda: worked.desk.claim is not None)
    marked = worked.desk.claim
    worked.press("Ctrl+End")
    assert worked.desk.claim is None
    worked.press("2")
    worked.saved()
    worked.press("Shift+K")
    assert worked.desk.claim == marked
    assert worked.claim.verdicts == ()

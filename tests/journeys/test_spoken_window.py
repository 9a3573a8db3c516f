"""What a screen reader meets in the window, and what it is told when something changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records import Question, SentenceState
from tests.journeys.spoken_tree import Spoken, faults, walk
from tests.journeys.window import Worked
from widgets.fold import Fold
from widgets.notice import NoticeKind

_ROLE = QAccessible.Role


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication) -> Iterator[Worked]:
    QAccessible.setActive(True)
    worked = Worked(qtbot, qapp)
    yield worked
    if worked.desk.session is not None:
        worked.close()
    QAccessible.setActive(False)


@pytest.fixture
def sample(worked: Worked, qtbot: QtBot, tmp_path: Path) -> Worked:
    with qtbot.waitSignal(worked.window.projects.shown, timeout=20_000):
        worked.window.projects.open_sample(tmp_path)
    worked.until(lambda: bool(worked.desk.claims))
    worked.press("Escape")
    worked.focus_article()
    return worked


def heard(worked: Worked) -> list[Spoken]:
    QApplication.processEvents()
    return walk(worked.window)


def test_everything_that_can_be_used_on_the_start_screen_has_a_name_and_a_role(worked: Worked) -> None:
    things = heard(worked)

    assert faults(things) == []
    assert {"New project", "Open a project…", "Try the sample"} <= {thing.name for thing in things}


def test_everything_that_can_be_used_in_the_window_has_a_name_and_a_role(sample: Worked) -> None:
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        wrong = faults(heard(sample))
        if wrong:
            found[state] = wrong

    look("as opened")
    claim = next(c for c in sample.desk.claims.values() if c.speaker)
    sample.window.reading.go_to_claim(claim.id)
    sample.until(lambda: sample.desk.claim is not None)
    look("a claim with two questions")
    for fold in sample.window.claims.inspector.findChildren(Fold):
        if not fold.open:
            fold.button.click()
    look("the inspector, all parts open")
    sample.press("E")
    look("finding a source")
    sample.press("Escape", "Escape")
    sample.focus_article()
    sample.window.claims.list.bar.clear()
    sample.press("Shift+C")
    look("the chips")
    sample.window.claims.list.choose_all()
    look("several claims chosen")
    sample.press("Escape")
    sample.focus_article()
    sample.press("V")
    look("level with the text")
    sample.focus_article()
    sample.press("V")
    sample.focus_article()
    sample.press("Ctrl+F")
    look("the find bar")
    sample.press("Escape")
    sample.focus_article()
    sample.press("Ctrl+Shift+P")
    look("the palette")
    sample.press("Escape")
    sample.press("F1")
    look("the keys")
    sample.press("Escape")
    sample.focus_article()
    sample.press("I")
    look("the article's details")
    sample.focus_article()
    sample.press("Ctrl+Shift+T")
    look("ticking facts")
    sample.press("Shift+L")
    look("the list of facts")
    sample.press("Escape")
    sample.focus_article()
    sample.press("Ctrl+Shift+Q")
    look("fixes and queries")
    sample.window.notices.say(NoticeKind.QUESTION, "Two files.", actions=[("One", print), ("Other", print)])
    look("a notice")

    assert found == {}


def test_claims_are_told_by_number_words_and_verdict_in_list_margin_and_level_with_the_text(
    sample: Worked,
) -> None:
    first = min(sample.desk.claims.values(), key=lambda claim: claim.start)
    sample.window.reading.view.go_to(0)
    things = heard(sample)
    told = {(thing.role, thing.kind) for thing in things if thing.name.startswith(f"{first.number}. “")}
    assert told == {(_ROLE.Cell, "painted"), (_ROLE.ListItem, "painted")}
    rated = next(c for c in sample.desk.claims.values() if c.verdicts and c.rating(Question.SO))
    rating = sample.desk.scale.rating(rated.rating(Question.SO))
    assert rating is not None
    row = sample.window.claims.list.model.row_of(rated.id)
    index = sample.window.claims.list.model.index(row or 0, 0)
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert rating.label in words
    assert rated.quote[:20] in words

    sample.press("V")
    level = walk(sample.window.claims.sidebar.level)

    assert level[0].role is _ROLE.List
    assert any(thing.name.startswith(f"{first.number}. “") for thing in level[1:])


def test_the_article_is_a_text_whose_cursor_sentence_and_claims_are_told(sample: Worked) -> None:
    view = sample.window.reading.view
    sample.press("J", "J")
    spoken = QAccessible.queryAccessibleInterface(view)
    text = spoken.textInterface()

    assert spoken.role() is _ROLE.EditableText
    assert spoken.state().readOnly
    sentence = view.current_sentence()
    assert sentence is not None
    words = view.article_text.text[sentence.start : sentence.end]
    at = text.cursorPosition()
    assert text.text(at, at + len(words)) == words
    assert f"Sentence {sentence.n} of" in view.accessibleDescription()
    claim = min(sample.desk.claims.values(), key=lambda claim: claim.start)
    view.go_to(claim.start)
    assert claim.number in view.accessibleDescription()


def test_a_new_sentence_a_verdict_and_what_was_done_are_announced(
    sample: Worked, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    tell = QAccessible.updateAccessibility

    def listen(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())
        tell(event)

    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(listen))
    view = sample.window.reading.view
    unread = next(s for s in sample.desk.sentences if s.state is SentenceState.UNREAD)
    view.go_to(unread.start)
    words = view.article_text.text[unread.start : unread.end]
    assert f"Sentence {unread.n} of" in said[-1]
    assert "unread" in said[-1]
    assert words in said[-1]

    sample.press("H")
    sample.until(lambda: sample.desk.claim is not None)
    sample.saved()
    sample.press("5")
    sample.saved()

    rating = sample.desk.scale.rating(5)
    assert rating is not None
    assert any(sample.claim.number in each and rating.label in each for each in said)
    said.clear()
    sample.press("Ctrl+Z")
    sample.saved()
    assert sample.said
    assert sample.said in said

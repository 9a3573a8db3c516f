"""The whole main job over the bundled sample, from the start screen to the end, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import queries
from db.place import identity
from db.project_file import Project
from db.records import ClaimStatus, Question, Stance
from tests.journeys.hands import Keyboard
from tests.journeys.window import Worked


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication) -> Iterator[Worked]:
    worked = Worked(qtbot, qapp)
    yield worked
    if worked.desk.session is not None:
        worked.close()


@pytest.fixture
def keys(worked: Worked) -> Keyboard:
    return Keyboard(worked)


def open_sample(worked: Worked, keys: Keyboard) -> None:
    keys.tab_to("Try the sample")
    keys.press("Space")
    worked.until(lambda: bool(worked.desk.claims) and worked.window.tour.running)
    keys.press("Escape")
    assert not worked.window.tour.running


def here(worked: Worked) -> str:
    """The words of the sentence stood in."""
    sentence = worked.window.reading.view.current_sentence()
    assert sentence is not None
    return worked.desk.text.text[sentence.start : sentence.end]


def marked(worked: Worked, keys: Keyboard, before: str | None = None) -> None:
    keys.press("H")
    worked.until(lambda: worked.desk.claim not in (None, before))


@pytest.mark.answers_dialogs
def test_the_whole_job_over_the_sample_is_done_without_touching_a_mouse(
    worked: Worked, keys: Keyboard, tmp_path: Path
) -> None:
    open_sample(worked, keys)
    session = worked.desk.session
    assert session is not None
    path, sheet = session.path, tmp_path / "sheet.csv"

    # A reported claim: worded, both questions rated with reasons, cited on both, closed.
    keys.press("U", "U", "U", "U")
    assert here(worked).startswith("Jorun Staale, the mate")
    marked(worked, keys)
    claim = worked.claim.id
    keys.press("W")
    keys.type("The ferry’s ticket machine has been broken since Easter.")
    keys.press("Escape", "S")
    keys.type("Jorun Staale")
    keys.press("Return")
    worked.until(lambda: worked.claim.speaker == "Jorun Staale")
    keys.press("Escape", "T", "1", "R")
    keys.type("So the author’s notes have it.")
    keys.press("Escape", "T", "2", "R")
    keys.type("A repair was booked.")
    keys.press("Escape", "E")
    keys.type("interview")
    keys.press("Return", "T", "E", "Return")
    worked.until(lambda: len(worked.desk.evidence.get(claim, ())) == 2)
    keys.press("E")
    keys.type("council")
    keys.tab_to("▲ supports")
    keys.press("Space")
    keys.tab_to("Passage")
    keys.type("until it is mended")
    keys.press("Tab")
    keys.type("item 9")
    keys.press("Return")
    worked.until(lambda: len(worked.desk.evidence[claim]) == 3)
    keys.press("Ctrl+Return")
    worked.until(lambda: worked.claim.status is ClaimStatus.CLOSED)

    # The next sentence, with a fix and a query on some of its words.
    keys.press("U")
    assert here(worked).startswith("“People ask when")
    keys.press("Alt+Right", "Alt+Right", "F")
    keys.type("Passengers ask")
    keys.press("Ctrl+Return", "Alt+Right", "Q")
    keys.type("Is this from a recording?")
    keys.press("Ctrl+Return")

    # A fact ticked, a sentence with nothing to check.
    keys.press("Ctrl+Shift+T")
    worked.until(lambda: worked.window.ticking.ready)
    keys.press("Shift+Space")
    keys.type("register")
    keys.press("Return", "Escape", "U", "U", "N", "P")
    worked.saved()

    # The list filtered, its claims tagged together, and that taken back.
    keys.press("Ctrl+Shift+F")
    keys.type("council")
    keys.press("Escape", "C", "Ctrl+A", "G")
    worked.until(lambda: QApplication.activePopupWidget() is not None)
    keys.type("vote")
    keys.press("Return")
    worked.saved()
    tagged = [one.number for one in worked.desk.claims.values() if "vote" in one.tags]
    assert len(tagged) > 1
    keys.press("Ctrl+Z")
    worked.saved()
    assert not any("vote" in one.tags for one in worked.desk.claims.values())

    # The claims as CSV, through the dialog; then out.
    def name_the_file() -> None:
        keys.press("Ctrl+A")
        keys.type(str(sheet))
        keys.press("Return")

    keys.answer(lambda: keys.press("Ctrl+Shift+E"), name_the_file)
    worked.until(sheet.exists)
    worked.until(lambda: not worked.window.sheets.running)
    keys.press("Ctrl+Q")
    worked.until(lambda: worked.desk.session is None)

    with Project.open(path, identity()) as project:
        conn = project.conn
        one = next(c for c in queries.claims(conn) if c.id == claim)
        assert one.wording == "The ferry’s ticket machine has been broken since Easter."
        assert (one.speaker, one.status) == ("Jorun Staale", ClaimStatus.CLOSED)
        assert (one.rating(Question.SAID), one.rating(Question.SO)) == (1, 2)
        cited = [(e.source_number, e.question, e.stance, e.passage) for e in queries.evidence(conn, [claim])]
        assert sorted(cited) == [
            ("S1", Question.SAID, Stance.SUPPORTS, "until it is mended"),
            ("S3", Question.SAID, Stance.CONTEXT, ""),
            ("S3", Question.SO, Stance.CONTEXT, ""),
        ]
        fixes = {fix.passage.quote: fix.text for fix in queries.fixes(conn)}
        assert fixes["People ask"] == "Passengers ask"
        asked = {query.passage.quote: query.messages[0].text for query in queries.threads(conn)}
        assert asked["People ask when"] == "Is this from a recording?"
        text = queries.article_text(conn, queries.articles(conn)[0].text).text
        reasons = {text[s.start : s.end]: s.reason for s in queries.sentences(conn, one.draft)}
        assert reasons["Eleven to eight"] == "prediction"
        (ticked,) = [fact for fact in queries.facts(conn) if fact.ticks]
        assert ticked.ticks[0].source_number == "S4"
    assert "ticket machine" in sheet.read_text("utf-8")

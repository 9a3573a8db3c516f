"""The main job over the bundled sample with the mouse alone: words come by copying and pasting them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog
from pytestqt.qtbot import QtBot

from db import queries
from db.place import identity
from db.project_file import Project
from db.records import ClaimStatus, Question, Stance
from tests.journeys.hands import Mouse
from tests.journeys.window import Worked

MARK = "Mark a claim on the selection or sentence"
FIX, QUERY = "Fix: what the text should say", "Query to author, editor or colleague"


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication) -> Iterator[Worked]:
    worked = Worked(qtbot, qapp)
    yield worked
    if worked.desk.session is not None:
        worked.close()


@pytest.fixture
def mouse(worked: Worked) -> Mouse:
    return Mouse(worked)


def open_sample(worked: Worked, mouse: Mouse) -> None:
    mouse.button("Try the sample")
    worked.until(lambda: bool(worked.desk.claims) and worked.window.tour.running)
    mouse.button("Leave the tour")
    assert not worked.window.tour.running


def copy(mouse: Mouse, words: str) -> None:
    mouse.drag_over(words)
    mouse.menu_at_words(words)
    mouse.choose("Copy")


def paste(mouse: Mouse, field: str) -> None:
    mouse.menu_of(mouse.button(field))
    mouse.choose("Paste")


def cite(mouse: Mouse, source: str, question: str) -> None:
    mouse.button("Source to cite")
    mouse.row(source, "Sources found")
    mouse.button("▲ supports")
    mouse.button(question)
    mouse.button("Cite")


@pytest.mark.answers_dialogs
def test_the_whole_job_over_the_sample_is_done_without_touching_a_key(worked: Worked, mouse: Mouse) -> None:
    open_sample(worked, mouse)
    session, claims = worked.desk.session, worked.window.claims
    assert session is not None
    path = session.path

    # A reported claim: both questions rated with reasons, cited on both, closed.
    mouse.menu_at_words("takes the fares")
    mouse.choose(MARK)
    worked.until(lambda: worked.desk.claim is not None)
    claim = worked.claim.id
    copy(mouse, "Jorun Staale")
    mouse.button("▸  Claim")
    paste(mouse, "Speaker")
    copy(mouse, "out of order since Easter")
    worked.until(lambda: worked.claim.speaker == "Jorun Staale")
    mouse.button("True")
    paste(mouse, "Rationale: Is it so?")
    mouse.on(claims.inspector.sections[Question.SAID].turn_button)
    mouse.button("Mostly true")
    paste(mouse, "Rationale: Was it said?")
    cite(mouse, "S7", "said?")
    worked.until(lambda: len(worked.desk.evidence.get(claim, ())) == 1)
    cite(mouse, "S5", "so?")
    worked.until(lambda: len(worked.desk.evidence[claim]) == 2)
    mouse.button("Close claim")
    worked.until(lambda: worked.claim.status is ClaimStatus.CLOSED)

    # A fix and a query on words beside any claim; a sentence with nothing to check.
    copy(mouse, "Jorun Staale, the mate")
    for words, entry in (("People ask", FIX), ("boat and all", QUERY)):
        mouse.drag_over(words)
        mouse.menu_at_words(words)
        mouse.choose(entry)
        mouse.menu_of(worked.focused)
        mouse.choose("Paste")
    mouse.menu_at_words("worked the sound")
    mouse.choose("Nothing to check in the sentence…")
    mouse.choose("Opinion")

    # A source taken in hand, then a press for each fact.
    mouse.button("Tick facts")
    worked.until(lambda: worked.window.ticking.ready)
    mouse.button(worked.window.ticking.bar.source.accessibleName())
    mouse.row("S4", "Sources found")
    mouse.word("1974")
    mouse.button("✓ Tick")
    mouse.button("✓ Tick")
    mouse.button("Done")

    # The list filtered by a chip, its claims given to somebody together, and that taken back.
    mouse.click(claims.list.bar.chips.chip("status=open"))
    mouse.menu("Claim", "List of claims", "Choose all claims shown")
    mouse.button("Assign…")
    worked.until(lambda: QApplication.activePopupWidget() is not None)
    mouse.row("\u2068Maren Colby")
    worked.saved()
    given = [one for one in worked.desk.claims.values() if one.assignee]
    assert len(given) == len(claims.list.shown) > 1
    mouse.button("Undo")
    worked.saved()
    assert not any(one.assignee for one in worked.desk.claims.values())

    # The claims as CSV, through the dialog; then out.
    sheet = path.with_name(f"{path.stem} – sheet.csv")
    mouse.answer(lambda: mouse.menu("Project", "Export claims as CSV…"), lambda: press_save(mouse))
    worked.until(sheet.exists)
    worked.until(lambda: not worked.window.sheets.running)
    mouse.menu("Project", "Quit")
    worked.until(lambda: worked.desk.session is None)

    with Project.open(path, identity()) as project:
        conn = project.conn
        one = next(c for c in queries.claims(conn) if c.id == claim)
        assert (one.speaker, one.act, one.status) == ("Jorun Staale", "", ClaimStatus.CLOSED)
        assert (one.rating(Question.SAID), one.rating(Question.SO)) == (2, 1)
        assert {v.rationale for v in one.verdicts} == {"out of order since Easter"}
        cited = [(e.source_number, e.question, e.stance) for e in queries.evidence(conn, [claim])]
        assert sorted(cited) == [
            ("S5", Question.SO, Stance.SUPPORTS),
            ("S7", Question.SAID, Stance.SUPPORTS),
        ]
        fixes = {fix.passage.quote: fix.text for fix in queries.fixes(conn)}
        assert fixes["People ask"] == "Jorun Staale, the mate"
        asked = {query.passage.quote: query.messages[0].text for query in queries.threads(conn)}
        assert asked["boat and all"] == "Jorun Staale, the mate"
        text = queries.article_text(conn, queries.articles(conn)[0].text).text
        reasons = {text[s.start : s.end]: s.reason for s in queries.sentences(conn, one.draft)}
        assert next(why for words, why in reasons.items() if "worked the sound" in words) == "opinion"
        ticked = [fact for fact in queries.facts(conn) if fact.ticks]
        assert [text[fact.start : fact.end] for fact in ticked] == ["1974", "Tarrovik"]
    assert "Jorun Staale" in sheet.read_text("utf-8")


def press_save(mouse: Mouse) -> None:
    dialog = QApplication.activeModalWidget()
    buttons = dialog.findChild(QDialogButtonBox) if isinstance(dialog, QFileDialog) else None
    assert isinstance(buttons, QDialogButtonBox)
    mouse.click(buttons.button(QDialogButtonBox.StandardButton.Save))

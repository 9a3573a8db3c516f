"""Searching everything, looking the article's quotations up, a tick's passage, verifying: by keys alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli import run
from app.commands import adding
from db.place import identity
from db.project_file import Project
from db.records import Stance
from db.records.checks import CheckOutcome
from db.step import Step
from tests.journeys.window import Worked
from widgets.sources.text_body import TextBody

ARTICLE = (
    "Harbour master quits\n\nThe ferry carried 41,200. “In all 41,200 people were aboard”, it says.\n\n"
    "“Boats come in at dawn”, the pilot said.\n"
)
COUNTS = "Counts\n\nIn all 41,250 people were aboard.\n\nBoats come in at dawn, and a cormorant with them.\n"
PATIENCE_MS = 60_000


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "work.tickmark"
    (tmp_path / "harbour.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "counts.txt").write_text(COUNTS, "utf-8")
    for command in (
        ["new", "--title", "Harbour"],
        ["add", str(tmp_path / "harbour.txt")],
        ["add", str(tmp_path / "counts.txt"), "--source"],
        ["mark", "1", "The ferry carried"],
        ["cite", "MC1", "S1", "--passage", "In all 41,250 people"],
    ):
        assert run([command[0], str(path), *command[1:], "--as", "Maren Colby"]) == 0
    return path


@pytest.fixture
def worked(project: Path, qtbot: QtBot, qapp: QApplication) -> Worked:
    worked = Worked(qtbot, qapp)
    worked.open(project)
    worked.until(lambda: bool(worked.desk.claims))
    worked.focus_article()
    with qtbot.waitSignal(worked.window.quotes.settled, timeout=PATIENCE_MS):
        pass
    return worked


def test_what_is_sought_is_found_everywhere_and_gone_to(worked: Worked, qtbot: QtBot) -> None:
    window = worked.window
    worked.press("Ctrl+K")
    sheet = window.search.sheet
    worked.type("all 41")
    searching = window.searching
    qtbot.waitUntil(lambda: searching.texts == 1 and not searching.reading, timeout=PATIENCE_MS)
    worked.until(lambda: any(row.title.startswith("S1") for row in sheet.found.rows))
    headings = [row.title for row in sheet.found.rows if row.heading]
    assert headings == ["Articles", "Evidence", "In the words of sources"]
    assert sheet.foot.text() == ""

    # Up and down go over headings; Enter opens the source where the words stand, with the keyboard in it.
    worked.press("Down", "Down", "Down")
    row = sheet.found.current
    assert row is not None
    assert (row.title, row.where) == ("S1 counts.txt", "¶ 2")
    worked.press("Return")
    worked.until(lambda: isinstance(window.viewer.viewer.body, TextBody))
    body = window.viewer.viewer.body
    assert isinstance(body, TextBody)
    worked.until(lambda: bool(body.extraSelections()))
    marks = body.extraSelections()
    assert marks[0].cursor.selectedText() == "all"  # pyright: ignore[reportAttributeAccessIssue]
    assert window.viewer.has_keyboard

    # What was just written is found as well; Esc puts the search away and gives the keyboard back.
    assert worked.desk.session is not None
    worked.desk.session.run(lambda p: adding.add_note(p, title="Call", text="The cook saw a kittiwake."))
    worked.saved()
    worked.press("Ctrl+K")
    worked.type("kittiwake")
    worked.until(lambda: any(row.title.startswith("S2") for row in sheet.found.rows))
    worked.press("Escape")
    assert sheet.isHidden()
    assert window.viewer.has_keyboard

    # The line over the sources looks through their words too.
    worked.press("Escape", "Shift+O")
    worked.type("cormorant")
    listed = window.library.sources
    worked.until(lambda: len(listed.found.list.rows) == 1)
    worked.press("Down")
    assert listed.found.list.hasFocus()
    worked.press("Return")
    worked.until(lambda: window.viewer.has_keyboard)


def test_quotations_are_gone_through_cited_and_ticked_and_a_tick_s_passage_opened(
    worked: Worked, qtbot: QtBot
) -> None:
    window = worked.window
    source = next(iter(worked.desk.sources))
    window.library.show_source(source)
    worked.focus_article()
    worked.press("Ctrl+Shift+U")
    page = window.quotations.page
    assert page is not None
    qtbot.waitUntil(lambda: len(page.list.rows) == 2, timeout=PATIENCE_MS)
    assert page.outcome == "≈ nearly: the source has other words here"
    worked.press("J")
    assert page.outcome == "✓ found word for word"
    span = window.reading.view.selected_span()
    assert span is not None
    assert worked.desk.text.text[span.start : span.end] == "Boats come in at dawn"
    worked.until(lambda: window.viewer.source == source)
    assert page.holds_keyboard

    worked.press("E")
    worked.saved()
    (evidence,) = [e for found in worked.desk.evidence.values() for e in found if "Boats" in e.passage]
    assert (evidence.stance, evidence.passage) == (Stance.SUPPORTS, "Boats come in at dawn")
    worked.press("Space")
    worked.saved()
    worked.until(lambda: "ticked" in page.list.rows[1].snippet)
    assert "cited on" in page.list.rows[1].snippet

    # While facts are ticked the passage asked for is the tick's, and its check is told with it.
    worked.press("Escape", "Escape")
    worked.focus_article()
    with qtbot.waitSignal(window.quotes.settled, timeout=PATIENCE_MS):
        pass
    window.ticking.begin()
    worked.until(lambda: window.ticking.ready)
    fact = next(fact for fact in window.reading.view.facts.facts if fact.ticks)
    window.ticking.show_list()
    window.reading.view.go_to(fact.start)
    worked.until(lambda: window.ticking.quoting)
    assert "✓ found word for word" in window.status.message
    worked.focus_article()
    worked.press("Shift+B")
    worked.until(lambda: window.viewer.source == source and window.viewer.viewer.body is not None)

    # A passage that is blank again has no check.
    assert worked.desk.checks[evidence.id].outcome is CheckOutcome.EXACT
    assert worked.desk.session is not None
    from app.commands import citing

    worked.desk.session.run(
        lambda p: citing.edit_evidence(
            p,
            evidence=evidence.id,
            question=evidence.question,
            stance=evidence.stance,
            passage="",
            locator="",
        )
    )
    worked.saved()
    qtbot.waitUntil(lambda: evidence.id not in worked.desk.checks, timeout=PATIENCE_MS)


def test_verifying_names_the_source_whose_bytes_changed_and_goes_to_it(
    project: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    with closing(sqlite3.connect(project)) as conn:
        (sha,) = conn.execute("SELECT sha FROM source WHERE number = 'S1'").fetchone()
        conn.execute("UPDATE blob_chunk SET data = zeroblob(8) WHERE sha = ?", (bytes.fromhex(sha),))
        conn.commit()
    worked = Worked(qtbot, qapp)
    worked.open(project)
    worked.focus_article()
    worked.press("Ctrl+Shift+Y")
    page = worked.window.verifying.page
    worked.until(lambda: not worked.window.verifying.words)
    (row,) = page.list.rows
    assert row.title == "S1 counts.txt"
    assert "not those that were added" in row.snippet
    worked.press("Return")
    assert worked.window.library.source_shown == next(iter(worked.desk.sources))


def test_closing_while_a_file_comes_in_asks_and_waits_or_gives_it_up(
    project: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    worked = Worked(qtbot, qapp)
    worked.open(project)
    going = [True]

    def slowly(p: Project) -> Generator[tuple[int, int], None, Step]:
        while going[0]:
            yield 1, 2
        return adding.add_note(p, title="Late", text="Here after all.")

    assert worked.desk.session is not None
    worked.desk.session.run_parts(slowly)
    assert not worked.window.close()
    banner = worked.window.notices.banner
    assert banner.isVisible()
    worked.window.notices.banner.answered.emit("0")
    assert worked.desk.session is not None
    going[0] = False
    worked.until(lambda: worked.window.isHidden())
    with Project.open(project, identity()) as after:
        assert after.conn.execute("SELECT count(*) FROM source").fetchone() == (2,)

    worked = Worked(qtbot, qapp)
    worked.open(project)
    going[0] = True
    assert worked.desk.session is not None
    worked.desk.session.run_parts(slowly)
    assert not worked.window.close()
    worked.window.notices.banner.answered.emit("1")
    worked.until(lambda: worked.window.isHidden())
    with Project.open(project, identity()) as after:
        assert after.conn.execute("SELECT count(*) FROM source").fetchone() == (2,)

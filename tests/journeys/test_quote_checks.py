"""Quoted passages looked up in their sources while the window stays live; what is in doubt is seen by eye."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.cli import run
from app.commands import adding
from app.exporting.csv_rows import read_csv
from tests.journeys.window import Worked
from widgets.inspector.evidence_row import EvidenceRow
from widgets.labels import Label
from widgets.remarks.word_diff import Change
from widgets.sources.text_body import TextBody

ARTICLE = "Harbour master quits\n\nThe ferry carried 41,200 people. The ferry is loved.\n"
COUNTS = "Counts\n\nIn all 41,250 people were aboard the ferry in March, two more than in May.\n"
STORY = " ".join(f"the pilot number {n} said that boat {n * 7} came in at dawn" for n in range(20))
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
        ["mark", "1", "41,200 people"],
        ["mark", "1", "is loved"],
        ["cite", "MC1", "S1", "--passage", "In all 41,200 people were aboard the ferry"],
    ):
        words = [command[0], str(path), *command[1:], "--as", "Maren Colby"]
        assert run(words) == 0
    return path


@pytest.fixture
def worked(project: Path, qtbot: QtBot, qapp: QApplication) -> Worked:
    worked = Worked(qtbot, qapp)
    worked.open(project)
    worked.until(lambda: worked.desk.article is not None and bool(worked.desk.claims))
    worked.focus_article()
    worked.desk.choose_claim(next(iter(worked.desk.claims)))
    return worked


def row_of(worked: Worked) -> EvidenceRow:
    (one,) = worked.desk.evidence[worked.claim.id]
    return worked.window.claims.inspector.evidence.row(one.id)


def test_a_passage_that_differs_by_a_number_is_shown_with_the_difference_and_seen_by_eye(
    worked: Worked, qtbot: QtBot, tmp_path: Path
) -> None:
    assert row_of(worked).check.words == "… not checked yet"
    with qtbot.waitSignal(worked.window.quotes.settled, timeout=PATIENCE_MS):
        pass
    check = row_of(worked).check
    assert check.words == "≈ nearly: the source has other words here"
    differing = [
        (piece.change, piece.text.strip()) for piece in check.pieces if piece.change is not Change.SAME
    ]
    assert differing == [(Change.OUT, "41,200"), (Change.IN, "41,250")]

    worked.press("Shift+B")
    viewer = worked.window.viewer
    worked.until(
        lambda: isinstance(viewer.viewer.body, TextBody) and bool(viewer.viewer.body.extraSelections())
    )
    body = viewer.viewer.body
    assert isinstance(body, TextBody)
    (marked,) = body.extraSelections()
    cursor = marked.cursor  # pyright: ignore[reportAttributeAccessIssue]
    assert cursor.selectedText() == "In all 41,250 people were aboard the ferry"
    assert "comes nearest" in worked.window.status.message
    worked.press("Escape")
    worked.until(lambda: not viewer.source)
    assert worked.window.status.message == ""

    assert worked.claim.doubts == 1
    chips = worked.window.claims.list.bar.chips
    chips.chip("more").click()
    assert "quote in doubt" in chips.chip("quote=there").text()

    worked.press("Y")
    worked.saved()
    (one,) = worked.desk.evidence[worked.claim.id]
    assert one.seen_by == ("Maren Colby",)
    assert check.button.isChecked()
    worked.until(lambda: worked.claim.doubts == 0)

    # As the sheet has it, looked up before it is written.
    out = tmp_path / "sheet.csv"
    with qtbot.waitSignal(worked.window.sheets.written, timeout=PATIENCE_MS):
        worked.window.sheets.export(out)
    cell, nothing = [row["quote checks"] for row in read_csv(out.read_bytes())]
    assert nothing == ""
    assert "quoted “41,200”, the source has “41,250”" in cell
    assert "seen by eye by Maren Colby" in cell

    # Other words were not seen by anybody, and are looked up anew.
    row = row_of(worked)
    row.begin()
    assert row.form is not None
    assert not row.check.isVisible()
    row.form.passage.setPlainText("In all 41,250 people were aboard")
    row.form.done.emit()
    worked.saved()
    (one,) = worked.desk.evidence[worked.claim.id]
    assert one.seen_by == ()
    with qtbot.waitSignal(worked.window.quotes.settled, timeout=PATIENCE_MS):
        pass
    assert row_of(worked).check.words == "✓ found word for word"


def test_a_new_source_with_another_s_words_is_pointed_out_and_rests_on_it_when_a_person_says_so(
    worked: Worked, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(worked.window.quotes.settled, timeout=PATIENCE_MS):
        pass
    assert worked.desk.session is not None
    for n in (1, 2):
        path = tmp_path / f"paper {n}.txt"
        path.write_text(f"Paper {n}\n\n{STORY}.\n", "utf-8")
        worked.desk.session.run(partial(adding.add_file, path=path))
    with qtbot.waitSignal(worked.window.quotes.kin_changed, timeout=PATIENCE_MS):
        pass
    banner = worked.window.notices.banner
    assert "largely the same words as" in banner.words
    first, second = [source for source in worked.desk.sources.values() if source.title.startswith("paper")]
    assert not first.origins
    assert not second.origins
    worked.window.library.show_source(second.id)
    kin = worked.window.library.source_details.kin
    (rest,) = kin.told.findChildren(QPushButton)
    rest.click()
    worked.saved()
    assert worked.desk.sources[second.id].origins == (first.id,)
    assert [label.text() for label in kin.told.findChildren(Label) if label.isVisibleTo(kin.told)] == [
        f"⚭ rests on {first.number}"
    ]


def test_closing_while_texts_are_read_leaves_nothing_and_the_sheet_waits_for_nobody_who_cancelled(
    worked: Worked, qtbot: QtBot, tmp_path: Path
) -> None:
    refused: list[str] = []
    worked.window.sheets.not_written.connect(refused.append)
    worked.window.sheets.export(tmp_path / "sheet.csv")
    worked.window.sheets.cancel()
    assert refused
    worked.window.quotes.cancel()
    assert not (tmp_path / "sheet.csv").exists()
    worked.close()

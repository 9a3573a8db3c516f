"""What is confidential on its way out of the window: held back, looked over, released for one export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli import run
from app.exporting.csv_rows import read_csv
from app.panels.menus.confidential_entries import confidential_entries
from tests.journeys.window import Worked

ARTICLE = "The crane cost 4 million crowns. Nobody asked for it, said Odd Venn.\n"
PASSAGE = "They told me to shred the second invoice"


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication) -> Iterator[Worked]:
    worked = Worked(qtbot, qapp)
    yield worked
    if worked.desk.session is not None:
        worked.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose one claim rests on minutes and on somebody off the record."""
    article, minutes, path = tmp_path / "crane.txt", tmp_path / "minutes.txt", tmp_path / "crane.tickmark"
    article.write_text(ARTICLE, encoding="utf-8")
    minutes.write_text("The crane: 4 million crowns.", encoding="utf-8")
    where = str(path)
    for words in (
        ["new", where, "--as", "Ilse Marrant"],
        ["add", where, str(article)],
        ["add", "--source", where, str(minutes)],
        ["add", "--person", "Kassandra Vogt", "--record", "off", where],
        ["mark", where, "crane", "The crane cost 4 million crowns", "--as", "Ilse Marrant"],
        ["cite", where, "IM1", "S1", "--stance", "supports"],
        ["cite", where, "IM1", "S2", "--stance", "supports", "--passage", PASSAGE],
    ):
        assert run(words) == 0
    return path


def say(project: Path, rationale: str) -> None:
    assert run(["mark", str(project), "--claim", "IM1", "--verdict", "1", "--rationale", rationale]) == 0


def test_an_export_lists_what_it_holds_back_and_each_can_be_released_for_once(
    worked: Worked, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    worked.open(project)
    sheets, out = worked.window.sheets, tmp_path / "out.csv"
    sheets.export(out)
    worked.until(lambda: sheets.leaving.active)
    (box,) = sheets.leaving.page.boxes.values()
    assert "S2" in box.text()
    with qtbot.waitSignal(sheets.written, timeout=60_000):
        worked.press("Return")
    (row,) = read_csv(out.read_bytes())
    assert "Evidence held back: confidential source" in row["evidence"]
    assert "Vogt" not in str(row)
    assert "shred" not in str(row)
    sheets.export(out)
    worked.until(lambda: sheets.leaving.active)
    page = sheets.leaving.page
    page.boxes["S2"].click()
    worked.until(page.go_button.isEnabled)
    with qtbot.waitSignal(sheets.written, timeout=60_000):
        page.go_button.click()
    (row,) = read_csv(out.read_bytes())
    assert PASSAGE in row["evidence"]
    sheets.export(out)
    worked.until(lambda: sheets.leaving.active)
    assert not sheets.leaving.page.boxes["S2"].isChecked()
    worked.press("Escape")


def test_what_still_tells_of_it_is_shown_first_and_enter_then_sends_nothing(
    worked: Worked, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    say(project, "VOGT saw the papers.")
    worked.open(project)
    sheets, out = worked.window.sheets, tmp_path / "out.csv"
    with qtbot.waitSignal(sheets.not_written, timeout=60_000):
        sheets.export(out)
        worked.until(lambda: sheets.leaving.active)
        worked.press("Return")
    assert not out.exists()
    assert worked.window.reading.view.isVisible()


def test_the_copy_for_the_author_is_looked_over_where_it_tells_of_a_confidential_source(
    worked: Worked, project: Path
) -> None:
    assert run(["mark", str(project), "--claim", "IM1", "--fix", "4.2 million, as Kassandra Vogt says"]) == 0
    worked.open(project)
    worked.until(lambda: worked.desk.article is not None)
    clipboard = QApplication.clipboard()
    clipboard.setText("before")
    leaving = worked.window.sheets.leaving
    worked.window.remarks.copy_for_author()
    worked.until(lambda: leaving.active)
    assert clipboard.text() == "before"
    leaving.page.go_button.click()
    assert "Kassandra Vogt" in clipboard.text()


def test_closing_the_project_sends_nothing(worked: Worked, project: Path, tmp_path: Path) -> None:
    worked.open(project)
    worked.window.sheets.export(tmp_path / "out.csv")
    worked.until(lambda: worked.window.sheets.leaving.active)
    worked.close()
    assert not (tmp_path / "out.csv").exists()


def test_headless_tells_what_is_held_back_and_what_still_tells_of_it(
    project: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = str(tmp_path / "out.csv")
    assert run(["export", str(project), out]) == 0
    assert "Held back as confidential: S2" in capfdbinary.readouterr().err.decode()
    say(project, "VOGT saw the papers.")
    capfdbinary.readouterr()
    assert run(["export", str(project), out]) == 1
    said = capfdbinary.readouterr().err.decode()
    assert "S2, part of the name: claim IM1, verdict of " in said
    assert run(["export", str(project), out, "--release", "s2"]) == 0
    assert PASSAGE in Path(out).read_text(encoding="utf-8-sig")
    assert run(["export", str(project), out, "--release", "S9"]) == 2


def test_a_passage_and_its_source_are_marked_confidential_by_the_menu_of_the_claim(
    worked: Worked, project: Path
) -> None:
    worked.open(project)
    worked.until(lambda: worked.desk.article is not None and bool(worked.desk.claims))
    worked.desk.choose_claim(next(iter(worked.desk.claims)))
    worked.until(lambda: worked.desk.record is not None)
    (minutes,) = [one for one in worked.desk.sources.values() if one.number == "S1"]
    for wanted in ("This passage: S1", "All of S1"):
        entries = confidential_entries(worked.window._reach())
        (entry,) = [one for one in entries if wanted in one.words]
        entry.slot()
        worked.saved()
    (cited, _) = worked.desk.evidence[worked.claim.id]
    assert cited.confidential
    assert worked.desk.sources[minutes.id].confidential

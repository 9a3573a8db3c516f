"""What surrounds the main job: exporting, merging, starting, and a disk that refuses."""

from __future__ import annotations

import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.exporting.csv_rows import read_csv
from app.sample import make_sample
from app.settings import read_settings
from db import notices, queries
from db.place import identity
from db.project_file import Project
from db.records import Question
from tests.app.exporting.tagged_pdf import attachments
from tests.journeys.window import Worked
from widgets.labels import Label
from widgets.notice import NoticeKind

ROOT = Path(__file__).parents[2]


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication) -> Iterator[Worked]:
    worked = Worked(qtbot, qapp)
    yield worked
    if worked.desk.session is not None:
        worked.close()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return make_sample(tmp_path / "sample.tickmark")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text("The bridge is long. It cost 14 million.\n", encoding="utf-8")
    return path


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process can grow."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_the_window_and_the_command_write_the_same_rows(
    worked: Worked, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    worked.open(sample)
    by_window, by_command = tmp_path / "window.csv", tmp_path / "command.csv"
    with qtbot.waitSignal(worked.window.sheets.written, timeout=60_000):
        worked.window.sheets.export(by_window)
    worked.close()
    subprocess.run(
        [sys.executable, "-m", "app", "export", str(sample), str(by_command)],
        cwd=ROOT,
        check=True,
        timeout=60,
    )
    rows, others = read_csv(by_window.read_bytes()), read_csv(by_command.read_bytes())
    assert len(rows) == 14
    # Issued at two moments, and otherwise the same.
    for row in (*rows, *others):
        assert row.pop("issued")
    assert rows == others


def test_a_sheet_is_exported_with_its_phase_and_time_shown(
    worked: Worked, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    worked.open(sample)
    out = tmp_path / "sheet.pdf"
    with qtbot.waitSignal(worked.window.sheets.written, timeout=60_000):
        worked.window.sheets.export(out)
        worked.until(lambda: "sheet.pdf" in worked.window.status.job.words)
    assert out.read_bytes().startswith(b"%PDF-")
    assert str(out) in worked.window.notices.banner.words
    assert worked.window.status.job.isHidden()


def test_the_kind_of_file_chosen_says_whether_the_sheet_lists_the_facts(
    worked: Worked, sample: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked.open(sample)
    offered: list[str] = []

    def choose(_parent: object, _title: str, at: str, kinds: str) -> tuple[str, str]:
        offered.append(kinds)
        return str(tmp_path / Path(at).name), kinds.split(";;")[-1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    for export in (worked.window.sheets.choose_pdf, worked.window.sheets.choose_facts):
        with qtbot.waitSignal(worked.window.sheets.written, timeout=60_000):
            export()
    (pdf,) = tmp_path.glob("*sheet.pdf")
    assert "facts.csv" in attachments(pdf)
    (table,) = tmp_path.glob("*facts.csv")
    assert {row["kind"] for row in read_csv(table.read_bytes())} >= {"name", "number"}
    with qtbot.waitSignal(worked.window.sheets.written, timeout=60_000):
        worked.window.sheets.choose_pdf()
    assert offered[-1].startswith("PDF with the facts")


def test_a_cancelled_export_leaves_what_stood_there(
    worked: Worked, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    worked.open(sample)
    out = tmp_path / "sheet.pdf"
    out.write_bytes(b"the last sheet")
    with qtbot.waitSignal(worked.window.sheets.not_written, timeout=60_000):
        worked.window.sheets.export(out)
        worked.until(lambda: worked.window.sheets.running)
        worked.window.status.job.cancel_requested.emit()
    assert out.read_bytes() == b"the last sheet"
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_a_merge_brings_a_colleague_s_claim_into_the_window(
    worked: Worked, article: Path, tmp_path: Path
) -> None:
    from app.commands import claims

    mine, theirs = tmp_path / "mine.tickmark", tmp_path / "theirs.tickmark"
    worked.make(mine)
    worked.import_article(article)
    worked.close()
    theirs.write_bytes(mine.read_bytes())
    with Project.open(theirs, identity("Jo Other")) as other:
        record = queries.articles(other.conn)[0]
        other.run(claims.mark(other, article=record.id, draft=record.draft, start=0, end=19))
    worked.window.show()
    worked.open(mine)
    worked.window.merging.merge([theirs])
    worked.until(lambda: len(worked.desk.claims) == 1)
    worked.until(lambda: "Merged" in worked.window.notices.banner.words)
    assert worked.window.claims.list.shown == list(worked.desk.claims)


def test_on_a_full_disk_the_window_says_not_saved_keeps_the_words_and_saves_them_later(
    worked: Worked, article: Path, tmp_path: Path
) -> None:
    worked.make(tmp_path / "job.tickmark")
    worked.import_article(article)
    worked.press("J", "H")
    worked.saved()
    with full_disk():
        worked.press("2", "R")
        worked.type("Written on a full disk")
        worked.press("Escape")
        worked.until(lambda: "Not saved" in worked.window.status.saving_words)
        rationale = worked.window.claims.inspector.sections[Question.SO].rationale
        assert rationale.plain() == "Written on a full disk"
        assert not worked.window.close()
        assert worked.desk.session is not None
    worked.window.projects.try_again()
    worked.saved()
    assert "Saved" in worked.window.status.saving_words
    assert worked.window.notices.banner.isHidden()
    assert worked.claim.rating(Question.SO) == 2
    assert worked.claim.verdicts[0].rationale == "Written on a full disk"


def test_a_project_open_elsewhere_is_refused_in_one_sentence_and_the_start_screen_stays(
    worked: Worked, sample: Path, qtbot: QtBot
) -> None:
    with (
        Project.open(sample, identity("Somebody")),
        qtbot.waitSignal(worked.window.projects.not_shown),
    ):
        worked.window.projects.open(sample)
    assert "open in another window" in worked.window.notices.banner.words
    assert worked.window.projects.start.isVisible()


def test_an_opened_project_is_offered_again_on_the_start_screen_and_can_be_taken_off(
    worked: Worked, sample: Path
) -> None:
    worked.open(sample)
    worked.window.projects.close()
    (row,) = worked.window.projects.start.rows()
    assert read_settings().recent[0].path == str(sample)
    row.forget.click()
    assert worked.window.projects.start.rows() == []
    assert sample.exists()


def test_an_article_dropped_on_the_start_screen_asks_where_to_keep_it(
    worked: Worked, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "kept.tickmark"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kwargs: (str(there), ""))
    worked.window.projects.start.files_dropped.emit([str(article)])
    # Its title would be the file's name: it is looked at first.
    worked.until(worked.window.previews.page.text.hasFocus)
    worked.press("Return")
    worked.until(lambda: bool(worked.desk.articles) and worked.desk.article is not None)
    assert there.exists()
    assert worked.desk.text.text.startswith("The bridge")


def test_number_keys_do_not_rate_a_claim_that_is_not_on_show(
    worked: Worked, article: Path, tmp_path: Path
) -> None:
    worked.make(tmp_path / "job.tickmark")
    worked.import_article(article)
    worked.press("J", "H")
    worked.saved()
    worked.press("I", "2")
    worked.saved()
    assert worked.claim.rating(Question.SO) is None
    assert worked.window.claims.inspector.isVisible()
    worked.press("2")
    worked.saved()
    assert worked.claim.rating(Question.SO) == 2


def test_theme_and_text_size_are_remembered(worked: Worked, sample: Path) -> None:
    worked.open(sample)
    worked.focus_article()
    worked.press("Ctrl+Plus")
    worked.window.appearance.choose_theme("dark")
    assert read_settings().theme == "dark"
    assert read_settings().zoom == 110


def test_what_was_edited_apart_is_shown_and_settled_in_the_window(
    worked: Worked, article: Path, tmp_path: Path
) -> None:
    from app.commands import claims

    mine, theirs = tmp_path / "mine.tickmark", tmp_path / "theirs.tickmark"
    worked.make(mine)
    worked.import_article(article)
    worked.press("J", "H")
    worked.saved()
    claim = worked.claim.id
    worked.window.projects.close()
    theirs.write_bytes(mine.read_bytes())
    for path, who, words in ((mine, None, "It is 40 m long."), (theirs, "Jo Other", "It is long.")):
        with Project.open(path, identity(who)) as project:
            project.run(claims.set_wording(project, claim=claim, wording=words))
    worked.open(mine)
    worked.window.merging.merge([theirs])
    worked.until(lambda: len(worked.desk.conflicts) == 1)
    worked.until(lambda: "Edited apart in two copies: 1" in worked.window.notices.banner.words)
    worked.window.notices.banner.first.click()
    page = worked.window.conflicts.page
    worked.until(lambda: page.detail.item is not None)
    assert page.detail.item is not None
    assert page.detail.item.title.startswith(f"Claim {worked.desk.claims[claim].number} ")
    worked.press("Escape")
    worked.window.reading.go_to_claim(claim)
    (conflict,) = worked.desk.conflicts
    theirs_version = next(v for v in conflict.versions if v.person_name == "Jo Other")
    worked.window.claims.inspector.version_requested.emit(conflict.entity, conflict.field, theirs_version.txn)
    worked.saved()
    assert worked.desk.conflicts == []
    assert worked.window.notices.banner.isHidden()
    assert worked.claim.wording == "It is long."
    assert worked.claim.conflicts == 0
    worked.press("Ctrl+Z")
    worked.saved()
    assert worked.claim.conflicts == 1


def test_a_refusal_is_not_left_standing_over_the_project_opened_after_it(
    worked: Worked, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    nothing = tmp_path / "nothing.tickmark"
    nothing.write_text("not a project", encoding="utf-8")
    with qtbot.waitSignal(worked.window.projects.not_shown):
        worked.window.projects.open(nothing)
    assert worked.window.notices.banner.isVisible()
    worked.open(sample)
    assert worked.window.notices.banner.isHidden()


def test_what_is_said_of_a_key_goes_with_the_next(worked: Worked, article: Path, tmp_path: Path) -> None:
    worked.make(tmp_path / "job.tickmark")
    worked.import_article(article)
    status = worked.window.status
    worked.press("J", "H")
    worked.saved()
    worked.press("H")
    assert "already" in status.message
    worked.press("J")
    assert status.message == ""
    worked.press("Alt+Right")
    assert status.message.startswith("Selected")
    QTest.mouseClick(worked.window.reading.view.viewport(), Qt.MouseButton.LeftButton)
    assert status.message == ""
    history = worked.window.history
    while not history.why_no_undo():
        history.undo()
        worked.saved()
    # Pressed before it is known that nothing is left.
    history.undo()
    worked.until(lambda: "nothing to undo" in status.message)
    assert not [line for line in worked.window.notices.banner.findChildren(Label) if "undo" in line.text()]
    worked.press("Ctrl+Shift+Z")
    worked.until(lambda: status.message.startswith("Redone"))


def test_what_was_undone_is_named_until_the_next_change(
    worked: Worked, article: Path, tmp_path: Path
) -> None:
    worked.make(tmp_path / "job.tickmark")
    worked.import_article(article)
    worked.press("J", "H")
    worked.saved()
    worked.press("Ctrl+Z")
    worked.saved()
    assert worked.window.status.message == "Undone: marking a claim."
    worked.press("H")
    worked.saved()
    assert worked.window.status.message == ""


def test_news_of_an_import_ends_with_the_next_change(worked: Worked, article: Path, tmp_path: Path) -> None:
    worked.make(tmp_path / "job.tickmark")
    for change in ("Ctrl+Z", "H"):
        worked.import_article(article)
        worked.saved()
        assert worked.window.notices.banner.words.startswith("Imported")
        worked.press(change)
        worked.saved()
        assert worked.window.notices.banner.isHidden()


def test_what_was_replaced_in_a_file_is_told_before_it_is_imported(worked: Worked, tmp_path: Path) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_bytes(b"The bridge\n\nIt \x00 is long.\n")
    worked.make(tmp_path / "job.tickmark")
    worked.window.library.import_files([str(odd)])
    worked.until(worked.window.previews.page.text.hasFocus)
    assert "NUL" in worked.window.previews.page.notes.text()
    worked.press("Return")
    worked.until(lambda: bool(worked.desk.articles))
    worked.saved()
    assert "Imported" in worked.window.notices.banner.words
    worked.focus_article()
    worked.press("Ctrl+Z")
    worked.saved()
    assert not worked.desk.articles
    assert worked.window.notices.banner.isHidden()


def test_a_dismissed_notice_gives_the_keyboard_back_to_who_had_it(worked: Worked, sample: Path) -> None:
    worked.open(sample)
    worked.focus_article()
    (cross,) = (b for b in worked.window.notices.banner.findChildren(QPushButton) if b.text() == "×")
    filter_field = worked.window.claims.list.findChild(QLineEdit)
    assert filter_field is not None
    for had in (worked.window.reading.view, filter_field):
        had.setFocus()
        worked.window.notices.say(NoticeKind.WARNING, "The file is empty.")
        cross.setFocus(Qt.FocusReason.MouseFocusReason)
        worked.until(cross.hasFocus)
        cross.click()
        assert worked.focused is had


def test_a_dismissed_notice_gives_the_keyboard_to_the_article_where_nobody_had_it(
    worked: Worked, sample: Path
) -> None:
    worked.open(sample)
    worked.focus_article()
    worked.focused.clearFocus()
    worked.window.notices.say(NoticeKind.WARNING, "The file is empty.")
    (cross,) = (b for b in worked.window.notices.banner.findChildren(QPushButton) if b.text() == "×")
    cross.setFocus(Qt.FocusReason.MouseFocusReason)
    cross.click()
    assert worked.focused is worked.window.reading.view


def test_a_project_that_takes_long_to_open_is_named_meanwhile(worked: Worked, sample: Path) -> None:
    projects, go_on = worked.window.projects, Event()

    def slowly() -> Project:
        go_on.wait(20)
        return Project.open(sample, identity())

    projects._replace(sample, slowly, None)
    assert projects.start.isVisible()
    worked.until(projects.opening.isVisible)
    assert projects.opening.words == "Opening sample …"
    go_on.set()
    worked.until(worked.window.reading.view.isVisible)
    assert worked.window.reading.view.hasFocus()


def test_the_start_screen_is_not_seen_on_the_way_to_a_project(
    worked: Worked, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    projects = worked.window.projects
    worked.window.hide()
    with qtbot.waitSignal(projects.shown):
        projects.open(sample)
        worked.window.show()
        assert (projects.opening.isVisible(), projects.opening.words) == (True, "")
    with qtbot.waitSignal(projects.shown):
        projects.make(tmp_path / "other.tickmark")
        assert (projects.opening.isVisible(), projects.opening.words) == (True, "")
    assert worked.window.reading.view.isVisible()


def test_a_project_that_is_not_there_leads_from_the_opening_screen_to_the_start_screen(
    worked: Worked, tmp_path: Path, qtbot: QtBot
) -> None:
    worked.window.hide()
    with qtbot.waitSignal(worked.window.projects.not_shown):
        worked.window.projects.open(tmp_path / "gone.tickmark")
        worked.window.show()
    assert worked.window.projects.start.isVisible()


def test_a_copy_for_reading_says_that_it_is_one_and_not_that_its_place_is_read_only(
    worked: Worked, sample: Path
) -> None:
    conn = sqlite3.connect(sample)
    notices.note_for_reading(conn)
    conn.commit()
    conn.close()

    worked.open(sample)
    banner = worked.window.notices.banner

    worked.until(lambda: "copy for reading" in banner.words)
    assert "read-only place" not in banner.words

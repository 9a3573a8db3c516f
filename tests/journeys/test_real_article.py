"""A real article from its file to the sheet, by keys in the window and by commands: the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.cli import run
from app.exporting.csv_rows import read_csv
from db.place import identity
from db.records import ClaimStatus, Question, SentenceState, Stance
from tests.journeys.window import Worked

ARTICLE = Path(__file__).parents[3] / "shared" / "articles" / "north-korean-rockets.txt"
# What differs between two projects made of the same work.
OWN = ("article id", "claim id", "draft", "fingerprint", "issued")
REPORT = "https://paper.test/rockets"


@dataclass(frozen=True)
class Cited:
    """What one source says on one question of a claim."""

    source: str
    stance: Stance
    passage: str = ""
    locator: str = ""
    question: Question = Question.SO


@dataclass(frozen=True)
class Judged:
    """A verdict by number, with its reasons."""

    rating: str
    rationale: str
    fix: str = ""


@dataclass(frozen=True)
class Checked:
    """A claim on these words and everything said about it."""

    words: str
    wording: str = ""
    speaker: str = ""
    so: Judged | None = None
    said: Judged | None = None
    evidence: tuple[Cited, ...] = field(default=())
    reason: str | None = None


WORK = (
    Checked(
        "The Ukrainian defence ministry has suggested that these arms were captured by Russian forces.",
        wording="Russian forces captured the rockets.",
        speaker="the Ukrainian defence ministry",
        so=Judged("5", '=No source; "friendly country" is all there is, see the report.'),
        said=Judged("2", "The report has the ministry say the opposite.", fix="captured from Russian forces"),
        evidence=(
            Cited(REPORT, Stance.CONTRADICTS, "seized from Russian forces", "par. 4", Question.SAID),
            Cited("S1", Stance.CONTEXT, 'a "friendly" country', question=Question.SO),
        ),
        reason="",
    ),
    Checked(
        "70th anniversary",
        so=Judged("1", "27 July 1953 to 2023."),
        evidence=(Cited("S2", Stance.SUPPORTS),),
    ),
    Checked(
        "This visit marks the first time that Moscow’s top defence official has visited North Korea "
        "since the dissolution of the Soviet Union in 1991.",
        so=Judged("4", ""),
        reason="On the author, by phone.",
    ),
    Checked("Soviet-era", wording="-Grad launchers are of Soviet make."),
)


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    path = tmp_path / "armistice.txt"
    path.write_text("Signed on 27 July 1953.\n", encoding="utf-8")
    return path


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that the next dialogs choose."""
    paths: list[Path] = []

    def one(*_: object) -> tuple[str, str]:
        return str(paths.pop(0)), ""

    def several(*_: object) -> tuple[list[str], str]:
        return [str(paths.pop(0))], ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", one)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", several)
    return paths


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication) -> Iterator[Worked]:
    worked = Worked(qtbot, qapp)
    yield worked
    if worked.desk.session is not None:
        worked.close()


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not beside this clone")
def test_keys_in_the_window_and_commands_lead_to_the_same_rows(
    worked: Worked, chosen: list[Path], counts: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    chosen.append(tmp_path / "rockets.tickmark")
    with qtbot.waitSignal(worked.window.projects.shown):
        worked.press("Ctrl+N")
    chosen.append(ARTICLE)
    worked.press("Ctrl+I")
    # Debris is set aside in it: it is looked at first.
    worked.until(worked.window.previews.page.text.hasFocus)
    worked.press("Return")
    worked.until(lambda: bool(worked.desk.sentences))
    worked.focus_article()
    for work in WORK:
        check_by_keys(worked, work, chosen, counts)
    dismiss_first_sentence(worked)
    undo_all_and_redo(worked)
    sheet, table, commanded = (tmp_path / name for name in ("by-keys.pdf", "by-keys.csv", "commanded.csv"))
    for keys, out in (("Ctrl+E", sheet), ("Ctrl+Shift+E", table)):
        chosen.append(out)
        with qtbot.waitSignal(worked.window.sheets.written, timeout=60_000):
            worked.press(keys)
    worked.close()

    project = str(tmp_path / "commanded.tickmark")
    assert run(["new", project, "--title", "rockets"]) == 0
    assert run(["add", project, str(ARTICLE)]) == 0
    for n, work in enumerate(WORK, start=1):
        check_by_commands(project, work, n, counts)
    assert run(["export", project, str(commanded)]) in (0, 1)
    assert run(["verify", project]) == 0

    rows = without_own(table.read_bytes())
    assert rows == without_own(commanded.read_bytes())
    assert [row["status"] for row in rows] == ["closed", "open", "rated", "closed"]
    with pikepdf.open(sheet) as pdf:
        assert without_own(pdf.attachments["claims.csv"].get_file().read_bytes()) == rows


def check_by_keys(worked: Worked, work: Checked, chosen: list[Path], counts: Path) -> None:
    stand_on(worked, work.words)
    worked.press("H")
    worked.saved()
    assert worked.claim.quote == work.words
    for key, words in (("W", work.wording), ("S", work.speaker)):
        if words:
            write(worked, key, words)
    for question, judged in ((Question.SO, work.so), (Question.SAID, work.said)):
        if judged is None:
            continue
        turn_to(worked, question)
        worked.press(judged.rating)
        for key, words in (("R", judged.rationale), ("F", judged.fix)):
            if words:
                write(worked, key, words)
    for cited in work.evidence:
        if cited.source == "S2":
            chosen.append(counts)
            worked.press("Ctrl+Shift+I")
            worked.saved()
        cite_by_keys(worked, cited)
    if work.reason is not None:
        worked.press("Ctrl+Return")
        worked.saved()
        if work.reason:
            reason = worked.window.claims.inspector.closing.reason
            worked.until(reason.hasFocus)
            worked.type(work.reason)
            worked.press("Ctrl+Return")
            worked.saved()
        assert worked.claim.status is ClaimStatus.CLOSED
    worked.focus_article()


def stand_on(worked: Worked, words: str) -> None:
    """Step to the sentence of these words; where they are a part of it, find and so select them."""
    view, text = worked.window.reading.view, worked.desk.text.text
    at = text.index(words)
    while (sentence := view.current_sentence()) is None or not sentence.start <= at < sentence.end:
        worked.press("K" if sentence is not None and sentence.start > at else "J")
    if text[sentence.start : sentence.end] != words:
        worked.press("Ctrl+F")
        worked.type(words)
        worked.press("Return", "Escape")
        worked.focus_article()


def write(worked: Worked, key: str, words: str) -> None:
    worked.press(key)
    worked.type(words)
    worked.press("Escape")
    worked.saved()


def turn_to(worked: Worked, question: Question) -> None:
    if worked.window.claims.inspector.question is not question:
        worked.press("T")


def cite_by_keys(worked: Worked, cited: Cited) -> None:
    form = worked.window.claims.inspector.evidence.form
    turn_to(worked, cited.question)
    worked.press("E")
    worked.type(cited.source)
    if cited.source == REPORT:
        worked.press("Return")
        worked.saved()
    stance = next(b for b in form.stance.findChildren(QAbstractButton) if cited.stance.value in b.text())
    QTest.mouseClick(stance, Qt.MouseButton.LeftButton)
    while worked.focused is not form.passage:
        worked.press("Tab")
    worked.type(cited.passage)
    worked.press("Tab")
    worked.type(cited.locator)
    worked.press("Return")
    worked.saved()
    worked.focus_article()


def dismiss_first_sentence(worked: Worked) -> None:
    stand_on(worked, "According to a report")
    worked.press("N")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_C)
    worked.saved()
    worked.focus_article()
    assert [s.reason for s in worked.desk.sentences if s.state is SentenceState.NOTHING] == ["not-checkable"]


def undo_all_and_redo(worked: Worked) -> None:
    before = dict(worked.desk.claims), dict(worked.desk.evidence), list(worked.desk.sentences)
    steps = 0
    while worked.desk.articles:
        worked.press("Ctrl+Z")
        worked.saved()
        steps += 1
    assert steps > 20
    for _ in range(steps):
        worked.press("Ctrl+Shift+Z")
        worked.saved()
    assert (worked.desk.claims, worked.desk.evidence, worked.desk.sentences) == before


def check_by_commands(project: str, work: Checked, n: int, counts: Path) -> None:
    claim = f"{identity().initials}{n}"
    words = ["mark", project, "1", work.words, f"--wording={work.wording}", "--speaker", work.speaker]
    assert run(words) == 0
    for question, judged in ((Question.SO, work.so), (Question.SAID, work.said)):
        if judged is not None:
            words = [
                "mark",
                project,
                "--claim",
                claim,
                "--question",
                question.value,
                "--verdict",
                judged.rating,
            ]
            assert run([*words, f"--rationale={judged.rationale}", "--fix", judged.fix]) == 0
    for cited in work.evidence:
        source = str(counts) if cited.source == "S2" else cited.source
        words = ["cite", project, claim, source, "--question", cited.question.value]
        words += ["--stance", cited.stance.value, "--passage", cited.passage, "--locator", cited.locator]
        assert run(words) == 0
    if work.reason is not None:
        assert run(["mark", project, "--claim", claim, "--close", work.reason]) == 0


def without_own(table: bytes) -> list[dict[str, str]]:
    return [{name: cell for name, cell in row.items() if name not in OWN} for row in read_csv(table)]

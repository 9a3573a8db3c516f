"""What two people did apart is walked through and decided by keys, in one page of the window."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli import run
from app.commands import claims
from db.place import identity
from db.project_file import Project
from db.records import Question
from tests.journeys.hands import Mouse
from tests.journeys.window import Worked

ARTICLE = (
    "Harbour\n\nThe ferry carried 41,200. Boats come in at dawn. The crane cost 4 million. It is tall.\n"
)
WORDS = ("The ferry carried", "Boats come in", "The crane cost", "It is tall")


@pytest.fixture
def merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ada's copy with Bea's merged: two wordings apart, a deletion of what was rated, ratings that differ."""
    ada, bea = tmp_path / "ada.tickmark", tmp_path / "bea.tickmark"
    (tmp_path / "harbour.txt").write_text(ARTICLE, "utf-8")

    def tool(machine: str, *words: str, status: int = 0) -> None:
        monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / machine))
        assert run([*words, "--as", "Ada Lund" if machine == "ada" else "Bea Roth"]) == status

    tool("ada", "new", str(ada))
    tool("ada", "add", str(ada), str(tmp_path / "harbour.txt"))
    for words in WORDS:
        tool("ada", "mark", str(ada), "1", words, "--wording", f"{words} as every year")
    shutil.copy(ada, bea)
    for machine, path, word, rating in (("bea", bea, "most", "5"), ("ada", ada, "some", "1")):
        for number, words in (("AL1", WORDS[0]), ("AL2", WORDS[1])):
            tool(machine, "mark", str(path), "--claim", number, "--wording", f"{words} as {word} year")
        why = ("--rationale", f"Seen by {machine}.")
        tool(machine, "mark", str(path), "--claim", "AL3", "--verdict", rating, *why)
    tool("bea", "mark", str(bea), "--claim", "AL4", "--verdict", "2")
    monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / "ada"))
    with Project.open(ada, identity("Ada Lund")) as project:
        (tall,) = (c for c in _claims(project) if c[1] == "AL4")
        project.run(claims.delete(project, claim=tall[0]))
    tool("ada", "merge", str(ada), str(bea), status=1)
    return ada


def _claims(project: Project) -> list[tuple[str, str]]:
    return project.conn.execute("SELECT id, number FROM claim").fetchall()


def test_everything_done_apart_is_decided_by_keys_and_comes_back_with_undo(
    merged: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    worked = Worked(qtbot, qapp)
    worked.open(merged)
    worked.until(lambda: len(worked.desk.claims) == 4)
    worked.focus_article()
    by_number = {claim.number: claim.id for claim in worked.desk.claims.values()}
    worked.press("Ctrl+Shift+J")
    panel = worked.window.conflicts
    worked.until(lambda: panel.active)
    page = panel.page

    def shown(words: str) -> None:
        worked.until(lambda: page.detail.item is not None and words in page.detail.item.title)

    def left(count: int) -> None:
        worked.saved()
        worked.until(lambda: page.title.text() == (f"To decide: {count}" if count else NOTHING))

    assert "4" in page.title.text()
    shown("AL1")
    item = page.detail.item
    assert item is not None
    assert item.began is not None
    assert item.began.text == "The ferry carried as every year"
    assert [side.name for side in item.sides] == ["Bea Roth", "Ada Lund"]

    # One's own words stay, the other's become a note; with undo both are undecided again.
    worked.press("B")
    left(3)
    assert "some year" in worked.desk.claims[by_number["AL1"]].wording
    worked.press("Ctrl+Z")
    left(4)
    worked.press("K")
    shown("AL1")
    worked.press("1")
    left(3)
    assert "most year" in worked.desk.claims[by_number["AL1"]].wording

    # A third wording.
    shown("AL2")
    worked.press("W")
    worked.until(page.detail.field.hasFocus)
    worked.press("Ctrl+A")
    worked.type("Boats come in now and then")
    worked.press("Ctrl+Return")
    left(2)
    assert worked.desk.claims[by_number["AL2"]].wording == "Boats come in now and then"

    # Deleted by one and rated by the other: kept.
    shown("AL4")
    item = page.detail.item
    assert item is not None
    assert any("Verdict of Bea Roth" in edit for edit in item.sides[1].edits)
    worked.press("2")
    left(1)
    assert by_number["AL4"] in worked.desk.claims

    # Ratings that differ: what holds, and why.
    shown("AL3")
    worked.press("1")
    worked.until(page.detail.field.hasFocus)
    worked.type("The invoice settles it")
    worked.press("Ctrl+Return")
    left(0)
    claim = worked.desk.claims[by_number["AL3"]]
    decision = claim.decision(Question.SO)
    assert decision is not None
    assert (decision.rating, decision.why, claim.difference) == (5, "The invoice settles it", False)
    assert [v.person_name for v in claim.overruled(Question.SO)] == ["Ada Lund"]
    worked.press("Escape")
    worked.until(worked.window.reading.view.hasFocus)
    worked.press("Ctrl+Z")
    worked.saved()
    assert worked.desk.claims[by_number["AL3"]].difference
    worked.close()


NOTHING = "Nothing waits for a decision any more"


def test_words_two_people_marked_are_offered_once_joined_and_parted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, qapp: QApplication
) -> None:
    ada, bea = tmp_path / "ada.tickmark", tmp_path / "bea.tickmark"
    (tmp_path / "harbour.txt").write_text(ARTICLE, "utf-8")

    def tool(machine: str, *words: str) -> None:
        monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / machine))
        assert run([*words, "--as", "Ada Lund" if machine == "ada" else "Bea Roth"]) == 0

    tool("ada", "new", str(ada))
    tool("ada", "add", str(ada), str(tmp_path / "harbour.txt"))
    shutil.copy(ada, bea)
    tool("bea", "mark", str(bea), "1", "Boats come in at dawn", "--verdict", "2")
    tool("ada", "mark", str(ada), "1", "Boats come in at dawn.")
    worked = Worked(qtbot, qapp)
    worked.open(ada)
    worked.until(lambda: len(worked.desk.claims) == 1)
    worked.window.merging.merge([bea])
    worked.until(lambda: len(worked.desk.claims) == 2)
    banner = worked.window.notices.banner
    worked.until(lambda: "two people marked: 1" in banner.words)
    banner.first.click()
    panel = worked.window.conflicts
    worked.until(lambda: panel.active and panel.page.detail.item is not None)
    item = panel.page.detail.item
    assert item is not None
    into = item.sides[1]
    worked.press("2")
    worked.saved()
    worked.until(lambda: panel.page.title.text() == NOTHING)
    (claim,) = worked.desk.claims.values()
    assert claim.id == into.key
    assert len(claim.verdicts) == 1
    worked.press("Escape")
    worked.until(worked.window.reading.view.hasFocus)
    worked.window.reading.go_to_claim(claim.id)
    worked.until(lambda: worked.desk.record is not None)
    Mouse(worked).button(f"Part {claim.joined[0].number} again")
    worked.saved()
    assert len(worked.desk.claims) == 2
    worked.press("Ctrl+Shift+J")
    worked.until(lambda: panel.active and panel.page.detail.item is not None)
    worked.press("N")
    worked.saved()
    worked.until(lambda: panel.page.title.text() == NOTHING)
    assert len(worked.desk.claims) == 2
    worked.close()

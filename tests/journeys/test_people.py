"""A person works on two laptops under one name: the window asks once, and they count once from then on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli import run
from tests.journeys.hands import Mouse
from tests.journeys.window import Worked

ARTICLE = "Harbour\n\nThe ferry carried 41,200. Boats come in at dawn.\n"


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Copies from two machines of people called *checker*, who rated its one claim differently."""
    desk, laptop = tmp_path / "desk.tickmark", tmp_path / "laptop.tickmark"
    (tmp_path / "harbour.txt").write_text(ARTICLE, "utf-8")

    def tool(machine: str, *words: str) -> None:
        monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / machine))
        assert run([*words, "--as", "checker"]) == 0

    tool("desk", "new", str(desk))
    tool("desk", "add", str(desk), str(tmp_path / "harbour.txt"))
    tool("desk", "mark", str(desk), "1", "The ferry carried")
    laptop.write_bytes(desk.read_bytes())
    for machine, path, verdict in (("laptop", laptop, "5"), ("desk", desk, "1")):
        words = ("--verdict", verdict, "--rationale", f"Seen at the {machine}.")
        tool(machine, "mark", str(path), "--claim", "C1", *words)
    return desk, laptop


def test_one_person_on_two_laptops_is_asked_once_counts_once_and_settles_what_they_said_apart(
    copies: tuple[Path, Path], qtbot: QtBot, qapp: QApplication
) -> None:
    desk, laptop = copies
    worked = Worked(qtbot, qapp)
    worked.open(desk)
    worked.until(lambda: bool(worked.desk.claims))
    (claim,) = worked.desk.claims
    mouse, banner = Mouse(worked), worked.window.notices.banner
    worked.window.merging.look_at([laptop])
    worked.until(lambda: worked.window.merging.active)
    worked.press("Return")
    worked.until(lambda: "Merged" in banner.words)
    # Until they say so they are two, told apart by name, who differ.
    record = worked.desk.claims[claim]
    assert record.difference
    assert len({verdict.person_name for verdict in record.verdicts}) == 2
    banner.dismissed.emit()
    worked.until(lambda: "Is this also you?" in banner.words)
    mouse.button("This is also me")
    worked.until(lambda: "from now on" in banner.words)
    record = worked.desk.claims[claim]
    assert (record.difference, record.conflicts) == (False, 1)
    assert {verdict.person_name for verdict in record.verdicts} == {"checker"}

    # Their own verdicts contradict one another: they choose, and no checker is overruled.
    mouse.button("Decide")
    deciding = worked.window.conflicts
    worked.until(lambda: deciding.active and deciding.page.detail.item is not None)
    worked.press("1")
    worked.until(lambda: not worked.desk.claims[claim].conflicts)
    worked.saved()
    assert len(worked.desk.claims[claim].verdicts) == 1
    worked.until(lambda: not deciding.active or not deciding.page.list.rows)
    worked.press("Escape")

    # On the page of people it is taken back, and undone.
    panel = worked.window.handing.people
    panel.show()
    worked.until(lambda: panel.active and bool(panel.page.list.rows))
    rows = [row.spoken for row in panel.page.list.rows]
    assert [row.partition(",")[0] for row in rows] == ["You", "checker", "checker"]
    assert not panel.page.go_button.isVisible()
    worked.press("Down")
    worked.until(panel.page.go_button.isVisible)
    worked.press("Return")
    worked.until(lambda: "two people again" in banner.words)
    worked.until(lambda: any(row.title == "Others: 1" for row in panel.page.list.rows))
    worked.press("Escape")
    worked.until(lambda: not panel.active)
    worked.window.history.undo()
    worked.until(lambda: len(worked.desk.project.people) == 1 if worked.desk.project else False)
    worked.saved()
    worked.close()

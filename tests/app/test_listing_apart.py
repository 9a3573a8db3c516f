"""What the lists of people and of what they did say to a person: names and words, no codes, and no signs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import run

Tool = Callable[..., str]


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Tool:
    """``tool(machine, status, words…)``: a command run on that machine, and what it printed."""

    def call(machine: str, status: int, *words: str) -> str:
        monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / machine))
        names = {"ada": "Ada Lund", "bea": "Bea Roth"}
        assert run([*words, "--as", names[machine]]) == status, capfdbinary.readouterr().err.decode()
        return capfdbinary.readouterr().out.decode()

    return call


@pytest.fixture
def merged(tmp_path: Path, tool: Tool) -> str:
    """Ada's copy with Bea's merged, who marked the same words and rated another claim otherwise."""
    ada, bea = str(tmp_path / "ada.tickmark"), str(tmp_path / "bea.tickmark")
    (tmp_path / "crews.txt").write_text("Crews\n\nCrew one sailed. Crew two sailed in March.\n", "utf-8")
    tool("ada", 0, "new", ada)
    tool("ada", 0, "add", ada, str(tmp_path / "crews.txt"))
    tool("ada", 0, "mark", ada, "1", "Crew one sailed")
    shutil.copy(ada, bea)
    for machine, path, verdict in (("ada", ada, "1"), ("bea", bea, "5")):
        tool(machine, 0, "mark", path, "--claim", "AL1", "--verdict", verdict, "--rationale", "Seen.")
        tool(machine, 0, "mark", path, "1", "Crew two sailed in March")
    tool("ada", 1, "merge", ada, bea)
    return ada


def test_people_are_told_by_name_in_every_list_of_what_they_did_apart(merged: str, tool: Tool) -> None:
    said = {what: tool("ada", 0, "list", merged, what) for what in ("differences", "twice", "merges")}
    assert "Ada Lund: Right" in said["differences"]
    assert "Bea Roth: Cannot verify" in said["differences"]
    assert "Ada Lund: AL2" in said["twice"]
    assert "Bea Roth: BR1" in said["twice"]
    assert "Bea Roth" in said["merges"]
    tool("ada", 0, "decide", merged, "AL1", "--verdict", "1", "--why", "The log book.")
    assert "Bea Roth: Cannot verify (overruled)" in tool("ada", 0, "list", merged, "differences")


def test_the_history_is_in_words_with_what_each_step_was_about(merged: str, tool: Tool) -> None:
    tool("ada", 0, "mark", merged, "--claim", "AL1", "--wording", "One crew sailed")
    assert tool("ada", 0, "undo", merged) == "Undone: wording\n"
    assert tool("ada", 0, "redo", merged) == "Redone: wording\n"
    lines = [line.split("\t")[1:] for line in tool("ada", 0, "list", merged, "history").splitlines()]
    assert lines[0] == ["Ada Lund", "done again: wording", "AL1"]
    assert ["Bea Roth", "marking a claim", "BR1", "merged"] in lines
    assert ["Bea Roth", "verdict", "AL1", "merged"] in lines
    rows = json.loads(tool("ada", 0, "list", merged, "history", "--json"))
    assert len(rows) == len(lines)
    assert rows[0]["label"] == "redo:claim.wording"
    of_claim = tool("ada", 0, "list", merged, "history", "--claim", "AL1")
    assert "the wording: – → One crew sailed" in " ".join(of_claim.split())


def test_of_erased_words_it_says_who_erased_them_and_why(merged: str, tool: Tool) -> None:
    tool("ada", 0, "mark", merged, "--claim", "AL1", "--wording", "A name nobody may read")
    tool("ada", 0, "erase", merged, "AL1/wording", "--reason", "A court says so", "--drop-backups")
    said = tool("ada", 0, "list", merged, "history", "--claim", "AL1")
    assert "erased by Ada Lund on 20" in said
    assert ": A court says so" in said
    assert "░" not in said

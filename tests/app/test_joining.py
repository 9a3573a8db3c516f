"""Two people marked the same words: their claims are made one, and two again, with nothing lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import run
from app.exporting.csv_rows import read_csv

Tool = Callable[..., Any]


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Tool:
    """``tool(machine, status, words…)``: a command run on that machine, and the JSON it printed."""

    def call(machine: str, status: int, *words: str) -> Any:
        monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / machine))
        name = {"ada": "Ada Lund", "bea": "Bea Roth"}[machine]
        assert run([*words, "--json", "--as", name]) == status, capfdbinary.readouterr().err.decode()
        said = capfdbinary.readouterr().out
        return json.loads(said) if said else None

    return call


@pytest.fixture
def copies(tmp_path: Path, tool: Tool) -> tuple[str, str]:
    """Both marked the second sentence, rated it apart, and gave it evidence; merged into both copies."""
    ada, bea = str(tmp_path / "ada.tickmark"), str(tmp_path / "bea.tickmark")
    (tmp_path / "crews.txt").write_text("Crews\n\nCrew one sailed. Crew two sailed in March.\n", "utf-8")
    tool("ada", 0, "new", ada)
    tool("ada", 0, "add", ada, str(tmp_path / "crews.txt"))
    tool("ada", 0, "add", ada, "--note", "The log", "--title", "Log")
    shutil.copy(ada, bea)
    for machine, path, quote, rating in (
        ("ada", ada, "Crew two sailed in March", "1"),
        ("bea", bea, "Crew two sailed in March.", "5"),
    ):
        claim = tool(machine, 0, "mark", path, "1", quote, "--wording", f"{machine} says")["id"]
        why = ("--rationale", f"Seen by {machine}")
        tool(
            machine,
            0,
            "mark",
            path,
            "--claim",
            claim,
            "--verdict",
            rating,
            *why,
            "--fix",
            f"fix of {machine}",
        )
        tool(machine, 0, "cite", path, claim, "S1", "--passage", f"passage of {machine}")
    tool("ada", 0, "merge", ada, bea)
    tool("bea", 0, "merge", bea, ada)
    return ada, bea


def _one(tool: Tool, machine: str, path: str) -> dict[str, Any]:
    (claim,) = tool(machine, 0, "list", path, "claims")
    return claim


def test_joined_they_are_one_claim_with_everything_of_both_and_each_number_is_found(
    copies: tuple[str, str], tool: Tool
) -> None:
    ada, _ = copies
    (pair,) = tool("ada", 0, "list", ada, "twice")
    assert sorted(pair["numbers"]) == ["AL1", "BR1"]
    before = tool("ada", 0, "list", ada, "claims")
    tool("ada", 0, "join", ada, "BR1", "AL1")
    claim = _one(tool, "ada", ada)
    assert (claim["number"], claim["evidence"], claim["fixes"], claim["difference"]) == ("AL1", 2, 2, True)
    assert sorted(v["person_name"] for v in claim["verdicts"]) == ["Ada Lund", "Bea Roth"]
    assert [(one["number"], one["wording"]) for one in claim["joined"]] == [("BR1", "bea says")]
    assert tool("ada", 0, "list", ada, "twice") == []
    # Printed with the other number, and found under it for life: asked for, searched for, rated.
    out = Path(ada).with_name("claims.csv")
    tool("ada", 0, "export", ada, str(out))
    (row,) = read_csv(out.read_bytes())
    assert (row["claim"], row["joined claims"].partition(" · ")[0]) == ("AL1", "BR1: bea says")
    assert "claim" in {hit["kind"] for hit in tool("ada", 0, "find", ada, "BR1")}
    assert tool("ada", 0, "mark", ada, "--claim", "BR1", "--verdict", "2")["number"] == "AL1"
    history = tool("ada", 0, "list", ada, "history", "--claim", "BR1")
    assert {"claim.join", "claim.mark"} <= {step["label"] for step in history}
    tool("ada", 0, "undo", ada)
    tool("ada", 0, "undo", ada)
    assert tool("ada", 0, "list", ada, "claims") == before
    tool("ada", 0, "redo", ada)
    tool("ada", 0, "join", ada, "BR1", "--part")
    assert {one["number"] for one in tool("ada", 0, "list", ada, "claims")} == {"AL1", "BR1"}
    assert tool("ada", 0, "verify", ada)["ok"]


def test_what_a_colleague_adds_to_the_joined_claim_meanwhile_arrives_on_the_one_it_is_part_of(
    copies: tuple[str, str], tool: Tool
) -> None:
    ada, bea = copies
    tool("ada", 0, "join", ada, "BR1", "AL1")
    tool("bea", 0, "cite", bea, "BR1", "S1", "--passage", "late passage")
    tool("bea", 0, "mark", bea, "--claim", "BR1", "--wording", "bea says more")
    tool("ada", 1, "merge", ada, bea)
    claim = _one(tool, "ada", ada)
    assert claim["evidence"] == 3
    assert claim["joined"][0]["wording"] == "bea says more"
    passages = {one["passage"] for one in tool("ada", 0, "list", ada, "evidence")}
    assert passages == {"passage of ada", "passage of bea", "late passage"}
    (told,) = tool("bea", 1, "merge", bea, ada, "--preview")
    assert [(one["number"], one["into"]) for one in told["joins"]] == [("BR1", "AL1")]
    assert tool("bea", 1, "merge", bea, ada)["fingerprint"] == tool("ada", 0, "verify", ada)["fingerprint"]
    assert _one(tool, "bea", bea) == claim


def test_both_joining_apart_also_in_opposite_directions_come_to_the_same(
    copies: tuple[str, str], tool: Tool
) -> None:
    ada, bea = copies
    tool("ada", 0, "join", ada, "BR1", "AL1")
    tool("bea", 0, "join", bea, "AL1", "BR1")
    tool("ada", 1, "merge", ada, bea)
    tool("bea", 1, "merge", bea, ada)
    mine, theirs = _one(tool, "ada", ada), _one(tool, "bea", bea)
    assert mine == theirs
    assert (mine["evidence"], len(mine["verdicts"]), len(mine["joined"])) == (2, 2, 1)


def test_deleting_the_one_deletes_both_and_what_another_had_not_seen_stays(
    copies: tuple[str, str], tool: Tool
) -> None:
    from app.commands import claims
    from db.place import identity
    from db.project_file import Project

    ada, bea = copies
    tool("ada", 0, "join", ada, "BR1", "AL1")
    shown = _one(tool, "ada", ada)
    with Project.open(Path(ada), identity("Ada Lund")) as project:
        project.run(claims.delete(project, claim=shown["id"]))
    assert tool("ada", 0, "list", ada, "claims") == []
    tool("bea", 0, "cite", bea, "BR1", "S1", "--passage", "late passage")
    tool("ada", 1, "merge", ada, bea)
    claim = _one(tool, "ada", ada)
    assert (claim["number"], claim["conflicts"]) == ("BR1", 1)
    tool("ada", 0, "settle", ada, "1", "--keep", "2")
    assert _one(tool, "ada", ada)["evidence"] == 2


def test_claims_said_to_be_two_are_offered_to_nobody_again(copies: tuple[str, str], tool: Tool) -> None:
    ada, bea = copies
    tool("ada", 0, "join", ada, "BR1", "AL1", "--apart")
    assert tool("ada", 0, "list", ada, "twice") == []
    assert len(tool("ada", 0, "list", ada, "claims")) == 2
    tool("bea", 0, "merge", bea, ada)
    assert tool("bea", 0, "list", bea, "twice") == []
    tool("ada", 0, "undo", ada)
    assert len(tool("ada", 0, "list", ada, "twice")) == 1

"""What two people did apart is decided by a person: versions, deletions, verdicts; nothing is lost by it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import run

Tool = Callable[..., Any]
WORDING = "Crews sailed from the north quay in the first week of March."


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Tool:
    """``tool(machine, status, words…)``: a command run on that machine, and the JSON it printed."""

    def call(machine: str, status: int, *words: str) -> Any:
        monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / machine))
        assert run([*words, "--json"]) == status, capfdbinary.readouterr().err.decode()
        said = capfdbinary.readouterr().out
        return json.loads(said) if said else None

    return call


@pytest.fixture
def copies(tmp_path: Path, tool: Tool) -> tuple[str, str]:
    """Ada's and Bea's copies of a project with one claim in it."""
    ada, bea = str(tmp_path / "ada.tickmark"), str(tmp_path / "bea.tickmark")
    (tmp_path / "crews.txt").write_text("Crews\n\nCrew one sailed. Crew two sailed in March.\n", "utf-8")
    tool("ada", 0, "new", ada, "--as", "Ada Lund")
    tool("ada", 0, "add", ada, str(tmp_path / "crews.txt"))
    tool("ada", 0, "mark", ada, "1", "Crew two sailed", "--wording", WORDING)
    shutil.copy(ada, bea)
    tool("bea", 0, "list", bea, "claims")
    return ada, bea


def _edited_apart(tool: Tool, copies: tuple[str, str]) -> str:
    ada, bea = copies
    (claim,) = (one["id"] for one in tool("ada", 0, "list", ada, "claims"))
    words = ("--claim", claim, "--wording")
    tool("ada", 0, "mark", ada, *words, WORDING.replace("north", "south"))
    tool("bea", 0, "mark", bea, *words, WORDING.replace("first", "second"), "--as", "Bea Roth")
    tool("ada", 1, "merge", ada, bea)
    return claim


def test_one_version_is_chosen_and_the_other_stays_in_the_history(
    copies: tuple[str, str], tool: Tool
) -> None:
    ada, bea = copies
    _edited_apart(tool, copies)
    (apart,) = tool("ada", 0, "list", ada, "conflicts")
    assert [version["person_name"] for version in apart["versions"]] == ["Ada Lund", "Bea Roth"]
    assert apart["base"]["value"] == WORDING
    assert tool("ada", 0, "settle", ada, "1", "--keep", "2") == {"left": 0}
    (claim,) = tool("ada", 0, "list", ada, "claims")
    assert "second week" in claim["wording"]
    assert claim["conflicts"] == 0
    tool("ada", 0, "undo", ada)
    assert len(tool("ada", 0, "list", ada, "conflicts")) == 1
    assert tool("bea", 1, "merge", bea, ada)["conflicts"] == 1


def test_both_are_kept_one_in_its_field_and_the_other_as_a_note(copies: tuple[str, str], tool: Tool) -> None:
    ada, bea = copies
    _edited_apart(tool, copies)
    tool("ada", 0, "settle", ada, "1", "--keep", "1", "--both")
    (claim,) = tool("ada", 0, "list", ada, "claims")
    assert "south" in claim["wording"]
    tool("ada", 0, "export", ada, f"{ada}.csv")
    sheet = Path(f"{ada}.csv").read_text("utf-8-sig")
    assert WORDING.replace("first", "second") in sheet
    assert "Bea Roth, 20" in sheet
    # The colleague's copy comes to the same.
    assert tool("bea", 0, "merge", bea, ada)["conflicts"] == 0


def test_a_third_wording_takes_the_place_of_both(copies: tuple[str, str], tool: Tool) -> None:
    ada, _ = copies
    _edited_apart(tool, copies)
    tool("ada", 0, "settle", ada, "1", "--write", "Crews sailed in March.")
    assert tool("ada", 0, "list", ada, "claims")[0]["wording"] == "Crews sailed in March."
    assert tool("ada", 0, "list", ada, "conflicts") == []
    tool("ada", 2, "settle", ada, "1")


def test_unsettled_both_versions_are_printed(copies: tuple[str, str], tool: Tool) -> None:
    ada, _ = copies
    _edited_apart(tool, copies)
    tool("ada", 0, "export", ada, f"{ada}.csv")
    sheet = Path(f"{ada}.csv").read_text("utf-8-sig")
    assert "south quay in the first week" in sheet
    assert "north quay in the second week" in sheet


@pytest.mark.parametrize("kept", [True, False])
def test_what_somebody_deleted_and_another_edited_is_kept_or_deleted_by_a_person(
    copies: tuple[str, str], tool: Tool, *, kept: bool
) -> None:
    from app.commands import claims
    from db.place import identity
    from db.project_file import Project

    ada, bea = copies
    (claim,) = (one["id"] for one in tool("bea", 0, "list", bea, "claims"))
    tool(
        "bea", 0, "mark", bea, "--claim", claim, "--verdict", "1", "--rationale", "Seen.", "--as", "Bea Roth"
    )
    tool("ada", 0, "list", ada, "claims")
    with Project.open(Path(ada), identity()) as project:
        project.run(claims.delete(project, claim=claim))
    # Deleting hides no verdict its author had not seen.
    assert tool("ada", 1, "merge", ada, bea)["conflicts"] == 1
    (apart,) = tool("ada", 0, "list", ada, "conflicts")
    assert [version["value"] for version in apart["versions"]] == ["deleted", "kept"]
    (edit,) = apart["versions"][1]["edits"]
    assert (edit["field"], edit["person_name"]) == ("verdict", "Bea Roth")
    assert "Seen." in edit["value"]
    tool("ada", 0, "settle", ada, "1", "--keep", "2" if kept else "1")
    assert [one["id"] for one in tool("ada", 0, "list", ada, "claims")] == ([claim] if kept else [])
    tool("bea", 0, "merge", bea, ada)
    assert [one["id"] for one in tool("bea", 0, "list", bea, "claims")] == ([claim] if kept else [])
    tool("ada", 0, "undo", ada)
    assert len(tool("ada", 0, "list", ada, "conflicts")) == 1


def _differing(tool: Tool, copies: tuple[str, str]) -> str:
    ada, bea = copies
    (claim,) = (one["id"] for one in tool("ada", 0, "list", ada, "claims"))
    tool("ada", 0, "mark", ada, "--claim", claim, "--verdict", "1", "--rationale", "The log says so.")
    words = ("--verdict", "5", "--rationale", "The log is forged.", "--as", "Bea Roth")
    tool("bea", 0, "mark", bea, "--claim", claim, *words)
    tool("ada", 1, "merge", ada, bea)
    return claim


def test_a_decision_says_what_holds_and_records_what_it_overruled(
    copies: tuple[str, str], tool: Tool
) -> None:
    ada, bea = copies
    claim = _differing(tool, copies)
    (apart,) = tool("ada", 0, "list", ada, "differences")
    assert [one["why"] for one in apart["verdicts"]] == ["The log says so.", "The log is forged."]
    tool("ada", 2, "decide", ada, claim, "--verdict", "5")
    (done,) = tool("ada", 0, "decide", ada, claim, "--verdict", "5", "--why", "The harbour office agrees.")
    assert (done["decided_by"], done["overruled"]) == ("Ada Lund", ["Ada Lund"])
    (known,) = tool("ada", 0, "list", ada, "claims")
    assert (known["difference"], known["verdict"]["so"]["rating"]) == (False, 5)
    assert len(known["verdicts"]) == 2
    tool("ada", 0, "export", ada, f"{ada}.csv")
    sheet = Path(f"{ada}.csv").read_text("utf-8-sig")
    assert "Overruled: Ada Lund" in sheet
    assert "The harbour office agrees." in sheet
    tool("ada", 0, "export", ada, f"{ada}.pdf")
    # Whoever rates anew asks anew, wherever they are.
    tool("bea", 0, "mark", bea, "--claim", claim, "--verdict", "4")
    assert tool("bea", 1, "merge", bea, ada)["differences"] == 1
    tool("ada", 0, "undo", ada)
    assert tool("ada", 0, "list", ada, "claims")[0]["difference"]


def test_the_rule_of_the_project_says_who_decides(copies: tuple[str, str], tool: Tool) -> None:
    ada, _ = copies
    claim = _differing(tool, copies)
    words = ("decide", ada, claim, "--verdict", "1", "--why", "Looked again.")
    tool("ada", 0, "rule", ada, "other")
    tool("ada", 2, *words)
    tool("ada", 0, "rule", ada, "person", "--person", "Bea Roth")
    tool("ada", 2, *words)
    tool("ada", 0, "rule", ada, "agree")
    tool("ada", 2, *words)
    assert tool("ada", 0, "list", ada, "claims")[0]["difference"]
    tool("ada", 0, "rule", ada, "other")
    # Somebody who did not rate decides.
    shutil.copy(ada, f"{ada}.third")
    tool("carl", 0, "decide", f"{ada}.third", *words[2:], "--as", "Carl Otte")
    assert tool("ada", 0, "merge", ada, f"{ada}.third")["differences"] == 0
    (known,) = tool("ada", 0, "list", ada, "differences")
    assert (known["decided_by"], known["overruled"]) == ("Carl Otte", ["Bea Roth"])


def test_two_decisions_taken_apart_settle_nothing_until_one_is_chosen(
    copies: tuple[str, str], tool: Tool
) -> None:
    ada, bea = copies
    claim = _differing(tool, copies)
    tool("bea", 1, "merge", bea, ada)
    tool("ada", 0, "decide", ada, claim, "--verdict", "1", "--why", "Ada’s reason")
    tool("bea", 0, "decide", bea, claim, "--verdict", "5", "--why", "Bea’s reason")
    done = tool("ada", 1, "merge", ada, bea)
    assert (done["conflicts"], done["differences"]) == (1, 1)
    tool("ada", 0, "settle", ada, "1", "--keep", "2")
    (known,) = tool("ada", 0, "list", ada, "claims")
    assert (known["difference"], known["verdict"]["so"]["rating"]) == (False, 5)

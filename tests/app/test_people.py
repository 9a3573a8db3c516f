"""Who is who: two people of one name stay two, one person on two laptops says so and counts once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import run
from app.panels.deciding_read import read_item, read_rows
from db.kinds import alias_id
from db.place import STATE_VARIABLE, identity
from db.project_file import Project
from db.step import Edit, Step

Tool = Callable[..., Any]


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Tool:
    """``tool(machine, status, words…)``: a command run on that machine, and the JSON it printed."""

    def call(machine: str, status: int, *words: str) -> Any:
        monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / machine))
        assert run([*words, "--json"]) == status, capfdbinary.readouterr().err.decode()
        said = capfdbinary.readouterr()
        return json.loads(said.out) if said.out else said.err.decode()

    return call


@pytest.fixture
def laptops(tmp_path: Path, tool: Tool) -> tuple[str, str]:
    """Two copies of a project with two claims, opened by people who are both called *checker*."""
    one, other = str(tmp_path / "one.tickmark"), str(tmp_path / "other.tickmark")
    (tmp_path / "crews.txt").write_text("Crews\n\nCrew one sailed. Crew two sailed in March.\n", "utf-8")
    tool("one", 0, "new", one, "--as", "checker")
    tool("one", 0, "add", one, str(tmp_path / "crews.txt"))
    for words in ("Crew one sailed", "Crew two sailed"):
        tool("one", 0, "mark", one, "1", words)
    shutil.copy(one, other)
    return one, other


def _rated(tool: Tool, machine: str, path: str, verdict: str, why: str, number: str = "C1") -> None:
    words = ("--verdict", verdict, "--rationale", why, "--as-of", "2026-11-03", "--as", "checker")
    tool(machine, 0, "mark", path, "--claim", number, *words)


def _others_name(tool: Tool, machine: str, path: str) -> str:
    people = tool(machine, 0, "list", path, "people")
    (name,) = (one["name"] for one in people if not one["you"] and one["initials"] == "C")
    return name


def test_two_people_of_one_name_are_told_apart_wherever_a_name_is_shown(
    laptops: tuple[str, str], tool: Tool
) -> None:
    one, other = laptops
    _rated(tool, "one", one, "1", "Seen here.")
    _rated(tool, "other", other, "5", "Seen there.")
    assert tool("one", 1, "merge", one, other)["differences"] == 1
    people = tool("one", 0, "list", one, "people")
    assert [person["you"] for person in people].count("you") == 1
    names = {person["name"] for person in people}
    assert len(names) == 2
    assert all(name.startswith("checker (since ") for name in names)
    (claim, _) = tool("one", 0, "list", one, "claims")
    assert {verdict["person_name"] for verdict in claim["verdicts"]} == names
    tool("one", 0, "export", one, f"{one}.csv")
    sheet = Path(f"{one}.csv").read_text("utf-8-sig")
    assert all(name in sheet for name in names)


def test_a_name_that_two_people_have_is_not_guessed_at(laptops: tuple[str, str], tool: Tool) -> None:
    one, other = laptops
    _rated(tool, "other", other, "5", "Seen there.")
    tool("one", 0, "merge", one, other)
    theirs = _others_name(tool, "one", one)
    assert theirs in tool("one", 2, "rule", one, "person", "--person", "checker")
    assert "2 people here are called" in tool("one", 2, "mark", one, "--claim", "C1", "--assignee", "Checker")
    assert "2 people here" in tool("one", 2, "list", one, "history", "--person", "checker")
    assert "2 people here" in tool("one", 2, "share", one, f"{one}.out", "--without", "checker")
    tool("one", 0, "mark", one, "--claim", "C1", "--assignee", theirs)
    (claim, _) = tool("one", 0, "list", one, "claims")
    (them,) = (person for person in tool("one", 0, "list", one, "people") if person["name"] == theirs)
    assert claim["assignee_id"] == them["id"]
    assert len(tool("one", 0, "list", one, "history", "--person", theirs)) == them["changes"] + 1


def test_one_person_on_two_laptops_says_so_and_counts_once(laptops: tuple[str, str], tool: Tool) -> None:
    one, other = laptops
    _rated(tool, "one", one, "1", "Seen here.")
    _rated(tool, "other", other, "5", "Seen there.")
    _rated(tool, "one", one, "2", "The same.", "C2")
    _rated(tool, "other", other, "2", "The same.", "C2")
    assert tool("one", 1, "merge", one, other)["differences"] == 1
    said = tool("one", 1, "me", one, _others_name(tool, "one", one))
    assert (said["name"], len(said["persons"]), said["contradictions"]) == ("checker", 2, 1)
    (me,) = tool("one", 0, "list", one, "people")
    assert (me["name"], me["you"], len(me["persons"])) == ("checker", "you", 2)
    first, second = tool("one", 0, "list", one, "claims")
    # What contradicts itself is one person's to settle, and no difference; what says the same is told once.
    assert (first["difference"], first["conflicts"]) == (False, 1)
    assert (second["difference"], second["conflicts"], len(second["verdicts"])) == (False, 0, 1)
    assert tool("one", 0, "list", one, "differences") == []
    (apart,) = tool("one", 0, "list", one, "conflicts")
    assert sorted(version["value"].count("Seen here.") for version in apart["versions"]) == [0, 1]
    # The other laptop hears of it by merging: it is the same there, also the other way round.
    assert tool("other", 1, "merge", other, one)["conflicts"] == 1
    assert tool("other", 1, "me", other)["name"] == "checker"
    here = next(n for n, version in enumerate(apart["versions"], 1) if "Seen here." in version["value"])
    tool("other", 0, "settle", other, "1", "--keep", str(here))
    (first, _) = tool("other", 0, "list", other, "claims")
    assert [verdict["rationale"] for verdict in first["verdicts"]] == ["Seen here."]
    assert (first["conflicts"], first["difference"]) == (0, False)
    assert tool("one", 0, "merge", one, other)["conflicts"] == 0
    # A verdict given anew takes the place of what was seen, whichever machine that came from.
    _rated(tool, "other", other, "4", "Looked again.")
    assert tool("one", 0, "merge", one, other)["conflicts"] == 0
    (first, _) = tool("one", 0, "list", one, "claims")
    assert [verdict["rating"] for verdict in first["verdicts"]] == [4]
    tool("one", 0, "export", one, f"{one}.csv")
    assert "since" not in Path(f"{one}.csv").read_text("utf-8-sig")


def test_what_somebody_said_apart_as_two_is_not_offered_to_others_to_decide(
    laptops: tuple[str, str], tool: Tool
) -> None:
    one, other = laptops
    _rated(tool, "one", one, "1", "Seen here.")
    _rated(tool, "other", other, "5", "Seen there.")
    tool("one", 1, "merge", one, other)
    tool("one", 1, "me", one, _others_name(tool, "one", one))
    third = str(Path(one).with_name("third.tickmark"))
    shutil.copy(one, third)
    why = "All are checker’s own, from several machines: only they can say which holds."
    assert why in tool("third", 2, "settle", third, "1", "--keep", "1", "--as", "Carl Otte")
    for machine, status, name, refusal in (("one", 1, "checker", ""), ("third", 0, "Carl Otte", why)):
        tool(machine, status, "me", one, "--as", name)
        with Project.open(Path(one), identity(name)) as project:
            (_, row) = read_rows(project).rows
            item = read_item(project, key=row.key)
            assert item is not None
            assert item.refusal == refusal


def test_that_two_are_one_is_undone_and_taken_back(laptops: tuple[str, str], tool: Tool) -> None:
    one, other = laptops
    _rated(tool, "one", one, "1", "Seen here.")
    _rated(tool, "other", other, "5", "Seen there.")
    tool("one", 1, "merge", one, other)
    theirs = _others_name(tool, "one", one)
    before = tool("one", 0, "list", one, "people")
    mine = identity("checker").person
    for way in ("undo", "not"):
        own = tool("one", 1, "me", one, theirs)["persons"]
        assert len(tool("one", 0, "list", one, "people")) == 1
        other_self = next(part["id"] for part in own if part["id"] != mine)
        tool("one", 0, *(("undo", one) if way == "undo" else ("me", one, other_self, "--not")))
        now = tool("one", 0, "list", one, "people")
        assert [person["name"] for person in now] == [person["name"] for person in before]
        (first, _) = tool("one", 0, "list", one, "claims")
        assert (first["difference"], first["conflicts"]) == (True, 0)
    assert "nothing to take back" in tool("one", 2, "me", one, theirs, "--not")


def test_nobody_makes_one_of_two_others(laptops: tuple[str, str], tool: Tool, tmp_path: Path) -> None:
    one, other = laptops
    _rated(tool, "one", one, "1", "Seen here.")
    _rated(tool, "other", other, "5", "Seen there.")
    tool("one", 1, "merge", one, other)
    first, second = sorted(person["id"] for person in tool("one", 0, "list", one, "people"))
    third = str(tmp_path / "third.tickmark")
    shutil.copy(one, third)
    tool("third", 0, "mark", third, "--claim", "C2", "--wording", "Anything", "--as", "Carl Otte")
    alias = alias_id(first, second)
    with Project.open(Path(third), identity("Carl Otte")) as project:
        edits = (Edit(alias, "of", {"one": first, "other": second}), Edit(alias, "same", True))
        project.run(Step("person.same", edits, project.revision))
    assert tool("one", 1, "merge", one, third)["differences"] == 1
    assert len(tool("one", 0, "list", one, "people")) == 3
    # It is told in the history all the same; and where one of the two says so, it counts.
    newest = tool("one", 0, "list", one, "history")
    assert ("Carl Otte", "person.same") in {(step["person_name"], step["label"]) for step in newest}
    theirs = next(
        p["name"] for p in tool("one", 0, "list", one, "people") if not p["you"] and "ch" in p["name"]
    )
    tool("one", 1, "me", one, theirs)
    assert len(tool("one", 0, "list", one, "people")) == 2
    tool("third", 0, "me", third, "--as", "Carl Otte")
    with Project.open(Path(third), identity("Carl Otte")) as project:
        project.run(Step("person.apart", (Edit(alias, "same", False),), project.revision))
    tool("one", 1, "merge", one, third)
    assert len(tool("one", 0, "list", one, "people")) == 2


def test_whoever_is_one_with_a_checker_is_no_second_reader(laptops: tuple[str, str], tool: Tool) -> None:
    one, other = laptops
    _rated(tool, "other", other, "5", "Seen there.")
    third = str(Path(one).with_name("third.tickmark"))
    shutil.copy(one, third)
    tool(
        "third",
        0,
        "mark",
        third,
        "--claim",
        "C1",
        "--verdict",
        "1",
        "--rationale",
        "No.",
        "--as",
        "Carl Otte",
    )
    tool("one", 0, "rule", one, "other")
    tool("one", 1, "merge", one, other, third)
    tool("one", 0, "mark", one, "--claim", "C2", "--wording", "Anything")
    theirs = next(
        p["name"] for p in tool("one", 0, "list", one, "people") if not p["you"] and "ch" in p["name"]
    )
    tool("one", 0, "me", one, theirs)
    words = ("decide", one, "C1", "--verdict", "1", "--why", "I say so.")
    assert "you are one of them" in tool("one", 2, *words)
    # Whose work is left out of a copy is left out whichever machine it was done on.
    tool("one", 0, "undo", one)
    tool("one", 0, *words)
    shared = str(Path(one).with_name("shared.tickmark"))
    tool("one", 0, "me", one, theirs)
    tool("one", 0, "share", one, shared, "--without", "checker")
    assert b"Seen there." not in Path(shared).read_bytes()
